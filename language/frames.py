"""Sentence templates, kept as data in HassIL's language, made into regular expressions.

HassIL parses the templates; its own matcher is not used, because its wildcards begin and end inside words and
lose the punctuation that a name or a reason is to keep (see docs/adr).

In a template, `{name}` is a slot. Slots listed under `lists` with values take one of these; those named in
`THINGS` and `MOMENTS` take a mention (a private-use character that stands for a name or a date found before);
all others take any text that begins and ends with whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
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
class Frame:
    """One template, compiled twice: with mentions, and with any text where a thing is named (one not known)."""

    intent: str
    language: str
    template: str
    linked: re.Pattern[str]
    unlinked: re.Pattern[str]
    slots: dict[str, tuple[str, str, str | None]] = field(default_factory=dict)  # group -> slot, kind, value


def match(text: str, *, linked: bool) -> list[Match]:
    """Every template that fits the whole folded text, the tightest first."""
    found = []
    for frame in frames():
        fit = (frame.linked if linked else frame.unlinked).fullmatch(text)
        if fit:
            found.append(_read(frame, fit))
    return sorted(found, key=lambda m: m.loose)


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
    documents = [yaml.safe_load(p.read_text("utf-8")) for p in sorted((SENTENCES / language).glob("*.yaml"))]
    rules: dict[str, str] = {}
    lists: dict[str, list[dict[str, str]]] = {}
    for document in documents:
        rules |= document.get("expansion_rules", {})
        lists |= {name: given["values"] for name, given in document.get("lists", {}).items()}
    for document in documents:
        for intent, given in document.get("intents", {}).items():
            for block in given["data"]:
                for sentence in block["sentences"]:
                    yield _compile(intent, language, sentence, rules, lists)


def _compile(
    intent: str, language: str, template: str, rules: dict[str, str], lists: dict[str, list[dict[str, str]]]
) -> Frame:
    patterns, slots = [], {}
    for linked in (True, False):
        writer = _Writer(rules, lists, linked)
        pattern = writer.write(parse_sentence(template).expression)
        patterns.append(re.compile(rf"{_GAP}{pattern}{_END}", re.DOTALL))
        slots = writer.slots
    return Frame(intent, language, template, patterns[0], patterns[1], slots)


class _Writer:
    """Writes one template's expression tree as a regular expression."""

    def __init__(self, rules: dict[str, str], lists: dict[str, list[dict[str, str]]], linked: bool) -> None:
        self.rules, self.lists, self.linked = rules, lists, linked
        self.slots: dict[str, tuple[str, str, str | None]] = {}

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

    def _slot(self, kind: str, slot: str) -> str:
        if kind in self.lists:
            options = self.lists[kind]
            return f"(?:{'|'.join(self._value(kind, slot, o) for o in options)})"
        mentioned = kind in MOMENTS or (self.linked and kind in THINGS)
        return self._group(slot, kind, None, _ONE_MENTION if mentioned else _ANY_TEXT)

    def _value(self, kind: str, slot: str, option: dict[str, str]) -> str:
        return self._group(slot, kind, option["out"], self.write(parse_sentence(option["in"]).expression))

    def _group(self, slot: str, kind: str, value: str | None, pattern: str) -> str:
        group = f"g{len(self.slots)}"
        self.slots[group] = (slot, kind, value)
        return f"(?P<{group}>{pattern})"
