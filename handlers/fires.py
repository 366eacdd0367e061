"""What entered the radar's burning part over a span of time, and what left it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from handlers.conversation import Conversation
from handlers.listing import FIRST
from handlers.radar_view import name_of
from handlers.radar_words import NAME
from handlers.spans import Span
from handlers.words import bold, say, say_n, short
from radar import Facts, Item, burning, facts_as_of, facts_now, find, radar

Points = list[tuple[Item, int, int]]  # then and now


def fires(talk: Conversation, span: Span) -> list[Markup]:
    """«🔥 Загорелись: Вход (20 → 60)», «🧯 Погасли: Оплата (70 → 0)»; only what is true, at most two lines.

    By the two ends of the span: what caught fire and went out within it is in neither.
    """
    project = talk.context.active_project_id
    before = radar(facts_as_of(talk.session, span.moment_before, talk.zone, project))
    after = radar(_at_the_end(talk, span, project))
    entered = [(item, _points(before, item), item.points) for item in _only_in(after, before)]
    left = [(item, item.points, _points(after, item)) for item in _only_in(before, after)]
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


def _only_in(items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    """What burns here and not there."""
    there = {(item.kind, item.thing.id) for item in burning(others)}
    return [item for item in burning(items) if (item.kind, item.thing.id) not in there]


def _points(items: Sequence[Item], item: Item) -> int:
    found = find(items, item.kind, item.thing.id)
    return found.points if found else 0


def _names(talk: Conversation, points: Points) -> Markup:
    shown = Markup(", ").join(_name(talk, *entry) for entry in points[:FIRST])
    left = len(points) - FIRST
    return Markup("%s, %s") % (shown, say_n("and %(num)s more", "and %(num)s more", left)) if left > 0 else shown


def _name(talk: Conversation, item: Item, old: int, new: int) -> Markup:
    """«Вход (20 → 60)»; with its project where the context does not say it."""
    name = bold(short(name_of(item.thing), NAME))
    if talk.context.active_project_id == item.thing.project_id:
        return Markup("%s (%s → %s)") % (name, old, new)
    return Markup("%s (%s, %s → %s)") % (name, short(item.thing.project, NAME), old, new)
