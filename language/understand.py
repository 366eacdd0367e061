"""A text becomes a meaning: names first, then the sentence around them, then the decision."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from language.deciding import decide, only_thing
from language.draft import Draft
from language.drafting import FREE_TEXT, LIVING, from_readers, from_templates
from language.folding import fold
from language.guards import asked
from language.layout import mended
from language.meaning import Meaning, NoCommand
from language.names import Mention, Names, names_of
from language.sentence import Sentence, take_apart
from language.things import Thing, World

_SLASH = re.compile(r"^/(\w+)(?:@\w+)?")
_LATIN, _CYRILLIC = re.compile(r"[a-z]"), re.compile(r"[а-я]")


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a text was understood: taken apart, drafted, decided."""

    sentence: Sentence
    drafts: tuple[Draft, ...]
    meaning: Meaning


def understand(
    text: str, world: World, today: dt.date, *, forwarded: bool = False, spoken_of: Thing | None = None
) -> Meaning:
    """What is meant by a text, given the known names and the day it is in the team's time zone.

    Pure: nothing is looked up and nothing is changed. Someone else's words (forwarded) never become a command.
    `spoken_of` is the thing last talked about, for «она в работе».
    """
    return explain(text, world, today, forwarded=forwarded, spoken_of=spoken_of).meaning


def explain(
    text: str, world: World, today: dt.date, *, forwarded: bool = False, spoken_of: Thing | None = None
) -> Understanding:
    """The same, with the steps that led to it."""
    names = names_of(world)
    sentence = _pointed(take_apart(_tidy(text), names, today), spoken_of)
    if forwarded:
        return Understanding(sentence, (), NoCommand(None, "forwarded", only_thing(sentence, world)))
    for taken, drafts in _attempts(sentence, names, today):
        if drafts:
            meaning = decide(drafts, taken, names, world)
            return Understanding(taken, tuple(drafts), _in_language(meaning, taken))
    reason = "question" if asked(sentence) else "not understood"
    meaning = NoCommand(spoken_language(sentence.text), reason, only_thing(sentence, world))  # type: ignore[arg-type]
    return Understanding(sentence, (), meaning)


def spoken_language(text: str) -> str | None:
    """The language of a text by its letters; None where it has none."""
    folded = fold(text)
    if _CYRILLIC.search(folded):
        return "ru"
    return "en" if _LATIN.search(folded) else None


def _attempts(s: Sentence, names: Names, today: dt.date) -> Iterator[tuple[Sentence, Sequence[Draft]]]:
    """Ways to read a sentence, the surest first."""
    yield s, list(from_templates(s, linked=True))[:1]
    yield s, from_readers(s, FREE_TEXT)
    corrected = _corrected(s, names, today)
    if corrected is not None:
        yield corrected, from_readers(corrected, LIVING)
    yield s, from_readers(s, LIVING)
    yield s, list(from_templates(s, linked=False))[:1]


def _corrected(s: Sentence, names: Names, today: dt.date) -> Sentence | None:
    """What is said after «тьфу», "no sorry i meant": it stands instead of what was said before."""
    cue = next(reversed(s.all("correction")), None)
    if cue is None:
        return None
    rest = s.after(cue.last).strip(" ,.—–-")
    return take_apart(rest, names, today) if rest else None


def _tidy(text: str) -> str:
    """`/my_projects` and `/undo@radar_bot` are said like any other sentence; the keyboard's layout is mended."""
    return mended(_SLASH.sub(lambda m: m.group(1).replace("_", " "), text.strip()))


def _pointed(s: Sentence, spoken_of: Thing | None) -> Sentence:
    """«она», "it" stand for the thing last talked about, where the sentence itself names none."""
    cue = s.first("pronoun")
    if cue is None or spoken_of is None or s.of(spoken_of.kind):
        return s
    word = s.words[cue.first]
    pointed = Mention(word.start, s.words[cue.last].end, (spoken_of,), whole=True)
    return replace(s, mentions=tuple(sorted((*s.mentions, pointed), key=lambda m: m.start)))


def _in_language(meaning: Meaning, s: Sentence) -> Meaning:
    """Where the words that decided are of no language («OK → done»), the letters tell."""
    if meaning.language in ("ru", "en") and not _mixed(s):
        return meaning
    spoken = spoken_language(_without_names(s)) or spoken_language(s.text)
    return replace(meaning, language=spoken) if spoken else meaning


def _mixed(s: Sentence) -> bool:
    rest = fold(_without_names(s))
    return bool(_LATIN.search(rest)) and bool(_CYRILLIC.search(rest))


def _without_names(s: Sentence) -> str:
    text = list(s.text)
    for mention in s.mentions:
        text[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(text)
