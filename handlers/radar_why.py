"""Why a thing is on the radar: each rule, what is behind it, what would change without it, what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from handlers.aside import aside_line, back_button, put_button, told_aside
from handlers.conversation import Conversation
from handlers.listing import FIRST
from handlers.radar_view import asked_day, facts_of, label, read_day, why_button
from handlers.radar_words import (
    days_words,
    forecast_words,
    place_words,
    points_words,
    reason_words,
    slip_words,
    step_words,
    what_if_words,
)
from handlers.reply import Button, Refusal, Reply, do
from handlers.telling import Names, names_for
from handlers.words import day, say, say_n, short
from language import Choice, Command
from models import Feature, Release
from radar import (
    Facts,
    FeatureFacts,
    Item,
    Move,
    Neighbour,
    Reason,
    ReleaseFacts,
    Slip,
    burning,
    end_of_day,
    find,
    forecast_of,
    radar,
    scored,
    slips,
    what_if,
)

_STEPS_SHOWN = 2
_REASON = 80  # letters


def why(talk: Conversation, feature: Feature | None = None, release: Release | None = None, on: str = "") -> Reply:
    """Why it is there now, or was at the end of a day."""
    row = feature or release
    if row is None:
        return _why_it_burns(talk)
    date = asked_day(talk, read_day(on))
    # Its place is among all, or in its own project if the context is any.
    facts = facts_of(talk, None if talk.context.active_project_id is None else row.project_id, date)
    thing = _found(facts, row)
    item = scored(thing) if thing else None
    head = Markup("%s, %s") % (talk.named(row), day(date)) if date else talk.named(row)
    aside = told_aside(row, talk.today) if date is None else _aside_then(thing)
    until = end_of_day(date, talk.zone) if date else None
    slip = slips(talk.session, [row.id], talk.zone, until).get(row.id) if isinstance(row, Release) else None
    lines = [*_told(head, facts, item), *(moves(talk, row, slip) if isinstance(row, Release) and slip else [])]
    return Reply.of(lines[0], aside, *lines[1:], buttons=_buttons(row, item, aside) if date is None else [])


def _why_it_burns(talk: Conversation) -> Reply:
    """«Почему?» alone: of the one thing that burns; of several it is asked which."""
    burn = burning(radar(facts_of(talk, talk.context.active_project_id)))
    if len(burn) != 1:
        raise Refusal(say("Say which feature or release."), [why_button(item.thing) for item in burn[:FIRST]])
    kind, thing = burn[0].kind, burn[0].thing
    if kind == "feature":
        return why(talk, feature=talk.session.get_one(Feature, thing.id))
    return why(talk, release=talk.session.get_one(Release, thing.id))


def settled(talk: Conversation, choice: Choice) -> Choice | Command:
    """«Почему горит вход?»: of several of that name the only one that burns is meant, if it is only one."""
    if choice.intent != "radar_why" or not choice.fits:
        return choice
    burn = {(item.kind, item.thing.id) for item in burning(radar(facts_of(talk, None)))}
    hot = [option for option in choice.options if (option.kind, option.id) in burn]
    if len(hot) != 1:
        return choice
    return Command(choice.language, choice.intent, {**choice.slots, choice.slot: hot[0]})


def _found(facts: Facts, row: Feature | Release) -> FeatureFacts | ReleaseFacts | None:
    things = facts.features if isinstance(row, Feature) else facts.releases
    return next((thing for thing in things if thing.id == row.id), None)


def _aside_then(thing: FeatureFacts | ReleaseFacts | None) -> Markup | None:
    """The line of what was put aside on a day gone by."""
    return aside_line(thing.aside.until, thing.aside.why) if thing is not None and thing.aside else None


def _told(head: Markup, facts: Facts, item: Item | None) -> list[Markup]:
    if item is None or not item.reasons:
        return [Markup("%s: %s") % (head, say("no rule has fired.")), *(_chance(item) if item else [])]
    items = radar(facts)
    ranked = find(items, item.kind, item.thing.id)
    reasons = list(map(_explained, item.reasons))
    if ranked is None:  # it is put aside
        return [Markup("%s: %s") % (head, points_words(item.points)), *reasons]
    return [Markup("%s: %s") % (head, place_words(items, ranked)), *reasons, what_if_words(what_if(items, ranked))]


def _chance(item: Item) -> list[Markup]:
    """Of a release that no rule names: how likely it is, or why that cannot be told."""
    release = item.thing
    return [Markup("• %s") % forecast_words(release, forecast_of(release))] if isinstance(release, ReleaseFacts) else []


def _explained(reason: Reason) -> Markup:
    return Markup("• +%s %s 👉 %s") % (reason.points, reason_words(reason), step_words(reason))


# ---------------------------------------------------------------------------------------------------- moves


def moves(talk: Conversation, release: Release, slip: Slip) -> list[Markup]:
    """How its day was moved, the last three moves with who and why; also after it is out."""
    if not slip.moves:
        return []
    names = names_for(talk.session, [], {move.who for move in slip.moves})
    head = slip_words(release.version, slip) if slip.pushes else say("its day was moved:")
    left = len(slip.moves) - FIRST
    rest = [say_n("and %(num)s more", "and %(num)s more", left)] if left > 0 else []
    return [Markup("↪ %s") % head, *(_move(move, names) for move in reversed(slip.moves[-FIRST:])), *rest]


def _move(move: Move, names: Names) -> Markup:
    """«• пн 12.10.2026, Анна: +14 дней, ждём подрядчика»."""
    sign = "+" if move.days > 0 else "−"
    line = Markup("• %s, %s: %s%s") % (day(move.on), names.person(move.who), sign, days_words(abs(move.days)))
    return Markup("%s, %s") % (line, short(move.why, _REASON)) if move.why else line


# --------------------------------------------------------------------------------------------------- buttons


def _buttons(row: Feature | Release, item: Item | None, aside: Markup | None) -> list[Button]:
    """Next steps, the card, and to put it aside or bring it back."""
    reasons = item.reasons if item else ()
    steps = [_STEPS[reason.step](item.thing, reason) for reason in reasons if item and reason.step in _STEPS]
    shown = list({button.data: button for button in steps}.values())[:_STEPS_SHOWN]  # two rules may call for the same
    kind = "feature" if isinstance(row, Feature) else "release"
    card = [do(str(say("Details")), f"{kind}_show", **{kind: row.id})]
    shown = [button for button in shown if button.data not in {other.data for other in card}]
    rest = [back_button(row)] if aside else [put_button(row)] if reasons else []
    return [*shown, *card, *rest]


def _to_work(thing: FeatureFacts, _: Reason) -> Button:
    return do(
        label(say("To work: %(name)s", name=thing.name)), "feature_status", feature=thing.id, status="in_progress"
    )


def _show(thing: FeatureFacts | Neighbour) -> Button:
    return do(label(say("Show: %(name)s", name=thing.name)), "feature_show", feature=thing.id)


def _take_out(thing: FeatureFacts, reason: Reason) -> Button:
    words = say("Out of %(release)s: %(name)s", release=reason.facts["release"], name=thing.name)
    return do(label(words), "release_remove_feature", feature=thing.id)


def _history(thing: FeatureFacts, _: Reason) -> Button:
    return do(label(say("History: %(name)s", name=thing.name)), "feature_history", feature=thing.id)


def _close_risk(_: FeatureFacts, reason: Reason) -> Button:
    return do(
        label(say("Close the risk: %(text)s", text=reason.facts["text"])), "risk_close", risk=reason.facts["risk_id"]
    )


# Steps that need a name or a day are told in words only.
_STEPS: Mapping[str, Callable[[Any, Reason], Button]] = {
    "unblock": _to_work,
    "finish_blocker": lambda _, reason: _show(reason.facts["blockers"][0]),
    "finish": lambda thing, _: _show(thing),
    "finish_or_take_out": _take_out,
    "update": lambda thing, _: _show(thing),
    "finish_or_split": lambda thing, _: _show(thing),
    "settle": _history,
    "take_out": _take_out,
    "close_risk": _close_risk,
}
