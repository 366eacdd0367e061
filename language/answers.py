"""Short answers to a question that has just been asked: yes, no, the second one."""

from __future__ import annotations

from language.folding import fold

_YES = frozenset("да ага угу конечно подтверждаю верно точно давай ок yes yep yeah sure ok okay confirm".split())
_BESIDE_NO = frozenset(
    {"передумал", "передумала", "передумали", "не надо", "не нужно", "не стоит", "оставь", "changed my mind",
     "never mind", "не делай", "leave it"}
)  # fmt: skip
_NO = frozenset("нет не неа отмена отставить стоп не-а no nope cancel stop don't".split())


def yes_or_no(text: str) -> bool | None:
    """True and False for a bare yes and no; None for everything else."""
    word = fold(text).strip(" .,!…")
    if word in _YES:
        return True
    first, _, rest = word.replace(",", " ").partition(" ")
    taken_back = (first in _NO and rest.strip() in _BESIDE_NO) or word in _BESIDE_NO
    return False if word in _NO or taken_back else None


def number(text: str) -> int | None:
    """The number of an option, from 1, where the text is nothing but that."""
    word = text.strip(" .)#№")
    return int(word) if word.isdecimal() and len(word) == 1 else None
