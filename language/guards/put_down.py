"""What others report, and who speaks has put down: "Jira shows login as blocked, and you must show that too"."""

from __future__ import annotations

from language.guards.hearsay import is_quoted
from language.sentence import Sentence

_PUTS_DOWN = frozenset(
    "mark show record set log note put update flag register write enter reflect copy do tick close".split()
)
_THAT = frozenset("it that this so them both the same".split())
_LIGHT = frozenset("down as such here too also please then now accordingly like way well up off in".split())
_LEADS = frozenset("and so please just then you must should kindly therefore also now go ahead".split())
_RIGHT = frozenset("right correct true accurate".split())
_IS = frozenset("is s are they're".split())


def is_put_down(s: Sentence, first: int, last: int) -> bool:
    """An order to put down what is told at words first..last closes the text, and nobody else gives it."""
    begun = _order_at(s, last)
    if begun is None or "?" in s.text or is_quoted(s, begun, True):
        return False
    if s.words[begun].text == "close" and not any(c.first == first for c in s.all("done")):
        return False  # "Tom says it's blocked, so close it" orders otherwise
    heard = [c for c in s.all("hearsay", "source") if c.last < first]
    quoted = any(":" in s.text[s.words[c.last].end : s.words[c.last + 1].start] for c in heard)
    return not (quoted or _is_theirs(s, begun)) and (_is_of_a_paper(s, first) or _is_vouched(s, last, begun))


def puts_it_down(s: Sentence, first: int, last: int) -> bool:
    """Words first..last-1 are "show it like that", "so put it down as such" and end the text."""
    verb = _verb_at(s, first - 1) if first and last == len(s.words) else None
    return verb is not None and all(s.words[n].text in _LEADS for n in range(first, verb))


def _order_at(s: Sentence, last: int) -> int | None:
    verb = _verb_at(s, last)
    return verb if verb is not None and _opens(s, verb, last) else None


def _verb_at(s: Sentence, last: int) -> int | None:
    """The verb of "so mark it", "do the same here", with nothing but plain words behind it."""
    end = len(s.words)
    for verb in range(end - 1, last, -1):
        if s.words[verb].text in _PUTS_DOWN and verb + 1 < end and s.words[verb + 1].text in _THAT:
            rest = (s.words[n].text for n in range(verb + 2, end))
            return verb if all(text in _LIGHT | _THAT for text in rest) else None
    return None


def _opens(s: Sentence, verb: int, last: int) -> bool:
    """Only what leads an order in stands before the verb, from the last pause, "so" or "and" on."""
    start = verb
    while start > last + 1 and s.words[start - 1].text in _LEADS and not s.pause_before(start):
        start -= 1
    if start > last and s.pause_before(start):
        return True
    return start < verb and s.words[start].text in ("so", "and")


def _is_theirs(s: Sentence, verb: int) -> bool:
    """ "they told me to mark it", "don't mark it", "if you mark it"."""
    start, _ = s.segment(verb)
    start = max((n for n in range(start, verb) if s.words[n].text == "so"), default=start)
    told = {word.text for word in s.words[start:verb]}
    return bool(told & _OTHERS)


_OTHERS = frozenset("they he she we i to don't dont not never if when would did somebody some everyone will".split())


def _is_of_a_paper(s: Sentence, first: int) -> bool:
    """It stands in a tracker or on a slide: who orders to copy it vouches for it."""
    return any(c.last < first for c in s.all("source"))


def _is_vouched(s: Sentence, last: int, verb: int) -> bool:
    """ "…, and he is right, so mark it", "…. So mark it"."""
    told = range(last + 1, verb)
    right = any(s.words[n].text in _RIGHT and {w.text for w in s.words[max(0, n - 2) : n]} & _IS for n in told)
    return right or any(s.words[n].text == "so" for n in told)
