"""Which feature waits for which."""

from __future__ import annotations

from language.draft import Draft, Named
from language.guards import keeps_from
from language.names import Mention
from language.sentence import Sentence
from language.vocabulary import Cue


def read_dependency(s: Sentence) -> Draft | None:
    """«X зависит от Y», "X is blocking Y", «X больше не блокирует Y»: the verb stands between, or before both."""
    features = s.of("feature")
    if len(features) != 2:
        return None
    one, other = features
    verb = _verb(s, one, other)
    if verb is None:
        return None
    blocker, blocked = (other, one) if verb.kind == "depends" else (one, other)
    over = _is_over(s, one, other)
    slots = {"blocker": _named(s, blocker), "blocked": _named(s, blocked)}
    intent = "dependency_remove" if over else "dependency_add"
    kept = None if over else keeps_from(s, verb.first, verb.last, imperative=True)
    if over:
        kept = "question" if s.text.rstrip().endswith("?") else None
    return Draft("dependency", intent, slots, verb.language, kept)


def _verb(s: Sentence, one: Mention, other: Mention) -> Cue | None:
    first, last = s.index(one.end), s.index(other.start)
    between = [c for c in s.all("blocks", "depends") if first <= c.first and c.last < last]
    return between[-1] if between else None


def _is_over(s: Sentence, one: Mention, other: Mention) -> bool:
    first, last = s.index(one.end), s.index(other.start)
    taken_away = s.has("dependency_noun") and s.has("take_out", "delete")
    return taken_away or any(first <= c.first < last for c in s.all("no_longer"))


def _named(s: Sentence, mention: Mention) -> Named:
    return Named("feature", s.text[mention.start : mention.end], mention)
