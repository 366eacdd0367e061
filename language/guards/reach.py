"""How far a word of limit reaches: "we'll celebrate tomorrow, login is done" says nothing of tomorrow's login.

Such a word counts in its own clause, and in what hangs on that: what somebody else does or feels limits no news.
"""

from __future__ import annotations

from language.guards.behind_the_news import follows_the_news
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import TIMES

_LIMITS = frozenset({"plan", "habit", "never_", "hearsay", "if_"})
_HANGING = frozenset(
    "and then when once if until till before after unless or whether where while than who which what how why to".split()
)
_WE = frozenset(
    "i i'm i'll i'd we we're we'll you you're you'll he he's he'll she she's she'll they they're they'll".split()
)
_ALL = frozenset("everyone everybody somebody someone".split())
_THE_THING = frozenset("it it's it'll its them".split())
_POINTING = _THE_THING | frozenset("that this these those which what".split())
_AUXILIARIES = frozenset("is are was were will am".split())
_YOU = frozenset("you you're i i'm".split())
# What one feels about what is so: "glad that login is done" takes for granted that it is.
_FEELS = frozenset(
    "glad happy proud pleased relieved thrilled delighted chuffed sad sorry upset disappointed surprise shock excited "
    "overjoyed ecstatic".split()
)
_NOBODY = frozenset({"nobody", "not", "never", "if", "when"})
_COMES_AS = frozenset({"surprise", "shock"})  # "it will come as no surprise that …"
_ENJOYS = frozenset("love like enjoy hate appreciate".split())
_LEARNS = frozenset("hear learn know see".split())
# Work that may still be waited for before the thing is done.
_WORK = frozenset(
    "finish merge test fix ship deploy release publish push write build polish review check update roll add complete "
    "start close deliver implement do make work polish document translate approve sign need needs have has".split()
)
_SO = frozenset({"so", "because"})
_FINITE = frozenset("is are was has goes".split())
_NEAR = 5  # words of a name and its verb
_ON_THIS_DAY = frozenset("сегодня сейчас щас".split())
_OPENERS = frozenset("the our my that so here goes go you today now anyway".split())
_ADVERBS = frozenset("only almost nearly about just".split())
_NOT_YET = frozenset("away left more from short behind until till before".split())
_NOW = frozenset({"now", "today"})
_AT = frozenset("then now yesterday today later".split())


def is_beside(s: Sentence, cue: Cue, first: int, last: int) -> bool:
    """The cue limits nothing of what is told at words first..last: somebody else is told of, or how long it took."""
    if cue.kind in ("plan", "ago") and _is_not_then_but_now(s, cue):
        return True
    if cue.kind in ("partly", "ago"):
        return _measures(s, cue, first) or follows_the_news(s, cue, last)
    if cue.first > last and follows_the_news(s, cue, last):
        return True
    return cue.kind in _LIMITS and "?" not in s.text and _is_of_others(s, cue, first, last)


def _is_not_then_but_now(s: Sentence, cue: Cue) -> bool:
    """«и не завтра, как собирались, а сегодня»: another day is denied."""
    start, end = s.hard_segment(cue.first)
    denied = next((n for n in range(cue.first, start, -1) if s.words[n - 1].text == "не"), None)
    if denied is None or not any(word.text in _ON_THIS_DAY for word in s.words[cue.last + 1 : end]):
        return False
    return denied == cue.first or any(c.first == denied for c in s.all("plan", "ahead_"))


def _is_of_others(s: Sentence, cue: Cue, first: int, last: int) -> bool:
    if cue.first > last:
        return cue.kind == "plan" and _is_told_behind(s, cue, last)
    begun = _claim_at(s, first)
    if begun <= cue.last:
        return False
    if _is_felt(s, cue, begun):
        return True
    return cue.kind in ("plan", "habit", "never_") and _is_told_before(s, cue, begun)


def _claim_at(s: Sentence, first: int) -> int:
    """The word with which the news begins: the name, or "we" before the verb."""
    start, _ = s.segment(first)
    named = [n for m in s.of("feature") + s.of("release") if start <= (n := s.index(m.start)) < first]
    begun = named[0] if named else first
    while begun > start and s.words[begun - 1].text in ("the", "our", "my"):
        begun -= 1
    we = next(
        (n for n in range(begun - 1, max(start, begun - 3) - 1, -1) if s.words[n].text in ("we", "i", "we've")), None
    )
    return begun if we is None or any(s.words[n].text in _AUXILIARIES for n in range(we, begun)) else we


