"""Lists: at most three items at first, the rest one tap away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from handlers.reply import Button, Reply
from handlers.words import say, say_n

FIRST = 3
MOST = 40  # lines of a full list; two hundred features would not fit into one message


def listing(
    title: Markup,
    lines: Sequence[Markup],
    *,
    more: Button,
    everything: bool = False,
    buttons: Sequence[Button] = (),
) -> Reply:
    """The first three lines and a button for all of them (`more`, whose label is set here), or all of them."""
    shown = lines[: MOST if everything else FIRST]
    left = len(lines) - len(shown)
    items = [Markup("• %s") % line for line in shown]
    rest = say_n("and %(num)s more", "and %(num)s more", left) if left else None
    further = [] if everything or not left else [replace(more, label=str(say("Show all (%(count)s)", count=len(lines))))]
    return Reply.of(title, *items, rest, buttons=[*further, *buttons])
