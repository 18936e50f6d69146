"""Somebody who sends a form until it is acknowledged, and keeps a log of what was."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.urls import reverse

from features.patients.models import Patient
from tests.forms.sent import Filled
from tests.forms.served import Browser

AWAY = (500, 503)
"""What is answered while the database is away: nothing else, and no 200 that is none."""


@dataclass
class Insisting:
    """Changes one patient's e-mail address again and again; each form with its one key."""

    browser: Browser
    patient: Patient
    acknowledged: list[str] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    """When each was acknowledged."""
    refused: int = 0
    patience: float = 60

    def save(self) -> None:
        url = reverse("patients:change_contacts", args=[self.patient.public_id])
        email = f"{len(self.acknowledged)}.{self.patient.mrn}@example.org".lower()
        shown = self.answered(lambda: self.browser.get(url))
        form = Filled.from_answer(self.browser, url, shown).fill(email=email)
        assert "form_key" in form.values
        assert email in self.answered(form.send).text
        self.acknowledged.append(email)
        self.at.append(time.monotonic())

    def answered(self, ask: Callable[[], HttpResponse]) -> HttpResponse:
        """The answer, asked for until there is one."""
        until = time.monotonic() + self.patience
        while (answer := ask()).status_code != 200:
            assert answer.status_code in AWAY, answer.status_code
            assert time.monotonic() < until, "nothing was answered for too long"
            self.refused += 1
            time.sleep(0.05)
        return answer

    def finds_each_once(self) -> None:
        """What was acknowledged stands in the history in its order, each once, and nothing else does."""
        former = Patient.pgh_event_model.objects.filter(pgh_obj_id=self.patient.pk).order_by("pgh_id")
        present = Patient.objects.get(pk=self.patient.pk)
        emails = [*former.values_list("email", flat=True), present.email]
        assert emails[1:] == self.acknowledged
        assert present.version == 1 + len(self.acknowledged)
