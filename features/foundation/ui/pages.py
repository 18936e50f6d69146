"""Home and help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from features.foundation.ui.frame import Frame
from features.foundation.ui.views import SIGNED_IN, MedicalBaseView


class Home(MedicalBaseView):
    """Leads to the first place of the person's role; a role without places is told so."""

    permission = SIGNED_IN
    page = region = "pages/home.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        places = Frame(request).places
        return redirect(places[0].url) if places else self.respond({})


class Help(MedicalBaseView):
    """The keys, and what the words on the screen mean."""

    permission = SIGNED_IN
    page = region = "pages/help.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.respond({})
