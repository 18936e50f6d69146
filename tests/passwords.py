"""How the tests hash passwords: as the product does, but without the work that makes guessing slow."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """A tenth of a second becomes a fraction of a millisecond."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
