"""Learns the weights from the sayings beside this file: `make learn`.

Multinomial logistic regression by stochastic gradient descent, in plain Python: some ten thousand sentences take less
than a minute, and no library has to be installed for it, neither where Radar runs nor where it is tested.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path

from language.classifier.traits import BUCKETS, traits_of_text
from language.classifier.weights import Weights

SAYINGS = Path(__file__).parent / "sayings"
_ROUNDS = 12
_RATE = 4.0  # of the first round; it falls to a tenth
_DECAY = 0.1
_BYTE = 127
_FOLDS = 5
_SURE = 0.6


@dataclass(frozen=True, slots=True)
class Saying:
    label: str
    text: str
    traits: tuple[int, ...]


def sayings(folder: Path = SAYINGS) -> list[Saying]:
    """Lines of a label, a tab and a sentence. ValueError where a line is none."""
    split = (line.split("\t") for line in lines(folder))
    return [Saying(label, text, tuple(traits_of_text(text))) for label, text in split]


def lines(folder: Path, files: str = "*.tsv") -> list[str]:
    """Of all sayings in a folder."""
    return [line for file in sorted(folder.glob(files)) for line in file.read_text("utf-8").splitlines()]


def digest(folder: Path = SAYINGS, files: str = "*.tsv") -> str:
    """Of all that is learnt from."""
    return hashlib.sha256("\n".join(lines(folder, files)).encode()).hexdigest()[:16]


def learn(known: Sequence[Saying], learnt_from: str = "", buckets: int = BUCKETS) -> Weights:
    """The weights that tell these sayings' labels apart. The same sayings give the same weights."""
    labels = tuple(sorted({saying.label for saying in known}))
    rows: dict[int, list[float]] = {}
    shuffled, chance = list(known), random.Random(1)  # noqa: S311 - an order, no secret
    for number in range(_ROUNDS):
        chance.shuffle(shuffled)
        rate = _RATE * _DECAY ** (number / (_ROUNDS - 1))
        for saying in shuffled:
            _step(rows, labels, saying, rate)
    return _packed(rows, labels, learnt_from, buckets)


def _step(rows: dict[int, list[float]], labels: tuple[str, ...], saying: Saying, rate: float) -> None:
    """Move the weights of one saying's traits a little towards its label."""
    share = 1 / sqrt(len(saying.traits))
    mine = [rows.setdefault(trait, [0.0] * len(labels)) for trait in saying.traits]
    powers = [exp(sum(column) * share) for column in zip(*mine, strict=True)]
    whole = sum(powers)
    change = [
        rate * share * ((label == saying.label) - power / whole) for label, power in zip(labels, powers, strict=True)
    ]
    for trait, row in zip(saying.traits, mine, strict=True):
        rows[trait] = [weight + step for weight, step in zip(row, change, strict=True)]


def _packed(rows: dict[int, list[float]], labels: tuple[str, ...], learnt_from: str, buckets: int) -> Weights:
    largest = max(abs(weight) for row in rows.values() for weight in row)
    none = [0.0] * len(labels)
    signed = [round(weight * _BYTE / largest) for trait in range(buckets) for weight in rows.get(trait, none)]
    return Weights(labels, largest / _BYTE, learnt_from, bytes(byte % 256 for byte in signed))


def tried(known: Sequence[Saying], buckets: int = BUCKETS) -> Iterator[tuple[Saying, str, float]]:
    """Each saying with the label that was guessed, and how surely, by weights learnt from the others."""
    shuffled = list(known)
    random.Random(2).shuffle(shuffled)  # noqa: S311 - an order, no secret
    for fold in range(_FOLDS):
        learnt = learn([saying for number, saying in enumerate(shuffled) if number % _FOLDS != fold], buckets=buckets)
        for saying in shuffled[fold::_FOLDS]:
            likely = learnt.probabilities(saying.traits)
            label = max(likely, key=likely.__getitem__)
            yield saying, label, likely[label]


def told(results: Iterable[tuple[Saying, str, float]]) -> str:
    """How many of the guesses were right, in one sentence."""
    everything = list(results)
    right = sum(saying.label == label for saying, label, _ in everything)
    sure = [(saying, label) for saying, label, likely in everything if likely >= _SURE]
    surely_right = sum(saying.label == label for saying, label in sure)
    return (
        f"{len(everything)} sayings, each guessed by what the other four fifths taught: {right / len(everything):.1%}"
        f" right; of {len(sure)} guessed with {_SURE} or more {surely_right / len(sure):.1%} right"
    )


def main() -> None:  # pragma: no cover  # a minute: `make learn`; each step of it is tested alone
    known = sayings()
    print(told(tried(known)))  # noqa: T201  # what the command is for
    learn(known, digest()).write()


if __name__ == "__main__":
    main()
