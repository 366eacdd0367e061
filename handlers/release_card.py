"""The card of one release: when it is due, how far it is, what holds it, and how its day was moved."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy import func, select

from handlers.aside import told_aside
from handlers.conversation import Conversation
from handlers.listing import FIRST
from handlers.radar_view import RELEASE_SIGN, facts_of, why_button
from handlers.radar_why import moves
from handlers.radar_words import NAME, days_words, forecast_words, points_words
from handlers.reply import Button, Reply, do
from handlers.words import FEATURE_SIGN, RELEASE_STATUS, bold, day, say, say_n, short
from models import Feature, Release
from radar import Facts, FeatureFacts, Item, find, forecast_of, radar, scored, slips

Hottest = list[tuple[FeatureFacts, int]]  # with the points of each


def show(talk: Conversation, release: Release) -> Reply:
    facts = facts_of(talk, release.project_id)
    planned = next((known for known in facts.releases if known.id == release.id), None)
    unfinished = [f for f in facts.features if f.release is not None and f.release.id == release.id]
    slip = slips(talk.session, [release.id], talk.zone).get(release.id)
    hottest = _hottest_first(facts, unfinished)
    return Reply.of(
        say(
            "%(sign)s %(name)s: %(status)s",
            sign=RELEASE_SIGN,
            name=talk.named(release),
            status=RELEASE_STATUS[release.status](),
        ),
        _due(talk, release),
        told_aside(release, talk.today),
        _progress(talk, release),
        *_told(hottest),
        forecast_words(planned, forecast_of(planned)) if planned is not None and unfinished else None,
        *(moves(talk, release, slip) if slip else []),
        buttons=_buttons(release, hottest, on_radar=planned is not None and bool(scored(planned).reasons)),
    )


def _due(talk: Conversation, release: Release) -> Markup:
    """«Срок: пт 04.12.2026, осталось 8 дней»; of one that is over only the day it was planned for."""
    due = say("Due: %(day)s", day=day(release.target_date))
    if release.status != "planned":
        return due
    left = (release.target_date - talk.today).days
    if left == 0:
        return say("%(due)s, that is today", due=due)
    if left < 0:
        return say("%(due)s, overdue by %(days)s", due=due, days=days_words(-left))
    return say_n("%(due)s, %(num)s day left", "%(due)s, %(num)s days left", left, due=due)


def _progress(talk: Conversation, release: Release) -> Markup:
    """How many of its features are finished; those called off are not of it any more."""
    query = select(Feature.status, func.count()).where(Feature.release_id == release.id).group_by(Feature.status)
    counts = {row[0]: row[1] for row in talk.session.execute(query)}
    counts.pop("cancelled", None)
    total, done = sum(counts.values()), counts.get("done", 0)
    if not total:
        return say("There are no features in it.")
    return say("Features done: %(done)s of %(total)s", done=done, total=total)


def _hottest_first(facts: Facts, unfinished: Sequence[FeatureFacts]) -> Hottest:
    """What is unfinished with its points: what the radar has highest, then the rest."""
    items = radar(facts)
    found = [(feature, _points(find(items, "feature", feature.id))) for feature in unfinished]
    return sorted(found, key=lambda entry: (-entry[1], entry[0].name))


def _told(hottest: Hottest) -> list[Markup]:
    """The first three of them."""
    left = len(hottest) - FIRST
    rest = [say_n("and %(num)s more", "and %(num)s more", left)] if left > 0 else []
    return [*(_line(*entry) for entry in hottest[:FIRST]), *rest]


def _points(item: Item | None) -> int:
    return item.points if item is not None else 0


def _line(feature: FeatureFacts, points: int) -> Markup:
    line = Markup("• %s %s") % (FEATURE_SIGN[feature.status], bold(short(feature.name, NAME)))
    return Markup("%s — %s") % (line, points_words(points)) if points else line


def _buttons(release: Release, hottest: Hottest, *, on_radar: bool) -> list[Button]:
    """Why it is hot, and what usually comes next; to move it asks for the day, that it is out asks for a yes."""
    why = [do(str(say("Why is it on the radar?")), "radar_why", release=release.id)] if on_radar else []
    why += [why_button(feature) for feature, points in hottest[:1] if points]
    steps = [
        do(str(say("Move")), "release_move", release=release.id),
        do(str(say("It is out")), "release_out", release=release.id),
    ]
    history = do(str(say("History")), "release_history", release=release.id)
    return [*why, *(steps if release.status == "planned" else []), history]
