from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import clean_name, fold
from language.folding import quotes_around


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_ignores_case_and_the_dots_of_yo() -> None:
    assert fold("ТЁМНАЯ Тема") == "темная тема"


@pytest.mark.parametrize(
    "said, kept",
    [
        ("Вход", "Вход"),
        ("«Вход»", "Вход"),
        ('"Вход".', "Вход"),
        ("“Login”", "Login"),
        ("„Вход“", "Вход"),
        ("Вход.", "Вход"),
        ("Вход...", "Вход..."),
        ("  Вход   по  лицу ", "Вход по лицу"),
        (": Вход", "Вход"),
        ("— Вход", "Вход"),
        ("«А» и «Б»", "«А» и «Б»"),
        ("Что нового?", "Что нового?"),
        ("DROP TABLE features;--", "DROP TABLE features;--"),
        ("«  »", ""),
        ("", ""),
    ],
)
def test_a_name_is_kept_as_written_but_for_outer_quotes_and_a_full_stop(said: str, kept: str) -> None:
    assert clean_name(said) == kept


def test_quotation_marks_around_a_span_belong_to_it() -> None:
    assert quotes_around("фича «Вход» готова", 6, 10) == (5, 11)
    assert quotes_around("Вход", 0, 4) == (0, 4)
