"""The radar in the chat: what is burning, where the risk is, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from markupsafe import Markup

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.listing import FIRST, LABEL, listing
from handlers.radar_words import (
    NAME,
    forecast_words,
    place_words,
    points_words,
    reason_words,
    slip_words,
    step_words,
    what_if_words,
)
from handlers.reply import Button, Reply, do
from handlers.words import FEATURE_SIGN, SEVERITY, bold, day, few, say, say_n, short
from language import Period
from models import Feature, Release
from radar import (
    Facts,
    FeatureFacts,
    Forecast,
    Item,
    Neighbour,
    Reason,
    ReleaseFacts,
    Rising,
    RiskFacts,
    at_risk,
    end_of_day,
    facts_as_of,
    facts_now,
    find,
    forecast_of,
    radar,
    rising,
    what_if,
)
from radar import burning as hottest

_SIGN, _RISK_SIGN, _RISING_SIGN = "📦", "⚠️", "📈"
_REASONS = 3  # of one item in a list; all of them are one tap away
_TEXT = 160  # letters of a risk in a list


def burning(talk: Conversation, period: Period | None = None, on: str = "", everything: str = "") -> Reply:
    """What has 50 points or more: now, or at the end of a day gone by."""
    date = _day_gone_by(talk, period.until if period else _read(on))
    items = radar(_facts(talk, talk.context.active_project_id, date))
    burn = hottest(items)
    if not burn:
        return _nothing_burns(items, date)
    shown = burn if everything else burn[:FIRST]
    reasons = 1 if everything else _REASONS
    lines = [_line(talk, item, reasons) for item in burn]
    asked = _asked(date)
    buttons = [] if everything else [_why(item.thing, asked) for item in shown]
    if not everything and date is None:
        buttons += _next_steps((item, item.reasons[0]) for item in shown)
    more = do("", "radar_burning", **asked)
    return listing(_burns(len(burn), date), lines, more=more, everything=everything, buttons=buttons)


def risks(talk: Conversation, everything: str = "") -> Reply:
    """Open risks, releases that may be late, and what is on its way up."""
    facts = _facts(talk, talk.context.active_project_id)
    items = radar(facts)
    doubtful = at_risk(facts)
    late = [(release, known) for release, known in doubtful if known.chance is not None]
    unknown = [release for release, known in doubtful if known.chance is None]
    up = rising(items)
    parts = (
        (say("Open risks: %(count)s", count=len(facts.risks)), [_risk_line(talk, risk) for risk in facts.risks]),
        (say("Releases that may be late: %(count)s", count=len(late)), [_late_line(talk, *pair) for pair in late]),
        (say("On their way up: %(count)s", count=len(up)), [_rising_line(talk, risen) for risen in up]),
    )
    more = do("", "radar_risks")
    if everything:
        lines = [line for _, lines in parts for line in lines]
        return listing(say("Where the risk is:"), lines, more=more, everything=everything)
    buttons = [_why(thing) for thing in [*(r for r, _ in late), *(risen.item.thing for risen in up)][:FIRST]]
    return _in_parts(parts, _too_little(talk, unknown), more, buttons) or _no_risk(items, _too_little(talk, unknown))


def why(talk: Conversation, feature: Feature | None = None, release: Release | None = None, on: str = "") -> Reply:
    """Each rule that fires for one thing, its points, what is behind it, and what would change without it."""
    row = feature or release
    if row is None:
        return burning(talk)
    date = _day_gone_by(talk, _read(on))
    facts = _facts(talk, _scope(talk, row.project_id), date)
    items = radar(facts)
    item = find(items, row.entity_type, row.id)
    head = Markup("%s, %s") % (talk.named(row), day(date)) if date else talk.named(row)
    reasons = item.reasons if item else ()
    about = _about_release(facts, release, reasons) if release else []
    if item is None:
        return Reply.of(Markup("%s: %s") % (head, say("no rule has fired.")), *about)
    steps = _next_steps((item, reason) for reason in reasons) if date is None else []
    place = place_words(items, item)
    without = what_if_words(what_if(items, item))
    return Reply.of(Markup("%s: %s") % (head, place), *map(_explained, reasons), *about, without, buttons=steps)


# ----------------------------------------------------------------------------------------------------- facts


def _facts(talk: Conversation, project_id: int | None, date: dt.date | None = None) -> Facts:
    """The facts of now, or of the end of a day."""
    if date is None:
        return facts_now(talk.session, talk.now, talk.zone, project_id)
    return facts_as_of(talk.session, end_of_day(date, talk.zone), talk.zone, project_id)


def _scope(talk: Conversation, project_id: int) -> int | None:
    """Where a thing has its place: among all, or in its own project if the context is any."""
    return None if talk.context.active_project_id is None else project_id


def _day_gone_by(talk: Conversation, date: dt.date | None) -> dt.date | None:
    """The day, if it is past: today is now."""
    return date if date is not None and date < talk.today else None


def _read(on: str) -> dt.date | None:
    with suppress(ValueError):
        return dt.date.fromisoformat(on)
    return None


def _asked(date: dt.date | None) -> dict[str, object]:
    return {} if date is None else {"on": date}


# ------------------------------------------------------------------------------------------------- burning


def _burns(count: int, date: dt.date | None) -> Markup:
    if date is not None:
        return say("Burning at the end of %(day)s: %(count)s", day=day(date), count=count)
    return say("Burning: %(count)s", count=count)


def _nothing_burns(items: Sequence[Item], date: dt.date | None) -> Reply:
    """Not "all is well": only that the rules have nothing to say, or too little."""
    head = Markup("%s: ") % day(date) if date else Markup()
    if not items:
        return Reply.of(head + say("No rule has fired."))
    under = say(
        "Nothing has reached 50 points; below: %(count)s, the highest with %(points)s.",
        count=len(items),
        points=points_words(items[0].points),
    )
    where = [do(str(say("Where is the risk?")), "radar_risks")] if date is None else []
    return Reply.of(head + under, buttons=[*(_why(item.thing, _asked(date)) for item in items[:FIRST]), *where])


def _line(talk: Conversation, item: Item, most: int) -> Markup:
    """«🔴 Вход (Мобильный банк) — 110: заблокирована 6 дней…; релиз v2.0 через 5 дней…»."""
    sign = FEATURE_SIGN[item.thing.status] if isinstance(item.thing, FeatureFacts) else _SIGN
    told = Markup("; ").join(reason_words(reason) for reason in item.reasons[:most])
    left = len(item.reasons) - most
    if left > 0:
        told = Markup("%s; %s") % (told, say_n("and %(num)s more", "and %(num)s more", left))
    return Markup("%s %s — %s: %s") % (sign, _named(talk, item.thing), item.points, told)


def _named(talk: Conversation, thing: FeatureFacts | ReleaseFacts) -> Markup:
    """The name; with the project where the context does not say it."""
    return _homed(talk, bold(short(_name(thing), NAME)), thing)


def _name(thing: FeatureFacts | ReleaseFacts) -> str:
    return thing.name if isinstance(thing, FeatureFacts) else thing.version


def _homed(talk: Conversation, line: Markup, thing: FeatureFacts | ReleaseFacts | RiskFacts) -> Markup:
    if talk.context.active_project_id == thing.project_id:
        return line
    return Markup("%s (%s)") % (line, short(thing.project, NAME))


def _why(thing: FeatureFacts | ReleaseFacts, asked: Mapping[str, object] | None = None) -> Button:
    kind = "feature" if isinstance(thing, FeatureFacts) else "release"
    label = say("Why: %(name)s", name=_name(thing))
    return do(_label(label), "radar_why", **{kind: thing.id}, **asked or {})


# --------------------------------------------------------------------------------------------------- risks


def _in_parts(
    parts: Sequence[tuple[Markup, Sequence[Markup]]], last: Markup | None, more: Button, buttons: Sequence[Button]
) -> Reply | None:
    """Under each title its first three lines; None where there is not one."""
    found = [(title, lines) for title, lines in parts if lines]
    if not found:
        return None
    shown: list[Markup | None] = []
    for title, lines in found:
        left = len(lines) - FIRST
        rest = say_n("and %(num)s more", "and %(num)s more", left) if left > 0 else None
        shown += [title, *(Markup("• %s") % line for line in lines[:FIRST]), rest]
    count = sum(len(lines) for _, lines in found)
    hidden = any(len(lines) > FIRST for _, lines in found)
    way = [Button(str(say("Show all (%(count)s)", count=count)), f"{more.data}:everything=1")] if hidden else []
    return Reply.of(*shown, last, buttons=[*way, *buttons])


def _no_risk(items: Sequence[Item], last: Markup | None) -> Reply:
    if not items:
        return Reply.of(say("No rule has fired, and no risk is open."), last)
    nothing = say("No risk is open, no release is under 85 %% and nothing is on its way up.")
    return Reply.of(nothing, last, buttons=[do(str(say("What is burning?")), "radar_burning")])


def _risk_line(talk: Conversation, risk: RiskFacts) -> Markup:
    """«⚠️ высокий: подрядчик сорвёт сроки — Вход»."""
    line = Markup("%s %s: %s") % (_RISK_SIGN, SEVERITY[risk.severity](), short(risk.text, _TEXT))
    if risk.feature is not None:
        line = Markup("%s — %s") % (line, bold(short(risk.feature, NAME)))
    return _homed(talk, line, risk)


def _late_line(talk: Conversation, release: ReleaseFacts, known: Forecast) -> Markup:
    return Markup("%s %s: %s") % (_SIGN, _named(talk, release), forecast_words(release, known))


def _rising_line(talk: Conversation, risen: Rising) -> Markup:
    line = Markup("%s %s") % (_RISING_SIGN, _line(talk, risen.item, 1))
    if risen.burns_on is None:
        return say("%(line)s; a week on %(points)s", line=line, points=points_words(risen.points))
    return say("%(line)s; will burn on %(day)s", line=line, day=day(risen.burns_on))


def _too_little(talk: Conversation, releases: Sequence[ReleaseFacts]) -> Markup | None:
    """The releases of which no chance can be told."""
    if not releases:
        return None
    return say("Too little history for a forecast: %(names)s", names=few([_named(talk, r) for r in releases]))


# ----------------------------------------------------------------------------------------------------- why


def _explained(reason: Reason) -> Markup:
    return Markup("• +%s %s → %s") % (reason.points, reason_words(reason), step_words(reason))


def _about_release(facts: Facts, release: Release, reasons: Sequence[Reason]) -> list[Markup]:
    """The chance of a planned release where no reason has told it yet, and how its day was moved."""
    found = next((found for found in facts.releases if found.id == release.id), None)
    if found is None:
        return []
    told = [] if reasons else [forecast_words(found, forecast_of(found))]
    return [
        Markup("• %s") % line
        for line in [*told, *([slip_words(found.version, found.slip)] if found.slip.pushes else [])]
    ]


# ---------------------------------------------------------------------------------------------- next steps


def _next_steps(pairs: Iterable[tuple[Item, Reason]]) -> list[Button]:
    """A button for each step that one can do; two rules may call for the same."""
    buttons = [_STEPS[reason.step](item.thing, reason) for item, reason in pairs if reason.step in _STEPS]
    return list({button.data: button for button in buttons}.values())


def _to_work(thing: FeatureFacts, _: Reason) -> Button:
    return do(
        _label(say("To work: %(name)s", name=thing.name)), "feature_status", feature=thing.id, status="in_progress"
    )


def _show(thing: FeatureFacts | Neighbour) -> Button:
    return do(_label(say("Show: %(name)s", name=thing.name)), "feature_show", feature=thing.id)


def _take_out(thing: FeatureFacts, reason: Reason) -> Button:
    label = say("Out of %(release)s: %(name)s", release=reason.facts["release"], name=thing.name)
    return do(_label(label), "release_remove_feature", feature=thing.id)


def _history(thing: FeatureFacts, _: Reason) -> Button:
    return do(_label(say("History: %(name)s", name=thing.name)), "feature_history", feature=thing.id)


def _close_risk(_: FeatureFacts, reason: Reason) -> Button:
    return do(
        _label(say("Close the risk: %(text)s", text=reason.facts["text"])), "risk_close", risk=reason.facts["risk_id"]
    )


def _label(words: Markup) -> str:
    return short(words.unescape(), LABEL)


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

CAPABILITY = Capability(
    name="radar",
    titles={"ru": "Радар", "en": "Radar"},
    intents={"radar_burning": burning, "radar_risks": risks, "radar_why": why},
)
