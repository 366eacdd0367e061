"""One measured figure, beside the bar it must hold and the floor nobody can go under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True, slots=True)
class Figure:
    """`floor` is what the same rows or statements cost without Radar, in the same unit and the same run.

    `at_least` turns the bar round: a rate must reach it, a time must stay under it. Where `value` is the median of
    many runs, `quickest` stands beside it: how far the two are apart says how busy the machine was.
    """

    name: str
    value: float
    unit: str
    bar: float | None = None
    floor: float | None = None
    at_least: bool = False
    quickest: float | None = None

    @property
    def holds(self) -> bool:
        if self.bar is None:
            return True
        return self.value >= self.bar if self.at_least else self.value <= self.bar


def percentile(samples: Sequence[float], share: int) -> float:
    """The value that `share` per cent of at least two samples stay under."""
    return quantiles(samples, n=100, method="inclusive")[share - 1]


def table(figures: Sequence[Figure]) -> str:
    """The figures as aligned lines; a bar that does not hold is marked."""
    rows = [("what", "measured", "bar", "quickest", "floor", ""), *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(_aligned(row, widths)).rstrip() for row in rows)


def _aligned(row: tuple[str, ...], widths: Sequence[int]) -> list[str]:
    """The name and the verdict begin at the left, figures end at the right."""
    sides = ("<", ">", ">", ">", ">", "<")
    return [f"{cell:{side}{width}}" for cell, side, width in zip(row, sides, widths, strict=True)]


def _row(figure: Figure) -> tuple[str, ...]:
    sign = "≥" if figure.at_least else "≤"
    bar = "" if figure.bar is None else f"{sign} {_number(figure.bar)} {figure.unit}"
    beside = ("" if told is None else f"{_number(told)} {figure.unit}" for told in (figure.quickest, figure.floor))
    return figure.name, f"{_number(figure.value)} {figure.unit}", bar, *beside, "" if figure.holds else "MISSED"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"
