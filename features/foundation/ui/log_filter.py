"""Keeps patient data out of the log: exceptions lose their text, requests their paths."""

import logging

QUIET = "The text of the fault is not logged: it may hold patient data."


class WithoutValues(logging.Filter):
    """Replaces an exception by the name of its class and the places it passed, a request line by nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            record.fault = f"{record.exc_info[0].__name__} at {_places(record.exc_info[2])}"
            record.exc_info = None
            record.exc_text = None
            record.msg, record.args = QUIET, ()
        elif record.name.startswith(("django.request", "django.security", "django.server")):
            record.msg, record.args = f"{record.name} {getattr(record, 'status_code', '')}".strip(), ()
        record.__dict__.pop("request", None)
        return True


def _places(traceback) -> str:
    steps = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        steps.append(f"{code.co_filename.rpartition('/')[2]}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return " > ".join(steps[-6:])
