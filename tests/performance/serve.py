"""Serves one of the measured applications: `python -m tests.performance.serve product|stock|floor PORT`."""

import os
import sys

import uvicorn

SETTINGS = {
    "product": "site_config.settings",
    "stock": "tests.performance.stock_settings",
    "floor": "site_config.settings",
}


def main(what: str, port: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS[what]
    if what == "floor":
        import django

        django.setup()
        application = floor()
    else:
        from site_config.asgi import application
    quiet = {
        "log_level": "error",
        "access_log": False,
        "proxy_headers": False,
        "lifespan": "off",
    }
    uvicorn.run(application, host="127.0.0.1", port=port, timeout_keep_alive=60, **quiet)


def floor():
    """The raw application over the very statement that the product sends for its first page."""
    from features.foundation.access.models import User
    from features.foundation.records.clock import today
    from features.foundation.ui.keyset import page_rows, read_values
    from features.patients.models import PatientFacility
    from features.patients.tables import ClinicalPatientTable as Table
    from tests.performance.floor import Floor

    nurse = User.objects.get(username="nadia")
    scope = PatientFacility.objects.visible_to(nurse)
    rows = page_rows(scope, Table.sorts["name"], scope=scope, descending=False, position=None, size=50)
    sql, parameters = read_values(rows, Table.values, Table.facts()).query.sql_with_params()
    return Floor(sql, parameters, today(nurse.facility.time_zone))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
