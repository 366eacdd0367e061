"""Somebody's words in talk without a pause: "ben was like login is done", "cancel login said the investor"."""

from __future__ import annotations

import re

from language.disowned.telling import Telling
from language.vocabulary import Cue
from language.words import first_names

_LIKE = (
    r"(?:(?:is|was|were|are|be|been|being|['’]s|['’]re|went|goes|go|going) (?:just |so |literally "
    r"|only )?(?:all like|all|like)|goes|went)"
)
_GOES = re.compile(rf"\b(?P<who>\w+) ?{_LIKE}\b[\s,:]*(?:that\s+)?(?P<words>\w+)")
_PEOPLE = frozenset(
    "he she they everyone everybody somebody someone boss manager ceo cto cfo coo client customer investor consultant "
    "intern designer lead director guy guys lady auditor trainer neighbour neighbor colleague colleagues team sales "
    "marketing legal support ops".split()
)
_SAID = (
    r"(?:said|says|suggested|suggests|proposed|proposes|begged|begs|demanded|demands|insisted|insists|whispered"
    r"|announced"
    r"|declared|advised|recommended|moaned|shouted|yelled|goes|quoth|wrote|writes|urged|urges|pleaded|joked)"
)
_SPEAKER = r"(?:the|my|our|his|her|their|some|one of (?:the|my|our)|that|this)\s+(?P<noun>\w+)"
_SAID_BEHIND = re.compile(rf"(?P<said>{_SAID}) (?:{_SPEAKER}|(?P<who>\w+))\b")
# The speaker takes it over: "… and he is right", "… i checked, it is".
_VOUCHED = re.compile(
    r"\b(?:(?:he|she|they|who)(?:['’]s|['’]re| is| was| are| were)? (?:\w+ )?right|is right|was right"
    r"|it(?:['’]s| is) true"
    r"|true enough|i checked|i tested|confirmed|i agree|we agree|so be it|do it|mark it|note it|make it so"
    r"|so (?:please|just|\w+ it))\b"
)
_FINITE = frozenset("is are was were has got gets 's isn't".split())
_BARE = frozenset("the our my it".split())


def is_repeated(told: Telling) -> bool:
    return not _VOUCHED.search(told.text, told.behind) and (_is_led_in(told) or _is_followed(told))


def _is_led_in(told: Telling) -> bool:
    """ "ben goes login is done", "my boss was all like cancel login"; "the status is all done" is nobody's words."""
    s = told.sentence
    for found in _GOES.finditer(told.text):
        who, said = s.index(found.start("who")), s.index(found.start("words"))
        if s.is_named(who) or not (found["who"] in _PEOPLE or found["who"] in first_names()):
            continue
        if s.words[said].text in _BARE and said + 1 < len(s.words):
            said += 1
        if any(c.first == said and told.is_ordered_plainly(c) for c in told.acts()) or _is_claim(told, said):
            return not told.orders_behind(s.hard_segment(said)[1])
    return False


def _is_claim(told: Telling, number: int) -> bool:
    """A name and a verb of it: "login is …"."""
    s = told.sentence
    mention = next((m for m in s.mentions if s.index(m.start) == number), None)
    if mention is None:
        return False
    verb = s.index(mention.end)
    return verb < len(s.words) and s.words[verb].text in _FINITE


def _is_followed(told: Telling) -> bool:
    """ "pull it from the release said the consultant"; "cancel login, legal said the date is set" tells why."""
    s = told.sentence
    for found in _SAID_BEHIND.finditer(told.text, told.behind):
        verb = s.index(found.start("said"))
        if found["who"] and not (found["who"] in first_names() and found["said"] not in ("goes", "wrote", "writes")):
            continue
        if not (_is_the_end_of_it(told, verb) or s.pause_before(verb)):
            continue
        acts = [c for c in told.acts() if c.last < verb]
        end = s.index(found.end())
        goes_on = end < len(s.words) and s.words[end].text in (*_FINITE, "will", "must", "can", "should")
        if acts and not goes_on and not told.orders_behind(end):
            return True
    return False


def _is_the_end_of_it(told: Telling, number: int) -> bool:
    """What is ordered or told ends right before this word: a name, a day, the status."""
    s = told.sentence
    before = number - 1
    ends: list[Cue] = s.all(
        "release_noun", "feature_noun", "project_noun", "done", "blocked", "cancelled", "in_progress"
    )
    named = any(s.index(m.end) == number for m in (*s.mentions, *s.moments))
    return s.is_named(before) or named or any(c.last == before for c in ends)
