"""Filters of lists: django-filter reads them, a crispy form draws them, chips take them back."""

from dataclasses import dataclass

import django_filters
from crispy_forms.helper import FormHelper
from django import forms
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is in force, in words, and the address of the list without it."""

    label: str
    value: str
    remove_url: str


class ListFilter(django_filters.FilterSet):
    """A list's filters. A value that is not among the choices filters nothing and shows no chip."""

    @classmethod
    def names(cls) -> list[str]:
        return list(cls.base_filters)

    @cached_property
    def in_force(self) -> dict[str, str]:
        """The values that were given and are valid, by filter name."""
        form = self.form
        form.is_valid()
        return {
            name: str(form.data[name])
            for name in self.filters
            if form.data.get(name)
            and name not in form.errors
            and form.cleaned_data.get(name) not in (None, "", False)
        }

    @property
    def qs(self):
        rows = self.queryset
        for name in self.in_force:
            rows = self.filters[name].filter(rows, self.form.cleaned_data[name])
        return rows

    def chip_words(self, name: str) -> tuple[str, str]:
        """Label and value of a filter in force, as a person reads them."""
        field = self.form.fields[name]
        label = str(field.label)
        if isinstance(field, forms.ChoiceField):
            return label, str(dict(_flat(field.choices)).get(self.in_force[name], ""))
        return label, ""


def _flat(choices):
    for value, label in choices:
        yield str(value), label


def draw_filter_form(filterset: ListFilter, *, action: str, hidden: dict[str, str], cache_key: str) -> str:
    """The form as HTML; drawn once for each address, language, right and state, then taken from the process's memory.

    It is a crispy form that submits by GET to `action`, so that it works without JavaScript.
    """
    state = urlencode(sorted({**filterset.in_force, **hidden}.items()))
    key = f"filter-form:{cache_key}:{action}:{get_language()}:{state}"
    drawn = caches["process"].get(key)
    if drawn is None:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        context = {"form": filterset.form, "helper": helper, "action": action, "hidden": hidden}
        drawn = render_to_string("components/filter_form.html", context)
        caches["process"].set(key, drawn)
    return drawn
