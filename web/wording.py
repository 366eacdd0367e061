"""What the pages of things put codes, days and numbers into words with, and the order they list risks in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask_babel import pgettext

from handlers.radar_words import days_words
from handlers.words import FEATURE_STATUS, RELEASE_STATUS, RISK_STATUS, SEVERITY, day
from web.standing import Row

COLUMNS: dict[str, Callable[[], str]] = {  # what stands over many: in Russian «заблокированы», not «заблокирована»
    "backlog": lambda: pgettext("column", "Backlog"),
    "in_progress": lambda: pgettext("column", "In progress"),
    "blocked": lambda: pgettext("column", "Blocked"),
    "done": lambda: pgettext("column", "Done"),
    "cancelled": lambda: pgettext("column", "Cancelled"),
}


def wording() -> dict[str, object]:
    """For a template: dictionaries from a code to what gives its word, and `on` for a day as it is stored."""
    return {
        "status": FEATURE_STATUS,
        "column": COLUMNS,
        "release_status": RELEASE_STATUS,
        "risk_status": RISK_STATUS,
        "severity": SEVERITY,
        "days_words": days_words,
        "on": lambda stored: day(dt.date.fromisoformat(stored)),
    }


def severest_first(risk: Row) -> tuple[bool, int, int]:
    """Open ones first, of them the most severe, of equal ones the oldest."""
    return risk["status"] != "open", -list(SEVERITY).index(risk["severity"]), risk["id"]
