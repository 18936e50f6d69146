"""FHIR R4: bundles are read with limits, opened and checked as wholes, and their resources mapped to our records."""
