"""The actions one can filter the history by, in words, kind by kind."""

from __future__ import annotations

from functools import cache

from flask_babel import get_locale, gettext

from handlers.telling import column_word
from handlers.words import CREATED, DELETED, KINDS
from journal.tables import JOURNALLED, columns

Choices = list[tuple[str, list[tuple[str, str]]]]


def actions() -> Choices:
    """Of each kind of thing what can happen to it: the action as in the log, and its words."""
    return _in(str(get_locale()))


def action_words(action: str) -> str:
    """What was done, where nothing around it says so: «изменено: статус»; the code itself where it has no words."""
    return _words_in(str(get_locale())).get(action, action)


@cache
def _words_in(_: str) -> dict[str, str]:
    known = dict(choice for kind in KINDS for choice in _of(kind))
    return {
        action: gettext("changed: %(what)s", what=words) if action.endswith("_updated") else words
        for action, words in known.items()
    }


@cache
def _in(_: str) -> Choices:
    """The same for one language, which is the reader's: some sixty words that never change."""
    return [(KINDS[kind](), _of(kind)) for kind in KINDS if kind != "user_context"]


def _of(kind: str) -> list[tuple[str, str]]:
    changed = [(f"{kind}_{c}_updated", words) for c, _ in columns(JOURNALLED[kind]) if (words := column_word(c))]
    return [
        (f"{kind}_created", CREATED[kind]()),
        *(changed if kind != "dependency" else []),
        (f"{kind}_deleted", DELETED[kind]()),
        (f"{kind}_undone", gettext("undo")),
        (f"{kind}_redone", gettext("redo")),
    ]
