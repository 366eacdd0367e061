"""Where a release stands in a sentence: what goes into it, what comes out of it, what is denied of it."""

from __future__ import annotations

import re

from language.folding import fold
from language.names import Mention
from language.sentence import Sentence

_OF_THE_MOVE = frozenset("put fill there release_noun feature_noun features too set move ship backlog".split())
VERSION = re.compile(r"\bv?\d+(?:\.\d+)+\b", re.IGNORECASE)
NOUN = r"(?:релиз\w*|верси\w+|release|version)"
PLACE = re.compile(
    rf"(?:\b(?:в|на|к|за|to|into|in|for|with|onto|on|part of|target(?:ing|ed)?:?)|[>→])\s*(?:(?:the|{NOUN})\s*)*$"
    rf"|{NOUN}\s*$|\bсостав\w*\s*$"
)
TO_RELEASE = re.compile(rf"\b(?:в|на|to|into)\s+(?:(?:the|{NOUN})\s+)*$")
NOT_INTO = re.compile(rf"\b(?:не|not)\s+(?:в|на|to|into|in)\s+(?:(?:the|{NOUN})\s+)*$")
IN_RELEASE = re.compile(rf"\b(?:в|на|to|into|in|with|for|of|make|makes|making|miss|misses)\s+(?:(?:the|{NOUN})\s+)*$")
INTO = re.compile(rf"\b(?:в|во|to|into|in)\s+(?:(?:the|{NOUN})\s+)*$")
OUT_OF = re.compile(r"(?:\bиз|\bс|\bfrom|out of|off)\s+(?:the\s+)?(?:состава\s+)?(?:релиза\s+)?$")
_WITH = re.compile(rf"\b(?P<together>(?:вместе|вкупе)\s+)?со?\s+(?:{NOUN}\s*)?$")
_TRAVELS = frozenset(
    "поехать ехать выйти выходить выпустить выпускать выкатить выкатывать выкатиться выкатываться катить пойти идти "
    "отправиться отправить релизиться зарелизить".split()
)


def goes_on_to_another(s: Sentence) -> bool:
    """ "bump X from v2.0 to v2.1": taken out of one to be put into the other."""
    releases = s.of("release")
    return len({r.things for r in releases}) > 1 and bool(TO_RELEASE.search(fold(s.text[: releases[-1].start])))


def goes_with(s: Sentence, release: Mention) -> bool:
    """«поедет с 2.0», «вместе с релизом 2.0»: it comes out with it; «съезжает с 2.0» leaves it."""
    with_it = _WITH.search(fold(s.text[: release.start]))
    if with_it is None:
        return False
    start, end = s.segment(s.index(release.start))
    return bool(with_it["together"]) or any(word.forms & _TRAVELS for word in s.words[start:end])


def is_denied(s: Sentence, release: Mention) -> bool:
    """«в 2.1, в 2.0 не влезаем», «в 2.1, перекинь из 2.0»: where it does not go, or comes from."""
    if OUT_OF.search(fold(s.text[: release.start])) and not goes_with(s, release):
        return True
    start, end = s.segment(s.index(release.start))
    return any(start <= c.first < end for c in s.all("no_", "never_"))


def is_of_the_move(s: Sentence, number: int) -> bool:
    return any(c.kind in _OF_THE_MOVE and c.first <= number <= c.last for c in s.cues)
