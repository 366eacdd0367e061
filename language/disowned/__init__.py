"""What is said around an order or a piece of news that makes it nobody's: told in fun, to others, of others, of once.

It bears on the whole message wherever it stands in it, so that it is looked for before anything is read.
"""

from __future__ import annotations

from collections.abc import Callable

from language.disowned.addressees import is_said_to_others
from language.disowned.awaited import is_awaited
from language.disowned.dissent import is_disputed
from language.disowned.headings import is_under_a_heading
from language.disowned.infinitives import is_only_named
from language.disowned.jests import is_in_fun
from language.disowned.nearly import is_only_nearly_said
from language.disowned.past import is_of_once
from language.disowned.refusals import is_refused
from language.disowned.repeated import is_repeated
from language.disowned.reported import is_quoted_whole, is_reported_whole
from language.disowned.somebody import is_done_by_somebody
from language.disowned.spoken_of import is_only_spoken_of
from language.disowned.telling import Telling, telling
from language.disowned.threats import is_a_threat
from language.disowned.told_behind import is_taken_back_behind
from language.disowned.told_to_whom import is_told_to_somebody
from language.disowned.voices import is_somebody_elses_words
from language.disowned.whose import is_of_others
from language.disowned.wording import is_about_wording
from language.sentence import Sentence
from language.vocabulary import FREE_TEXT

_ASKED: tuple[Callable[[Telling], bool], ...] = (
    is_reported_whole,
    is_only_nearly_said,
    is_refused,
    is_in_fun,
    is_somebody_elses_words,
    is_said_to_others,
    is_of_others,
    is_of_once,
    is_awaited,
    is_under_a_heading,
    is_only_spoken_of,
    is_disputed,
    is_repeated,
    is_about_wording,
    is_done_by_somebody,
    is_a_threat,
    is_taken_back_behind,
    is_only_named,
    is_told_to_somebody,
)


def is_disowned(s: Sentence) -> bool:
    """Nothing of it is ordered or told of now by the speaker, whatever it says."""
    if not (s.mentions or s.cues) or s.text.isdigit():
        return False
    told = telling(s)
    return is_quoted_whole(told) or (not _keeps_its_words(told) and any(asked(told) for asked in _ASKED))


def _keeps_its_words(told: Telling) -> bool:
    """«запиши идею: …», «опиши вход: …»: what a colon sets apart is kept word for word."""
    s = told.sentence
    nouns = s.all(*FREE_TEXT, "feature_noun", "project_noun")
    return any(told.text[s.words[c.last].end :].lstrip()[:1] in (":", "—", "–") for c in nouns)
