"""Why something was put right, told behind: "login is done. Oops, I meant signup, login hasn't even started!"."""

from __future__ import annotations

from language.sentence import Sentence
from language.taken_back.repairing import keeps_its_words, marks
from language.vocabulary import STATUSES


def without_what_was_wrong(s: Sentence) -> str | None:
    """The text without what is told behind of the one named by mistake; None where nothing is.

    Only where it says that it is not so, or no status at all: what has one of its own is another change.
    """
    features = s.of("feature")
    if len(features) < 3 or keeps_its_words(s):  # the wrong one, the right one, the wrong one again
        return None
    corrected = [s.words[c.first].start for c in s.all("correction", "wrong_")]
    corrected += [mark.start for mark in marks(s) if mark.sure]
    tail = features[-1]
    for position in sorted(corrected):
        before = [m for m in features if m.end <= position]
        meant = [m for m in features if position < m.start < tail.start]
        wrong = any(set(m.things) & set(tail.things) for m in before)
        if not meant or not wrong or set(meant[-1].things) & set(tail.things):
            continue
        first, _ = s.segment(s.index(tail.start))
        told = [c for c in s.all(*STATUSES) if c.first >= first]
        denied = any(c.first >= first for c in s.all("no_"))
        if s.words[first].start >= meant[-1].end and (denied or not told):
            return s.text[: s.words[first - 1].end]
    return None
