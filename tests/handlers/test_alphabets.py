"""One person's name in two alphabets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from handlers.alphabets import same_in_another
from tests.conftest import Chat

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


@pytest.mark.parametrize(
    "russian, english",
    [
        ("Ольга Ким", "Olga Kim"), ("Мария Соколова", "Maria Sokolova"), ("Мария Соколова", "Mariya Sokolova"),
        ("Дмитрий Жуков", "Dmitry Zhukov"), ("Дмитрий Жуков", "Dmitrii Zhukov"), ("Юлия Щукина", "Julia Shchukina"),
        ("Юлия Щукина", "Yulia Schukina"), ("Евгений Хохлов", "Evgeny Khokhlov"), ("Сергей", "Sergei"),
        ("Евгений Хохлов", "Yevgeniy Hohlov"), ("Ксения", "Xenia"), ("Игорь", "Igor'"), ("Алёна", "Alena"),
    ],
)  # fmt: skip
def test_a_name_is_the_same_in_both_alphabets(russian: str, english: str) -> None:
    assert same_in_another(russian, english)
    assert same_in_another(english, russian)


@pytest.mark.parametrize(
    "first, second",
    [
        ("Ольга Ким", "Olga"), ("Ольга Ким", "Olga Kimova"), ("Олег Ким", "Olga Kim"), ("Иван", "Ian"),
        ("Жан", "Yan"), ("Марина", "Maria"), ("Анна", "Anya"), ("Ольга", "Ольга"), ("Olga", "Olga"),
    ],
)  # fmt: skip
def test_another_name_is_another(first: str, second: str) -> None:
    assert not same_in_another(first, second)


@pytest.mark.parametrize("known, said", [("Ольга Ким", "Olga Kim"), ("Olga Kim", "Ольга Ким")])
@pytest.mark.parametrize("sentence", ["Назначь PO фичи Оплата: {}", "Assign PO of feature Оплата: {}"])
def test_who_is_known_in_one_alphabet_stays_one_person(
    ask: Ask, feature: str, rows: Rows, known: str, said: str, sentence: str
) -> None:
    ask("Создай фичу Оплата")
    ask(f"Назначь PO фичи Вход: {known}")
    assert known in ask(sentence.format(said))
    assert rows("SELECT DISTINCT assigned_po FROM features") == [(known,)]


@pytest.mark.parametrize("words", ["features of Olga Kim", "какие фичи у Ольги Ким?"])
def test_lists_of_a_person_know_both_alphabets(ask: Ask, feature: str, words: str) -> None:
    for known in ("Ольга Ким", "Olga Kim"):
        ask(f"Назначь PO фичи Вход: {known}")
        assert "Вход" in ask(words)


def test_a_new_feature_has_its_po_as_known(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Назначь PO фичи Вход: Ольга Ким")
    ask("create feature Wallet, PO Olga Kim")
    assert rows("SELECT count(*), min(assigned_po), max(assigned_po) FROM features") == [(2, "Ольга Ким", "Ольга Ким")]


def test_whoever_talks_to_the_bot_is_known(chat: Chat, ask: Ask, feature: str, rows: Rows) -> None:
    assert "Artem" in ask("Назначь PO фичи Вход: Артем")
    assert rows("SELECT assigned_po FROM features") == [(chat.name,)]


def test_the_spelling_of_its_only_feature_may_be_mended(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Назначь PO фичи Вход: Olga Kim")
    assert ask("Назначь PO фичи Вход: Ольга Ким") == "PO фичи Вход: Olga Kim → Ольга Ким"
    assert rows("SELECT assigned_po FROM features") == [("Ольга Ким",)]


def test_where_several_fit_or_none_it_is_kept_as_said(ask: Ask, feature: str, rows: Rows) -> None:
    for name, owner in (("Оплата", "Юлия Щукина"), ("Чат", "Юлиа Щукина"), ("Поиск", "Олег Ким")):
        ask(f"Создай фичу {name}")
        ask(f"Назначь PO фичи {name}: {owner}")
    for said in ("Julia Schukina", "Olga Kim"):
        ask(f"Назначь PO фичи Вход: {said}")
        assert rows("SELECT assigned_po FROM features WHERE name = 'Вход'") == [(said,)]
