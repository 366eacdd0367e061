"""Who may import whom, read from the sources. The design's section "Rooms" says why."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent

_BELOW = {"handlers", "language", "journal", "radar", "models", "config"}
MAY_IMPORT: dict[str, set[str]] = {
    "bot": _BELOW,
    "web": _BELOW,
    "jobs": _BELOW,
    "demo": _BELOW,
    "handlers": {"journal", "radar", "language", "models"},
    "radar": {"journal", "models"},
    "journal": {"models"},
    "language": set(),
    "models": set(),
    "config": set(),
    "migrations": {"models"},
    "gunicorn.conf": {"config", "models"},
}
FREE = {"app"}  # it wires everything together
NOT_OURS = {"tests", "bench", "docs", "chaos", "instance"}  # rooms the rule says nothing about
ALONE = {("radar", "journal"): {"radar.facts"}, ("radar", "models"): {"radar.facts"}}  # the one module that may


class Import(NamedTuple):
    module: str
    target: str  # the module, or the package it names something of
    line: int


def _modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for path in ROOT.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] not in NOT_OURS and not any(part.startswith((".", "__pycache__")) for part in parts):
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = _modules()
ROOMS = {name.split(".")[0] for name in MODULES if name != "gunicorn.conf"}


def _targets(node: ast.AST, module: str) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = node.module or ""
    if node.level:  # from . import x
        package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
        above = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*above, base] if base else above)
    # `from journal import undo` names the module journal.undo where there is one, else something of journal
    names = [f"{base}.{alias.name}" for alias in node.names]
    return [name if name in MODULES else base for name in names]


def _imports(module: str) -> Iterator[Import]:
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        for target in dict.fromkeys(_targets(node, module)):
            if target.split(".")[0] in ROOMS:
                yield Import(module, target, getattr(node, "lineno", 0))


ALL = [found for module in sorted(MODULES) for found in _imports(module)]


def _room(name: str) -> str:
    return name if name == "gunicorn.conf" else name.partition(".")[0]


@pytest.mark.parametrize("room", sorted({_room(name) for name in MODULES} - FREE))
def test_a_room_imports_only_what_it_may(room: str) -> None:
    assert room in MAY_IMPORT, f"{room} is a new room: say in MAY_IMPORT, and in the design, whom it may import"
    wrong = [
        f"{found.module}:{found.line} imports {found.target}"
        for found in ALL
        if _room(found.module) == room and _room(found.target) not in {room, *MAY_IMPORT[room]}
    ]

    assert wrong == []


@pytest.mark.parametrize("pair", ALONE, ids="-".join)
def test_one_module_alone_of_the_room_looks_out(pair: tuple[str, str]) -> None:
    looking = {f.module for f in ALL if (_room(f.module), _room(f.target)) == pair}

    assert looking <= ALONE[pair]


def test_nobody_imports_the_application() -> None:
    assert [f"{f.module}:{f.line}" for f in ALL if _room(f.target) == "app"] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph: TopologicalSorter[str] = TopologicalSorter()
    for found in ALL:
        if found.target != found.module:
            graph.add(found.module, found.target)
    try:
        graph.prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_stand_at_the_top_or_carry_a_reason(module: str) -> None:
    wrong = [f"line {node.lineno}" for node in _hidden(module)]

    assert wrong == []


def _hidden(module: str) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports inside functions, of whatever, without a comment beside or above them."""
    lines = MODULES[module].read_text("utf-8").splitlines()
    for function in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    around = (lines[node.lineno - 2].strip(), lines[node.lineno - 1].partition("#")[2])
                    if not around[0].startswith("#") and not around[1].strip():
                        yield node


@pytest.mark.parametrize("module", sorted(MODULES))
def test_nothing_is_imported_by_a_name_in_a_string(module: str) -> None:
    """That would go past all of the above."""
    calls = [n.func for n in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))) if isinstance(n, ast.Call)]
    names = {getattr(func, "id", None) or getattr(func, "attr", None) for func in calls}

    assert not names & {"__import__", "import_module"}


def test_the_sources_are_really_read() -> None:
    """The tests above would pass if nothing were found."""
    assert {"journal", "models", "language", "handlers", "bot", "web", "app", "config"} <= ROOMS
    assert ("journal", "journal.record") in {(found.module, found.target) for found in ALL}
    assert ("app", "models") in {(found.module, found.target) for found in ALL}
    assert len(ALL) > 100
