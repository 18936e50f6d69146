"""Signing in and out: password, second factor, recovery codes, lock-out, one's own password.

Users: everyone. Built on allauth (account, mfa) and axes; nobody signs up here, administrators make the
accounts. Announces nothing.
"""
