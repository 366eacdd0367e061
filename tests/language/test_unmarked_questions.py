"""Whoever dictates says no question mark: what asks changes nothing, whatever it opens with and whatever it asks of."""

from __future__ import annotations

import pytest

from language import World, understand
from language.meaning import Meaning
from tests.language.test_sayings import PROJECTS, THINGS, TODAY, changes_nothing

_RUSSIAN = [
    "вход готов",
    "вход уже готов",
    "заблокирован вход",
    "вход в работе",
    "вход ушёл в бэклог",
    "вход отменили",
    "2.0 вышел",
    "перенесли 2.0 на 1 марта",
    "вход положили в релиз 2.0",
    "вход выкинули из релиза",
    "PO входа назначили Диму Попова",
    "вход блокирует переводы",
    "удалили вход",
    "вход переименовали в Логин",
]
_ENGLISH = [
    "is dark theme done",
    "has anyone started dark theme",
    "did we close dark theme",
    "was dark theme cancelled",
    "are we done with dark theme",
    "did v3.0 ship",
    "have they finished dark theme",
    "is dark theme in progress",
    "does onboarding depend on dark theme",
    "has dark theme been moved to v3.0",
    "was dark theme put into v3.0",
    "who finished dark theme",
    "why is dark theme blocked",
    "is Dima Popov the owner of dark theme",
]


def _world(project: str) -> World:
    return World(THINGS, list(PROJECTS).index(project) + 1)


@pytest.mark.parametrize(
    "opening",
    [
        "чем", "отчего", "с чего это", "с чего вдруг", "с какого перепуга", "с какой стати", "с каких пор",
        "каким образом", "почему", "зачем", "для чего", "ради чего", "когда", "давно ли", "правда ли что", "куда",
        "откуда", "как скоро", "как давно", "неужели", "разве", "а что", "а вдруг", "по какой причине", "из-за чего",
        "за что", "как так", "как вышло что", "кто решил что", "на каком основании", "и долго ещё", "в чём дело",
    ],
)  # fmt: skip
def test_a_russian_question_word_asks(opening: str) -> None:
    taken = [news for news in _RUSSIAN if not changes_nothing(_meant(f"{opening} {news}", "Мобильный банк"))]
    assert not taken


@pytest.mark.parametrize(
    "opening",
    [
        "like", "hmm so like", "hey team", "guys", "quick question", "just curious", "listen", "btw", "one more thing",
        "sorry but", "actually", "honestly", "also", "so anyway", "yeah so", "ok quick", "hang on", "radar", "dude",
        "dumb question", "out of curiosity", "i forgot", "need to know", "question from sales", "my boss wants to know",
    ],
)  # fmt: skip
@pytest.mark.parametrize("joint", [" ", ", "])
def test_an_english_question_shows_by_its_verb_behind_any_opening(opening: str, joint: str) -> None:
    taken = [q for q in _ENGLISH if not changes_nothing(_meant(f"{opening}{joint}{q}", "Mobile App"))]
    assert not taken


@pytest.mark.parametrize(
    "opening", ["by what", "by whom", "for how long", "since when", "can you confirm that", "how so"]
)
def test_so_do_longer_english_openings(opening: str) -> None:
    news = ("dark theme is done", "dark theme was cancelled", "we closed dark theme", "v3.0 shipped")
    taken = [told for told in news if not changes_nothing(_meant(f"{opening} {told}", "Mobile App"))]
    assert not taken


def _meant(text: str, project: str) -> Meaning:
    return understand(text, _world(project), TODAY)
