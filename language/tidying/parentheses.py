"""What is put in between and takes nothing back: "login is, and I never thought I'd live to say this, done"."""

from __future__ import annotations

from language.sentence import Sentence
from language.tidying.prefaces import DISBELIEVED
from language.vocabulary import STATUSES

_LIMITS = ("if_", "maybe", "partly", "source", "request", "plan", "wish")
_OWN = frozenset("i i'd i'll i'm i've me we nobody я мы мне никто не верится верю верим".split())
_MINE = frozenset("to i i'm and".split())
_DENYING = frozenset("don't dont didn't не".split())
_STRUCK = frozenset("сам сама никто nobody still".split())
_LONGEST = 12  # words of such a remark


def without_parenthesis(s: Sentence) -> str | None:
    """The text without the speaker's own amazement between a feature and its status; None where there is none."""
    for mention in s.of("feature"):
        first = s.index(mention.end)
        if first < len(s.words) and s.words[first].text in ("is", "are"):
            first += 1
        told = (c.first for c in s.all(*STATUSES) if c.first > first)
        # "login, and nobody thought it possible, is done"
        behind = (n - (s.words[n - 1].text in ("is", "are")) for n in told)
        status = next((n for n in behind if s.pause_before(n)), None)
        if status is None or status - first > _LONGEST or not (s.pause_before(first) and s.pause_before(status)):
            continue
        if _is_amazement(s, first, status):
            return f"{s.text[: s.words[first - 1].end]} {s.text[s.words[status].start :]}"
    return None


def _is_amazement(s: Sentence, first: int, last: int) -> bool:
    """Hard to believe for who tells it, and no doubt, condition or report of others."""
    if any(mark in s.text[s.words[first - 1].end : s.words[last].start] for mark in "?!.\n"):
        return False
    if any(first <= s.index(m.start) < last for m in s.mentions):
        return False
    if _is_disbelief(s, first, last):
        return False
    phrases = [c for c in s.all("preface_") if first <= c.first and c.last < last]
    believed = any(s.words[n].forms & DISBELIEVED for n in range(first, last))
    if not phrases and not (believed and any(s.words[n].text in _OWN for n in range(first, last))):
        return False
    limits = [c for c in s.all(*_LIMITS) if first <= c.first < last and not any(p.covers(c) for p in phrases)]
    told = [c for c in s.all("hearsay") if first <= c.first < last and not _is_own(s, c.first)]
    told = [c for c in told if not any(p.covers(c) for p in phrases)]
    hypothetical = [c for c in limits if s.said(c) in ("would", "i'd")]
    return len(limits) == len(hypothetical) and not told


def _is_own(s: Sentence, number: int) -> bool:
    """ "to say this", «пишу это», "believe it": the speaker's own word, and nobody's news."""
    word = s.words[number]
    mine = s.words[number - 1].text in _MINE or "1per" in word.marks
    return mine or (bool(word.forms & DISBELIEVED) and not word.text.endswith("s"))  # and not "anyone thinks"


def _is_disbelief(s: Sentence, first: int, last: int) -> bool:
    """ "I don't believe it": what is told may be what is not believed; "can't believe I'm saying this" tells it."""
    denied = [n for n in range(first + 1, last) if s.words[n].forms & DISBELIEVED and s.words[n - 1].text in _DENYING]
    said = [c.first for c in s.all("hearsay") if first <= c.first < last and _is_own(s, c.first)]
    told = any(number not in denied for number in said)
    return bool(denied) and not told and not any(s.words[n].text in _STRUCK for n in range(first, last))
