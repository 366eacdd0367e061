"""Telling the story to the journal, step by step, each at its own moment of the past."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from config import LOCAL_USER_ID
from demo.story import DAYS, NAMED_BY, Key, Person, Step, StoryError, Thing, World, workday
from journal import Journal, take_back
from models import Dependency, EventLog, Feature, Idea, Project, Release, Risk, User, UserContext

_MODELS: dict[str, Any] = {
    model.entity_type: model for model in (UserContext, Project, Release, Feature, Dependency, Idea, Risk)
}
_STEP = "demo:"  # with a number: the message id of a step
# A step names a thing; its column holds the thing's id.
_POINTERS = {"release": "release_id", "feature": "feature_id", "project": "active_project_id"}


class NotEmpty(Exception):
    """The database has a world of its own already; the text is one line."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: rows by kind, the number of events, the days of the first and the last one."""

    rows: Counter[str]
    events: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class _Told:
    """A step with its thing and the moment it falls on."""

    moment: dt.datetime
    thing: Thing
    step: Step
    makes: bool


def fill(session: Session, world: World, today: dt.date, zone: dt.tzinfo) -> Made:
    """Write the whole story as it ends today, in the caller's transaction.

    Raises NotEmpty where there are projects already, StoryError where the story contradicts itself.
    """
    _refuse_unless_empty(session)
    story = _in_order(world, today, zone)
    teller = _Teller(session, today, _users(session, world, story))
    for number, told in enumerate(story, start=1):
        teller.tell(told, f"{_STEP}{number}")
    return Made(teller.made, teller.events, story[0].moment.date(), story[-1].moment.date())


def _refuse_unless_empty(session: Session) -> None:
    # Two runs at once, or a project made in the chat meanwhile: whoever comes second waits, and then sees it.
    session.execute(text("LOCK TABLE projects IN SHARE ROW EXCLUSIVE MODE"))
    if session.scalar(select(Project.id).limit(1)) is not None:
        raise NotEmpty("There are projects already, and the demo needs an empty database: nothing was changed.")
    # A second story under the same message ids would be taken back together with the first.
    if session.scalar(select(EventLog.id).where(EventLog.message_id.startswith(_STEP)).limit(1)) is not None:
        raise NotEmpty("The demo has been here before, and the log keeps it for ever: nothing was changed.")


def _in_order(world: World, today: dt.date, zone: dt.tzinfo) -> list[_Told]:
    story = [told for thing in world.things for told in _life(thing, today, zone)]
    return sorted(story, key=lambda told: told.moment)


def _life(thing: Thing, today: dt.date, zone: dt.tzinfo) -> list[_Told]:
    life = [_Told(s.when.moment(today, zone), thing, s, s is thing.steps[0]) for s in thing.steps]
    if any(later.moment <= earlier.moment for earlier, later in pairwise(life)):
        raise StoryError(f"{thing}: its steps are not in the order of time")
    return life


def _users(session: Session, world: World, story: list[_Told]) -> dict[str, User]:
    came = {told.step.by: told.moment for told in reversed(story)}
    return {person.key: _user(session, person, came[person.key]) for person in world.people}


def _user(session: Session, person: Person, came: dt.datetime) -> User:
    """The person's row; whoever has talked to the bot before keeps theirs."""
    telegram_id = LOCAL_USER_ID if person.telegram_id is None else person.telegram_id
    user = session.scalar(select(User).where(User.telegram_id == telegram_id))
    if user is None:
        user = User(telegram_id=telegram_id, full_name=person.full_name, language=person.language)
        user.created_at = user.updated_at = came
        user.is_active = telegram_id == LOCAL_USER_ID  # nothing is ever sent to people who are not there
        session.add(user)
        session.flush()
    return user


class _Teller:
    """Tells one step after the other and remembers the things by what the story calls them."""

    def __init__(self, session: Session, today: dt.date, users: dict[str, User]) -> None:
        self.session, self.today, self.users = session, today, users
        self.made: Counter[str] = Counter()
        self.events = 0
        self._rows: dict[Key, Any] = {}
        self._last_step: dict[Key, str] = {}
        self._old_contexts = set(session.scalars(select(UserContext.user_id)))

    def tell(self, told: _Told, message_id: str) -> None:
        thing, step = told.thing, told.step
        if thing.kind == "user_context" and self.users[thing.home].journal_id in self._old_contexts:
            return  # where this person is now is theirs to say, not the story's
        journal = Journal(self.session, self.users[step.by].journal_id, message_id, lambda: told.moment)
        if step.takes_back:
            take_back(journal, self._last_step[thing.key])
        elif told.makes:
            self._make(journal, thing, step)
        elif not journal.change(self._rows[thing.key], self._values(thing, step)):
            raise StoryError(f"{thing}: the step of {told.moment:%d.%m. %H:%M} changes nothing")
        self._last_step[thing.key] = message_id
        self.events += len(journal.written)

    def _make(self, journal: Journal, thing: Thing, step: Step) -> None:
        row = _MODELS[thing.kind](**self._identity(thing), **self._values(thing, step))
        journal.create(row)
        self._rows[thing.key] = row
        self.made[thing.kind] += 1
        if idea := step.values.get("idea"):
            journal.change(self._find("idea", thing, str(idea)), {"converted_to_feature_id": row.id})

    def _identity(self, thing: Thing) -> dict[str, Any]:
        """The columns that say which thing it is."""
        if thing.kind == "project":
            return {"name": thing.name}
        if thing.kind == "user_context":
            user = self.users[thing.home]
            return {"user_id": user.journal_id, "id": user.id}
        if thing.kind == "dependency":
            ends = {"blocker_feature_id": thing.name, "blocked_feature_id": thing.blocked}
            return {column: self._find("feature", thing, name).id for column, name in ends.items()}
        project = self._find("project", thing, thing.home)
        return {"project_id": project.id, NAMED_BY[thing.kind][0]: thing.name}

    def _values(self, thing: Thing, step: Step) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in step.values.items():
            if key in _POINTERS:
                values[_POINTERS[key]] = self._find(key, thing, str(value)).id
            elif key in DAYS:
                values[key] = workday(self.today, int(value))
            elif key != "idea":
                values[key] = value
        if thing.kind == "feature" and "status" in values:
            values.setdefault("status_reason", None)  # the bot drops the old reason with the old status
        return values

    def _find(self, kind: str, thing: Thing, name: str) -> Any:
        """A thing of the same project that the story has made by now; a project may be any."""
        found = self._rows.get((kind, name if kind == "project" else thing.home, name, ""))
        if found is None:
            raise StoryError(f"{thing}: there is no {kind} {name!r} at that moment")
        return found
