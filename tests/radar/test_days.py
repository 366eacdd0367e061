"""Many days read at once say the same as each read alone."""

from __future__ import annotations

import datetime as dt

from demo.fill import fill
from demo.story import load
from radar import Facts, end_of_day, facts_as_of, facts_of_moments
from tests.radar.conftest import MOSCOW, TODAY, Past
from tests.support.asked import asked

DAYS = [TODAY - dt.timedelta(days=ago) for ago in range(1, 45)]


def read(desk: Past, days: list[dt.date]) -> dict[dt.date, Facts]:
    ends = [end_of_day(day, MOSCOW) for day in days]
    return {facts.today: facts for _, facts in facts_of_moments(desk.session, ends, MOSCOW)}


def test_each_day_of_a_long_story_is_told_as_if_it_were_read_alone(desk: Past) -> None:
    fill(desk.session, load(), TODAY, MOSCOW)
    desk.session.commit()
    told = read(desk, DAYS)
    assert list(told) == sorted(DAYS)
    for day in DAYS:
        assert told[day] == desk.then(end_of_day(day, MOSCOW)), day


def test_a_step_stands_until_it_is_taken_back(desk: Past) -> None:
    project = desk.days(9).project("Alpha")
    feature = desk.feature(project, "Login")
    message = desk.days(6).change(feature, status="in_progress")
    desk.days(3).back(message)
    told = read(desk, DAYS[:9])
    started = {(TODAY - day).days: facts.features[0].started for day, facts in told.items()}
    assert started == dict.fromkeys((9, 8, 7, 3, 2, 1)) | dict.fromkeys((6, 5, 4), DAYS[5])
    for day in DAYS[:9]:
        assert told[day] == facts_as_of(desk.session, end_of_day(day, MOSCOW), MOSCOW), day


def test_thirty_days_take_no_more_queries_than_one(desk: Past) -> None:
    with asked() as sent:
        read(desk, DAYS[:1])
        one = len(sent)
        read(desk, DAYS[:30])
    assert len(sent) == 2 * one
    assert one <= 5


def test_no_days_are_no_facts(desk: Past) -> None:
    assert read(desk, []) == {}
