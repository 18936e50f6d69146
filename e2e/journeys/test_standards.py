"""A clinic sets its own standards: proposed, approved by somebody else, and then every form and flag goes by them."""

from playwright.sync_api import expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.standards import Standards
from e2e.pages.vitals import RecordVitals

WHY = {"Source": "ESC guideline 2024", "Why": "Our committee decided so."}


def test_a_narrower_pressure_and_no_more_pain_once_a_physician_approves(as_person, console, made_clinic):
    amara = clinic.patient("Okafor", "Amara")
    nadia = RecordVitals(as_person("nadia")).open(amara.public_id)
    expect(nadia.field("Pain, 0 to 10")).to_be_visible()
    nadia.type(systolic="135", diastolic="80")
    expect(nadia.said("systolic")).to_be_empty()

    adam = Standards(as_person("adam")).open()
    adam.begin("Systolic")
    adam.fill(Normal_to="129", **WHY)
    adam.press("Propose it")
    adam.begin("Pain")
    adam.untick("adults")
    adam.untick("children")
    adam.fill(**WHY)
    adam.press("Propose it")
    expect(adam.waiting.get_by_role("listitem")).to_have_count(2)
    expect(adam.row("Systolic")).to_contain_text("90–139")
    assert faults(adam.page, console) == []

    dan = Standards(as_person("dan")).open()
    for name, words in (("Systolic", "90–129 mmHg"), ("Pain", "of nobody")):
        dan.decide(name)
        expect(dan.compared).to_contain_text(words)
        assert faults(dan.page, console) == []
        dan.choose("Approve")
        dan.press("Save decision")
    expect(dan.row("Systolic")).to_contain_text("90–129")
    expect(dan.row("Systolic")).to_contain_text("approved by")
    expect(dan.waiting).to_have_count(0)

    nadia = RecordVitals(as_person("nadia")).open(amara.public_id)
    expect(nadia.field("Pain, 0 to 10")).to_have_count(0)
    nadia.type(systolic="135", diastolic="80")
    expect(nadia.said("systolic")).to_contain_text("high")
