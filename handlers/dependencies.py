"""Which feature waits for which."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy import func, select

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.reply import Refusal, Reply
from handlers.words import say
from models import Dependency, Feature

# Two dependencies added at once could close a circle that neither sees: they are added one at a time.
_ONE_AT_A_TIME = 0x52414441
_LONGEST_WAY = 5


def add(talk: Conversation, blocker: Feature, blocked: Feature) -> Reply:
    if blocker.id == blocked.id:
        raise Refusal(say("A feature can't block itself: %(name)s.", name=talk.named(blocker)))
    talk.session.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    names = {"blocker": talk.named(blocker), "blocked": talk.named(blocked)}
    if _between(talk, blocker, blocked) is not None:
        return Reply.of(say("%(blocker)s blocks %(blocked)s already.", **names))
    if path := _path(talk, blocked, blocker):
        raise Refusal(say("That would make a circle: %(path)s.", path=_way(talk, path)))
    talk.journal.create(Dependency(blocker_feature_id=blocker.id, blocked_feature_id=blocked.id))
    return Reply.of(say("%(blocker)s blocks %(blocked)s.", **names))


def remove(talk: Conversation, blocker: Feature, blocked: Feature) -> Reply:
    names = {"blocker": talk.named(blocker), "blocked": talk.named(blocked)}
    dependency = _between(talk, blocker, blocked)
    if dependency is None:
        raise Refusal(say("%(blocker)s does not block %(blocked)s.", **names))
    talk.journal.delete(dependency)
    return Reply.of(say("%(blocker)s no longer blocks %(blocked)s.", **names))


def _between(talk: Conversation, blocker: Feature, blocked: Feature) -> Dependency | None:
    return talk.session.scalar(
        select(Dependency).where(
            Dependency.blocker_feature_id == blocker.id, Dependency.blocked_feature_id == blocked.id
        )
    )


def _path(talk: Conversation, first: Feature, last: Feature) -> list[int]:
    """The features on the shortest way from one to another that waits for it; empty where there is no way."""
    after: dict[int, list[int]] = {}
    for blocker, blocked in talk.session.execute(select(Dependency.blocker_feature_id, Dependency.blocked_feature_id)):
        after.setdefault(blocker, []).append(blocked)
    ways = deque([[first.id]])
    seen = {first.id}
    while ways:
        way = ways.popleft()
        if way[-1] == last.id:
            return way
        fresh = [n for n in after.get(way[-1], []) if n not in seen]
        seen.update(fresh)
        ways.extend([*way, number] for number in fresh)
    return []


def _way(talk: Conversation, path: Sequence[int]) -> Markup:
    """«A → B → A»; of a long way only both ends."""
    shown = [*path, path[0]] if len(path) <= _LONGEST_WAY else [*path[:2], None, path[-1], path[0]]
    query = select(Feature).where(Feature.id.in_([number for number in shown if number is not None]))
    features = {feature.id: talk.named(feature) for feature in talk.session.scalars(query)}
    return Markup(" → ").join(features[number] if number is not None else "…" for number in shown)


CAPABILITY = Capability(
    name="dependencies",
    titles={"ru": "Зависимости", "en": "Dependencies"},
    intents={"dependency_add": add, "dependency_remove": remove},
)
