"""Running the clinic: the displays on its walls, which are added, handed their token, and revoked; the directory of
providers.

Users: administrators; privacy officers look on, and everybody reads the directory. Announces nothing yet.
"""
