"""What every stored record has: a public id, a version, who and when, one clock, and version keys.

Used by every feature; knows none of them. Announces nothing.
"""
