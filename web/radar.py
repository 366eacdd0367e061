"""GET /: the radar, now or at any moment of the past."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug import Response

from handlers import radar_words
from handlers.words import FEATURE_STATUS, KINDS, SEVERITY, and_more, short
from models import db
from radar import (
    BURNING,
    Facts,
    FeatureFacts,
    Forecast,
    Item,
    ReleaseFacts,
    Rising,
    RiskFacts,
    facts_now,
    late,
    radar,
    rising,
    untold,
)
from web.access import ask_to_come_in
from web.as_of import AsOf, as_of
from web.disk import RADIUS, Disk, disk, heat_class
from web.heat import Crossing, Heat, burning, crossed, heat_at, heat_of, of_project, past_days, past_days_and
from web.layout import notice, without_indents
from web.looks import note_look
from web.unlit import Unlit, unlit

DAYS = 30  # in the chart and under the slider, today included
MOST = 60  # things drawn and listed: more could not be told apart, and the page must stay light
FULL = 10  # things that burn told at length, the others in short; of everything else, all that is told
_FIRST = 3  # of these, what a phone shows before the fold
_FEW = 5  # of everything else, told at length
_REASONS = 3

blueprint = Blueprint("radar", __name__)
blueprint.before_request(ask_to_come_in)


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the chart: how much burnt at its end, and whether it is the one that is shown."""

    date: dt.date
    count: int
    points: int
    link: str
    shown: bool


@dataclass(frozen=True)
class Sight:
    """What the page shows of a moment's facts: of all projects or of the chosen one."""

    shown: AsOf
    facts: Facts
    chosen: int | None
    heat_now: Heat
    past: Mapping[dt.date, Heat]
    unlit: Unlit | None = None  # the chosen project, where there is nothing to show of it

    @cached_property
    def projects(self) -> dict[int, str]:
        known = projects_of(self.facts)
        return known if self.unlit is None or self.chosen is None else known | {self.chosen: self.unlit.name}

    @cached_property
    def items(self) -> list[Item]:
        return [item for item in radar(self.facts) if self._wanted(item.thing)]

    @cached_property
    def disk(self) -> Disk:
        projects = [project for project in self.projects.items() if self.chosen in (None, project[0])]
        return disk(self.items[:MOST], projects)

    @cached_property
    def burning(self) -> list[Item]:
        return [item for item in self.items if item.points >= BURNING]

    @property
    def below(self) -> list[Item]:
        return self.items[len(self.burning) : MOST]

    @cached_property
    def burning_by_project(self) -> Counter[int]:
        return Counter(item.thing.project_id for item in self.burning)

    @cached_property
    def rising(self) -> tuple[Rising, ...]:
        return rising(self.items)

    @cached_property
    def late(self) -> list[tuple[ReleaseFacts, Forecast]]:
        """Releases that are overdue, or whose chance is small."""
        return [(release, known) for release, known in late(self.facts) if self._wanted(release)]

    @cached_property
    def unknown(self) -> list[ReleaseFacts]:
        """Releases whose chance can't be told."""
        return [release for release in untold(self.facts) if self._wanted(release)]

    @property
    def risks(self) -> list[RiskFacts]:
        return [risk for risk in self.facts.shown_risks if self._wanted(risk)]

    @property
    def put_aside(self) -> list[FeatureFacts | ReleaseFacts]:
        return [thing for thing in self.facts.put_aside if self._wanted(thing)]

    @cached_property
    def days(self) -> list[Day]:
        """The last days, today last."""
        return [self._day(date) for date in last_days(self.shown)]

    @cached_property
    def that_day(self) -> tuple[list[Crossing], list[Crossing]]:
        """What caught fire and what went out since the end of the day before."""
        return crossed(self._mine(self.past[_day_before(self.shown)]), heat_of(self.items))

    @cached_property
    def since(self) -> tuple[list[Crossing], list[Crossing]]:
        """The same from the moment that is shown until now."""
        return crossed(heat_of(self.items), self._mine(self.heat_now))

    def link(self, path: str = "/", **query: object) -> str:
        """The address of a page at the same moment, with the same choice of a project where that is the radar."""
        return self.shown.link(path, **({"project": self.chosen} | query if path == "/" else query))

    def _wanted(self, thing: FeatureFacts | ReleaseFacts | RiskFacts) -> bool:
        return self.chosen in (None, thing.project_id)

    def _mine(self, heat: Heat) -> Heat:
        return of_project(heat, self.chosen)

    def _day(self, date: dt.date) -> Day:
        today = _today(self.shown)
        burnt = burning(self._mine(self.heat_now if date == today else self.past[date]))
        return Day(
            date=date,
            count=len(burnt),
            points=sum(ember.points for ember in burnt),
            link=AsOf(self.shown.now, self.shown.zone).link("/", as_of=_asked(date, today), project=self.chosen),
            shown=date == self.shown.today,
        )


