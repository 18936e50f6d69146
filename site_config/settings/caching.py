"""Every cache, every time to live, and what is kept for that long.

Redis holds ids, counts, sessions and catalogues; never a patient's name. What is lost from it costs time, never a
request.
"""

CATALOGUES_FOR = 60 * 60
"""Seconds: providers, payers, facilities; each with a version key that a change raises."""

PATIENT_LISTS_FOR = 5 * 60
"""Seconds: the capped count of a patient list; the key carries the facility's list version."""

FILTER_FORMS_FOR = 60 * 60
"""Seconds: a drawn filter form, in the memory of the process; its key has language, rights and catalogue version."""

SESSION_CACHED_FOR = 60
"""Seconds: a signed copy of a session, so that most requests need no statement for it; PostgreSQL keeps the session."""

REDIS_CONNECTS_WITHIN = 0.1
REDIS_ANSWERS_WITHIN = 0.2
"""Seconds that one call may take before Redis counts as absent; together at most 0.3."""

REDIS_LEFT_ALONE_FOR = 5
"""Seconds during which nothing asks Redis after it failed once (the circuit is open)."""


def caches(redis_url: str) -> dict:
    """Django's CACHES: the shared one in Redis, guarded; and a small one in each process."""
    return {
        "default": {
            "BACKEND": "features.foundation.records.guarded_cache.GuardedRedisCache",
            "LOCATION": redis_url,
            "KEY_PREFIX": "chartside",
            "TIMEOUT": PATIENT_LISTS_FOR,
            "OPTIONS": {
                "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
                "SOCKET_CONNECT_TIMEOUT": REDIS_CONNECTS_WITHIN,
                "SOCKET_TIMEOUT": REDIS_ANSWERS_WITHIN,
                "LEFT_ALONE_FOR": REDIS_LEFT_ALONE_FOR,
            },
        },
        "process": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "chartside",
            "TIMEOUT": FILTER_FORMS_FOR,
            "OPTIONS": {"MAX_ENTRIES": 500},
        },
    }
