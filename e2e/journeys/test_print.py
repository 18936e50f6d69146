"""On paper: who and what, black on white, without what can only be pressed."""

from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.patients import PatientList, PatientPage


def test_a_printed_list_has_rows_and_conditions_but_nothing_to_press(as_person):
    patients = PatientList(as_person("freda", color_scheme="dark")).open()
    patients.choose("Status", "active")
    patients.close_filters()
    rail = patients.places
    expect(rail).to_be_visible()
    patients.page.emulate_media(media="print")

    for gone in (
        patients.search_box,
        patients.own_menu,
        patients.filter_button,
        patients.next,
        patients.size(50),
    ):
        expect(gone).to_be_hidden()
    expect(patients.page.get_by_role("navigation", name="Places").filter(visible=True)).to_have_count(0)
    expect(patients.names).to_have_text(clinic.names(clinic.links().filter(status="active"))[:20])
    expect(patients.names.first).to_be_visible()
    expect(patients.region.get_by_text("active").first).to_be_visible()
    for column in ("p-phone", "p-provider", "p-payer", "p-status"):
        expect(patients.table.locator(f"td.{column}").first).to_be_visible()


def test_a_printed_patient_says_who_it_is(as_person):
    record = PatientPage(as_person("nadia")).open(clinic.patient("Okafor", "Amara").public_id)
    record.page.emulate_media(media="print")

    expect(record.title).to_be_visible()
    expect(record.banner).to_contain_text(clinic.patient("Okafor", "Amara").mrn)
    expect(record.search_box).to_be_hidden()
    expect(record.page.get_by_role("navigation").filter(visible=True)).to_have_count(0)


def test_paper_is_white_whatever_the_screen_was(as_person):
    patients = PatientList(as_person("nadia", color_scheme="dark")).open()
    patients.page.emulate_media(media="print")
    ink = patients.names.first.evaluate("(link) => getComputedStyle(link).color")
    lightness = patients.page.evaluate(
        """(colour) => {
            const pen = new OffscreenCanvas(1, 1).getContext('2d');
            pen.fillStyle = colour;
            pen.fillRect(0, 0, 1, 1);
            return pen.getImageData(0, 0, 1, 1).data[1];
        }""",
        ink,
    )

    assert lightness < 90, ink
