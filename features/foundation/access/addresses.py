"""Where a request comes from: the address that our own proxies saw, and nothing that a client claims."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The client's address; None when it is not known.

    Each of our proxies adds the address of its caller to the end of X-Forwarded-For. With `TRUSTED_PROXIES`
    of them in front, the entry that many places from the end was written by the outermost one; everything
    before it is a claim.
    """
    direct = _parsed(request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXIES:
        return direct
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(forwarded) < settings.TRUSTED_PROXIES:
        return direct
    return _parsed(forwarded[-settings.TRUSTED_PROXIES]) or direct


def _parsed(text: str) -> str | None:
    """The address in its shortest form, without port or zone; an IPv4 address in IPv6 dress as IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(address)
