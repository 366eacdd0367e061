"""Whatever is sent, understanding it neither fails nor takes long."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language import World, understand
from tests.language.test_sayings import THINGS, TODAY

LONGEST = 4096  # characters of a message in Telegram
SECONDS = 1.5  # of this process; five times what the longest takes, for coverage is measured along with it
WORLD = World(THINGS, 2)
PIECES = (
    "тёмная тема", "Push notifications", "вход", "v2.0", "готова", "in progress", "закрой", "create feature", "идея",
    "не", "и", "but", "no wait,", "тьфу,", "её", "it", "на 1 марта", "потому что", "?", ",", ".", "…", "—", "(", "«",
    '"', "\n", "\0", "\u202e", "\u200f", "🎉", "эм", "3", "@", "/", "Аня", "PO", "её", "\u0301", "ß", "İ", "𗀀",
)  # fmt: skip
ROWS = (
    "а", "a", "1", "A", " ", "\n", ", ", "(", "((( ", "«", '"', "- ", "—", "\0", "🎉", "\u200f", "\u0301", "а ", "a ",
    "а, ", "и ", "и а ", "не ", "no wait ", "нет, ", "э, ", "hm", "it ", "её ", "add ", "in ", "so ", "потому что ",
    "вход, ", "v2.0 ", "to v2.0 ", "push done ", "X is done. ",
    "тёмная тема готова ", "тёмная тема готова, ", "отмени ",
    "создай фичу А, ", "create feature X and ", "на 1 марта ", "don't ", "«а» ", "Аня, ", "idea: ",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_odd_to_be_understood(text: str) -> None:
    understand(text, WORLD, TODAY)


def test_a_letter_without_a_name_is_understood() -> None:
    assert understand("𗀀?", WORLD, TODAY) is not None


@pytest.fixture(scope="module", autouse=True)
def _awake() -> Iterator[None]:
    """As in a worker: the vocabulary is loaded with the first message, and what stood before it is frozen.

    Without that a limit of time also measures how long Python searches what thousands of other tests left for garbage.
    """
    understand("тёмная тема готова", WORLD, TODAY)
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize("length", [600, LONGEST])
@pytest.mark.parametrize("row", ROWS)
def test_no_text_takes_long(row: str, length: int) -> None:
    begun = time.process_time()
    understand((row * length)[:length], WORLD, TODAY)
    assert time.process_time() - begun < SECONDS
