"""Phrases whose words mean something else together: «рано обрадовались» does not say that it is too early."""

from __future__ import annotations

from collections.abc import Iterator

from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

_WHO = frozenset({"who", "кто"})
_PEOPLE = frozenset(
    "one those everyone everybody anyone anybody someone somebody people guys folks person man woman lot "
    "тот та те того ту тех тому тем теми всем все всех каждый каждому кого-то".split()
)


def unexplained(s: Sentence) -> list[Cue]:
    """Cues that are no part of a phrase: «рано обрадовались» says that it broke, not that it is too early."""
    phrases = [c for c in s.cues if c.kind in _PHRASES and c.last > c.first]
    people = list(clauses_of_people(s))
    said = [c for c in s.cues if not any(p.covers(c) for p in phrases) and not _is_just_now(s, c)]
    return [c for c in said if not any(c.first in clause for clause in people)] if people else said


def clauses_of_people(s: Sentence) -> Iterator[range]:
    """ "… from the one who is always late", «спасибо всем, кто просил»: of whom it is told, and nothing else."""
    for number, word in enumerate(s.words):
        if word.text not in _WHO or not number or s.words[number - 1].text not in _PEOPLE:
            continue
        _, end = s.segment(number)
        clause = range(number, end)
        named = any(s.index(m.start) in clause for m in s.mentions)
        if not named and not any(c.first in clause for c in s.all(*STATUSES)):
            yield clause


def _is_just_now(s: Sentence, cue: Cue) -> bool:
    """«готова, только что показали»: no limit, but a moment ago."""
    following = cue.last + 1
    return s.words[cue.last].text == "только" and following < len(s.words) and s.words[following].text == "что"


# Phrases of these kinds give their words another meaning than they have alone: «отложить на потом» is no plan.
_PHRASES = frozenset(
    {"bug", "filler", "back", "request", "in_progress", "blocked", "cancelled", "backlog", "done", "ought_", "pronoun"}
)
