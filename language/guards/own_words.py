"""What the speaker says, asks or has told in person: «сообщаю: …», "happy to announce" are no hearsay."""

from __future__ import annotations

from language.guards.governing import is_my_asking
from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import BUT, TIMES

HEARD = frozenset("heard hear услышать слышать слух".split())
_BEFORE_THE_NEWS = 4  # words of "it pains me to say"
_TELL = frozenset({"tell", "telling", "told"})
_ME = frozenset("i i'm i'll me to we we're".split())
_MY_WANTS = frozenset(
    "забыл забыла забыли забывал забывала хотел хотела хотели хочу рад рада рады должен должна пора".split()
)
_COPULAS = frozenset("is are was were isn't aren't".split())
_DECLARED = frozenset("announce report declare hereby".split())
_I = frozenset("i we i'd we'd just".split())
_TO_TELL = frozenset("say tell report announce inform let share update".split())
_MY_MIND = frozenset("me happy glad proud sorry sad hate pleased delighted thrilled relieved chuffed safely".split())


def is_to_be_told(s: Sentence, cue: Cue, last: int) -> bool:
    """«готова, сообщи заказчику», "it is out, tell everyone", "…, ask anyone": what is to be told is so."""
    said = s.said(cue)
    reported = said == "report" and s.words[cue.first - 1].text == "to"  # "nothing else to report"
    anyone = s.words[cue.last + 1].text in _ANYONE if cue.last + 1 < len(s.words) else False
    vouched = said == "ask" and anyone and s.pause_before(cue.first)  # "…, ask Tom" is only as good as what he says
    return cue.first > last and (cue.kind == "tell_" or said == "tell" or reported or vouched)


_ANYONE = frozenset("anyone anybody everyone everybody whoever around".split())


def is_checked_since(s: Sentence, last: int, number: int) -> bool:
    """ "Tom says it's done and I tested it myself, so close it": who speaks has seen to it before giving the order."""
    if ":" in s.text[s.words[last].end : s.words[number].start]:
        return False  # what stands behind a colon is said by Tom, "I tested it" too
    return any(
        s.words[n].text in _MYSELF and any(word.text in _CHECKED for word in s.words[n + 1 : n + 3])
        for n in range(last + 2, number - 1)
    )


_MYSELF = frozenset("i i've we we've".split())
_CHECKED = frozenset("tested checked verified confirmed tried reviewed agree agreed saw seen".split())


def is_told_of_itself(s: Sentence, cue: Cue, last: int) -> bool:
    """ "login is done, its release notes are still in progress": told of where one may read, and not read there."""
    following = s.words[cue.last + 1].text if cue.last + 1 < len(s.words) else ""
    return cue.kind == "source" and cue.first > last and following in _COPULAS


def asks_it_of_radar(s: Sentence, cue: Cue, first: int) -> bool:
    """«прошу отменить», «прошу: 1) вход отменить» asks it of Radar."""
    asks = is_my_asking(s.words[cue.first].text)
    return asks and (cue.last == first - 1 or (cue.last < first and "INFN" in s.words[first].marks))


def is_own_news(s: Sentence, cue: Cue) -> bool:
    """«пишу последний раз», «сообщаю», "I'm telling you": the speaker's own news."""
    word = s.words[cue.first]
    if cue.kind in ("own_wish", "wish"):
        return _wants_to_tell(s, cue)
    if cue.kind not in ("hearsay", "tell_") or word.forms & HEARD:
        return False
    if word.marks & {"1per"}:
        return "3per" not in word.marks
    if "INFN" in word.marks:
        return _is_wanted_by_me(s, cue)
    return _as_i_said(s, cue) or _is_announced(s, cue)


def _is_announced(s: Sentence, cue: Cue) -> bool:
    """ "it pains me to say", "happy to announce", "i want to say that login is done"."""
    word = s.words[cue.first]
    before = [w.text for w in s.words[max(0, cue.first - _BEFORE_THE_NEWS) : cue.first]]
    behind = s.words[cue.last + 1].text if cue.last + 1 < len(s.words) else ""
    if word.text in _TELL and behind == "you":
        return bool(_ME & set(before[-2:])) or before[-2:] == ["should", "have"]
    wished = any(c.last == cue.first - 2 and _wants_to_tell(s, c) for c in s.all("own_wish", "wish"))
    able = before[-1:] in (["i"], ["we"]) and word.text in _DECLARED  # "it is with joy that I announce: login is done"
    able = able or before[-2:] == ["i", "can"]  # "the only thing I can report is that login is done"
    return able or (before[-1:] == ["to"] and (wished or bool(_MY_MIND & set(before))))


def _wants_to_tell(s: Sentence, cue: Cue) -> bool:
    """ "i want to say …", "just wanted to tell you …"; what Tom wants to say is his."""
    behind = [word.text for word in s.words[cue.last + 1 : cue.last + 3]]
    mine = s.words[cue.first].text in _I or (cue.first > 0 and s.words[cue.first - 1].text in _I)
    return mine and behind[:1] == ["to"] and behind[-1] in _TO_TELL


def _as_i_said(s: Sentence, cue: Cue) -> bool:
    """«готов, как я утром писал», "as i said"; «как мне сказали» tells what was heard."""
    start, _ = s.segment(cue.first)
    opening = [word.text for word in s.words[start : start + 3] if word.text not in ("и", "уже")][:2]
    return opening in (["как", "я"], ["как", "мы"], ["as", "i"], ["like", "i"], ["as", "we"])


def _is_wanted_by_me(s: Sentence, cue: Cue) -> bool:
    """«давно хотел это сказать: …», «рад сообщить»; «Вася хотел сказать» tells of him."""
    start, _ = s.segment(cue.first)
    start = max((n + 1 for n in range(start, cue.first) if s.words[n].text in BUT), default=start)
    before = range(start, cue.first)
    mine = any(s.words[n].text in _MY_WANTS for n in before)
    others = (n for n in before if {"NOUN", "nomn"} <= s.words[n].marks and not s.words[n].forms & TIMES)
    return mine and all(s.plain(n) or s.is_named(n) for n in others)
