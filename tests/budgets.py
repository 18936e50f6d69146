"""What each list and region may cost: statements (audit included), and bytes gzipped of a page of fifty.

The counts are exact: one statement fewer is as much a reason to look as one more.
"""

from typing import NamedTuple

from tests.routes import checks


class Budget(NamedTuple):
    """Statements of the fragment and of the whole page with warm caches, and their KB gzipped with fifty rows."""

    fragment: int
    page: int
    fragment_kb: float
    page_kb: float


BUDGETS = {
    # The person with their rights, the rows, the audit row.
    "patients:list": Budget(fragment=3, page=3, fragment_kb=8, page_kb=14),
    "patients:listing": Budget(fragment=3, page=3, fragment_kb=8, page_kb=14),
    # The count is capped and cached: the person and the audit row.
    "patients:count": Budget(fragment=2, page=2, fragment_kb=1, page_kb=8),
    # The person, the patient with their version keys, a statement for each region, the audit row.
    "chart:summary": Budget(fragment=14, page=14, fragment_kb=20, page_kb=20),
    # The person, the patient with their version keys, the region, the audit row; a page has the banner as well.
    "patients:banner": Budget(fragment=4, page=4, fragment_kb=2, page_kb=8),
    # The person and the patient, and the names of colleagues where there are any; nothing of the patient is told.
    "patients:presence": Budget(fragment=2, page=3, fragment_kb=1, page_kb=8),
    "patients:editors": Budget(fragment=2, page=3, fragment_kb=1, page_kb=8),
    # The person, the patient with their version keys, the alerts, what all features tell in one, the audit row.
    "patients:preview": Budget(fragment=5, page=5, fragment_kb=3, page_kb=9),
    # The picture itself, and no page: the person, the patient, the photo, the audit row.
    "patients:photo": Budget(fragment=4, page=4, fragment_kb=2, page_kb=2),
    # Papers: the person, the patient, and for the sheet addresses, relatives, insurance, consents and the alerts.
    "patients:registration_sheet": Budget(fragment=8, page=8, fragment_kb=3, page_kb=4),
    "patients:wristband": Budget(fragment=3, page=3, fragment_kb=3, page_kb=4),
    "patients:identity": Budget(fragment=4, page=5, fragment_kb=5, page_kb=11),
    "patients:insurance": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    # The person, the rows with their last sets, the audit row; the wards are cached.
    "vitals:rounds": Budget(fragment=3, page=3, fragment_kb=10, page_kb=16),
    "vitals:rounds_listing": Budget(fragment=3, page=3, fragment_kb=10, page_kb=16),
    "vitals:latest": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    # The sets, and what their scores rest on.
    "vitals:last_sets": Budget(fragment=5, page=6, fragment_kb=6, page_kb=12),
    "vitals:flowsheet": Budget(fragment=5, page=6, fragment_kb=6, page_kb=12),
    "vitals:trend": Budget(fragment=4, page=5, fragment_kb=10, page_kb=16),
    "vitals:score_trend": Budget(fragment=5, page=6, fragment_kb=10, page_kb=16),
    "vitals:together": Budget(fragment=4, page=5, fragment_kb=14, page_kb=20),
    "vitals:growth": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    # The times of a page, and what was collected at them.
    "labs:grid": Budget(fragment=5, page=6, fragment_kb=6, page_kb=12),
    "labs:trend": Budget(fragment=4, page=5, fragment_kb=10, page_kb=16),
    "medications:timeline": Budget(fragment=4, page=5, fragment_kb=6, page_kb=12),
    # The notes of a page, and their addenda, wherever those lie.
    "notes:timeline": Budget(fragment=5, page=6, fragment_kb=8, page_kb=14),
    # The person, the patient, the last sets, drafts, the audit row; on the page the flowsheet and what scores rest on.
    "vitals:record": Budget(fragment=5, page=8, fragment_kb=8, page_kb=18),
    "vitals:correct": Budget(fragment=6, page=9, fragment_kb=8, page_kb=18),
    "vitals:withdraw": Budget(fragment=5, page=6, fragment_kb=4, page_kb=10),
    "vitals:order_scale_2": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "vitals:measurements": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "labs:latest": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "medications:active": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "problems:problems": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "problems:allergies": Budget(fragment=4, page=4, fragment_kb=4, page_kb=10),
    "problems:immunizations": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "notes:recent": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "visits:recent": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "interchange:documents": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    # A history: the person, the patient with their version keys, the rows, the audit row; a page has the banner too.
    "problems:history": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "problems:history_listing": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "problems:allergy_history": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "problems:allergy_listing": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "problems:immunization_history": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "problems:immunization_listing": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "visits:history": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "visits:history_listing": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "vitals:measurement_history": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "vitals:measurement_listing": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "labs:results": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "labs:result_listing": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "interchange:kept": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "interchange:kept_listing": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "patients:coverages": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    "patients:coverage_listing": Budget(fragment=4, page=5, fragment_kb=8, page_kb=14),
    # One document: the person, the patient, the document, the audit row; the page is all there is.
    "interchange:document": Budget(fragment=5, page=5, fragment_kb=10, page_kb=10),
    # A form: the person, the patient, what was typed into it before, the audit row; a page has the banner, and a record
    # is read with what it holds.
    "patients:change_photo": Budget(fragment=5, page=6, fragment_kb=4, page_kb=10),
    "patients:change_contacts": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "patients:add_coverage": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "patients:change_coverage": Budget(fragment=5, page=6, fragment_kb=4, page_kb=10),
    "patients:verify_coverage": Budget(fragment=5, page=6, fragment_kb=4, page_kb=10),
    "patients:change_card": Budget(fragment=6, page=7, fragment_kb=4, page_kb=10),
    # The card: the person, the patient, the coverage, the card, the audit row; a page has the banner too.
    "patients:insurance_card": Budget(fragment=6, page=6, fragment_kb=8, page_kb=8),
    "patients:card_picture": Budget(fragment=5, page=5, fragment_kb=2, page_kb=2),
    "patients:card_thumbnail": Budget(fragment=5, page=5, fragment_kb=2, page_kb=2),
    # All kinds of changes in one, and what stood before and after.
    "patients:identity_history": Budget(fragment=5, page=6, fragment_kb=8, page_kb=14),
    "patients:change_identity": Budget(fragment=4, page=5, fragment_kb=5, page_kb=11),
    "patients:change_care": Budget(fragment=4, page=5, fragment_kb=5, page_kb=11),
    "patients:add_address": Budget(fragment=4, page=5, fragment_kb=5, page_kb=11),
    "patients:change_address": Budget(fragment=5, page=6, fragment_kb=5, page_kb=11),
    "patients:add_name": Budget(fragment=4, page=5, fragment_kb=5, page_kb=11),
    "patients:change_name": Budget(fragment=5, page=6, fragment_kb=5, page_kb=11),
    "patients:add_relative": Budget(fragment=4, page=5, fragment_kb=5, page_kb=11),
    "patients:change_relative": Budget(fragment=5, page=6, fragment_kb=5, page_kb=11),
    "patients:end_address": Budget(fragment=5, page=6, fragment_kb=5, page_kb=11),
    "patients:end_name": Budget(fragment=5, page=6, fragment_kb=5, page_kb=11),
    "patients:end_relative": Budget(fragment=5, page=6, fragment_kb=5, page_kb=11),
    "patients:add_consent": Budget(fragment=4, page=5, fragment_kb=5, page_kb=11),
    "patients:withdraw_consent": Budget(fragment=5, page=6, fragment_kb=5, page_kb=11),
    "problems:record_allergy": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "problems:correct_allergy": Budget(fragment=6, page=7, fragment_kb=4, page_kb=10),
    "problems:refute_allergy": Budget(fragment=5, page=6, fragment_kb=4, page_kb=10),
    "problems:deny_allergies": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "vitals:order_frequency": Budget(fragment=4, page=5, fragment_kb=4, page_kb=10),
    "vitals:replace_frequency": Budget(fragment=5, page=6, fragment_kb=4, page_kb=10),
    "vitals:end_frequency": Budget(fragment=5, page=6, fragment_kb=4, page_kb=10),
    # The person, the displays, the audit row; one of them with the names of who added and who revoked it.
    "administration:devices": Budget(fragment=3, page=3, fragment_kb=8, page_kb=14),
    "administration:device_listing": Budget(fragment=3, page=3, fragment_kb=8, page_kb=14),
    "administration:device": Budget(fragment=4, page=4, fragment_kb=2, page_kb=8),
    "administration:register_device": Budget(fragment=3, page=3, fragment_kb=3, page_kb=8),
    "administration:revoke_device": Budget(fragment=4, page=4, fragment_kb=3, page_kb=8),
    "administration:providers": Budget(fragment=3, page=3, fragment_kb=8, page_kb=14),
    "administration:provider_listing": Budget(fragment=3, page=3, fragment_kb=8, page_kb=14),
    "administration:payers": Budget(fragment=3, page=3, fragment_kb=8, page_kb=14),
    "administration:payer_listing": Budget(fragment=3, page=3, fragment_kb=8, page_kb=14),
    "administration:add_payer": Budget(fragment=3, page=3, fragment_kb=4, page_kb=10),
    "administration:add_provider": Budget(fragment=3, page=3, fragment_kb=4, page_kb=10),
    # The person with the standards of their facility, what waits, the audit row; with approvals, who gave them.
    "vitals:standards": Budget(fragment=3, page=3, fragment_kb=4, page_kb=10),
    "vitals:propose_standard": Budget(fragment=4, page=4, fragment_kb=4, page_kb=10),
    # Who is asked for a token: nothing but the person who happens to be signed in; tests/sign_in/test_wall.py has more.
    "wall": Budget(fragment=1, page=1, fragment_kb=2, page_kb=8),
    # What one typed and did not save: the person, their drafts, the audit row; with drafts, whom they are about.
    "patients:drafts": Budget(fragment=3, page=3, fragment_kb=2, page_kb=8),
    # Somebody new: the person, the choices of payers and providers, the audit row.
    "registration:register": Budget(fragment=3, page=5, fragment_kb=6, page_kb=12),
    "registration:register_newborn": Budget(fragment=3, page=3, fragment_kb=4, page_kb=10),
    "registration:register_unidentified": Budget(fragment=3, page=4, fragment_kb=4, page_kb=10),
    "home": Budget(fragment=1, page=1, fragment_kb=8, page_kb=8),
    "help": Budget(fragment=1, page=1, fragment_kb=8, page_kb=8),
}

