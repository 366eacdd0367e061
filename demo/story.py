"""The sample world as data: `world.yaml` read into small checked values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from models import Feature, Project, Release, Risk, UserContext

WORLD = Path(__file__).with_name("world.yaml")

_WHEN = re.compile(r"(?:(?P<ago>[1-9]\d?)|friday(?P<friday>[+-]\d)?) (?P<time>(?:09|1[0-8]):[0-5]\d)")
_FRIDAY = 4
_PERSON = {"key", "id", "full_name", "language", "steps"}
Key = tuple[str, str, str, str]

# What a step may set, by the kind of thing it belongs to.
_SETTABLE = {
    "user_context": {"project"},
    "project": {"description", "status"},
    "release": {"target_date", "status"},
    "feature": {
        "description", "status", "status_reason", "assigned_po", "assigned_teams", "release", "idea", "aside_until",
        "aside_reason",
    },
    "dependency": set(),
    "idea": set(),
    "risk": {"severity", "mitigation", "status", "feature"},
}  # fmt: skip
# What a thing is named by; a dependency by both of its ends.
NAMED_BY = {
    "release": ("version",),
    "feature": ("name",),
    "dependency": ("blocker", "blocked"),
    "idea": ("content",),
    "risk": ("description",),
}
_SECTIONS = {
    "releases": "release",
    "features": "feature",
    "dependencies": "dependency",
    "ideas": "idea",
    "risks": "risk",
}
DAYS = ("target_date", "aside_until")  # given in working days from today
_VOCABULARY: dict[tuple[str, str], Sequence[str]] = {
    ("project", "status"): Project.STATUSES,
    ("release", "status"): Release.STATUSES,
    ("feature", "status"): Feature.STATUSES,
    ("risk", "status"): Risk.STATUSES,
    ("risk", "severity"): Risk.SEVERITIES,
}


class StoryError(ValueError):
    """The story cannot be told; the text says where it breaks and why."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment of the story: working days before today, or (where `ago` is None) from the last Friday."""

    ago: int | None
    from_friday: int
    time: dt.time

    def moment(self, today: dt.date, zone: dt.tzinfo) -> dt.datetime:
        """Where it falls when the story is told `today`; never today or later, but for the first second."""
        if self.ago is not None:
            return dt.datetime.combine(workday(today, -self.ago), self.time, zone)
        friday = last_friday(today)
        day = workday(friday, self.from_friday)
        if day < today:
            return dt.datetime.combine(day, self.time, zone)
        # From Saturday to Monday no working day has passed since Friday: it was done in that night.
        return dt.datetime.combine(friday + dt.timedelta(days=1), dt.time(0, 0, 1), zone)


@dataclass(frozen=True, slots=True)
class Step:
    """One message of one person: the values it sets; or it takes the thing's step before back."""

    when: When
    by: str
    values: Mapping[str, str | int]
    takes_back: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """A row's life. `name` is its name, version or text; `home` its project's name.

    A context belongs to no project: both are the person's key.
    """

    kind: str
    home: str
    name: str
    steps: tuple[Step, ...]
    blocked: str = ""  # a dependency's other end

    @property
    def key(self) -> Key:
        return self.kind, self.home, self.name, self.blocked

    def __str__(self) -> str:
        return f"{self.kind} {self.name!r}"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the story; `telegram_id` None is the person of the local chat."""

    key: str
    telegram_id: int | None
    full_name: str
    language: str


@dataclass(frozen=True, slots=True)
class World:
    people: tuple[Person, ...]
    things: tuple[Thing, ...]


def workday(day: dt.date, offset: int) -> dt.date:
    """The day so many working days (Monday to Friday) after a day; before it, where they are negative."""
    one = dt.timedelta(days=1 if offset > 0 else -1)
    for _ in range(abs(offset)):
        day += one
        while day.weekday() > _FRIDAY:
            day += one
    return day


def last_friday(today: dt.date) -> dt.date:
    """The latest Friday before today."""
    return today - dt.timedelta(days=(today.weekday() - _FRIDAY - 1) % 7 + 1)


def load(path: Path = WORLD) -> World:
    """Read and check the story. Raises StoryError."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise StoryError(f"{path.name} is not YAML: {error}") from None
    return parse(data)


def parse(data: object) -> World:
    """The story from plain lists and mappings. Raises StoryError."""
    top = _mapping(data, "the world", {"people", "projects"})
    people = [_mapping(person, "people", _PERSON) for person in _list(top, "people", "the world")]
    keys = frozenset(_text(person, "key", "people") for person in people)
    contexts = [_context(person, keys) for person in people]
    things = [thing for project in _list(top, "projects", "the world") for thing in _project(project, keys)]
    _refuse_twins([*contexts, *things])
    return World(tuple(map(_person, people)), (*contexts, *things))


