"""Several sentences or lines, each of them a command by itself: «вход готов. Переводы в 2.1», a list of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.meaning import Command
from language.sentence import Sentence

_BOUNDARY = re.compile(r"(?P<stop>(?<=[^\W\d_]{2})[.!]+(?=\s+[^\W\d_]))\s+|\s*(?P<line>\n)+\s*|\s*(?P<semicolon>;)\s+")
_MOST = 5
# How a sentence begins that says the one before it otherwise, or goes on about it.
_GOES_ON = re.compile(
    r"\W*(?:нет|не|стоп|ой|ах|ох|хотя|точнее|вернее|то есть|тьфу|погоди\w*|подожди\w*|поправка|потому|так как|из-за"
    r"|no|not|nope|wait|stop|oops|oh|actually|sorry|correction|scratch|rather|because|since|well|i mean|i meant)\b",
    re.IGNORECASE,
)
_KEEPS_WORDS = re.compile(r"^(?:idea|risk)_create$|_describe$")
_OF_THE_STEP = frozenset({"undo", "redo", "take_back", "feature_instead"})


def sentences_of(s: Sentence) -> list[str]:
    """Its sentences, lines or parts between semicolons, where each may be a command by itself; none where it is one."""
    ends = [m.span() for m in _BOUNDARY.finditer(s.text)]
    if not 0 < len(ends) < _MOST or any(m.start < end and begin < m.end for begin, end in ends for m in s.mentions):
        return []
    starts = [0, *(end for _, end in ends)]
    if any(s.words[cue.first].start >= starts[1] for cue in s.all("wrong_", "correction")):
        return []
    parts = [s.text[start:end] for start, end in zip(starts, [*(begin for begin, _ in ends), len(s.text)], strict=True)]
    return parts if all(map(str.strip, parts)) and not any(map(_GOES_ON.match, parts[1:])) else []


def may_stand_together(commands: Sequence[Command], s: Sentence) -> bool:
    """None of them is kept word for word to the end of the message, of the last step, or of what another one did."""
    lines = "\n" in s.text
    told = [(command.intent, command.slots.get("feature") or command.slots.get("release")) for command in commands]
    return len(told) == len({str(one) for one in told}) and not any(
        intent in _OF_THE_STEP or (_KEEPS_WORDS.search(intent) and not lines) for intent, _ in told
    )
