"""Events in words: what changed, from what to what. For the chat and for the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from sqlalchemy import ARRAY, Integer, bindparam, func, select
from sqlalchemy.orm import Session

from handlers.words import (
    CREATED,
    DELETED,
    FEATURE_STATUS,
    KINDS,
    LANGUAGES,
    PROJECT_STATUS,
    RELEASE_STATUS,
    RESTORED,
    RISK_STATUS,
    SEVERITY,
    aside_words,
    bold,
    day,
    gettext,
    say,
    short,
)
from models import EventLog, Feature, Project, Release, User

Row = Mapping[str, Any]
_NOTHING = "—"
_TAKEN_BACK = ("_undone", "_redone")
_LONGEST_VALUE = 120
_HIDDEN = frozenset({"id", "created_at", "updated_at", "name_key", "version_key", "user_id"})
_STATUS: dict[str, dict[str, Callable[[], str]]] = {
    "feature": FEATURE_STATUS,
    "release": RELEASE_STATUS,
    "project": PROJECT_STATUS,
    "risk": RISK_STATUS,
}
_WORDS: dict[str, dict[str, Callable[[], str]]] = {"severity": SEVERITY, "language": LANGUAGES}
_NAMED: dict[str, Any] = {"project": Project.name, "feature": Feature.name, "release": Release.version}
_LABELS: dict[str, Callable[[], str]] = {  # in the order in which they are told
    "status_reason": lambda: gettext("reason"),
    "description": lambda: gettext("description"),
    "mitigation": lambda: gettext("mitigation"),
    "severity": lambda: gettext("severity"),
    "assigned_po": lambda: "PO",
    "assigned_teams": lambda: gettext("teams"),
    "release_id": lambda: gettext("release"),
    "project_id": lambda: gettext("project"),
    "active_project_id": lambda: gettext("project"),
    "converted_to_feature_id": lambda: gettext("feature"),
    "target_date": lambda: gettext("date"),
    "date_reason": lambda: gettext("reason"),
    "aside_until": lambda: gettext("put aside until"),
    "aside_reason": lambda: gettext("why put aside"),
    "language": lambda: gettext("language"),
}
_REASONS = frozenset({"status_reason", "date_reason"})
_ASIDE = frozenset({"aside_until", "aside_reason"})
_DAYS = frozenset({"target_date", "aside_until"})
_UNLABELLED: dict[str, Callable[[], str]] = {  # these speak for themselves beside their thing
    "name": lambda: gettext("name"),
    "version": lambda: gettext("version"),
    "status": lambda: gettext("status"),
    "content": lambda: gettext("text"),
}
_PLACES = {column: place for place, column in enumerate(_LABELS, 1)}  # what needs no label comes first
_POINTERS = {
    "release_id": "release",
    "project_id": "project",
    "active_project_id": "project",
    "feature_id": "feature",
    "converted_to_feature_id": "feature",
    "blocker_feature_id": "feature",
    "blocked_feature_id": "feature",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing's change, from an event or from several in a row; `before` holds old values.

    `again`: by an undo or a redo, so that what comes to be has been there before.
    """

    kind: str
    id: int
    before: Row | None
    after: Row | None
    again: bool = False


@dataclass
class Names:
    """Names of the things and people that events point to by id."""

    things: dict[tuple[str, int], str] = field(default_factory=dict)
    homes: dict[int, int] = field(default_factory=dict)  # feature -> project, for what hangs on a feature
    people: dict[str, str] = field(default_factory=dict)

    def thing(self, kind: str, number: int | None) -> str:
        return _NOTHING if number is None else self.things.get((kind, number), f"#{number}")

    def person(self, user_id: str) -> str:
        return self.people.get(user_id, user_id)


def change_of(event: EventLog | Mapping[str, Any]) -> Change:
    """The change an event tells of; also of one that has just been written and is not yet read back."""
    if isinstance(event, EventLog):
        action, kind, number, details = event.action, event.entity_type, event.entity_id, event.details
    else:
        action, kind, number, details = (event[name] for name in ("action", "entity_type", "entity_id", "details"))
    return Change(kind, number, details["before"], details["after"], action.endswith(_TAKEN_BACK))


