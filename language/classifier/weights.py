"""What was learnt: how much each trait of a sentence speaks for each label, in a file beside this one."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import exp, sqrt
from pathlib import Path

FILE = Path(__file__).with_name("weights.bin")


@dataclass(frozen=True)
class Weights:
    """A row of one signed byte a label for each bucket; `scale` makes numbers of them.

    `learnt_from` is the digest of the sayings, so that it can be told when they have changed since.
    """

    labels: tuple[str, ...]
    scale: float
    learnt_from: str
    rows: bytes

    def probabilities(self, traits: Sequence[int]) -> dict[str, float]:
        """How likely each label is for a sentence with these traits (multinomial logistic regression)."""
        width = len(self.labels)
        rows = [self._bytes[n * width : (n + 1) * width] for n in traits]
        share = self.scale / sqrt(len(traits))
        powers = [exp(sum(column) * share) for column in zip(*rows, strict=True)]
        whole = sum(powers)
        return {label: power / whole for label, power in zip(self.labels, powers, strict=True)}

    def lean(self, trait: int) -> float:
        """Of two labels: how much one trait speaks for the first rather than the second."""
        first, second = self._bytes[2 * trait], self._bytes[2 * trait + 1]
        return (first - second) * self.scale

    @cached_property
    def _bytes(self) -> memoryview:
        return memoryview(self.rows).cast("b")

    def write(self, file: Path = FILE) -> None:
        """One line that tells what the bytes are, and the bytes, packed."""
        head = {"labels": self.labels, "scale": self.scale, "learnt_from": self.learnt_from}
        file.write_bytes(json.dumps(head).encode() + b"\n" + zlib.compress(self.rows, 9))

    @classmethod
    def read(cls, file: Path = FILE) -> Weights:
        head, _, packed = file.read_bytes().partition(b"\n")
        told = json.loads(head)
        return cls(tuple(told["labels"]), told["scale"], told["learnt_from"], zlib.decompress(packed))


@cache
def weights() -> Weights:
    """Those in use. Read on first use and not at import: asked only for what nothing else understood."""
    return Weights.read()
