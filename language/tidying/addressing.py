"""What is said to whoever listens, of what they do or of what the speaker will not: "don't argue", «не буду тянуть»."""

from __future__ import annotations

from language.sentence import Sentence
from language.vocabulary import STATUSES

TELLERS = frozenset("i we they he she you i'd we'd they'd would never to".split())
NEEDLESS = frozenset("надо нужно стоит need".split())
_DONT = frozenset("don't dont".split())
_STOP = frozenset("stop quit хватит хорош кончай кончайте прекрати прекратите перестань перестаньте".split())
_NEEDNT = frozenset({"needn't", "neednt"})
_USE = frozenset("point use sense good".split())
_NEAR = 2  # words from "point" to "waiting"
_WONT = frozenset("буду будем стану станем".split())
# «не верь», "don't say", «не надо отмечать»: what follows is what must not be believed, said or put down.
_BELIEF = frozenset(
    "say tell believe think trust listen claim assume pretend joke kid call write announce "
    "mark record отмечать отметить помечать пометить записывать записать фиксировать "
    "верить говорить сказать думать слушать считать шутить писать рассказывать врать надеяться передавать".split()
)
# What one does about a thing that may be done already, and of what no clause is told: "no need to chase me".
_CALLS_UPON = frozenset(
    "ask chase ping nag pester bother wait worry fret panic hurry rush remind thank look search come bug hassle".split()
)
_TO_WHOM = frozenset("me us you again anymore today now either".split())


def ends_without_a_pause(s: Sentence, begun: int, number: int) -> bool:
    """ "no need to ask me tomorrow | dark theme is done": the matter itself begins, and no pause is written."""
    before = number - 1
    copula = next((s.index(m.end) for m in s.mentions if s.index(m.start) == number), len(s.words))
    if before <= begun or copula >= len(s.words) or s.words[copula].text not in ("is", "are"):
        return False
    verbs = [n for n in range(begun + 1, number) if s.words[n].forms & _CALLS_UPON or _is_called_upon(s, n)]
    known = s.is_named(before) or s.words[before].text in _TO_WHOM or before in verbs
    known = known or any(c.last == before for c in s.all("later_"))
    return known and any(is_addressed(s, begun, n) for n in verbs)


def _is_called_upon(s: Sentence, number: int) -> bool:
    """ "waiting", "chasing"."""
    word = s.words[number].text
    return word.endswith("ing") and bool({word[:-3], f"{word[:-3]}e"} & _CALLS_UPON)


def is_addressed(s: Sentence, begun: int, number: int) -> bool:
    """The verb at this word is one of those, in words that go back to `begun`."""
    if number <= begun or _is_of_belief(s, number):
        return False
    word, before = s.words[number], s.words[number - 1].text
    if before in _DONT:
        ordered = number - 2 < begun or (s.plain(number - 2) and s.words[number - 2].text not in TELLERS - {"you"})
        return ordered and word.text.isascii()  # and not "customers don't want it"
    if before == "не":
        return {"impr", "VERB"} <= word.marks
    if before in _STOP:
        return "INFN" in word.marks or word.text.endswith("ing")
    return _is_declined(s, begun, number) or _is_needless(s, begun, number)


def _is_of_belief(s: Sentence, number: int) -> bool:
    """«не верь», "don't say", or a status; «не буду врать» believes and denies nothing."""
    announced = s.words[number - 1].text in _WONT | {"gonna"}
    told = bool(s.words[number].forms & _BELIEF) and not announced
    return told or any(c.kind in STATUSES and c.first == number for c in s.cues)


def _is_declined(s: Sentence, begun: int, number: int) -> bool:
    """ "not gonna sugarcoat it", "i'm not going to lie"."""
    before = [word.text for word in s.words[begun:number]]
    going = before[-1:] == ["gonna"] or before[-2:] == ["going", "to"]
    return going and bool({"not", "ain't"} & set(before))


def _is_needless(s: Sentence, begun: int, number: int) -> bool:
    """«не надо на меня так смотреть», "no need to panic", "you needn't ask", «не буду тянуть»."""
    word = s.words[number]
    if s.words[number - 1].text in _NEEDNT:
        return True
    if word.text.endswith("ing") and _USE & {w.text for w in s.words[max(begun, number - _NEAR) : number]}:
        return any(w.text == "no" for w in s.words[begun:number])
    verb = "INFN" in word.marks or (s.words[number - 1].text == "to" and word.text.isascii())
    denied = [n for n in range(begun + 1, number) if s.words[n - 1].text in ("не", "no")]
    return verb and any(s.words[n].text in NEEDLESS | _WONT for n in denied)
