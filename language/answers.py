"""Short answers to a question that has just been asked: yes, no, the second one."""

from __future__ import annotations

from language.folding import fold

_YES = frozenset("да ага угу конечно подтверждаю верно точно давай ок yes yep yeah sure ok okay confirm".split())
_NO = frozenset("нет не неа отмена отставить стоп не-а no nope cancel stop don't".split())


def yes_or_no(text: str) -> bool | None:
    """True and False for a bare yes and no; None for everything else."""
    word = fold(text).strip(" .,!…")
    if word in _YES:
        return True
    return False if word in _NO else None


def number(text: str) -> int | None:
    """The number of an option, from 1, where the text is nothing but that."""
    word = text.strip(" .)#№")
    return int(word) if word.isdecimal() and len(word) == 1 else None
