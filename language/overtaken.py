"""What was only thought before: "I thought login was done, turns out it's blocked", «думал, вход готов, а он стоит»."""

from __future__ import annotations

from language.sentence import Sentence

_THOUGHT = frozenset(
    "thought assumed figured believed думал думала думали считал считала считали полагал полагала полагали "
    "казалось".split()
)
_TURNS = frozenset("but а но однако turns turned оказалось оказывается оказалась оказался оказались".split())
_LEADS = frozenset("that the our my это что наш наша наше".split())
_DENIED = frozenset("never hardly не nobody никто no one".split())
_FEW = 2  # words between the verb and what is thought of


def was_thought(s: Sentence, number: int) -> bool:
    """What this word tells was thought, and no more than that."""
    verb = _thinking(s, number)
    return verb is not None and _turn(s, verb, number) is None


def turned_out(s: Sentence, number: int) -> int | None:
    """The word with which what turned out begins, where this word tells it; None where nothing else was thought."""
    verb = _thinking(s, number)
    return None if verb is None else _turn(s, verb, number)


def _thinking(s: Sentence, number: int) -> int | None:
    """The verb, where a feature is thought of right behind it: "I thought I'd tell you" only announces."""
    start, _ = s.hard_segment(number)
    for verb in range(start, number):
        if s.words[verb].text not in _THOUGHT or (verb > start and s.words[verb - 1].text in _DENIED):
            continue
        about = verb + 1
        while about < number and about <= verb + _FEW and s.words[about].text in _LEADS:
            about += 1
        if s.is_named(about) or any(c.first == about for c in s.all("pronoun")):
            return verb
    return None


def _turn(s: Sentence, verb: int, number: int) -> int | None:
    return next((n for n in range(verb + 1, number) if s.words[n].text in _TURNS and not s.is_named(n)), None)
