"""A change and something new in one message: «закрой вход и создай фичу X», "create feature X and close login"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from language.draft import Draft
from language.drafting import CREATING, FREE_TEXT, LIVING, from_readers
from language.guards.governing import ORDERS
from language.names import Names
from language.pointing import pointed
from language.readers.quoted import QUOTED
from language.sentence import Sentence
from language.several.clauses import CUT, MOST_CUTS, all_change, subject_of_all
from language.taking_apart import take_apart
from language.things import Thing

_MAKING = ("create", "new", "rename", "describe", "idea_noun", "risk_noun")
_NAMED_ANEW = frozenset({"feature_create", "project_create", "feature_rename", "project_rename"})
_KEPT = frozenset({"idea_create", "risk_create"})
_CLOSING = ("»", "”", "“", '"')
_STOPS = (".", ";", "!")
# What an idea or a description may not swallow: a sentence of its own that goes on with something else.
_ALSO = re.compile(
    r"[.;!\n]\s*(?:а|и|and)?\s*(?:also|plus|then|next|еще|ещё|также|плюс|заодно|потом|затем)\b", re.IGNORECASE
)


def read_mixed(s: Sentence, names: Names, today: dt.date, spoken_of: Sequence[Thing]) -> list[Draft]:
    """The drafts of both, in the order they were told; empty where either is not sure."""
    if not ((s.of("feature") or s.of("release")) and s.has(*_MAKING)):
        return []
    quoted = [found.span() for found in QUOTED.finditer(s.text)]
    for cut in islice(CUT.finditer(s.text), MOST_CUTS):
        if any(start < cut.start() < end for start, end in quoted):
            continue
        one, other = take_apart(s.text[: cut.start()], names, today), take_apart(s.text[cut.end() :], names, today)
        found = _change_first(one, other, spoken_of) or _text_first(one, other, cut.group(), spoken_of)
        if found:
            return found
    return []


def _change_first(one: Sentence, other: Sentence, spoken_of: Sequence[Thing]) -> list[Draft]:
    if not one.mentions or not _opens(other) or from_readers(one, FREE_TEXT):
        return []
    first = from_readers(pointed(one, spoken_of), LIVING)
    if not all_change(first):
        return []
    second = from_readers(pointed(other, subject_of_all(first, spoken_of)), (*FREE_TEXT, *CREATING))
    return [*first, *second] if second and all(d.kept is None for d in second) else []


def _text_first(one: Sentence, other: Sentence, joint: str, spoken_of: Sequence[Thing]) -> list[Draft]:
    """An order about a known thing behind a new name, or behind any text in a sentence that begins with "also".

    Where the name ends is not sure, and it is asked for one at a time, but for one in quotation marks and a release
    with its day.
    """
    if not (_opens(one) and (other.of("feature") or other.of("release"))):
        return []
    if sure := _surely_made(one, joint, spoken_of):
        second = from_readers(other, LIVING)
        return [*sure, *second] if all_change(second) else []
    if not (other.of("feature") and _orders(other)):
        return []
    first = from_readers(pointed(one, spoken_of), FREE_TEXT)
    if not first or any(d.kept or not (d.intent in _NAMED_ANEW or _ALSO.match(joint.lstrip())) for d in first):
        return []
    second = from_readers(other, LIVING)
    return [replace(d, kept="several") for d in (*first, *second)] if all_change(second) else []


def _surely_made(s: Sentence, joint: str, spoken_of: Sequence[Thing]) -> list[Draft]:
    """«создай фичу «Копилка»», "create release v3.1 for April 9": where it ends is plain to see."""
    quoted = s.text.rstrip()[-1:] in _CLOSING
    closed = quoted or joint.lstrip()[:1] in _STOPS
    if not (closed or s.days()):
        return []
    drafts = from_readers(pointed(s, spoken_of), (*FREE_TEXT, *CREATING) if closed else CREATING)
    named = _NAMED_ANEW | _KEPT if quoted else _NAMED_ANEW
    made = [d for d in drafts if d.kept is None and (d.intent in named or _has_its_day(d))]
    return made if len(made) == len(drafts) else []


def _has_its_day(draft: Draft) -> bool:
    return draft.intent == "release_create" and bool(draft.slots.get("version") and draft.slots.get("date"))


def _opens(s: Sentence) -> bool:
    """What is made opens the clause: "login is blocked, we wait for a new feature" makes none."""
    return any(s.opening(c.first) for c in s.all(*_MAKING))


def _orders(s: Sentence) -> bool:
    """It begins with an order: «закрой вход», "close login"; the rest of a name may be any other words."""
    first = next((n for n in range(len(s.words)) if not s.plain(n)), None)
    word = s.words[first] if first is not None else None
    return word is not None and (word.text in ORDERS or ("impr" in word.marks and "incl" not in word.marks))
