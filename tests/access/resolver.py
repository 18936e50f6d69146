"""The names of every URL that the resolver knows."""

from django.urls import URLPattern, get_resolver


def url_names(patterns=None, namespace: str = "") -> set[str]:
    """Names with their namespaces, such as `patients:list`."""
    names: set[str] = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            names |= {namespace + pattern.name} if pattern.name else set()
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            names |= url_names(pattern.url_patterns, inner)
    return names