def names_for(
    session: Session, changes: Iterable[Change], people: Iterable[str] = (), projects: Mapping[int, str] | None = None
) -> Names:
    """The names that these changes need, in a constant number of queries; deleted things' included.

    `projects` are names that the caller has read already: these need no query.
    """
    wanted: dict[str, set[int]] = {"project": set(), "feature": set(), "release": set()}
    for change in changes:
        for row in (change.before, change.after):
            for column, kind in _POINTERS.items():
                if row and row.get(column) is not None:
                    wanted[kind].add(row[column])
    known = {("project", number): name for number, name in (projects or {}).items()}
    names = Names(known, homes=_homes(session, wanted["feature"]))
    wanted["project"] = (wanted["project"] | set(names.homes.values())) - set(projects or ())
    for kind, column in _NAMED.items():
        names.things |= _current(session, kind, column, wanted[kind])
        names.things |= _former(session, kind, wanted[kind])
    names.people = _people(session, _ids(people))
    return names


def _people(session: Session, ids: Sequence[int]) -> dict[str, str]:
    if not ids:
        return {}
    known = session.execute(select(User.telegram_id, User.full_name).where(User.telegram_id.in_(ids)))
    return {str(number): name for number, name in known}


def _homes(session: Session, features: set[int]) -> dict[int, int]:
    """Which project each of these features is in; a deleted one is looked up in the log."""
    if not features:
        return {}
    found = session.execute(select(Feature.id, Feature.project_id).where(Feature.id.in_(features)))
    homes: dict[int, int] = {row.id: row.project_id for row in found}
    gone = features - set(homes)
    return homes | _last_told(session, "feature", gone, EventLog.project_id) if gone else homes


def _current(session: Session, kind: str, column: Any, ids: set[int]) -> dict[tuple[str, int], str]:
    if not ids:
        return {}
    rows = session.execute(select(column.class_.id, column).where(column.class_.id.in_(ids)))
    found = {(kind, number): name for number, name in rows}
    ids -= {number for _, number in found}
    return found


def _former(session: Session, kind: str, ids: set[int]) -> dict[tuple[str, int], str]:
    if not ids:
        return {}
    rows = _last_told(session, kind, ids, EventLog.details["before"])
    return {(kind, number): title(before) for number, before in rows.items()}


def _last_told(session: Session, kind: str, ids: set[int], what: Any) -> dict[int, Any]:
    """What the last event of each of these things says: one look into the index for each, however long the log."""
    wanted = func.unnest(bindparam(None, sorted(ids), ARRAY(Integer))).table_valued("id").render_derived()
    events = select(what).where(EventLog.entity_type == kind, EventLog.entity_id == wanted.c.id)
    last = events.order_by(EventLog.id.desc()).limit(1).scalar_subquery()
    rows = session.execute(select(wanted.c.id, last))
    return {number: told for number, told in rows if told is not None}


def _ids(people: Iterable[str]) -> list[int]:
    return [int(person) for person in set(people) if person.isdigit()]


def title(row: Row) -> str:
    """What a thing is called: its name, version, text."""
    return short(str(row.get("name") or row.get("version") or row.get("content") or row.get("description") or "…"), 80)


def headline(change: Change, names: Names) -> Markup:
    """Which thing: «Фича Вход»."""
    row = change.after or change.before or {}
    kind = KINDS[change.kind]()
    kind = kind[:1].upper() + kind[1:]
    if change.kind == "dependency":
        pair = (
            names.thing("feature", row["blocker_feature_id"]),
            names.thing("feature", row["blocked_feature_id"]),
        )
        return Markup("%s %s → %s") % (kind, bold(pair[0]), bold(pair[1]))
    if change.kind == "user_context":
        return Markup.escape(kind)
    return Markup("%s %s") % (kind, bold(title(row)))


def told_with_project(change: Change, names: Names) -> Markup:
    """Like `told`, with the project it happened in: for where the context does not say it."""
    row = change.after or change.before or {}
    home = row.get("project_id") or names.homes.get(row.get("blocked_feature_id", 0))
    line = told(change, names)
    return line if home is None else Markup("%s (%s)") % (line, names.thing("project", home))


