"""What a sentence claims of one feature, and which of its claims counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from language.guards import Reason
from language.guards.asked_before import only_whys
from language.names import Mention
from language.names.belonging import accepts
from language.readers.status.lifting import frees
from language.sentence import Sentence
from language.taken_back.overtaken import is_conceded, is_only_listed, turned_out, was_so
from language.vocabulary import Cue


@dataclass(frozen=True, slots=True)
class Claim:
    """One cue for a status and the features it is said of."""

    cue: Cue
    status: str
    features: tuple[Mention, ...]
    kept: Reason | None
    explicit: bool  # «ставь», "mark as": it says what is wanted, not only what is so
    directed: bool  # «в работу», «на паузу», in the same clause as the verb before it


def since_it_is_so(s: Sentence, claims: list[Claim]) -> list[Claim]:
    """The claims without those that were only wanted, asked or thought of before."""
    claims = [c for c in claims if not (is_conceded(s, c.cue.first) or is_only_listed(s, c.cue.first))] or claims
    return _since_it_was_heard(s, _since_it_turned_out(s, _since_the_whys(s, _since_the_turn(s, claims))))


def _since_the_turn(s: Sentence, claims: list[Claim]) -> list[Claim]:
    """«хотели отменить, но передумали — ставь в работу»: what was wanted before counts no more."""
    turns = [c for c in s.all("turn") if any(c.last < claim.cue.first for claim in claims if claim.explicit)]
    return [claim for claim in claims if claim.cue.first > turns[-1].last] if turns else claims


def _since_it_turned_out(s: Sentence, claims: list[Claim]) -> list[Claim]:
    """ "I thought it was done, turns out it's blocked": what was thought before counts no more."""
    turns = [turn for claim in claims if (turn := turned_out(s, claim.cue.first)) is not None]
    return [claim for claim in claims if claim.cue.first > turns[-1]] if turns else claims


def _since_it_was_heard(s: Sentence, claims: list[Claim]) -> list[Claim]:
    """ "Tom says it's finished. Close it.", "I'm told it is done, so close it": the same is ordered by who tells."""
    order = next((c for c in claims if c.explicit and c.kept is None), None)
    if order is None:
        return claims
    return [c for c in claims if not (c.kept in ("hearsay", "wish", "condition") and _leads_to(s, c, order))]


def _leads_to(s: Sentence, heard: Claim, order: Claim) -> bool:
    if heard.status != order.status or heard.cue.first >= order.cue.first:
        return False
    apart = s.hard_segment(heard.cue.first) != s.hard_segment(order.cue.first)
    follows = any(heard.cue.last < c.first < order.cue.first for c in s.all("so_"))
    return (apart and follows) or ((apart or follows) and ":" not in s.text)


def _since_the_whys(s: Sentence, claims: list[Claim]) -> list[Claim]:
    """ "Why is it still in the backlog? They began on Monday. Start it.": what was asked why keeps from no order."""
    orders = [claim for claim in claims if claim.explicit and claim.kept is None]
    if not orders or not only_whys(s, orders[0].cue.first):
        return claims
    begun, _ = s.hard_segment(orders[0].cue.first)
    return [claim for claim in claims if claim.kept != "question" or claim.cue.first >= begun]


def deciding(s: Sentence, claims: Sequence[Claim]) -> Claim | None:
    """The claim that counts: an order before an assertion, the last word where all agree; else none is sure."""
    orders = [c for c in claims if c.explicit and c.kept is None]
    orders = _where_it_is_sent(claims, orders) or orders
    sure = orders or [c for c in claims if c.kept is None]
    if not sure:
        return claims[-1] if claims else None
    if any(c.kept in ("question", "condition", "hearsay", "wish") for c in claims):
        return next(c for c in claims if c.kept)
    sure = _as_it_is_now(s, _past_the_lift(s, _where_it_went(sure)))
    if len({c.status for c in sure}) == 1:
        refused = [c for c in claims if c.kept is not None and c.status == sure[-1].status and not orders]
        refused = [c for c in refused if not _is_accepted_behind(s, c, sure)]
        refused = [c for c in refused if not _is_done_besides(s, c, sure[-1])]
        if not refused and _has_not_begun(s, claims, sure[-1]):
            return replace(sure[-1], kept="doubt")
        return refused[0] if refused else sure[-1]
    # «X готова, Y в работе», where Y is not known: one of them is said of something else.
    return sure[-1] if orders else replace(sure[-1], kept="several")


def _where_it_is_sent(claims: Sequence[Claim], orders: Sequence[Claim]) -> list[Claim]:
    """ "drop it back to the backlog": where to says more than the verb that orders it."""
    if len(claims) < 2 or len(orders) != 1 or orders[0] is not claims[-2]:
        return []
    last = claims[-1]
    return [last] if last.directed and last.kept is None else []


def _where_it_went(claims: list[Claim]) -> list[Claim]:
    """«запустили в работу», «отложили в бэклог»: where a thing went says more than the verb that took it there."""
    last = claims[-1]
    return [last] if last.directed and not any(c.directed for c in claims[:-1]) else claims


def _past_the_lift(s: Sentence, claims: list[Claim]) -> list[Claim]:
    """«разблочили и уже допилили», "no longer blocked, it's done": that it goes on says less than how it ended."""
    rest = [c for c in claims if not frees(s, c.cue)]
    later = bool(rest) and all(c.cue.first < rest[0].cue.first for c in claims if c not in rest)
    return rest if later and all(c.status == "done" for c in rest) else claims


def _as_it_is_now(s: Sentence, claims: list[Claim]) -> list[Claim]:
    """ "login was blocked but they came back so it is in progress", «была заблокирована, теперь она в работе»."""
    last = claims[-1]
    start, _ = s.segment(last.cue.first)
    told = {word.text for word in s.words[start : last.cue.first]}
    pointed = (
        s.words[last.cue.first - 1].text in _NOW - _TELLING
        or any(start <= c.first < last.cue.first for c in s.all("pronoun"))
        or bool(told & _IT)
    )
    was = all(was_so(s, c.cue.first) for c in claims[:-1])
    return [last] if pointed and was and told & _NOW else claims


_NOW = frozenset("is are it's now again теперь сейчас снова опять".split())
_TELLING = frozenset("is are it's".split())
_IT = frozenset("она он оно они it's".split())


def _has_not_begun(s: Sentence, claims: Sequence[Claim], sure: Claim) -> bool:
    """ "login is done. Argh, it hasn't even started!": what is told behind takes it back."""
    behind = [c for c in claims if c.kept == "negation" and c.status == "in_progress" and c.cue.first > sure.cue.last]
    return sure.status == "done" and any(s.words[c.cue.last].forms & _BEGUN for c in behind)


_BEGUN = frozenset("started begun start begin начать начинать приступить приступать".split())


def _is_accepted_behind(s: Sentence, refused: Claim, sure: Sequence[Claim]) -> bool:
    """ "login is done. QA signed off an hour ago": who accepted it, told of in a sentence of its own.

    "Login is done. Well, QA is done" puts it right.
    """
    told = [c.cue.last for c in sure if c.cue.last < refused.cue.first]
    if refused.kept != "another thing" or not told:
        return False
    start, end = s.segment(refused.cue.first)
    begun, _ = s.hard_segment(refused.cue.first)
    if start > told[-1] and _only_says_how(s, refused.cue, start, end):
        return True
    who = refused.cue.first - 1
    between = [n for n in range(max(begun, told[-1] + 1), who) if not s.plain(n)]
    return accepts(s, who) and who > told[-1] and not between


def _only_says_how(s: Sentence, cue: Cue, start: int, end: int) -> bool:
    """ "login is done, merged last night": what goes without saying is still the feature, and none of its parts."""
    opens = all(s.plain(n) or s.words[n].text in _ACCEPTED_TOO for n in range(start, cue.first))
    takes_back = [c for kind in ("part_", "no_") for c in s.all(kind) if start <= c.first < end]
    return opens and s.words[cue.first].text.endswith("ed") and not takes_back


_ACCEPTED_TOO = frozenset({"and", "got", "tested"})


def _is_done_besides(s: Sentence, refused: Claim, sure: Claim) -> bool:
    """«вход готов, можно закрыть ноут»: behind a pause somebody does something else, and no part of it."""
    word = s.words[refused.cue.first]
    start, end = s.segment(refused.cue.first)
    parts = any(start <= c.first < end for c in s.all("part_", "correction"))
    alone = start > sure.cue.last and refused.kept == "another thing" and not word.text.isascii()
    return alone and not parts and bool(word.marks & {"VERB", "INFN"})
