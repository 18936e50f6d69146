"""The reader itself: it finds what is not translated and lets pass what need not be."""

import pytest

from tests.pseudo_locale.marks import datum, marked, without_marks
from tests.pseudo_locale.words import untranslated


@pytest.mark.parametrize(
    "html",
    [
        "<p>Patients</p>",
        f"<p>{marked('Patients')} shown</p>",
        '<a aria-label="Close"></a>',
        '<img alt="A picture">',
        '<input placeholder="Name">',
        '<button data-busy="Saving…"></button>',
        '<input type="submit" value="Save">',
        "<template><h2>Could not load</h2></template>",
        "<title>Patients – Chartside</title>",
        "<kbd>Enter</kbd>",
        "<select><option>any</option></select>",
    ],
)
def test_a_word_that_nobody_translates_is_found(html):
    assert len(untranslated(html)) == 1


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{marked('Patients')} – Chartside</p>",
        f"<p>{marked('Remove filter ' + marked('Status') + ' ' + datum('x'))}</p>",
        f"<h1 title='{datum('Okafor')}'>{datum('Okafor')}, {datum('Amara')}</h1>",
        f"<time>14 {marked('Mar')} 2026, 09:30</time>",
        "<td>100042K</td><td>–</td><kbd>g</kbd>",
        "<script>const words = 1;</script><style>p { color: red }</style>",
        '<input value="typed"><a href="/patients/" class="button">…</a>',
        '<span class="totp__secret">ABCD</span>',
    ],
)
def test_messages_data_numbers_and_keys_pass(html):
    assert untranslated(html) == []


def test_marks_within_marks_are_taken_away_together():
    assert without_marks(marked(f"Go to {marked('Patients')} of {datum('Harbour')}") + " now") == " now"
