"""Running the clinic: so far the displays on its walls, which are added, handed their token, and revoked.

Users: administrators; privacy officers look on. Announces nothing yet.
"""
