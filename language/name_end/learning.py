"""Learns where a name ends, from names and from what is said behind them: `make learn`.

Each line of `sayings/names_*.txt` is a name, each of `tails_*.txt` what may follow one, with the pause before it. Every
tail is put behind several names, so that neither is learnt with the other.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from language.classifier import learning
from language.classifier.learning import Saying
from language.classifier.weights import Weights
from language.folding import fold
from language.name_end import FILE, NAME, TAIL
from language.name_end.traits import BUCKETS, of_end
from language.words import words

SAYINGS = Path(__file__).parent / "sayings"
_LANGUAGES = ("ru", "en")
_NAMES_A_TAIL = 4


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is said, and what follows it, which may be nothing."""

    name: str
    tail: str


def sayings(folder: Path = SAYINGS) -> list[Named]:
    """Names alone, and names with tails behind them, as written and in small letters. The same each time."""
    chance = random.Random(1)  # noqa: S311 - which name stands before which tail is no secret
    return [named for language in _LANGUAGES for named in _joined(folder, language, chance)]


def digest(folder: Path = SAYINGS) -> str:
    """Of all that is learnt from."""
    return learning.digest(folder, "*.txt")


def learn(known: Sequence[Named], learnt_from: str = "") -> Weights:
    """The weights that tell where a name ends."""
    return learning.learn(places(known), learnt_from, BUCKETS)


def places(known: Sequence[Named]) -> list[Saying]:
    """Each place between two words where a name may end, and whether it does."""
    return [place for named in known for place in _places(named)]


def _joined(folder: Path, language: str, chance: random.Random) -> Iterator[Named]:
    names, tails = (_lines(folder / f"{part}_{language}.txt") for part in ("names", "tails"))
    for tail in tails:
        for name in chance.sample(names, _NAMES_A_TAIL):
            yield Named(chance.choice((name, name.lower())), tail)
    for name in names:
        yield Named(name, "")
        yield Named(name.lower(), "")


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


def _places(named: Named) -> Iterator[Saying]:
    """Each place between two words of the name, and that at its end. Those within the tail are nobody's question."""
    text = named.name + named.tail
    said = words(fold(text))
    for number in range(1, len(said)):
        within = said[number].start < len(named.name)
        yield Saying(NAME if within else TAIL, text, tuple(of_end(text, said, number)))
        if not within:
            return


def main() -> None:  # pragma: no cover  # half a minute: `make learn`; each step of it is tested alone
    known = sayings()
    print(learning.told(learning.tried(places(known), BUCKETS)))  # noqa: T201  # what the command is for
    learn(known, digest()).write(FILE)


if __name__ == "__main__":
    main()
