"""SECURITY.md names the tests that prove what it says: here they are held to exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|") and not line.startswith(("| who | what", "|---"))
]


def all_tests() -> set[str]:
    return {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(test_\w+)`", PAGE)
    assert len(named) > 40
    assert set(named) - all_tests() == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_every_threat_names_what_holds_it_and_the_test_that_proves_it(row: list[str]) -> None:
    assert len(row) == 4
    assert all(row[1:])
    assert re.search(r"`test_\w+`", row[3])
