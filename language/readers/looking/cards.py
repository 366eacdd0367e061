"""Looking at one thing: its card, its history; an idea that becomes a feature, a risk that is closed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.draft import Draft, as_named
from language.folding import fold
from language.guards import keeps_from
from language.guards.questions import asked
from language.names import Mention
from language.readers.new.leading import is_called
from language.readers.new.naming import new_name
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

_BECOMES_A_FEATURE = re.compile(
    r"\b(?:ее|его|это)\s+в\s+фич|\bиз\s+(?:нее|него|этого)\s+фич|\b(?:it|this|that)\s+(?:into\s+)?a\s+(?:new\s+)?feature\b"
)
_A_FEATURE = re.compile(
    r"\s+(?:(?:in)?to\s+)?a\s+(?:\w+\s+)?feature\b|\s+(?:in)?to\s+feature\b|\s+(?:\w+\s+)?(?:фичей|фичой|в\s+фич[уи])\b"
)
_CHANGES = re.compile("chang|мен")
_CHANGES_THEMSELVES = frozenset({"changes", "изменения"})  # «покажи изменения по тёмной теме»
_AND = re.compile(r"^\s*[,.]?\s*(?:(?:и|and)\s+)?", re.IGNORECASE)
_OF = re.compile(
    r"\s+(?:по|из|на\s+основе|from|out\s+of|based\s+on)\s+(?:the\s+|my\s+|our\s+|эт\w+\s+)?", re.IGNORECASE
)
_TURNING = frozenset("конвертировать превратить преобразовать convert transform promote".split())
_FROM_IDEAS = re.compile(r"\sиз\s+иде[йи]\s+в\s+фич|\sfrom\s+(?:the\s+)?ideas\s+to\s+(?:the\s+)?features")
_INTO_A_FEATURE = re.compile(r"\sв\s+(?:фич[уи]|бэклог)[\s.!]*$")


def read_history(s: Sentence) -> Draft | None:
    cue = s.first("history") or _asks_how_it_changed(s)
    found = _spoken_of(s)
    if cue is None or found is None:
        return None
    kind, mentions = found
    if s.has(*STATUSES) and _is_told_apart(s, cue, mentions):
        return None  # "blocked: dark theme. The audit found contrast errors"
    return Draft("history", f"{kind}_history", {kind: as_named(s, kind, mentions[0])}, cue.language)


def _is_told_apart(s: Sentence, cue: Cue, mentions: Sequence[Mention]) -> bool:
    """The word stands in a sentence of its own, which asks nothing and points at nothing."""
    first, end = s.hard_segment(cue.first)
    named = any(first <= s.index(m.start) < end for m in mentions)
    return not (named or asked(s) or any(first <= c.first < end for c in s.all("pronoun", "show")))


def _asks_how_it_changed(s: Sentence) -> Cue | None:
    """«что менялось по тёмной теме?», "how did the status of dark theme change?"."""
    changed = [c for c in s.all("changed") if _CHANGES.search(s.said(c))]
    if not changed or len(s.of("feature")) != 1:
        return None
    shown = s.first("show", "list", before=changed[0].first) and s.words[changed[0].first].text in _CHANGES_THEMSELVES
    return changed[0] if asked(s) or shown else None


def read_why_of_release(s: Sentence) -> Draft | None:
    """«почему 3.0 под угрозой?», "what is holding 3.0?": what the radar says of a release, and how it was moved."""
    cue = s.first("why")
    releases = s.of("release")
    if cue is None or len(releases) != 1 or s.of("feature") or not s.opening(cue.first) or not asked(s):
        return None
    return Draft("why", "radar_why", {"release": as_named(s, "release", releases[0])}, cue.language)


def read_card(s: Sentence) -> Draft | None:
    """«что у нас по X», "who's the PO of X?", «когда 3.0?»: a question about a thing is answered with its card."""
    found = _spoken_of(s)
    if found is None or len(found[1]) != 1:
        return None
    kind, mentions = found
    cue = s.first("show", "list")
    bare = all(s.plain(n) or s.is_named(n) or n in s.within(f"{kind}_noun") for n in range(len(s.words)))
    if cue is None and not bare and not asked(s):
        return None
    language = cue.language if cue else None
    return Draft("card", f"{kind}_show", {kind: as_named(s, kind, mentions[0])}, language or "")


def _spoken_of(s: Sentence) -> tuple[str, list[Mention]] | None:
    """The kind of what is named, and where; a feature before the release it is in."""
    return next(((kind, s.of(kind)) for kind in ("feature", "release") if s.of(kind)), None)


def becomes_a_feature(s: Sentence) -> bool:
    """«преврати её в фичу», "turn it into a feature": what was spoken of is to become one."""
    return bool(_BECOMES_A_FEATURE.search(fold(s.text)))


def _is_to_be_one(s: Sentence, noun: Cue) -> bool:
    """«идею детская карта в фичу»: the verb is left out."""
    if _FROM_IDEAS.search(fold(s.text)):
        return True  # «виджет с балансом из идей в фичи»
    return s.opening(noun.first) and s.said(noun) == "идею" and bool(_INTO_A_FEATURE.search(fold(s.text)))


def _made_of(s: Sentence) -> Cue | None:
    """ "create a feature from the idea X", «создай фичу по идее X»."""
    noun, idea = s.first("feature_noun"), s.first("idea_noun")
    if noun is None or idea is None or not _OF.fullmatch(s.text, s.words[noun.last].end, s.words[idea.first].start):
        return None
    return s.first("create", before=noun.first)


def _turns(s: Sentence, cue: Cue) -> bool:
    """«конвертируй идею X»: what else could it become."""
    return bool(s.words[cue.first].forms & _TURNING)


def _is_made_one(s: Sentence, idea: Mention) -> bool:
    """ "make barcode scanner a feature", «виджет с балансом сделай фичей»: said to the letter, it is that idea."""
    return idea.whole and bool(_A_FEATURE.match(fold(s.text), idea.end))


def read_convert(s: Sentence) -> Draft | None:
    """«преврати идею про X в фичу», "turn the barcode idea into a feature"."""
    noun = s.first("idea_noun")
    cue = s.first("convert") or _made_of(s) or (noun if noun is not None and _is_to_be_one(s, noun) else None)
    ideas = s.of("idea")
    if (
        cue is None
        or not ideas
        or not (s.has("feature_noun", "features") or _turns(s, cue) or (noun is not None and _is_to_be_one(s, noun)))
        or (noun is None and not becomes_a_feature(s) and not _is_made_one(s, ideas[0]))
        or (noun is not None and s.after(noun.last)[:1] == ":" and not _turns_behind(s, noun, ideas[0]))
    ):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    slots: dict[str, object] = {"idea": as_named(s, "idea", ideas[0])}
    if name := _called(s, ideas[0]):
        slots["name"] = name
    return Draft("idea to feature", "idea_convert", slots, cue.language, kept)


def _turns_behind(s: Sentence, noun: Cue, idea: Mention) -> bool:
    """«виджет с балансом больше не идея: сделай из неё фичу»: known before, and to become one behind the colon."""
    return (
        idea.whole
        and idea.end <= s.words[noun.first].start
        and bool(_BECOMES_A_FEATURE.search(fold(s.after(noun.last))))
    )


def _called(s: Sentence, idea: Mention) -> str:
    """ "turn the barcode idea into a feature called Scan and go", «… в фичу и назови её Скан»."""
    noun = next((c for c in reversed(s.all("feature_noun")) if s.words[c.first].start >= idea.end), None)
    behind = _AND.sub("", s.after(noun.last)) if noun else ""
    return new_name(behind) if is_called(behind) else ""


def read_close_risk(s: Sentence) -> Draft | None:
    cue = s.first("close_")
    risks = s.of("risk")
    noun = s.first("risk_noun")
    if cue is None or not risks or noun is None or s.after(noun.last)[:1] == ":":
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    return Draft("close a risk", "risk_close", {"risk": as_named(s, "risk", risks[0])}, cue.language, kept)
