"""A text with the mentions in it replaced by one character each, so that templates can be held against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from language.folding import clean_name, fold
from language.names import Mention
from language.sentence import Moment
from language.templates.frames import FIRST_MENTION, Span

_MOST_MENTIONS = 5  # more are not tried with and without


@dataclass(frozen=True, slots=True)
class Linked:
    """A text with mentions replaced by one character each, and the way back."""

    text: str
    original: str
    starts: tuple[int, ...]  # position in `text` -> position in `original`
    ends: tuple[int, ...]
    mentioned: dict[int, Mention | Moment]

    def said(self, span: Span) -> str:
        return self.original[self.starts[span.start] : self.ends[span.end - 1]]

    def mention(self, span: Span) -> Mention | Moment | None:
        return self.mentioned.get(span.start) if span.end - span.start == 1 else None

    def free_text(self, span: Span) -> str:
        """Text as it was written, together with the ? or ! that ends the sentence."""
        at_end = not self.text[span.end :].strip(" ?!.…")
        end = len(self.original) if at_end else self.ends[span.end - 1]
        return clean_name(self.original[self.starts[span.start] : end])


def links(text: str, mentions: Sequence[Mention | Moment]) -> Iterator[Linked]:
    """The text with all mentions linked, then with fewer: a name may also be just words of the sentence."""
    tried = sorted(mentions, key=lambda m: m.start)[:_MOST_MENTIONS]
    for dropped in range(len(tried) + 1):
        for left_out in combinations(tried, dropped):
            yield link(text, [m for m in tried if m not in left_out])


def link(text: str, mentions: Sequence[Mention | Moment]) -> Linked:
    """The text with these mentions, which are in order of the text, replaced."""
    folded = fold(text)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    mentioned: dict[int, Mention | Moment] = {}
    position = 0
    for mention in mentions:
        letters += folded[position : mention.start]
        starts += range(position, mention.start)
        ends += range(position + 1, mention.start + 1)
        mentioned[len(letters)] = mention
        letters.append(chr(ord(FIRST_MENTION) + len(mentioned) - 1))
        starts.append(mention.start)
        ends.append(mention.end)
        position = mention.end
    letters += folded[position:]
    starts += range(position, len(text))
    ends += range(position + 1, len(text) + 1)
    return Linked("".join(letters), text, tuple(starts), tuple(ends), mentioned)
