"""Who may do what: users, facilities, roles and permissions, sessions and their limits.

Users: everyone who signs in; administrators later change roles here. Announces nothing yet.
"""
