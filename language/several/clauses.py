"""Several commands in one message, clause by clause: either each of them is read, or none is sure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from language.draft import Draft, Named
from language.drafting import LIVING, from_readers
from language.names import Names
from language.parts import about
from language.pointing import pointed
from language.readers.status.lifting import frees
from language.readers.status.once import is_gone_by
from language.readers.status.told_why import tells_why
from language.sentence import Sentence
from language.taken_back.overtaken import is_only_listed, turned_out, was_so
from language.taking_apart import take_apart
from language.things import Thing
from language.vocabulary import STATUSES

# Where one command may end and another begin.
_JOIN = (
    r"(?:а|и|но|потом|затем|плюс|еще|ещё|также|заодно|далее|после этого|and|but|so|also|then|next|plus|after that"
    r"|while (?:you're|you are|we're|we are) at it)"
)
_COUNTED = r"(?:\d[).]|во-вторых|в-третьих|второе|третье|secondly|second|thirdly|third|lastly)"
CUT = re.compile(
    rf"\s*(?:[,;!\n]|\.(?!\d))+\s*(?:(?:{_JOIN}|{_COUNTED})[\s,:]+)*|\s+{_JOIN}(?:[\s,]+{_JOIN})*[\s,]+|\s+[—–-]\s+"
    rf"|\s+{_COUNTED}[\s,:]+",
    re.IGNORECASE,
)
MOST_CUTS = 20  # places where the first of the commands is taken to end
CHANGES = frozenset(
    "feature_status feature_assign_po feature_assign_teams dependency_add dependency_remove "
    "release_add_feature release_remove_feature release_move release_out aside_put feature_delete".split()
)
_OF_A_FEATURE = ("set", "put", "back", "release_noun", "tail")
_CORRECTS = ("no_", "never_", "correction", "halt", "rather")
_NAMES = ("feature", "release", "blocker", "blocked")
PLURAL = frozenset("them they both these those их они обе оба обеих обоих".split())


def clause_by_clause(
    s: Sentence, names: Names, today: dt.date, spoken_of: Sequence[Thing], *, elided: bool = False
) -> list[Draft]:
    """The drafts of two commands in one message; empty where the halves are not each a command of their own.

    `elided`: the first half is about the feature spoken of, though nothing stands for it.
    """
    for cut in islice(CUT.finditer(s.text), MOST_CUTS):
        goes_on = _is_elided(s, cut.end())
        if not (goes_on or _begins_anew(s, cut.end())) or _gives_the_reason(s, cut.end()):
            continue
        one = _about(take_apart(s.text[: cut.start()], names, today), spoken_of, elided=elided)
        first = from_readers(one, LIVING)
        if not all_change(first):
            continue
        other = take_apart(s.text[cut.end() :], names, today)
        second = [
            draft
            for subject in _subjects(other, first, spoken_of)
            for draft in _read(other, subject, names, elided=goes_on)
        ]
        if all_change(second):
            if _is_weighed_whole(s, first, second):
                return []
            found = _without_repeats([*first, *second])
            return _as_it_ended(s, found) or found
    return []


def _gives_the_reason(s: Sentence, position: int) -> bool:
    """«…, причина: X закрывает ту же потребность»: all that follows is why, whatever is named in it."""
    number = s.index(position)
    mark = next((c for c in s.all("reason") if c.first == number), None)
    return mark is not None and s.text[s.words[mark.last].end :].lstrip().startswith(":")


def _is_weighed_whole(s: Sentence, first: Sequence[Draft], second: Sequence[Draft]) -> bool:
    """Two statuses of one thing: "I said login is done, but it's blocked", "cancel login, reason: Ann closed it"."""
    before, behind = (
        {_things(d.slots["feature"]): d.slots["status"] for d in half if "status" in d.slots}
        for half in (first, second)
    )
    differ = any(behind.get(things, status) != status for things, status in before.items())
    return differ and (
        tells_why(s)
        or any(turned_out(s, c.first) is not None or was_so(s, c.first) for c in s.all(*STATUSES))
        or any(is_only_listed(s, c.first) for c in s.all(*STATUSES))
    )


def _read(s: Sentence, subject: Sequence[Thing], names: Names, *, elided: bool) -> list[Draft]:
    """What is said in the rest of a message, of what was spoken of before it."""
    said = _about(s, subject, elided=elided)
    return clause_by_clause(said, names, s.today, subject, elided=elided) or from_readers(said, LIVING)


def _about(s: Sentence, subject: Sequence[Thing], *, elided: bool) -> Sentence:
    feature = next((thing for thing in subject if thing.kind == "feature"), None)
    return about(s, (feature,), None) if elided and feature else pointed(s, subject)


def _subjects(s: Sentence, first: Sequence[Draft], spoken_of: Sequence[Thing]) -> list[Sequence[Thing]]:
    """What the next clause may point at: «… и закрой их» is said of each feature of the clause before."""
    subject = subject_of_all(first, spoken_of)
    named = [d.slots["feature"] for d in first if isinstance(d.slots.get("feature"), Named)]
    things = [n.mention.things[0] for n in named if n.mention and len(n.mention.things) == 1]
    if len(things) < 2 or s.of("feature") or not any(word.text in PLURAL for word in s.words):
        return [subject]
    return [(thing, *(t for t in subject if t.kind != "feature")) for thing in things]


def _is_elided(s: Sentence, position: int) -> bool:
    """«вход закинь в 2.0 и возьми в работу»: what it is said of goes without saying, and nothing else is said."""
    told = [n for n, word in enumerate(s.words) if word.start >= position]
    if not told or any(m.start >= position for m in (*s.of("feature"), *s.moments)) or s.shift is not None:
        return False
    pointers = any(c.first >= told[0] for c in s.all("pronoun"))
    if any(c.first == told[0] for c in s.all("po", "team")) and not pointers:
        return True  # «вход готов, PO Лена Крылова»
    cues = [c for c in s.all(*STATUSES, *_OF_A_FEATURE) if c.first >= told[0]]
    if s.words[told[0]].text.isascii() and not any(c.first == told[0] for c in s.all("release_noun")):
        return False  # an English order has its "it"
    known = {n for c in cues for n in range(c.first, c.last + 1)}
    whole = all(n in known or s.plain(n) or s.is_named(n) for n in told)
    says = any(c.kind in STATUSES for c in cues) or any(m.start >= position for m in s.of("release"))
    return whole and says and not (pointers or any(c.first >= told[0] for c in s.all(*_CORRECTS)))


def _begins_anew(s: Sentence, position: int) -> bool:
    """What stands behind this position names its own thing before it goes on: else it only tells more of the last."""
    pointers = [s.words[c.first].start for c in s.all("pronoun")]
    named = min([p for p in (*(m.start for m in s.mentions), *pointers) if p >= position], default=None)
    return named is not None and not CUT.search(s.text[position:named])


def all_change(drafts: Sequence[Draft]) -> bool:
    return bool(drafts) and all(d.kept is None and d.intent in CHANGES and not _lacks_a_day(d) for d in drafts)


def _lacks_a_day(draft: Draft) -> bool:
    """«перенеси 2.0 и 2.1 на неделю»: the first half is no command of its own."""
    return draft.intent == "release_move" and not draft.slots.keys() & {"date", "shift"}


def subject_of_all(drafts: Sequence[Draft], spoken_of: Sequence[Thing]) -> Sequence[Thing]:
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

    A status counts more than being put aside for a while: "park it for now, back to the backlog with it". What is
    deleted needs no status: "drop login, delete it".
    """
    gone = {_things(d.slots["feature"]) for d in drafts if d.intent == "feature_delete"}
    drafts = [d for d in drafts if d.intent != "feature_status" or _things(d.slots["feature"]) not in gone]
    given = {_things(d.slots["feature"]) for d in drafts if d.intent == "feature_status"}
    drafts = [d for d in drafts if d.intent != "aside_put" or _things(d.slots["feature"]) not in given]
    found: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.intent, draft.slots.get("status"), *(_things(draft.slots[n]) for n in _NAMES if n in draft.slots))
        known = found.get(key)
        found[key] = replace(known, slots={**draft.slots, **known.slots}) if known else draft
    return list(found.values())


def _as_it_ended(s: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """«разблочили и уже допилили»: what one feature went through, where the whole tells the end and no reason."""
    told = {_things(d.slots["feature"]) for d in drafts if d.intent == "feature_status"}
    if not len(drafts) > 1 == len(told) or any(d.intent != "feature_status" for d in drafts):
        return []
    if not any(frees(s, c) or is_gone_by(s, c) for c in s.all(*STATUSES)):
        return []
    whole = from_readers(s, LIVING)
    return [] if any(d.kept or "reason" in d.slots for d in whole) else whole


def _things(named: object) -> object:
    return named.mention.things if isinstance(named, Named) and named.mention else named
