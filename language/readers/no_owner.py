"""Words that look like an owner or an owner's name and are none: "their own thing", "6 pm", "after lunch"."""

from __future__ import annotations

from language.folding import fold
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
