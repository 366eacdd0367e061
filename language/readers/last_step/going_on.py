"""An order to go on with what was only weighed before: "…, please do so", «…, сделай пожалуйста»."""

from __future__ import annotations

import re

from language.folding import fold
from language.guards.questions import asked
from language.sentence import Sentence

_GO_ON = re.compile(
    r"(?:^|[\s,.;—–-])(?:please\s+)?(?:do\s+(?:so|it|that)|go\s+ahead|make\s+it\s+so|go\s+on|proceed|see\s+to\s+it"
    r"|(?:давай\s+|так\s+что\s+)?(?:сделай|сделайте|делай|делайте|действуй|действуйте|выполняй|выполни|займись|поехали))"
    r"(?:\s+(?:please|now|then|это|так|пожалуйста|плиз|уже|with\s+it|for\s+me))*[\s.!)]*$"
)
_DENIED = re.compile(r"\b(?:don['’]?t|not|never|не)\s+(?:please\s+)?(?:do|go|make|proceed|see|сдела\w+|дела\w+)")


def is_told_to_go_on(s: Sentence) -> bool:
    """The sentence ends with the order to do what it told of, and asks nothing."""
    text = fold(s.text)
    return _GO_ON.search(text) is not None and _DENIED.search(text) is None and not asked(s)
