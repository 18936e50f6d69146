"""Reading what a chart holds beyond its summary: everything once, narrowed, on paper, and a document as it came."""

from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.histories import KeptDocuments, ProblemHistory
from e2e.pages.patients import PatientPage
from features.patients.models import Patient
from features.problems.models import Problem
from tests import chart_rows
from tests.chart_rows import fill_chart


def filled(rows: int = 45) -> Patient:
    return fill_chart(clinic.newcomer(), rows)


def names(**conditions) -> list[str]:
    found = Problem.objects.filter(**conditions).order_by("-recorded_at", "-id")
    return list(found.values_list("display", flat=True))


def test_dan_reads_every_problem_from_the_summary_on(as_person):
    patient = filled()
    summary = PatientPage(as_person("dan")).open(patient.public_id)
    summary.page.get_by_role("link", name="All problems").click()
    problems = ProblemHistory(summary.page)
    problems.settle()
    expect(problems.heading.first).to_have_text("Problems")
    expect(problems.banner).to_contain_text(patient.mrn)
    problems.page.get_by_role("link", name="Recorded").click()  # the oldest first
    problems.settle()
    seen = problems.first_cells.all_inner_texts()
    while problems.next.count():
        problems.go_on()
        seen += problems.first_cells.all_inner_texts()

    assert seen == names(patient=patient)[::-1]


def test_a_filter_narrows_says_how_many_and_can_be_taken_back(as_person):
    patient = filled(3)
    chart_rows.problem(patient, display="Healed", status="resolved").save()
    problems = ProblemHistory(as_person("dan")).open(patient.public_id)
    problems.choose("Status", "past")
    expect(problems.first_cells).to_have_text(["Healed"])
    expect(problems.announced).to_have_text("1 problem")
    problems.page.keyboard.press("Escape")
    problems.chip("Status", "past").click()
    expect(problems.first_cells).to_have_count(4)


def test_a_document_is_read_as_it_came(as_person):
    patient = filled(2)
    hostile = '{"resourceType":"Claim","note":"<img src=x onerror=alert(1)>"}'
    chart_rows.document(patient, 9, body=hostile).save()
    documents = KeptDocuments(as_person("dan")).open(patient.public_id)

    expect(documents.read(0)).to_contain_text('"note": "<img src=x onerror=alert(1)>"')
    expect(documents.banner).to_contain_text(patient.mrn)


def test_in_a_hand_nothing_scrolls_sideways(as_person):
    patient = filled(25)
    chart_rows.problem(patient, 90, display="Verylongword" * 20, status="remission").save()
    problems = ProblemHistory(as_person("dan", viewport={"width": 390, "height": 844})).open(
        patient.public_id
    )
    expect(problems.first_cells.first).to_be_visible()
    assert problems.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_paper_every_column_stands_and_each_sheet_says_whose_it_is(as_person):
    patient = filled(25)
    problems = ProblemHistory(as_person("dan")).open(patient.public_id)
    problems.page.emulate_media(media="print")
    expect(problems.banner).to_contain_text(patient.mrn)
    expect(problems.banner).to_have_css("display", "table-header-group")
    for heading in ("Problem", "ICD-10", "Status", "Verification", "Onset", "Abated", "Recorded"):
        expect(problems.table.get_by_role("columnheader", name=heading, exact=True)).to_be_visible()
    expect(problems.page.get_by_role("navigation").filter(visible=True)).to_have_count(0)
