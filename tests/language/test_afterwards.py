"""What is said of a thing by its name means the same whatever was done before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from language import Command, Earlier, Meaning, World, understand
from tests.language.test_sayings import PROJECTS, THINGS, TODAY, changes_nothing, entries, meant

STEPS = (
    Command("", "feature_assign_po", {"person": "Анна"}),
    Command("", "feature_status", {"status": "done"}),
    Command("", "feature_status", {"status": "blocked"}),
    Command("", "release_add_feature", {}),
)
OF_BEFORE = ("spoken_of", "same", "just", "points", "beyond")  # what such an entry says points at something of before


def told_after(kind: str) -> Iterator[tuple[dict[str, Any], Command]]:
    """Entries of a kind that stand by themselves, each with a step before it, by turns."""
    every = (param.values[0] for param in entries())
    alone = (entry for entry in every if kind in entry and not any(key in entry for key in OF_BEFORE))
    return zip(alone, cycle(STEPS))


def meant_after(entry: dict[str, Any], step: Command) -> Meaning:
    """What it means right after a step about the last feature of the project."""
    context = entry.get("context", "Мобильный банк")
    active = None if context == "all" else list(PROJECTS).index(context) + 1
    here = [thing for thing in THINGS if thing.project_id == (active or 1)]
    feature = [thing for thing in here if thing.kind == "feature"][-1]
    release = next(thing for thing in here if thing.kind == "release")
    earlier = Earlier((feature, release), step, feature)
    return understand(entry["say"], World(THINGS, active), TODAY, earlier=earlier)


def test_what_changes_nothing_changes_nothing_after_a_step() -> None:
    meanings = [(entry["say"], meant_after(entry, step)) for entry, step in told_after("nothing")]

    assert [said for said in meanings if not changes_nothing(said[1])] == []


def test_what_means_something_means_it_after_a_step() -> None:
    meanings = [(entry["say"], meant_after(entry, step), meant(entry)) for entry, step in told_after("means")]

    assert [said for said in meanings if said[1] != said[2]] == []
