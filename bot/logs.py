"""The log: JSON lines in production, colours at a desk. What people write, and secrets, never go into it."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Mapping

import structlog
from sqlalchemy.exc import DBAPIError

from bot.metrics import FAULTS

_ENCODER = json.JSONEncoder(ensure_ascii=False, default=repr)
_FRAMES = 30  # the innermost ones of a fault that are written down


def configure(*, production: bool) -> None:
    """Set up structlog for the process; safe to call again."""
    json_lines = structlog.processors.JSONRenderer(_json)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            json_lines if production else structlog.dev.ConsoleRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # Each line with its end in one write, so that those of several processes do not run into one another.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stdout),
        cache_logger_on_first_use=False,
    )


def _json(fields: Mapping[str, object], **_: object) -> str:
    """One encoder for all lines: `json.dumps` would make one for each."""
    return _ENCODER.encode(fields)


def fault(event: str, error: BaseException, **more: object) -> None:
    """Write a fault of ours down, and count it."""
    FAULTS.labels(kind(error)).inc()
    structlog.get_logger().error(event, **more, **described(error))


def described(error: BaseException) -> dict[str, object]:
    """An error as fields of a log line: where it happened; its message may hold what people wrote."""
    frames = traceback.extract_tb(error.__traceback__, limit=-_FRAMES)
    where = [f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}" for frame in frames]
    code = getattr(error.orig, "sqlstate", None) if isinstance(error, DBAPIError) else None
    return {"fault": kind(error), "sqlstate": code, "where": where}


def kind(error: BaseException) -> str:
    """The error's name; from the database the driver's: LockNotAvailable says more than OperationalError."""
    return type((isinstance(error, DBAPIError) and error.orig) or error).__name__
