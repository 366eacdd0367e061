"""Numbers in words and versions said aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.numbers import NUMBER_WORDS, is_ordinal, read_number, spoken_versions

NUMBERS = [
    ("ноль", 0, 1),
    ("один", 1, 1),
    ("одну", 1, 1),
    ("двумя", 2, 1),
    ("первого", 1, 1),
    ("Второе", 2, 1),
    ("третьего", 3, 1),
    ("третье", 3, 1),
    ("ЧЕТВЁРТОЕ", 4, 1),
    ("четвертого", 4, 1),
    ("восьмое", 8, 1),
    ("двадцатое", 20, 1),
    ("двадцатого", 20, 1),
    ("двадцать первое", 21, 2),
    ("тридцать первого", 31, 2),
    ("сорок два", 42, 2),
    ("девяносто девять", 99, 2),
    ("сто", 100, 1),
    ("сто двадцать один", 121, 3),
    ("сотое", 100, 1),
    ("двести пять", 205, 2),
    ("тысяча", 1000, 1),
    ("тысяча двести", 1200, 2),
    ("две тысячи двадцать седьмого", 2027, 4),
    ("две тысячи двадцать седьмой год", 2027, 4),
    ("двухтысячного", 2000, 1),
    ("пять тысяч тысяч", 5000, 2),
    ("двадцатого первого", 20, 1),  # an ordinal ends its number
    ("две три", 2, 1),
    ("двадцать ноль", 20, 1),
    ("две - три", 2, 1),
    ("двадцать - первое", 21, 3),
    ("трёх", 3, 1),
    ("три", 3, 1),
    ("three", 3, 1),
    ("Third", 3, 1),
    ("twenty first", 21, 2),
    ("twenty - first", 21, 3),
    ("thirtieth", 30, 1),
    ("two hundred and five", 205, 4),
    ("hundred", 100, 1),
    ("two hundredth", 200, 2),
    ("two thousand twenty seven", 2027, 4),
    ("two thousand and twenty seven", 2027, 5),
    ("twenty and", 20, 1),  # a link counts only with a number behind it
    ("one two", 1, 1),
    ("15", 15, 1),
    ("15 16", 15, 1),
]


@pytest.mark.parametrize("text, value, used", NUMBERS)
def test_a_number_is_read_from_the_beginning(text: str, value: int, used: int) -> None:
    assert read_number(text.split()) == (value, used)


@pytest.mark.parametrize("text", ["", "фича", "и два", "and two", "- два", "март", "1234567890", "²", "v2", "полтора"])
def test_what_is_no_number(text: str) -> None:
    assert read_number(text.split()) is None


@pytest.mark.parametrize(
    "word, ordinal",
    [
        ("первого", True),
        ("ЧЕТВЁРТЫЙ", True),
        ("first", True),
        ("один", False),
        ("one", False),
        ("фича", False),
    ],
)
def test_ordinals_are_told_from_cardinals(word: str, ordinal: bool) -> None:
    assert is_ordinal(word) is ordinal


VERSIONS = [
    ("два ноль", "два ноль", "2.0"),
    ("один четыре", "один четыре", "1.4"),
    ("один два три", "один два три", "1.2.3"),
    ("Создай релиз Два Ноль на 1 марта", "Два Ноль", "2.0"),
    ("релиз два ноль на пятнадцатое февраля", "два ноль", "2.0"),
    ("релиз двадцать шесть четыре", "двадцать шесть четыре", "26.4"),
    ("один двадцать", "один двадцать", "1.20"),
    ("три точка ноль", "три точка ноль", "3.0"),
    ("три точка ноль точка один", "три точка ноль точка один", "3.0.1"),
    ("двадцать одна точка два", "двадцать одна точка два", "21.2"),
    ("v два точка десять", "два точка десять", "2.10"),
    ("2 точка 0", "2 точка 0", "2.0"),
    ("один два точка ноль", "два точка ноль", "2.0"),
    ("three point zero", "three point zero", "3.0"),
    ("two dot one", "two dot one", "2.1"),
    ("release Two Point Oh, please", "Two Point Oh", "2.0"),
    ("two oh", "two oh", "2.0"),
    ("one four", "one four", "1.4"),
    ("release one dot two dot three for Friday", "one dot two dot three", "1.2.3"),
    ("два три", "два три", "2.3"),
    ("один два три четыре пять", "один два три четыре", "1.2.3.4"),
]


@pytest.mark.parametrize("text, said, value", VERSIONS)
def test_a_spoken_version(text: str, said: str, value: str) -> None:
    found = spoken_versions(text)
    assert [(text[v.start : v.end], v.value) for v in found] == [(said, value)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Один дома",
        "двадцать один",
        "две три",
        "одну две недели",
        "два-три дня",
        "через два три дня",
        "пять шесть раз",
        "one two weeks",
        "twenty twenty-seven",
        "пятнадцатое второго",
        "первая вторая",
        "первая точка вторая",
        "2 0",
        "v2.0",
        "точка",
        "три точка",
        "три точка Дальше",
        "story point one",
        "сто двести",
        "сто точка два",
        "один, два",
        "oh two",
    ],
)
def test_what_is_no_spoken_version(text: str) -> None:
    assert spoken_versions(text) == []


def test_all_spoken_versions_are_found() -> None:
    text = "Перенеси фичу из два ноль в два точка один"
    assert [(text[v.start : v.end], v.value) for v in spoken_versions(text)] == [
        ("два ноль", "2.0"),
        ("два точка один", "2.1"),
    ]


@given(st.lists(st.sampled_from([*sorted(NUMBER_WORDS), "and", "-", "точка", "dot", "oh", "фича", "7"]), max_size=9))
def test_any_row_of_number_words_is_read_without_a_fault(words: list[str]) -> None:
    found = read_number(words)
    assert found is None or (found[0] >= 0 and 0 < found[1] <= len(words))
    text = " ".join(words)
    for version in spoken_versions(text):
        assert 0 <= version.start < version.end <= len(text)
        assert version.value.replace(".", "").isdigit()
