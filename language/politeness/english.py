"""English ways to ask: "would you mind putting …", "I'd be grateful if …", "might I ask that X be renamed to Y"."""

from __future__ import annotations

import re

from language.politeness.sentences import is_kept, last_sentence, unasked
from language.politeness.verbs import BASE, BY_GERUND, BY_PARTICIPLE, BY_PAST, EVERY, NOTING, RECORDING

# Where an order may begin; each way to ask is looked for there alone.
_BEGINS = re.compile(
    r"^\W*|[.!?;,—–\n]\s+|\s-\s|\b(?:and|but|so|then|also|please|hi|hello|hey|radar|ok|okay|well|now)\s+", re.IGNORECASE
)
_ADVERB = (
    r"(?:[\s,]+(?:please|kindly|possibly|perhaps|maybe|just|also|now|then|quickly|awfully|terribly|very|so|ever\s+so"
    r"|for me|by any chance|at all)\b,?)*"
)
_KIND = (
    r"(?:\s+be\s+(?:(?:so|very|really|ever so)\s+)?(?:kind|good|nice|able|a\s+\w+)(?:\s+enough)?(?:\s+as)?\s+(?:to|and)"
    r"|\s+care\s+to|\s+see\s+(?:your\s+way\s+)?to|\s+do\s+(?:me|us)\s+(?:a|the)\s+(?:\w+\s+)?(?:favou?r|kindness)\s+and)?"
)
_BETWEEN = rf"{_ADVERB}{_KIND}{_ADVERB}"
_I = r"(?:i|we)"
_WOULD = r"(?:['’]d|\s+would|\s+should|['’]ll|\s+will|['’]m|\s+am|['’]re|\s+are|\s+was|\s+were)"
_AID = r"(?:would|could|can|might|may|will)"
_YOU = r"(?:you|ya|u)"
_VERY = r"(?:\s+(?:ever|so|very|most|much|really|super|extremely|eternally|greatly|truly|be))*"
_GRATEFUL = rf"{_I}{_WOULD}{_VERY}\s+(?:grateful|obliged|thankful|glad|happy|delighted|pleased|indebted)"
_APPRECIATE = rf"{_I}(?:{_WOULD})?{_VERY}\s+appreciate(?:\s+it)?(?:\s+(?:greatly|very much|a lot|so much))?"
_LOVELY = (
    r"(?:it|that)(?:['’]d|\s+would|['’]ll|\s+will)\s+be(?:\s+(?:really|so|very|just|ever so|most|super))?\s+"
    r"(?:great|lovely|nice|good|wonderful|helpful|super|splendid|brilliant|kind|fab|fantastic|awesome|ideal|perfect"
    r"|amazing|marvellous|appreciated|cool)(?:\s+of\s+you)?"
)
_WONDER = rf"{_I}(?:['’]m|\s+am|['’]re|\s+are|\s+was|\s+were)?\s+(?:just\s+)?wonder(?:ing|ed)?"
_TROUBLE = rf"{_ADVERB}\s+(?:ask|trouble|bother|beg|get|request|prevail\s+upon)\s+{_YOU}\s+to"

