"""How a text was understood: what it was taken apart into, what was made of that, and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from language.draft import Draft
from language.meaning import Meaning
from language.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Understanding:
    """The drafts are what the readers made of the sentence, `meaning` what was decided of them."""

    sentence: Sentence
    drafts: tuple[Draft, ...]
    meaning: Meaning
