"""Long rows of signs, «!!!!!!!!!!!!!!!!», an empty page: a few of them say as much, and do not hold the reading up."""

from __future__ import annotations

import re

_ROW = re.compile(r"(\W{12})\W+")


def shortened(text: str) -> str:
    """The text with twelve of the signs of every longer row; other texts as they are."""
    return _ROW.sub(r"\1", text)
