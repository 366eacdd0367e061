"""The radar's rules in words, for the chat and for the pages: a reason and a next step for each code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from handlers.words import FEATURE_STATUS, SEVERITY, and_more, day, few, quoted, say, say_n, short
from radar import FeatureFacts, Forecast, Item, Reason, ReleaseFacts, Slip, WhatIf
from radar.forecast import FEWEST_FINISHED, FEWEST_WEEKS

NAME = 80  # letters of a name or a text inside a sentence
Words = Callable[[Mapping[str, Any]], Markup]


def reason_words(reason: Reason) -> Markup:
    """Why the rule fired: «заблокирована 6 дней, с ср 18.11.2026: ждём API»."""
    return REASONS[reason.code](reason.facts)


def step_words(reason: Reason) -> Markup:
    """What to do about it: «разблокировать Вход»."""
    return STEPS[reason.step](reason.facts)


def points_words(points: int) -> Markup:
    return say_n("%(num)s point", "%(num)s points", points)


def forecast_words(release: ReleaseFacts, known: Forecast) -> Markup:
    """The chance of a release with the history behind it, or why there is none."""
    unfinished = say_n("%(num)s feature is not finished", "%(num)s features are not finished", release.unfinished)
    if release.unfinished == 0:
        return say("Nothing in it is unfinished.")
    if release.overdue:
        return say("it was due on %(day)s, %(unfinished)s", day=day(release.date), unfinished=unfinished)
    if known.percent is None:
        return say(
            "%(unfinished)s; too little history for a forecast: %(features)s of %(most)s over %(weeks)s of %(long)s",
            unfinished=unfinished,
            features=_features(known.finished),
            most=FEWEST_FINISHED,
            weeks=_weeks(known.weeks),
            long=FEWEST_WEEKS,
        )
    return _chance(
        {
            "day": release.date,
            "chance": known.percent,
            "unfinished": release.unfinished,
            "finished": known.finished,
            "weeks": known.weeks,
        }
    )


def held_words(hot: Sequence[Item]) -> Markup:
    """«горят 2 из них: Вход (159), Оплата (100)»: the features of a release that burn, of which its chance knows
    nothing.

    Empty where none does. Without this a chance of 100 % would contradict what stands at the top of the radar.
    """
    if not hot:
        return Markup()
    names = [Markup("%s (%s)") % (short(_called(item), NAME), item.points) for item in hot]
    return say_n(
        "%(num)s of them is burning: %(names)s", "%(num)s of them are burning: %(names)s", len(hot), names=few(names)
    )


def _called(item: Item) -> str:
    return item.thing.name if isinstance(item.thing, FeatureFacts) else item.thing.version


def overdue_words(release: ReleaseFacts) -> Markup:
    """«просрочен на 4 дня»: of a release whose day has passed."""
    return say_n("overdue by %(num)s day", "overdue by %(num)s days", -release.days_left)


def slip_words(version: str, slip: Slip) -> Markup:
    """How often and how far a release was pushed back: «релиз v2.0 переносили 2 раза, всего на 19 дней: … → …»."""
    told = {"release": version, "days": days_words(slip.pushed_days), "first": day(slip.first), "day": day(slip.last)}
    if len(slip.pushes) == 1:
        return say("release %(release)s was pushed back once, by %(days)s: %(first)s → %(day)s", **told)
    return say_n(
        "release %(release)s was pushed back %(num)s time, by %(days)s in all: %(first)s → %(day)s",
        "release %(release)s was pushed back %(num)s times, by %(days)s in all: %(first)s → %(day)s",
        len(slip.pushes),
        **told,
    )


def what_if_words(change: WhatIf) -> Markup:
    """«Если разблокировать Вход: 110 → 60, с 1-го места на 4-е»."""
    told: dict[str, object] = {"step": step_words(change.reason), "old": change.old_points, "new": change.new_points}
    if not change.new_points:
        return say("If you %(step)s: %(old)s → %(new)s, it leaves the radar", **told)
    if change.new_place == change.old_place:
        return say("If you %(step)s: %(old)s → %(new)s, its place stays the same", **told)
    told |= {"was": change.old_place, "now": change.new_place}
    return say("If you %(step)s: %(old)s → %(new)s, from place %(was)s to place %(now)s", **told)


def place_words(items: Sequence[Item], item: Item) -> Markup:
    """«110 очков, 1-е место из 7»."""
    place, points = items.index(item) + 1, points_words(item.points)
    return say("%(points)s, place %(place)s of %(count)s", points=points, place=place, count=len(items))


def days_words(number: int) -> Markup:
    return say_n("%(num)s day", "%(num)s days", number)


def _blocked(f: Mapping[str, Any]) -> Markup:
    line = say("blocked since today")
    if f["days"]:
        line = say_n(
            "blocked for %(num)s day, since %(since)s",
            "blocked for %(num)s days, since %(since)s",
            f["days"],
            **_when(f),
        )
    return Markup("%s: %s") % (line, short(f["why"], NAME)) if f["why"] else line


def _blocks_others(f: Mapping[str, Any]) -> Markup:
    return say_n(
        "holds up %(num)s feature: %(names)s",
        "holds up %(num)s features: %(names)s",
        len(f["waiting"]),
        names=_names(f["waiting"]),
    )


def _overdue(f: Mapping[str, Any]) -> Markup:
    return say_n(
        "release %(release)s is overdue by %(num)s day, it was due on %(day)s",
        "release %(release)s is overdue by %(num)s days, it was due on %(day)s",
        f["days"],
        **_when(f),
    )


def _soon(f: Mapping[str, Any]) -> Markup:
    if f["days"] == 0:
        return say("release %(release)s is due today, %(day)s", **_when(f))
    return say_n(
        "release %(release)s is due in %(num)s day, %(day)s",
        "release %(release)s is due in %(num)s days, %(day)s",
        f["days"],
        **_when(f),
    )


def _stale(f: Mapping[str, Any]) -> Markup:
    return say_n(
        "in progress, but untouched for %(num)s day, since %(since)s",
        "in progress, but untouched for %(num)s days, since %(since)s",
        f["days"],
        **_when(f),
    )


def _aging(f: Mapping[str, Any]) -> Markup:
    line = say_n(
        "in progress for %(num)s day, since %(since)s",
        "in progress for %(num)s days, since %(since)s",
        f["days"],
        **_when(f),
    )
    if f["again"]:
        line = say_n(
            "first taken up %(num)s day ago, on %(since)s, in progress again since %(again)s",
            "first taken up %(num)s days ago, on %(since)s, in progress again since %(again)s",
            f["days"],
            **_when(f),
        )
    longer = say("longer than %(share)s %% of what was finished here", share=f["share"])
    if f["share"] == 100:  # per cent
        longer = say("longer than anything finished here")
    return Markup("%s: %s (%s)") % (line, longer, _features(f["finished"]))


def _churn(f: Mapping[str, Any]) -> Markup:
    if back := f["back"]:
        return say(
            "its status went back on %(day)s: %(old)s → %(new)s",
            day=day(back.on),
            old=FEATURE_STATUS[back.old](),
            new=FEATURE_STATUS[back.new](),
        )
    return say_n(
        "its status changed %(num)s time since %(day)s",
        "its status changed %(num)s times since %(day)s",
        len(f["flips"]),
        day=day(f["flips"][0].on),
    )


def _slipped(f: Mapping[str, Any]) -> Markup:
    line = slip_words(f["release"], f["slip"])
    why = f["slip"].pushes[-1].why
    return Markup("%s (%s)") % (line, short(why, NAME)) if why else line


def _no_owner(f: Mapping[str, Any]) -> Markup:
    return say("no PO is named, and release %(release)s is due on %(day)s", **_when(f))


def _risk(f: Mapping[str, Any]) -> Markup:
    line = say("risk, %(severity)s: %(text)s", severity=SEVERITY[f["severity"]](), text=short(f["text"], NAME))
    return and_more(line, f["count"] - 1)


def _chance(f: Mapping[str, Any]) -> Markup:
    return say_n(
        "chance to be ready by %(day)s, by pace alone: %(chance)s %%, "
        "%(num)s feature is not finished (history: %(sample)s)",
        "chance to be ready by %(day)s, by pace alone: %(chance)s %%, "
        "%(num)s features are not finished (history: %(sample)s)",
        f["unfinished"],
        day=day(f["day"]),
        chance=f["chance"],
        sample=Markup("%s, %s") % (_features(f["finished"]), _weeks(f["weeks"])),
    )


def _when(f: Mapping[str, Any]) -> dict[str, object]:
    """The release and the days of these facts as a sentence takes them, as far as they are known."""
    told = ((name, f[name]) for name in ("release", "day", "since", "again") if f.get(name))
    return {name: day(value) if isinstance(value, dt.date) else value for name, value in told}


def _features(number: int) -> Markup:
    return say_n("%(num)s finished feature", "%(num)s finished features", number)


def _weeks(number: int) -> Markup:
    return say_n("%(num)s week", "%(num)s weeks", number)


def _names(neighbours: Any) -> Markup:
    return few([short(neighbour.name, NAME) for neighbour in neighbours])


def _name(f: Mapping[str, Any]) -> Markup:
    return _quoted(f["name"])


def _quoted(name: str) -> Markup:
    return quoted(short(name, NAME))


def _finish_or_take_out(f: Mapping[str, Any]) -> Markup:
    return say("finish %(name)s or take it out of %(release)s", name=_name(f), release=f["release"])


REASONS: Mapping[str, Words] = {
    "blocked": _blocked,
    "blocked_by": lambda f: say("waits for: %(names)s", names=_names(f["blockers"])),
    "blocks_others": _blocks_others,
    "release_overdue": _overdue,
    "release_soon": _soon,
    "stale": _stale,
    "aging": _aging,
    "churn": _churn,
    "slipped": _slipped,
    "no_owner": _no_owner,
    "risk": _risk,
    "release_at_risk": _chance,
}
STEPS: Mapping[str, Words] = {
    "unblock": lambda f: say("unblock %(name)s", name=_name(f)),
    "finish_blocker": lambda f: say("finish %(names)s", names=few([_quoted(one.name) for one in f["blockers"]])),
    "finish": lambda f: say("finish %(names)s", names=_name(f)),
    "finish_or_take_out": _finish_or_take_out,
    "update": lambda f: say("find out how %(name)s stands", name=_name(f)),
    "finish_or_split": lambda f: say("finish %(name)s or split it", name=_name(f)),
    "settle": lambda f: say("settle what keeps bringing %(name)s back", name=_name(f)),
    "take_out": lambda f: say("take %(name)s out of %(release)s", name=_name(f), release=f["release"]),
    "name_po": lambda f: say("assign a PO to %(name)s", name=_name(f)),
    "close_risk": lambda _: say("defuse the risk"),  # its text stands in the reason
    "lighten": lambda f: say("take features out of %(release)s or move it", release=f["release"]),
}
