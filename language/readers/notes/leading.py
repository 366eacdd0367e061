"""The noun that leads in what is kept word for word: «идея: …», "had a thought: …", «занеси риск …»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.folding import fold
from language.readers.notes.severity import is_severity
from language.sentence import Sentence
from language.vocabulary import Cue

FOLLOWS = re.compile(
    r"(?:\s+(?:следующее|вот\s+что|такое|the\s+following|this)|\s*,?\s*(?:please|пожалуйста))?\s*[:—–]", re.IGNORECASE
)
_COLON_OR_DASH = re.compile(rf"\s*[:—–-]|{FOLLOWS.pattern}", re.IGNORECASE)
_TOLD_TO = frozenset("you you'd you'll i'd i'll".split())
_THINKERS = frozenset(
    "i we you he she they all who everyone everybody nobody somebody people never always just really also once i'd "
    "had have has i've we've you've they've".split()
)
_WHO_RISKS = frozenset("i we you they to would could might will may can can't don't won't".split())
_RISKED = frozenset("it everything nothing".split())
_CAME = frozenset("пришла появилась родилась возникла осенила есть got had have new такая".split())
_WITH = frozenset("с со без on of".split())
_NONE = frozenset("нет никакого никаких ноль нуль".split())
_WITHIN = 6  # the word idea or risk stands near the beginning


def leading_noun(s: Sentence, kind: str) -> tuple[Cue | None, int]:
    """The noun that opens a sentence with a colon behind, or one near the beginning; and where its sentence begins.

    «стою в пробке, скучно. идея: …», "had lunch with Ann. new risk: …": the order comes after the gossip.
    """
    nouns = [c for c in s.all(kind) if not _is_verb(s, c)]
    told = [c.first for c in s.all("idea_noun", "risk_noun", "describe") if is_set_apart(s, c)]
    for noun in nouns:
        begun, _ = s.hard_segment(noun.first)
        led_in = all(s.plain(n) or n in s.within("create") or is_severity(s, n) for n in range(begun, noun.first))
        opens = came(s, noun) or (led_in and is_set_apart(s, noun))
        if opens and noun.first == min(told):
            return noun, begun
    return _ordered(s, nouns) or (next((c for c in nouns if c.first < _WITHIN), None), 0)


def _ordered(s: Sentence, nouns: Sequence[Cue]) -> tuple[Cue, int] | None:
    """«мне такое рассказали занеси риск высокий …»: the order stands right before it, whatever was told before."""
    for noun in (c for c in nouns if c.first >= _WITHIN):
        verb = noun.first - 1
        while verb > 0 and (is_severity(s, verb) or s.plain(verb)):
            verb -= 1
        if "impr" in s.words[verb].marks and verb in s.within("create"):
            return noun, verb
    return None


def _is_verb(s: Sentence, noun: Cue) -> bool:
    """ "we never thought …", "we risk missing the deadline": somebody did it, or does."""
    before = s.words[noun.first - 1] if noun.first else None
    following = s.words[noun.last + 1].text if noun.last + 1 < len(s.words) else ""
    if s.said(noun) == "risk" and following in _RISKED and not is_set_apart(s, noun):
        return True  # "risk it"
    if before is not None and s.said(noun) == "risk" and not is_set_apart(s, noun):
        return before.text in _WHO_RISKS
    if s.said(noun) == "thought" and following in _TOLD_TO:
        return True  # "thought you should know …", "thought I'd tell you …"
    if s.said(noun).startswith("thought") and before is not None and before.text == "second":
        return True  # "on second thought" is none
    if before is None or s.said(noun) != "thought" or s.breaks(before.end, s.words[noun.first].start):
        return False
    return before.text in _THINKERS or (before.text.endswith("ly") and before.text.isascii())


def came(s: Sentence, noun: Cue) -> bool:
    """«пришла идея: …», "had an idea: …"."""
    return noun.first > 0 and s.words[noun.first - 1].text in _CAME and is_set_apart(s, noun)


def is_in_passing(s: Sentence, noun: Cue) -> bool:
    """«с идеями у нас туго: …», "short on ideas: …", «риска тут никакого», «никто не видел мою идею? тьфу»."""
    before = s.words[noun.first - 1].text if noun.first else ""
    if s.after(noun.last).lstrip()[:1] == "?":
        return True
    if before in _WITH and not s.first("create", before=noun.first):
        return True
    lacking = "gent" in s.words[noun.first].marks and not is_set_apart(s, noun)
    return lacking and any(word.text in _NONE for word in s.words[noun.last + 1 : noun.last + 4])


def is_plural(s: Sentence, noun: Cue) -> bool:
    marks = s.words[noun.first].marks
    return (
        ("plur" in marks and "sing" not in marks)
        or any(noun.first in s.within(kind) for kind in ("ideas", "risks"))
        or fold(s.said(noun))
        in (
            "ideas",
            "risks",
            "thoughts",
        )
    )


def is_set_apart(s: Sentence, noun: Cue) -> bool:
    """A dash or colon behind the word: what follows is meant to be kept."""
    return bool(_COLON_OR_DASH.match(s.after(noun.last)))