def _context(person: Mapping[str, Any], people: frozenset[str]) -> Thing:
    key = person["key"]
    return Thing("user_context", key, key, _steps("user_context", person, f"person {key!r}", people))


def _person(data: Mapping[str, Any]) -> Person:
    where = f"person {data['key']!r}"
    number = data["id"]
    if number != "local" and (type(number) is not int or number < 1):
        raise StoryError(f"{where}: id must be a whole number or local, not {number!r}")
    telegram_id = None if number == "local" else number
    language = _one_of(_text(data, "language", where), UserContext.LANGUAGES, where)
    return Person(data["key"], telegram_id, _text(data, "full_name", where), language)


def _project(data: object, people: frozenset[str]) -> Iterator[Thing]:
    project = _mapping(data, "projects", {"name", "steps", *_SECTIONS})
    home = _text(project, "name", "projects")
    where = f"project {home!r}"
    yield Thing("project", home, home, _steps("project", project, where, people))
    for section, kind in _SECTIONS.items():
        for item in _list(project, section, where):
            yield _thing(kind, home, item, people)


def _thing(kind: str, home: str, data: object, people: frozenset[str]) -> Thing:
    names = NAMED_BY[kind]
    thing = _mapping(data, f"a {kind} of {home!r}", {*names, "steps"})
    name, *other = (_text(thing, n, f"a {kind} of {home!r}") for n in names)
    return Thing(kind, home, name, _steps(kind, thing, f"{kind} {name!r}", people), *other)


def _steps(kind: str, thing: Mapping[str, Any], where: str, people: frozenset[str]) -> tuple[Step, ...]:
    steps = tuple(_step(kind, step, where, people) for step in _list(thing, "steps", where))
    if not steps or steps[0].takes_back:
        raise StoryError(f"{where}: its first step must make it")
    return steps


def _step(kind: str, data: object, where: str, people: frozenset[str]) -> Step:
    step = _mapping(data, where, {"when", "by"}, {*_SETTABLE[kind], "take_back"})
    where = f"{where}, step {step['when']!r}"
    by = _one_of(_text(step, "by", where), people, where)
    values = {key: _value(kind, key, step, where) for key in step if key in _SETTABLE[kind]}
    takes_back = "take_back" in step
    if takes_back and (values or step["take_back"] != "last"):
        raise StoryError(f"{where}: take_back stands alone and its value is last")
    return Step(_when(_text(step, "when", where), where), by, values, takes_back)


def _when(text: str, where: str) -> When:
    found = _WHEN.fullmatch(text)
    if found is None:
        raise StoryError(f"{where}: when must look like '12 10:40' or 'friday-1 10:40', from 09:00 to 18:59")
    ago, time = found["ago"], dt.time.fromisoformat(found["time"])
    return When(int(ago) if ago else None, int(found["friday"] or 0), time)


def _value(kind: str, key: str, step: Mapping[str, Any], where: str) -> str | int:
    if key in DAYS:
        if type(step[key]) is not int:
            raise StoryError(f"{where}: {key} must be a number of working days, not {step[key]!r}")
        return int(step[key])
    text = _text(step, key, where)
    return _one_of(text, _VOCABULARY.get((kind, key), [text]), where)


def _refuse_twins(things: Sequence[Thing]) -> None:
    seen = set()
    for thing in things:
        if thing.key in seen:
            raise StoryError(f"{thing} of {thing.home!r} is there twice")
        seen.add(thing.key)


def _mapping(
    data: object, where: str, required: set[str], optional: set[str] | frozenset[str] = frozenset()
) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise StoryError(f"{where}: a mapping is needed, not {data!r}")
    if missing := sorted(required - data.keys()):
        raise StoryError(f"{where}: {', '.join(missing)} missing")
    if unknown := sorted(map(str, data.keys() - required - optional)):
        raise StoryError(f"{where}: {', '.join(unknown)} unknown")
    return data


def _list(data: Mapping[str, Any], key: str, where: str) -> list[object]:
    if not isinstance(data[key], list):
        raise StoryError(f"{where}: {key} must be a list")
    return list(data[key])


def _text(data: Mapping[str, Any], key: str, where: str) -> str:
    text = data[key]
    if not isinstance(text, str) or not text.strip():
        raise StoryError(f"{where}: {key} must be a text, not {text!r}")
    return text


def _one_of(text: str, known: Sequence[str] | frozenset[str], where: str) -> str:
    if text not in known:
        raise StoryError(f"{where}: {text!r} is none of {', '.join(sorted(known))}")
    return text
