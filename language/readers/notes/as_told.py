"""What is kept word for word, without what leads it in and the order to keep it behind it."""

from __future__ import annotations

import re

from language.folding import clean_name

_EDGE = " \t\n,;:—–-→>"
SAVED_AS = re.compile(
    r"[,.;]?\s*(?:please\s+)?(?:save|write|put|note|keep|log|record|add)\s+(?:it|that|this)(?:\s+down)?(?:\s+as(?:\s+an?\s+\w+)?)?[\s.!]*$"
    r"|[,.;]?\s*(?:запиши|сохрани|запомни|зафиксируй|добавь)(?:\s+(?:это|её|ее))?(?:\s+(?:как|в)(?:\s+\w+)?)?[\s.!]*$",
    re.IGNORECASE,
)
# What says nothing, and the order that stands behind its noun: «пришла идея, запиши: …»
_BEFORE_IT = re.compile(
    r"^(?:\((?:от|from|by)\s[^)]*\)\s*[:—–-]\s*|(?:номер|number)\s+\w+\s*[:—–]\s*|(?:на\s+будущее|для\s+бэклога|for\s+the\s+(?:backlog|future))\s*[:—–]\s*"
    r"|(?:следующее|вот\s+что|такое|the\s+following)\s*:\s*|(?:ну|такая|вот|что|that)\b[\s,]*"
    r"|(?:пришла|появилась|родилась|возникла|(?:just\s+)?(?:came|popped|occurred|hit|struck))(?:\s+(?:мне|в\s+голову|на\s+ум"
    r"|to|up|into|me|us|my\s+(?:head|mind)))*(?=\s*[:,—–-])[\s:,—–-]*"
    r"|(?:запиши|сохрани|write\s+(?:it|this)\s+down|note\s+it)\b(?=\s*[:«\"“—–-])[\s:—–-]*)+",
    re.IGNORECASE,
)


def as_told(text: str) -> str:
    """The text without what leads it in: dashes, colons and fillers like «ну»."""
    text = text.strip(_EDGE).lstrip(". )")
    text = _BEFORE_IT.sub("", text)
    return clean_name(text.strip(_EDGE))
