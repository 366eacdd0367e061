"""`make chaos`: Radar as in production, a sender like Telegram, and what can go wrong between them.

Prints a line for each trouble; ends with 1 where an update was lost, done twice or left unanswered, where
`flask journal verify` finds a difference, or where a control, a fault built in on purpose, was not caught.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.machine import ended_by_signals
from chaos.database import Database
from chaos.outcome import Outcome, table
from chaos.trial import prepare, trial
from chaos.troubles import SHORT, TROUBLES

LONG_AMOUNT, SHORT_AMOUNT = 760, 120  # updates for each trouble


def main(arguments: Sequence[str]) -> int:
    asked = _asked(arguments)
    names = asked.troubles or (SHORT if asked.short else tuple(TROUBLES))
    amount = asked.updates or (SHORT_AMOUNT if asked.short else LONG_AMOUNT)
    outcomes = []
    with ended_by_signals(), _folder() as folder, _database(folder) as database:
        prepare(database, folder)
        print(f"seed {asked.seed}, {amount} updates for each trouble", flush=True)
        for name in names:
            outcomes.append(trial(name, TROUBLES[name], database, folder, amount=amount, seed=asked.seed))
            print(f"  {name}: {'as it should be' if outcomes[-1].good else 'NOT as it should be'}", flush=True)
    print(f"\n{table(outcomes)}\n\n{_summary(outcomes)}")
    if all(outcome.good for outcome in outcomes):
        shutil.rmtree(folder, ignore_errors=True)
        return 0
    _explain(outcomes, folder)
    return 1


@contextmanager
def _folder() -> Iterator[Path]:
    """For the logs and the databases; nobody looks for it after a run that was broken off."""
    folder = Path(tempfile.mkdtemp(prefix="radar-chaos-"))
    folder.chmod(0o755)  # the server's account walks through it
    try:
        yield folder
    except SystemExit:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextmanager
def _database(folder: Path) -> Iterator[Database]:
    database = Database(folder / "postgres")
    try:
        yield database
    finally:
        database.remove()


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m chaos", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("troubles", nargs="*", help=f"some of: {', '.join(TROUBLES)}; all if none is named")
    parser.add_argument("--short", action="store_true", help=f"{', '.join(SHORT)}, with few updates each")
    parser.add_argument("--updates", type=int, help="updates for each trouble")
    parser.add_argument("--seed", type=int, default=1, help="another one makes other messages and moments")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.troubles) - set(TROUBLES):
        parser.error(f"there is no trouble {', '.join(sorted(unknown))}")
    return asked


def _summary(outcomes: Sequence[Outcome]) -> str:
    real = [outcome for outcome in outcomes if not outcome.control]
    controls = [outcome for outcome in outcomes if outcome.control]
    return (
        f"{sum(o.updates for o in real):,} updates in {sum(o.deliveries for o in real):,} deliveries: "
        f"{sum(len(o.lost) for o in real)} lost, {sum(len(o.doubled) for o in real)} doubled, "
        f"{sum(len(o.unanswered) for o in real)} unanswered, {sum(o.differences for o in real)} differences, "
        f"{sum(o.answered_twice for o in real)} replies that came twice; "
        f"{sum(o.good for o in controls)} of {len(controls)} controls caught"
    )


def _explain(outcomes: Sequence[Outcome], folder: Path) -> None:
    print(f"The logs are kept in {folder}.")
    for outcome in outcomes:
        if not outcome.good:
            print(f"{outcome.says}:")
            print(f"  lost {outcome.lost[:5]}, doubled {outcome.doubled[:5]}, unanswered {outcome.unanswered[:5]}")
            print("\n".join(f"  {fault[:600]}" for fault in outcome.faults[:5]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
