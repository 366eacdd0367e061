"""An idea or a risk that is only counted, or part of an event's name: "one idea per person", "risk training is on"."""

from __future__ import annotations

from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import TIMES

_EACH = frozenset("per every each на в за".split())
_COUNTS = frozenset("a an one two three four five ten single another the одна один две два три пять десять по".split())
_HEADS = frozenset({"person", "head", "team", "member", "employee", "sprint", "quarter", "seat", "человек", "команда"})
# What people meet for, or what keeps such things; with a verb behind it is told of.
_EVENTS = frozenset(
    "exchange management platform portal tool system channel workshop "
    "committee training evening night session contest competition department meeting board week day hour jam "
    "officer manager owner seminar webinar conference wall store form template policy review fair hackathon challenge "
    "award prize course class lecture drill desk office team group forum round table roundtable lunch "
    "breakfast call".split()
)
_TELLS = frozenset(
    "is are was were has have had isn't wasn't got gets meets met starts started begins began takes took closes closed "
    "opens opened ends ended moves moved goes went will won't needs happens happened comes came runs ran finishes "
    "finished postponed cancelled canceled rescheduled".split()
)


def is_only_mentioned(s: Sentence, noun: Cue) -> bool:
    """Nothing sets apart what follows, and nobody orders to note one."""
    behind = s.words[noun.last + 1 :]
    if not behind or s.pause_before(noun.last + 1) or s.first("create", before=noun.first):
        return False
    return _is_counted(s, noun) or (
        len(behind) > 1 and bool(behind[0].forms & _EVENTS) and any(word.text in _TELLS for word in behind[1:3])
    )


def _is_counted(s: Sentence, noun: Cue) -> bool:
    """ "one idea per person", "an idea a week", «по идее в неделю»."""
    behind = s.words[noun.last + 1 : noun.last + 3]
    counted = noun.first > 0 and s.words[noun.first - 1].text in _COUNTS
    if not counted and behind[0].text != "в":
        return False
    timed = any(word.forms & (TIMES | _HEADS) for word in behind[1:])
    return timed and behind[0].text in (*_EACH, "a", "an")
