"""FHIR files are read within limits and as they are written; hostile ones end in one clear line."""

import gzip
import json
from decimal import Decimal
from pathlib import Path

import pytest

from features.interchange.fhir import bundles, reading
from features.interchange.fhir.bundles import open_bundle
from features.interchange.fhir.reading import files_in, read_json
from features.interchange.fhir.refusals import BundleRefused
from features.interchange.fhir.writing import digest, written
from tests.interchange.bundles import BUNDLES, DIRECTORY, NORMAL, changed

REFUSED = {
    "beyond_measure.json": "a number: is beyond all measure",
    "cut_off.json": "line 101, column 15: is not JSON",
    "cut_off.json.gz": "the packed file: is damaged or cut off",
    "duplicate_full_url.json": "entry 4 (Encounter): has the id of entry 2",
    "duplicate_id.json": "entry 4 (Observation): has the id of entry 3",
    "duplicate_key.json": "status: stands twice in one object",
    "entry_is_text.json": "entry 4: holds no resource",
    "entry_no_list.json": "entry: is not a list with something in it",
    "id_not_allowed.json": "entry 2: has no id, or one that FHIR does not allow",
    "infinite.json": "a number: is -Infinity, which JSON does not have",
    "message.json": "type: is none of transaction, batch, collection",
    "nested.json": "entry 2 (Encounter): is nested deeper than 40",
    "nested_without_end.json": "the whole: is nested too deeply",
    "no_bundle.json": "the whole: is not a FHIR bundle",
    "no_patient.json": "entry 1 (Encounter): belongs to a patient, and the bundle has none",
    "no_resource_type.json": "entry 3: does not say its resourceType",
    "not_a_number.json": "a number: is NaN, which JSON does not have",
    "other_patient.json": "entry 3 (Observation): refers to another patient",
    "other_patient_by_address.json": "entry 3 (Observation): refers to another patient",
    "reference_is_number.json": "entry 3 (Observation): reference is not text",
    "reference_to_nowhere.json": "entry 3 (Observation): refers to something that is not in the bundle",
    "surrogate.json": "entry 1 (Patient): family is no text in Unicode",
    "two_patients.json": "entry 4 (Patient): is a second patient in one bundle",
    "utf16.json": "byte 0: is not UTF-8",
}
REFUSED_WHEN_UNDERSTOOD = {
    "code_is_text.json": "entry 3 (Observation): code is not an object",
    "markup_in_name.json": "entry 1 (Patient): name is not a name: it holds markup",
    "name_is_number.json": "entry 1 (Patient): family is not text",
}


def opened(path: Path):
    return open_bundle(read_json(path))


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_bundle_ends_in_one_line_without_patient_data(name):
    with pytest.raises(BundleRefused) as refusal:
        opened(BUNDLES / f"hostile_{name}")

    assert str(refusal.value) == REFUSED[name]


def test_every_hostile_bundle_has_its_line():
    names = {path.name.removeprefix("hostile_") for path in BUNDLES.glob("hostile_*")}

    assert names == set(REFUSED) | set(REFUSED_WHEN_UNDERSTOOD)


def test_a_file_ends_at_the_limit_of_its_unpacked_size(tmp_path, monkeypatch):
    packed = tmp_path / "large.json.gz"
    packed.write_bytes(gzip.compress(b" " * 3_000_000))
    monkeypatch.setattr(reading, "MAX_BYTES", 2_000_000)

    with pytest.raises(BundleRefused, match="the file: is larger than 2 MB unpacked"):
        read_json(packed)


def test_a_bundle_ends_at_the_limit_of_its_entries_and_of_a_text(monkeypatch):
    monkeypatch.setattr(bundles, "MAX_ENTRIES", 5)
    with pytest.raises(BundleRefused, match="entry: has more than 5 resources"):
        opened(NORMAL)
    monkeypatch.setattr(bundles, "MAX_ENTRIES", 500)
    monkeypatch.setattr(bundles, "MAX_TEXT", 20)
    with pytest.raises(BundleRefused, match=r"entry 1 \(Organization\): id is longer than 20 characters"):
        opened(DIRECTORY)


