"""Facts read from tables and log: what counts, since when, in which zone; and that the past is told as it was."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from models import Feature, Project, Release, db
from radar import Facts, FeatureFacts, end_of_day, radar, slips
from radar.things import Flip
from tests.radar.conftest import MOSCOW, NOW, TODAY, Past
from tests.support.asked import asked as statements
from tests.support.many import aside

DAY = dt.timedelta(days=1)


@pytest.fixture
def project(desk: Past) -> Project:
    return desk.days(90).project()


def only(facts: Facts) -> FeatureFacts:
    (feature,) = facts.features
    return feature


def utc(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{moment}+00:00")


def test_a_feature_with_all_there_is_to_say(desk: Past, project: Project) -> None:
    release = desk.release(project, target_date=TODAY + 5 * DAY)
    feature = desk.days(30).feature(project, assigned_po="Анна", release_id=release.id)
    desk.days(20).change(feature, status="in_progress")
    desk.days(6).change(feature, status="blocked", status_reason="ждём API")
    other = desk.feature(project, "Оплата")
    desk.dependency(other, feature)
    desk.dependency(feature, desk.feature(project, "Чат"))
    for severity in ("low", "critical", "medium"):
        desk.risk(project, feature_id=feature.id, severity=severity)
    found = next(f for f in desk.now().features if f.id == feature.id)
    assert (found.name, found.project, found.status, found.status_reason, found.po) == (
        "Login", "Mobile", "blocked", "ждём API", "Анна",
    )  # fmt: skip
    assert (found.since, found.started) == (TODAY - 6 * DAY, TODAY - 20 * DAY)
    assert [n.name for n in found.blockers] == ["Оплата"]
    assert [n.name for n in found.waiting] == ["Чат"]
    assert [risk.severity for risk in found.risks] == ["critical", "medium", "low"]
    assert found.flips == (Flip(TODAY - 6 * DAY, "in_progress", "blocked"),)
    assert found.release is not None
    assert (found.release.version, found.release.days_left, found.release.unfinished) == ("v2.0", 5, 1)


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_what_is_done_or_cancelled_is_no_item_and_holds_nobody_up(desk: Past, project: Project, status: str) -> None:
    first, second = desk.feature(project), desk.feature(project, "Оплата")
    desk.dependency(first, second)
    desk.change(first, status=status)
    assert [(f.name, f.blockers, f.waiting) for f in desk.now().features] == [("Оплата", (), ())]


@pytest.mark.parametrize("status", ["released", "cancelled"])
def test_a_release_that_is_out_or_cancelled_threatens_nobody(desk: Past, project: Project, status: str) -> None:
    release = desk.release(project, target_date=TODAY)
    desk.feature(project, release_id=release.id)
    desk.change(release, status=status)
    assert only(desk.now()).release is None
    assert desk.now().releases == ()


def test_a_closed_risk_is_none(desk: Past, project: Project) -> None:
    risk = desk.risk(project, feature_id=desk.feature(project).id)
    assert len(only(desk.now()).risks) == 1
    desk.change(risk, status="closed")
    assert (only(desk.now()).risks, desk.now().risks) == ((), ())


def test_a_risk_tells_its_feature_even_where_that_is_done(desk: Past, project: Project) -> None:
    desk.risk(project, feature_id=desk.feature(project, status="done").id)
    desk.risk(project)
    assert [risk.feature for risk in desk.now().risks] == ["Login", None]
    assert desk.then(NOW).risks == desk.now().risks


def test_archived_projects_are_left_out_unless_asked_for(desk: Past, project: Project) -> None:
    desk.feature(project)
    desk.days(2).change(project, status="archived")
    assert desk.now().features == ()
    assert [f.name for f in desk.now(project.id).features] == ["Login"]
    assert [f.name for f in desk.then(NOW - 3 * DAY).features] == ["Login"]
    assert desk.then(NOW).features == ()


def test_one_project_has_its_own_things_and_its_neighbours_abroad(desk: Past, project: Project) -> None:
    other = desk.project("Website")
    mine, theirs = desk.feature(project), desk.feature(other, "Оплата")
    desk.dependency(theirs, mine)
    desk.dependency(mine, desk.feature(other, "Чат"))
    found = only(desk.now(project.id))
    assert [(n.name, n.project_id) for n in (*found.blockers, *found.waiting)] == [("Оплата", 2), ("Чат", 2)]
    assert desk.then(NOW, project.id) == desk.now(project.id)
    assert desk.now(99).features == desk.then(NOW, 99).features == ()


def test_a_status_set_anew_counts_from_the_last_time(desk: Past, project: Project) -> None:
    feature = desk.days(40).feature(project)
    for ago, status in ((30, "in_progress"), (20, "blocked"), (10, "in_progress"), (3, "blocked")):
        desk.days(ago).change(feature, status=status)
    found = only(desk.now())
    assert (found.status_days, found.work_days) == (3, 30)
    assert [flip.new for flip in found.flips] == ["in_progress", "blocked"]


def test_a_new_reason_is_no_new_status(desk: Past, project: Project) -> None:
    feature = desk.days(9).feature(project, status="blocked")
    desk.days(2).change(feature, status_reason="ждём API")
    assert only(desk.now()).status_days == 9


# ------------------------------------------------------------------------------------- steps taken back


def test_a_status_taken_back_never_was(desk: Past, project: Project) -> None:
    feature = desk.days(30).feature(project)
    desk.days(10).change(feature, status="blocked")
    message = desk.days(3).change(feature, status="done")
    desk.days(2).back(message)
    found = only(desk.now())
    assert (found.status, found.status_days) == ("blocked", 10)
    assert [flip.new for flip in found.flips] == ["blocked"]


def test_a_step_taken_back_and_forth_counts_from_when_it_stood(desk: Past, project: Project) -> None:
    feature = desk.days(30).feature(project)
    message = desk.days(10).change(feature, status="blocked")
    undo = desk.days(5).back(message)
    desk.days(4).back(undo)
    assert only(desk.now()).status_days == 4


def test_the_start_that_was_taken_back_is_no_start(desk: Past, project: Project) -> None:
    feature = desk.days(30).feature(project)
    desk.days(20).back(desk.change(feature, status="in_progress"))
    desk.days(5).change(feature, status="in_progress")
    assert only(desk.now()).work_days == 5


def test_a_feature_whose_deletion_was_taken_back_has_its_old_past(desk: Past, project: Project) -> None:
    feature = desk.days(30).feature(project)
    desk.days(20).change(feature, status="in_progress")
    message = desk.days(5).delete(feature)
    desk.days(4).back(message)
    assert only(desk.now()).work_days == 20
    assert desk.then(NOW) == desk.now()
    assert desk.then(NOW - 5 * DAY).features == ()


def test_what_is_taken_back_is_no_touch(desk: Past, project: Project) -> None:
    feature = desk.days(30).feature(project, status="in_progress")
    desk.days(20).change(feature, assigned_po="Анна")
    message = desk.days(2).change(feature, assigned_po="Борис")
    desk.days(1).back(message)
    assert only(desk.now()).untouched_days == 20
    assert desk.then(NOW) == desk.now()


# ------------------------------------------------------------------------------------------- put aside


@pytest.mark.parametrize("left, aside", [(1, True), (0, False), (-1, False)])
def test_what_is_put_aside_is_back_on_its_day(desk: Past, project: Project, left: int, aside: bool) -> None:
    feature = desk.days(20).feature(project, status="blocked")
    desk.days(5).change(feature, aside_until=TODAY + left * DAY, aside_reason="ждём юристов")
    assert (only(desk.now()).aside is not None) is aside
    assert len(radar(desk.now())) == (not aside)
    assert desk.then(NOW) == desk.now()


def test_to_put_a_feature_aside_is_no_touch(desk: Past, project: Project) -> None:
    feature = desk.days(30).feature(project, status="in_progress")
    desk.days(6).change(feature, aside_until=TODAY - DAY)
    desk.days(5).change(feature, aside_reason="ждём юристов")
    assert only(desk.now()).untouched_days == 30


def test_what_was_put_aside_then_is_not_on_the_radar_of_then(desk: Past, project: Project) -> None:
    feature = desk.days(20).feature(project, status="blocked")
    desk.days(10).change(feature, aside_until=TODAY - 5 * DAY)
    assert [len(radar(desk.then(NOW - ago * DAY))) for ago in (11, 10, 6, 5, 0)] == [1, 0, 0, 1, 1]


# ------------------------------------------------------------------------------------------- the pace


def finish(desk: Past, project: Project, number: int, began: int, ended: int) -> None:
    feature = desk.days(began + 1).feature(project, f"Готовая {number}")
    desk.days(began).change(feature, status="in_progress")
    desk.days(ended).change(feature, status="done")


def test_the_pace_is_told_by_days_of_work_and_by_weeks(desk: Past, project: Project) -> None:
    for number, (began, ended) in enumerate([(30, 25), (24, 23), (23, 23), (10, 2)]):
        finish(desk, project, number, began, ended)
    desk.days(28).feature(project, "Сразу готова", status="done")
    desk.days(20).feature(project)
    pace = only(desk.now()).pace
    assert pace.durations == (0, 1, 5, 8)
    # From the week of Monday 26 October until last week's; this week's is not over.
    assert pace.weekly == (2, 2, 0, 0)


def test_a_project_that_finished_nothing_has_no_weeks(desk: Past, project: Project) -> None:
    desk.days(30).feature(project, status="in_progress")
    assert only(desk.now()).pace.weekly == ()


def test_only_twenty_finished_features_turn_stale_into_aging(desk: Past, project: Project) -> None:
    for number in range(19):
        finish(desk, project, number, 40, 39)
    desk.days(30).feature(project, status="in_progress")
    assert [r.code for item in radar(desk.now()) for r in item.reasons] == ["stale"]
    finish(desk, project, 19, 40, 39)
    assert [r.code for item in radar(desk.now()) for r in item.reasons] == ["aging"]


# ------------------------------------------------------------------------------------------- zones


def test_a_change_at_half_past_eleven_in_the_evening_is_of_that_evening_in_moscow(desk: Past, project: Project) -> None:
    feature = desk.days(30).feature(project)
    desk.at(utc("2026-11-24T20:30")).change(feature, status="blocked")  # 23:30 in Moscow
    assert only(desk.now()).since == dt.date(2026, 11, 24)
    desk.at(utc("2026-11-24T21:30")).change(feature, status="in_progress")  # 00:30
    assert only(desk.now()).since == dt.date(2026, 11, 25)


@pytest.mark.parametrize("moment, today", [("2026-11-24T20:59", 24), ("2026-11-24T21:00", 25)])
def test_today_is_the_teams(desk: Past, project: Project, moment: str, today: int) -> None:
    assert desk.now(moment=utc(moment)).today.day == today


def test_the_end_of_a_day_is_the_last_moment_before_the_teams_midnight() -> None:
    assert end_of_day(dt.date(2026, 11, 24), MOSCOW).astimezone(dt.UTC) == utc("2026-11-24T20:59:59.999999")


# ------------------------------------------------------------------------------------------- as of


def test_the_radar_of_a_day_gone_by_is_what_was_said_that_day(desk: Past, project: Project) -> None:
    """Each day's answer is kept as it was given, and asked for again in the end."""
    release = desk.days(60).release(project, target_date=TODAY - 3 * DAY)
    feature = desk.days(50).feature(project, release_id=release.id)
    steps: dict[int, Any] = {
        30: lambda: desk.change(feature, status="in_progress"),
        25: lambda: desk.change(feature, status="blocked", status_reason="ждём API"),
        24: lambda: desk.risk(project, feature_id=feature.id),
        20: lambda: desk.back(desk.change(feature, status="done")),
        18: lambda: desk.change(release, target_date=TODAY + 3 * DAY, date_reason="ждём подрядчика"),
        15: lambda: desk.dependency(desk.feature(project, "Оплата"), feature),
        12: lambda: desk.change(feature, aside_until=TODAY - 8 * DAY),
        6: lambda: desk.change(feature, status="in_progress"),
        5: lambda: desk.change(feature, name="Вход по отпечатку"),
        4: lambda: desk.change(project, status="archived"),
        3: lambda: desk.change(project, status="active"),
        2: lambda: desk.delete(feature),
    }
    said = {}
    for ago in range(31, 0, -1):
        desk.days(ago)
        steps.get(ago, lambda: None)()
        said[ago] = desk.now(moment=NOW - ago * DAY)
    assert len({repr(facts) for facts in said.values()}) == len(said)
    for ago, facts in said.items():
        assert desk.then(NOW - ago * DAY) == facts, f"{ago} days ago"


