"""What must stay as it is, and whether a command leaves it so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from language.meaning import Choice, Command, Meaning, Several
from language.things import Thing

_SUBJECTS = ("feature", "blocker", "blocked", "idea", "risk", "release", "project")
_OF_THE_LAST = frozenset({"undo", "redo"})  # which may be anything
_MAKING = frozenset({"feature_create", "release_create"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Of these things (none: of anything), these acts (None: any) are not to be done.

    An act is an intent, perhaps with a status: "feature_status done". `itself`: what is put into a release may be,
    «сам v2.0 не трогай». `contrast`: it is only said that something else is meant, "not the Undo feature itself".
    """

    things: frozenset[Thing] = frozenset()
    acts: frozenset[str] | None = None
    itself: bool = False
    contrast: bool = False

    def forbids(self, command: Command, active: int | None) -> bool:
        if command.intent in _OF_THE_LAST:
            return bool(self.things) and not self.contrast
        if not self.things:
            return self.acts is not None and bool(self.acts & acts_of(command))
        if self.acts is not None:
            return bool(self.acts & acts_of(command)) and _subject(command) in self.things
        if self.contrast and not self._compares(command):
            return True
        if command.intent in _MAKING and "project" not in command.slots:
            return any(t.kind == "project" and t.id == active for t in self.things)
        touched = [_subject(command)] if self.itself else [t for t in command.slots.values() if isinstance(t, Thing)]
        return any(thing in self.things for thing in touched)

    def _compares(self, command: Command) -> bool:
        """A release is set against a release: "belongs in the trash, not in v3.0" is no order to delete."""
        kinds = {value.kind for value in command.slots.values() if isinstance(value, Thing)}
        return command.intent in _MAKING or any(thing.kind in kinds for thing in self.things)


def acts_of(command: Command) -> frozenset[str]:
    kind = command.intent.partition("_")[0]
    return frozenset({f"{kind}_", command.intent, f"{command.intent} {command.slots.get('status')}"})


def leaves_alone(meaning: Meaning, kept: Sequence[Kept], active: int | None) -> bool:
    """Nothing of what must stay as it is is changed, or offered to be."""
    return not any(one.forbids(command, active) for command in _commands(meaning) for one in kept)


def _commands(meaning: Meaning) -> Iterable[Command]:
    if isinstance(meaning, Command):
        return (meaning,)
    if isinstance(meaning, Several):
        return meaning.commands
    if isinstance(meaning, Choice):
        return [
            Command(meaning.language, meaning.intent, {**meaning.slots, meaning.slot: one}) for one in meaning.options
        ]
    return ()


def _subject(command: Command) -> Thing | None:
    """What the command changes: the feature that goes into a release, not the release."""
    found = (command.slots.get(slot) for slot in _SUBJECTS)
    return next((thing for thing in found if isinstance(thing, Thing)), None)
