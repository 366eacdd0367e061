"""Features and releases of which a rule fires: each rule's cases, from the mildest to the worst."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from flask_babel import gettext

from handlers.words import SEVERITY, say
from radar import FeatureFacts, Move, Neighbour, Pace, ReleaseFacts, RiskFacts, Slip
from radar.things import Flip

_PROJECT = 1
_PACE = Pace(durations=tuple(range(1, 21)), weekly=(4, 3, 5, 4, 4))  # twenty finished features, five weeks


class Example(NamedTuple):
    """`words` say which case it is."""

    words: str
    thing: FeatureFacts | ReleaseFacts


def _feature(today: dt.date, **more: Any) -> FeatureFacts:
    known = {"status": "in_progress", "since": today, "touched": today, **more}
    name = gettext("Login")
    return FeatureFacts(id=1, name=name, project_id=_PROJECT, project="", today=today, **known)


def _release(today: dt.date, left: int, pushes: int = 0, **more: Any) -> ReleaseFacts:
    """Due in so many days, after so many moves of a week each."""
    due = today + dt.timedelta(days=left)
    days = [due - dt.timedelta(days=7 * ago) for ago in range(pushes, -1, -1)]
    at = dt.datetime.combine(today, dt.time(), dt.UTC)
    moves = tuple(Move(at, today, old, new, "") for old, new in pairwise(days))
    known = {"date": due, "slip": Slip(days[0], moves), **more}
    return ReleaseFacts(id=1, version="v2.0", project_id=_PROJECT, project="", today=today, **known)


def _blocked(today: dt.date) -> Sequence[Example]:
    def example(words: str, days: int) -> Example:
        since = today - dt.timedelta(days=days)
        return Example(
            words, _feature(today, status="blocked", since=since, status_reason=gettext("no API access yet"))
        )

    return (
        example(gettext("since today"), 0),
        example(gettext("for 6 days"), 6),
        example(gettext("for 20 days or longer"), 20),
    )


def _blocked_by(today: dt.date) -> Sequence[Example]:
    return (Example(gettext("by one feature or several"), _feature(today, blockers=_neighbours(1))),)


def _blocks_others(today: dt.date) -> Sequence[Example]:
    words = (gettext("one feature"), gettext("two features"), gettext("three features or more"))
    return [Example(told, _feature(today, waiting=_neighbours(count))) for count, told in enumerate(words, start=1)]


def _neighbours(count: int) -> tuple[Neighbour, ...]:
    names = (gettext("Payment"), gettext("Profile"), gettext("Search"))
    return tuple(Neighbour(number, name, _PROJECT) for number, name in enumerate(names[:count], start=2))


def _release_overdue(today: dt.date) -> Sequence[Example]:
    return (Example(gettext("from the next day on"), _feature(today, release=_release(today, -1))),)


def _release_soon(today: dt.date) -> Sequence[Example]:
    return (
        Example(gettext("in 8 to 14 days"), _feature(today, release=_release(today, 14))),
        Example(gettext("within 7 days"), _feature(today, release=_release(today, 7))),
    )


def _stale(today: dt.date) -> Sequence[Example]:
    touched = today - dt.timedelta(days=15)
    return (Example(gettext("from the 15th day on"), _feature(today, touched=touched, started=touched)),)


def _aging(today: dt.date) -> Sequence[Example]:
    def example(words: str, days: int) -> Example:
        taken_up = today - dt.timedelta(days=days)
        return Example(words, _feature(today, since=taken_up, started=taken_up, pace=_PACE))

    return (
        example(say("longer than 85 %% of them"), 18),
        example(say("longer than 95 %% of them"), 20),
    )


def _churn(today: dt.date) -> Sequence[Example]:
    back = Flip(today - dt.timedelta(days=2), "done", "in_progress")
    return (Example(gettext("once or more often"), _feature(today, flips=(back,))),)


def _slipped(today: dt.date) -> Sequence[Example]:
    words = (gettext("once"), gettext("twice"), gettext("three times or more"))
    return [
        Example(told, _feature(today, release=_release(today, 30, count))) for count, told in enumerate(words, start=1)
    ]


def _no_owner(today: dt.date) -> Sequence[Example]:
    return (Example(gettext("until the day of the release"), _feature(today, release=_release(today, 11))),)


def _risk(today: dt.date) -> Sequence[Example]:
    def example(severity: str) -> Example:
        risk = RiskFacts(1, gettext("the contractor may be late"), severity, _PROJECT, "", today)
        return Example(SEVERITY[severity](), _feature(today, risks=(risk,)))

    return [example(severity) for severity in ("medium", "high", "critical")]


def _release_at_risk(today: dt.date) -> Sequence[Example]:
    return (
        Example(say("under 85 %%"), _release(today, 20, unfinished=12, pace=_PACE)),
        Example(say("under 50 %%"), _release(today, 20, unfinished=13, pace=_PACE)),
    )


EXAMPLES: Mapping[str, Callable[[dt.date], Sequence[Example]]] = {
    "blocked": _blocked,
    "blocked_by": _blocked_by,
    "blocks_others": _blocks_others,
    "release_overdue": _release_overdue,
    "release_soon": _release_soon,
    "stale": _stale,
    "aging": _aging,
    "churn": _churn,
    "slipped": _slipped,
    "no_owner": _no_owner,
    "risk": _risk,
    "release_at_risk": _release_at_risk,
}
