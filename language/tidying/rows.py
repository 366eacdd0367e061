"""Long rows of signs, «!!!!!!!!!!!!!!!!», an empty page: to go through thousands of them would hold the reading up.

What stands between words is one space, whatever was typed: what is looked for in a text is looked for with one.
"""

from __future__ import annotations

import re

_BLANK = re.compile(r"[^\S\n]{2,}|[^\S\n ]|\n{4,}")
_ROW = re.compile(r"(\W{400})\W+")


def shortened(text: str) -> str:
    """The text with no row longer than 400 signs, which is more than a name may have, and blanks one by one.

    Other texts as they are.
    """
    return _ROW.sub(r"\1", _BLANK.sub(_fewer, text))


def _fewer(blank: re.Match[str]) -> str:
    return "\n\n" if blank.group().startswith("\n") else " "
