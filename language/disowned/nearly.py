"""Only nearly said or done, wanted no more or undone: «чуть не закрыл», "I nearly wrote", "… then put it back"."""

from __future__ import annotations

import re

from language.disowned.telling import Telling
from language.vocabulary import STATUSES

_UTTERED = r"(?:typed|wrote|said|shouted|screamed|yelled|whispered|muttered|dictated|texted)"
# «чуть не сказал …», «сказал бы я, будь моя воля», «во сне бормотал …»
_UNSAID = re.compile(
    r"\b(?:чуть|едва) (?:было )?не (?:сказал|написал|ляпнул|брякнул|крикнул|набрал)[аи]?\b|\bбудь моя воля\b"
    r"|\bхотел[аи]? было (?:сказать|написать|крикнуть|попросить)\b|\b(?:сказал|написал|попросил)[аи]? бы я\b|\bво сне\b"
    r"|\b(?:взя|верну|отда|запусти|постави|отправи|отложи)\w* бы (?:ее |его )?(?:в|на|обратно)\b"
    r"|\b(?:almost|nearly) (?:said|typed|wrote)\b|\bif it were up to me\b|\bin (?:his|her) sleep\b"
)
_TYPED = re.compile(
    rf"\b(?:i|we)(?:['’]d)? (?:nearly|almost|just about) {_UTTERED}\b"
    r"|\bi (?:typed|wrote|was typing)\b\W*(?:and then|when|but then|and at once|and deleted|then)\b"
    r"|\bi kept (?:shouting|typing|yelling|muttering)\b|\bneed none of (?:them|it|that|those)\b"
    # "that is what I want to read here", «вот что я мечтаю услышать»
    r"|\b(?:is|was|that['’]?s|it['’]?s) (?:exactly |just |only |precisely )?(?:what|all|how) "
    r"(?:\w+ ){0,2}?(?:i|we|you)(?:['’](?:d|ll|m|re))? (?:\w+ ){0,2}?(?:hear|heard|read|dream|dreamed|dreamt"
    r"|want to (?:\w+ )?(?:read|hear|see)"
    r"|(?:love|like|hope|wish|dying|longing|waiting) to (?:\w+ )?(?:read|hear|see|write|say|type|report))\b"
    r"|(?<!that )(?<!it )(?<!this )\bwould be (?:my|our|the|a) (?:\w+ )?(?:dream|order|command|wish|joke)\b"
    r"|\b(?:это|вот) (?:все, |то, )?что (?:я|мы) (?:\w+ )?(?:слышу|слышим|(?:мечтаю|мечтаем|хочу|хотим|хотелось бы) "
    r"(?:\w+ )?(?:услышать|прочитать|увидеть|написать))\b"
)
# «чуть не отметила готовым, хорошо хоть …», "I nearly cancelled it", "this close to deleting it"
_NEARLY = re.compile(
    r"\b(?:чуть|едва)(?: было)?(?: ли)? не (?P<did>\w+)"
    r"|\b(?:i|we)(?:['’]d| had)? (?:nearly|almost|just about) (?P<nearly>\w+)"
    r"|\b(?:this|that|so|very|came|come) close to (?P<close>\w+)|^\W*(?:nearly|almost) (?P<bare>\w+ed)\b"
)
_WANTED = frozenset(
    "хотел хотела хотели хотелось собирался собиралась собирались думал думала думали планировал планировала "
    "намеревался намеревалась порывался порывалась wanted going meant planned about".split()
)
_WERE = frozenset({"was", "were"})
_DOES = (
    *STATUSES, "set", "delete", "move", "put", "take_out", "assign", "rename", "create", "archive", "ship", "undo",
)  # fmt: skip
# «докладывали три раза и три раза откатывали», "renamed it, then renamed it back"
_OVER_AND_OVER = re.compile(
    r"\b(?P<often>\w+) раза?\b[^.!?]*\b(?P=often) раза?\b|\bдважды\b.*\bдважды\b|\bтрижды\b.*\bтрижды\b"
    r"|\b(?P<times>\w+) times\b[^.!?]*\b(?P=times) times\b|\btwice\b.*\btwice\b"
)
_NOW = re.compile(r"\b(?:теперь|наконец|сейчас|now|finally)\b")
_BACK_AGAIN = re.compile(
    r"\b(?:then|later|and) (?:\w+ ){0,2}?\w+(?:ed|ut|ok|ought) (?:it|them|that|everything) back\b"
    r"|\bthen (?:\w+ )?(?:undid|reverted|reversed) (?:it|them|that)\b"
    r"|\b(?:потом|затем|тут же|сразу же|а после)\s+(?:\w+\s+){0,2}?(?:вернули|вернула?|откатили|откатила?|отыграли"
    r"|переименовали|переименовала?)\s+(?:\w+\s+){0,2}?(?:обратно|назад|как было)\b"
)


def is_only_nearly_said(told: Telling) -> bool:
    return (
        bool(_UNSAID.search(told.text))
        or told.is_about_what_stands_before(_TYPED)
        or _is_nearly_done(told)
        or _is_wanted_no_more(told)
        or _is_over_and_over(told)
        or _is_back_again(told)
    )


def _is_nearly_done(told: Telling) -> bool:
    """«чуть не закрыла вход»; «чуть не забыла, вход готов» and "I nearly forgot, close it" tell."""
    s = told.sentence
    for found in _NEARLY.finditer(told.text):
        group = next(name for name, said in found.groupdict().items() if said)
        did = s.index(found.start(group))
        word = s.words[did]
        past = word.text.endswith(("ed", "ing", "put", "set")) if word.text.isascii() else "past" in word.marks
        _, end = s.segment(did)
        if past and any(c.first == did for c in s.all(*_DOES)) and not told.orders_behind(end):
            return True
    return False


def _is_wanted_no_more(told: Telling) -> bool:
    """«хотела записать идею …, но передумала»; «передумали, берём в работу» tells what is done instead."""
    s = told.sentence
    for turn in s.all("turn"):
        before = [n for n in range(turn.first) if s.words[n].text in _WANTED]
        wanted = any(s.words[n].text not in ("going", "about") or s.words[n - 1].text in _WERE for n in before)
        after = [c for c in told.steps() if c.first > turn.last]
        if wanted and not after and not told.orders_behind(turn.last + 1):
            return True
    return False


def _is_over_and_over(told: Telling) -> bool:
    found = _OVER_AND_OVER.search(told.text)
    return found is not None and not any(told.is_ordered(c) for c in told.steps()) and not _NOW.search(told.text)


def _is_back_again(told: Telling) -> bool:
    """What was done was undone; "then put it back into work" tells where it is now."""
    s, found = told.sentence, _BACK_AGAIN.search(told.text)
    if found is None:
        return False
    at, end = s.index(found.start()), s.index(found.end())
    return (
        any(c.first < at for c in told.acts())
        and not any(told.is_ordered(c) for c in told.acts())
        and not any(c.last >= end for c in s.all(*STATUSES))
    )
