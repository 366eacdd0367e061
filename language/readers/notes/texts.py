"""Ideas, risks and descriptions: what follows is kept word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.draft import Draft, as_named
from language.folding import fold
from language.guards import Reason, keeps_from
from language.guards.hearsay import is_quoted
from language.guards.questions import asked
from language.names import Mention
from language.readers.notes.as_told import SAVED_AS, as_told
from language.readers.notes.described import described_after
from language.readers.notes.filed import filed_under, there_is_one
from language.readers.notes.not_noted import is_only_mentioned
from language.readers.notes.opinions import (
    OURS,
    TOLD_OF_IT,
    is_judged,
    is_lost,
    is_opinion,
    is_past_or_asked,
    is_the_one,
    is_verdict,
)
from language.readers.notes.severity import is_severity, without_severity
from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import BUT, words

_NOUN = re.compile(r"^\s*(?:project|feature|проекта?|фич\w+)\b(?=\s*(?::|\s[—–-]))", re.IGNORECASE)
_TO_BE = re.compile(r"\s+(?:to|as|is|на)\s*[:—–]", re.IGNORECASE)
_NOTE_IT = re.compile(
    r"^(?:мне\s+|нам\s+)?(?:запиши|сохрани|зафиксируй|добавь)(?:те)?\b", re.IGNORECASE
)  # «идею запиши …»
_LEADS_IN = re.compile(
    r"^[\s:,—–-]*(?:as|это|такое|is|to|так|на|вот так|запиши|добавь|внеси|укажи|поставь|put|write)\b(?=[\s:])",
    re.IGNORECASE,
)
_INTO_FEATURE = re.compile(r"\bв фичу|\bфичей\b|into (?:a )?(?:\w+ )?feature|a feature\b", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"(?:\s+(?:следующее|вот\s+что|такое|the\s+following|this)|\s*,?\s*(?:please|пожалуйста))?\s*[:—–]", re.IGNORECASE
)
_COLON_OR_DASH = re.compile(rf"\s*[:—–-]|{_FOLLOWS.pattern}", re.IGNORECASE)
_IS = re.compile(r"\s*(?:[:—–-]|это\b|такое\b)")
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
_TOLD_TO = frozenset("you you'd you'll i'd i'll".split())
_THINKERS = frozenset(
    "i we you he she they all who everyone everybody nobody somebody people never always just really also once i'd "
    "had have has i've we've you've they've".split()
)
_NOUNS = frozenset({"описание", "описания", "description"})
_ON = re.compile(
    r"\s+(?:(?:по|для|у|на|в|for|of|on|with|in|about|to)\s+)?(?:the\s+)?(?:(?:фич[еиуа]|feature)\s+)?[\"«“]?",
    re.IGNORECASE,
)
_SETS_APART = re.compile(r"[\"»”]?\s*(?::|\s[—–-]\s)")
_ABOUT_RISKS = frozenset(
    "management manager assessment analysis register matrix appetite averse free report overview summary".split()
)
_WHO_RISKS = frozenset("i we you they to would could might will may can can't don't won't".split())
_RISKED = frozenset("it everything nothing".split())
_IT_IS = frozenset("it's its that's is was s".split())
_AT_OURS = frozenset("меня нас".split())
_SOUGHT = frozenset(
    "придумывать обсуждать вынашивать искать обдумывать слушать читать вспоминать ругать хвалить".split()
)
_CAME = frozenset("пришла появилась родилась возникла осенила есть got had have new такая".split())
_CHANCE = re.compile(r"\d\s*(?:%|процент\w*|per\s?cent)[\s.!]*$", re.IGNORECASE)  # «риск дождя 80 процентов»
_DICTATED = 3  # words that are a description without a colon
_WITHIN = 6  # the word idea or risk stands near the beginning


def read_idea(s: Sentence) -> Draft | None:
    """«запиши идею …», "i just got an idea …", «добавь в идеи: …»: the words behind it."""
    filed = filed_under(s, "idea_noun", "ideas") or _filed_as(s)
    if filed is None:
        return _told_idea(s)
    kept = keeps_from(s, filed.first, filed.last, imperative=True, until=filed.first)
    return Draft("idea", "idea_create", {"text": as_told(s.after(filed.last))}, filed.language, kept)


def _told_idea(s: Sentence) -> Draft | None:
    noun, begun = _noun(s, "idea_noun")
    if (
        noun is None
        or is_only_mentioned(s, noun)
        or (s.has("convert") and _INTO_FEATURE.search(s.text))
        or _is_a_name(s, noun)
    ):
        return None
    starts = not _was_of_somebody(s, noun, begun)
    created = any(begun <= c.first < noun.first for c in s.all("create"))
    starts = starts and (s.opening(noun.first) or created or _came(s, noun) or noun.first - begun <= 4)
    asks = any(begun <= c.first < noun.first for c in s.all("list", "show", "question")) and not created
    asks = asks or s.after(noun.last).lstrip().startswith("?")  # «никто не видел мою идею? …»
    text = _told_of_it(s, noun)
    if kept := _told_with(s, noun, created):
        return Draft("idea", "idea_create", {"text": text}, noun.language, kept)
    if _asks_for_them(s, noun):
        return None
    denied = any(begun <= c.first < noun.first and _forbids(s, c) for c in s.all("no_"))  # «не трогай идею …»
    denied = denied or text.partition(" ")[0].lower() in BUT  # «дельная идея, но не сейчас»
    denied = denied or _is_in_passing(s, noun) or (not created and is_lost(text))
    loosely = (denied or is_judged(s, noun, text) or _is_plural(s, noun)) and not _set_apart(s, noun)
    if loosely or not starts or asks or is_quoted(s, noun.first, False) or not any(letter.isalpha() for letter in text):
        return None
    return _idea(noun, text, asked(s, noun.first, begun))


def _is_in_passing(s: Sentence, noun: Cue) -> bool:
    """«с идеями у нас туго: …», "short on ideas: …", «риска тут никакого», «никто не видел мою идею? тьфу»."""
    before = s.words[noun.first - 1].text if noun.first else ""
    if s.after(noun.last).lstrip()[:1] == "?":
        return True
    if before in _WITH and not s.first("create", before=noun.first):
        return True
    lacking = "gent" in s.words[noun.first].marks and not _set_apart(s, noun)
    return lacking and any(word.text in _NONE for word in s.words[noun.last + 1 : noun.last + 4])


_WITH = frozenset("с со без on of".split())
_NONE = frozenset("нет никакого никаких ноль нуль".split())


def _was_of_somebody(s: Sentence, noun: Cue, begun: int) -> bool:
    """«у маркетплейса была идея …», «придумывал идею …»: told of one that was, and of nothing to be noted."""
    before = s.words[begun : noun.first]
    theirs = any(word.text == "у" for word in before) and not any(word.text in _AT_OURS for word in before)
    if _set_apart(s, noun) or any(begun <= c.first < noun.first for c in s.all("create")):
        return False
    sought = any({"VERB", "past"} <= word.marks and word.forms & _SOUGHT for word in before)
    return sought or (theirs and any(word.text == "была" for word in before))


def _told_with(s: Sentence, noun: Cue, created: bool) -> Reason | None:
    """What keeps it from being noted, and its words from being read as an order: «идея закрыть вход так себе»."""
    if _goes_with_another(s, noun):
        return "several"
    told_of = is_opinion(s, noun) or (is_past_or_asked(s, noun) and not _set_apart(s, noun))
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


def _noun(s: Sentence, kind: str) -> tuple[Cue | None, int]:
    """The noun that opens a sentence with a colon behind, or one near the beginning; and where its sentence begins.

    «стою в пробке, скучно. идея: …», "had lunch with Ann. new risk: …": the order comes after the gossip.
    """
    nouns = [c for c in s.all(kind) if not _is_verb(s, c)]
    told = [c.first for c in s.all("idea_noun", "risk_noun", "describe") if _set_apart(s, c)]
    for noun in nouns:
        begun, _ = s.hard_segment(noun.first)
        led_in = all(s.plain(n) or n in s.within("create") or is_severity(s, n) for n in range(begun, noun.first))
        opens = _came(s, noun) or (led_in and _set_apart(s, noun))
        if opens and noun.first == min(told):
            return noun, begun
    return _ordered(s, nouns) or (next((c for c in nouns if c.first < _WITHIN), None), 0)


def _ordered(s: Sentence, nouns: Sequence[Cue]) -> tuple[Cue, int] | None:
    """«мне такое рассказали занеси риск высокий …»: the order stands right before it, whatever was told before."""
    for noun in (c for c in nouns if c.first >= _WITHIN):
        verb = noun.first - 1
        while verb > 0 and (is_severity(s, verb) or s.plain(verb)):
            verb -= 1
        if "impr" in s.words[verb].marks and verb in s.within("create"):
            return noun, verb
    return None


def _is_verb(s: Sentence, noun: Cue) -> bool:
    """ "we never thought …", "we risk missing the deadline": somebody did it, or does."""
    before = s.words[noun.first - 1] if noun.first else None
    following = s.words[noun.last + 1].text if noun.last + 1 < len(s.words) else ""
    if s.said(noun) == "risk" and following in _RISKED and not _set_apart(s, noun):
        return True  # "risk it"
    if before is not None and s.said(noun) == "risk" and not _set_apart(s, noun):
        return before.text in _WHO_RISKS
    if s.said(noun) == "thought" and following in _TOLD_TO:
        return True  # "thought you should know …", "thought I'd tell you …"
    if s.said(noun).startswith("thought") and before is not None and before.text == "second":
        return True  # "on second thought" is none
    if before is None or s.said(noun) != "thought" or s.breaks(before.end, s.words[noun.first].start):
        return False
    return before.text in _THINKERS or (before.text.endswith("ly") and before.text.isascii())


def _goes_with_another(s: Sentence, noun: Cue) -> bool:
    """«заведи фичу X и идею: Y»: the feature is not to be dropped in silence."""
    joined = noun.first > 0 and s.words[noun.first - 1].text in ("и", "and")
    made = [c for c in s.all("feature_noun", "project_noun") if c.last < noun.first - 1]
    return joined and any(s.opening(c.first) and c.first < made[0].first for c in s.all("create") if made)


def _is_a_name(s: Sentence, noun: Cue) -> bool:
    """«создай фичу Идея на миллион»."""
    return any(c.last == noun.first - 1 for c in s.all("feature_noun"))


def _came(s: Sentence, noun: Cue) -> bool:
    """«пришла идея: …», "had an idea: …"."""
    return noun.first > 0 and s.words[noun.first - 1].text in _CAME and _set_apart(s, noun)


def _idea(noun: Cue, text: str, asks: bool) -> Draft | None:
    kept: Reason | None = "question" if asks else None
    return Draft("idea", "idea_create", {"text": text}, noun.language, kept) if text else None


def _filed_as(s: Sentence) -> Cue | None:
    """ "jot this down as an idea: …": told what it is, anywhere in the message."""
    for noun in s.all("idea_noun", "ideas"):
        start, _ = s.segment(noun.first)
        told = [c for c in s.all("create") if start <= c.first < noun.first]
        if told and not _goes_with_another(s, noun) and (follows := _FOLLOWS.match(s.text, s.words[noun.last].end)):
            return Cue(noun.kind, noun.language, told[0].first, s.index(follows.end()) - 1)
    return None


def read_risk(s: Sentence) -> Draft | None:
    """«запиши высокий риск …», "log a medium risk: …", «внеси в риски: …»."""
    if led := filed_under(s, "risks", "risk_noun", "risk_where") or there_is_one(s):
        return _risk_behind(s, led)
    noun, begun = _noun(s, "risk_noun")
    return _risk_named(s, noun, begun) if noun is not None else None


def _risk_named(s: Sentence, noun: Cue, begun: int) -> Draft | None:
    """«высокий риск: …»: the noun itself leads it in, from word `begun` on."""
    if _is_plural(s, noun) or s.first("close_", before=noun.first) or _names_none(s, noun):
        return None
    rated = any(is_severity(s, n) for n in range(begun, noun.first))
    feature = _hangs_on(s, noun)
    filed = _FILED.match(s.after(noun.last))
    if rated and not (s.first("create", before=noun.first) or _set_apart(s, noun) or filed) and feature is None:
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
    mentioned = is_only_mentioned(s, noun) or _is_a_subject(s, noun) or _is_in_passing(s, noun)
    return mentioned or (told_of and not _set_apart(s, noun))


def _risk_behind(s: Sentence, led: Cue) -> Draft | None:
    """«внеси в риски: …», "there's a high risk that …"."""
    text, severity = without_severity(s, led)
    kept = keeps_from(s, led.first, led.first, imperative=True, until=led.first)
    slots: dict[str, object] = {"text": text, "severity": severity or "medium"}
    return Draft("risk", "risk_create", slots, led.language, kept) if len(text.split()) > 1 else None


def _is_a_subject(s: Sentence, noun: Cue) -> bool:
    """ "risk management is hard": what is done about risks, and none of them."""
    following = noun.last + 1
    if following >= len(s.words) or _set_apart(s, noun):
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
        or (known and not _set_apart(s, noun))
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


def read_description(s: Sentence) -> Draft | None:
    """«добавь описание к фиче X …», "describe X as …"."""
    cue = s.first("describe")
    if cue is None or s.first("rename", before=cue.first):
        return None
    for kind in ("project", "feature"):
        mention = next(iter(s.of(kind)), None)
        if mention is not None and (told := described_after(s, mention)):
            named = as_named(s, kind, mention)
            return Draft("description", f"{kind}_describe", {kind: named, "text": as_told(told)}, cue.language)
    for kind in ("feature", "project"):
        mention = next(iter(s.of(kind)), None)
        if mention is None:
            continue
        behind = _NOUN.sub("", s.text[max(mention.end, s.words[cue.last].end) :])
        named = as_named(s, kind, mention)
        if mention.end <= s.words[cue.first].start and not (_set_apart(s, cue) or _is_ordered(s, cue)):
            return None  # «вход в работе, описание потом»: only a colon makes what follows the text
        text = as_told(behind if behind.lstrip().startswith(":") else _LEADS_IN.sub("", behind))
        if not text or _tells_of_the_description(s, cue, behind):
            return None
        kept = keeps_from(s, cue.first, cue.last, imperative=True, until=max(cue.last + 1, s.index(mention.end)))
        return Draft("description", f"{kind}_describe", {kind: named, "text": text}, cue.language, kept)
    return None


def _is_ordered(s: Sentence, cue: Cue) -> bool:
    """«добавь к теме описание …», "change X's description to: …"."""
    orders = [c for c in s.all("create", "set", "put") if s.opening(c.first) and c.first < cue.first]
    said = s.after(cue.last)
    return bool(orders) and (bool(_TO_BE.match(said)) or (not said.isascii() and len(said.split()) > 1))


def _tells_of_the_description(s: Sentence, cue: Cue, behind: str) -> bool:
    """«описание входа устарело»: no order is given, and nothing sets apart what would be the text."""
    asked_for = any("impr" in s.words[c.first].marks or c.first < cue.first for c in s.all("create", "set", "put"))
    ordered = asked_for or s.words[cue.first].text not in _NOUNS or _is_dictated(s, cue, behind)
    return not ordered and not _IS.match(behind)


def _is_dictated(s: Sentence, cue: Cue, behind: str) -> bool:
    """«описание фичи X вход без пароля по лицу»: a noun of three words or more, and no verb that tells of it."""
    named = s.first("feature_noun", "project_noun", after=cue.last + 1)
    told = words(fold(behind))
    opens = s.opening(cue.first) and named is not None and named.first == cue.last + 1
    return opens and len(told) >= _DICTATED and "VERB" not in told[0].marks and not is_verdict(behind.strip())


def _is_plural(s: Sentence, noun: Cue) -> bool:
    marks = s.words[noun.first].marks
    return (
        ("plur" in marks and "sing" not in marks)
        or any(noun.first in s.within(kind) for kind in ("ideas", "risks"))
        or fold(s.said(noun))
        in (
            "ideas",
            "risks",
            "thoughts",
        )
    )


def _set_apart(s: Sentence, noun: Cue) -> bool:
    """A dash or colon behind the word: what follows is meant to be kept."""
    return bool(_COLON_OR_DASH.match(s.after(noun.last)))