_REQUEST = (
    r"(?:(?:my|one|a|just\s+a)\s+)?(?:(?:humble|small|quick|kind|only|one|little)\s+)?(?:request|ask|favou?r)"
    r"(?:\s+is\s+to|\s+is\s+that\s+you|\s*[:,—–-])"
)
# "would you V", said to Radar of anything it does.
_FIRM = (
    rf"{_AID}\s+{_YOU}",
    rf"(?:could|can|might|may)\s+(?:i|we){_TROUBLE}",
    rf"(?:is\s+there\s+)?any\s+chance\s+(?:that\s+)?{_YOU}\s+{_AID}",
    rf"would\s+it\s+be\s+(?:possible|too\s+much(?:\s+trouble)?)(?:\s+for\s+{_YOU})?(?:\s+to\s+ask\s+{_YOU})?\s+to",
    rf"{_I}(?:{_WOULD}|\s+(?:must|have\s+to))?(?:\s+(?:kindly|humbly|hereby|just))*\s+ask(?:ing)?\s+(?:{_YOU}\s+)?to",
    rf"{_I}(?:['’]d|\s+would)?\s+(?:like|love|want|need)(?:\s+for)?\s+{_YOU}\s+to",
    _REQUEST,
    r"(?:it\s+is|you\s+are)\s+(?:hereby\s+|kindly\s+|humbly\s+|further\s+)*requested\s+to",
    r"(?:(?:i|we)\s+)?(?:hereby\s+|kindly\s+|humbly\s+)*request(?:ing)?\s+you\s+to",
    r"don['’]?t\s+forget\s+to",
    r"(?:do\s+)?be\s+(?:so\s+|very\s+)?(?:kind|good|nice)(?:\s+enough)?(?:\s+as)?\s+(?:to|and)",
)
# The same said as a wish: of what Radar does itself, and of nothing that a team does.
_SOFT = (
    rf"(?:{_GRATEFUL}|{_APPRECIATE}|{_LOVELY})\s+(?:if|were)\s+{_YOU}(?:\s+{_AID})?",
    rf"{_WONDER}\s+(?:if|whether)\s+{_YOU}\s+{_AID}",
    r"feel\s+free\s+to",
    rf"let\s+us|{_YOU}\s+may",
)
_OURS = (
    rf"(?:{_AID}|shall)\s+we(?=.*\b(?:please|kindly)\b)|(?:might|could|can)\s+we",
    rf"{_I}(?:['’]d|\s+would)\s+(?:like|love)\s+to|{_I}\s+(?:wish|beg|want)\s+to",
)
_OUGHT = rf"{_I}(?:['’]d\s+better|\s+(?:ought\s+to|should|must|need\s+to|had\s+better))(?:\s+(?:probably|really|also))?"
_THAT = (
    rf"(?:(?:might|may|could|can)\s+(?:i|we){_ADVERB}\s+(?:ask|request|beg)"
    rf"|{_I}(?:{_WOULD}|\s+(?:must|kindly|hereby|humbly))*\s+(?:ask|request|require)"
    r"|(?:please\s+)?(?:see\s+to\s+it|ensure|make\s+(?:sure|certain)))(?:\s+that)?"
)
_WHAT = r"\s+(?P<what>[^,.;:!?]{2,80}?)"
_WHAT_THEN = r"\s+(?P<then>[^,.;:!?]{2,80}?)"
_PLEASE = r"(?:please\s+|kindly\s+)"
_I_WOULD = (
    rf"{_I}(?:['’]d|\s+would|\s+should){_VERY}\s+"
    r"(?:grateful|obliged|thankful|glad|happy|delighted|pleased|appreciate(?:\s+it)?)"
)
_NOT_ONE = re.compile(
    r"\b(?:nothing|no|nobody|none|everything|all\s+but|any|anything|or|neither|only)\b", re.IGNORECASE
)
_HYPOTHETICAL = re.compile(r"\bif\s+(?:you|i|it|he|she|they|we|that)\s+(?:were|was|had|did)\b", re.IGNORECASE)


def _asking(frames: tuple[str, ...], verb: str = "[a-z]+") -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(frames)}){_BETWEEN}\s+(?P<verb>{verb})\b", re.IGNORECASE | re.DOTALL)


