"""What stands around a sentence: what says nothing changes nothing of its meaning, and what takes it back undoes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

from language import Command, Meaning, Several, Thing, World, understand
from language.tidying.layout import mended, unmixed
from tests.language.test_sayings import PROJECTS, THINGS, TODAY, changes_nothing, entries, meant

Wrap = Callable[[str], str]

COURTESIES: dict[str, tuple[Wrap, ...]] = {
    "ru": (
        lambda said: f"привет! {said}",
        lambda said: f"Радар, {said}",
        lambda said: f"так, {said}",
        lambda said: f"Доброе утро, коллеги! {said}",
        lambda said: f"кстати, {said}",
        lambda said: said.replace(" ", "\u00a0 "),
        lambda said: f"{said.rstrip('. ')}, спасибо",
    ),
    "en": (
        lambda said: f"hey! {said}",
        lambda said: f"Radar, {said}",
        lambda said: f"ok so {said}",
        lambda said: f"Good morning team, {said}",
        lambda said: f"by the way, {said}",
        lambda said: said.replace(" ", "\u00a0 "),
        lambda said: f"{said.rstrip('. ')}, thanks",
    ),
}
DISOWNED: dict[str, tuple[Wrap, ...]] = {
    "ru": (
        lambda said: f"Петя написал: «{said}»",
        lambda said: f"{said.rstrip('. ')}, шутка",
        lambda said: f"что будет, если я скажу «{said}»?",
    ),
    "en": (
        lambda said: f'Pete wrote: "{said}"',
        lambda said: f"{said.rstrip('. ')}, just kidding",
        lambda said: f'what happens if I say "{said}"?',
    ),
}
OTHERWISE = ("spoken_of", "same", "just", "beyond", "wrapped")
_CYRILLIC, _LATIN = re.compile("[а-яё]", re.IGNORECASE), re.compile("[a-z]", re.IGNORECASE)


def wrapped(wraps: dict[str, tuple[Wrap, ...]], *kinds: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Every entry of these kinds that stands by itself, with its words wrapped, by turns."""
    turns = {language: cycle(ways) for language, ways in wraps.items()}
    for param in entries():
        entry = param.values[0]
        if any(kind in entry for kind in kinds) and not any(key in entry for key in OTHERWISE):
            if mended(unmixed(entry["say"])) != entry["say"] or not re.search(r"\w", entry["say"]):
                continue  # typed in one layout for another: what stands around it is not
            yield entry, next(turns[tongue(entry["say"])])(entry["say"])


def tongue(said: str) -> str:
    return "ru" if len(_CYRILLIC.findall(said)) > len(_LATIN.findall(said)) else "en"


def taken(entry: dict[str, Any], said: str) -> Meaning:
    context = entry.get("context", "Мобильный банк")
    active = None if context == "all" else list(PROJECTS).index(context) + 1
    return understand(said, World(THINGS, active), TODAY)


def steps(meaning: Meaning) -> list[tuple[str, dict[str, Any]]]:
    """What is to be done, and to what; the words that are kept may differ by a capital letter or a stop."""
    commands = [meaning] if isinstance(meaning, Command) else meaning.commands if isinstance(meaning, Several) else []
    return [(c.intent, {slot: v for slot, v in c.slots.items() if isinstance(v, Thing)}) for c in commands]


def keeps_words(meaning: Meaning) -> bool:
    """An idea, a risk or a description: its words are kept, whatever they say."""
    return any(intent.startswith(("idea_", "risk_")) or intent.endswith("_describe") for intent, _ in steps(meaning))


def test_courtesies_around_a_sentence_change_nothing_of_it() -> None:
    meanings = [(said, taken(entry, said), entry) for entry, said in wrapped(COURTESIES, "means", "several")]

    assert [said for said, meaning, entry in meanings if steps(meaning) != steps(meant(entry))] == []


def test_courtesies_around_what_changes_nothing_make_no_order_of_it() -> None:
    meanings = [(said, taken(entry, said)) for entry, said in wrapped(COURTESIES, "nothing")]

    assert [said for said, meaning in meanings if not changes_nothing(meaning)] == []


def test_what_is_quoted_taken_for_a_joke_or_only_weighed_changes_nothing() -> None:
    told = (pair for pair in wrapped(DISOWNED, "means", "several") if not keeps_words(meant(pair[0])))
    meanings = [(said, taken(entry, said)) for entry, said in told]

    assert [said for said, meaning in meanings if not changes_nothing(meaning)] == []
