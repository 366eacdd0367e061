"""A feature or a release at the moment its page shows: its row, its project, and what the radar knows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from radar import Facts, FeatureFacts, ReleaseFacts
from web.as_of import AsOf
from web.past import past_of
from web.standing import Row, Standing, standing, thing_then
from web.why import why
from web.wording import wording

Thing = TypeVar("Thing", FeatureFacts, ReleaseFacts)


@dataclass(frozen=True, slots=True)
class Seen(Generic[Thing]):
    """`watched` is None for what is finished: the radar does not look at it."""

    kind: str
    row: Row
    known: Standing
    facts: Facts
    watched: Thing | None

    def told(self, session: Session, shown: AsOf) -> dict[str, object]:
        """What the templates of both pages are given alike."""
        return {
            "as_of": shown,
            self.kind: self.row,
            "known": self.known,
            "why": why(self.facts, self.watched) if self.watched else None,
            "past": past_of(session, shown, self.kind, self.row["id"]),
            **wording(),
        }


def seen(
    session: Session, shown: AsOf, kind: str, number: int, things: Callable[[Facts], Iterable[Thing]]
) -> Seen[Thing] | None:
    """None where there was no such thing. Its place on the radar is that among all; in the archive, among its own."""
    row = thing_then(session, shown, kind, number)
    if row is None:
        return None
    known = standing(session, shown, row["project_id"])
    facts = shown.facts(session, None if known.project["status"] == "active" else row["project_id"])
    watched = next((thing for thing in things(facts) if thing.id == number), None)
    return Seen(kind, row, known, facts, watched)