def test_a_number_of_endless_digits_is_refused(tmp_path):
    path = tmp_path / "digits.json"
    path.write_text('{"value": ' + "9" * 10_000 + "}")

    with pytest.raises(BundleRefused, match="a number: has too many digits"):
        read_json(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BundleRefused, match="the file: cannot be read"):
        read_json(tmp_path / "nowhere.json")


def test_a_key_that_could_be_a_name_is_not_quoted(tmp_path):
    path = tmp_path / "keys.json"
    path.write_text('{"Ann Lee 1961": 1, "Ann Lee 1961": 2}')

    with pytest.raises(BundleRefused) as refusal:
        read_json(path)
    assert str(refusal.value) == "an element: stands twice in one object"


@pytest.mark.parametrize("number", ["1.0", "1.00", "0.000001", "118.347", "-0.50", "1E+3", "17", "0"])
def test_numbers_keep_their_digits(tmp_path, number):
    path = tmp_path / "number.json"
    path.write_text(f'{{"value": {number}}}')

    value = read_json(path)["value"]

    assert isinstance(value, int | Decimal)
    assert written({"value": value}) == f'{{"value":{number}}}'


def test_what_is_written_says_the_same_and_what_is_no_json_is_not_written():
    document = read_json(NORMAL)
    text = written(document)

    assert json.loads(text, parse_float=Decimal) == document
    assert "\u200b" in text and "Carreño" in text
    assert digest(text) == digest(written(read_json(NORMAL))) != digest(written(read_json(DIRECTORY)))
    with pytest.raises(TypeError):
        written(1.5)


def test_directories_come_before_patients_and_each_file_comes_once(tmp_path):
    folder = tmp_path / "feed"
    (folder / "deeper").mkdir(parents=True)
    patient = folder / "a.json"
    patient.write_bytes(NORMAL.read_bytes())
    people = folder / "deeper" / "z.json.gz"
    people.write_bytes(gzip.compress(DIRECTORY.read_bytes()))
    (folder / "notes.txt").write_text("no bundle")

    assert files_in([folder, patient]) == [people, patient]


def test_a_bundle_finds_its_own_resources_and_those_of_the_directory():
    directory = open_bundle(read_json(DIRECTORY))
    bundle = open_bundle(read_json(NORMAL), directory.index)

    assert directory.patient is None
    assert bundle.patient.kind == "Patient"
    for reference, kind in (
        ("urn:uuid:0a0a0a0a-0000-4000-8000-000000000020", "Encounter"),
        ("Practitioner/0a0a0a0a-0000-4000-8000-000000000002", "Practitioner"),
        ("Encounter/0a0a0a0a-0000-4000-8000-000000000020/_history/3", "Encounter"),
        ("Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|200", "Practitioner"),
    ):
        assert bundle.find(reference).kind == kind
    assert bundle.find("Encounter/17") is None
    with pytest.raises(BundleRefused, match=r"entry 2 \(Encounter\): refers to something that is not"):
        open_bundle(read_json(NORMAL))


def test_a_reference_that_would_lead_out_of_the_house_leads_nowhere(tmp_path):
    def away(resources):
        resources[2]["performer"] = [{"reference": "http://169.254.169.254/latest"}]
        resources[2]["device"] = {"reference": "javascript:alert(1)"}

    directory = open_bundle(read_json(DIRECTORY)).index
    bundle = open_bundle(read_json(changed(NORMAL, tmp_path / "away.json", away)), directory)

    assert bundle.find("http://169.254.169.254/latest") is None


def test_an_id_may_stand_in_the_full_url_alone(tmp_path):
    path = changed(DIRECTORY, tmp_path / "ids.json", lambda resources: [each.pop("id") for each in resources])

    assert [entry.source_id[-2:] for entry in opened(path).entries] == ["01", "02", "03"]
