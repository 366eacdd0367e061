"""Events as the pages show them: what happened to which thing, who did it, when, and whether it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup
from sqlalchemy import select

from handlers.radar_words import NAME
from handlers.telling import Change, Names, change_of, happened, headline, names_for
from handlers.words import short
from journal import taken_back
from models import EventLog, Project, User, db
from web.as_of import AsOf
from web.times import Clock, Moment

_NO_STEP = "user_context_created"  # it comes by itself with a person's first message
_WITH_PAGE = frozenset({"project", "feature", "release"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `step` is "undone", "redone" or ""; `back` leads to taking it back, where it still stands."""

    id: int
    thing: Markup
    address: str  # of the thing
    what: Markup
    who: str
    user: str
    project: str
    project_address: str
    step: str
    at: Moment
    back: str


def entries(
    events: Sequence[EventLog],
    shown: AsOf,
    people: Mapping[str, str] | None = None,
    projects: Mapping[int, str] | None = None,
) -> list[Entry]:
    """In a constant number of queries, however many events; `people` and `projects` where they are known already.

    Nothing is taken back from a page that shows the past.
    """
    names = names_of(events, known_people() if people is None else people, projects)
    done = taken_back(db.session(), [event.id for event in events])
    clock = Clock(shown.zone)
    return [_entry(event, names, shown, clock, standing=event.id not in done) for event in events]


def by_day(shown: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    return [(day, list(of_day)) for day, of_day in groupby(shown, key=lambda entry: entry.at.day)]


def known_projects() -> dict[int, str]:
    rows = db.session.execute(select(Project.id, Project.name).order_by(Project.name_key))
    return {project.id: project.name for project in rows}


def known_people() -> dict[str, str]:
    rows = db.session.execute(select(User.telegram_id, User.full_name).order_by(User.full_name))
    return {str(user.telegram_id): user.full_name for user in rows}


def thing_address(shown: AsOf, kind: str, number: int) -> str:
    """Where one can read about a thing at the moment shown: its page, or its history where it has none."""
    if kind in _WITH_PAGE:
        return shown.link(f"/{kind}s/{number}")  # written out: a page holds a hundred of them
    return shown.link("/history", entity=f"{kind}:{number}")


def names_of(events: Sequence[EventLog], people: Mapping[str, str], projects: Mapping[int, str] | None = None) -> Names:
    """Names of what the events point to; each event's project too, which may be deleted by now."""
    homes = {event.project_id for event in events if event.project_id is not None}
    pointers = [Change("project", number, {}, {"project_id": number}) for number in homes]
    names = names_for(db.session(), [*map(change_of, events), *pointers], projects=projects)
    return replace(names, people=dict(people))


def _entry(event: EventLog, names: Names, shown: AsOf, clock: Clock, *, standing: bool) -> Entry:
    change = change_of(event)
    home = event.project_id if event.entity_type != "project" else None
    can_go = standing and shown.past is None and event.message_id is not None and event.action != _NO_STEP
    return Entry(
        id=event.id,
        thing=headline(change, names),
        address=thing_address(shown, change.kind, change.id),
        what=happened(change, names),
        who=names.person(event.user_id),
        user=event.user_id,
        project=short(names.thing("project", home), NAME) if home is not None else "",
        project_address=thing_address(shown, "project", home) if home is not None else "",
        step=event.action.rpartition("_")[2] if event.undoes_id is not None else "",
        at=clock.tell(event.timestamp),
        back=f"/history/{event.id}/undo" if can_go else "",
    )
