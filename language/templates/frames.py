"""Sentence templates, kept as data in HassIL's language, made into regular expressions.

HassIL parses the templates; its own matcher is not used, because its wildcards begin and end inside words and
lose the punctuation that a name or a reason is to keep (see docs/adr).

In a template, `{name}` is a slot. Slots listed under `lists` with values take one of these; those named in
`THINGS` and `MOMENTS` take a mention (a private-use character that stands for a name or a date found before);
all others take any text that begins and ends with whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    Permutation,
    RuleReference,
    TextChunk,
)
from hassil.parse_expression import parse_sentence

from language.documents import document
from language.folding import fold

SENTENCES = Path(__file__).parent / "sentences"
LANGUAGES = ("ru", "en")
THINGS = frozenset({"project", "feature", "release", "idea", "risk"})
MOMENTS = frozenset({"date", "period"})
FIRST_MENTION, LAST_MENTION = "\ue000", "\uf8ff"

_BETWEEN = r"(?:(?<!\w)|(?!\w))"  # not inside a word
_GAP = rf"\s*{_BETWEEN}"
_ANY_TEXT = rf"(?!\s){_BETWEEN}.+?(?<!\s){_BETWEEN}"
_END = r"[\s?!.…]*"
_ONE_MENTION = f"[{FIRST_MENTION}-{LAST_MENTION}]"

Letters = frozenset[str] | None  # what a template may begin with, a mention by the first of them; None: with anything


@dataclass(frozen=True, slots=True)
class Span:
    """What a slot took: a piece of the frame's text, or the value of a closed list."""

    start: int
    end: int
    kind: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A template that fits. `loose` is the number of characters that slots for any text took."""

    intent: str
    language: str
    template: str
    slots: dict[str, Span]
    loose: int


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern, and the letters that a text it fits may begin with."""

    pattern: re.Pattern[str]
    begins: Letters


@dataclass(frozen=True, slots=True)
class Frame:
    """One template, compiled twice: with mentions, and with any text where a thing is named (one not known)."""

    intent: str
    language: str
    template: str
    linked: Form
    unlinked: Form
    slots: dict[str, tuple[str, str, str | None]] = field(default_factory=dict)  # group -> slot, kind, value


def match(text: str, *, linked: bool) -> list[Match]:
    """Every template that fits the whole folded text, the tightest first."""
    found = []
    for frame, pattern in _beginning(text.lstrip()[:1], linked):
        fit = pattern.fullmatch(text)
        if fit:
            found.append(_read(frame, fit))
    return sorted(found, key=lambda m: m.loose)


@lru_cache(maxsize=500)
def _beginning(letter: str, linked: bool) -> Sequence[tuple[Frame, re.Pattern[str]]]:
    """The templates that may fit a text which begins so: to try all of them takes longer than most messages do."""
    letter = FIRST_MENTION if FIRST_MENTION <= letter <= LAST_MENTION else letter
    forms = [(frame, frame.linked if linked else frame.unlinked) for frame in frames()]
    return [(frame, form.pattern) for frame, form in forms if form.begins is None or letter in form.begins]


def _read(frame: Frame, fit: re.Match[str]) -> Match:
    slots, loose = {}, 0
    for group, (slot, kind, value) in frame.slots.items():
        start, end = fit.span(group)
        if start >= 0:
            slots[slot] = Span(start, end, kind, value)
            loose += (end - start) if value is None else 0
    return Match(frame.intent, frame.language, frame.template, slots, loose)


@cache
def frames() -> tuple[Frame, ...]:
    """All templates of all languages; read once, on first use."""
    return tuple(frame for language in LANGUAGES for frame in _load(language))


def _load(language: str) -> Iterator[Frame]:
    documents = [document(path) for path in sorted((SENTENCES / language).glob("*.yaml"))]
    rules: dict[str, str] = {}
    lists: dict[str, list[dict[str, str]]] = {}
    for each in documents:
        rules |= each.get("expansion_rules", {})
        lists |= {name: given["values"] for name, given in each.get("lists", {}).items()}
    for each in documents:
        for intent, given in each.get("intents", {}).items():
            for block in given["data"]:
                for sentence in block["sentences"]:
                    yield _compile(intent, language, sentence, rules, lists)


