"""Django's PostgreSQL backend, which asks a kept connection whether it lives without a round trip."""
