"""Ideas: what follows the word is kept word for word."""

from __future__ import annotations

import re

from language.draft import Draft
from language.guards import Reason, keeps_from
from language.guards.hearsay import is_quoted
from language.guards.questions import asked
from language.readers.notes.as_told import SAVED_AS, as_told
from language.readers.notes.filed import filed_under
from language.readers.notes.leading import FOLLOWS, came, is_in_passing, is_plural, is_set_apart, leading_noun
from language.readers.notes.not_noted import is_only_mentioned
from language.readers.notes.opinions import OURS, is_judged, is_lost, is_opinion, is_past_or_asked
from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import BUT

_NOTE_IT = re.compile(
    r"^(?:мне\s+|нам\s+)?(?:запиши|сохрани|зафиксируй|добавь)(?:те)?\b", re.IGNORECASE
)  # «идею запиши …»
_INTO_FEATURE = re.compile(r"\bв фичу|\bфичей\b|into (?:a )?(?:\w+ )?feature|a feature\b", re.IGNORECASE)
_AT_OURS = frozenset("меня нас".split())
_SOUGHT = frozenset(
    "придумывать обсуждать вынашивать искать обдумывать слушать читать вспоминать ругать хвалить".split()
)


def read_idea(s: Sentence) -> Draft | None:
    """«запиши идею …», "i just got an idea …", «добавь в идеи: …»: the words behind it."""
    filed = filed_under(s, "idea_noun", "ideas") or _filed_as(s)
    if filed is None:
        return _told_idea(s)
    kept = keeps_from(s, filed.first, filed.last, imperative=True, until=filed.first)
    return Draft("idea", "idea_create", {"text": as_told(s.after(filed.last))}, filed.language, kept)


def _told_idea(s: Sentence) -> Draft | None:
    noun, begun = leading_noun(s, "idea_noun")
    if (
        noun is None
        or is_only_mentioned(s, noun)
        or (s.has("convert") and _INTO_FEATURE.search(s.text))
        or _is_a_name(s, noun)
    ):
        return None
    starts = not _was_of_somebody(s, noun, begun)
    created = any(begun <= c.first < noun.first for c in s.all("create"))
    starts = starts and (s.opening(noun.first) or created or came(s, noun) or noun.first - begun <= 4)
    asks = any(begun <= c.first < noun.first for c in s.all("list", "show", "question")) and not created
    asks = asks or s.after(noun.last).lstrip().startswith("?")  # «никто не видел мою идею? …»
    text = _told_of_it(s, noun)
    if kept := _told_with(s, noun, created):
        return Draft("idea", "idea_create", {"text": text}, noun.language, kept)
    if _asks_for_them(s, noun):
        return None
    denied = any(begun <= c.first < noun.first and _forbids(s, c) for c in s.all("no_"))  # «не трогай идею …»
    denied = denied or text.partition(" ")[0].lower() in BUT  # «дельная идея, но не сейчас»
    denied = denied or is_in_passing(s, noun) or (not created and is_lost(text))
    loosely = (denied or is_judged(s, noun, text) or is_plural(s, noun)) and not is_set_apart(s, noun)
    if loosely or not starts or asks or is_quoted(s, noun.first, False) or not any(letter.isalpha() for letter in text):
        return None
    return _idea(noun, text, asked(s, noun.first, begun))


def _was_of_somebody(s: Sentence, noun: Cue, begun: int) -> bool:
    """«у маркетплейса была идея …», «придумывал идею …»: told of one that was, and of nothing to be noted."""
    before = s.words[begun : noun.first]
    theirs = any(word.text == "у" for word in before) and not any(word.text in _AT_OURS for word in before)
    if is_set_apart(s, noun) or any(begun <= c.first < noun.first for c in s.all("create")):
        return False
    sought = any({"VERB", "past"} <= word.marks and word.forms & _SOUGHT for word in before)
    return sought or (theirs and any(word.text == "была" for word in before))


def _told_with(s: Sentence, noun: Cue, created: bool) -> Reason | None:
    """What keeps it from being noted, and its words from being read as an order: «идея закрыть вход так себе»."""
    if _goes_with_another(s, noun):
        return "several"
    told_of = is_opinion(s, noun) or (is_past_or_asked(s, noun) and not is_set_apart(s, noun))
    return "doubt" if told_of and not created else None


def _forbids(s: Sentence, negation: Cue) -> bool:
    """A verb to be ordered stands behind the negation: «не забыл» forbids nothing."""
    following = s.words[negation.last + 1 : negation.last + 2]
    return not following or following[0].text.isascii() or bool({"impr", "INFN"} & following[0].marks)


def _asks_for_them(s: Sentence, noun: Cue) -> bool:
    """ "idea list", «мысли записанные покажи»: nothing is told but whose they are and that they are to be seen."""
    return all(
        s.plain(n) or n in s.within("list", "show") or s.words[n].forms & OURS
        for n in range(noun.last + 1, len(s.words))
    )


def _told_of_it(s: Sentence, noun: Cue) -> str:
    """The idea's own words: without "save it" behind them, and «запиши» before them."""
    text = as_told(SAVED_AS.sub("", s.after(noun.last)))
    return as_told(_NOTE_IT.sub("", text)) if s.opening(noun.first) and s.said(noun) == "идею" else text


def _goes_with_another(s: Sentence, noun: Cue) -> bool:
    """«заведи фичу X и идею: Y»: the feature is not to be dropped in silence."""
    joined = noun.first > 0 and s.words[noun.first - 1].text in ("и", "and")
    made = [c for c in s.all("feature_noun", "project_noun") if c.last < noun.first - 1]
    return joined and any(s.opening(c.first) and c.first < made[0].first for c in s.all("create") if made)


def _is_a_name(s: Sentence, noun: Cue) -> bool:
    """«создай фичу Идея на миллион»."""
    return any(c.last == noun.first - 1 for c in s.all("feature_noun"))


def _idea(noun: Cue, text: str, asks: bool) -> Draft | None:
    kept: Reason | None = "question" if asks else None
    return Draft("idea", "idea_create", {"text": text}, noun.language, kept) if text else None


def _filed_as(s: Sentence) -> Cue | None:
    """ "jot this down as an idea: …": told what it is, anywhere in the message."""
    for noun in s.all("idea_noun", "ideas"):
        start, _ = s.segment(noun.first)
        told = [c for c in s.all("create") if start <= c.first < noun.first]
        if told and not _goes_with_another(s, noun) and (follows := FOLLOWS.match(s.text, s.words[noun.last].end)):
            return Cue(noun.kind, noun.language, told[0].first, s.index(follows.end()) - 1)
    return None
