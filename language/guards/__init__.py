"""What keeps a sentence from being a command: questions, negations, conditions, plans, wishes, other people's news."""

from __future__ import annotations

import re
from typing import Literal

from language.guards.asked_before import doubted_before, idly_asked
from language.guards.bearing import bears_on, is_of_people
from language.guards.governing import by_others, is_hoped_for, is_told_only
from language.guards.hearsay import is_ascribed, is_quoted, is_relayed
from language.guards.irony import is_ironic
from language.guards.negations import NOWHERE, negated, tells_of_the_denied
from language.guards.not_now import is_future, is_of_a_past_year
from language.guards.own_words import asks_it_of_radar, is_own_news, is_to_be_told, is_told_of_itself
from language.guards.phrases import unexplained
from language.guards.put_down import is_put_down
from language.guards.questions import (
    asked,
    asked_in,
    asks_at_its_end,
    asks_by_its_opening,
    ends_with_tag,
    is_inverted,
    is_request,
)
from language.guards.reach import is_beside
from language.guards.subordinate import hangs_on_another
from language.sentence import Sentence
from language.taken_back.overtaken import is_answered, is_conceded, is_gone_by, turned_out
from language.vocabulary import STATUSES, Cue

Reason = Literal[
    "question",
    "negation",
    "condition",
    "plan",
    "wish",
    "hearsay",
    "unfinished",
    "doubt",
    "several",
    "another thing",
    "later",
]

# «тёмная тема, считай, готова», "e.g. dark theme is done"
_LOOSELY = re.compile(r"\bсчитай(?:те)?\s*,|\be\.\s?g\b", re.IGNORECASE)
_DISOWNING = 2  # «это не наша» stands behind a whole story and still takes it back


def keeps_from(
    s: Sentence, first: int, last: int, *, imperative: bool, until: int | None = None, why: range = NOWHERE
) -> Reason | None:
    """Why the cue at words first..last is not to be acted on; None if it is.

    An imperative («верни её в работу») says what is wanted whatever is told around it; an assertion («она в
    работе») is only as good as the sentence it stands in. `until`: the words from there on are free text; so
    are those of `why`, a reason told before.
    """
    start, end = s.hard_segment(first)
    told = range(start, min(end, len(s.words) if until is None else max(until, last + 1)))
    around = [c for c in unexplained(s) if c.first in told and not (first <= c.first and c.last <= last)]
    around = [c for c in around if c.first not in why and not asks_it_of_radar(s, c, first) and not is_own_news(s, c)]
    around = [c for c in around if not is_to_be_told(s, c, last) and not is_told_of_itself(s, c, last)]
    around = [c for c in around if not _is_of_what_is_not(s, c, first, last)]
    around = [c for c in around if not (is_gone_by(s, c, last) or is_answered(s, c, first))]
    around = [c for c in around if not is_beside(s, c, first, last)]
    put_down = not imperative and is_put_down(s, first, last)
    if put_down:
        around = [c for c in around if c.kind not in ("hearsay", "source")]
    if (turn := turned_out(s, first)) is not None:
        around = [c for c in around if c.first >= turn]
    told_why = _behind_a_reason(s, first) if imperative else 0
    if imperative:
        around = _since_the_turn(s, around, first)
        around = [c for c in around if c.first >= told_why or c.kind == "if_"]
    # A question before an order in a sentence of its own asks something else.
    # A question word elsewhere makes none of an assertion: «готова регистрация. Спасибо всем, кто помогал».
    anywhere = imperative or "?" in s.text
    apart = imperative or idly_asked(s, first)
    asks = asked(s, until, max(start, told_why) if apart else 0) if anywhere else asked_in(s, until, start, end)
    asks = asks or (not is_request(s) and (asks_at_its_end if until is None else ends_with_tag)(s, end))
    asks = asks or (not imperative and (is_inverted(s, first) or doubted_before(s, first)))
    return (
        ("question" if asks else None)
        or ("hearsay" if not put_down and is_quoted(s, first, imperative) else None)
        or ("hearsay" if is_relayed(s) or is_ascribed(s, last, end) else None)
        or ("negation" if is_ironic(s.text) else None)
        or _told_around(s, around, first, last, imperative)
        or ("negation" if negated(s, first, last, imperative=imperative, until=until, why=why) else None)
        or ("wish" if by_others(s, first) or is_told_only(s, first) or is_hoped_for(s, first) else None)
        or ("doubt" if _is_either(s, told) or _is_desperate(s, first) else None)
        or (None if imperative else "question" if asks_by_its_opening(s) else _not_yet(s, around, first, last))
    )


