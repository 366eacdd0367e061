"""GET /rules: what the points are given for."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import flask_babel
import pytest
from flask import Flask

from radar import RULES
from web.rule_examples import EXAMPLES
from web.rules import WORDS, Explained, explained

TODAY = dt.date(2026, 11, 25)
# What the rules give, from the mildest case to the worst.
POINTS = {
    "blocked": [50, 56, 70],
    "blocked_by": [30],
    "blocks_others": [10, 20, 30],
    "release_overdue": [60],
    "release_soon": [20, 40],
    "stale": [20],
    "aging": [20, 30],
    "churn": [15],
    "slipped": [10, 20, 30],
    "no_owner": [10],
    "risk": [10, 30, 40],
    "release_at_risk": [30, 60],
}


@pytest.fixture
def rules(app: Flask) -> dict[str, Explained]:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        return {rule.code: rule for rule in explained(TODAY)}


def get(app: Flask, language: str) -> str:
    flask_babel.refresh()
    answer = app.test_client().get("/rules", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_every_rule_has_its_words_and_examples() -> None:
    codes = {rule.code for rule in RULES}
    assert set(WORDS) == codes
    assert set(EXAMPLES) == codes


def test_the_points_are_those_the_rule_itself_gives(rules: dict[str, Explained]) -> None:
    assert {code: [case.points for case in rule.cases] for code, rule in rules.items()} == POINTS
    assert list(rules) == [rule.code for rule in RULES]


def test_an_example_shows_the_reason_and_the_next_step_of_the_worst_case(rules: dict[str, Explained]) -> None:
    blocked, soon = rules["blocked"], rules["release_soon"]
    assert blocked.reason == "blocked for 20 days, since Thu 5 Nov 2026: no API access yet"
    assert blocked.step == "unblock Login"
    assert soon.reason == "release v2.0 is due in 7 days, Wed 2 Dec 2026"


@pytest.mark.parametrize(
    "language, words",
    [
        ("en", ["for 20 days or longer +70", "For example: waits for: Payment", "under 85 %"]),
        ("ru", ["20 дней и дольше +70", "Например: ждёт: Оплата", "ниже 85 %", "от 50 и выше — горит"]),
    ],
)  # fmt: skip
def test_the_page_explains_them_in_both_languages(app: Flask, language: str, words: list[str]) -> None:
    page = get(app, language)
    assert [word for word in words if word not in page] == []
    assert "%%" not in page


def test_every_rule_can_be_pointed_at(app: Flask) -> None:
    page = app.test_client().get("/rules").text
    for rule in RULES:
        assert f'id="{rule.code}"' in page
        assert f'href="#{rule.code}"' in page


def test_the_rules_keep_the_moment_of_the_radar_one_comes_from(app: Flask) -> None:
    client = app.test_client()
    assert 'href="/rules?as_of=2026-11-13"' in client.get("/?as_of=2026-11-13").text
    html = client.get("/rules?as_of=2026-11-13", headers={"Accept-Language": "en"}).text
    assert 'href="/?as_of=2026-11-13">Back to the radar of Fri 13 Nov 2026 23:59</a>' in html
    assert 'href="/history?as_of=2026-11-13"' in html
    assert "So it was" not in html
    assert client.get("/rules?as_of=never").status_code == 400
