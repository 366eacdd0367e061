"""What keeps a sentence from being a command: questions, negations, conditions, plans, wishes, other people's news."""

from __future__ import annotations

import re
from typing import Literal

from language.sentence import Sentence
from language.vocabulary import Cue

Reason = Literal["question", "negation", "condition", "plan", "wish", "hearsay", "unfinished", "doubt"]

# English questions begin with one of these; Russian ones show by their words.
_ASKING_FIRST = frozenset(
    "is are was were am do does did has have had should shall may might why when who whom what how where which isn't "
    "aren't wasn't weren't don't doesn't didn't hasn't haven't shouldn't won't will".split()
)
_POLITE = frozenset("can could would will".split())
_OWN_WISH = frozenset("хочу хотим прошу просим хотела хотел я мы i we i'd".split())
_NEAR = 4  # words between a negation and what it negates


def asked(sentence: Sentence, until: int | None = None) -> bool:
    """The words up to `until` (all of them) ask something, and do not politely ask to do something."""
    words = sentence.words[:until]
    if not words or is_request(sentence):
        return False
    text = sentence.text[: words[-1].end + 3] if until is not None else sentence.text
    if re.search(r"\?\W*$", text) or (until is None and sentence.text.rstrip().endswith("?")):
        return True
    first = next((n for n in range(len(words)) if not _is_filler(sentence, n)), 0)
    if words[first].text in _ASKING_FIRST or words[0].text in _ASKING_FIRST:
        return True
    return any(c.first < len(words) for c in sentence.all("question"))


def is_request(sentence: Sentence) -> bool:
    """«можешь отметить …», "could you mark …": a question in form only."""
    cue = sentence.first("request")
    return cue is not None and cue.first <= 4 and not sentence.has("if_")


def keeps_from(s: Sentence, first: int, last: int, *, imperative: bool, until: int | None = None) -> Reason | None:
    """Why the cue at words first..last is not to be acted on; None if it is.

    An imperative («верни её в работу») says what is wanted whatever is told around it; an assertion («она в
    работе») is only as good as the sentence it stands in. `until`: the words from there on are free text.
    """
    if asked(s, until):
        return "question"
    start, end = s.hard_segment(first) if s.words else (0, 0)
    end = min(end, len(s.words) if until is None else max(until, last + 1))
    here = [c for c in s.cues if start <= c.first < end and not (first <= c.first and c.last <= last)]
    for kind, reason in _WHOLE:
        if any(c.kind == kind and _counts(s, c, first, last, imperative) for c in here):
            return reason
    if _negated(s, first, last, imperative=imperative):
        return "negation"
    if imperative:
        return None
    for kind, reason in _TOLD:
        if any(c.kind == kind for c in here):
            return reason
    return "plan" if _is_future(s, first, last) else None


_WHOLE: tuple[tuple[str, Reason], ...] = (
    ("if_", "condition"),
    ("never_", "negation"),
    ("hearsay", "hearsay"),
    ("wish", "wish"),
    ("ago", "plan"),
)
_TOLD: tuple[tuple[str, Reason], ...] = (("partly", "unfinished"), ("plan", "plan"), ("maybe", "doubt"))


def _counts(s: Sentence, cue: Cue, first: int, last: int, imperative: bool) -> bool:
    if cue.kind == "never_":
        # Behind an order it speaks of something else («удали её, она не нужна»), unless it follows at once.
        return not imperative or cue.first < first or cue.first - last <= 2
    if cue.kind in ("wish", "hearsay", "ago") and imperative:
        own = any(word.text in _OWN_WISH for word in s.words[max(0, cue.first - 3) : cue.first + 2])
        return cue.first < first and not own
    return True


def _negated(s: Sentence, first: int, last: int, *, imperative: bool) -> bool:
    start, _ = s.segment(first)
    phrases = [c for c in s.cues if c.kind in _WITH_NEGATION and c.last > c.first]
    for cue in s.all("no_"):
        if first <= cue.first <= last or any(c.first <= cue.first <= c.last for c in phrases):
            continue
        distance = first - cue.last - 1
        apart = s.breaks(s.words[min(cue.last, last)].end, s.words[max(cue.first, first)].start)
        if apart:
            continue
        if imperative and distance == 0:
            return True
        if not imperative and start <= cue.first < first and distance <= _NEAR:
            return True
    return False


def _is_future(s: Sentence, first: int, last: int) -> bool:
    """«возьмём в работу» tells of later; «давай возьмём» is an order."""
    encouraged = first > 0 and s.words[first - 1].text in ("давай", "давайте")
    return not encouraged and any("futr" in s.words[n].marks for n in range(first, last + 1))


# Cues whose own words may negate: «больше не заблокирована» says that work goes on.
_WITH_NEGATION = frozenset({"in_progress", "cancelled", "no_longer", "undo", "redo"})


def _is_filler(sentence: Sentence, number: int) -> bool:
    inside = [c for c in sentence.cues if c.kind == "filler" and c.first <= number <= c.last]
    return any(c.last > c.first or sentence.words[number].text not in _ASKING_FIRST for c in inside)
