"""What entered the radar's burning part over a span of time, and what left it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from handlers.conversation import Conversation
from handlers.radar_view import name_of
from handlers.radar_words import NAME
from handlers.spans import Span
from handlers.words import bold, few, say, short
from radar import Facts, Item, crossings, facts_as_of, facts_now, radar

Crossings = list[tuple[Item, int, int]]  # then and now


def fires(talk: Conversation, span: Span, project: int | None) -> list[Markup]:
    """«🔥 Загорелись: Вход (20 → 60)», «🧯 Погасли: Оплата (70 → 0)»; only what is true, at most two lines.

    By the two ends of the span: what caught fire and went out within it is in neither.
    """
    before = _by_key(radar(facts_as_of(talk.session, span.moment_before, talk.zone, project)))
    after = _by_key(radar(_at_the_end(talk, span, project)))
    old, new = _points(before), _points(after)
    caught, cooled = crossings(old, new)
    entered = [(after[key], old.get(key, 0), new[key]) for key in caught]
    left = [(before[key], old[key], new.get(key, 0)) for key in cooled]
    told = []
    if entered:
        told.append(say("🔥 Caught fire: %(names)s", names=_names(talk, entered)))
    if left:
        told.append(say("🧯 No longer burning: %(names)s", names=_names(talk, left)))
    return told


def _at_the_end(talk: Conversation, span: Span, project: int | None) -> Facts:
    if span.last_moment is None:
        return facts_now(talk.session, talk.now, talk.zone, project)
    return facts_as_of(talk.session, span.last_moment, talk.zone, project)


def _by_key(items: Sequence[Item]) -> dict[tuple[str, int], Item]:
    return {(item.kind, item.thing.id): item for item in items}


def _points(items: Mapping[tuple[str, int], Item]) -> dict[tuple[str, int], int]:
    return {key: item.points for key, item in items.items()}


def _names(talk: Conversation, points: Crossings) -> Markup:
    return few([_name(talk, *entry) for entry in points])


def _name(talk: Conversation, item: Item, old: int, new: int) -> Markup:
    """«Вход (20 → 60)»; with its project where the context does not say it."""
    name = bold(short(name_of(item.thing), NAME))
    if talk.context.active_project_id == item.thing.project_id:
        return Markup("%s (%s → %s)") % (name, old, new)
    return Markup("%s (%s, %s → %s)") % (name, short(item.thing.project, NAME), old, new)
