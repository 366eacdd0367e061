"""Where a redirect may lead that someone asks for: to a page of ours, and nowhere else."""

from __future__ import annotations

import re

# One slash at the start: browsers take two for another site, and a backslash for a slash. No white space and nothing
# that does not belong into an address unescaped: they leave some of it out before they read the rest.
_OURS = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


def local_path(wanted: str | None) -> str:
    """The path wanted, or the radar's where it would lead elsewhere."""
    return wanted if wanted and _OURS.fullmatch(wanted) else "/"
