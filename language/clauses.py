"""Several commands in one message, clause by clause: either each of them is read, or none is sure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from language.draft import Draft, Named
from language.drafting import CREATING, FREE_TEXT, LIVING, from_readers
from language.governing import ORDERS
from language.names import Names
from language.pointing import pointed
from language.readers import removals
from language.sentence import Sentence, take_apart
from language.things import Thing
from language.vocabulary import STATUSES

# Where one command may end and another begin.
_JOIN = r"(?:а|и|но|потом|затем|плюс|еще|ещё|также|заодно|далее|после этого|and|but|so|also|then|next|plus|after that)"
_CUT = re.compile(rf"\s*[,;.!\n]+\s*(?:{_JOIN}[\s,]+)*|\s+{_JOIN}(?:[\s,]+{_JOIN})*[\s,]+|\s+[—–-]\s+", re.IGNORECASE)
CHANGES = frozenset(
    "feature_status feature_assign_po feature_assign_teams dependency_add dependency_remove "
    "release_add_feature release_remove_feature release_move release_out aside_put".split()
)
_NAMES = ("feature", "release", "blocker", "blocked")
_MOODS = frozenset({"impr", "incl", "NOUN"})  # «возьмём» is no order, «вой» may be a noun
_MAKING = ("create", "new", "rename", "describe", "delete", "idea_noun", "risk_noun")


def clause_by_clause(s: Sentence, names: Names, today: dt.date, spoken_of: Sequence[Thing]) -> list[Draft]:
    """The drafts of two commands in one message; empty where the halves are not each a command of their own."""
    for cut in _CUT.finditer(s.text):
        if not _begins_anew(s, cut.end()):
            continue
        one = pointed(take_apart(s.text[: cut.start()], names, today), spoken_of)
        first = from_readers(one, LIVING)
        if not _all_change(first):
            continue
        subject = _subject(first, spoken_of)
        other = pointed(take_apart(s.text[cut.end() :], names, today), subject)
        second = clause_by_clause(other, names, today, subject) or from_readers(other, LIVING)
        if _all_change(second):
            return _without_repeats([*first, *second])
    return []


def with_something_new(s: Sentence, names: Names, today: dt.date, spoken_of: Sequence[Thing]) -> list[Draft]:
    """«закрой вход и создай фичу X», "close login and rename onboarding to Welcome": a change, and then free text."""
    if not (s.mentions and s.has(*_MAKING)) or s.cues[0].kind in _MAKING:
        return []
    for cut in _CUT.finditer(s.text):
        one = pointed(take_apart(s.text[: cut.start()], names, today), spoken_of)
        if from_readers(one, FREE_TEXT):
            return []
        first = from_readers(one, LIVING) if one.mentions else []
        if not _all_change(first):
            continue
        subject = _subject(first, spoken_of)
        other = pointed(take_apart(s.text[cut.end() :], names, today), subject)
        second = from_readers(other, (*FREE_TEXT, *CREATING, removals.read_delete))
        if second and _opens(other) and all(d.kept is None for d in second):
            return [*first, *second]
    return []


def _opens(s: Sentence) -> bool:
    """What is made, renamed or deleted opens the clause: "login is blocked, we wait for a new feature" makes none."""
    return any(s.opening(c.first) for c in s.all(*_MAKING))


def leaves_out(s: Sentence, drafts: Sequence[Draft]) -> bool:
    """Another order is given beside what was read: «закрой вход и поругай тёмную тему»."""
    if not _all_change(drafts):
        return False
    read = [v.mention for d in drafts for v in d.slots.values() if isinstance(v, Named) and v.mention]
    reasons = [str(d.slots["reason"]) for d in drafts if d.slots.get("reason")]
    for mention in s.of("feature"):
        if mention in read or any(s.text[mention.start : mention.end] in reason for reason in reasons):
            continue
        cuts = [cut for cut in _CUT.finditer(s.text, 0, mention.start) if any(m.end <= cut.start() for m in read)]
        if cuts and _orders(s, s.index(cuts[-1].end()), s.index(mention.start)):
            return True
    return False


def _orders(s: Sentence, first: int, last: int) -> bool:
    """A verb stands between: an order, or a status."""
    said = s.words[first:last]
    given = any(first <= c.first < last for c in s.all(*STATUSES))
    return given or any(word.text in ORDERS or word.marks & _MOODS == {"impr"} for word in said)


def _begins_anew(s: Sentence, position: int) -> bool:
    """What stands behind this position names its own thing before it goes on: else it only tells more of the last."""
    pointers = [s.words[c.first].start for c in s.all("pronoun")]
    named = min([p for p in (*(m.start for m in s.mentions), *pointers) if p >= position], default=None)
    return named is not None and not _CUT.search(s.text[position:named])


def _all_change(drafts: Sequence[Draft]) -> bool:
    return bool(drafts) and all(d.kept is None and d.intent in CHANGES and not _lacks_a_day(d) for d in drafts)


def _lacks_a_day(draft: Draft) -> bool:
    """«перенеси 2.0 и 2.1 на неделю»: the first half is no command of its own."""
    return draft.intent == "release_move" and not draft.slots.keys() & {"date", "shift"}


def _subject(drafts: Sequence[Draft], spoken_of: Sequence[Thing]) -> Sequence[Thing]:
    """What the drafts are about, for «добавь её», «туда же» in the next clause: one feature, one release."""
    found = {thing.kind: thing for thing in spoken_of if thing.kind != "feature"}
    for kind in ("feature", "release"):
        named = [d.slots[kind] for d in drafts if isinstance(d.slots.get(kind), Named)]
        things = {t for n in named if n.mention for t in n.mention.of(kind)}
        if len(things) == 1:
            found |= {thing.kind: thing for thing in things}
    return tuple(found.values())


def _without_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """«доделали, закрывай её» says the same twice: one draft, with all that either told.

    A status counts more than being put aside for a while: "park it for now, back to the backlog with it".
    """
    given = {_things(d.slots["feature"]) for d in drafts if d.intent == "feature_status"}
    drafts = [d for d in drafts if d.intent != "aside_put" or _things(d.slots["feature"]) not in given]
    found: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.intent, draft.slots.get("status"), *(_things(draft.slots[n]) for n in _NAMES if n in draft.slots))
        known = found.get(key)
        found[key] = replace(known, slots={**draft.slots, **known.slots}) if known else draft
    return list(found.values())


def _things(named: object) -> object:
    return named.mention.things if isinstance(named, Named) and named.mention else named
