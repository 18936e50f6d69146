"""Where the fields of a form stand: in the order of declaration, some side by side, folded away, or in sections."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Row

FOLDED = "components/forms/layout/folded.html"


def laid_out(form: Any) -> FormHelper:
    """For crispy: the fields alone; the form's own tag and token stand in its partial."""
    beside = {row[0]: row for row in form.side_by_side}
    inner = {name for row in form.side_by_side for name in row[1:]} | {*form.elsewhere}
    rows = [Row(*beside[name]) if name in beside else name for name in form.own if name not in inner]
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = helper.render_hidden_fields = True
    rows = _folded(form, rows) if form.folded else rows
    helper.layout = Layout(*(_sections(form, rows) if form.sections else rows))
    return helper


def _sections(form: Any, rows: list) -> list:
    """Each row in the section whose first field stands before it; a title in front of each."""
    begins = {first: title for title, first in form.sections}
    sections: list[Fieldset] = []
    for row in rows:
        if (first := _names(row)[0]) in begins:
            sections.append(Fieldset(begins[first], css_class="fields"))
        sections[-1].fields.append(row)
    return sections


def _folded(form: Any, rows: list) -> list:
    """Puts the rows of `form.folded` together into one that opens, and stands open while it holds something."""
    away = [row for row in rows if _names(row)[0] in form.folded]
    holds = any(name in form.errors or form[name].value() for row in away for name in _names(row))
    place = rows.index(away[0])
    more = Div(*away, template=FOLDED, css_class="open" if holds else "")
    return [*rows[:place], more, *(row for row in rows[place:] if row not in away)]


def _names(row: str | Row | Div) -> list[str]:
    if isinstance(row, str):
        return [row]
    return [name for inner in row.fields for name in _names(inner)]
