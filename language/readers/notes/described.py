"""A description that is given behind the name: "for X set the description to …", «к X допиши описание …»."""

from __future__ import annotations

import re

from language.names import Mention
from language.sentence import Sentence

_LED_IN = re.compile(
    r"\W*(?:(?:so|ok|okay|well|and|please|а|и|ну|пожалуйста)[\s,]+)*(?:(?:for|to|on|к|ко|для|у|по)\s+)?(?:the\s+)?"
    r"(?:(?:feature|project|фич\w+|проект\w*)\s+)?[\"«“„]?",
    re.IGNORECASE,
)
_CLOSES = r"[\"»”]?(?:\s+(?:feature|project))?[\s,]*"
_PLEASE = r"(?:(?:please|пожалуйста)\s+)?"
_ORDERED = re.compile(
    rf"{_CLOSES}{_PLEASE}(?:"
    r"(?:set|change|update|make|put|add|write)\s+(?:the\s+|its\s+|a\s+)?(?:new\s+)?description(?:\s+(?:to(?:\s+be)?|as)\s*:?|\s*:)"
    r"|(?:допиши|добавь|напиши|поставь|запиши|внеси|укажи|поменяй|измени|обнови|сделай)(?:те)?"
    r"\s+(?:тако[ей]\s+|новое\s+)?(?:в\s+)?описание(?:\s+на(?=\s)|\s*[:—–])?"
    r")\s*(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
# "X could do with a description, so put this: …", «X не хватает описания, запиши: …»: it is told that there is none.
_MISSED = re.compile(
    rf"{_CLOSES}(?:"
    r"(?:could\s+(?:do\s+with|use)|(?:still\s+)?(?:needs|has|lacks|is\s+missing))\s+(?:a\s+|no\s+)?description"
    r"|(?:(?:ещ[её]|пока|всё)\s+)?(?:не\s+хватает|нужно|надо|нет)\s+описани[ея])"
    rf"\s*(?:[,;.—–]\s*(?:so\s+)?{_PLEASE}(?:put|write|set|add|make|запиши|напиши|добавь|поставь)(?:те)?"
    r"(?:\s+(?:this|that|it|такое|вот|такой))?\s*)?:\s*(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
# «поставь проекту X описание: …», "give project X a description: …": the order stands before the name
_GIVES = re.compile(
    r"\W*(?:(?:so|ok|okay|well|and|please|а|и|ну|пожалуйста|слушай)[\s,]+)*"
    r"(?:(?:поставь|задай|добавь|дай|напиши|запиши|пропиши|сделай|внеси|впиши|присвой|укажи)(?:те)?|пусть\s+у|у|give|write)\s+"
    r"(?:(?:the|our|наше(?:му|й))\s+)?(?:feature|project|фич[еи]|проект[уа])\s+[\"«“„]?",
    re.IGNORECASE,
)
_ITS_DESCRIPTION = re.compile(
    rf"{_CLOSES}(?:пусть\s+будет\s+|будет\s+|a\s+|the\s+)*(?:такое\s+|новое\s+|new\s+|short\s+)?(?:описание|description)\s*[:—–]\s*(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
# "put works without internet as the description of the feature X", «поставь … описанием фичи X»
_TEXT_BEFORE = re.compile(
    r"\W*(?:(?:so|ok|okay|well|and|please|kindly|а|и|ну|пожалуйста)[\s,]+)*"
    r"(?:(?:put|set|add|write|use|enter|take|record|save|поставь|запиши|укажи|внеси|впиши|добавь|сделай)(?:те)?)\s+"
    r"(?P<text>\S.*?)[\s,]+(?:as\s+(?:the|a)\s+(?:new\s+)?description\s+(?:of|for|on|in|to)"
    r"|(?:описанием|(?:как|в\s+качестве)\s+описани[ея])\s*(?:для|у|к)?)\s+"
    r"(?:(?:the|our|наше\w*)\s+)?(?:(?:feature|project|фич\w+|проект\w*)\s+)?[\"«“„]?",
    re.IGNORECASE | re.DOTALL,
)
_DICTATED = 3  # words that are a description without a colon: "set the description to done properly" may be a status


def described_after(s: Sentence, mention: Mention) -> str:
    """The text of a description that is ordered right behind the name; empty where none is."""
    given = _ITS_DESCRIPTION.match(s.text, mention.end) if _GIVES.fullmatch(s.text, 0, mention.start) else None
    if given is not None:
        return given["text"]
    if before := _TEXT_BEFORE.fullmatch(s.text, 0, mention.start):
        return before["text"].strip("\"'«»“”„")
    if not _LED_IN.fullmatch(s.text, 0, mention.start):
        return ""
    found = _ORDERED.match(s.text, mention.end) or _MISSED.match(s.text, mention.end)
    if found is None:
        return ""
    set_apart = s.text[: found.start("text")].rstrip().endswith((":", "—", "–"))
    return found["text"] if set_apart or len(found["text"].split()) >= _DICTATED else ""
