"""A code is found by typing and chosen by keyboard; the words alone are kept when nothing is chosen."""

import pytest
from playwright.sync_api import expect

from e2e.accessibility import faults
from e2e.pages.style_page import StylePage

PEANUT = "http://snomed.info/sct|762952008"


@pytest.fixture
def boxes(as_person) -> StylePage:
    return StylePage(as_person("nadia")).open()


def test_nadia_finds_a_substance_by_keyboard(boxes):
    boxes.type_substance("pean")
    expect(boxes.options).to_have_text(["Peanut groundnut, arachis"])
    expect(boxes.substance).to_have_attribute("aria-expanded", "true")
    expect(boxes.announced).to_have_text("1 suggestion")
    expect(boxes.marked).to_have_count(0)

    boxes.page.keyboard.press("ArrowDown")
    expect(boxes.marked).to_contain_text("Peanut")
    boxes.page.keyboard.press("Enter")

    expect(boxes.substance).to_have_value("Peanut")
    expect(boxes.code).to_have_value(PEANUT)
    expect(boxes.suggestions).to_be_hidden()
    expect(boxes.substance).to_be_focused()


def test_the_arrows_go_round_and_home_and_end_to_the_ends(boxes):
    boxes.type_substance("penic")
    first, last = boxes.options.first.inner_text(), boxes.options.last.inner_text()
    for key, words in [
        ("ArrowUp", last),
        ("ArrowDown", first),
        ("End", last),
        ("Home", first),
        ("ArrowUp", last),
    ]:
        boxes.page.keyboard.press(key)
        expect(boxes.marked).to_have_text(words)
        assert boxes.substance.get_attribute("aria-activedescendant") == boxes.marked.get_attribute("id")


def test_changed_words_forget_the_code_and_esc_keeps_the_words(boxes):
    boxes.type_substance("pean")
    boxes.options.first.click()
    expect(boxes.code).to_have_value(PEANUT)
    expect(boxes.substance).to_be_focused()

    boxes.type_substance(" b")
    expect(boxes.code).to_have_value("")
    expect(boxes.announced).to_have_text("No suggestions")
    boxes.substance.fill("mil")
    expect(boxes.suggestions).to_be_visible()
    boxes.page.keyboard.press("Escape")
    expect(boxes.suggestions).to_be_hidden()
    expect(boxes.substance).to_have_value("mil")


@pytest.mark.parametrize("words", ["pean", "a"], ids=["a short list", "a list that scrolls"])
def test_tab_leaves_and_chooses_nothing(boxes, words):
    boxes.type_substance(words)
    boxes.page.keyboard.press("ArrowDown")
    boxes.page.keyboard.press("Tab")

    expect(boxes.reaction).to_be_focused()
    expect(boxes.suggestions).to_be_hidden()
    expect(boxes.code).to_have_value("")
    expect(boxes.substance).to_have_value(words)


def test_nothing_moves_when_suggestions_come(boxes):
    boxes.substance.scroll_into_view_if_needed()
    before = boxes.reaction.bounding_box()
    boxes.type_substance("a")
    expect(boxes.options).to_have_count(20)

    assert boxes.reaction.bounding_box() == before


def test_a_list_that_does_not_answer_keeps_the_words_and_blames_no_save(boxes, console):
    console.expect("status of 500|Response Status Error Code 500")
    boxes.page.route("**/codes/allergens/", lambda route: route.fulfill(status=500, body=""))
    boxes.type_substance("pean")

    expect(boxes.announced).to_have_text("The list does not answer. Your words are kept.")
    expect(boxes.substance).to_have_value("pean")
    expect(boxes.page.locator("[data-failure]")).to_have_count(0)


def test_only_the_words_are_sent_and_stand_in_no_address(boxes, served):
    sent = []
    boxes.page.on(
        "request", lambda request: sent.append(request.post_data) if request.method == "POST" else None
    )
    boxes.empty.get_by_label("Your password").fill("secret")
    boxes.type_substance("pean")
    expect(boxes.options).to_have_count(1)

    assert sent
    assert all("secret" not in body and "signature" not in body for body in sent)
    assert not [address for address in served.watched.addresses if "pean" in str(address)]


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_while_suggestions_are_open(width, as_person, console):
    console.expect("status of 404")  # axe looks for style sheets beside the page
    boxes = StylePage(as_person("nadia", viewport={"width": width, "height": 800})).open()
    boxes.type_substance("pen")
    boxes.page.keyboard.press("ArrowDown")

    assert not (found := faults(boxes.page, console)), "\n".join(found)
