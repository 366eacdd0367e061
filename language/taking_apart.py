"""A text taken apart: names whole and in part, moments, cues, and which of the names are meant."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from language import dates
from language.folding import fold
from language.names import Mention, Names
from language.names.longer import is_other_name
from language.names.not_meant import is_not_meant
from language.names.short import is_only_a_word, only_cues, repeats, stands_as_a_name, touches_another
from language.sentence import SILENT, Moment, Sentence
from language.taken_back.correcting import with_borrowed_month, without_corrected
from language.vocabulary import Cue, find_cues
from language.words import PERSONAL, Word, words


def take_apart(text: str, names: Names, today: dt.date) -> Sentence:
    """Names whole and in part, moments, cues; what is inside a whole name is no cue."""
    spoken = tuple(words(fold(text)))
    mentions, moments = link(text, names, today)
    moments = with_borrowed_month(text, without_corrected(text, moments), moments)
    shift = dates.find_shift(text)
    whole = [m for m in mentions if m.whole]
    cues = _outside(find_cues(spoken), spoken, whole)
    cues = [c for c in cues if not _is_surname(c, text, spoken, cues)]
    mentions = [m for m in mentions if m.whole or not _is_somebody(m, spoken, cues)]
    kept = [
        m
        for m in mentions
        if m.whole or not ((only_cues(m, spoken, cues) and not stands_as_a_name(m, spoken)) or repeats(m, mentions))
    ]
    # Of ideas and risks, which are whole sentences, common words are a part: "takes over" stays what it is.
    named = [m for m in kept if m.whole or any(m.of(kind) for kind in ("feature", "release", "project"))]
    cues = _outside(cues, spoken, named)
    sentence = Sentence(text, spoken, tuple(kept), tuple(moments), shift, tuple(cues), today)
    certain = tuple(
        m
        for m in kept
        if not is_other_name(m, sentence)
        and not touches_another(m, kept, text)
        and not is_not_meant(m, sentence)
        and not is_only_a_word(m, sentence)
    )
    # The same sentence remembers what was looked up in it.
    return sentence if certain == sentence.mentions else replace(sentence, mentions=certain)


def _is_somebody(mention: Mention, spoken: Sequence[Word], cues: Sequence[Cue]) -> bool:
    """A "sister" is none of «История»: the name only sounds like the word, and does not hold it."""
    kin = [spoken[c.first] for c in cues if c.kind == "kin_" and c.first == c.last]
    word = next((w for w in kin if (w.start, w.end) == (mention.start, mention.end)), None)
    return word is not None and not any(word.text in fold(thing.name) for thing in mention.things)


def link(text: str, names: Names, today: dt.date) -> tuple[list[Mention], list[Moment]]:
    """Names and moments; where both claim the same words, a whole name wins."""
    found = names.mentions(text)
    moments: list[Moment] = []
    period = dates.find_period(text, today)
    candidates: list[Moment] = [*([period] if period else []), *dates.find_dates(text, today)]
    for moment in candidates:
        rivals = [m for m in found if m.start < moment.end and moment.start < m.end]
        taken = any(m.start < moment.end and moment.start < m.end for m in moments)
        if not taken and not any(m.whole for m in rivals):
            found = [m for m in found if m not in rivals]
            moments.append(moment)
    return found, sorted(moments, key=lambda m: m.start)


def _outside(cues: Iterable[Cue], spoken: Sequence[Word], mentions: Iterable[Mention]) -> list[Cue]:
    """The cues that share no letter with a name; looked for in order, since a message may hold hundreds of either."""
    spans = sorted((m.start, m.end) for m in mentions)
    reached = [0, *accumulate((end for _, end in spans), max)]  # by the first names, however many
    starts = [start for start, _ in spans]
    return [c for c in cues if reached[bisect_left(starts, spoken[c.last].end)] <= spoken[c.first].start]


def _is_surname(cue: Cue, text: str, spoken: Sequence[Word], cues: Sequence[Cue]) -> bool:
    """ "make Nina Park its PO": an English verb with a capital letter behind a first name, and no verb."""
    word, before = spoken[cue.first], spoken[cue.first - 1] if cue.first else None
    if before is not None and word.text == "ли" and text[word.start].isupper():
        return bool(PERSONAL & before.marks)  # «Женя Ли»
    if before is None or cue.first != cue.last or not (word.text.isascii() and before.text.isascii()):
        return False
    if cue.kind == "team":
        return False  # "assign Red Team to login"
    capitals = text[word.start].isupper() and text[before.start].isupper() and not text[word.start : word.end].isupper()
    beside = before.end + 1 == word.start and not text[: word.end].isupper()
    if not (capitals and beside and cue.first > 1):
        return False
    return not any(c.first <= cue.first - 1 <= c.last for c in cues if c.kind not in SILENT)
