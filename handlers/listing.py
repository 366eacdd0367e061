"""Lists: at most three items at first, the rest one tap away, as many at once as fit into a message."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from handlers.reply import Button, Reply
from handlers.words import say, say_n

FIRST = 3
LABEL = 60  # letters on a button; phones cut longer ones
_ROOM = 3_600  # UTF-16 units of items in one message; the rest is for the context, the title and the count


def listing(
    title: Markup,
    lines: Sequence[Markup],
    *,
    more: Button,
    everything: str = "",
    buttons: Sequence[Button] = (),
) -> Reply:
    """The first three lines, or as many as fit from number `everything` on; and a way to the rest.

    `more` is the button that shows this list again; its label and where it goes on are set here.
    """
    start = _place(everything, len(lines)) if everything else 0
    shown = lines[start : start + _fitting(lines[start:])] if everything else lines[:FIRST]
    left = len(lines) - start - len(shown)
    items = [Markup("• %s") % line for line in shown]
    rest = say_n("and %(num)s more", "and %(num)s more", left) if left else None
    return Reply.of(title, *items, rest, buttons=[*_further(more, start, len(shown), left, everything), *buttons])


def _place(everything: str, count: int) -> int:
    """The index of the item with this number; the first one's where there is no such item any more."""
    number = int(everything) if everything.isdecimal() and len(everything) < 6 else 1
    return number - 1 if 1 <= number <= count else 0


def _fitting(lines: Sequence[Markup]) -> int:
    """How many of the lines fit into one message; one at least."""
    room = _ROOM
    for number, line in enumerate(lines):
        room -= 2 * len(line)  # no letter takes more than two units
        if room < 0:
            return max(1, number)
    return len(lines)


def _further(more: Button, start: int, shown: int, left: int, everything: str) -> list[Button]:
    if not left:
        return []
    if not everything:
        return [Button(str(say("Show all (%(count)s)", count=shown + left)), f"{more.data}:everything=1")]
    return [Button(str(say("Next")), f"{more.data}:everything={start + shown + 1}")]