_KINDS: tuple[tuple[re.Pattern[str], tuple[dict[str, str], ...], frozenset[str] | None], ...] = (
    (_asking(_FIRM), (BASE,), None),
    (_asking(_SOFT), (BASE, BY_PAST), RECORDING),
    (_asking(_OURS), (BASE,), NOTING | {"create", "move", "put", "make"}),
    (_asking((rf"{_AID}\s+{_YOU}\s+mind|if\s+{_YOU}\s+(?:wouldn['’]t|don['’]t)\s+mind|mind",)), (BY_GERUND,), None),
    (_asking((rf"{_APPRECIATE}\s+you(?:r)?|any\s+chance\s+of(?:\s+you(?:r)?)?",)), (BY_GERUND,), RECORDING),
    (
        re.compile(rf"{_OUGHT}\s+(?P<verb>[a-z]+)\b(?=[^.!?:]*\b(?:idea|risk|thought)\b)", re.IGNORECASE),
        (BASE,),
        NOTING,
    ),
)
_PASSIVE = (
    re.compile(rf"{_THAT}{_WHAT}\s+(?:be|is|are|gets?)\s+(?P<verb>[a-z]+)\b", re.IGNORECASE),
    # "I wonder if it was closed" asks.
    re.compile(
        rf"(?:(?:{_GRATEFUL}|{_APPRECIATE}|{_LOVELY}|{_WONDER})\s+(?:if|whether){_WHAT}\s+{_AID}\s+{_PLEASE}?be"
        rf"|(?:{_I_WOULD}|{_LOVELY})\s+if{_WHAT_THEN}\s+(?:were|was))\s+(?P<verb>[a-z]+)\b",
        re.IGNORECASE,
    ),
    # "could it be closed?" may ask whether it can.
    re.compile(rf"could{_WHAT}\s+{_PLEASE}be\s+(?P<verb>[a-z]+)\b", re.IGNORECASE),
    re.compile(
        rf"(?:please\s+have|{_I}(?:['’]d|\s+would)\s+(?:like|love)(?:\s+to\s+(?:have|see))?|{_I}\s+(?:want|need)"
        rf"|(?:can|could|may|might)\s+(?:i|we)\s+{_PLEASE}(?:have|get)){_WHAT}(?:\s+to\s+be)?\s+(?P<verb>[a-z]+)\b",
        re.IGNORECASE,
    ),
)
_A_NEW_ONE = re.compile(r"\s*(?:an?|another|one\s+more)\s", re.IGNORECASE)
_PASSIVELY = NOTING | {"move", "create", "delete", "remove", "put"}
# "the date of v3.0 may kindly be changed to May 5": only Radar is asked so.
_KINDLY = re.compile(
    r"(?P<what>(?:(?!(?:if|when|unless|whether|that|who|says?|said|wrote|writes|asks?|asked|thinks?|hopes?)\b)[^\s,;:!?]+\s+)"
    r"{1,9}?)(?:may|can|could|might|should|shall)\s+(?:please|kindly)\s+be\s+(?P<verb>[a-z]+)\b",
    re.IGNORECASE,
)
_DO = re.compile(r"do(?:\s+please)?\s+(?P<verb>[a-z]+)\b(?!\s+and\b)(?![^.!]*\?)", re.IGNORECASE)
_COURTESY = (
    rf"if\s+(?:{_YOU}\s+(?:would|will|could|can|please|may|don['’]t\s+mind|wouldn['’]t\s+mind|(?:would|could|can)\s+be\s+so\s+\w+"
    rf"(?:\s+as\s+to)?)|{_YOU}['’]d(?:\s+be\s+so\s+\w+)?|(?:i|we)\s+m(?:ay|ight)|possible|it\s+pleases\s+you"
    r"|(?:it|that)(?:['’]s|\s+is|\s+isn['’]t|['’]s\s+not|\s+is\s+not)\s+(?:(?:not\s+)?(?:too\s+much|any|no|much|a|too)\s+(?:of\s+a\s+|big\s+a\s+)?"
    r"(?:bother|trouble|problem|hassle|to\s+ask)|ok|okay|all\s*right|fine)(?:\s+(?:with|for)\s+you)?)"
)
_THANKS = (
    r"(?:much\s+(?:obliged|appreciated)|many\s+thanks|(?:thanks|thank\s+you)(?:\s+(?:so\s+much|a\s+lot|a\s+million|awfully"
    r"|ever\s+so\s+much|very\s+much|in\s+advance|again|all|mate|team))*|thx|cheers|ta|bless\s+you|there['’]s\s+a\s+(?:good|dear)\s+\w+)"
)
_WISH = rf"(?:{_GRATEFUL}(?:\s+(?:for\s+that|to\s+you))?|{_APPRECIATE}(?:\s+that)?|{_LOVELY})"
# "make us a feature would you called …": in the middle, before the name
_AMID = re.compile(
    rf"\s+(?:would|will|could|can)\s+{_YOU}(?:\s+please)?(?=\s+(?:called|named|titled)\b)", re.IGNORECASE
)
_TAIL = re.compile(
    rf"(?:\s*[,.;!?—–-]\s*(?:{_THANKS}|ok(?:ay)?\s*\?)|[\s,.;!?—–-]+(?:{_COURTESY}|{_WISH}|(?:would|will|could|can|won['’]t)\s+{_YOU}(?:\s+(?:please|kindly))?))[\s.!?]*$",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"^\W*{_COURTESY}\s*,\s*", re.IGNORECASE)
