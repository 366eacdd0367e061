"""Dependencies never go round in a circle."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Dependency

# Two dependencies added at the same time could close a circle that neither sees: they are added one at a
# time. The number is the one that handlers/dependencies.py takes.
ONE_AT_A_TIME = 0x52414441

Ways = dict[int, list[tuple[int, int]]]  # from a feature: the dependency, and the feature that waits


def circle(session: Session, added: Sequence[Dependency]) -> set[int]:
    """The ids of the dependencies of a circle through one of those just added; empty if there is none.

    Until the transaction ends, nobody else can add a dependency.
    """
    if not added:
        return set()
    session.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
    ways: Ways = {}
    for number, blocker, blocked in session.execute(
        select(Dependency.id, Dependency.blocker_feature_id, Dependency.blocked_feature_id)
    ):
        ways.setdefault(blocker, []).append((number, blocked))
    for dependency in added:
        if way := _way(ways, dependency.blocked_feature_id, dependency.blocker_feature_id):
            return {dependency.id, *way}
    return set()


def _way(ways: Ways, first: int, last: int) -> list[int]:
    """The dependencies that lead from one feature to another; empty where no way does."""
    found: dict[int, list[int]] = {first: []}
    reached = [first]
    for feature in reached:  # grows while it is walked
        for number, blocked in ways.get(feature, []):
            if blocked not in found:
                found[blocked] = [*found[feature], number]
                reached.append(blocked)
    return found.get(last, [])
