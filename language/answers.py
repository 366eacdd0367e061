"""Short answers to a question that has just been asked: yes, no, the second one."""

from __future__ import annotations

from collections.abc import Sequence

from language.folding import fold
from language.names import Names
from language.things import Thing
from language.words import words

_YES = frozenset("да ага угу конечно подтверждаю верно точно давай ок yes yep yeah sure ok okay confirm".split())
_BESIDE_NO = frozenset(
    {"передумал", "передумала", "передумали", "не надо", "не нужно", "не стоит", "оставь", "не делай", "ну его",
     "да ну его", "забей", "забудь", "не важно", "неважно", "ничего не надо", "ничего", "никакой", "никакую",
     "changed my mind", "never mind", "nevermind", "leave it", "forget it", "no need", "skip it", "neither"}
)  # fmt: skip
_NO = frozenset("нет не неа отмена отставить стоп не-а no nope cancel stop don't".split())
_AROUND_A_NAME = frozenset(
    "в во для на к по у это ну давай проект проекта проекте the in to for into under project one".split()
)


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


def named(text: str, options: Sequence[Thing]) -> int | None:
    """Which option a text names, from 0, in any case ending, in full or in part: «в личном кабинете», «кабинет».

    None where it names none or several, or says anything besides: then it is no answer.
    """
    exact = [n for n, option in enumerate(options) if fold(option.name) == fold(text).strip(" .,!")]
    if len(exact) == 1:
        return exact[0]
    found = Names(tuple(options)).mentions(text)
    told = [w for w in words(fold(text)) if not any(m.start <= w.start < m.end for m in found)]
    if len(found) != 1 or len(found[0].things) != 1 or any(w.text not in _AROUND_A_NAME for w in told):
        return None
    return options.index(found[0].things[0])
