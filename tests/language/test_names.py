"""Known names are found whatever their ending, order, alphabet or small typos; near misses are not."""

from __future__ import annotations

import pytest

from language import Thing
from language.names import Names

FEATURES = [
    "Вход по отпечатку",
    "Тёмная тема",
    "Интеграция платежей",
    "Интеграция аналитики",
    "Onboarding",
    "Offline mode",
    "Переводы по СБП",
    "QR-код в API",
    "Оплата по QR-коду",
    "SMS gateway",
]
NAMES = Names(
    (
        *(Thing("feature", n, name, 1, "Банк") for n, name in enumerate(FEATURES)),
        Thing("release", 90, "v2.0", 1, "Банк"),
    )
)


def found(text: str) -> list[set[str]]:
    return [{thing.name for thing in mention.things} for mention in NAMES.mentions(text)]


@pytest.mark.parametrize(
    "text, name",
    [
        ("тёмную тему", "Тёмная тема"),
        ("ТЕМНОЙ ТЕМЕ", "Тёмная тема"),
        ("тему тёмную", "Тёмная тема"),
        ("«Тёмная тема»", "Тёмная тема"),
        ("входа по отпечатку", "Вход по отпечатку"),
        ("вход по отпечтаку", "Вход по отпечатку"),
        ("отпечаток", "Вход по отпечатку"),
        ("интеграцыя платежей", "Интеграция платежей"),
        ("онбординга", "Onboarding"),
        ("ofline mode", "Offline mode"),
        ("офлайн режим", "Offline mode"),
        ("релиз два ноль", "v2.0"),
        ("2.0", "v2.0"),
        ("v2.0", "v2.0"),
        ("сбп", "Переводы по СБП"),
        ("api", "QR-код в API"),
        ("оплату по qr", "Оплата по QR-коду"),
    ],
)
def test_a_name_is_found(text: str, name: str) -> None:
    assert found(text) == [{name}]


@pytest.mark.parametrize("text", ["offboarding", "online mod", "режим", "отпечатали", "v2.1", "тем", "sms", "код"])
def test_a_near_miss_is_no_name(text: str) -> None:
    assert found(text) == []


def test_a_part_of_several_names_names_them_all() -> None:
    assert found("интеграция готова") == [{"Интеграция платежей", "Интеграция аналитики"}]


def test_a_whole_name_wins_over_its_parts() -> None:
    assert found("интеграция платежей и интеграция") == [
        {"Интеграция платежей"},
        {"Интеграция платежей", "Интеграция аналитики"},
    ]


def test_a_name_does_not_reach_over_a_colon() -> None:
    assert {"Вход по отпечатку"} in found("отпечатку: вход")
    assert all(m.end - m.start < len("отпечатку: вход") for m in NAMES.mentions("отпечатку: вход"))


def test_the_nearest_names_come_first() -> None:
    assert NAMES.nearest("вход по лицу", "feature")[0].name == "Вход по отпечатку"
    assert NAMES.nearest("кофе", "feature") == []
