"""The radar in the chat: what is burning, where the risk is, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.listing import FIRST
from handlers.looks import look
from handlers.radar_view import RELEASE_SIGN, asked_day, asked_slots, facts_of, homed, named, read_day, why_button
from handlers.radar_why import why
from handlers.radar_words import NAME, forecast_words, overdue_words, points_words, reason_words
from handlers.reply import Button, Reply, do
from handlers.scopes import Scope
from handlers.words import FEATURE_SIGN, SEVERITY, bold, day, few, say, say_n, short
from language import Period
from models import Project
from radar import (
    Facts,
    FeatureFacts,
    Forecast,
    Item,
    ReleaseFacts,
    Rising,
    RiskFacts,
    find,
    late,
    radar,
    rising,
    untold,
)
from radar import burning as hottest

_RISK_SIGN, _RISING_SIGN = "⚠️", "📈"
_REASONS = 2  # of one item in a list; all of them are one tap away
_TEXT = 160  # letters of a risk in a list


def burning(  # noqa: PLR0913  # each is a slot of a sentence or a button
    talk: Conversation,
    period: Period | None = None,
    *,
    on: str = "",
    everything: str = "",
    project: Project | None = None,
    person: str = "",
    unheard: str = "",
    everywhere: str = "",
) -> Reply:
    """What has 50 points or more: now, or at the end of a day gone by."""
    look(talk.user, talk.now)
    scope = Scope(project=project, person=person, unheard=unheard, everywhere=bool(everywhere))
    date = asked_day(talk, period.until if period else read_day(on))
    return scope.warned(_burning(talk, scope, date, everything))


def _burning(talk: Conversation, scope: Scope, date: dt.date | None, everything: str) -> Reply:
    facts = scope.facts(facts_of(talk, scope.project_id(talk), date))
    items = radar(facts)
    burn = hottest(items)
    others = [*_elsewhere(talk, scope, date), *_aside_button(facts, date)]
    if not burn:
        reply = _nothing_burns(items, date, others)
        reply.lines[0] = scope.told(reply.lines[0], talk)
        return reply
    lines = [_line(talk, item, 1 if everything else _REASONS) for item in burn]
    buttons = [] if everything else [why_button(item.thing, asked_slots(date)) for item in burn[:FIRST]]
    buttons += [] if everything else others
    more = do("", "radar_burning", **asked_slots(date), **scope.slots)
    title = scope.told(_burns(len(burn), date), talk)
    return scope.listing(title, lines, more=more, everything=everything, buttons=buttons)


def _elsewhere(talk: Conversation, scope: Scope, date: dt.date | None) -> list[Button]:
    """In a project: what burns in the others, which is not shown, one tap away."""
    here = talk.context.active_project_id
    if here is None or scope.named or date is not None:
        return []
    count = sum(1 for item in hottest(radar(facts_of(talk, None))) if item.thing.project_id != here)
    words = say_n("%(num)s more burning in other projects", "%(num)s more burning in other projects", count)
    return [do(str(words), "radar_burning", everywhere=1)] if count else []


def risks(
    talk: Conversation,
    everything: str = "",
    project: Project | None = None,
    person: str = "",
    unheard: str = "",
    ahead: str = "",
) -> Reply:
    """Open risks, releases that may be late, and what is on its way up; `ahead`: only that."""
    look(talk.user, talk.now)
    scope = Scope(project=project, person=person, unheard=unheard)
    facts = scope.facts(facts_of(talk, scope.project_id(talk)))
    return scope.warned(_coming(talk, scope, facts, everything) if ahead else _risks(talk, scope, facts, everything))


def _coming(talk: Conversation, scope: Scope, facts: Facts, everything: str) -> Reply:
    """What will burn within a week if nobody does anything: more cannot be told of the future."""
    up = rising(radar(facts))
    soon = [risen for risen in up if risen.burns_on] or up
    if not soon:
        nothing = say("If nothing changes, nothing will catch fire within a week; further ahead I cannot tell.")
        return Reply.of(scope.told(nothing, talk), buttons=[do(str(say("What is burning?")), "radar_burning")])
    title = say("On their way up, if nobody does anything: %(count)s", count=len(soon))
    more = do("", "radar_risks", ahead=1, **scope.slots)
    buttons = [] if everything else [why_button(risen.item.thing) for risen in soon[:FIRST]]
    lines = [_rising_line(talk, risen) for risen in soon]
    return scope.listing(scope.told(title, talk), lines, more=more, everything=everything, buttons=buttons)


def _risks(talk: Conversation, scope: Scope, facts: Facts, everything: str) -> Reply:
    items = radar(facts)
    behind = late(facts)
    up = rising(items)
    parts = (
        (
            say("Open risks: %(count)s", count=len(facts.shown_risks)),
            [_risk_line(talk, risk) for risk in facts.shown_risks],
        ),
        (
            say("Releases that are late or may be: %(count)s", count=len(behind)),
            [_late_line(talk, *pair) for pair in behind],
        ),
        (say("On their way up: %(count)s", count=len(up)), [_rising_line(talk, risen) for risen in up]),
    )
    more = do("", "radar_risks", **scope.slots)
    head = scope.told(say("Where the risk is:"), talk)
    if everything:
        lines = [line for _, lines in parts for line in lines]
        return scope.listing(head, lines, more=more, everything=everything)
    explained = (release for release, _ in behind if find(items, "release", release.id))
    buttons = _why_buttons([*explained, *(risen.item.thing for risen in up), *_at_stake(facts, items)])
    last = _too_little(talk, untold(facts))
    reply = _in_parts(parts, last, more, buttons) or _no_risk(items, last)
    if scope.named:
        reply.lines.insert(0, head)
    return reply


def _at_stake(facts: Facts, items: Sequence[Item]) -> list[FeatureFacts | ReleaseFacts]:
    """What the open risks hang on, as far as it is on the radar."""
    found = (find(items, "feature", risk.feature_id) for risk in facts.shown_risks if risk.feature_id is not None)
    return [item.thing for item in found if item is not None]


def _why_buttons(things: Sequence[FeatureFacts | ReleaseFacts]) -> list[Button]:
    """Of the first three; where there is none, the way to what burns."""
    buttons = list(dict.fromkeys(map(why_button, things)))[:FIRST]
    return buttons or [do(str(say("What is burning?")), "radar_burning")]


def _aside_button(facts: Facts, date: dt.date | None) -> list[Button]:
    """A way to what is put aside now, so that nothing is forgotten."""
    count = len(facts.put_aside) if date is None else 0
    return [do(str(say("⏸ Put aside: %(count)s", count=count)), "aside_list")] if count else []


# ------------------------------------------------------------------------------------------------- burning


def _burns(count: int, date: dt.date | None) -> Markup:
    if date is not None:
        return say("Burning at the end of %(day)s: %(count)s", day=day(date), count=count)
    return say("Burning: %(count)s", count=count)


def _nothing_burns(items: Sequence[Item], date: dt.date | None, others: Sequence[Button]) -> Reply:
    """Not "all is well": only that the rules have nothing to say, or too little."""
    head = _burns(0, date) if date else None
    if not items:
        none = say("No rule has fired.") if date else say("Nothing is burning: no rule has fired.")
        return Reply.of(head, none, buttons=others)
    under = say(
        "Nothing has reached 50 points; below: %(count)s, the highest with %(points)s.",
        count=len(items),
        points=points_words(items[0].points),
    )
    where = [do(str(say("Where is the risk?")), "radar_risks")] if date is None else []
    return Reply.of(
        head,
        under,
        buttons=[*(why_button(item.thing, asked_slots(date)) for item in items[:FIRST]), *where, *others],
    )


def _line(talk: Conversation, item: Item, most: int) -> Markup:
    """«🔴 Вход (Мобильный банк) — 110: заблокирована 6 дней…; релиз v2.0 через 5 дней…; ещё 2 причины»."""
    sign = FEATURE_SIGN[item.thing.status] if isinstance(item.thing, FeatureFacts) else RELEASE_SIGN
    return Markup("%s %s") % (sign, _scored(talk, item, most))


def _scored(talk: Conversation, item: Item, most: int) -> Markup:
    told = Markup("; ").join(reason_words(reason) for reason in item.reasons[:most])
    left = len(item.reasons) - most
    if left > 0:
        told = Markup("%s; %s") % (told, say_n("%(num)s more reason", "%(num)s more reasons", left))
    return Markup("%s — %s: %s") % (named(talk, item.thing), item.points, told)


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
    nothing = say("No risk is open, no release is overdue or under 85 %% and nothing is on its way up.")
    return Reply.of(nothing, last, buttons=[do(str(say("What is burning?")), "radar_burning")])


def _risk_line(talk: Conversation, risk: RiskFacts) -> Markup:
    """«⚠️ высокий: подрядчик сорвёт сроки — Вход»."""
    line = Markup("%s %s: %s") % (_RISK_SIGN, SEVERITY[risk.severity](), short(risk.text, _TEXT))
    if risk.feature is not None:
        line = Markup("%s — %s") % (line, bold(short(risk.feature, NAME)))
    return homed(talk, line, risk)


def _late_line(talk: Conversation, release: ReleaseFacts, known: Forecast) -> Markup:
    line = Markup("%s %s: %s") % (RELEASE_SIGN, named(talk, release), forecast_words(release, known))
    return Markup("%s (%s)") % (line, overdue_words(release)) if release.overdue else line


def _rising_line(talk: Conversation, risen: Rising) -> Markup:
    line = Markup("%s %s") % (_RISING_SIGN, _scored(talk, risen.item, 1))
    if risen.burns_on is None:
        return say("%(line)s; a week on %(points)s", line=line, points=points_words(risen.points))
    return say("%(line)s; will burn on %(day)s", line=line, day=day(risen.burns_on))


def _too_little(talk: Conversation, releases: Sequence[ReleaseFacts]) -> Markup | None:
    """The releases of which no chance can be told."""
    if not releases:
        return None
    return say("Too little history for a forecast: %(names)s", names=few([named(talk, r) for r in releases]))


CAPABILITY = Capability(
    name="radar",
    titles={"ru": "Радар", "en": "Radar"},
    intents={"radar_burning": burning, "radar_risks": risks, "radar_why": why},
)
