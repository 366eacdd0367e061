"""Who changed what, from what to what: the journal in the browser, newest first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import format_date, format_datetime, format_timedelta, gettext
from markupsafe import Markup
from sqlalchemy import select

from config import Settings
from handlers.telling import Change, Names, change_of, names_for, told
from handlers.words import KINDS
from journal import Filter, history, now
from models import EventLog, Project, User, db
from web.access import ask_to_come_in
from web.layout import notice

PAGE = 50
_LARGEST_ID, _LARGEST_EVENT_ID = 2**31 - 1, 2**63 - 1  # what the columns hold
_FILTERS = ("project", "entity", "user", "action", "since", "until")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)
_PERSON = re.compile(r"\w{1,100}", re.ASCII)
_ACTION = re.compile(r"[a-z_]{1,100}")

blueprint = Blueprint("history", __name__)
blueprint.before_request(ask_to_come_in)


class BadFilter(ValueError):
    """A filter in the address can't be read; the text is one sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the page shows it."""

    what: Markup
    who: str
    project: str
    step: str  # "undone", "redone" or ""
    day: str
    time: str
    ago: str
    exact: str
    iso: str


@blueprint.get("/history")
def page() -> str | tuple[str, int]:
    """One page of the journal; `before` is the last event of the page above."""
    settings: Settings = current_app.extensions["settings"]
    chosen = {name: value for name in (*_FILTERS, "before") if (value := request.args.get(name, "").strip())}
    try:
        wanted = read_filter(chosen, settings.timezone)
    except BadFilter as fault:
        return notice(str(fault), 400)
    events = history(db.session(), wanted, PAGE + 1)
    projects, people = _projects(), _people()
    shown = events[:PAGE]
    names = _names(shown, projects, people)
    filters: dict[str, Any] = {name: value for name, value in chosen.items() if name != "before"}
    return render_template(
        "history.html",
        days=_by_day([_entry(event, names, settings.timezone) for event in shown]),
        chosen=filters,
        projects=projects,
        people=people,
        kinds=[(name, word()) for name, word in KINDS.items()],
        zone=settings.timezone.key,
        newest=url_for("history.page", **filters) if wanted.before else None,
        older=url_for("history.page", **filters, before=shown[-1].id) if len(events) > PAGE else None,
    )


def read_filter(chosen: Mapping[str, str], zone: ZoneInfo) -> Filter:
    """The filter the address asks for. Raises BadFilter."""
    values: dict[str, Any] = {name: _READERS[name](chosen[name]) for name in _READERS if name in chosen}
    since, until = _since(chosen.get("since"), zone), _until(chosen.get("until"), zone)
    wanted = Filter(**values, since=since, until=until)
    if wanted.since and wanted.until and wanted.since >= wanted.until:
        raise BadFilter(gettext("The period ends before it begins."))
    return wanted


def _project(value: str) -> int:
    return _number(value, _LARGEST_ID, gettext("The project must be given as its number."))


def _before(value: str) -> int:
    return _number(value, _LARGEST_EVENT_ID, gettext("The page must be given as the number of an event."))


def _number(value: str, largest: int, complaint: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 20 and 0 < int(value) <= largest):
        raise BadFilter(complaint)
    return int(value)


def _entity(value: str) -> str:
    kind, colon, number = value.partition(":")
    complaint = gettext("What changed must be given as a kind such as feature, or feature:12 for one thing.")
    if kind not in KINDS:
        raise BadFilter(complaint)
    return f"{kind}:{_number(number, _LARGEST_ID, complaint)}" if colon else kind


def _user(value: str) -> str:
    if not _PERSON.fullmatch(value):
        raise BadFilter(gettext("The person must be given as a Telegram number."))
    return value


def _action(value: str) -> str:
    if not _ACTION.fullmatch(value):
        raise BadFilter(gettext("The action must be given as in the log, such as feature_created."))
    return value


_READERS: Mapping[str, Callable[[str], Any]] = {
    "project": _project,
    "before": _before,
    "entity": _entity,
    "user": _user,
    "action": _action,
}


def _since(value: str | None, zone: ZoneInfo) -> dt.datetime | None:
    return _moment(value, zone) if value else None


def _until(value: str | None, zone: ZoneInfo) -> dt.datetime | None:
    """Where the period ends; a day counts to its end, a moment to the end of its minute."""
    if not value:
        return None
    step = dt.timedelta(days=1) if _DAY.fullmatch(value) else dt.timedelta(minutes=1)
    return _moment(value, zone, step)


def _moment(value: str, zone: ZoneInfo, step: dt.timedelta = dt.timedelta()) -> dt.datetime:
    try:
        if not (_DAY.fullmatch(value) or _MOMENT.fullmatch(value)):
            raise ValueError
        at = dt.datetime.fromisoformat(value) + step
        # Into UTC right here: the first and the last year have moments that no other zone can tell.
        return at.replace(tzinfo=zone).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise BadFilter(gettext("A day must be given as 2026-11-27, a moment as 2026-11-27T14:05.")) from None


def _projects() -> dict[int, str]:
    rows = db.session.execute(select(Project.id, Project.name).order_by(Project.name_key))
    return {project.id: project.name for project in rows}


def _people() -> dict[str, str]:
    rows = db.session.execute(select(User.telegram_id, User.full_name).order_by(User.full_name))
    return {str(user.telegram_id): user.full_name for user in rows}


def _names(events: Sequence[EventLog], projects: Mapping[int, str], people: dict[str, str]) -> Names:
    """Names of what the events point to; each event's project too, which may be deleted by now."""
    gone = {event.project_id for event in events if event.project_id is not None} - set(projects)
    pointers = [Change("project", number, {}, {"project_id": number}) for number in gone]
    names = names_for(db.session(), [*map(change_of, events), *pointers])
    names.things |= {("project", number): name for number, name in projects.items()}
    return replace(names, people=people)


def _by_day(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    return [(day, list(of_day)) for day, of_day in groupby(entries, key=lambda entry: entry.day)]


def _entry(event: EventLog, names: Names, zone: ZoneInfo) -> Entry:
    at, elapsed = event.timestamp.astimezone(zone), event.timestamp - now()
    in_project = event.project_id is not None and event.entity_type != "project"
    return Entry(
        what=told(change_of(event), names),
        who=names.person(event.user_id),
        project=names.thing("project", event.project_id) if in_project else "",
        step=event.action.rpartition("_")[2] if event.undoes_id is not None else "",
        day=str(format_date(at.date(), "full")),
        time=f"{at:%H:%M}",
        ago=str(format_timedelta(elapsed, add_direction=True)),
        exact=str(format_datetime(event.timestamp, "d MMMM y, HH:mm:ss zzzz")),
        iso=at.isoformat(timespec="seconds"),
    )