ASKED_BY = {"patients:add_coverage": "freda", "administration": "adam", "vitals:propose_standard": "adam"}
"""Who asks for an address, or for those of a namespace, where it is not the nurse."""

WITHOUT_BUDGET = {
    **dict.fromkeys(checks(), "takes what was typed only; see tests/forms/test_form_costs.py"),
    "patients:check_coverage": "takes what was typed only; see tests/forms/test_form_costs.py",
    "vitals:check": "takes what was typed only; see tests/forms/test_form_costs.py",
    "vitals:check_correction": "takes what was typed only; see tests/forms/test_form_costs.py",
    "vitals:score": "takes a post only; tests/vitals/test_score.py counts what it costs",
    "vitals:end_scale_2": "about the few on scale 2; tests/vitals/test_score.py tests it",
    "vitals:undo": "answers with a redirect only",
    "patients:find": "answers with a redirect only",
    "patients:found": "needs a search; tests/patients/test_search_pages.py counts what it costs",
    "patients:suggestions": "takes a post only; tests/patients/test_search_pages.py counts what it costs",
    "registration:identify": "about the few without a name; tests/registration/test_unnamed.py tests it",
    "registration:check": "takes what was typed only; see tests/forms/test_form_costs.py",
    "registration:candidates": "takes a post only; tests/registration/test_candidates.py counts what it costs",
    "registration:candidates_of": "takes a post only; tests/registration/test_candidates.py counts what it costs",
    "administration:change_provider": "a form of the directory; tests/administration/test_providers.py tests it",
    "administration:change_payer": "a form of the directory; tests/administration/test_payers.py tests it",
    "vitals:decide_standard": "about what waits; tests/vitals/test_deciding.py tests it",
    "registration:use": "answers with a redirect only",
    "styleguide": "for developers only; it asks nothing of patients",
    "codes:options": "takes a post only; tests/ui/fields/test_options.py counts what it costs",
    "health:live": "asks no database",
    "health:ready": "asks the database itself whether it is protected",
    "live:stream": "a stream; measured by its own tests",
}
"""URLs that are neither list nor region, with the reason. Sign-in pages belong to the workflow's own tests."""
