"""English questions without a question mark: the verb stands before what it is said of, "honestly is login done"."""

from __future__ import annotations

from language.sentence import Sentence
from language.vocabulary import STATUSES

_IS = frozenset("is are was were isn't aren't wasn't weren't".split())
_DOES = frozenset("does did doesn't didn't".split())
_HAS = frozenset("has have had do don't hasn't haven't".split())
_PEOPLE = frozenset("anyone anybody someone somebody everyone everybody we they he she i you".split())
_SINGULAR, _WE = frozenset("is was isn't wasn't".split()), frozenset("we they you i".split())
# What tells how it is, or which it is
_PRESENTS = frozenset(
    "fact facts result news decision line truth point upshot plan update outcome verdict summary answer status state "
    "consequence next first second third last one favourite favorite culprit task need closed order job".split()
)
_IT = frozenset("it this that these those".split())
_ARTICLES = frozenset("the our my your that this".split())
_WHICH = frozenset("which that who it".split())
_BEEN = frozenset("been gone got already finally actually".split())
_NEAR = 6  # words behind the verb in which it is told what somebody is
_FINITE = _IS | _DOES | frozenset("has will went got".split())
# "so did we", "what you have we need", "neither is login": nothing is asked, or something was found to ask it by
_TELLING = frozenset("neither nor as than it there here which that this what".split())


def inverted_at(s: Sentence, first: int, end: int) -> int | None:
    """The verb among the words first..end that asks; None where none does."""
    return next((n for n in range(first, min(end, len(s.words) - 1)) if _asks(s, n, first, end)), None)


def _asks(s: Sentence, number: int, first: int, end: int) -> bool:
    verb, behind = s.words[number].text, s.words[number + 1].text
    if not verb.isascii() or s.is_named(number) or number + 1 >= end or s.pause_before(number + 1):
        return False
    before = [word.text for word in s.words[first:number]]
    told = "only" in before or (before and before[-1] in _TELLING and not s.pause_before(number))
    if told or (before and before[-1] in _PEOPLE | {"to", "not"}):
        return False
    if behind in _PEOPLE and verb in _IS | _DOES | _HAS:
        told = verb in _SINGULAR and behind in _WE  # "the good news is we finished login"
        return number + 2 < end and not told  # "so did we" tells
    if verb in _IS and _asks_who(s, number, first, end):
        return True
    presents = bool(before) and before[-1] in _PRESENTS and verb in _IS  # "result is login done"
    return not presents and verb in _IS | _DOES | {"has"} and _is_asked_of(s, number, end)


def _asks_who(s: Sentence, verb: int, first: int, end: int) -> bool:
    """ "is Dima Popov the owner of login"; "login is Dima's" tells."""
    owns = next((c.first for c in s.all("po") if verb + 1 < c.first < min(end, verb + _NEAR)), None)
    told = any(s.is_named(n) or n in s.within("po") for n in range(first, verb))
    return owns is not None and not told and s.text[s.words[verb + 1].start].isupper()


def _is_asked_of(s: Sentence, verb: int, end: int) -> bool:
    """The thing that is named right behind the verb, or "it", and behind that its status, or what it did."""
    subject = verb + 1
    while subject < end - 1 and s.words[subject].text in _ARTICLES and not s.is_named(subject):
        subject += 1
    named = next((m for m in s.mentions if s.index(m.start) == subject), None)
    behind = s.index(named.end) if named else verb + 2
    if not named and s.words[verb + 1].text not in _IT:
        return False
    if behind >= end or s.pause_before(behind) or s.words[behind].text in _WHICH:
        return False
    if any(word.text in _FINITE for word in s.words[behind : behind + 1]):
        return False  # "the good news is login is done"
    helps = s.words[verb].text
    if helps == "has":
        return s.words[behind].text in _BEEN
    return helps in _DOES or any(
        behind <= c.first <= behind + 2 for c in s.all(*STATUSES, "ship", "move", "put", "take_out")
    )
