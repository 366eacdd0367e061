"""Versions said aloud with the "v" before them: "v three point two" is v3.2."""

from __future__ import annotations

import re

from language.numbers import SpokenVersion, spoken_versions

_V = re.compile(r"\b(?:v|вэ|ви)\s+$", re.IGNORECASE)


def versions_said(text: str) -> list[SpokenVersion]:
    """Every version said in words, left to right."""
    return [_with_v(text, version) for version in spoken_versions(text)]


def _with_v(text: str, version: SpokenVersion) -> SpokenVersion:
    before = _V.search(text, 0, version.start)
    return SpokenVersion(before.start(), version.end, f"v{version.value}") if before else version
