"""Work that goes on where it was held up: «блокировка снята», "no longer on hold"."""

from __future__ import annotations

from language.sentence import Sentence
from language.vocabulary import Cue

_HELD_UP = ("разбло", "blocked", "unblock")


def lifted_holds(s: Sentence) -> list[Cue]:
    """«блокировка снята», «больше не на стопе», "no longer on hold": work goes on."""
    for over in s.all("no_longer"):
        held = next((c for c in s.all("blocked") if c.first == over.last + 1), None)
        if held is not None and s.words[held.first].text in ("на", "on"):
            return [Cue("in_progress", held.language, over.first, held.last)]
    for hold in s.all("hold"):
        start, end = s.segment(hold.first)
        lifts = [c for c in s.all("lifted") if start <= c.first < end and not overlap(c, hold)]
        if hold.first and s.words[hold.first - 1].text == "в":
            continue  # «ушла в блок»
        lifts = [c for c in lifts if not _named_between(s, c, hold) and not _is_denied(s, c)]
        if lifts:
            first, last = min(hold.first, lifts[0].first), max(hold.last, lifts[0].last)
            return [Cue("in_progress", hold.language, first, last)]
    return []


def _is_denied(s: Sentence, lift: Cue) -> bool:
    """«блокировку пока не сняли»."""
    return any(c.last == lift.first - 1 for c in s.all("no_"))


def _named_between(s: Sentence, one: Cue, other: Cue) -> bool:
    """«переводы в блок аналитику закрой»: what is closed is something else."""
    first, last = min(one.last, other.last), max(one.first, other.first)
    features = s.of("feature")
    return len(features) > 1 and any(s.words[first].end <= m.start < s.words[last].start for m in features)


def only_lifts(s: Sentence, cue: Cue) -> bool:
    """«разблокируй», "no longer blocked": work goes on where it was held up, and nowhere else."""
    said = s.said(cue)
    return cue.kind == "in_progress" and (cue in lifted_holds(s) or any(root in said for root in _HELD_UP))


def frees(s: Sentence, cue: Cue) -> bool:
    """«разблокировали», and «больше не заблокирован» that only tells of it."""
    return only_lifts(s, cue) or (cue.kind == "in_progress" and "блок" in s.said(cue))


def overlap(one: Cue, other: Cue) -> bool:
    return one.first <= other.last and other.first <= one.last
