"""A text becomes a meaning: names first, then the sentence around them, then the decision."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from language import dates, frames
from language.folding import clean_name, fold
from language.meaning import BadDate, Choice, Command, Meaning, NoCommand, Slots, Unknown
from language.names import Mention, Names, of_kind
from language.things import Thing, World

_MOST_MENTIONS = 6  # more are not tried with and without
_MOST_OPTIONS = 3
_SLASH = re.compile(r"^/(\w+)(?:@\w+)?")
_LATIN, _CYRILLIC = re.compile(r"[a-z]"), re.compile(r"[а-я]")
# What asks or tells; a question mark behind anything else makes it a question, which changes nothing.
_ASKS = re.compile(r"_(show|list|history)$|^(what_changed|start|help|context_)")
_KEEPS_ITS_TEXT = re.compile(r"_(create|describe|rename)$")

Moment = dates.DateMention | dates.Period


@dataclass(frozen=True, slots=True)
class _Linked:
    """A text with mentions replaced by one character each, and the way back."""

    text: str
    original: str
    starts: tuple[int, ...]  # position in `text` -> position in `original`
    ends: tuple[int, ...]
    mentioned: dict[int, Mention | Moment]

    def said(self, span: frames.Span) -> str:
        return self.original[self.starts[span.start] : self.ends[span.end - 1]]

    def mention(self, span: frames.Span) -> Mention | Moment | None:
        return self.mentioned.get(span.start) if span.end - span.start == 1 else None


def understand(text: str, world: World, today: dt.date, *, forwarded: bool = False) -> Meaning:
    """What is meant by a text, given the known names and the day it is in the team's time zone.

    Pure: nothing is looked up and nothing is changed. Someone else's words (forwarded) never become a command.
    """
    sentence = _unslash(text.strip())
    names = Names(world)
    mentions = _mentions(sentence, names, today)
    if forwarded:
        return NoCommand(None, "forwarded", _only_thing(mentions))
    question = sentence.endswith("?")
    for linked in (True, False):
        for link in _links(sentence, mentions):
            for match in frames.match(link.text, linked=linked):
                meaning = _decide(match, link, names, world)
                if meaning is not None:
                    return _guarded(meaning, question, mentions)
    return NoCommand(spoken_language(sentence), "question" if question else "not understood", _only_thing(mentions))


def spoken_language(text: str) -> str | None:
    """The language of a text by its letters; None where it has none."""
    folded = fold(text)
    if _CYRILLIC.search(folded):
        return "ru"
    return "en" if _LATIN.search(folded) else None


def _unslash(text: str) -> str:
    """`/my_projects` and `/undo@radar_bot` are said like any other sentence."""
    return _SLASH.sub(lambda m: m.group(1).replace("_", " "), text)


def _mentions(text: str, names: Names, today: dt.date) -> list[Mention | Moment]:
    """Names and moments in order of the text; where both claim the same words, a whole name wins."""
    found: list[Mention | Moment] = list(names.mentions(text))
    moments: list[Moment] = list(dates.find_dates(text, today))
    period = dates.find_period(text, today)
    for moment in [period, *moments] if period else moments:
        rivals = [m for m in found if m.start < moment.end and moment.start < m.end]
        if not any(isinstance(m, dates.Period) or (isinstance(m, Mention) and m.whole) for m in rivals):
            found = [m for m in found if m not in rivals] + [moment]
    return sorted(found, key=lambda m: m.start)


def _links(text: str, mentions: Sequence[Mention | Moment]) -> Iterator[_Linked]:
    """The text with all mentions linked, then with fewer: a name may also be just words of the sentence."""
    tried = mentions[:_MOST_MENTIONS]
    for dropped in range(len(tried) + 1):
        for left_out in combinations(tried, dropped):
            yield _link(text, [m for m in tried if m not in left_out])


def _link(text: str, mentions: Sequence[Mention | Moment]) -> _Linked:
    folded = fold(text)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    mentioned: dict[int, Mention | Moment] = {}
    position = 0
    for mention in mentions:
        for place in range(position, mention.start):
            letters.append(folded[place])
            starts.append(place)
            ends.append(place + 1)
        mentioned[len(letters)] = mention
        letters.append(chr(ord(frames.FIRST_MENTION) + len(mentioned) - 1))
        starts.append(mention.start)
        ends.append(mention.end)
        position = mention.end
    letters += folded[position:]
    starts += range(position, len(text))
    ends += range(position + 1, len(text) + 1)
    return _Linked("".join(letters), text, tuple(starts), tuple(ends), mentioned)


def _decide(match: frames.Match, link: _Linked, names: Names, world: World) -> Meaning | None:
    """The meaning of a template that fits, or None where a slot took something of another kind."""
    slots: Slots = {}
    open_slots: list[tuple[str, frames.Span, tuple[Thing, ...]]] = []
    unknown: Unknown | None = None
    for slot, span in match.slots.items():
        if span.value is not None:
            slots[slot] = span.value
            continue
        mention = link.mention(span)
        if span.kind in frames.MOMENTS:
            if isinstance(mention, Mention) or mention is None or (span.kind == "period") != isinstance(mention, dates.Period):
                return None
            if isinstance(mention, dates.DateMention) and mention.problem:
                return BadDate(match.language, mention.problem, link.said(span))
            slots[slot] = mention.value if isinstance(mention, dates.DateMention) else mention
        elif span.kind in frames.THINGS:
            fits = of_kind(mention, [span.kind]) if isinstance(mention, Mention) else ()
            if fits:
                open_slots.append((slot, span, _said_exactly(fits, link.said(span))))
            elif isinstance(mention, dates.DateMention | dates.Period):
                return None
            else:
                unknown = unknown or Unknown(match.language, match.intent, span.kind, clean_name(link.said(span)))
                open_slots.append((slot, span, ()))
        else:
            slots[slot] = _free_text(link, span)
    return _resolve(match, link, names, world, slots, open_slots, unknown)


def _free_text(link: _Linked, span: frames.Span) -> str:
    """Text as it was written, together with the ? or ! that ends the sentence."""
    end = len(link.original) if not link.text[span.end :].strip(" ?!.…") else link.ends[span.end - 1]
    return clean_name(link.original[link.starts[span.start] : end])


def _said_exactly(things: tuple[Thing, ...], said: str) -> tuple[Thing, ...]:
    """Where a name was said to the letter, only the things that bear just this name."""
    name = fold(clean_name(said))
    return tuple(t for t in things if fold(t.name) == name) or things


def _resolve(
    match: frames.Match,
    link: _Linked,
    names: Names,
    world: World,
    slots: Slots,
    open_slots: Sequence[tuple[str, frames.Span, tuple[Thing, ...]]],
    unknown: Unknown | None,
) -> Meaning:
    fits = {slot: _nearby(things, world) for slot, _, things in open_slots}
    home = {t.project_id for things in fits.values() if len(things) == 1 for t in things if t.project_id}
    unsure = []
    for slot, span, _ in open_slots:
        things = fits[slot]
        if len(things) > 1 and len(home) == 1:
            # "add Login to v2.0" means the v2.0 of Login's project
            things = tuple(t for t in things if t.project_id in home) or things
        if len(things) == 1 and _at_hand(things[0], world):
            slots[slot] = things[0]
        else:
            unsure.append((slot, span, things))
    if not unsure:
        return Command(match.language, match.intent, slots)
    slot, span, things = unsure[0]
    said = clean_name(link.said(span))
    if len(unsure) > 1:
        return unknown or Unknown(match.language, match.intent, span.kind, said)
    near = things or tuple(names.nearest(said, span.kind))
    if not near:
        return Unknown(match.language, match.intent, span.kind, said)
    return Choice(match.language, match.intent, slots, slot, said, near[:_MOST_OPTIONS], fits=bool(things))


def _nearby(things: tuple[Thing, ...], world: World) -> tuple[Thing, ...]:
    """The things of the active project; those of others only where it has none."""
    return tuple(t for t in things if _at_hand(t, world)) or things


def _at_hand(thing: Thing, world: World) -> bool:
    return (
        world.active_project_id is None
        or thing.kind == "project"
        or thing.project_id is None
        or thing.project_id == world.active_project_id
    )


def _guarded(meaning: Meaning, question: bool, mentions: Sequence[Mention | Moment]) -> Meaning:
    intent = getattr(meaning, "intent", "")
    if not question or _ASKS.search(intent) or _KEEPS_ITS_TEXT.search(intent):
        return meaning
    return NoCommand(meaning.language, "question", _only_thing(mentions))


def _only_thing(mentions: Sequence[Mention | Moment]) -> Thing | None:
    """The one thing that is spoken of, where it is only one."""
    named = [m for m in mentions if isinstance(m, Mention)]
    things: tuple[Any, ...] = named[0].things if len(named) == 1 else ()
    return things[0] if len(things) == 1 else None
