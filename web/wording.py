"""What the pages of things put codes, days and numbers into words with, and the order they list risks in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask_babel import pgettext
from markupsafe import Markup

from handlers.radar_words import days_words, overdue_words
from handlers.words import FEATURE_STATUS, RELEASE_STATUS, RISK_STATUS, SEVERITY, aside_words, day, say, say_n
from radar import Slip
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
        "aside_words": aside_words,
        "moved_later": moved_later,
        "teams_of": teams_of,
        "overdue_words": overdue_words,
        "on": lambda stored: day(dt.date.fromisoformat(stored)),
    }


def teams_of(feature: Row) -> list[str]:
    """The teams of a feature, which are kept as one list with commas."""
    return [name for part in (feature["assigned_teams"] or "").split(",") if (name := part.strip())]


def moved_later(slip: Slip) -> Markup:
    """«сдвигали позже 2 раза, всего на 17 дней»: of a release whose day was."""
    days = days_words(slip.pushed_days)
    if len(slip.pushes) == 1:
        return say("moved later once, by %(days)s", days=days)
    return say_n(
        "moved later %(num)s time, by %(days)s in all",
        "moved later %(num)s times, by %(days)s in all",
        len(slip.pushes),
        days=days,
    )


def severest_first(risk: Row) -> tuple[bool, int, int]:
    """Open ones first, of them the most severe, of equal ones the oldest."""
    return risk["status"] != "open", -list(SEVERITY).index(risk["severity"]), risk["id"]
