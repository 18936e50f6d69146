"""Data from and for elsewhere: FHIR R4 bundles (`import_fhir`), and a made clinic for demonstrations and tests.

Users: administrators who take over records; developers and QA. Announces nothing.
"""
