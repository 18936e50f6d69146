"""A pytest plugin, loaded before anything else: the tests run in their own environment, on this checkout's servers."""

import os

os.environ["CHARTSIDE_ENV"] = "testing"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

if not os.environ.get("CI"):  # there Hypothesis has no deadline by itself, and always the same examples
    from hypothesis import settings

    settings.register_profile("unhurried", deadline=None)
    settings.load_profile("unhurried")
