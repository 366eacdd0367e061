"""The case a Russian name stands in, where its ending tells."""

from __future__ import annotations

from collections.abc import Collection

from language.folding import fold
from language.words import analyzer, words


def is_object(said: str) -> bool:
    """«тёмную тему блокирует …»: what stands first is what it is done to."""
    return stands_in(said, "accs", ("nomn",))


def is_subject(said: str) -> bool:
    """«тёмная тема в 2.0» is told of; «тёмную тему», «вход», "login" may be what something is done to."""
    return stands_in(said, "nomn", ("accs",))


def stands_in(said: str, case: str, never: Collection[str] = ()) -> bool:
    """A word of the name, in the singular, is in this case and can be in none of the others."""
    for word in words(fold(said)):
        cases = {str(p.tag.case) for p in analyzer().parse(word.text) if p.tag.case and "sing" in p.tag}
        if case in cases and not cases & set(never):
            return True
    return False
