"""The append-only trail: every read, change, sign-in and refusal, with who, when, why and what was shown.

Users: the privacy officer reads it; every view and service writes it. A patient is a UUID here, no foreign key.
"""
