"""Words that look like an owner or an owner's name and are none: "their own thing", "6 pm", "after lunch"."""

from __future__ import annotations

import re

from language.folding import fold
from language.readers.last_step.another_object import names_another_object
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

_WHOSE = frozenset("my our your his her its their whose s".split())
_NO_NAMES = frozenset("after before until till when while because since at by during crashes the a an".split())


def is_no_owner(s: Sentence, cue: Cue) -> bool:
    """ "their own thing", "the vendor's own service", "6 pm"."""
    before = s.words[cue.first - 1].text if cue.first else ""
    said = s.said(cue)
    return (said == "own" and before in _WHOSE) or (said == "pm" and before[:1].isdigit())


def is_no_name(s: Sentence, name: str) -> bool:
    """ "after lunch", "the sdk crashes", "cancelled": words in small letters that tell something else."""
    if not (name.isascii() and name.islower()) or name.startswith("@"):
        return False
    said = set(fold(name).split())
    first = next((n for n, word in enumerate(s.words) if word.text in said), 0)
    is_state = any(first <= c.first < first + len(said) for c in s.all(*STATUSES))
    return is_state or bool(said & _NO_NAMES) or any(word[0].isdigit() for word in said)


def is_not_given(s: Sentence) -> bool:
    """«назначь мне созвон по входу», "assign me a room for login"; "login is dead to me" gives nothing at all."""
    if s.has("assign") and names_another_object(s):
        return True
    gives = [c for c in s.all("hand_over", "assign", "take_on", "set", "put") if s.said(c) not in _IS]
    return not gives and bool(_TO_ME.search(fold(s.text)))


_IS = frozenset("is are as to in".split())
_TO_ME = re.compile(r"\b(?:to|for)\s+(?:me|myself)\b")


def is_wanted_by_others(s: Sentence) -> bool:
    """«PO входа хотят поменять на Олега»: they want it, and nobody has ordered it."""
    return any({"VERB", "3per"} <= s.words[c.first].marks for c in s.all("wish"))
