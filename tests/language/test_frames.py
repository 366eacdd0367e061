"""Which templates are tried for a text."""

from __future__ import annotations

import pytest

from bench.understanding import said
from language.folding import fold
from language.templates.frames import FIRST_MENTION, frames, match

TEXTS = [fold(text) for text in said()]


@pytest.mark.parametrize("linked", [True, False], ids=["linked", "unlinked"])
def test_no_template_that_fits_is_passed_over(linked: bool) -> None:
    """Only those are tried that may begin as the text does."""
    texts = [f"{before}{text}" for text in TEXTS for before in ("", "  ", FIRST_MENTION, f"{FIRST_MENTION} ")]
    for text in texts:
        fitting = [f.template for f in frames() if (f.linked if linked else f.unlinked).pattern.fullmatch(text)]
        assert sorted(found.template for found in match(text, linked=linked)) == sorted(fitting), text
