"""The locks of what is installed: they match what the .in files name, and every file has its hash."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
BOTH = pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


class Locked(NamedTuple):
    requirement: Requirement
    hashes: list[str]

    @property
    def installed_here(self) -> bool:
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def lines(path: str) -> list[str]:
    """The file's lines without comments, continued ones joined."""
    text = re.sub(r"\s*\\\n\s*", " ", (ROOT / path).read_text("utf-8"))
    return [line for line in (raw.partition("#")[0].strip() for raw in text.splitlines()) if line]


def locked(name: str) -> dict[str, Locked]:
    found: dict[str, Locked] = {}
    for line in lines(f"{name}.txt"):
        requirement = Requirement(_HASH.sub("", line).strip())
        found[canonicalize_name(requirement.name)] = Locked(requirement, _HASH.findall(line))
    return found


def named(name: str) -> list[Requirement]:
    """What the .in file names, and the one it includes."""
    found = []
    for line in lines(f"{name}.in"):
        if line.startswith("-r "):
            found += named(line.removeprefix("-r ").removesuffix(".in"))
        elif not line.startswith("-c "):
            found.append(Requirement(line))
    return found


def needed(wanted: list[Requirement]) -> set[str]:
    """All that these need on this machine, in their turn too, as the installed packages say themselves."""
    found: set[tuple[str, str]] = set()
    left = [(r.name, extra) for r in wanted for extra in ("", *r.extras)]
    while left:
        name, extra = left.pop()
        key = (canonicalize_name(name), extra)
        if key in found:
            continue
        found.add(key)
        try:
            further = [Requirement(text) for text in requires(name) or []]
        except PackageNotFoundError:
            pytest.fail(f"{name} is needed, but not installed: run make lock")
        for requirement in further:
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                left += [(requirement.name, more) for more in ("", *requirement.extras)]
    return {name for name, _ in found}


@BOTH
def test_every_package_has_one_version_and_its_hashes(name: str) -> None:
    for package, lock in locked(name).items():
        assert re.fullmatch(r"==[^*,]+", str(lock.requirement.specifier)), package
        assert lock.hashes, package


@BOTH
def test_the_lock_has_the_versions_that_are_named(name: str) -> None:
    packages = locked(name)
    for requirement in named(name):
        assert str(requirement.specifier).startswith("=="), f"{requirement} fixes no version"
        lock = packages.get(canonicalize_name(requirement.name))
        assert lock is not None, f"{requirement} is not in the lock: run make lock"
        assert lock.requirement.specifier == requirement.specifier, f"{requirement}: run make lock"


@BOTH
def test_the_lock_has_all_that_is_needed_and_nothing_else(name: str) -> None:
    here = {package for package, lock in locked(name).items() if lock.installed_here}
    assert here == needed(named(name))


def test_production_gets_what_the_tests_ran_with() -> None:
    tested = locked("requirements-dev")
    for package, lock in locked("requirements").items():
        assert tested[package].requirement.specifier == lock.requirement.specifier, package
        assert tested[package].hashes == lock.hashes, package


@BOTH
def test_the_lock_names_no_place_to_fetch_from(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", re.sub(r"^\s+--hash=.*$", "", text, flags=re.MULTILINE), re.MULTILINE)


@pytest.mark.parametrize("path", ["Makefile"])
def test_packages_are_installed_by_their_hashes(path: str) -> None:
    text = re.sub(r"\\\n\s*", "", (ROOT / path).read_text("utf-8"))
    commands = [line for line in text.splitlines() if "pip install" in line and "-r requirements" in line]
    assert commands
    assert all("--require-hashes" in command for command in commands)
