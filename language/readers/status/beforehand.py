"""A reason told before the step: «так как бюджет срезали, …», "legal said no so …", «денег не дали. Отменяем …»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from language.guards.questions import asking
from language.names import Mention
from language.readers.status.because import clean
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import DENIALS

_LIMITS = ("if_", "maybe", "source", "tell_")  # what stands in such a clause makes the whole unsure
_HELD = frozenset({"blocked", "cancelled", "backlog"})  # what people give reasons for of their own accord
_WILLS = frozenset("решение требование просьба указание распоряжение настояние".split())
_CONJUNCTIONS = frozenset({"раз", "given", "with"})  # "because" only where they open a sentence
_TIMES_TOO = frozenset({"as", "since"})
_WHAT = frozenset("чего кого что какого каких какой what which whom".split())
_BACK = frozenset("этого нее неё него нее that this it them".split())
_HEMS = frozenset(
    "ну короче вот слушай слушайте значит так народ ребята ребят коллеги so ok okay well hey hello hi dear listen and "
    "but и а но there's".split()
)
_BACK_AGAIN = frozenset("back again reopened reopen снова опять обратно".split())
_TRAILING = frozenset("we i they our my the a this that мы я они нам наш наша нашу эту and и".split())
_IN_SHORT = frozenset({"короче"})
_STOP = frozenset("stop stopped quit".split())
_FEWEST = 2
_PREPOSITIONS = frozenset(
    "with of for on about in to by from at по с со для о об на в к из у от за над до без is was are were".split()
)
_TOLD_OF = ("hearsay", "wish", "own_wish", "plan", "weighed", "never_", "ago", "question", "habit", "someday")
_STORY = 3  # words between what is spoken of and the order
# Before a verb they make it no order: "they mark it", "never mark it", "could mark it".
_GOVERNORS = frozenset(
    "i we you they he she who people not never don't didn't can't won't will would could should can may might must to "
    "did do does let lets always usually и не".split()
)
_SPEAKERS = frozenset("i we you it я мы ты вы это".split())
_NEGATED_VERBS = frozenset(
    "nobody don't hasn't haven't didn't doesn't won't can't couldn't isn't aren't wasn't weren't".split()
)
_SAYERS = frozenset("they i people everyone somebody someone все я мы говорят ходят rumour rumor".split())


@dataclass(frozen=True, slots=True)
class Ahead:
    """Words first..last-1 tell why; `text` is how they are kept. Where that must be guessed, it is not `marked`."""

    first: int
    last: int
    text: str
    marked: bool

    def holds(self, cue: Cue) -> bool:
        return self.first <= cue.first < self.last


def reason_ahead(s: Sentence, features: Sequence[Mention]) -> Ahead | None:
    """The reason that stands before the last status of the sentence, if one does."""
    cues = [c for c in s.all(*STATUSES) if not _stops_doing(s, c)]
    if not cues:
        return None
    step = cues[-1]
    found = _marked(s, cues, features) or _concluded(s, step, features) or _dictated(s, step, features)
    return found or _told(s, step, features)


def _stops_doing(s: Sentence, cue: Cue) -> bool:
    """ "… so stop asking": that is to end, and nothing is concluded of a feature."""
    following = cue.last + 1
    return s.said(cue) in _STOP and following < len(s.words) and s.words[following].text.endswith("ing")


def _marked(s: Sentence, cues: Sequence[Cue], features: Sequence[Mention]) -> Ahead | None:
    """«так как бюджет срезали, вход отменяем», "because apple is slow push is blocked"."""
    mark = next((c for c in _marks(s) if _opens(s, c)), None)
    if mark is None:
        return None
    _, end = s.hard_segment(mark.first)
    steps = [c for c in cues if mark.last < c.first < end]
    named = [m for m in features if m.whole and m.start > s.words[mark.last].end and s.index(m.start) < end]
    if not steps or not named:
        return None
    head = min(s.index(named[0].start), steps[-1].first)
    pauses = [n for n in range(mark.last + 2, head + 1) if s.pause_before(n)]
    if s.words[mark.first].text == "with" and not any(mark.last < c.first < head for c in s.all("cause_")):
        return None  # "with love, dark theme is cancelled"
    if s.said(mark) in _TIMES_TOO | _CONJUNCTIONS and not pauses and not s.has("no_", "cause_"):
        return None  # "since Monday dark theme is blocked", "as dark theme is blocked"
    last = pauses[-1] if pauses else head
    if any(c.last == last - 1 for c in s.all("no_")):
        return None  # «потому что не готов вход» denies what follows
    return _ahead(s, mark.first if mark.kind == "will_" else mark.last + 1, last, marked=True)


def _marks(s: Sentence) -> list[Cue]:
    alone = [Cue("reason", "ru", n, n) for n, word in enumerate(s.words) if word.text in _CONJUNCTIONS]
    # «по решению руководства»: whose will it was is told with the word for it
    wills = [Cue("will_", "ru", n, n + 1) for n in range(len(s.words) - 1) if _is_will(s, n)]
    return sorted((*s.all("reason"), *alone, *wills), key=lambda c: c.first)


def _is_will(s: Sentence, number: int) -> bool:
    return s.words[number].text == "по" and bool(s.words[number + 1].forms & _WILLS)


def _opens(s: Sentence, mark: Cue) -> bool:
    """Nothing that says anything stands before it in its sentence."""
    start, _ = s.hard_segment(mark.first)
    denied = mark.first > start and s.words[mark.first - 1].text in DENIALS
    return not denied and all(s.plain(n) for n in range(start, mark.first))


def _concluded(s: Sentence, step: Cue, features: Sequence[Mention]) -> Ahead | None:
    """«регулятор не дал добро, так что …», "they cut the budget, so …": what is done follows from it."""
    if step.kind not in _HELD and not _goes_back(s, step):
        return None
    joints = [c for c in s.all("so_", "reason") if c.kind == "so_"]  # «потому что» is no «потому»
    joints += [Cue("so_", "ru", n, n) for n, word in enumerate(s.words) if word.text in _IN_SHORT]
    joint = max((c for c in joints if c.first > 0 and c.last < step.first), key=lambda c: c.first, default=None)
    if joint is None:
        return None
    start, _ = s.hard_segment(joint.first - 1)
    named = [m for m in features if m.whole and m.end <= s.words[joint.first].start]
    topic = max((s.index(m.end) for m in named), default=start)
    if not joint.last < step.first < s.hard_segment(joint.last)[1]:
        return None
    told = next((c for c in s.all(*STATUSES) if topic <= c.first <= topic + 2 and c.last < joint.first), None)
    topic = told.last + 1 if named and told else topic  # "take login out of done we found a bug so …"
    return _ahead(s, max(start, topic), joint.first, marked=False)


def _goes_back(s: Sentence, step: Cue) -> bool:
    """ "we found a bug so it's back in progress": a setback undoes what was done."""
    back = {word.text for word in s.words[max(0, step.first - 1) : step.last + 1]} & _BACK_AGAIN
    return step.kind == "in_progress" and bool(back) and any(c.last < step.first for c in s.all("cause_", "bug"))


def _dictated(s: Sentence, step: Cue, features: Sequence[Mention]) -> Ahead | None:
    """«по входу нам не выдали ключи поставь ему блок»: between what is spoken of and the order."""
    order = dictated_order(s, step, features)
    if order is None or step.kind not in _HELD:
        return None
    topic = max(s.index(m.end) for m in features if m.end <= s.words[order].start)
    told = next((c for c in s.all(step.kind) if c.first in (topic, topic + 1)), None)  # "login is stuck the vendor …"
    return _ahead(s, told.last + 1 if told else topic, order, marked=False)


def dictated_order(s: Sentence, step: Cue, features: Sequence[Mention]) -> int | None:
    """The verb of "login we have no keys mark it as blocked": of what was named before, without a pause."""
    start, _ = s.segment(step.first)
    for order in s.all("set", "back", "put"):
        named = [s.index(m.end) for m in features if m.end <= s.words[order.first].start]
        named = [n for n in named if start < n]
        pointed = "impr" in s.words[order.first].marks or any(c.first == order.last + 1 for c in s.all("pronoun"))
        if not named or not pointed or not start < order.first < step.first:
            continue
        between = range(max(named), order.first)
        unsure = any(c.first in between for c in (*s.all(*_LIMITS, "hearsay"), *asking(s)))
        if len(between) >= _STORY and not unsure and s.words[order.first - 1].text not in _GOVERNORS:
            return order.first
    return None


def _told(s: Sentence, step: Cue, features: Sequence[Mention]) -> Ahead | None:
    """«бюджет срезали. Отменяем вход», "apple rejected us, push is blocked": a setback right before the step."""
    if step.kind not in _HELD:
        return None
    start, _ = s.segment(step.first)
    named = [s.index(m.start) for m in features if s.index(m.start) < step.first]
    head = min([start, *(s.segment(n)[0] for n in named)])
    if lacking := next((n for n in named if s.words[n - 1].text == "нет"), None):
        first, last = s.segment(lacking - 1)[0], lacking  # «телефонов нет вход встал»
    elif head:
        first, last = s.segment(head - 1)
    else:  # "new strategy from above login is cancelled"
        first, last = 0, min((n for n in named), default=0)
        hangs = s.words[last - 1].text in _PREPOSITIONS or any(c.first < last for c in s.all(*_LIMITS, *_TOLD_OF))
        if last < _STORY or hangs:
            return None
    ahead = _ahead(s, first, last, marked=False)
    setback = any(first <= c.first < last for c in s.all("cause_")) or _is_not_so(s, first, last)
    return ahead if setback else None


def _is_not_so(s: Sentence, first: int, last: int) -> bool:
    """«контрагент не прислал реквизиты», "the auditors haven't answered": somebody does not, and not the speaker."""
    for cue in s.all("no_"):
        verb = cue.last + 1
        if not first <= cue.first < last - 1 or s.words[first].text in _SPEAKERS:
            continue
        others = cue.first > first  # «не окупится», but «не успел» tells of the speaker
        if "3per" in s.words[verb].marks or (others and "past" in s.words[verb].marks):
            return True
        if others and s.words[cue.first].text in _NEGATED_VERBS:
            return True
    return False


def _ahead(s: Sentence, first: int, last: int, *, marked: bool) -> Ahead | None:
    """The words as a reason; none where they name a feature, ask something or say too little."""
    while first < last and s.words[first].text in _HEMS:
        first += 1
    first = next((c.last + 1 for c in s.all("reason") if c.first == first and c.last < last), first)
    while last > first and s.words[last - 1].text in _TRAILING:
        last -= 1
    inside = range(first, last)
    if inside and (s.words[first].text in _WHAT or (len(inside) == 1 and s.words[first].text in _BACK)):
        return None  # «из-за чего вход отменён» asks, «из-за этого» points back
    if len(inside) < (1 if marked else _FEWEST) or all(_is_moment(s, n) or s.plain(n) for n in inside):
        return None
    if any(first <= s.index(m.start) < last and m.whole for m in s.of("feature")) or _is_unsure(s, first, last):
        return None
    text = clean(s.text[s.words[first].start : s.words[last - 1].end])
    return Ahead(first, last, text, marked) if text else None


def _is_moment(s: Sentence, number: int) -> bool:
    return any(m.start <= s.words[number].start < m.end for m in s.moments)


def _is_unsure(s: Sentence, first: int, last: int) -> bool:
    """A condition, a question or a rumour stands in it; «юристы сказали нет» is what was decided."""
    limits = [c for c in (*s.all(*_LIMITS), *asking(s)) if first <= c.first < last]
    rumours = [c for c in s.all("hearsay") if first <= c.first < last]
    return bool(limits) or any(c.first == first or s.words[c.first - 1].text in _SAYERS for c in rumours)
