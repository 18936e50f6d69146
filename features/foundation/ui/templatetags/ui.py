"""Template tags of the frame: icons of the lucide set."""

from functools import lru_cache

from django import template
from lucide.templatetags.lucide import lucide

register = template.Library()


@register.simple_tag
def icon(name: str, kind: str = "") -> str:
    """Draws an icon inline, hidden from screen readers: the word beside it says what it means."""
    return draw(str(name), f"icon {kind}".strip())


@lru_cache(maxsize=500)
def draw(name: str, classes: str) -> str:
    return lucide(name, size=None, **{"class": classes, "aria-hidden": "true", "focusable": "false"})
