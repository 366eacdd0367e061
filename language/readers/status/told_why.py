"""Where it begins to be told why something has its status: «…, причина: …», "… because", «заблокирована, …»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.guards.put_down import puts_it_down
from language.names import Mention
from language.readers.status.because import clean, reason_in
from language.readers.status.claims import Claim
from language.readers.status.outsiders import REASONED
from language.readers.status.running_on import reason_runs_on_at
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import TIMES

_FEWEST_REASON_WORDS = 2
_FEW = 2  # words between a status and the name it is said of


def explicit_reason_at(s: Sentence) -> int | None:
    """The word at which «причина», "because" begins, once a status has been said."""
    first = s.first(*STATUSES)
    if first is None:
        return None
    kinds = ("reason", "until_") if first.kind in REASONED else ("reason",)
    conditions = s.all("if_")  # "as long as" is no "as"
    conditions += s.all(*STATUSES, "filler")  # "closed as obsolete", "as we speak" tell no reason
    said_as = {c.first - 1 for c in s.all(*STATUSES) if s.words[c.first - 1].text == "as"}  # "put it as blocked"
    cues = [c for c in s.all(*kinds) if c.first > first.last and not any(i.covers(c) for i in conditions)]
    cues = [c for c in cues if c.first not in said_as and not (s.said(c) == "since" and _is_a_time(s, c.last + 1))]
    if not cues:
        return None
    cue = cues[0]
    if ":" in s.text[s.words[cue.last].end :][:2]:
        return cue.first  # «причина: Сидоров сказал «вход отменён»»: all that follows
    later = [c for c in s.all(*STATUSES) if c.first > cue.last]
    named = [m for m in s.of("feature") if later and s.words[cue.last].end <= m.start < s.words[later[-1].first].start]
    return None if named and not _is_why_itself(s, cue, named) else cue.first


def _is_a_time(s: Sentence, number: int) -> bool:
    """ "since ages", "since Monday", "since the beginning"."""
    while number < len(s.words) and s.words[number].text in ("the", "last", "this", "a", "an"):
        number += 1
    if number >= len(s.words):
        return True
    word = s.words[number]
    return word.text in _SINCE or bool(word.forms & TIMES) or any(m.start <= word.start < m.end for m in s.moments)


_SINCE = frozenset("ages forever long then yesterday morning beginning start day ever dawn launch christmas".split())


def _is_why_itself(s: Sentence, cue: Cue, named: Sequence[Mention]) -> bool:
    """ "cancel login because signup is blocked": what another feature is stands right behind "because"."""
    between = s.words[cue.last + 1 : s.index(named[0].start)]
    rest = s.text[named[-1].end :]
    return len(named) == 1 and all(word.text in _JOINS_WHY for word in between) and not _GOES_ON.search(rest)


_GOES_ON = re.compile(r"[,;.!\n]|\s(?:а|и|но|and|but)\s")
_JOINS_WHY = frozenset("что то того the our that наша наш у нас".split())


def tells_why(s: Sentence) -> bool:
    """«вход заблокирован, потому что …»: all that follows is the reason, whatever is made or kept in it."""
    at = explicit_reason_at(s)
    features = s.of("feature")
    if at is None or not features or s.index(features[0].start) > at:
        return False
    return not any(c.first < at for c in s.all(*_MAKES)) and bool(s.text[s.words[at].end :].strip())


_MAKES = ("create", "idea_noun", "risk_noun", "describe", "rename", "delete", "convert", "project_noun", "blocks")


def implicit_reason_at(s: Sentence, cue: Cue) -> int | None:
    """The word behind the comma or dash that follows «заблокирована»: from there on it is told why."""
    _, end = s.segment(cue.last)
    unpaused = unpaused_reason_at(s, cue)
    if cue.kind not in REASONED and unpaused is None and not _is_put_off(s, cue, end):
        return None
    end = unpaused or end
    if puts_it_down(s, end, len(s.words)):
        return None  # "…, and you must show that too"
    return end if len(s.words) - end >= _FEWEST_REASON_WORDS else None


def unpaused_reason_at(s: Sentence, cue: Cue) -> int | None:
    """ "login is blocked they never sent us the docs": what it is said of stands before, so this is no object.

    «вход отменяем регулятор запретил», «в бэклог не успеваем» run on just so.
    """
    start, end = s.segment(cue.last)
    following = cue.last + 1
    lacks = [c for kind in ("no_", "cause_") for c in s.all(kind) if cue.last < c.first < end]
    put_off = cue.kind == "backlog" and bool(lacks) and not any(w.text in _OPINIONS for w in s.words[following:end])
    if not (cue.kind in REASONED or put_off) or following >= end or s.words[following].text not in _WHO:
        return reason_runs_on_at(s, cue)
    named = any(start <= s.index(m.start) < cue.first for m in s.of("feature"))
    return following if named else None


_OPINIONS = frozenset("think believe want agree mean".split())
_WHO = frozenset("they we he she there nobody our their the my his her no".split())


def _is_put_off(s: Sentence, cue: Cue, end: int) -> bool:
    """«в бэклог, до июня никого на неё нет»: what is lacking is told behind, as of a hold."""
    if cue.kind != "backlog":
        return False
    return any(c.first >= end for c in s.all("cause_")) or unpaused_reason_at(s, cue) is not None


def reason_told(s: Sentence, claims: Sequence[Claim], features: Sequence[Mention]) -> str | None:
    """What is said behind the status: up to the next feature, where another is told of."""
    cue = claims[-1].cue
    start = max(s.words[c.cue.last].end for c in claims)
    told_at = explicit_reason_at(s)
    free = len(s.text) if told_at is None else s.words[told_at].start
    behind = [m for m in features if start <= m.start < free and not _follows(s, cue, m)]
    subjects = [m.end for m in features if start <= m.start < free and _follows(s, cue, m)]
    start = max([start, *subjects])
    later = [m.start for m in behind if any(c.first > s.index(m.start) for c in s.all(*STATUSES))]
    text = s.text[start : min(later, default=len(s.text))]
    _, end = s.segment(cue.last)
    if by := _whose_doing(s, cue, text):
        return by
    unmarked = claims[-1].status in REASONED or _is_put_off(s, cue, end) or _is_back_again(s, cue)
    return reason_in(text, unmarked=unmarked) or _told_between(s, claims, features)


def _is_back_again(s: Sentence, cue: Cue) -> bool:
    """ "back in progress: QA found a crash", «снова в работе: нашли баг»: why it is not over."""
    again = cue.kind == "in_progress" and bool({w.text for w in s.words[max(0, cue.first - 1) : cue.last]} & _AGAIN)
    return again and ":" in s.text[s.words[cue.last].end :][:2]


_AGAIN = frozenset("back again reopened reopen снова опять обратно".split())


def _told_between(s: Sentence, claims: Sequence[Claim], features: Sequence[Mention]) -> str | None:
    """ "login can't move, our access was revoked. Blocked.": told before the status is said again."""
    first = claims[0].cue
    if claims[-1].cue.first <= first.last or claims[0].status not in REASONED:
        return None
    start = max([s.words[first.last].end, *(m.end for m in features if m.start > s.words[first.last].end)])
    last, _ = s.segment(claims[-1].cue.first)
    words = range(s.index(start), last)
    if len(words) < _FEWEST_REASON_WORDS or not s.breaks(s.words[words[0] - 1].end, s.words[words[0]].start):
        return None
    return reason_in(s.text[s.words[words[0]].start : s.words[words[-1]].end], unmarked=True)


def _whose_doing(s: Sentence, cue: Cue, text: str) -> str | None:
    """ "blocked by legal": who or what holds it up, be it one word."""
    said = s.said(cue)
    behind = text.strip()
    if cue.kind != "blocked" or not (said.endswith(" by") or behind.startswith("by ")):
        return None
    return clean(behind.removeprefix("by "))


def _follows(s: Sentence, cue: Cue, mention: Mention) -> bool:
    """The name stands right behind the cue: «заблокирована интеграция, ждём договор»."""
    between = range(cue.last + 1, s.index(mention.start))
    called = s.within("feature_noun", "called")  # "cancel the feature called login"
    near = len(between) <= _FEW or all(s.plain(n) or n in called for n in between)
    return near and not s.breaks(s.words[cue.last].end, mention.start)
