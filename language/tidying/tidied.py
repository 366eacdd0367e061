"""A text as it is read: all steps that put it in order, one behind the other."""

from __future__ import annotations

import re

from language.names import Names
from language.politeness import plainly
from language.tidying.courtesies import without_courtesies
from language.tidying.hesitation import without_hesitation
from language.tidying.idle_questions import without_idle_question
from language.tidying.layout import mended, unmixed
from language.tidying.misspelt import spelt
from language.tidying.pauses import with_pauses
from language.tidying.rows import shortened
from language.tidying.self_answers import answered_alone
from language.tidying.vouching import without_vouching

_SLASH = re.compile(r"^/(\w+)(?:@\w+)?")
# What says nothing itself.
_AFTER_ALL = re.compile(r"^(?:on second thoughts?|come to think of it)\b[\s,.—–-]*", re.IGNORECASE)
_MEANT = re.compile(r"[,\s]+i (?:mean|meant)[\s.!]*$", re.IGNORECASE)  # "… to v3.0, sorry, v3.1 i mean"


def tidied(text: str, names: Names) -> str:
    """`/my_projects` and `/undo@radar_bot` are said like any other sentence; the keyboard's layout is mended."""
    said = _SLASH.sub(lambda m: m.group(1).replace("_", " "), shortened(text).strip())
    said = spelt(without_hesitation(mended(unmixed(said))))
    said = without_courtesies(said, names.begin_with, lambda part: bool(names.mentions(part)))
    said = without_vouching(answered_alone(without_idle_question(said)))
    return with_pauses(plainly(_MEANT.sub("", _AFTER_ALL.sub("", said))))
