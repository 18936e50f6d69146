"""Every URL of the product, by walking the resolver."""

from django.urls import URLPattern, get_resolver


def routes() -> dict[str, URLPattern]:
    """URL name (with its namespace) to its pattern."""
    found: dict[str, URLPattern] = {}

    def walk(patterns, namespace: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                assert pattern.name, f"{pattern} has no name"
                found[f"{namespace}{pattern.name}"] = pattern
            else:
                walk(
                    pattern.url_patterns,
                    f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace,
                )

    walk(get_resolver().url_patterns, "")
    return found


def checks() -> list[str]:
    """The addresses where a field of a form is checked when it is left."""
    return [
        name
        for name, pattern in routes().items()
        if getattr(pattern.callback, "view_initkwargs", {}).get("checks_only")
    ]
