"""What sort of step an intent is: whether it only asks, and what it keeps as it was said."""

from __future__ import annotations

import re

_ASKS = re.compile(r"_(show|list|history)$|^(what_changed|start|help|context_|radar_)")
_KEEPS_ITS_TEXT = re.compile(r"^(idea|risk)_create$|_describe$")
_GIVES_A_NAME = re.compile(r"^(project|feature|release)_create$|_rename$")


def asks(intent: str) -> bool:
    """It answers, and changes nothing."""
    return _ASKS.search(intent) is not None


def keeps_its_text(intent: str) -> bool:
    """What follows is kept word for word: an idea, a risk, a description."""
    return _KEEPS_ITS_TEXT.search(intent) is not None


def gives_a_name(intent: str) -> bool:
    """To what is made, or anew to what is there."""
    return _GIVES_A_NAME.search(intent) is not None
