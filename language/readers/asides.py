"""What is put aside until a day, and what is brought back to the radar."""

from __future__ import annotations

import re

from language.draft import Draft, as_named
from language.guards import keeps_from
from language.names import Mention
from language.readers.status.because import marked_reason, unmarked_reason
from language.readers.status.subjects import subject_of
from language.sentence import Sentence
from language.vocabulary import Cue

_STATES = frozenset({"postponed", "hold"})  # «отложена», "postponed": so it is, nobody orders it
_NO_PLACE = (["на", "потом"], ["for", "later"])  # an order with these still has to be told a day
_OF_THE_RADAR = re.compile("радар|radar")


def read_aside(s: Sentence) -> list[Draft]:
    """«отложи вход до пятницы, ждём юристов», "put login aside for a week"; without a day it is to be asked for.

    «Отложи релиз до пятницы» moves the release, as it always did: only the radar's own words put one aside. What was
    put «в бэклог», «до лучших времён» is told where to, and waits for no day.
    """
    cue = s.first("off_radar") or s.first("aside")
    moment = s.shift or next(iter(s.days()), None)
    subjects = _subjects(s, cue) if cue is not None else []
    if cue is None or not subjects or (moment is None and not _asks_for_a_day(s, cue)):
        return []
    said = max(subjects[-1][1].end, s.words[cue.last].end, moment.end if moment else 0)
    marked = marked_reason(s.text[said:])
    kept = keeps_from(s, cue.first, cue.last, imperative=_is_order(s, cue), until=s.index(said) if marked else None)
    slots: dict[str, object] = {}
    if moment is not None:
        slots["shift" if moment is s.shift else "date"] = moment
    if reason := marked or unmarked_reason(s.text[said:]):
        slots["reason"] = reason
    return [
        Draft("put aside", "aside_put", {kind: as_named(s, kind, thing), **slots}, cue.language, kept)
        for kind, thing in subjects
    ]


def _asks_for_a_day(s: Sentence, cue: Cue) -> bool:
    """It is to be put aside, and nothing but the day is missing."""
    if _OF_THE_RADAR.search(s.said(cue)):
        return True
    word = s.words[cue.first]
    states = word.marks & {"PRTS", "PRTF"} or word.text in _STATES
    verb = word.marks & {"VERB", "INFN"} or not word.marks
    told = "past" in word.marks
    where = [c for c in s.all("backlog") if (c.first, c.last) != (cue.first, cue.last)]
    where = [c for c in where if told or s.said(c).split()[-2:] not in _NO_PLACE]
    others = s.has("done", "in_progress", "blocked", "cancelled")
    return bool(verb) and not states and not where and not others


def read_bring_back(s: Sentence) -> Draft | None:
    """«верни вход на радар», "bring login back to the radar"."""
    cue = s.first("back", "put", "set")
    subjects = _things(s, releases=True)
    if cue is None or len(subjects) != 1 or not s.has("on_radar"):
        return None
    kind, thing = subjects[0]
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    return Draft("back on the radar", "aside_back", {kind: as_named(s, kind, thing)}, cue.language, kept)


def _subjects(s: Sentence, cue: Cue) -> list[tuple[str, Mention]]:
    """The features that are put aside, all that are spoken of; or the one release."""
    found = _things(s, releases=cue.kind == "off_radar")
    if len(found) < 2:
        return found
    if found[0][0] != "feature" or s.has("done", "in_progress", "blocked", "cancelled", "put", "depends", "blocks"):
        return []
    about = subject_of(s, cue, [thing for _, thing in found])
    return found if len(about) == len(found) else []


def _things(s: Sentence, *, releases: bool) -> list[tuple[str, Mention]]:
    for kind in ("feature", "release") if releases else ("feature",):
        if found := s.of(kind):
            return [(kind, thing) for thing in found]
    return []


def _is_order(s: Sentence, cue: Cue) -> bool:
    """All but «отложили», «отложат»: those tell what is so, or will be."""
    if any(word.text in ("was", "were") for word in s.words[max(0, cue.first - 2) : cue.first]):
        return False
    return not any(s.words[n].marks & {"past", "futr"} for n in range(cue.first, cue.last + 1))