def _is_finite(s: Sentence, begun: int) -> bool:
    """ "login is …", "we got …"; "login done", "to close login" are no news of their own."""
    if s.words[begun].text in ("we", "i", "we've"):
        return True
    near = range(begun, min(begun + _NEAR, len(s.words)))
    return any(s.words[n].text in _FINITE and not s.is_named(n) for n in near)


def _is_felt(s: Sentence, cue: Cue, begun: int) -> bool:
    """ "my boss will be glad (that) …", "everyone will be relieved to hear …", "the client will love this: …"."""
    start, _ = s.segment(cue.first)
    told = [word.text for word in s.words[start:begun]]
    if not _is_finite(s, begun) or told[-1:] == ["to"] or _NOBODY & set(told):
        return False
    if told[-1:] == ["that"]:
        told.pop()
    if told[-2:-1] == ["to"] and told[-1] in _LEARNS:
        told = told[:-2]
    feels = told[-1:] and told[-1] in _FEELS
    enjoys = told[-2:-1] and told[-2] in _ENJOYS and told[-1] in ("this", "it") and s.pause_before(begun)
    foretold = any(word in ("will", "be", "going") or word.endswith("'ll") for word in told)
    return bool(feels or enjoys) and foretold and (told[-1] in _COMES_AS or _has_subject(s, start, cue.last + 1))


def _is_told_before(s: Sentence, cue: Cue, begun: int) -> bool:
    start, end = s.segment(cue.first)
    joints = [n for n in range(cue.last + 1, begun) if s.words[n].text in _SO]
    if (not joints and end > begun) or ":" in s.text[s.words[cue.last].end : s.words[begun].start]:
        return False
    stop = joints[-1] if joints and joints[-1] < end else min(end, begun)
    between = range(stop, begun)
    if not _is_finite(s, begun) or any(s.words[n].text in _HANGING for n in between):
        return False
    if any(not (s.plain(n) or s.words[n].text in _OPENERS or s.is_named(n) or s.words[n].text in _SO) for n in between):
        return False
    if cue.kind != "plan" and s.words[start if s.words[start].text in _YOU else cue.first - 1].text not in _YOU:
        return False
    return _is_of_somebody(s, start, stop)


def _is_told_behind(s: Sentence, cue: Cue, last: int) -> bool:
    """ "login is done, we'll celebrate tomorrow", "login is done so i'm off tomorrow"."""
    start, end = s.segment(cue.first)
    if start <= last:
        joint = next((n for n in range(last + 1, cue.first) if s.words[n].text in ("so", "and")), None)
        if joint is None or s.words[joint + 1].text not in _WE:
            return False
        start = joint + 1
    return _is_of_somebody(s, start, end)


def _is_of_somebody(s: Sentence, start: int, end: int) -> bool:
    """A clause with a subject of its own that is no thing, and no work on one, no status and no report in it."""
    words = [s.words[n] for n in range(start, end)]
    if any(word.text in _THE_THING or word.text in _WORK or word.text in _HANGING - {"to", "and"} for word in words):
        return False
    if any(start <= s.index(m.start) < end for m in s.mentions):
        return False
    if any(start <= c.first < end for c in s.all(*STATUSES, "hearsay", "tell_", "if_", "question", "maybe", "ship")):
        return False
    return _has_subject(s, start, end)


def _has_subject(s: Sentence, start: int, end: int) -> bool:
    for n in range(start, end):
        text = s.words[n].text
        if text in _WE | _ALL:
            return True
        if text in _AUXILIARIES and n > start and s.words[n - 1].text not in _POINTING and not s.is_named(n - 1):
            return True
    return False


def _measures(s: Sentence, cue: Cue, first: int) -> bool:
    """ "after almost a year", "and only then the server fell": so long it took, and then that was."""
    if s.words[cue.last].text not in _ADVERBS:
        return False
    told = [word.text for word in s.words[cue.last + 1 : cue.last + 5]]
    if cue.first and s.words[cue.first - 1].text in ("in", "within"):
        return False  # "out in only an hour"
    if told[:1] and told[0] in (_AT if cue.first > first else _NOW) and _opens(s, cue.first):
        return True
    if told[:1] == ["took"]:
        return True
    timed = next((n for n, word in enumerate(s.words[cue.last + 1 : cue.last + 4]) if word.forms & TIMES), None)
    return timed is not None and not (set(told[: timed + 2]) & _NOT_YET)


def _opens(s: Sentence, number: int) -> bool:
    """A clause begins at this word."""
    return number == 0 or s.pause_before(number) or s.words[number - 1].text in ("and", "but", "so")
