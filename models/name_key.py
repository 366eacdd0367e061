"""What makes two names the same name."""

from __future__ import annotations

import re

_VERSION_MARK = re.compile(r"^v\.?\s*(?=\d)")


def name_key(name: str) -> str:
    """The name without regard to case, ё/е and runs of white space; at most three times as long (ﬃ is "ffi").

    Folded here and not by `lower()` in the database: in the C locale that leaves Cyrillic as it is.
    """
    return " ".join(name.casefold().replace("ё", "е").split())


def version_key(version: str) -> str:
    """Like `name_key`, and "v2.0" is "2.0"."""
    return _VERSION_MARK.sub("", name_key(version))
