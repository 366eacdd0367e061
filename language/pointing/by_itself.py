"""Whether a sentence with an "it" says something whole without what that stands for.

"Sales want it, so create a feature Carts" is of nothing that was spoken of before.
"""

from __future__ import annotations

from language.gist.keeping import changes
from language.meaning import Meaning, NoCommand, commands_of
from language.pointing import opens_on_it
from language.sentence import Sentence


def says_all_by_itself(s: Sentence, by_itself: Meaning, pointed: Meaning) -> bool:
    """Whether the meaning without it counts, and not the one with what was spoken of before."""
    if isinstance(by_itself, NoCommand):
        return by_itself.reason == "hearsay"
    if not changes(by_itself):
        return False
    alone, together = ([(c.intent, c.slots) for c in commands_of(meaning)] for meaning in (by_itself, pointed))
    if len(alone) >= len(together):
        return len(alone) > len(together) or not opens_on_it(s)
    # "They dropped it, so login is cancelled": one status, told twice.
    return len({slots.get("status", intent) for intent, slots in together}) == 1
