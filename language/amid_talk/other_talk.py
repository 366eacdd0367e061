"""Where a message goes on to something else: «вход готов | а я пошла есть суп», «отмени вход | и не спорьте со мной».

A clause of its own, joined by «а», «и», with somebody or something else for its subject: its words («скоро», «не»,
«если») say nothing of what was told before.
"""

from __future__ import annotations

from collections.abc import Iterator

from language.sentence import Sentence
from language.tidying.prefaces import ORDERS
from language.vocabulary import STATUSES, Cue
from language.words import Word

_JOINTS = frozenset("а и да зато пусть пускай".split())
_FEWEST, _MOST = 2, 2  # words of such a clause; places tried
_PERSONS = frozenset("я мы ты вы кто-нибудь".split())
# What stands for the thing or for what was told of it.
_POINTERS = frozenset(
    "она он оно они ее его их ей ему им ней нем ними это этого этому этим этот эта эту так такое туда там сюда "
    "сам сама само потом затем".split()
)
# What takes back, doubts or puts right what was told before.
_TAKING_BACK = (
    "halt", "correction", "turn", "refused_", "wrong_", "undo", "redo", "maybe", "weighed", "rather", "source", "part_",
    "slip", "ago", "until_", "mistaken",
)  # fmt: skip
_STEPS = (*STATUSES, "delete", "archive", "restore", "take_out", "rename", "back", "create", "set")
_MOVES = ("put", "move", "ship")  # «я пошла есть суп» moves nothing, where nothing is named to go anywhere
_ASIDE = frozenset(
    {"шутить", "врать", "соврать", "пошутить", "сочинять", "выдумать", "передумать", "ошибаться", "ошибиться"}
)
_UNSURE_OF_IT = frozenset(
    "верить знать помнить уверенный понимать понять думать видеть соглашаться согласиться сомневаться".split()
)
_CONDITIONS = frozenset("если когда пока чтобы чтоб".split())


def goes_on_at(s: Sentence) -> Iterator[int]:
    """The words with which the rest of the message is about something else, the first of them first."""
    if "?" in s.text:
        return
    found = 0
    for number in range(_FEWEST, len(s.words) - 1):
        if s.words[number].text in _JOINTS and not s.is_named(number) and _is_of_something_else(s, number + 1):
            yield number
            found += 1
        if found == _MOST:
            return


def _is_of_something_else(s: Sentence, first: int) -> bool:
    words = s.words[first:]
    if any(m.whole and s.index(m.start) >= first for m in s.mentions) or any(word.forms & _ASIDE for word in words):
        return False
    verbs = [n for n in range(first, len(s.words)) if _is_verb(s.words[n])]
    if not verbs or not _has_its_own(s, first, verbs[0]) or _takes_back(s, first):
        return False
    if _is_for_later(s, first, verbs[0]):
        return True
    pointed = any(word.text in _POINTERS for word in words)
    conditions = any(word.text in _CONDITIONS for word in s.words[first : verbs[0]])
    return not (pointed or conditions or _tells_a_step(s, first) or _is_unsure(s, first, verbs))


def _takes_back(s: Sentence, first: int) -> bool:
    """«а лучше не надо», «и Рома говорит, что нет», «и давай без этого»; «не будем плакать» takes nothing back."""
    if any(_is_imperative(s.words[n]) and not _asks_nothing(s, n, first) for n in range(first, len(s.words))):
        return True  # «закрой вход и покажи …»: one more order
    told = [c for c in s.all(*_TAKING_BACK) if c.first >= first and s.words[c.first].text not in _HURRY]
    denied = [c for c in s.all("never_") if c.first >= first and not _is_of_another_verb(s, c.last + 1)]
    others = [c for c in s.all("hearsay", "tell_") if c.first >= first and "1per" not in s.words[c.first].marks]
    return bool(told or denied or others) or any(word.text == "нет" for word in s.words[first:])


def _asks_nothing(s: Sentence, number: int, first: int) -> bool:
    """«не спорьте», «поторопись», «давайте», «кто-нибудь, возьмите кофе» ask nothing of Radar."""
    told = s.words[first:number]
    to_others = any(word.text == "кто-нибудь" for word in told) or s.words[number].text in ("давай", "давайте")
    idle = "intr" in s.words[number].marks and number not in s.within(*ORDERS, "switch")
    return idle or to_others or bool(told and told[-1].text == "не")


_HURRY = frozenset({"поторопись", "поторопитесь", "поспеши", "поспешите"})


def _is_of_another_verb(s: Sentence, number: int) -> bool:
    """«не будем | плакать»: what is not to be done is no step."""
    steps = s.within(*_STEPS, *_MOVES)
    return number < len(s.words) and number not in steps and bool(s.words[number].marks & {"INFN"})


def _tells_a_step(s: Sentence, first: int) -> bool:
    placed = any(s.index(m.start) >= first for m in (*s.of("release"), *s.moments))
    kinds = (*_STEPS, *_MOVES) if placed else _STEPS
    return any(c.first >= first and not _is_mere(s, c) for c in s.all(*kinds))


def _is_for_later(s: Sentence, first: int, verb: int) -> bool:
    """«а что туда войдёт, я потом уточню», «а про остальное вечером расскажу»: it is told at another time."""
    asks = s.words[first].text in _WHAT
    ours = [word for word in s.words[verb:] if {"VERB", "1per", "futr"} <= word.marks]
    return asks and bool(ours) and any(word.forms & _TELLING for word in ours)


_WHAT = frozenset("что кто как когда про об о".split())
_TELLING = frozenset("рассказать уточнить сказать написать решить подумать сообщить доложить прислать".split())


def _is_mere(s: Sentence, cue: Cue) -> bool:
    """«на статусах»: a noun, and no step."""
    word = s.words[cue.first]
    return (cue.kind == "set" and "VERB" not in word.marks and "INFN" not in word.marks) or s.plain(cue.first)


def _is_verb(word: Word) -> bool:
    told = {"VERB", "indc"} <= word.marks or _is_imperative(word)
    return told and ("NOUN" not in word.marks or "1per" in word.marks)  # «плачу»


def _is_imperative(word: Word) -> bool:
    """«почти» is an adverb."""
    return {"VERB", "impr"} <= word.marks and "ADVB" not in word.marks


def _has_its_own(s: Sentence, first: int, verb: int) -> bool:
    """Its subject is I, you, somebody, or a noun that is no known thing."""
    marks = s.words[verb].marks
    if marks & {"1per", "2per"} or _is_imperative(s.words[verb]):
        return True
    around = range(first, min(len(s.words), verb + 3))
    return any(
        s.words[n].text in _PERSONS or ({"NOUN", "nomn"} <= s.words[n].marks and not s.is_named(n) and not s.plain(n))
        for n in around
    )


def _is_unsure(s: Sentence, first: int, verbs: list[int]) -> bool:
    """«…, а я не верю», «и не знаю, так ли»: it is doubted."""
    return any(
        s.words[n].forms & _UNSURE_OF_IT and any(word.text == "не" for word in s.words[max(first, n - 2) : n])
        for n in verbs
    ) and not any(c.first >= first for c in s.all("reason"))
