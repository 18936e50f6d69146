"""Running the clinic: the displays on its walls, which are added, handed their token, and revoked; the directories of
providers and of payers.

Users: administrators; privacy officers look on, and everybody reads the directories. Announces nothing yet.
"""
