"""Long rows of signs, «!!!!!!!!!!!!!!!!», an empty page: to go through thousands of them would hold the reading up."""

from __future__ import annotations

import re

_ROW = re.compile(r"(\W{400})\W+")


def shortened(text: str) -> str:
    """The text with no row longer than 400 signs, which is more than a name may have; other texts as they are."""
    return _ROW.sub(r"\1", text)
