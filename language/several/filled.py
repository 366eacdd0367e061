"""A new release and what goes into it in one message: «заведи релиз 2.5 на 15 апреля, туда тёмную тему».

A change of another kind may follow as well, for a version and a day end where they end: "…, dark theme is blocked".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from language.draft import Draft, as_named
from language.drafting import LIVING, from_readers
from language.guards.questions import asked
from language.names import Names
from language.readers.new.naming import read_new_release
from language.sentence import Sentence
from language.several.clauses import CUT, MOST_CUTS, all_change
from language.taking_apart import take_apart

_WITH = r"(?:с|со|with|containing|including|that\s+includes|в\s+котор\w+\s+войд[её]т|куда\s+войд[её]т|в\s+составе)"
_CUT = re.compile(rf"\s+{_WITH}\s+", re.IGNORECASE)
_FILLING = ("put", "there", "and_", "release_noun", "feature_noun", "pronoun", "tail")
_INSIDE = frozenset("внутри внутрь внутрью inside aboard туда сюда там there него нём нем неё нее ней it это".split())
_JOINTS = frozenset("и а сразу и плюс and plus also then сразу тоже заодно войдут войдет войдёт goes go with".split())
_UNSURE = ("feature_noun", "project_noun", "idea_noun", "risk_noun", "if_", "no_", "never_", "maybe", "hearsay")
_MAY = frozenset("may might could would should can may не нет not бы".split())


def read_filled(s: Sentence, names: Names, today: dt.date) -> list[Draft]:
    """The release to be made, and each feature that is put into it; empty where either is not sure."""
    if not s.of("feature") or not s.has("create", "new") or not s.days() or asked(s) or s.has(*_UNSURE):
        return []
    for start, end in _cuts(s):
        made = read_new_release(take_apart(s.text[:start], names, today))
        if made is None or made.kept:
            continue
        rest = take_apart(s.text[end:], names, today)
        if not rest.of("feature"):
            continue
        put = _put_into_it(rest, made, led=_CUT.fullmatch(s.text[start:end]) is not None)
        if put and len(s.days()) == 1:
            return [replace(made, slots={**made.slots, "date": s.days()[0]}), *put]
        other = [] if put else from_readers(rest, LIVING)
        if made.slots["date"] and all_change(other):
            return [made, *other]
    return []


def _put_into_it(s: Sentence, made: Draft, *, led: bool) -> list[Draft]:
    if s.of("release") or not _only_puts(s, led=led):
        return []
    return [
        Draft("into it", "release_add_feature", {"feature": as_named(s, "feature", mention)}, made.language)
        for mention in s.of("feature")
    ]


def _cuts(s: Sentence) -> Iterator[tuple[int, int]]:
    """Where the release may end and what goes into it begin."""
    first = s.of("feature")[0].start
    for cut in (*islice(CUT.finditer(s.text, 0, first), MOST_CUTS), *_CUT.finditer(s.text, 0, first)):
        yield cut.span()


def _only_puts(s: Sentence, *, led: bool) -> bool:
    """Nothing else is said, and words for the new release are: «туда», "in it"; or «с», "with" led it in."""
    known = s.within(*_FILLING)
    texts = [word.text for word in s.words]
    whole = all(s.plain(n) or s.is_named(n) or n in known or texts[n] in _INSIDE | _JOINTS for n in range(len(texts)))
    there = s.has("there") or bool(_INSIDE.intersection(texts))
    return whole and (there or led) and not _MAY.intersection(texts)
