"""The places of the rail, in the order of a working day."""

from django.utils.translation import gettext_noop as _

from features.foundation.ui.frame import Place

PLACES = (
    Place(
        label=_("Patients"), icon="users", url_name="patients:list", permission="find_patient.read", key="p"
    ),
    Place(label=_("Rounds"), icon="heart-pulse", url_name="vitals:rounds", permission="vitals.read", key="u"),
    Place(
        label=_("Register"),
        icon="user-plus",
        url_name="registration:register",
        permission="registration.create",
        key="a",
    ),
    Place(
        label=_("Displays"),
        icon="monitor",
        url_name="administration:devices",
        permission="settings.read",
        key="w",
    ),
    Place(
        label=_("Vital signs"),
        icon="ruler",
        url_name="vitals:standards",
        permission="settings.read settings.approve",
        key="z",
    ),
    Place(
        label=_("Providers"),
        icon="stethoscope",
        url_name="administration:providers",
        permission="providers.change",
        key="e",
    ),
    Place(
        label=_("Payers"),
        icon="landmark",
        url_name="administration:payers",
        permission="payers.change",
        key="y",
    ),
)

CHART_PARTS = (
    Place(label=_("Summary"), icon="", url_name="chart:summary", permission="find_patient.read", key="s"),
    Place(label=_("Vitals"), icon="", url_name="vitals:flowsheet", permission="vitals.read", key="v"),
    Place(label=_("Results"), icon="", url_name="labs:grid", permission="lab_results.read", key="r"),
    Place(
        label=_("Medications"),
        icon="",
        url_name="medications:timeline",
        permission="prescriptions.read",
        key="m",
    ),
    Place(label=_("Problems"), icon="", url_name="problems:history", permission="problems.read", key="o"),
    Place(label=_("Notes"), icon="", url_name="notes:timeline", permission="physician_notes.read", key="n"),
    Place(label=_("Visits"), icon="", url_name="visits:history", permission="visits.read", key="t"),
    Place(label=_("Documents"), icon="", url_name="interchange:kept", permission="problems.read", key="d"),
    Place(
        label=_("Insurance"), icon="", url_name="patients:coverages", permission="demographics.read", key="i"
    ),
)
"""The parts of a chart, in the order of its tabs. Their letters are none of a place: after `g`, each leads to one."""