def test_before_anything_was_there_is_nothing(desk: Past, project: Project) -> None:
    assert desk.then(NOW - 400 * DAY) == Facts((NOW - 400 * DAY).date())


# ------------------------------------------------------------------------------------------- queries


@pytest.fixture
def asked(desk: Past) -> Iterator[list[str]]:
    """The statements sent to the database."""
    with statements() as sent:
        yield sent


@pytest.mark.parametrize("count", [1, 20])
def test_the_number_of_queries_does_not_grow_with_the_world(desk: Past, asked: list[str], count: int) -> None:
    for number in range(count):
        project = desk.project(f"Проект {number}")
        release = desk.release(project, target_date=TODAY)
        first = desk.feature(project, release_id=release.id, status="in_progress")
        desk.dependency(first, desk.feature(project, "Оплата"))
        desk.risk(project, feature_id=first.id)
    asked.clear()
    assert len(desk.now().features) == 2 * count
    now = len(asked)
    desk.then(NOW)
    assert (now, len(asked) - now) == (9, 5)


def test_the_slips_of_many_releases_take_one_query(desk: Past, project: Project, asked: list[str]) -> None:
    releases: list[Release] = [desk.release(project, f"v{number}.0") for number in range(5)]
    asked.clear()
    assert len(slips(desk.session, [release.id for release in releases], MOSCOW)) == 5
    assert len(asked) == 1


