"""What a text may turn out to mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from language.things import Kind, Thing

Slots = dict[str, Any]  # slot name -> Thing | str | date | Period


@dataclass(frozen=True, slots=True)
class Command:
    """Surely this is meant."""

    language: str
    intent: str
    slots: Slots = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """All is clear but one name: `slot` may be any of `options`; where `fits` is False they are only near misses."""

    language: str
    intent: str
    slots: Slots
    slot: str
    said: str
    options: tuple[Thing, ...]
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Unknown:
    """A thing was named that is not known."""

    language: str
    intent: str
    kind: Kind
    said: str


@dataclass(frozen=True, slots=True)
class BadDate:
    """A day was named that does not exist or is past."""

    language: str
    problem: Literal["impossible", "past"]
    said: str


@dataclass(frozen=True, slots=True)
class NoCommand:
    """Nothing is to be done: not understood, or a question about a thing, or someone else's words."""

    language: str | None
    reason: Literal["not understood", "question", "forwarded"]
    thing: Thing | None = None


Meaning = Command | Choice | Unknown | BadDate | NoCommand
