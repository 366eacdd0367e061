"""`make bench`, or `python -m bench PART …` for some of it: prints every figure beside its bar and its floor."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from bench import history, pages, radar, understanding, updates
from bench.figures import Figure, table
from bench.machine import ended_by_signals

PARTS: Mapping[str, Callable[[], Sequence[Figure]]] = {
    "understanding": understanding.measure,
    "radar": radar.measure,
    "pages": pages.measure,
    "updates": updates.measure,
    "history": history.measure,
}


def main(wanted: Sequence[str]) -> int:
    """Measure the parts, all if none is named; 1 where a bar does not hold, 2 where a part is not known."""
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.")
        return 2
    held = True
    with ended_by_signals():
        for name in wanted or PARTS:
            figures = PARTS[name]()
            print(f"\n{name}\n{table(figures)}", flush=True)
            held = held and all(figure.holds for figure in figures)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
