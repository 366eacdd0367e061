"""The guess at what no other step understood, and what it is learnt from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from language import Command, Earlier, NoCommand, Thing, World, explain, understand
from language.classifier import learning
from language.classifier.traits import traits_of, traits_of_text
from language.classifier.weights import Weights, weights

TODAY = dt.date(2026, 11, 24)
BANK, SHOP = Thing("project", 1, "Банк"), Thing("project", 2, "Магазин")
LOGIN, CART = Thing("feature", 3, "Вход по коду", 1, "Банк"), Thing("feature", 4, "Saved basket", 2, "Магазин")
WORLD = World((BANK, SHOP, LOGIN, CART, Thing("release", 5, "v2.0", 1, "Банк")), None)


def meant(text: str) -> Command | None:
    meaning = understand(text, WORLD, TODAY)
    return meaning if isinstance(meaning, Command) else None


def is_guessed(text: str) -> bool:
    return [draft.rule for draft in explain(text, WORLD, TODAY).drafts] == ["resemblance"]


@pytest.mark.parametrize(
    "text, intent",
    [
        ("зря я это, давай всё взад", "undo"),
        ("ну-ка открути назад", "undo"),
        ("уберите пожалуйста то, что я сейчас наворотил", "undo"),
        ("а нет, правильно было, накати снова", "redo"),
        ("what is making the most noise today", "radar_burning"),
        ("на чём можем споткнуться в декабре", "radar_risks"),
        ("which parts worry you", "radar_risks"),
        ("what could bite us next month", "radar_risks"),
        ("anything I should know since Friday", "what_changed"),
        ("на какие числа у нас поставки", "release_list"),
        ("чем ты вообще мне полезен", "help"),
        ("над чем ребята сейчас корпят", "feature_list"),
    ],
)
def test_what_is_said_in_no_foreseen_way_is_guessed(text: str, intent: str) -> None:
    assert is_guessed(text), explain(text, WORLD, TODAY)
    assert meant(text).intent == intent  # type: ignore[union-attr]


def test_a_guessed_card_is_that_of_the_feature_named() -> None:
    text = "ну и как там поживает вход по коду"
    command = meant(text)
    assert command is not None
    assert (command.intent, command.slots) == ("feature_show", {"feature": LOGIN})


def test_a_guessed_card_is_that_of_the_feature_spoken_of() -> None:
    meaning = understand("расскажи-ка про неё поподробнее", WORLD, TODAY, earlier=Earlier([LOGIN]))
    assert isinstance(meaning, Command)
    assert (meaning.intent, meaning.slots) == ("feature_show", {"feature": LOGIN})


def test_a_guessed_way_leads_to_the_project_named() -> None:
    text = "перебазируемся в магазин"
    assert is_guessed(text)
    assert meant(text).slots == {"project": SHOP}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "зря я это, давай всё взад?",  # asks
        "зря я это с входом по коду, давай всё взад",  # of a thing: another change than the last may be meant
        "прошлое не вернуть",
        "вот бы отмотать жизнь на десять лет",
        "у бабули пироги пригорели",
        "perfect, that was it",
        "ну и погода сегодня",
        "лолкек чебурек",
    ],
)
def test_what_resembles_no_request_enough_is_left_alone(text: str) -> None:
    assert isinstance(understand(text, WORLD, TODAY), NoCommand)


def test_a_change_of_data_is_never_guessed() -> None:
    said = "{feature} добили, можно выдыхать"
    likely = weights().probabilities(traits_of_text(said))
    assert max(likely, key=likely.__getitem__).startswith("feature_status")
    text = "вход по коду доехал, выдыхаем"
    assert not is_guessed(text)


def test_a_long_story_is_not_guessed_at() -> None:
    story = "зря я это давай всё взад " * 5
    assert not is_guessed(story)


def test_what_was_nearly_guessed_is_offered() -> None:
    meaning = understand("что-то мне тревожно за сроки, а вдруг", WORLD, TODAY)
    assert isinstance(meaning, NoCommand)
    assert "radar_burning" in [command.intent for command in meaning.near]


def test_the_weights_are_learnt_from_the_sayings_as_they_stand() -> None:
    assert weights().learnt_from == learning.digest(), "the sayings have changed: make learn"


def _said(folder: Path, *lines: str) -> list[learning.Saying]:
    (folder / "xx.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return learning.sayings(folder)


TWO = [f"undo\tback {n} steps" for n in range(8)] + [f"help\twhat can you do {n}" for n in range(8)]


def test_two_labels_are_told_apart(tmp_path: Path) -> None:
    learnt = learning.learn(_said(tmp_path, *TWO))
    likely = learnt.probabilities(traits_of_text("please go back"))
    assert set(likely) == {"undo", "help"}
    assert likely["undo"] > 0.7
    assert sum(likely.values()) == pytest.approx(1)


def test_the_same_sayings_give_the_same_weights(tmp_path: Path) -> None:
    known = _said(tmp_path, *TWO)
    assert learning.learn(known) == learning.learn(known)


def test_a_name_counts_as_its_kind(tmp_path: Path) -> None:
    [saying] = _said(tmp_path, "feature_show\tгде мы с {feature}")
    sentence = explain("где мы с вход по коду", WORLD, TODAY).sentence
    assert list(saying.traits) == traits_of(sentence)


def test_a_line_without_a_tab_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not enough values"):
        _said(tmp_path, "undo back")


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    learnt = learning.learn(_said(tmp_path, *TWO), "of two")
    learnt.write(tmp_path / "weights.bin")
    assert Weights.read(tmp_path / "weights.bin") == learnt


def test_what_was_learnt_is_tried_on_the_rest(tmp_path: Path) -> None:
    told = learning.told(learning.tried(_said(tmp_path, *TWO)))
    assert told.startswith("16 sayings, each guessed by what the other four fifths taught: 100.0% right")


@pytest.mark.parametrize("text", ["ну-ка открути назад", "which parts worry you"])
def test_nothing_is_guessed_while_an_answer_is_waited_for(text: str) -> None:
    assert isinstance(understand(text, WORLD, TODAY, earlier=Earlier(asked=True)), NoCommand)
