"""A sentence said to the letter: a template around one name, as that is written, and not a word more.

Nothing in it is left to be told apart, so it is decided at once. The long way (`understand.explain`) finds the same, to
which a test holds them, and takes several times as long: it looks for all that a sentence may hold besides. Where a
name has brackets or a line break, the long way may only ask for it.
"""

from __future__ import annotations

import datetime as dt
import re

from language.deciding import decide
from language.draft import Draft, Named
from language.folding import clean_name, fold, quotes_around
from language.meaning import Meaning
from language.names import Mention, Names
from language.sentence import Sentence
from language.spoken import in_language_spoken
from language.templates import frames
from language.templates.linking import Linked, link
from language.things import World

_BEGINNING = re.compile(r"(?<!\w)\w+")
_GOES_ON = re.compile(r"[-\w]")
_MOST_LETTERS = 200  # a template and a name have no more; a longer text is not worth the look


def said_to_the_letter(text: str, names: Names, world: World, today: dt.date) -> Meaning | None:
    """What is surely meant by such a sentence; None by any other."""
    mention = _as_written(text, names) if len(text) <= _MOST_LETTERS and "?" not in text else None
    if mention is None:
        return None
    linked = link(text, [mention])
    draft = next((_drafted(match, linked, mention) for match in frames.match(linked.text, linked=True)), None)
    if draft is None:
        return None
    sentence = Sentence(text, (), (mention,), (), None, (), today)
    return in_language_spoken(decide([draft], sentence, names, world), sentence)


def _as_written(text: str, names: Names) -> Mention | None:
    """The only name in a text that is written as it is known, the longest that begins there."""
    folded = fold(text)
    found: list[tuple[int, int, str]] = []
    for word in _BEGINNING.finditer(folded):
        for name in names.beginning_with(word.group()):
            end = word.start() + len(name)
            inside = found and word.start() < found[-1][1]
            if folded.startswith(name, word.start()) and not _GOES_ON.match(folded, end) and not inside:
                found.append((word.start(), end, name))
    if len(found) != 1:
        return None
    [(start, end, name)] = found
    return Mention(*quotes_around(text, start, end), names.called(name), whole=True)


def _drafted(match: frames.Match, linked: Linked, mention: Mention) -> Draft | None:
    """The draft of a template whose only open slot is the thing named."""
    slots: dict[str, str | Named | None] = {slot: span.value for slot, span in match.slots.items()}
    for slot in [slot for slot, value in slots.items() if value is None]:
        span = match.slots[slot]
        if linked.mention(span) is not mention or not mention.of(span.kind):
            return None
        slots[slot] = Named(span.kind, clean_name(linked.said(span)), mention)  # type: ignore[arg-type]
    return Draft(f"template {match.template}", match.intent, slots, match.language)
