"""The chance of a release: when it is told, and that it is the same every time."""

from __future__ import annotations

import pytest

from radar.forecast import RUNS, Forecast, forecast

STEADY = (4, 4, 4, 4, 4)


@pytest.mark.parametrize(
    "weekly, told",
    [
        ((4, 4, 4, 4, 4), True),  # 20 features in 5 weeks
        ((4, 4, 4, 4, 3), False),  # 19 features
        ((5, 5, 5, 5), False),  # 4 weeks
        ((20, 0, 0, 0, 0), True),
        ((0, 0, 0, 0, 20), True),
        ((), False),
    ],
)
def test_under_twenty_finished_features_or_five_weeks_no_chance_is_told(weekly: tuple[int, ...], told: bool) -> None:
    known = forecast(weekly, 3, 10)
    assert (known.chance is not None) is told
    assert (known.percent is not None) is told
    assert (known.finished, known.weeks) == (sum(weekly), len(weekly))


def test_where_nothing_is_unfinished_it_is_certain_even_without_a_history() -> None:
    assert forecast((), 0, -5) == Forecast(1.0, 0, 0)


@pytest.mark.parametrize(
    "unfinished, days_left, chance",
    [
        (4, 6, 1.0),  # a whole week at a steady four
        (5, 6, 0.0),
        (4, 5, 0.0),  # six days: six sevenths of a week's four
        (3, 5, 1.0),
        (8, 13, 1.0),
        (1, -1, 0.0),  # the day has passed
        (1, 0, 0.0),  # a seventh of four is not yet one
    ],
)
def test_a_steady_pace_leaves_nothing_to_chance(unfinished: int, days_left: int, chance: float) -> None:
    assert forecast(STEADY, unfinished, days_left).chance == chance


def test_a_pace_that_varies_gives_a_chance_between() -> None:
    """Two weeks of 0 or 10, each as likely: ten are done unless both weeks are empty."""
    known = forecast((0, 10, 0, 10, 0, 10), 10, 13)
    assert known.chance is not None
    assert known.chance == pytest.approx(0.75, abs=4 * 0.5 / RUNS**0.5)


def test_the_same_question_has_the_same_answer_on_every_machine() -> None:
    assert [forecast((0, 7, 2, 5, 3, 4, 1), unfinished, 20).chance for unfinished in (8, 9, 10, 12)] == PINNED


PINNED = [0.6802, 0.5837, 0.4808, 0.2918]


def test_more_work_and_less_time_never_make_it_likelier() -> None:
    weekly = (0, 7, 2, 5, 3, 4, 1)
    by_work = [forecast(weekly, unfinished, 20).chance or 0 for unfinished in range(1, 25)]
    by_time = [forecast(weekly, 9, days).chance or 0 for days in range(7, 60, 7)]
    assert by_work == sorted(by_work, reverse=True)
    assert by_time == sorted(by_time)


@pytest.mark.parametrize("chance, percent", [(0.8499, 84), (0.85, 85), (0.999, 99), (1.0, 100), (0.29, 29)])
def test_per_cent_are_rounded_down(chance: float, percent: int) -> None:
    assert Forecast(chance, 20, 5).percent == percent


def test_a_long_history_and_a_far_day_are_bounded() -> None:
    assert forecast((1,) * 400, 5, 10_000) == Forecast(1.0, 256, 256)


def test_a_week_of_very_many_finished_features_does_not_overflow() -> None:
    assert forecast((300, 0, 0, 0, 0), 100_000, 7 * 300).chance == 0.0
