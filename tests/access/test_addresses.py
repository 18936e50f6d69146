"""The client's address is what our own proxies saw."""

import pytest

from features.foundation.access.addresses import client_address

SPOOFED = "203.0.113.9"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "direct", "address"),
    [
        (0, SPOOFED, "10.0.0.1", "10.0.0.1"),
        (1, f"{SPOOFED}, 198.51.100.7", "10.0.0.1", "198.51.100.7"),
        (2, f"{SPOOFED}, 198.51.100.7, 10.0.0.2", "10.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7", "10.0.0.1", "10.0.0.1"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (1, "'; DROP TABLE", "10.0.0.1", "10.0.0.1"),
        (1, "198.51.100.7:4711", "10.0.0.1", "198.51.100.7"),
        (1, "[2001:db8::1]:443", "10.0.0.1", "2001:db8::1"),
        (0, "", "::ffff:198.51.100.7", "198.51.100.7"),
        (0, "", "fe80::1%eth0", "fe80::1"),
        (0, "", "", None),
    ],
)
def test_exactly_the_trusted_entries_at_the_end_are_believed(
    rf, settings, trusted, forwarded, direct, address
):
    settings.TRUSTED_PROXIES = trusted

    assert client_address(rf.get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=direct)) == address