def _behind_a_reason(s: Sentence, first: int) -> int:
    """«не может найти, где снять деньги, поэтому создай …»: the order begins behind why it is given."""
    ordered = s.words[first].text.isascii() or "impr" in s.words[first].marks
    before = [c for c in s.all("so_") if c.last < first] if ordered else []
    at_once = before and all(s.plain(n) for n in range(before[-1].last + 1, first))
    return before[-1].last + 1 if at_once and before[-1].first else 0


def _is_of_what_is_not(s: Sentence, cue: Cue, first: int, last: int) -> bool:
    """It is told of what was thought before, or of what is denied («а не заблокирован, как написал Олег»)."""
    behind = cue.first > last
    undone = behind and cue.kind == "mistaken" and _tells_why_it_goes_back(s, cue, first)
    return undone or (behind and is_conceded(s, cue.first)) or tells_of_the_denied(s, cue.first, first)


def _tells_why_it_goes_back(s: Sentence, cue: Cue, first: int) -> bool:
    """«обратно в бэклог, рано закрыли»: the mistake was the step before."""
    start, end = s.segment(cue.first)
    back = any(s.segment(first)[0] <= c.first <= first for c in s.all("back"))
    return back and not start <= first < end and any(start <= c.first < end for c in s.all(*STATUSES))


def _since_the_turn(s: Sentence, around: list[Cue], first: int) -> list[Cue]:
    """«хотели отменить, но передумали — ставь в работу»: what was wanted before keeps from no order behind."""
    turns = [c for c in s.all("turn") if c.last < first and s.breaks(s.words[c.last].end, s.words[first].start)]
    return [c for c in around if c.first > turns[-1].last] if turns else around


def _told_around(s: Sentence, around: list[Cue], first: int, last: int, imperative: bool) -> Reason | None:
    """What is said around the cue and keeps from an order too."""
    reasons = [
        r for kind, r in _WHOLE if any(c.kind == kind and bears_on(s, c, first, last, imperative) for c in around)
    ]
    turned = s.all("turn") if imperative else []
    disowned = any(
        c.last - c.first >= _DISOWNING and not any((t.first, t.last) == (c.first, c.last) for t in turned)
        for c in s.all("never_")
    )
    return reasons[0] if reasons else "negation" if disowned else None


def _not_yet(s: Sentence, around: list[Cue], first: int, last: int) -> Reason | None:
    """What keeps an assertion from being true now, though it would not keep an order from being given."""
    denies = s.words[-1].text in ("not", "nope") and s.words[last].end < s.words[-1].start
    if denies and not (s.words[-2].text in ("is", "are") and s.is_named(len(s.words) - 3)):
        return "negation"  # "done… not", and not "…, but login is not"
    around = [c for c in around if not is_of_people(s, c, first)]
    reasons = [reason for kind, reason in _TOLD if any(c.kind == kind for c in around)]
    if reasons:
        return reasons[0]
    if _LOOSELY.search(s.text) or _is_put_right(s, last):
        return "doubt"
    if turned_out(s, first) is None and hangs_on_another(s, first):
        return "hearsay"
    if is_of_a_past_year(s, last):
        return "plan"
    return "plan" if is_future(s, first, last) else None


def _is_put_right(s: Sentence, last: int) -> bool:
    """«вход готов. Написал ошибочно: …»: the next sentence says that it was a mistake."""
    _, end = s.hard_segment(last)
    following = s.hard_segment(end)[1] if end < len(s.words) else end
    return any(end <= c.first < following for c in s.all("mistaken"))


_WHOLE: tuple[tuple[str, Reason], ...] = (
    ("if_", "condition"),
    ("never_", "negation"),
    ("hearsay", "hearsay"),
    ("wish", "wish"),
    ("ago", "plan"),
    ("maybe", "doubt"),
    ("weighed", "doubt"),
    ("ought_", "wish"),
    ("habit", "doubt"),
    ("someday", "plan"),
    ("tell_", "hearsay"),
    ("refused_", "negation"),
)
_TOLD: tuple[tuple[str, Reason], ...] = (
    ("partly", "unfinished"),
    ("plan", "plan"),
    ("maybe", "doubt"),
    ("own_wish", "wish"),
    ("mistaken", "doubt"),
    ("source", "hearsay"),
    ("tell_", "hearsay"),
)
_EITHER = frozenset({"или", "либо", "or"})


def _is_either(s: Sentence, told: range) -> bool:
    """«выпустили или перенесли», "to v3.0 or v3.1": which of the two is not said."""
    explained = [c for c in s.cues if c.last > c.first]
    return any(
        s.words[n].text in _EITHER and not s.is_named(n) and not any(c.first <= n <= c.last for c in explained)
        for n in told
    )


def _is_desperate(s: Sentence, first: int) -> bool:
    """«хоть вход отменяй»: so bad it is that one might."""
    start, _ = s.segment(first)
    return "impr" in s.words[first].marks and any(word.text == "хоть" for word in s.words[start:first])
