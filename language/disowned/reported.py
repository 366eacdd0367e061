"""A message that is somebody else's from its colon to its end: «вчера Марина сказала: …», 'Pete wrote: "…"'."""

from __future__ import annotations

import re

from language.disowned.telling import Telling
from language.folding import fold

_SAYS = (
    r"(?:(?:на|от|при)?писал[аи]?|пиш[еу]т|сказал[аи]?|говор(?:ит|ят|ил[аи]?)|заявил[аи]?|заявля[ею]т|ответил[аи]?"
    r"|отвеча[ею]т|спросил[аи]?|спрашива[ею]т|передал[аи]?|крич(?:ит|ат)|утвержда[ею]т"
    r"|wrote|writes|said|says|told (?:me|us|everyone|the team)|tells (?:me|us|everyone)|asked|asks|texted|texts"
    r"|emailed|emails|posted|posts|messaged|commented|replied|replies|shouted|announced|claims|claimed)"
)
_COLON = re.compile(rf"^(?P<lead>[^.!?:;«\"“]*?)\b(?P<verb>{_SAYS})(?:\s+[^\W\d]+){{0,3}}\s*(?P<mark>:|(?=[«\"“]))\s*")
_QUOTED_TO_THE_END = re.compile(r"(?:«(?:[^«»]|«[^«»]*»)*»|\"[^\"]*\"|“[^“”]*”)[\s.!?…)]*$")
_NEXT_SENTENCE = re.compile(r"[.!?…]+\s+(?=\w)|\n")
_EMPTY_LINE = re.compile(r"\n\s*\n")
_SPEAKERS = frozenset("i we you я мы ты вы".split())
# What the speaker adds: "…, so mark it", «…, отмечай».
_ADDS = re.compile(r"(?:[,—–-]|\bso\b|\bтак что\b|\bпоэтому\b|\band\b)\s*(?:please |just |давай |ты )?(?P<verb>\w+)")


def is_quoted_whole(told: Telling) -> bool:
    """Somebody else's words stand in quotation marks to the end."""
    found = _somebody_says(told)
    return found is not None and _QUOTED_TO_THE_END.match(fold(told.sentence.text), found.end()) is not None


def is_reported_whole(told: Telling) -> bool:
    """Somebody else says it behind a colon, and the speaker adds nothing of their own."""
    found = _somebody_says(told)
    if found is None or found["mark"] != ":":
        return False
    ends = _EMPTY_LINE if "\n" in found.group() else _NEXT_SENTENCE  # lines behind a colon are all somebody's
    return not (ends.search(fold(told.sentence.text), found.end()) or _is_added_to(told, found.end()))


def _somebody_says(told: Telling) -> re.Match[str] | None:
    """Who it is that says what stands behind a colon or in quotation marks; nothing is ordered before."""
    s = told.sentence
    found = _COLON.match(fold(s.text))
    if found is None or _SPEAKERS & set(re.findall(r"\w+", found["lead"])) or not re.search(r"\w", found["lead"]):
        return None
    begun = s.index(found.end("lead"))
    return None if any(c.first < begun and told.is_ordered_plainly(c) for c in told.acts()) else found


def _is_added_to(told: Telling, start: int) -> bool:
    """An order stands behind a pause or a "so", after something was told."""
    s = told.sentence
    ordered = {s.words[c.first].start for c in told.acts() if told.is_ordered_plainly(c)}
    return any(found.start("verb") in ordered for found in _ADDS.finditer(told.text, start + 1))
