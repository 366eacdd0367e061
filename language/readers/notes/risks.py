"""Risks: what follows the word is kept word for word, with how severe it is and the feature it hangs on."""

from __future__ import annotations

import re

from language.draft import Draft, as_named
from language.folding import fold
from language.guards import keeps_from
from language.names import Mention
from language.readers.notes.as_told import SAVED_AS, as_told
from language.readers.notes.filed import filed_under, there_is_one
from language.readers.notes.leading import is_in_passing, is_plural, is_set_apart, leading_noun
from language.readers.notes.not_noted import is_only_mentioned
from language.readers.notes.opinions import TOLD_OF_IT, is_past_or_asked, is_the_one
from language.readers.notes.severity import is_severity, without_severity
from language.sentence import Sentence
from language.vocabulary import Cue

# «есть критичный риск, запиши: …»
_FILED = re.compile(
    r"\s*,\s*(?:запиши|зафиксируй|добавь|внеси|(?:please\s+)?(?:log|record|note|write|add)\s+(?:it|that)(?:\s+down)?)\s*:",
    re.IGNORECASE,
)
# «риск — дело благородное», "no risk no reward": a saying and no risk of theirs
_PROVERB = re.compile(
    r"как говорится|как говорят|дело благородное|не рискует|не пьет шампанского"
    r"|as they say|as the saying goes|no reward"
)
_ON = re.compile(
    r"\s+(?:(?:по|для|у|на|в|for|of|on|with|in|about|to)\s+)?(?:the\s+)?(?:(?:фич[еиуа]|feature)\s+)?[\"«“]?",
    re.IGNORECASE,
)
_SETS_APART = re.compile(r"[\"»”]?\s*(?::|\s[—–-]\s)")
_ABOUT_RISKS = frozenset(
    "management manager assessment analysis register matrix appetite averse free report overview summary".split()
)
_IT_IS = frozenset("it's its that's is was s".split())
_CHANCE = re.compile(r"\d\s*(?:%|процент\w*|per\s?cent)[\s.!]*$", re.IGNORECASE)  # «риск дождя 80 процентов»


def read_risk(s: Sentence) -> Draft | None:
    """«запиши высокий риск …», "log a medium risk: …", «внеси в риски: …»."""
    if led := filed_under(s, "risks", "risk_noun", "risk_where") or there_is_one(s):
        return _risk_behind(s, led)
    noun, begun = leading_noun(s, "risk_noun")
    return _risk_named(s, noun, begun) if noun is not None else None


def _risk_named(s: Sentence, noun: Cue, begun: int) -> Draft | None:
    """«высокий риск: …»: the noun itself leads it in, from word `begun` on."""
    if is_plural(s, noun) or s.first("close_", before=noun.first) or _names_none(s, noun):
        return None
    rated = any(is_severity(s, n) for n in range(begun, noun.first))
    feature = _hangs_on(s, noun)
    filed = _FILED.match(s.after(noun.last))
    if rated and not (s.first("create", before=noun.first) or is_set_apart(s, noun) or filed) and feature is None:
        return None  # «высокий риск это не про нас»
    where = any(begun <= c.first <= noun.first for c in s.all("question", "list"))
    created = any(begun <= c.first < noun.first for c in s.all("create"))
    lead = all(s.plain(n) or is_severity(s, n) or n in s.within("create") for n in range(begun, noun.first))
    text, severity = without_severity(s, noun)
    if filed and severity is not None:
        text = as_told(s.after(noun.last)[filed.end() :])
    if feature is not None:
        text = as_told(text.partition(s.text[feature.start : feature.end])[2].lstrip('"”»'))
    only_told = _is_only_told(s, noun, begun, rated=severity is not None) or _is_called_off(s, noun)
    if (where and not created) or not lead or len(text.split()) < 2 or only_told:
        return None
    kept = keeps_from(s, noun.first, noun.last, imperative=True, until=noun.first)
    slots: dict[str, object] = {"text": text, "severity": severity or "medium"}
    if feature is not None:
        slots["feature"] = as_named(s, "feature", feature)
    return Draft("risk", "risk_create", slots, noun.language, kept)


