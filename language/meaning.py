"""What a text may turn out to mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from language.guards import Reason
from language.things import Kind, Thing

SPEAKER = "@me"  # in a slot for a person: the one who speaks, whatever their name
Slots = dict[str, Any]  # slot name -> Thing | str | date | Period | Shift


@dataclass(frozen=True, slots=True)
class Command:
    """Surely this is meant."""

    language: str
    intent: str
    slots: Slots = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Several:
    """Several commands in one message, each of them sure: all are done, and taken back together."""

    language: str
    commands: tuple[Command, ...]


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
    """Nothing is to be done: not understood, or understood and kept from being a command.

    `thing` is the one thing that was named, `near` what seemed nearest among the commands that name none.
    """

    language: str | None
    reason: Reason | Literal["not understood", "forwarded", "several"]
    thing: Thing | None = None
    near: tuple[Command, ...] = ()


Meaning = Command | Several | Choice | Unknown | BadDate | NoCommand


def commands_of(meaning: Meaning) -> tuple[Command, ...]:
    """The commands of it, some of which may lack a name or a day yet; none where a name has to be chosen first."""
    if isinstance(meaning, Command):
        return (meaning,)
    return meaning.commands if isinstance(meaning, Several) else ()
