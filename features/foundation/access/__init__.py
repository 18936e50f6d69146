"""Who may do what: users, facilities, roles and permissions, sessions and their limits; and displays on walls.

Users: everyone who signs in, and every display; administrators later change roles here. Announces nothing yet.
"""
