"""What cannot begin before another thing is done: "we can't do X before Y is finished", «пока нет Y, X не начать»."""

from __future__ import annotations

from language.guards import Reason, keeps_from
from language.guards.questions import asked
from language.names import Mention
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

_CONJUNCTIONS = frozenset({"до", "раньше", "пока"})  # beside a name they tell what comes first
_END = frozenset("завершение окончание готовность запуск выпуск релиз сдача выход".split())  # «до завершения X»
_MUST = frozenset("must should has have needs need gotta должный нужно надо обязан обязательно first сначала".split())
_FIRST = frozenset("first сначала сперва".split())
_THEN = frozenset("then потом затем после".split())
_SECOND = frozenset("after second next then потом затем после вторая второй вторым следом".split())
_IN_FRONT = frozenset("первая первый первым первой первое first".split())
_COMING = frozenset(
    "must should has have to needs need come comes go goes is be done ready идет идут должна должен должно должны надо "
    "нужно быть сделать".split()
)
_COMES = 4  # words from a name to "first": "must come first"
_WHO = frozenset("we i they you it".split())
_ONLY = frozenset("only только лишь".split())
_AFTER = frozenset("after once when после когда".split())
_REACH = 4  # words from "until" to what is waited for: "until we finish the …"
_GONE_BY = frozenset("was were had did couldn't wasn't weren't didn't".split())
_WHILE = "пока"
_FORBIDDEN = frozenset("нельзя рано shouldn't should must mustn't".split())
_STANDS = ("blocked", "backlog", "cancelled")  # it is told how the feature stands, and why

Held = tuple[Cue, Mention, Mention]  # the word for "before", what is waited for, what waits


def held_until(s: Sentence, one: Mention, other: Mention) -> Held | None:
    """A word for "before" stands by one of the features and a negation by the other, which waits."""
    if s.has(*_STANDS):
        return None
    if (first := _comes_first(s, one, other) or is_followed(s, one, other)) is not None:
        return first, one, other
    for blocker, blocked in ((other, one), (one, other)):
        before = _before(s, blocker)
        if before is not None and _cannot(s, before, blocker, blocked):
            return before, blocker, blocked
        only = _only_after(s, blocker)
        if only is not None:
            return only, blocker, blocked
    return None


def kept_from_waiting(s: Sentence, before: Cue) -> Reason | None:
    """«… добавь зависимость» orders it whatever is told; else what is told counts if it is so now."""
    noun = s.first("dependency_noun")
    orders = [c for c in s.all("create", "set", "put") if noun is not None and c.first <= noun.last]
    if orders:
        return keeps_from(s, orders[-1].first, orders[-1].last, imperative=True)
    if any(word.text in _GONE_BY or {"past", "impf"} <= word.marks for word in s.words[: before.first]):
        return "plan"
    if asked(s):
        return "question"
    reason = keeps_from(s, before.first, before.last, imperative=True)
    return None if reason == "negation" and _is_forbidden(s, before) else reason


def _is_forbidden(s: Sentence, before: Cue) -> bool:
    """«нельзя начинать X до Y»: what keeps others from an order is what is told here."""
    return any(s.words[c.first].text in _FORBIDDEN for c in s.all("never_") if c.first < before.first)


def _before(s: Sentence, blocker: Mention) -> Cue | None:
    """The word for "before" by the name, with nothing but what is done to it between them."""
    first = s.index(blocker.start)
    cues = [c for c in s.all("before_", "until_") if 0 < first - c.last <= _REACH]
    joint = first - 1 - (first > 1 and bool(s.words[first - 1].forms & _END))
    if not cues and first and s.words[joint].text in _CONJUNCTIONS:
        return Cue("before_", "ru", joint, joint)
    between = range(cues[-1].last + 1, first) if cues else range(0)
    explained = all(s.meant(n) and not s.is_named(n) for n in between)
    return cues[-1] if cues and explained else None


def _comes_first(s: Sentence, one: Mention, other: Mention) -> Cue | None:
    """ "X must be done first before Y", «X надо закончить до Y»: what has to be comes before the other."""
    before = _before(s, other)
    if before is None or s.words[before.first].start < one.end:
        return None
    told = s.words[s.index(one.end) : before.first]
    return before if any(word.forms & _MUST for word in told) and s.opening(s.index(one.start)) else None


def is_followed(s: Sentence, one: Mention, other: Mention) -> Cue | None:
    """«сначала X, потом Y, поставь зависимость»: where it is asked for, what comes first holds what comes then."""
    first, begun, end = s.index(one.start), s.index(one.end), s.index(other.start)
    opening = next((n for n in range(max(0, first - _REACH), first) if s.words[n].text in _FIRST), None)
    if opening is None:
        opening = _said_to_be_first(s, begun, end)
    behind = s.index(other.end)
    then = any(word.text in _THEN for word in s.words[begun:end])
    then = then or any(word.text in _SECOND for word in s.words[behind : behind + _COMES])  # "…, Y after it"
    if opening is None or not then or not s.has("dependency_noun"):
        return None
    return Cue("before_", "en" if s.words[opening].text.isascii() else "ru", opening, opening)


def _said_to_be_first(s: Sentence, begun: int, end: int) -> int | None:
    """ "X first, then Y", "X must come first, Y after it", «X идёт первым, Y за ним»."""
    near = range(begun, min(begun + _COMES, end))
    opening = next((n for n in near if s.words[n].text in _FIRST | _IN_FRONT), None)
    told = range(begun, opening if opening is not None else end)
    return opening if all(s.words[n].text in _COMING or s.plain(n) for n in told) else None


def _only_after(s: Sentence, blocker: Mention) -> Cue | None:
    """ "dark theme starts only after onboarding", «вход начнём, только когда доделаем платежи»; an order is none."""
    first = s.index(blocker.start)
    after = next((n for n in range(first - 1, max(-1, first - 1 - _REACH), -1) if s.words[n].text in _AFTER), None)
    if after is None or any({"impr", "VERB"} <= word.marks for word in s.words[:after]):
        return None
    only = next((n for n in range(max(0, after - _REACH), after) if s.words[n].text in _ONLY), None)
    if only is None and s.has("dependency_noun"):
        only = after  # «уведомления после входа, запиши зависимость»
    between = range(after + 1, first)
    ordered = any(_opens_an_order(s, c) for c in s.all(*STATUSES, "set", "put", "move"))
    explained = all(s.meant(n) and not s.is_named(n) for n in between)
    return (
        Cue("before_", "en" if s.words[after].text.isascii() else "ru", only, after)
        if only is not None and explained and not ordered
        else None
    )


def _opens_an_order(s: Sentence, cue: Cue) -> bool:
    """ "close login only after …"; "we can start login only after …" tells."""
    told = any(word.text in _WHO for word in s.words[: cue.first])
    return s.words[cue.first].text.isascii() and s.opening(cue.first) and not told


def _cannot(s: Sentence, before: Cue, blocker: Mention, blocked: Mention) -> bool:
    """The negation in what is said of the one that waits: before the word for "before", or behind all of its clause."""
    if blocked.start < blocker.start:
        begun, _ = s.hard_segment(s.index(blocked.start))
        return any(begun <= c.first < before.first for c in s.all("no_"))
    denied = [c for c in s.all("no_") if c.first >= s.index(blocker.end)]
    return len(denied) > (s.said(before) == _WHILE)  # «пока Y не готова, X не начать»: the first is that of Y
