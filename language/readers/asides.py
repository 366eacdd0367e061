"""What is put aside until a day, and what is brought back to the radar."""

from __future__ import annotations

import re

from language.draft import Draft, Named
from language.guards import keeps_from
from language.names import Mention
from language.readers.statuses import marked_reason, unmarked_reason
from language.sentence import Sentence
from language.vocabulary import Cue

_OF_THE_RADAR = re.compile("радар|radar")


def read_aside(s: Sentence) -> Draft | None:
    """«отложи вход до пятницы, ждём юристов», "put login aside for a week"; without a day only «не сейчас: вход».

    «Отложи релиз до пятницы» moves the release, as it always did: only the radar's own words put one aside.
    """
    cue = s.first("off_radar") or s.first("aside")
    moment = s.shift or next(iter(s.days()), None)
    subject = _subject(s, releases=cue is not None and cue.kind == "off_radar")
    if cue is None or subject is None or (moment is None and not _OF_THE_RADAR.search(s.said(cue))):
        return None
    kind, thing = subject
    said = max(thing.end, s.words[cue.last].end, moment.end if moment else 0)
    marked = marked_reason(s.text[said:])
    imperative = _is_order(s, cue)
    kept = keeps_from(s, cue.first, cue.last, imperative=imperative, until=s.index(said) if marked else None)
    slots: dict[str, object] = {kind: Named(kind, s.text[thing.start : thing.end], thing)}  # type: ignore[arg-type]
    if moment is not None:
        slots["shift" if moment is s.shift else "date"] = moment
    if reason := marked or unmarked_reason(s.text[said:]):
        slots["reason"] = reason
    return Draft("put aside", "aside_put", slots, cue.language, kept)


def read_bring_back(s: Sentence) -> Draft | None:
    """«верни вход на радар», "bring login back to the radar"."""
    cue = s.first("back", "put", "set")
    subject = _subject(s, releases=True)
    if cue is None or subject is None or not s.has("on_radar"):
        return None
    kind, thing = subject
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    named = Named(kind, s.text[thing.start : thing.end], thing)  # type: ignore[arg-type]
    return Draft("back on the radar", "aside_back", {kind: named}, cue.language, kept)


def _subject(s: Sentence, *, releases: bool) -> tuple[str, Mention] | None:
    """The one feature, or the one release, that is spoken of."""
    for kind in ("feature", "release") if releases else ("feature",):
        found = s.of(kind)
        if found:
            return (kind, found[0]) if len(found) == 1 else None
    return None


def _is_order(s: Sentence, cue: Cue) -> bool:
    """All but «отложили», «отложат»: those tell what is so, or will be."""
    return not any(s.words[n].marks & {"past", "futr"} for n in range(cue.first, cue.last + 1))
