"""The rules, all in one table: adding a rule is adding a row, its words to
handlers/radar_words.py, and what the page of the rules says of it to web/rules.py and web/rule_examples.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from radar.forecast import FEWEST_FINISHED, Forecast, forecast
from radar.things import WINDOW, FeatureFacts, ReleaseFacts

SAFE, EVEN = 85, 50  # per cent: a release under the first is at risk, under the second more likely late than not
_FLIPS = 3
_RISK = {"medium": 10, "high": 30, "critical": 40}


@dataclass(frozen=True, slots=True)
class Rule:
    """`points` gives 0 where the rule does not fire; `facts` are what its reason and its next step tell."""

    code: str
    about: Literal["feature", "release"]
    points: Callable[[Any], int]
    facts: Callable[[Any], dict[str, Any]]
    step: str


class Reason(NamedTuple):
    """A rule that fired on a thing, and for how many points."""

    rule: Rule
    thing: FeatureFacts | ReleaseFacts
    points: int

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def facts(self) -> dict[str, Any]:
        """Dates, names and numbers, to be put into words elsewhere: of the few reasons that are told."""
        return self.rule.facts(self.thing)

    @property
    def step(self) -> str:
        return self.rule.step


def reasons(thing: FeatureFacts | ReleaseFacts) -> tuple[Reason, ...]:
    """Every rule that fires, the one with the most points first."""
    fired = [Reason(rule, thing, points) for rule in _RULES_OF[type(thing)] if (points := rule.points(thing))]
    if len(fired) > 1:
        fired.sort(key=_points, reverse=True)
    return tuple(fired)


def points_of(thing: FeatureFacts | ReleaseFacts) -> int:
    """What the reasons of a thing come to, where they need not be told."""
    return sum([rule.points(thing) for rule in _RULES_OF[type(thing)]])


_points = attrgetter("points")


def forecast_of(release: ReleaseFacts) -> Forecast:
    return forecast(release.pace.weekly, release.unfinished, release.days_left)


def _blocked(f: FeatureFacts) -> int:
    return 50 + min(f.status_days, 20) if f.status == "blocked" else 0


def _overdue(f: FeatureFacts) -> int:
    return 60 if f.release and f.release.days_left < 0 else 0


def _soon(f: FeatureFacts) -> int:
    if not f.release or not 0 <= f.release.days_left <= 14:
        return 0
    return 40 if f.release.days_left <= 7 else 20


def _stale(f: FeatureFacts) -> int:
    if f.status != "in_progress" or len(f.pace.durations) >= FEWEST_FINISHED:
        return 0
    return 20 if f.untouched_days > 14 else 0


def _aging(f: FeatureFacts) -> int:
    if f.status != "in_progress" or len(f.pace.durations) < FEWEST_FINISHED:
        return 0
    share = _longer_than(f)
    return 30 if share >= 95 else 20 if share >= 85 else 0


def _longer_than(f: FeatureFacts) -> int:
    """The per cent of the project's finished features that took less than this one has taken so far."""
    return 100 * bisect_left(f.pace.durations, f.work_days) // len(f.pace.durations)


def _churn(f: FeatureFacts) -> int:
    recent = f.recent_flips
    if not recent:
        return 0
    return 15 if len(recent) >= _FLIPS or any(flip.back for flip in recent) else 0


def _slipped(f: FeatureFacts) -> int:
    return min(10 * len(f.release.slip.pushes), 30) if f.release else 0


def _no_owner(f: FeatureFacts) -> int:
    return 10 if f.release and 0 <= f.release.days_left <= 11 and not f.po else 0


def _release_at_risk(r: ReleaseFacts) -> int:
    percent = forecast_of(r).percent
    if percent is None or percent >= SAFE:
        return 0
    return 60 if percent < EVEN else 30


def _of_blocked(f: FeatureFacts) -> dict[str, Any]:
    return {"name": f.name, "days": f.status_days, "since": f.since, "why": f.status_reason}


def _of_dependencies(f: FeatureFacts) -> dict[str, Any]:
    return {"name": f.name, "blockers": f.blockers, "waiting": f.waiting}


def _of_release(f: FeatureFacts) -> dict[str, Any]:
    assert f.release is not None  # noqa: S101  # a row that tells of a release has fired on one
    r = f.release
    when = {"release": r.version, "release_id": r.id, "day": r.date, "days": abs(r.days_left)}
    return {"name": f.name, **when, "slip": r.slip}


def _of_work(f: FeatureFacts) -> dict[str, Any]:
    return {"name": f.name, "days": f.untouched_days, "since": f.touched}


def _of_age(f: FeatureFacts) -> dict[str, Any]:
    known = {"share": _longer_than(f), "finished": len(f.pace.durations)}
    again = f.since if f.again else None
    return {"name": f.name, "days": f.work_days, "since": f.started, "again": again, **known}


def _of_churn(f: FeatureFacts) -> dict[str, Any]:
    recent = f.recent_flips
    back = next((flip for flip in reversed(recent) if flip.back), None)
    return {"name": f.name, "back": back, "flips": recent, "window": WINDOW}


def _of_risks(f: FeatureFacts) -> dict[str, Any]:
    worst = f.risks[0]
    return {"name": f.name, "risk_id": worst.id, "text": worst.text, "severity": worst.severity, "count": len(f.risks)}


def _of_chance(r: ReleaseFacts) -> dict[str, Any]:
    known = forecast_of(r)
    sample = {"chance": known.percent, "finished": known.finished, "weeks": known.weeks}
    return {"release": r.version, "release_id": r.id, "day": r.date, "unfinished": r.unfinished, **sample}


RULES = (
    Rule("blocked", "feature", _blocked, _of_blocked, "unblock"),
    Rule("blocked_by", "feature", lambda f: 30 if f.blockers else 0, _of_dependencies, "finish_blocker"),
    Rule("blocks_others", "feature", lambda f: min(10 * len(f.waiting), 30), _of_dependencies, "finish"),
    Rule("release_overdue", "feature", _overdue, _of_release, "finish_or_take_out"),
    Rule("release_soon", "feature", _soon, _of_release, "finish_or_take_out"),
    Rule("stale", "feature", _stale, _of_work, "update"),
    Rule("aging", "feature", _aging, _of_age, "finish_or_split"),
    Rule("churn", "feature", _churn, _of_churn, "settle"),
    Rule("slipped", "feature", _slipped, _of_release, "take_out"),
    Rule("no_owner", "feature", _no_owner, _of_release, "name_po"),
    Rule("risk", "feature", lambda f: _RISK.get(f.risks[0].severity, 0) if f.risks else 0, _of_risks, "close_risk"),
    Rule("release_at_risk", "release", _release_at_risk, _of_chance, "lighten"),
)
_RULES_OF: Mapping[type, tuple[Rule, ...]] = {
    FeatureFacts: tuple(rule for rule in RULES if rule.about == "feature"),
    ReleaseFacts: tuple(rule for rule in RULES if rule.about == "release"),
}
