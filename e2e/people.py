"""How the people of the made clinic come in: by the form, or by a session made on the server."""

from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from e2e.pages.sign_in import SignIn
from features.foundation.access.models import User
from tests.cast import BACKEND


def sign_in(page: Page, username: str) -> None:
    """Through the door, as a person does."""
    SignIn(page).open().send(username)


def let_in(context: BrowserContext, username: str, url: str) -> None:
    """Gives the browser a session of its own, made on the server without typing."""
    client = Client()
    client.force_login(User.objects.get(username=username), backend=BACKEND)
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "domain": urlsplit(url).hostname,
                "path": "/",
                "httpOnly": True,
                "sameSite": "Lax",
            }
        ]
    )
