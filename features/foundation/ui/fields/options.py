"""The options of a catalogue for typed words, as a listbox: posted, so that nothing typed stands in an address."""

from django.http import Http404, HttpRequest, HttpResponse

from features.foundation.ui.fields.catalogues import catalogue, permission_for
from features.foundation.ui.views import SIGNED_IN, MedicalBaseView

LONGEST = 200


class CodeOptions(MedicalBaseView):
    """`/codes/<catalogue>/`: at most 20 options, best first. It tells nothing about a patient, so no read is recorded.

    The words come under the name `text`, or, from a combobox, under the name of its box.
    """

    permission = SIGNED_IN
    category = "codes"
    page = "pages/region.html"
    region = "components/forms/options.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        try:
            self.permission = permission_for(kwargs["catalogue"])
        except KeyError:
            self.permission = SIGNED_IN
        super().setup(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            entries = catalogue(kwargs["catalogue"])
        except KeyError:
            raise Http404 from None
        typed = request.POST.get("text", request.POST.get(request.headers.get("HX-Trigger-Name", ""), ""))
        return self.respond({"options": entries.best(typed[:LONGEST]), "typed": typed.strip()})
