"""The event stream: one open answer for each visible page, through which the server says what changed.

Users: every signed-in page, later. So far it carries a heartbeat and the end of the session.
"""
