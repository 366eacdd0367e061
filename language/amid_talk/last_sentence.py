"""«Пятницу отменяют. Короче, команды фичи X: A, B»: the last sentence is said to the letter, after gossip."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice

from language.draft import Attempt
from language.drafting import from_templates
from language.guards.asked_before import doubted_before
from language.guards.irony import is_ironic
from language.names import Names
from language.readers.status.beforehand import reason_ahead
from language.sentence import Sentence
from language.taking_apart import take_apart

_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2}[.!?…])\s+(?=\S)|\n+")
_TAKEN_BACK = ("never_", "if_", "correction", "halt", "undo", "wrong_")
_OPENING = re.compile(r"^(?:короче|так вот|в общем|ну|итак|слушай|anyway|so|ok|okay|well)\b[\s,]*", re.IGNORECASE)


def last_sentence(s: Sentence, names: Names, today: dt.date) -> Iterator[Attempt]:
    """That sentence, where nothing before it names anything or takes something back."""
    ends = [m.end() for m in _SENTENCE_END.finditer(s.text)]
    if ends and (is_ironic(s.text) or reason_ahead(s, s.of("feature"))):
        return  # «денег не дали. Вход отменён»: what stands before it belongs to it
    if not ends or s.has(*_TAKEN_BACK) or not s.mentions or any(m.start < ends[-1] for m in s.mentions):
        return
    if doubted_before(s, s.index(ends[-1])):
        return  # «Это правда? Вход готов.»
    last = take_apart(_OPENING.sub("", s.text[ends[-1] :]), names, today)
    yield last, [d for d in islice(from_templates(last, linked=True), 1) if not d.kept]
