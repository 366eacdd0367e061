"""Two people do random things and take them back; whatever they did, the facts of a moment are the same from the
tables at that moment and from the log ever after. A walk that fails tells its seed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from secrets import randbelow

import pytest
from flask import Flask

from models import db
from radar import Facts, end_of_day, facts_as_of, facts_now, facts_of_moments
from tests.conftest import ARTEM, MARIA
from tests.journal.conftest import START, Clock
from tests.journal.test_random_walk import Walker, arrivals
from tests.radar.conftest import MOSCOW

SEEDS = [3, 11, None]  # None: another one each time
STEPS = 200
# Of each kind the statuses in which the radar looks at it, and what of its row the facts repeat.
SHOWN = {
    "feature": (("backlog", "in_progress", "blocked"), ("name", "status", "assigned_po")),
    "release": (("planned",), ("version", "target_date")),
    "risk": (("open",), ("description", "severity")),
}


@dataclass
class Hours(Clock):
    """Each reading is five hours later: a walk takes weeks, and steps fall on either side of midnight."""

    def __call__(self) -> dt.datetime:
        self.moment += dt.timedelta(hours=5)
        return self.moment


@pytest.mark.parametrize("seed", SEEDS)
def test_the_log_tells_the_facts_that_were_told_at_the_time(app: Flask, seed: int | None) -> None:
    seed = randbelow(10**9) if seed is None else seed
    random, clock = Random(seed), Hours(START)
    arrivals(clock)
    walkers = [Walker(who, random, clock, iter(range(n, 10**6, 2))) for n, who in enumerate((ARTEM, MARIA))]
    said: list[tuple[dt.datetime, int | None, Facts]] = []
    for step in range(STEPS):
        random.choice(walkers).step()
        if step % 4 == 0:
            project = random.choice([None, None, 1, 2])
            said.append((clock.moment, project, facts_now(db.session(), clock.moment, MOSCOW, project)))
            db.session.rollback()
    for walker in walkers:
        walker.session.close()
    assert any(facts.features for _, _, facts in said), f"seed {seed}: nothing to see"
    for moment, project, facts in said:
        assert facts_as_of(db.session(), moment, MOSCOW, project) == facts, f"seed {seed}: {moment}, {project}"
    alone = {moment: facts for moment, project, facts in said if project is None}
    assert dict(facts_of_moments(db.session(), alone, MOSCOW)) == alone, f"seed {seed}"
    for moment, facts in facts_of_moments(
        db.session(), [end_of_day(facts.today, MOSCOW) for _, _, facts in said], MOSCOW
    ):
        assert facts_as_of(db.session(), moment, MOSCOW) == facts, f"seed {seed}: {moment}"
