"""Logs: one JSON line an event, paths as route names, never a form value, an exception's text or a name."""

import structlog


def logging_config(level: str, readable: bool = False) -> dict:
    """Django's LOGGING for `level`; `readable` draws lines for a terminal instead of JSON."""
    renderer = (
        structlog.dev.ConsoleRenderer(colors=False) if readable else structlog.processors.JSONRenderer()
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_values": {"()": "features.foundation.ui.log_filter.WithoutValues"}},
        "formatters": {
            "line": {
                "()": "structlog.stdlib.ProcessorFormatter",
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                ],
                "foreign_pre_chain": [
                    structlog.stdlib.add_log_level,
                    structlog.stdlib.add_logger_name,
                    structlog.stdlib.ExtraAdder(
                        allow={"route", "status_code", "request_id", "milliseconds", "fault"}
                    ),
                    structlog.processors.TimeStamper(fmt="iso", utc=True),
                ],
            }
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["without_values"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            "django.db.backends": {"level": "WARNING"},
            "axes": {"level": "ERROR"},
            "uvicorn.access": {"handlers": [], "propagate": False},
        },
    }
