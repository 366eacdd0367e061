"""What Radar should hold, as plain dictionaries: features, and what each person can take back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

Values = dict[str, str | None]
Kind = Literal["do", "undo", "redo"]
FRESH: Values = {"status": "backlog", "status_reason": None, "assigned_po": None}


@dataclass(frozen=True)
class Change:
    """One feature, from what to what; None where it was not there, or is no more."""

    feature: int
    before: Values | None
    after: Values | None

    @property
    def back(self) -> Change:
        return Change(self.feature, self.after, self.before)


@dataclass(eq=False)
class Step:
    person: int
    kind: Kind
    change: Change
    live: bool = True


@dataclass
class Model:
    features: dict[int, Values] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    ids: count[int] = field(default_factory=lambda: count(1))

    @property
    def rows(self) -> list[Values]:
        return sorted(self.features.values(), key=lambda row: str(row["name"]))

    def create(self, person: int, name: str) -> bool:
        if self._named(name) is not None:
            return False
        return self._do(person, "do", Change(next(self.ids), None, {"name": name, **FRESH}))

    def change(self, person: int, name: str, values: Values) -> bool:
        number = self._named(name)
        if number is None or all(self.features[number][c] == v for c, v in values.items()):
            return False
        # Only what differs is changed, and only that is written back.
        old = {c: self.features[number][c] for c, v in values.items() if self.features[number][c] != v}
        return self._do(person, "do", Change(number, old, {c: values[c] for c in old}))

    def delete(self, person: int, name: str) -> bool:
        number = self._named(name)
        return number is not None and self._do(person, "do", Change(number, dict(self.features[number]), None))

    def undo(self, person: int) -> bool:
        return self._take_back(person, self.last(person, {"do", "redo"}), "undo")

    def redo(self, person: int) -> bool:
        return self._take_back(person, self.last(person, {"undo"}), "redo")

    def last(self, person: int, kinds: Iterable[Kind]) -> Step | None:
        mine = (step for step in reversed(self.steps) if step.person == person and step.kind in kinds and step.live)
        return next(mine, None)

    def _take_back(self, person: int, step: Step | None, kind: Kind) -> bool:
        if step is None or not self._fits(step.change.back):
            return False
        step.live = False
        return self._do(person, kind, step.change.back)

    def _fits(self, change: Change) -> bool:
        """Whether nothing stands in the way: what is to change is still as this expects it."""
        now = self.features.get(change.feature)
        if change.before is None:
            return now is None and change.after is not None and self._named(str(change.after["name"])) is None
        return now is not None and all(now[c] == v for c, v in change.before.items())

    def _do(self, person: int, kind: Kind, change: Change) -> bool:
        if change.after is None:
            del self.features[change.feature]
        else:
            self.features[change.feature] = self.features.get(change.feature, {}) | change.after
        self.steps.append(Step(person, kind, change))
        return True

    def _named(self, name: str) -> int | None:
        return next((number for number, row in self.features.items() if row["name"] == name), None)