@blueprint.get("/")
def page() -> str | Response | tuple[str, int]:
    """All projects that are not archived, or one: `?project=`. `?ago=` days leads to the end of that day."""
    shown, chosen = as_of(), _chosen()
    if "ago" in request.args:
        return redirect(_days_ago(shown).link("/", project=chosen))
    sight = look(db.session(), shown, chosen)
    if chosen is not None and chosen not in sight.projects:
        sight = replace(sight, unlit=unlit(db.session(), shown, chosen))
        if sight.unlit is None:
            return notice(gettext("There is no such project on the radar."), 404)
    html = without_indents(render_template("radar.html", as_of=shown, sight=sight, radius=RADIUS, **_WORDS))
    note_look(shown)
    return html


def _chosen() -> int | None:
    """The project asked for; what is no number is a project that is not there."""
    return request.args.get("project", default=-1, type=int) if request.args.get("project") else None


def look(session: Session, shown: AsOf, chosen: int | None = None) -> Sight:
    """In a constant number of queries."""
    facts = present = facts_now(session, shown.now, shown.zone)
    days = [*last_days(shown)[:-1], _day_before(shown)]
    if shown.past is None:
        past = past_days(session, days, shown.zone)
    else:
        past, facts = past_days_and(session, days, shown.zone, shown.past)
    return Sight(shown, facts, chosen, heat_at(present), past)


def projects_of(facts: Facts) -> dict[int, str]:
    """The projects there is anything to say of, the oldest first, so that a new one moves no other."""
    things: list[FeatureFacts | ReleaseFacts | RiskFacts] = [*facts.features, *facts.releases, *facts.risks]
    return dict(sorted({thing.project_id: thing.project for thing in things}.items()))


def last_days(shown: AsOf) -> list[dt.date]:
    """The days of the chart, today last."""
    return [_today(shown) - dt.timedelta(days=ago) for ago in reversed(range(DAYS))]


def _today(shown: AsOf) -> dt.date:
    return shown.now.astimezone(shown.zone).date()


def _day_before(shown: AsOf) -> dt.date:
    return shown.today - dt.timedelta(days=1)


def _days_ago(shown: AsOf) -> AsOf:
    """What the slider asks for where no script does: a day of the chart by its distance from today."""
    ago = min(max(request.args.get("ago", default=0, type=int), 0), DAYS - 1)
    today = _today(shown)
    asked = _asked(today - dt.timedelta(days=ago), today)
    return AsOf(shown.now, shown.zone, asked=asked or "")


def _asked(date: dt.date, today: dt.date) -> str | None:
    return date.isoformat() if date < today else None


_WORDS = {
    "reason_words": radar_words.reason_words,
    "step_words": radar_words.step_words,
    "points_words": radar_words.points_words,
    "forecast_words": radar_words.forecast_words,
    "overdue_words": radar_words.overdue_words,
    "slip_words": radar_words.slip_words,
    "severity": SEVERITY,
    "status": FEATURE_STATUS,
    "kinds": KINDS,
    "short": short,
    "and_more": and_more,
    "heat_class": heat_class,
    "first": _FIRST,
    "few": _FEW,
    "full": FULL,
    "most": MOST,
    "most_reasons": _REASONS,
}
