"""Another status, day, release or owner for what was just done: «нет, лучше на 15 марта», "sorry, not Tom, Ann Lee"."""

from __future__ import annotations

from collections.abc import Sequence

from language.draft import Draft, Named
from language.folding import clean_name
from language.guards.questions import asked
from language.meaning import Command
from language.names import Mention
from language.readers.people.nominative import nominative
from language.sentence import Sentence
from language.things import Kind, Thing
from language.vocabulary import STATUSES
from language.words import DENIALS

_AMENDS = ("correction", "halt", "no_", "rather")
_JOINTS = frozenset({*_AMENDS, "put", "move", "set", "there", "release_noun", "assign", "back"})
_LONGEST = 8  # words; whoever says more tells something of its own
_MOST_NAMES = 3
_FORBIDS = frozenset({"don't", "dont", "do not", "never"})  # "don't move v3.0" says nothing of another release
_COPULAS = frozenset("it it's that that's is be should must will was это будет быть должен должна пусть".split())


def read_amended(s: Sentence, same: Command, spoken_of: Sequence[Thing]) -> Draft | None:
    """What was done last, with the one thing that this message says otherwise."""
    cue = next((c for c in s.all(*_AMENDS) if s.opening(c.first) and s.said(c) not in _FORBIDS), None)
    if cue is None or len(s.words) > _LONGEST or s.of("feature") or asked(s):
        return None
    if s.has("wish", "maybe", "if_") or any(word.text == "бы" for word in s.words):
        return None
    if same.intent == "feature_status":
        slots = _another_status(s)
    elif s.has(*STATUSES):
        return None
    elif same.intent == "feature_assign_po":
        slots = _another_person(s)
    else:
        slots = _another_release(s) if same.intent == "release_add_feature" else _another_day(s, same)
    kind: Kind = "release" if same.intent == "release_move" else "feature"
    last = next((thing for thing in spoken_of if thing.kind == kind), None)
    if not slots or last is None:
        return None
    named = Named(kind, last.name, Mention(0, 0, (last,), whole=True))
    return Draft("said otherwise", same.intent, {**same.slots, kind: named, **slots}, cue.language)


def _another_status(s: Sentence) -> dict[str, object]:
    """The status that is not denied: "actually cancelled, not blocked"."""
    cues = [c for c in s.all(*STATUSES) if not any(o.first == c.first for o in s.all("halt"))]
    denied = [c for c in cues if any(w.text in DENIALS for w in s.words[s.segment(c.first)[0] : c.first])]
    told = {c.kind for c in cues if c not in denied}
    explained = {n for c in (*cues, *s.all(*_JOINTS, "tail")) for n in range(c.first, c.last + 1)}
    whole = all(s.plain(n) or n in explained or w.text in DENIALS for n, w in enumerate(s.words))
    return {"status": told.pop()} if len(told) == 1 and whole and not (s.mentions or s.moments) else {}


def _another_release(s: Sentence) -> dict[str, object]:
    found = [m for m in s.of("release") if not _is_denied(s, s.index(m.start))]
    if len(found) != 1 or s.moments or not _all_explained(s):
        return {}
    return {"release": Named("release", s.text[found[0].start : found[0].end], found[0])}


def _another_day(s: Sentence, same: Command) -> dict[str, object]:
    days = [day for day in s.days() if not _is_denied(s, s.index(day.start))]
    if same.intent != "release_move" or s.mentions or len(days) != 1 or not _all_explained(s):
        return {}
    return {"date": days[0]}


def _another_person(s: Sentence) -> dict[str, object]:
    """The capital letters that are not denied: «не Иван, а Пётр Волков»."""
    unknown = [n for n in range(len(s.words)) if not s.meant(n) or (n > 0 and s.text[s.words[n].start].isupper())]
    runs: list[list[int]] = []
    for number in unknown:
        joined = runs and runs[-1][-1] == number - 1
        if joined and not s.pause_before(number):
            runs[-1].append(number)
        else:
            runs.append([number])
    meant = [run for run in runs if not _is_denied(s, run[0])]
    if (
        s.mentions
        or len(meant) != 1
        or len(meant[0]) > _MOST_NAMES
        or not _all_explained(s, *[n for run in runs for n in run])
    ):
        return {}
    said = clean_name(s.text[s.words[meant[0][0]].start : s.words[meant[0][-1]].end])
    return {"person": nominative(said)} if all(word[0].isupper() for word in said.split()) else {}


def _is_denied(s: Sentence, number: int) -> bool:
    """«не на 1 марта, а …»: a negation stands right before, or with one word between."""
    before = s.words[max(0, number - 2) : number]
    end = s.words[number].start
    return any(word.text in DENIALS and not s.breaks(word.end, end) for word in before)


def _all_explained(s: Sentence, *said: int) -> bool:
    """Nothing is said besides: «нет, в v2.0 рано» tells more, and «не создавай проект Тень» names no owner."""
    known = (n in said or s.plain(n) or s.is_named(n) or _is_joint(s, n) for n in range(len(s.words)))
    return all(explained or word.text in _COPULAS for explained, word in zip(known, s.words, strict=True))


def _is_joint(s: Sentence, number: int) -> bool:
    return any(c.kind in _JOINTS and c.first <= number <= c.last for c in s.cues)
