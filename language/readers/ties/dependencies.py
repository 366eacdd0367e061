"""Which feature waits for which."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from language.draft import Draft, as_named
from language.folding import fold
from language.guards import Reason, keeps_from
from language.guards.questions import asked
from language.names import Mention
from language.names.cases import is_done_to, stands_in
from language.readers.ties.waiting import held_until, is_followed, kept_from_waiting
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

_PAIR = 2
_JOINT = re.compile(r"\s*(?:,|&|,?\s*\b(?:и|and|а также|plus|плюс)\b)\s*(?:the\s+)?", re.IGNORECASE)
UNTIE = frozenset("unlink развяжи развяжите развязать".split())
_REALLY = frozenset("actually really rather instead just на самом деле".split())
_NOT_ON = re.compile(r"(?:\b(?:not|не)|\binstead\s+of|\brather\s+than)\s+(?:(?:on|for|от|the)\s+)*$", re.IGNORECASE)
_TURN = re.compile(r"[\s,.!—–-]*(?:\w+[\s,.!—–-]+){0,4}(?:other way (?:a?round|about)|vice versa|наоборот)[\s.!]*$")
_NOT_SO = re.compile(r"\b(?:not|не)\s(?!.*,)")
_AHEAD_OF = frozenset("before раньше перед прежде".split())  # "dependency: X before Y"
_BETWEEN = frozenset({"между", "between"})  # «зависимость между X и Y»: the first holds the second


def read_dependency(s: Sentence) -> Draft | list[Draft] | None:
    """«X зависит от Y», "X is blocking Y and Z", «X больше не блокирует Y», «без X не запустить Y»."""
    features = s.of("feature")
    if instead := _of_another(s, features):
        return instead
    once = [m for n, m in enumerate(features) if m.things not in [o.things for o in features[:n]]]
    if len(once) == _PAIR < len(features) and s.has("dependency_noun"):
        return _waits(s, *once)  # «сначала X, потом Y, без X не начать. Поставь зависимость»
    meant = [m for n, m in enumerate(features) if not (n and _is_set_aside(s, m))]
    if len(meant) == _PAIR < len(features):
        return _of_two(_with_only(s, (meant[0], meant[1]), features), meant)
    if len(once) == _PAIR < len(features):
        return _of_two(
            _with_only(s, (once[0], once[1]), features), once
        )  # «без X не начать Y, поставь, что X её держит»
    if len(features) > _PAIR:
        return _of_several(s, features)
    return _turned(s, _of_two(s, features))


def _turned(s: Sentence, draft: Draft | None) -> Draft | None:
    """ "X blocks Y. No, the other way round": it is the other that holds."""
    mentioned = s.of("feature")
    behind = fold(s.text[mentioned[-1].end :]) if draft else ""
    turn = _TURN.search(behind)
    if draft is None or turn is None or _NOT_SO.search(behind[: turn.start()]):
        return draft
    return replace(draft, slots={"blocker": draft.slots["blocked"], "blocked": draft.slots["blocker"]})


def _of_another(s: Sentence, features: list[Mention]) -> Draft | None:
    """ "X doesn't depend on Y, it depends on Z", «X зависит не от Y, а от Z»."""
    verbs = s.all("depends")
    if len(features) != _PAIR + 1 or len(verbs) != _PAIR or asked(s):
        return None
    one, denied, other = features
    first, second = verbs
    spans = ((one.end, first), (denied.end, second))
    no = [c for c in s.all("no_") if s.index(one.end) <= c.first < first.first]
    it = range(s.index(denied.end), second.first)
    told = [n for n in it if not s.plain(n) and s.words[n].text not in _REALLY]
    apart = [s.words[verb.first].start > end for end, verb in spans]
    if (
        not (no and all(apart))
        or told
        or s.index(other.start) <= second.last
        or any(c.first in it for c in s.all("no_"))
    ):
        return None
    kept: Reason | None = "condition" if s.has("if_", "hearsay", "maybe") else None
    slots = {"blocker": as_named(s, "feature", other), "blocked": as_named(s, "feature", one)}
    return Draft("dependency", "dependency_add", slots, second.language, kept)


def _is_set_aside(s: Sentence, mention: Mention) -> bool:
    """ "depends on X, not on Y", «не от Y зависит, а от X»: the one that it is not."""
    mistaken = _said(s, mention).lower().startswith("not ")  # taken for the beginning of "notifications"
    return mistaken or bool(_NOT_ON.search(s.text, 0, mention.start))


def _of_several(s: Sentence, features: list[Mention]) -> list[Draft]:
    """ "X blocks Y and Z", «X и Y ждут Z»: a dependency for each, where one feature alone stands on a side."""
    verb = s.first("blocks", "depends", after=s.index(features[0].end))
    begun = s.words[verb.first].start if verb else 0
    sides = [[m for m in features if (m.start < begun) == before] for before in (True, False)]
    if verb is None or not all(_are_joined(s, side) for side in sides) or 1 not in map(len, sides):
        return []
    pairs = [(one, other) for one in sides[0] for other in sides[1]]
    found = [_of_two(_with_only(s, pair, features), list(pair)) for pair in pairs]
    return [draft for draft in found if draft] if all(found) else []


def _are_joined(s: Sentence, side: list[Mention]) -> bool:
    """Nothing but «и», "and" and commas between them."""
    return bool(side) and all(_JOINT.fullmatch(s.text, one.end, other.start) for one, other in pairwise(side))


def _with_only(s: Sentence, pair: tuple[Mention, Mention], features: list[Mention]) -> Sentence:
    """The sentence where the other features are names, but of nothing."""
    others = [m for m in features if m not in pair]
    return replace(s, mentions=tuple(replace(m, things=()) if m in others else m for m in s.mentions))


_MAY = frozenset("could may might would".split())


def _of_two(s: Sentence, features: list[Mention]) -> Draft | None:
    if (
        len(features) != _PAIR
        or features[0].things == features[1].things
        or s.breaks(features[0].end, features[1].start, hard=True)
    ):
        return None
    found = _between(s, *features) or _before(s, *features) or _behind(s, *features)
    if found is None:
        return _waits(s, *features)
    verb, blocker, blocked = found
    slots = {"blocker": as_named(s, "feature", blocker), "blocked": as_named(s, "feature", blocked)}
    if is_over(s, features[0]):
        kept: Reason | None = "question" if asked(s) else _kept_from_untying(s, features[0])
        return Draft("dependency", "dependency_remove", slots, verb.language, kept)
    negated = verb.kind == "without"
    kept = ("question" if asked(s) else None) if negated else keeps_from(s, verb.first, verb.last, imperative=True)
    if kept is None and {"past", "impf"} <= s.words[verb.first].marks:
        kept = "plan"  # «раньше зависела»
    if kept is None and verb.first and s.words[verb.first - 1].text == "from":
        kept = "negation"  # "stop login from blocking it"
    if kept is None and verb.first and s.words[verb.first - 1].text in _MAY:
        kept = "doubt"  # "login could block transfers"
    if kept is None and _orders_a_step(s, features[0]):
        kept = "condition"  # «закрой вход только после платежей»
    return Draft("dependency", "dependency_add", slots, verb.language, kept)


def direction(s: Sentence, one: Mention, other: Mention) -> tuple[Mention, Mention] | None:
    """What blocks and what is blocked, however that is told."""
    found = _between(s, one, other) or _before(s, one, other) or _behind(s, one, other)
    held = None if found else held_until(s, one, other)
    return (found or held)[1:] if found or held else None  # type: ignore[index]


def _kept_from_untying(s: Sentence, one: Mention) -> Reason | None:
    """«не убирай зависимость …», "if we remove the dependency …"."""
    orders = [c for c in s.all("take_out", "delete", "cancelled") if s.words[c.first].start < one.start]
    return keeps_from(s, orders[0].first, orders[0].last, imperative=True) if orders else None


def _orders_a_step(s: Sentence, one: Mention) -> bool:
    orders = [c for c in s.all(*STATUSES) if {"impr", "VERB"} <= s.words[c.first].marks]
    return any(s.words[c.first].start < one.start for c in orders)


def _waits(s: Sentence, one: Mention, other: Mention) -> Draft | None:
    """ "we can't do X before Y is finished"."""
    held = held_until(s, one, other)
    if held is None:
        return None
    before, blocker, blocked = held
    slots = {"blocker": as_named(s, "feature", blocker), "blocked": as_named(s, "feature", blocked)}
    return Draft("dependency", "dependency_add", slots, before.language, kept_from_waiting(s, before))


Found = tuple[Cue, Mention, Mention]  # the verb, what blocks, what is blocked


def _between(s: Sentence, one: Mention, other: Mention) -> Found | None:
    first, last = s.index(one.end), s.index(other.start)
    verbs = [c for c in s.all("blocks", "depends") if first <= c.first and c.last < last]
    if verbs:
        verb = verbs[-1]
        if _has_another_object(s, verb, last):
            return None
        subject, thing = (other, one) if _swapped(s, verb, one, other) else (one, other)
        return (verb, subject, thing) if verb.kind == "blocks" else (verb, thing, subject)
    held = [c for c in s.all("blocked") if first <= c.first and c.last == last - 1]
    if held and stands_in(_said(s, other), "ablt"):
        return held[-1], other, one  # «заблокирована интеграцией»
    # «не поедет без …»: only with its negation it tells of a dependency.
    without = [c for c in s.all("without") if first <= c.first and c.last < last]
    if without and any(c.first < without[-1].first or c.first >= s.index(other.end) for c in _denials(s)):
        return without[-1], other, one  # «переводы без входа не запустить»
    return None


def _has_another_object(s: Sentence, verb: Cue, last: int) -> bool:
    """ "needs the same designer as …", "blocks the sun, …", «мешает спать, …»: the verb speaks of something else."""
    told = [s.words[n] for n in range(verb.last + 1, last) if not s.meant(n)]
    return any(w.marks & {"NOUN", "INFN"} or (w.text.isascii() and w.text.isalpha()) for w in told)


def _swapped(s: Sentence, verb: Cue, one: Mention, other: Mention) -> bool:
    """«тёмную тему блокирует интеграция»: the case tells which of the two does it."""
    marks = s.words[verb.first].marks
    return "VERB" in marks and is_done_to(_said(s, one), marks, _said(s, other))


def _before(s: Sentence, one: Mention, other: Mention) -> Found | None:
    """«без X не запустить Y»; «убери зависимость X от Y», where X waits for Y."""
    first = s.index(one.start)
    without = s.first("without", before=first)
    if without and any(c.first > s.index(one.end) - 1 for c in _denials(s)):
        return without, one, other
    noun = s.first("dependency_noun", before=first)
    if noun and _BETWEEN & {word.text for word in s.words[noun.first : first]}:
        return noun, one, other
    untied = next((c for c in s.all("no_longer") if c.last < first and s.said(c) in UNTIE), None)
    if untied is not None and s.opening(untied.first):
        return untied, one, other
    between = range(s.index(one.end), s.index(other.start))
    if noun is None or is_followed(s, one, other) or any(c.first in between for c in s.all("no_")):
        return None
    ahead = any(s.words[n].text in _AHEAD_OF for n in between)
    return (noun, one, other) if ahead else (noun, other, one)


def _denials(s: Sentence) -> list[Cue]:
    """What says that one cannot go without the other; "we could never" tells of how it might have been."""
    return [c for c in s.all("no_") if c.first == 0 or s.words[c.first - 1].text not in _UNREAL]


_UNREAL = frozenset({"could", "would", "бы"})


def _behind(s: Sentence, one: Mention, other: Mention) -> Found | None:
    """«аналитика уведомления уже не блокирует», «аналитика от платежей больше не зависит»."""
    verb = s.first("blocks", after=s.index(other.end)) or _depends_behind(s, other)
    apart = verb is None or s.breaks(other.end, s.words[verb.first].start) or s.breaks(one.end, other.start)
    if verb is None or apart:
        return None
    return (verb, one, other) if verb.kind == "blocks" else (verb, other, one)


def _depends_behind(s: Sentence, other: Mention) -> Cue | None:
    number = s.index(other.start)
    return s.first("depends", after=s.index(other.end)) if number and s.words[number - 1].text == "от" else None


def is_over(s: Sentence, one: Mention) -> bool:
    if any(c.last < s.index(one.start) and s.said(c) in UNTIE for c in s.all("no_longer")):
        return True
    if any(c.last < s.index(one.start) and s.opening(c.first) and _orders(s, c) for c in s.all("take_out", "delete")):
        return True  # «убери, что вход блокирует переводы»
    noun = s.first("dependency_noun", before=s.index(one.start))
    if noun is not None and any(c.first <= noun.first <= c.last for c in s.all("no_longer")):
        return True  # "no more dependency between login and transfers"
    return _is_taken_away(s) or _is_no_more(s, one) or any(c.first >= s.index(one.end) for c in s.all("no_longer"))


def _is_taken_away(s: Sentence) -> bool:
    """ "remove the dependency: …"; in "note the dependency: … The old plan is in the bin" another thing is."""
    ties = [s.hard_segment(c.first) for c in s.all("dependency_noun")]
    taken = s.all("take_out", "delete", "cancelled", "lifted")
    return any(first <= c.first < end for first, end in ties for c in taken)


def _is_no_more(s: Sentence, one: Mention) -> bool:
    """«больше вход от переводов не зависит»: what is over is told before the names, and denied at the verb."""
    verb = s.first("blocks", "depends", after=s.index(one.end))
    denied = verb is not None and s.words[verb.first - 1].text == "не"
    begun = s.index(one.start)
    said = [n for n in range(begun) if s.words[n].text in _MORE and s.words[n + 1].text not in _OF_ALL]
    return denied and any(map(s.opening, said))


_MORE = frozenset({"больше", "более"})
_OF_ALL = frozenset({"всего", "всех", "чем"})


def _orders(s: Sentence, cue: Cue) -> bool:
    word = s.words[cue.first]
    return {"VERB", "impr"} <= word.marks or word.text.isascii()


def _said(s: Sentence, mention: Mention) -> str:
    return s.text[mention.start : mention.end]
