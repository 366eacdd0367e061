"""News of another world: "what's new in the world of cricket", «что случилось с хорошими манерами»."""

from __future__ import annotations

from itertools import takewhile

from language.sentence import Sentence
from language.vocabulary import Cue

_LEADS_THERE = frozenset("to with in about at on с со в во на про о об".split())
_KNOWN_HERE = (
    "features feature_noun releases release_noun projects project_noun ideas idea_noun risks risk_noun team po "
    "blocked in_progress done backlog cancelled radar"
).split()
_OURS = frozenset(
    "project projects us team app product everything things work проект команда нас проекте вообще general целом "
    "plan plans roadmap scope deadlines план роадмап срок".split()
)


def of_another_world(s: Sentence, cue: Cue) -> bool:
    """Behind what asks for news stands where it should come from, and nothing there is known here."""
    start = cue.last + 1
    if start >= len(s.words) or s.has("last_look") or s.words[start].text not in _LEADS_THERE:
        return False
    _, end = s.segment(start)
    if s.breaks(s.words[cue.last].end, s.words[start].start):
        return False
    place = list(takewhile(lambda n: not s.is_named(n), range(start + 1, end)))
    told = [n for n in place if not s.plain(n)]
    somebody = any(s.text[s.words[n].start].isupper() for n in told)  # "what's new with Maria?"
    ours = somebody or any(s.words[n].forms & _OURS for n in place) or len(place) < end - start - 1
    return bool(told) and not ours and not s.within(*_KNOWN_HERE).intersection(told)
