"""Who may see whom: a colleague elsewhere nobody, the front desk no clinical word."""

from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.patients import PatientList, PatientPage
from e2e.pages.screen import Screen


def test_a_nurse_of_another_facility_does_not_find_nadias_patient(as_person, console):
    console.expect("status of 404")
    okafor = clinic.patient("Okafor", "Amara")
    hers = PatientPage(as_person("nadia")).open(okafor.public_id)
    expect(hers.title).to_have_text("Okafor, Amara")
    elsewhere = as_person("olga")
    for path in (hers.page.url, f"{hers.page.url}banner/"):
        answer = elsewhere.goto(path)
        assert answer.status == 404
        expect(Screen(elsewhere).title).to_have_text("This page is not here")
        expect(elsewhere.get_by_text("Okafor")).to_have_count(0)


def test_each_facility_lists_its_own_patients(as_person):
    olgas = PatientList(as_person("olga")).open()
    expected = clinic.names(clinic.links("Hillside Clinic"))
    expect(olgas.names).to_have_text(expected)
    expect(olgas.count).to_have_text(f"{len(expected)} patients")
    olgas.search(clinic.patient("Okafor", "Amara").mrn)

    expect(olgas.names).to_have_count(0)


def test_the_front_desk_sees_who_somebody_is_and_nothing_clinical(as_person):
    patients = PatientList(as_person("freda")).open()
    headings = [text.strip() for text in patients.table.get_by_role("columnheader").all_inner_texts()]
    assert headings == [
        "Patient", "MRN", "Age", "Sex", "Born", "Phone", "Provider", "Insurance", "Status"
    ]  # fmt: skip
    patients.names.first.click()
    record = PatientPage(patients.page)
    expect(record.banner).to_be_visible()

    expect(record.sections).to_have_text(["Visits", "Insurance", "Contact"])
    terms = record.page.get_by_role("main").get_by_role("term").all_inner_texts()
    assert set(terms) <= {
        "Mobile phone", "Home phone", "E-mail", "Primary provider", "Language", "Gender identity", "Name", "Born",
        "Sex", "Interpreter",
    }  # fmt: skip


def test_whom_a_role_gives_no_patients_is_told_so(as_person, console):
    console.expect("status of 403")
    for username in ("lars", "paul"):
        screen = Screen(as_person(username))
        screen.page.goto("/")
        expect(screen.page.get_by_role("heading", name="No place is open to you yet")).to_be_visible()
        expect(screen.search_box).to_have_count(0)
        answer = screen.page.goto("/patients/")
        assert answer.status == 403
        expect(screen.title).to_have_text("You may not see this")


def test_a_role_that_ends_closes_the_list_at_once(as_person, console):
    console.expect("status of 403|Response Status Error Code 403")
    patients = PatientList(as_person("nadia")).open()
    names = patients.names.all_inner_texts()
    from features.foundation.access.models import RoleAssignment
    from features.foundation.records.clock import now

    RoleAssignment.objects.filter(user__username="nadia").update(ended_at=now())
    patients.next.click()

    expect(patients.failure).to_contain_text("You may not do this")
    expect(patients.names).to_have_text(names)
    patients.page.reload()
    expect(patients.title).to_have_text("You may not see this")
