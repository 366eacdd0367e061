"""Told for when something else has come about: «отпустят юристы, тогда и добавим»."""

from __future__ import annotations

import re

from language.disowned.telling import Telling

_THEN = re.compile(r"\bтогда и (?P<verb>\w+)|^\W*вот [^.!?]+ и (?P<next>\w+)")


def is_awaited(told: Telling) -> bool:
    return _is_to_follow(told)


def _is_to_follow(told: Telling) -> bool:
    """«отпустят юристы, тогда и добавим»."""
    found, s = _THEN.search(told.text), told.sentence
    if found is None:
        return False
    marks = s.words[s.index(found.start("verb" if found["verb"] else "next"))].marks
    return {"futr", "1per"} <= marks and "pres" not in marks
