"""What a verb hangs on: «грозятся отменить», "failed to close", "we plan to move" order and tell of nothing done."""

from __future__ import annotations

import re

from language.sentence import Sentence
from language.words import SO_THAT

_ASKED_BY_ME = frozenset("прошу просим попрошу попросим поручаю поручаем требую требуем".split())
_NO_OTHERS = frozenset({"impr", "NOUN", "ADVB", "PRCL", "2per"})
_DECIDED = frozenset(
    "решить договориться постановить прийтись удаться успеть смочь хотеть просить надумать выбрать согласиться".split()
)
_WHO_PLANS = frozenset("i we they he she you are is was were team guys it".split())
_WILL = frozenset({"будем", "будет", "буду", "будут"})
# English verbs that order something where they open a clause.
ORDERS = frozenset(
    "close cancel drop scrap kill block unblock start finish reopen stop pause freeze halt park shelve postpone resume "
    "axe ditch put add move include schedule assign slot throw stick bring target bundle squeeze take go delete remove "
    "rename make mark set create complete ship release archive undo revert reverse".split()
)
# What may stand before "to" and a verb where that is decided, wanted by the speaker, or done.
_DECIDED_TO = frozenset(
    "decided agreed chose chosen voted resolved opted elected had forced managed able want wanted like love please "
    "need needed needs want ok okay sure you it time got have and now so just happy glad pleased ready going "
    "as gotta ought used supposed has how where what try let set ask asking kind".split()
)
_DESTROYS = frozenset("delete remove cancel drop scrap kill".split())
_RESOLVED = frozenset("decided decide agreed voted chose chosen resolved".split())
_US = frozenset("we we've board team management".split())
_VERDICTS = frozenset(
    "идея ошибка глупость бред вариант мечта дело безумие план выход вопрос задача цель путь преступление".split()
)
_TO_BE = re.compile(r"\s[—–-]\s")
_PLACES = frozenset("в во на обратно назад to into in on back".split())
_MAY_DO = frozenset("i we you u so and now then i'm we're".split())
_WOULD = frozenset("i'd we'd they'd he'd she'd you'd".split())


def by_others(s: Sentence, first: int) -> bool:
    """«юристы грозятся отменить»: what others are about to do is no order; «решили отменить» tells."""
    first = _verb_of(s, first)
    if "INFN" not in s.words[first].marks:
        return False
    if any(c.last == first - 1 for c in s.all("request")):
        return False  # «доделали, можешь закрывать»
    if first and s.words[first - 1].forms & _DECIDED:
        return False  # «посовещались и решили завести»
    start, end = s.segment(first)
    before = s.words[start:first]
    if first == start and _is_proposed(s, first, end):
        return True
    verbs = [w for w in before if "VERB" in w.marks and not w.marks & _NO_OTHERS and w.text not in _ASKED_BY_ME]
    return any(w.text in ("дай", "дайте") for w in before) or any(not w.forms & _DECIDED for w in verbs)


def _is_proposed(s: Sentence, first: int, end: int) -> bool:
    """«отменить вход предложил Паша»: the verb it hangs on stands behind what it is done to."""
    if end < len(s.words) and _TO_BE.search(s.text[s.words[end - 1].end : s.words[end].start]):
        _, last = s.segment(end)
        if any(word.forms & _VERDICTS for word in s.words[end:last]):
            return True  # «отменять вход — плохая идея»
    behind = [n for n in range(first + 1, end) if not s.meant(n) and "VERB" in s.words[n].marks]
    return any("NOUN" not in s.words[n].marks and not s.words[n].forms & _DECIDED for n in behind)


def _verb_of(s: Sentence, first: int) -> int:
    """«боюсь брать вход в работу», "forgot to put login back …": the verb that takes it there, before its place."""
    if s.words[first].text not in _PLACES:
        return first
    start, _ = s.segment(first)
    movers = [c.first for c in s.all("put", "set", "back") if start <= c.first < first]
    verbs = [n for n in movers if "INFN" in s.words[n].marks or s.words[n].text in ORDERS]
    return verbs[-1] if verbs else first


def is_hoped_for(s: Sentence, first: int) -> bool:
    """«попроси, чтобы вход закрыли»: what is to be done by somebody, in words of the past."""
    start, _ = s.segment(first)
    purposes = [n for n in range(start, first) if s.words[n].text in SO_THAT]
    if purposes and any(word.text in _WERE for word in s.words[purposes[-1] + 1 : first]):
        return True  # «дай бог, чтобы тема была готова»
    if not {"VERB", "past"} <= s.words[first].marks:
        return False
    return bool(purposes) and not any({"VERB", "past"} <= word.marks for word in s.words[purposes[-1] : first])


_WERE = frozenset("был была было были".split())


def is_told_only(s: Sentence, first: int) -> bool:
    """ "we failed to finish", "i'd cancel", "somebody did delete": the verb hangs on one that does not make it so."""
    first = _verb_of(s, first)
    word = s.words[first].text
    if word not in ORDERS or first == 0:
        return False
    before = s.words[first - 1]
    if s.breaks(before.end, s.words[first].start):
        return False
    if before.text in _WOULD or (before.text == "did" and word in _DESTROYS) or _is_able(s, first):
        return True
    if before.text != "to" or first < 2 or s.breaks(s.words[first - 2].end, before.start):
        return False
    governor = s.words[first - 2].text
    start, _ = s.segment(first)
    if any(s.words[n].text in _RESOLVED and _by_us(s, n) for n in range(start + 1, first - 2)):
        return False  # "we have decided in the retro to cancel it"
    return governor.isascii() and governor not in _DECIDED_TO and not s.is_named(first - 2)


def _by_us(s: Sentence, verb: int) -> bool:
    """ "we have decided", "the board decided", but not "they have to decide"."""
    before = [word.text for word in s.words[max(0, verb - 2) : verb]]
    return before[-1:] != ["to"] and bool(_US & set(before))


def _is_able(s: Sentence, first: int) -> bool:
    """ "Tim can finish login": whether he does is not said; "you can close it" allows it."""
    able = first > 1 and s.words[first - 1].text == "can"
    return able and s.words[first - 2].text not in _MAY_DO and not s.plain(first - 2) and not s.is_named(first - 2)


def is_planned(s: Sentence) -> bool:
    """ "we plan to move …", «собираемся перенести …»: what somebody is about to do is told, not ordered."""
    for cue in s.all("plan"):
        word, following = s.words[cue.last], cue.last + 1
        if following >= len(s.words) or s.breaks(word.end, s.words[following].start):
            continue
        if cue.language == "en" and s.words[following].text == "to" and cue.first > 0:
            return s.words[cue.first - 1].text in _WHO_PLANS
        if word.text == "to" and s.words[following].text in ORDERS:
            return True  # "was supposed to go into …"
        if "VERB" in word.marks and word.text not in _WILL and "INFN" in s.words[following].marks:
            return True
    return False


def is_opening_order(s: Sentence, number: int) -> bool:
    """«отмените вход» that opens a clause orders; «когда отмените вход», «вы отмените вход» tell of later."""
    both = {"impr", "futr", "2per", "plur"} <= s.words[number].marks
    start, _ = s.segment(number)
    return both and all(s.plain(n) and s.words[n].text not in _YOU for n in range(start, number))


_YOU = frozenset({"вы", "если", "когда"})


def is_my_asking(word: str) -> bool:
    """«прошу отменить» asks it of Radar."""
    return word in _ASKED_BY_ME
