"""What is said after «тьфу», "no sorry i meant" in place of what was said before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from language.names import Mention, Names
from language.sentence import Sentence
from language.taking_apart import take_apart
from language.things import Thing
from language.vocabulary import STATUSES, Cue
from language.words import DENIALS, PERSONAL

_PAUSES = (",", ".", "!", "…", ":")
_HEARD = frozenset({"filler", "tail", "team", "part_"})  # cues of what may be a name misheard: "dark team"
_FOR_WHAT = (["about"], ["for"], ["to"])  # "sorry about that" says nothing otherwise
_SHORT = 4  # words that may only say what another status it is


def said_instead(s: Sentence, names: Names, today: dt.date, spoken_of: Sequence[Thing]) -> Sentence | None:
    """What is said after «тьфу», "no sorry i meant" stands instead of what was said before.

    A new name alone takes the place of the old one, a new status alone that of the old status.
    """
    cues = [c for c in s.all("correction", "halt") if c.kind == "correction" or _stands_alone(s, c)]
    cues = [c for c in cues if not _is_of_somebody(s, c)]
    cues = [c for c in cues if not any(one.covers(c) for one in s.all("weighed"))]  # "I'd rather …"
    cues = [c for c in cues if not (c.first == 0 and s.after(c.last).lower().startswith(" to "))]  # "I meant to …"
    cues = [c for c in cues if not s.after(c.last).startswith(" than ")]  # "in v3.1 rather than v3.0"
    cues = [c for c in cues if s.said(c) != "not that" or s.after(c.last)[:1] in _PAUSES]  # "not that login is done"
    cues = [c for c in cues if not (s.said(c) == "sorry" and s.after(c.last).split()[:1] in _FOR_WHAT)]
    # «ой нет, не вход, …»: the last word of the cue belongs to the name that is set aside.
    denies = bool(cues) and cues[-1].last > cues[-1].first and s.words[cues[-1].last].text in DENIALS
    rest = s.after(cues[-1].last - denies).strip(" ,.—–-") if cues else ""
    if not rest or _is_relayed_before(s, cues[0]):
        return None
    begin = s.words[cues[0].first].start
    corrected = take_apart(rest, names, today)
    meant = [m for m in corrected.mentions if not _is_denied(corrected, m)]
    if meant and not corrected.has(*STATUSES):
        return (
            _renamed(s, begin, corrected, meant[-1], names, today)
            or _named_at_last(s, begin, corrected, meant[-1], names, today)
            or corrected
        )
    if meant or not corrected.has(*STATUSES):
        return corrected
    named = [s.text[m.start : m.end] for m in s.of("feature") if m.end <= begin]
    at_once = cues[0].first == 0 and len(corrected.words) <= _SHORT and not s.has("undo", "redo", "back_again")
    named = named or [t.name for t in spoken_of if t.kind == "feature" and at_once]
    return take_apart(f"{named[-1]} {rest}", names, today) if named else corrected


def _is_relayed_before(s: Sentence, cue: Cue) -> bool:
    """ "Anna says A blocks B, no, B blocks A" is hers from end to end."""
    start, _ = s.hard_segment(cue.first)
    told = [c for c in s.all("hearsay", "source") if start < c.first and c.last < cue.first]
    return any(s.words[c.first - 1].text not in ("i", "я") and "1per" not in s.words[c.first].marks for c in told)


def _is_of_somebody(s: Sentence, cue: Cue) -> bool:
    """«Вася хотел сказать, что …»: it is he who did."""
    before = cue.first - 1
    return before >= 0 and not s.pause_before(cue.first) and bool(s.words[before].marks & PERSONAL)


def _stands_alone(s: Sentence, cue: Cue) -> bool:
    """«…, стоп, …»: set off on both sides, it stops what was being said."""
    before = cue.first == 0 or s.pause_before(cue.first)
    told = cue.first > 0 and ":" in s.text[s.words[cue.first - 1].end : s.words[cue.first].start]  # «вход: стоп, …»
    return before and not told and s.after(cue.last)[:1] in (",", ".", "!", "…")


def _renamed(
    s: Sentence, begin: int, corrected: Sentence, meant: Mention, names: Names, today: dt.date
) -> Sentence | None:
    """«вход готов, ой, не вход, а тёмная тема»: the sentence before, with the other name in it."""
    kinds = {thing.kind for thing in meant.things}
    before = [m for m in s.mentions if m.end <= begin and any(m.of(kind) for kind in kinds)]
    told = [n for n, word in enumerate(corrected.words) if word.start >= meant.end and not corrected.meant(n)]
    if not before or told:
        return None
    old = before[-1]
    new = corrected.text[meant.start : meant.end]
    return take_apart(f"{s.text[: old.start]}{new}{s.text[old.end : begin]}".rstrip(" ,.—–-"), names, today)


def _named_at_last(
    s: Sentence, begin: int, corrected: Sentence, meant: Mention, names: Names, today: dt.date
) -> Sentence | None:
    """ "dark team is done i mean dark theme": of what was misheard the status was told."""
    told = [c for c in s.all(*STATUSES) if s.words[c.first].start < begin]
    alone = all(corrected.plain(n) or corrected.is_named(n) for n in range(len(corrected.words)))
    if len(told) != 1 or not alone or any(m.start < begin for m in s.mentions):
        return None
    first = told[0].first - (s.words[told[0].first - 1].text in ("is", "are"))
    if not 0 < first <= _SHORT or any(c.kind not in _HEARD for c in s.cues if c.last < first):
        return None
    heard = s.text[s.words[0].start : s.words[first].start].strip()
    if not set(meant.things) & set(names.nearest(heard, "feature")):
        return None
    name = corrected.text[meant.start : meant.end]
    return take_apart(f"{name} {s.text[s.words[first].start : begin]}".rstrip(" ,.—–-"), names, today)


def _is_denied(s: Sentence, mention: Mention) -> bool:
    """«не вход, а …»: the name that was said by mistake."""
    before = s.index(mention.start) - 1
    return before >= 0 and s.words[before].text in DENIALS
