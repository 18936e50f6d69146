"""What every answer to a signed-in person carries: nothing of it may be stored on the way or in the browser."""

from django.http import HttpRequest, HttpResponse


class PrivateAnswersMiddleware:
    """`Cache-Control: no-store` on every answer of the application; pictures and styles never come here."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