def test_a_feature_made_before_it_could_be_put_aside_is_read_from_the_log(desk: Past, project: Project) -> None:
    """Its events are older than the column."""
    feature: Feature = desk.feature(project)
    desk.session.execute(text("ALTER TABLE event_log DISABLE TRIGGER event_log_is_append_only"))
    desk.session.execute(
        text("UPDATE event_log SET details = details #- '{after,aside_until}' #- '{after,aside_reason}'")
    )
    desk.session.execute(text("ALTER TABLE event_log ENABLE ALWAYS TRIGGER event_log_is_append_only"))
    desk.session.commit()
    assert only(desk.then(NOW)).id == feature.id
    assert desk.then(NOW) == desk.now()


def test_a_project_that_comes_back_while_the_facts_are_read_is_left_out(desk: Past, project: Project) -> None:
    desk.feature(project)
    desk.change(project, status="archived")

    with db.engine.connect() as other:
        other.execute(text("LOCK TABLE features IN ACCESS EXCLUSIVE MODE"))

        def bring_back() -> None:
            while not other.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                time.sleep(0.01)  # until the projects have been read, and the features are waited for
            other.execute(text("UPDATE projects SET status = 'active'"))
            other.commit()

        returned = aside(bring_back)
        assert desk.now().features == ()
        returned.result(5)
    assert len(desk.now().features) == 1
