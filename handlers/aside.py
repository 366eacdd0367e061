"""What is put aside: off the radar until a day, on which it is back by itself."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from markupsafe import Markup

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.listing import FIRST, LABEL, listing
from handlers.radar_view import RELEASE_SIGN, label, name_of
from handlers.reply import Button, NeedsDay, Refusal, Reply, do
from handlers.words import FEATURE_SIGN, FEATURE_STATUS, RELEASE_STATUS, aside_words, bold, day, say, short
from language import Shift
from models import Feature, Release
from radar import FeatureFacts, ReleaseFacts, facts_now

_MONDAY, _WEEK, _MONTH = 0, 7, 30


def put(
    talk: Conversation,
    feature: Feature | None = None,
    release: Release | None = None,
    date: dt.date | None = None,
    shift: Shift | None = None,
    reason: str = "",
) -> Reply:
    """Keep a thing off the radar until that day; without a day it is asked for."""
    thing = _thing(feature, release)
    _refuse_what_is_over(talk, thing)
    until = _until(talk, date, shift)
    if until is None:
        raise NeedsDay(say("Put %(name)s aside until when?", name=talk.named(thing)), _days(talk, thing))
    if until <= talk.today:
        raise Refusal(say("%(day)s is not ahead; nothing is changed.", day=day(until)))
    if not talk.journal.change(thing, {"aside_until": until, "aside_reason": reason or None}):
        return Reply.of(Markup("%s: %s.") % (talk.named(thing), aside_words(until, reason)))
    return Reply.of(
        Markup("%s: %s") % (talk.named(thing), aside_words(until, reason)),
        say("Until then it is off the radar; that day it returns by itself."),
        buttons=[back_button(thing)],
    )


def put_until(talk: Conversation, until: str, feature: Feature | None = None, release: Release | None = None) -> Reply:
    """The same by a button, which carries the day."""
    with suppress(ValueError):
        return put(talk, feature, release, dt.date.fromisoformat(until))
    raise Refusal(say("There is no such day."))


def bring_back(talk: Conversation, feature: Feature | None = None, release: Release | None = None) -> Reply:
    thing = _thing(feature, release)
    if not is_aside(thing, talk.today):
        return Reply.of(say("%(name)s is not put aside.", name=talk.named(thing)))
    talk.journal.change(thing, {"aside_until": None, "aside_reason": None})
    why = do(str(say("Why is it on the radar?")), "radar_why", **_named(thing))
    return Reply.of(say("%(name)s is back on the radar.", name=talk.named(thing)), buttons=[why])


def show_list(talk: Conversation, everything: str = "") -> Reply:
    """What is put aside, what returns first at the top."""
    facts = facts_now(talk.session, talk.now, talk.zone, talk.context.active_project_id)
    if not facts.put_aside:
        return Reply.of(say("Nothing is put aside."))
    lines = [_line(talk, thing) for thing in facts.put_aside]
    title = say("Put aside: %(count)s", count=len(lines))
    back = [_return_button(thing) for thing in facts.put_aside[:FIRST] if not everything]
    return listing(title, lines, more=do("", "aside_list"), everything=everything, buttons=back)


def is_aside(thing: Feature | Release, today: dt.date) -> bool:
    return thing.aside_until is not None and thing.aside_until > today


def told_aside(thing: Feature | Release, today: dt.date) -> Markup | None:
    """The line of its card: «⏸ отложено до пт 04.12.2026: ждём юристов»; None where it is not put aside."""
    if thing.aside_until is None or not is_aside(thing, today):
        return None
    return aside_line(thing.aside_until, thing.aside_reason)


def aside_line(until: dt.date, why: str | None) -> Markup:
    return Markup("⏸ %s") % aside_words(until, why)


def put_button(thing: Feature | Release) -> Button:
    return do(str(say("⏸ Not now")), "aside_put", **_named(thing))


def back_button(thing: Feature | Release) -> Button:
    return do(str(say("Back to the radar")), "aside_back", **_named(thing))


def _return_button(thing: FeatureFacts | ReleaseFacts) -> Button:
    kind = "feature" if isinstance(thing, FeatureFacts) else "release"
    return do(label(say("Back to the radar: %(name)s", name=name_of(thing))), "aside_back", **{kind: thing.id})


def _thing(feature: Feature | None, release: Release | None) -> Feature | Release:
    thing = feature or release
    if thing is None:
        raise Refusal(say("Say which feature or release."))
    return thing


def _refuse_what_is_over(talk: Conversation, thing: Feature | Release) -> None:
    words = FEATURE_STATUS if isinstance(thing, Feature) else RELEASE_STATUS
    if thing.status in ("done", "cancelled", "released"):
        status = words[thing.status]()
        raise Refusal(
            say("%(name)s: %(status)s, it is not on the radar anyway.", name=talk.named(thing), status=status)
        )


def _until(talk: Conversation, date: dt.date | None, shift: Shift | None) -> dt.date | None:
    try:
        return shift.apply(talk.today) if shift else date
    except OverflowError:
        raise Refusal(say("There is no such day.")) from None


def _days(talk: Conversation, thing: Feature | Release) -> list[Button]:
    """Tomorrow, next Monday, in a week, in a month."""
    monday = _WEEK - (talk.today.weekday() - _MONDAY) % _WEEK
    choices = {
        1: say("until tomorrow"),
        monday: say("until Monday"),
        _WEEK: say("for a week"),
        _MONTH: say("for a month"),
    }
    untils = [(talk.today + dt.timedelta(days=days), words) for days, words in choices.items()]
    return [do(f"{words} · {day(until)}", "aside_put_until", **_named(thing), until=until) for until, words in untils]


def _named(thing: Feature | Release) -> dict[str, object]:
    return {thing.entity_type: thing.id}


def _line(talk: Conversation, thing: FeatureFacts | ReleaseFacts) -> Markup:
    assert thing.aside is not None  # noqa: S101  # the facts list nothing else
    name, sign = (
        (thing.name, FEATURE_SIGN[thing.status]) if isinstance(thing, FeatureFacts) else (thing.version, RELEASE_SIGN)
    )
    told = bold(short(name, LABEL))
    if talk.context.active_project_id != thing.project_id:
        told = Markup("%s (%s)") % (told, short(thing.project, LABEL))
    return Markup("%s %s — %s") % (sign, told, aside_words(thing.aside.until, thing.aside.why))


CAPABILITY = Capability(
    name="aside",
    titles={"ru": "Отложенное", "en": "Put aside"},
    intents={
        "aside_put": put,
        "aside_put_until": put_until,
        "aside_back": bring_back,
        "aside_list": show_list,
    },
)
