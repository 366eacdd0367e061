"""Polite and roundabout orders said plainly: "would you kindly close it?" as "close it", «прошу закрыть» as «закрой».

Every later step knows the plain order, with all that keeps it from being done; none has to know the ways to ask.
"""

from __future__ import annotations

import re

from language.politeness import english, russian
from language.politeness.announcing import without_announcement, without_ceremony
from language.politeness.needed import needed

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-z]{3}", re.IGNORECASE)


def plainly(text: str) -> str:
    """The text with each polite order as a plain one; what asks for nothing stays as it is."""
    if _CYRILLIC.search(text):
        text = needed(russian.plainly(without_announcement(text)))
    return english.plainly(without_ceremony(text)) if _LATIN.search(text) else text
