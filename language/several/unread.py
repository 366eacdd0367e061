"""What is ordered beside what was read: never a part of a message is done in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from language.draft import Draft, Named, as_named
from language.guards.governing import ORDERS
from language.guards.put_down import puts_it_down
from language.names import Mention
from language.parts import part_of
from language.readers.last_step.undoing import read_undo
from language.sentence import Sentence
from language.several.clauses import CUT, PLURAL, all_change
from language.vocabulary import FREE_TEXT, STATUSES
from language.words import Word

_MOODS = frozenset({"impr", "incl", "NOUN"})  # «возьмём» is no order, «вой» may be a noun
_ORDERED = ("show", "delete", "rename", "assign", "take_out", "describe", "archive")
_ASKED = ("show", "list", "switch", "archive", "rename", "delete")
_HANDS_OVER = ("hand_over", "po")
_UNCHANGED = frozenset(
    "unchanged untouched stay stays remain remains leave keep touch alone same как трогай трогайте трогать изменений "
    "изменения остается остаются оставь оставьте прежнему later потом позже".split()
)
_ASKING = frozenset("что какие какой где what what's where which".split())
_LEADS = frozenset("а и ну and also then".split())
_SHOWING = frozenset("show list open switch archive display".split())
_ALSO = re.compile(r"\b(?:также|also)\b", re.IGNORECASE)
_OF_OTHERS = frozenset("ask tell ping remind check email write call let bring give look".split())


def all_or_none(s: Sentence, drafts: Sequence[Draft]) -> Sequence[Draft]:
    """The drafts, with what is said to be so "too"; kept from being done where another order is left unread."""
    if not all_change(drafts):
        return drafts
    drafts = [*drafts, *_too(s, drafts)]
    return [replace(d, kept="several") for d in drafts] if _leaves_out(s, drafts) else drafts


def _leaves_out(s: Sentence, drafts: Sequence[Draft]) -> bool:
    """«закрой вход и поругай тёмную тему»: what is ordered of the other is not read."""
    read = _read(s, drafts)
    kept = [value for d in drafts for value in d.slots.values() if isinstance(value, str)]  # a reason, teams
    others = [m for m in s.of("feature") if m not in read]
    if len(read) > 1 and _is_one_step(drafts):
        others += [m for m in _pointers(s) if not puts_it_down(s, *_numbers(s, *_clause(s, m)))]
    others = [m for m in others if not any(s.text[m.start : m.end] in text for text in kept)]
    placed = any(draft.intent.startswith("release_") for draft in drafts)
    releases = [m for m in s.of("release") if not (placed or any(s.text[m.start : m.end] in text for text in kept))]
    return (
        any(_is_ordered(s, other, read) for other in others)
        or any(_says_where(s, release) for release in releases)
        or _orders_more(s, read, (*kept, *_repeated(s, drafts)), _not_read(drafts))
    )


def _stays(s: Sentence, first: int, last: int) -> bool:
    """ "… the others unchanged", «остальные не трогай»: nothing is to be done to them."""
    told = {word.text for word in s.words[first:last]}
    return bool(told & _UNCHANGED) and not any(first <= c.first < last for c in s.all(*STATUSES))


def _repeated(s: Sentence, drafts: Sequence[Draft]) -> list[str]:
    """«снеси её совсем, удали», «больше не делаем, отмени эту фичу»: a clause that orders what is done anyway."""
    done = {draft.intent.rpartition("_")[2] for draft in drafts} & {*_ASKED}
    done |= {str(draft.slots["status"]) for draft in drafts if "status" in draft.slots}
    it = s.within("feature_noun", "pronoun")
    said = []
    for start, end in pairwise([0, *(found.end() for found in CUT.finditer(s.text)), len(s.text)]):
        first, last = s.index(start), s.index(end)
        if puts_it_down(s, first, last):
            said.append(s.text[start:end])  # "… so show it like that"
        orders = {n for c in s.all(*done) for n in range(c.first, c.last + 1)}
        if orders & {*range(first, last)} and all(s.plain(n) or n in orders or n in it for n in range(first, last)):
            said.append(s.text[start:end])
    return said


def _says_where(s: Sentence, release: Mention) -> bool:
    """«… и в релиз 2.0»: a clause that tells where to and nothing else."""
    start, end = _clause(s, release)
    places = s.within("put", "release_noun")
    return all(s.plain(n) or s.is_named(n) or n in places for n in range(s.index(start), s.index(end)))


def _not_read(drafts: Sequence[Draft]) -> list[str]:
    """Orders that a clause may hold besides the one that was read: «X завели по ошибке, удали» deletes X."""
    done = {draft.intent.rpartition("_")[2] for draft in drafts}
    asked = _ASKED if _is_handed_over(drafts) else (*_ASKED, *_HANDS_OVER)
    return [order for order in asked if order not in done]


def _is_handed_over(drafts: Sequence[Draft]) -> bool:
    return any(draft.intent.startswith("feature_assign") for draft in drafts)


def _undoes(s: Sentence) -> bool:
    """«отмени последнее и …»; «отменяй» alone cancels what is spoken of."""
    bare = len(s.words) == 1 and s.has("cancelled")
    return not (bare or s.has("correction")) and read_undo(s) is not None


def _orders_more(s: Sentence, read: Sequence[Mention], kept: Sequence[str], orders: Sequence[str]) -> bool:
    """«… и скинь список фич», "… and the rest to the backlog": a clause of its own about what is not named."""
    begins = [0, *(found.end() for found in CUT.finditer(s.text))]
    ends = [*(found.start() for found in CUT.finditer(s.text)), len(s.text)]
    for start, end in zip(begins, ends, strict=True):
        first, last = s.index(start), s.index(end)
        if _asks(s, first, last) and not any(s.text[start:end] in text for text in kept):
            return True
        if any(start <= m.start < end for m in (*read, *s.moments)) or any(s.text[start:end] in text for text in kept):
            continue
        opening = next((n for n in range(first, last) if not s.plain(n)), last)
        rest = any(first <= c.first < last for c in s.all("the_rest")) and not _stays(s, first, last)
        asked = any(c.first == opening for c in s.all(*orders)) and _is_order(s.words[opening])
        asked = asked or _undoes(part_of(s, start, end)) or _makes_another(s, opening, last)
        if asked or (rest and s.has(*STATUSES, "put")):
            return True
    return False


def _makes_another(s: Sentence, opening: int, last: int) -> bool:
    """«удали вход, создай фичу Чат и …»: none of what was read is made."""
    makes = any(c.first == opening for c in s.all("create")) and _is_order(s.words[opening])
    return makes and any(opening < c.first < last for c in s.all("feature_noun", "project_noun", *FREE_TEXT))


def _asks(s: Sentence, first: int, last: int) -> bool:
    """«закрой вход и что там горит»: something of the whole is asked for beside."""
    opening = next((n for n in range(first, last) if s.words[n].text not in _LEADS), last)
    asks = opening < last and s.words[opening].text in _ASKING
    return asks and any(first <= c.first < last for c in s.all("burning", "changed", "risk_where"))


def _is_order(word: Word) -> bool:
    return ("impr" in word.marks and "incl" not in word.marks) or word.text in _SHOWING


def _read(s: Sentence, drafts: Sequence[Draft]) -> list[Mention]:
    named = [v.mention for d in drafts for v in d.slots.values() if isinstance(v, Named) and v.mention]
    things = {thing for mention in named for thing in mention.things}
    return [m for m in s.mentions if things & set(m.things)]


def _is_one_step(drafts: Sequence[Draft]) -> bool:
    return len({(draft.intent, draft.slots.get("status")) for draft in drafts}) == 1


def _pointers(s: Sentence) -> list[Mention]:
    """«… и закрой их»: a word for several things, none of which it stands for yet."""
    return [Mention(w.start, w.end, (), whole=False) for w in s.words if w.text in PLURAL]


def _is_ordered(s: Sentence, other: Mention, read: Sequence[Mention]) -> bool:
    """A clause of its own orders something of it, or gives it a status behind the one that was read."""
    start, end = _clause(s, other)
    if any(start <= m.start < end for m in read):
        return False
    if any(m.end <= start for m in read) and _orders(s, s.index(start), s.index(other.start), STATUSES):
        return True
    return _is_over(s, other) or _orders(s, s.index(start), s.index(end))


def _numbers(s: Sentence, start: int, end: int) -> tuple[int, int]:
    return s.index(start), s.index(end)


def _clause(s: Sentence, mention: Mention) -> tuple[int, int]:
    cuts = [found.span() for found in CUT.finditer(s.text)]
    start = max((end for _, end in cuts if end <= mention.start), default=0)
    return start, min((begin for begin, _ in cuts if begin >= mention.end), default=len(s.text))


def _is_over(s: Sentence, mention: Mention) -> bool:
    """«аналитика всё, платежи стоят»: done, or given up; it is not said which."""
    number = s.index(mention.end)
    ends = number + 1 >= len(s.words) or s.breaks(s.words[number].end, s.words[number + 1].start)
    return number < len(s.words) and s.words[number].text == "все" and ends


def _orders(s: Sentence, first: int, last: int, statuses: Sequence[str] = ()) -> bool:
    """A verb stands between: an order, or one of the statuses."""
    opening = next((n for n in range(first, last) if not s.plain(n)), last)
    if any(first <= c.first < last for c in s.all(*statuses)) or any(c.first == opening for c in s.all(*_ORDERED)):
        return True
    if opening < last and s.words[opening].text in _OF_OTHERS:
        return True
    verbs = s.words[first:last] if statuses else s.words[opening : opening + 1]
    return any(w.text in ORDERS or w.marks & _MOODS == {"impr"} for w in verbs)


def _too(s: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """«тёмная тема готова, вход тоже»: the same of each that is named with a "too" and nothing else."""
    read = _read(s, drafts)
    others = [m for m in s.of("feature") if m not in read and _is_only_too(s, m)]
    if not others or not _is_one_step(drafts):
        return []
    named = [as_named(s, "feature", m) for m in others]
    return [replace(drafts[0], slots={**drafts[0].slots, "feature": one}) for one in named]


def _is_only_too(s: Sentence, mention: Mention) -> bool:
    start, end = _clause(s, mention)
    told = [n for n, w in enumerate(s.words) if start <= w.start < end and not s.is_named(n)]
    too = s.within("too")
    joint = next((found.group() for found in CUT.finditer(s.text) if found.end() == start), "")
    also = bool(too & set(told)) or bool(_ALSO.search(joint))
    also = also and not any(c.first in told for c in s.all("maybe", "hearsay", "if_"))  # «переводы вроде бы тоже»
    return also and all(n in too or s.plain(n) for n in told)
