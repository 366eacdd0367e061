"""A new name that stands before the noun: "add refunds as a new feature", "create the seat upgrade feature"."""

from __future__ import annotations

import re

from language.readers.new.leading import is_called
from language.readers.new.trailing import is_trail, without_trail
from language.readers.quoted import QUOTED
from language.sentence import Sentence
from language.vocabulary import Cue

_ARTICLE = r"(?:(?:a|an|another|our|my|the|one\s+more|new|separate|нов\w+|отдельн\w+|ещё|еще|одн\w+)\s+)"
_NAME_OF = re.compile(r"\s+is\s+the\s+name\s+(?:of|for)\s+(?:the|our|a)\s+(?:new\s+)?$", re.IGNORECASE)
# "Joint accounts - please create this feature", «светлая тема — заведи такую фичу»
_THIS_ONE = re.compile(
    r"\s*(?::|\s[—–-]|,)\s+(?:please\s+|пожалуйста\s+)?(?:create|add|make|заведи|создай|добавь)(?:те)?\s+(?:this|that|such\s+a|эту|такую)\s+$",
    re.IGNORECASE,
)
# «гибкий график — новая фича», "Shift swap: a new feature"
_NEW_ONE = re.compile(rf"\s*(?::|\s[—–-]|,)\s+(?:(?:это|that's|it's)\s+)?{_ARTICLE}*(?:нов\w+|new)\s+$", re.IGNORECASE)
_AS_ONE = re.compile(rf"\s+(?:as|как|в\s+качестве|новой)\s+{_ARTICLE}*$", re.IGNORECASE)
_INTO_ONE = re.compile(r"\s+(?:into\s+)?(?:a|an)\s+(?:new\s+)?$", re.IGNORECASE)  # "make seat upgrade a feature"
_INTO_THEM = re.compile(
    r"\s+(?:to|into|в|на)\s+(?:(?:the|our|my|наш\w*)\s+)?(?:list\s+of\s+|список\s+)?$", re.IGNORECASE
)
_MAKES_IT = frozenset("make turn".split())
_NO_NAME = frozenset("a an the some any my our your this that it them something anything это её ее его что-то".split())
_JUDGING = frozenset(
    "cool nice small big great simple quick certain second third next similar better missing following important "
    "useful real proper separate whole same good best killer".split()
)


def is_quoted_before(s: Sentence, noun: Cue) -> bool:
    """'add "X" as a new feature, separate from Y', 'add "X" to the features, no details yet': its name is said."""
    quoted = next(iter(QUOTED.finditer(s.text, 0, s.words[noun.first].start)), None)
    between = s.text[quoted.end() : s.words[noun.first].start] if quoted else ""
    order = s.first("create", "put", before=noun.first)
    led = order is not None and (s.opening(order.first) or (quoted and s.index(quoted.start()) == order.last + 1))
    ordered = led and quoted and order and s.words[order.last].end <= quoted.start()
    return bool(ordered) and any(one.search(between) for one in (_AS_ONE, _INTO_THEM))


def is_named_as_one(s: Sentence, noun: Cue) -> bool:
    """ "add refunds as a new feature, people want it": the name stands before, whatever is told behind."""
    order = s.first("create", before=noun.first)
    led = order is not None and s.opening(order.first)
    behind = s.after(noun.last).lstrip()
    named = is_called(s.after(noun.last)) or behind[:1] in (*':—–«"“',)
    return led and not named and bool(_AS_ONE.search(s.text[: s.words[noun.first].start]))


def named_before(s: Sentence, noun: Cue) -> str:
    """The name, where nothing behind the noun can be one; empty where there is none."""
    before = s.text[: s.words[noun.first].start]
    if quoted := QUOTED.search(before):
        return quoted.group()  # «"Saved recipients" as a new feature»
    if (named := _NEW_ONE.search(before) or _THIS_ONE.search(before) or _NAME_OF.search(before)) and is_trail(
        s.after(noun.last)
    ):
        return before[: named.start()]
    order = next((c for c in s.all("create", "put", "convert") if c.first < noun.first and s.opening(c.first)), None)
    if order is None or any(m.whole for m in s.of("feature")):
        return ""
    begun = s.words[order.last].end
    said = before[begun:]
    made = s.words[order.first].text in _MAKES_IT
    joint = next((m for one in (_AS_ONE, _INTO_THEM, _INTO_ONE) if (m := one.search(said)) and m.start()), None)
    if joint is not None and (joint.re is not _INTO_ONE or made):
        name = without_trail(said[: joint.start()]).strip()
        return "" if not name or s.words[order.last + 1].text in _NO_NAME else name
    return _between(s, order, noun)


def _between(s: Sentence, order: Cue, noun: Cue) -> str:
    """ "create the seat upgrade feature": two words at least or a capital letter; "add a cool feature" has no name."""
    first = order.last + 1
    while first < noun.first and (s.plain(first) or s.words[first].text in ("another", "new")):
        first += 1
    inside = range(first, noun.first)
    text = s.text[s.words[first].start : s.words[noun.first].start].strip() if inside else ""
    telling = (len(inside) > 1 or text[:1].isupper()) and s.words[noun.first - 1].text not in _JUDGING
    telling = telling and s.said(order) != "need"  # "we need a better search feature" wishes
    return text if text.isascii() and telling and not any(s.is_named(n) for n in inside) else ""
