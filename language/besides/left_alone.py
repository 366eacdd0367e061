"""A feature that is named only to be left as it is: "… and leave onboarding", «…, вход не надо»."""

from __future__ import annotations

import re

from language.names import Mention
from language.sentence import Sentence

_CUT = re.compile(r"\s*(?:[,;!\n]|\.(?!\d))+\s*(?:(?:а|и|но|and|but)\s+)?|\s+(?:а|и|но|and|but)\s+")
_LEAVES = frozenset("leave keep оставь оставьте оставить оставляем".split())
_INSIDE = frozenset("in there inside в там внутри".split())
_NO_NEED = ("не надо", "не нужно", "не бери", "не трогай", "не добавляй", "doesn't", "isn't", "не надо пока")


def is_left_alone(s: Sentence, mention: Mention) -> bool:
    """Its own clause, up to a pause or an "and", only leaves it where it is; nothing is put or taken there."""
    cuts = [found.span() for found in _CUT.finditer(s.text)]
    start = max((end for _, end in cuts if end <= mention.start), default=0)
    end = min((begin for begin, _ in cuts if begin >= mention.end), default=len(s.text))
    before = [w.text for n, w in enumerate(s.words) if start <= w.start < mention.start and w.text != "the"]
    behind = [w.text for w in s.words if mention.end <= w.start < end]
    if start == 0:
        return False
    if _LEAVES & set(before[-1:]) and set(behind[:1]) & _INSIDE:
        return True  # "… but leave onboarding in it"
    if any(start <= m.start < end for m in s.of("release")):
        return False
    return bool(_LEAVES & set(before[-1:])) or " ".join(behind) in _NO_NEED
