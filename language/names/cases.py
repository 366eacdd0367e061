"""The case a Russian name stands in, where its ending tells."""

from __future__ import annotations

from collections.abc import Collection

from language.folding import fold
from language.words import readings, words


def is_object(said: str) -> bool:
    """«тёмную тему блокирует …»: what stands first is what it is done to."""
    return stands_in(said, "accs", ("nomn",))


def is_subject(said: str) -> bool:
    """«тёмная тема в 2.0» is told of; «тёмную тему», «вход», "login" may be what something is done to."""
    return stands_in(said, "nomn", ("accs",))


def is_done_to(said: str, verb: Collection[str], other: str) -> bool:
    """«тёмную тему блокирует вход», «переводы блокирует вход»: by its case, or of many the verb would say so too.

    `verb`: its marks.
    """
    if is_object(said):
        return not is_object(other)
    return "sing" in verb and _are_many(said) and not _are_many(other) and not is_object(other)


def _are_many(said: str) -> bool:
    first = words(fold(said))[:1]
    return bool(first) and {"plur", "nomn"} <= first[0].marks and "sing" not in first[0].marks


def stands_in(said: str, case: str, never: Collection[str] = ()) -> bool:
    """A word of the name, in the singular, is in this case and can be in none of the others."""
    for word in words(fold(said)):
        cases = {str(p.tag.case) for p in readings(word.text) if p.tag.case and "sing" in p.tag}
        if case in cases and not cases & set(never):
            return True
    return False
