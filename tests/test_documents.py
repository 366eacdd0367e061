"""What is written beside the code reads well in an editor too."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WIDEST = 120  # as in the code


PAGES = sorted(page.relative_to(ROOT).as_posix() for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))


@pytest.mark.parametrize("name", PAGES)
def test_no_line_but_a_tables_or_what_was_printed_is_wider_than_code(name: str) -> None:
    printed, wide = False, []
    for line in (ROOT / name).read_text("utf-8").splitlines():
        printed ^= line.lstrip().startswith("```")
        if len(line) > WIDEST and not printed and not line.lstrip().startswith("|"):
            wide.append(line)
    assert wide == []
