"""Which feature waits for which."""

from __future__ import annotations

from sqlalchemy import func, select

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.reply import Refusal, Reply
from handlers.words import say
from models import Dependency, Feature

# Two dependencies added at the same time could close a circle that neither sees: they are added one at a time.
_ONE_AT_A_TIME = 0x52414441


def add(talk: Conversation, blocker: Feature, blocked: Feature) -> Reply:
    if blocker.id == blocked.id:
        raise Refusal(say("A feature can't block itself: %(name)s.", name=talk.named(blocker)))
    talk.session.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    names = {"blocker": talk.named(blocker), "blocked": talk.named(blocked)}
    if _between(talk, blocker, blocked) is not None:
        return Reply.of(say("%(blocker)s blocks %(blocked)s already.", **names))
    if path := _path(talk, blocked, blocker):
        raise Refusal(say("That would make a circle: %(path)s.", path=" → ".join([*path, path[0]])))
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


def _path(talk: Conversation, first: Feature, last: Feature) -> list[str]:
    """The names along the way from one feature to another that waits for it; empty where there is no way."""
    after: dict[int, list[int]] = {}
    for blocker, blocked in talk.session.execute(
        select(Dependency.blocker_feature_id, Dependency.blocked_feature_id)
    ):
        after.setdefault(blocker, []).append(blocked)
    ways = [[first.id]]
    seen = {first.id}
    while ways:
        way = ways.pop()
        if way[-1] == last.id:
            return [talk.session.get_one(Feature, number).name for number in way]
        fresh = [n for n in after.get(way[-1], []) if n not in seen]
        seen.update(fresh)
        ways += [[*way, number] for number in fresh]
    return []


CAPABILITY = Capability(
    name="dependencies",
    titles={"ru": "Зависимости", "en": "Dependencies"},
    intents={"dependency_add": add, "dependency_remove": remove},
)
