"""Learns which stretch of a sentence may be left out, from the sayings beside this file: `make learn`.

A line is a label, a tab and a sentence whose left-out stretch stands in brackets: "inert", where the rest means what
the whole means; "telling", where the rest alone would mean something else. `{feature}`, `{release}` stand for names.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from language.classifier import learning
from language.classifier.learning import Saying
from language.gist import FILE, INERT, TELLING
from language.gist.traits import BEFORE, BEHIND, BUCKETS, of_stretch
from language.names import Names
from language.taking_apart import take_apart
from language.things import Kind, Thing

SAYINGS = Path(__file__).parent / "sayings"
NAMED: dict[str, tuple[Kind, str]] = {
    "feature": ("feature", "Календарь отпусков"),
    "other": ("feature", "Карусель баннеров"),
    "release": ("release", "v7.3"),
    "project": ("project", "Складской учёт"),
}
_NAMES = Names(tuple(Thing(kind, n, name) for n, (kind, name) in enumerate(NAMED.values(), 1)))
_BLANK = re.compile(r"\{(" + "|".join(NAMED) + r")\}")
_LEFT_OUT = re.compile(r"\[(.*?)\]")
_ANY_DAY = dt.date(2026, 1, 1)


def sayings(folder: Path = SAYINGS) -> list[Saying]:
    """All lines of the files in a folder. ValueError where one is none such."""
    return [_saying(line) for line in learning.lines(folder)]


def _saying(line: str) -> Saying:
    label, marked = line.split("\t")
    left_out = _LEFT_OUT.search(marked)
    if label not in (INERT, TELLING) or left_out is None:
        raise ValueError(f"no label with a sentence that a stretch is left out of: {line!r}")
    side = BEFORE if left_out.start() == 0 else BEHIND
    head = marked[: left_out.end() if side == BEFORE else left_out.start()]
    sentence = take_apart(_with_names(marked), _NAMES, _ANY_DAY)
    number = sentence.index(len(_with_names(head)))
    return Saying(label, marked, tuple(of_stretch(sentence, number, side)))


def _with_names(marked: str) -> str:
    bare = marked.replace("[", "").replace("]", "")
    return _BLANK.sub(lambda blank: NAMED[blank.group(1)][1], bare)


def main() -> None:  # pragma: no cover  # a minute or two: `make learn`; each step of it is tested alone
    known = sayings()
    print(learning.told(learning.tried(known, BUCKETS)))  # noqa: T201  # what the command is for
    learning.learn(known, learning.digest(SAYINGS), BUCKETS).write(FILE)


if __name__ == "__main__":
    main()
