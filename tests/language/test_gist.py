"""What is meant in the midst of what is only said around it, and what that is learnt from."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from language import Command, NoCommand, Several, Thing, World, explain, understand
from language.classifier.learning import Saying, digest
from language.gist import INERT, TELLING, gists, learning, weights
from language.gist.cutting import Cut, cuts
from language.gist.keeping import changes, holds_an_order, may_cut, may_leave_out, with_reason
from language.gist.traits import BEFORE, BEHIND, of_cut, of_stretch, tokens

TODAY = dt.date(2026, 11, 24)
LOGIN, CART = Thing("feature", 3, "Вход по коду", 1, "Банк"), Thing("feature", 4, "Saved basket", 1, "Банк")
WORLD = World((Thing("project", 1, "Банк"), LOGIN, CART, Thing("release", 5, "v2.0", 1, "Банк")), 1)

GISTS = [
    ("ой всё вход по коду готов не могу больше на него смотреть", "done", None),
    ("тут гроза связь рвётся успею одно вход по коду в работе", "in_progress", None),
    (
        "вход по коду отменяю будем пускать по звонку дешевле и точка кому не нравится дверь там",
        "cancelled",
        "будем пускать по звонку дешевле и точка кому не нравится дверь там",
    ),
]


def cuts_of(text: str) -> list[tuple[str, str]]:
    return [(cut.kept, cut.left_out) for cut in cuts(explain(text, WORLD, TODAY).sentence)]


def test_a_sentence_is_cut_before_every_word_and_either_part_is_left_out() -> None:
    assert cuts_of("вчера, говорят, дождь") == [
        ("говорят, дождь", "вчера"),
        ("вчера", "говорят, дождь"),
        ("дождь", "вчера, говорят"),
        ("вчера, говорят", "дождь"),
    ]


def test_no_name_is_cut_through() -> None:
    assert {kept for kept, _ in cuts_of("ура вход по коду")} == {"вход по коду", "ура"}


@pytest.mark.parametrize("text", ["не отменяй", "never cancel", "don't cancel"])
def test_a_not_is_never_taken_from_its_word(text: str) -> None:
    assert text.rsplit(maxsplit=1)[-1] not in {kept for kept, _ in cuts_of(text)}


def test_quotes_stay_with_their_word() -> None:
    assert ("«Вход по коду» готов", "ура") in cuts_of("ура «Вход по коду» готов")


def test_traits_of_a_stretch_are_those_of_its_words_and_of_the_cut() -> None:
    sentence = explain("ну и ладно, вход по коду", WORLD, TODAY).sentence
    spoken = tokens(sentence)
    one, two = (
        set(of_stretch(sentence, number, BEFORE)) - set(of_cut(sentence, spoken, number, BEFORE)) for number in (1, 2)
    )
    assert one < two


DONE = Command("ru", "feature_status", {"feature": LOGIN, "status": "done"})
STUCK = Command("ru", "feature_status", {"feature": LOGIN, "status": "blocked"})
ASKED = Command("ru", "feature_show", {"feature": LOGIN})


@pytest.mark.parametrize(
    "meaning, expected",
    [(DONE, True), (Several("ru", (ASKED, DONE)), True), (ASKED, False), (NoCommand("ru", "negation"), False)],
)
def test_only_what_changes_something_is_a_gist(meaning: Command, expected: bool) -> None:
    assert changes(meaning) is expected


@pytest.mark.parametrize(
    "text, expected",
    [("вход по коду готов ура ура ура заблокирован", True), ("вход по коду готов ура ура ура готово", False)],
)
def test_another_status_behind_contradicts(text: str, expected: bool) -> None:
    sentence = explain(text, WORLD, TODAY).sentence
    number = next(n for n, word in enumerate(sentence.words) if word.text == "ура")
    assert may_leave_out(sentence, Cut(number, BEHIND, "", ""), DONE, to_the_letter=False) is not expected


def test_none_of_several_orders_is_left_out() -> None:
    sentence = explain("вход по коду закрой и создай фичу Отчёты", WORLD, TODAY).sentence
    assert holds_an_order(sentence, Cut(4, BEHIND, "вход по коду закрой", "и создай фичу Отчёты"))
    assert not holds_an_order(sentence, Cut(3, BEFORE, "закрой и создай фичу Отчёты", "вход по коду"))


@pytest.mark.parametrize(
    "text",
    [
        "вход по коду готов только не сегодня",  # a short denial
        "вход по коду готов к пятнице же",  # a day
        "вход по коду готов правда же так?",
        "вход по коду готов а может и нет кто знает",
        "вход по коду готов к ревью смотрите кто свободен",
        "вход по коду готов если банк не обманет нас всех",
        "вход по коду готов ура",  # a single word
    ],
)
def test_what_speaks_behind_is_not_left_out(text: str) -> None:
    sentence = explain(text, WORLD, TODAY).sentence
    left_out = text.removeprefix("вход по коду готов ")
    assert not may_cut(sentence, Cut(4, BEHIND, "вход по коду готов", left_out))


@pytest.mark.parametrize("text", ["закрой", "не", "вы", "12:30", "погоди пока", "nope", "nobody can"])
def test_what_leads_up_is_not_left_out(text: str) -> None:
    sentence = explain(f"{text} вход по коду", WORLD, TODAY).sentence
    number = next(n for n, word in enumerate(sentence.words) if word.text == "вход")
    assert not may_cut(sentence, Cut(number, BEFORE, "вход по коду", text))


def test_what_names_nothing_is_meant_of_nothing_named() -> None:
    sentence = explain("отмени последнее вход по коду", WORLD, TODAY).sentence
    assert not may_leave_out(
        sentence, Cut(2, BEHIND, "отмени последнее", "вход по коду"), Command("ru", "undo"), to_the_letter=False
    )


@pytest.mark.parametrize(
    "text, expected", [("создай фичу Чек, ура ура ура", True), ("создай фичу Чек ура ура ура", False)]
)
def test_new_words_end_where_the_speaker_pauses(text: str, expected: bool) -> None:
    sentence = explain(text, WORLD, TODAY).sentence
    made = Command("ru", "feature_create", {"name": "Чек"})
    assert (
        may_leave_out(sentence, Cut(3, BEHIND, "создай фичу Чек", "ура ура ура"), made, to_the_letter=False) is expected
    )


@pytest.mark.parametrize("fits", [True, False])
def test_an_idea_is_one_only_where_a_template_fits(fits: bool) -> None:
    sentence = explain("кстати идея виджет", WORLD, TODAY).sentence
    idea = Command("ru", "idea_create", {"text": "виджет"})
    assert may_leave_out(sentence, Cut(1, BEFORE, "идея виджет", "кстати"), idea, to_the_letter=fits) is fits


def test_what_is_told_behind_a_block_is_its_reason() -> None:
    cut = Cut(4, BEHIND, "вход по коду стоит", "банк не отвечает")
    assert with_reason(STUCK, cut).slots["reason"] == "банк не отвечает"  # type: ignore[union-attr]


def test_what_is_told_behind_anything_else_is_not_kept() -> None:
    assert with_reason(DONE, Cut(4, BEHIND, "вход по коду готов", "банк ответил")) == DONE
    assert with_reason(ASKED, Cut(4, BEFORE, "покажи вход по коду", "банк ответил")) == ASKED


def test_another_feature_behind_is_not_left_out() -> None:
    sentence = explain("вход по коду готов а saved basket брошен", WORLD, TODAY).sentence
    cut = Cut(4, BEHIND, "вход по коду готов", "а saved basket брошен")
    assert not may_leave_out(sentence, cut, DONE, to_the_letter=True)


def test_an_order_that_lacks_a_name_is_none() -> None:
    assert not changes(Command("ru", "feature_rename", {"feature": LOGIN, "name": ""}))


def by_gist(text: str, monkeypatch: pytest.MonkeyPatch) -> Command | None:
    """What is meant by a text, where only the gist tells it."""
    meaning = understand(text, WORLD, TODAY)
    with monkeypatch.context() as patched:
        patched.setattr(sys.modules[understand.__module__], "gists", lambda _: ())
        assert isinstance(understand(text, WORLD, TODAY), NoCommand), "the grammar understands it: take another"
    return meaning if isinstance(meaning, Command) else None


@pytest.mark.parametrize("text, status, reason", GISTS)
def test_talk_around_is_left_out(text: str, status: str, reason: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    command = by_gist(text, monkeypatch)
    assert command is not None
    assert (command.intent, command.slots.get("status")) == ("feature_status", status)
    assert command.slots["feature"] == LOGIN
    assert command.slots.get("reason") == reason


def test_none_of_two_orders_is_left_out() -> None:
    assert isinstance(understand("вход по коду готов не могу больше, отмени последнее", WORLD, TODAY), NoCommand)


def test_a_long_story_has_no_gist() -> None:
    sentence = explain("вход по коду готов " * 11, WORLD, TODAY).sentence
    assert list(gists(sentence)) == []


def test_the_weights_are_learnt_from_the_sayings_as_they_stand() -> None:
    assert weights().learnt_from == digest(learning.SAYINGS), "the sayings have changed: make learn"


def _said(folder: Path, *lines: str) -> list[Saying]:
    (folder / "xx.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return learning.sayings(folder)


def test_a_line_tells_which_stretch_is_left_out(tmp_path: Path) -> None:
    before, behind = _said(
        tmp_path, f"{INERT}\t[ну вот,] {{feature}} готова", f"{TELLING}\t{{feature}} готова [наверное]"
    )
    sentence = explain("ну вот, вход по коду готова", WORLD, TODAY).sentence
    assert list(before.traits) == of_stretch(sentence, 2, BEFORE)
    sentence = explain("вход по коду готова наверное", WORLD, TODAY).sentence
    assert list(behind.traits) == of_stretch(sentence, 4, BEHIND)


@pytest.mark.parametrize("line", [f"{INERT}\tвход готов", "maybe\t[ну] вход готов"])
def test_a_line_without_a_label_or_a_stretch_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match="stretch"):
        _said(tmp_path, line)