def _compile(
    intent: str, language: str, template: str, rules: dict[str, str], lists: dict[str, list[dict[str, str]]]
) -> Frame:
    writers = [_Writer(rules, lists, linked) for linked in (True, False)]
    linked, unlinked = (writer.form(template) for writer in writers)
    return Frame(intent, language, template, linked, unlinked, writers[0].slots)


class _Writer:
    """Writes one template's expression tree as a regular expression."""

    def __init__(self, rules: dict[str, str], lists: dict[str, list[dict[str, str]]], linked: bool) -> None:
        self.rules, self.lists, self.linked = rules, lists, linked
        self.slots: dict[str, tuple[str, str, str | None]] = {}

    def form(self, template: str) -> Form:
        tree = parse_sentence(template).expression
        return Form(re.compile(rf"{_GAP}{self.write(tree)}{_END}", re.DOTALL), self.begins(tree)[0])

    def write(self, node: Expression) -> str:
        if isinstance(node, TextChunk):
            return _GAP.join(re.escape(fold(piece)) for piece in re.split(r"\s+", node.original_text))
        if isinstance(node, ListReference):
            return self._slot(node.list_name, node.slot_name)
        if isinstance(node, RuleReference):
            return f"(?:{self.write(parse_sentence(self.rules[node.rule_name]).expression)})"
        if isinstance(node, Alternative):
            return f"(?:{'|'.join(self.write(item) for item in node.items)})"
        if isinstance(node, Permutation) or not isinstance(node, Group):
            raise TypeError(f"a template uses {type(node).__name__}, which frames do not know")
        return "".join(self.write(item) for item in node.items)

    def begins(self, node: Expression) -> tuple[Letters, bool]:
        """The letters a text that fits may begin with, and whether it may fit nothing at all."""
        if isinstance(node, TextChunk):
            letter = fold(node.original_text.lstrip())[:1]
            return frozenset(letter), not letter
        if isinstance(node, ListReference):
            return self._slot_begins(node.list_name)
        if isinstance(node, RuleReference):
            return self.begins(parse_sentence(self.rules[node.rule_name]).expression)
        if isinstance(node, Alternative):
            return _any_of([self.begins(item) for item in node.items])
        return self._sequence_begins(node)

    def _sequence_begins(self, node: Expression) -> tuple[Letters, bool]:
        found: list[tuple[Letters, bool]] = []
        for item in node.items:  # type: ignore[attr-defined]  # a group; `write` has refused all else
            found.append(self.begins(item))
            if not found[-1][1]:
                return _any_of(found)[0], False
        return _any_of(found)

    def _slot_begins(self, kind: str) -> tuple[Letters, bool]:
        if kind in self.lists:
            return _any_of([self.begins(parse_sentence(o["in"]).expression) for o in self.lists[kind]])
        return (frozenset(FIRST_MENTION) if self._is_mention(kind) else None), False

    def _slot(self, kind: str, slot: str) -> str:
        if kind in self.lists:
            options = self.lists[kind]
            return f"(?:{'|'.join(self._value(kind, slot, o) for o in options)})"
        return self._group(slot, kind, None, _ONE_MENTION if self._is_mention(kind) else _ANY_TEXT)

    def _is_mention(self, kind: str) -> bool:
        return kind in MOMENTS or (self.linked and kind in THINGS)

    def _value(self, kind: str, slot: str, option: dict[str, str]) -> str:
        return self._group(slot, kind, option["out"], self.write(parse_sentence(option["in"]).expression))

    def _group(self, slot: str, kind: str, value: str | None, pattern: str) -> str:
        group = f"g{len(self.slots)}"
        self.slots[group] = (slot, kind, value)
        return f"(?P<{group}>{pattern})"


def _any_of(begins: Sequence[tuple[Letters, bool]]) -> tuple[Letters, bool]:
    known = [letters for letters, _ in begins if letters is not None]
    letters = frozenset[str]().union(*known) if len(known) == len(begins) else None
    return letters, any(nothing for _, nothing in begins)
