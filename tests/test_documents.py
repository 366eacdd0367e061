"""What is written beside the code reads well in an editor too."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WIDEST = 120  # as in the code


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_no_line_but_a_tables_is_wider_than_code(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    assert not [line for line in lines if len(line) > WIDEST and not line.startswith("|")]