def _names_none(s: Sentence, noun: Cue) -> bool:
    """The word is there, and no risk is: "risk management is hard", «риск был, да сплыл»."""
    told_of = is_past_or_asked(s, noun) or bool(_PROVERB.search(fold(s.text)))
    mentioned = is_only_mentioned(s, noun) or _is_a_subject(s, noun) or is_in_passing(s, noun)
    return mentioned or (told_of and not is_set_apart(s, noun))


def _risk_behind(s: Sentence, led: Cue) -> Draft | None:
    """«внеси в риски: …», "there's a high risk that …"."""
    text, severity = without_severity(s, led)
    kept = keeps_from(s, led.first, led.first, imperative=True, until=led.first)
    slots: dict[str, object] = {"text": text, "severity": severity or "medium"}
    return Draft("risk", "risk_create", slots, led.language, kept) if len(text.split()) > 1 else None


def _is_a_subject(s: Sentence, noun: Cue) -> bool:
    """ "risk management is hard": what is done about risks, and none of them."""
    following = noun.last + 1
    if following >= len(s.words) or is_set_apart(s, noun):
        return False
    looked_at = next((c for c in s.all("risk_where") if c.first <= noun.first and c.last > noun.last), None)
    if looked_at is not None and all(s.plain(n) for n in range(looked_at.last + 1, len(s.words))):
        return True  # "risk overview please"
    return s.words[following].text in _ABOUT_RISKS


def _hangs_on(s: Sentence, noun: Cue) -> Mention | None:
    """«риск по тёмной теме: …», "risk for dark theme: …": the feature that a colon or a dash sets apart."""
    begun = s.words[noun.last].end
    sure = [m for m in s.of("feature") if len(m.of("feature")) == 1]
    return next((m for m in sure if _ON.fullmatch(s.text, begun, m.start) and _SETS_APART.match(s.text, m.end)), None)


def _is_only_told(s: Sentence, noun: Cue, begun: int, *, rated: bool) -> bool:
    """«есть риск, что …», "the risk is real", «нет риска»: told of one, not asked to write it down.

    That there is one of such a grade is told to write it down.
    """
    there = (
        not rated
        and any(word.text in ("есть", "there") for word in s.words[begun : noun.first])
        and not SAVED_AS.search(s.text)
    )
    said = as_told(s.after(noun.last))
    said = said.removeprefix("of ") if rated else said  # "a risk of medium severity: …"
    known = bool(TOLD_OF_IT.match(said)) or is_the_one(s, noun)
    known = known or (not rated and _is_said_of(s, noun, begun))
    known = known or (bool(_CHANCE.search(s.text)) and not s.first("create", before=noun.first))
    return (
        there
        or _is_none(s, noun)
        or (known and not is_set_apart(s, noun))
        or any(begun <= c.first < noun.first for c in s.all("no_"))
    )


def _is_none(s: Sentence, noun: Cue) -> bool:
    """«риска тут никакого нет»: there is none."""
    _, end = s.segment(noun.first)
    gone = any(word.text in ("нет", "нету") for word in s.words[noun.last + 1 : end])
    return gone and "gent" in s.words[noun.first].marks


def _is_called_off(s: Sentence, noun: Cue) -> bool:
    """«запиши риск не надо»: nothing but that is said behind it."""
    return any(c.first == noun.last + 1 and c.last == len(s.words) - 1 for c in s.all("never_"))


def _is_said_of(s: Sentence, noun: Cue, begun: int) -> bool:
    """ "it's a risk worth taking": what is spoken of is called one."""
    said = any(word.text in _IT_IS for word in s.words[max(begun, noun.first - 2) : noun.first])
    return (
        said and not any(word.text == "there" for word in s.words[begun : noun.first]) and not SAVED_AS.search(s.text)
    )