_IF_YOU = re.compile(
    rf"if\s+(?:{_YOU}\s+{_AID}|{_I}\s+m(?:ay|ight){_TROUBLE}){_BETWEEN}\s+(?P<verb>[a-z]+)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    rf"(?:^\W*|[,;:—–-]\s+|\b(?:and|but|so|then)\s+)(?:(?:please|kindly|just|do|ok|okay|hi|hello|hey|radar|also|then|now)[\s,]+)*(?:let['’]?s\s+(?:have|do)\s+a|"
    rf"{'|'.join(sorted(BASE))})\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:would|could|can|will|might|may|won['’]?t|mind|grateful|obliged|glad|happy|pleased|delighted|appreciated?|wonder\w*|ask"
    r"|asking|request\w*|favou?r|chance|kind|good|like|love|want|need|forget|feel|let|ought|should|must|better|ensure|sure|see|have"
    r"|do|thank\w*|thx|cheers|ta|bless|if|ok|okay|shall|there['’]s|i['’]d|we['’]d|it['’]d|that['’]d)\b",
    re.IGNORECASE,
)


def plainly(text: str) -> str:
    """The text with each polite order as a plain one."""
    if not _CUE.search(text):
        return text
    text = _dated(_OPENING.sub("", text))
    for start in reversed([found.end() for found in _BEGINS.finditer(text)]):
        text = _if_you(text, start) or _ordered(text, start) or _in_the_active(text, start) or text
    text = _AMID.sub("", text)
    while (tail := _TAIL.search(text)) and _ORDER.search(last_sentence(text[: tail.start()])):
        text = text[: tail.start()]
    for start in reversed([found.end() for found in _BEGINS.finditer(text)]):
        text = _insisted(text, start) or text
    return text


def _dated(text: str) -> str:
    """ "can we do March 20 for v3.0?" as "move v3.0 to March 20"."""
    return _DATED.sub(lambda found: f"{found['before']}move {found['release']} to {found['day']}", text)


_DATED = re.compile(
    r"(?P<before>^\W*(?:(?:so|ok|okay|hey|hi|please|and)[\s,]+)*)(?:can|could|may)\s+we\s+(?:please\s+)?(?:do|say|make\s+it|go\s+with|go\s+for|aim\s+for)\s+"
    r"(?P<day>(?:the\s+)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?"
    r"|\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*))\s+"
    r"for\s+(?:the\s+)?(?P<release>(?:release\s+)?v?\d+\.\d+(?:\.\d+)?)(?:\s+instead)?\s*(?:,?\s*please)?[\s?.!]*$",
    re.IGNORECASE,
)


def _if_you(text: str, start: int) -> str | None:
    """ "if you could mark it done, that would be great"; "if you could cancel it, would you?" asks."""
    found = _IF_YOU.match(text, start)
    verb = BASE.get(found["verb"].lower()) if found else None
    tail = _TAIL.search(text) if verb else None
    if found is None or verb is None or tail is None or text.rstrip().endswith("?"):
        return None
    return f"{text[:start]}{verb}{text[found.end() :]}"


def _ordered(text: str, start: int) -> str | None:
    for pattern, forms, allowed in _KINDS:
        found = pattern.match(text, start)
        verb = next((form[said] for form in forms if (said := found["verb"].lower()) in form), None) if found else None
        if found is None or verb is None or (allowed is not None and verb not in allowed):
            continue
        if not (is_kept(text, start) or _HYPOTHETICAL.search(text, found.end())):
            return unasked(f"{text[:start]}{verb}{text[found.end() :]}", start)
    return None


def _in_the_active(text: str, start: int) -> str | None:
    """ "might I ask that X be renamed to Y" as "rename X to Y"."""
    for pattern in (*_PASSIVE, _KINDLY):
        found = pattern.match(text, start)
        verb = BY_PARTICIPLE.get(found["verb"].lower()) if found else None
        if found is None or verb not in (EVERY if pattern is _KINDLY else _PASSIVELY) or is_kept(text, start):
            continue
        what = found["what"] or found["then"]
        is_new = verb == "name" and _A_NEW_ONE.match(what)  # "I want a feature named X" makes one
        if not (is_new or _NOT_ONE.search(what)):
            return unasked(f"{text[:start]}{verb} {what}{text[found.end() :]}", start)
    return None


def _insisted(text: str, start: int) -> str | None:
    """ "do flag it as done!"."""
    found = _DO.match(text, start)
    return f"{text[:start]}{text[found.start('verb') :]}" if found and found["verb"].lower() in BASE else None