def told(change: Change, names: Names) -> Markup:
    """The change in one line: which thing, and what happened to it."""
    return Markup("%s: %s") % (headline(change, names), happened(change, names))


def happened(change: Change, names: Names) -> Markup:
    """What happened to it: created, deleted, or from what to what."""
    if change.before is None and change.again:
        return Markup.escape(RESTORED[change.kind]())
    if change.before is None:
        return _created(change)
    if change.after is None:
        return Markup.escape(DELETED[change.kind]())
    return differences(change, names) or say("as it was")


def _created(change: Change) -> Markup:
    status = (change.after or {}).get("status")
    if change.kind != "feature" or status in (None, "backlog"):
        return Markup.escape(CREATED[change.kind]())
    return say("created, %(status)s", status=FEATURE_STATUS[status]())


def differences(change: Change, names: Names) -> Markup:
    """«бэклог → готова, PO: — → Анна», each changed column once."""
    before, after = change.before or {}, change.after or {}
    changed = [c for c in before if c not in _HIDDEN and before[c] != after.get(c)]
    changed.sort(key=lambda column: _PLACES.get(column, 0))
    parts = [_difference(change.kind, c, before[c], after.get(c), names) for c in changed if c not in _ASIDE]
    aside = [_aside(after)] if _ASIDE.intersection(changed) else []
    return Markup(", ").join([*parts, *aside])


def _aside(after: Row) -> Markup:
    """«отложено до пт 04.12.2026: ждём юристов», «снова на радаре»."""
    if not after.get("aside_until"):
        return say("back on the radar")
    return aside_words(dt.date.fromisoformat(after["aside_until"]), after.get("aside_reason"))


def _difference(kind: str, column: str, old: Any, new: Any, names: Names) -> Markup:
    if column in _REASONS:
        return _reason(old, new)
    pair = Markup("%s → %s") % (_value(kind, column, old, names), _value(kind, column, new, names))
    label = _label(column)
    return Markup("%s: %s") % (label, pair) if label else pair


def _reason(old: str | None, new: str | None) -> Markup:
    """A reason is given, changed or removed."""
    was, now = short(old or "", _LONGEST_VALUE), short(new or "", _LONGEST_VALUE)
    if not was:
        return say("reason: %(reason)s", reason=now)
    if not now:
        return say("reason removed: %(reason)s", reason=was)
    return say("reason changed: %(old)s → %(new)s", old=was, new=now)


def _label(column: str) -> str:
    """What stands before old and new; a status and a name speak for themselves."""
    return _LABELS[column]() if column in _LABELS else ""


def column_word(column: str) -> str | None:
    """What a column is called; None for one that is never told of."""
    words = _LABELS.get(column) or _UNLABELLED.get(column)
    return words() if words else None


def _value(kind: str, column: str, value: Any, names: Names) -> str:
    if column in _POINTERS:
        return names.thing(_POINTERS[column], value)
    if value is None or value == "":
        return _NOTHING
    words = _STATUS[kind] if column == "status" else _WORDS.get(column)
    if words is not None:
        return words[value]()
    if column in _DAYS:
        return day(dt.date.fromisoformat(value))
    return short(str(value), _LONGEST_VALUE)


def net(events: Iterable[EventLog]) -> list[Change]:
    """Per thing the change over all its events (oldest first), newest first; what came to nothing is left out."""
    found: dict[tuple[str, int], Change] = {}
    for event in events:
        key = (event.entity_type, event.entity_id)
        now = change_of(event)
        past = found.pop(key, None)
        found[key] = _joined(past, now) if past else now
    return [change for change in reversed(found.values()) if _is_change(change)]


def _joined(past: Change, now: Change) -> Change:
    if past.before is None:
        return Change(now.kind, now.id, None, now.after, past.again)
    # A column keeps the oldest of its old values; a thing deleted and brought back those of its old row.
    old = (
        past.before
        if past.after is None or now.before is None
        else {**past.before, **{c: v for c, v in now.before.items() if c not in past.before}}
    )
    return Change(now.kind, now.id, old, now.after)


def _is_change(change: Change) -> bool:
    if change.before is None or change.after is None:
        return change.before is not change.after
    return any(change.after.get(c) != v for c, v in change.before.items() if c not in _HIDDEN)
