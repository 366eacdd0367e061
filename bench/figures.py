"""One measured figure, beside the bar it must hold and the floor nobody can go under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True, slots=True)
class Figure:
    """`floor` is what the same rows or statements cost without Radar, in the same unit and the same run.

    `at_least` turns the bar round: a rate must reach it, a time must stay under it.
    """

    name: str
    value: float
    unit: str
    bar: float | None = None
    floor: float | None = None
    at_least: bool = False

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
    rows = [("what", "measured", "bar", "floor", ""), *map(_row, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        f"{row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]:>{widths[3]}}  {row[4]}".rstrip()
        for row in rows
    )


def _row(figure: Figure) -> tuple[str, str, str, str, str]:
    sign = "≥" if figure.at_least else "≤"
    bar = "" if figure.bar is None else f"{sign} {_number(figure.bar)} {figure.unit}"
    floor = "" if figure.floor is None else f"{_number(figure.floor)} {figure.unit}"
    return figure.name, f"{_number(figure.value)} {figure.unit}", bar, floor, "" if figure.holds else "MISSED"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"
