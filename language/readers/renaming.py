"""Other names for what is there: «X переименуй в Y», "X should be called Y from now on"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.draft import Draft, as_named
from language.folding import clean_name, fold
from language.guards import Reason, keeps_from
from language.guards.questions import is_request
from language.name_end import without_tail
from language.names import Mention
from language.parts import part_of
from language.readers.calling import calls, named_before
from language.readers.new.leading import is_called, without_naming
from language.readers.new.ordered import orders_on
from language.readers.new.remarks import without_remark
from language.readers.new.trailing import is_trail, quoted_alone
from language.readers.new.unlikely import is_unlikely, is_unquoted
from language.readers.quoted import QUOTED
from language.readers.status.outsiders import is_strange
from language.sentence import Sentence
from language.taken_back.correcting import said_last
from language.vocabulary import STATUSES, Cue

_EDGE = r"[\s:,—–→>-]*"
_LET_IT_BE = "пусть(?: она| он)? (?:будет|называется|зовётся|зовется)"
_TO_NEW_NAME = re.compile(
    rf"^{_EDGE}(?:(?:просто|обратно|снова|опять|лучше|пожалуйста|плиз|плз|пж|давай(?:те)?|будь\s+добр[а]?|if\s+you\s+(?:would|will|can|could|please|don['’]t\s+mind)|если\s+(?:можно|не\s+(?:сложно|трудно))|simply|just|back|please|pls|kindly|it|её|ее|его)[\s,]+(?=(?:во?|на|to|into)\s))?"
    rf"(?:по[- ](?:другому|новому){_EDGE})?(?:(?:во?|на|to|into|as|->|→|называется|called|named(?-i:(?=\s+[A-Z«\"]))"
    rf"|{_LET_IT_BE})\b)?"
    rf"{_EDGE}",
    re.IGNORECASE,
)
# "rename the offline mode feature, it's airplane mode now", «…, она теперь X», «…, будет X»
_NOW_IS = re.compile(
    rf"^{_EDGE}(?:(?:feature|project|task|фич\w+|проект\w*)\b{_EDGE})?"
    rf"(?:(?:it['’]s|(?:it\s+)?(?:is|will\s+be|should\s+be)|it['’]ll\s+be|now|это|она|он|будет|станет|теперь|отныне)\b{_EDGE})*"
)
_AND_BACK = re.compile(r"\b(?:renamed|changed|called)\s+(?:it|that)\s+back\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:who|what|where|when|why|how|which|whose|is|are|do|does|can"
    r"|кто|что|где|куда|когда|почему|зачем|как|какой|какая|сколько|чей|можно)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b(?:{_LET_IT_BE}|(?:to\s+)?be\s+(?:called|known\s+as|named)|call it|be called|is called|called|renamed to"
    r"|name it|to|теперь называется|называется|назови(?:те)?(?: её| его)?)\b"
    rf"{_EDGE}",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(
    r"\s*(?:[,.;!]\s*(?:so\s+)?(?:rename|переименуй|please|kindly|пожалуйста)\b.*"
    r"|[,.;!]\s*(?:many\s+)?(?:thanks|thank\s+you|thx|cheers|ta|asap|спасибо|спс|благодарю|срочно)\b.*|\s+asap"
    r"|\s+(?:please\s+)?(?:rename\s+(?:it|that|this)|переименуй(?:те)?(?:\s+(?:её|ее|его))?)(?:\s+please)?"
    r"|\s+(?:from now on|отныне|впредь|now|instead|please|(?:would|will|could|can)\s+(?:you|ya)|пожалуйста|плз"
    r"|надо|нужно|пора"
    r"|if\s+you\s+don['’]t\s+mind|если\s+не\s+(?:сложно|трудно))|\s*\((?:rename|переименуй)\)?)[\s.!,]*$",
    re.IGNORECASE,
)
# "X should be renamed to …", "might I ask that X be renamed to …", "I'd like X renamed to …"
_OUGHT = re.compile(
    r"\b(?:should|must|shall|needs?\s+to|has\s+to|have\s+to|to)\s+(?:now\s+|henceforth\s+)?be\s+$"
    r"|\b(?:ask|request|require|insist|see\s+to\s+it)\s+that\s[^.;!?]*\bbe\s+$"
    r"|^\W*(?:(?:so|ok|okay|well|hi|hello|and|please)\W+)*(?:i|we)(?:['’]d|\s+would)\s+(?:like|love)\s+(?:to\s+(?:see|have)\s+)?[^.;!?,]*$",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(r"\sby\s+\w+(?:\s\w+)?$", re.IGNORECASE)  # "was renamed to Night by marketing"
_TOLD_NAMES = frozenset({"renamed", "called"})
_CALLS_IT = frozenset({"call it", "name it", "назови", "назовём", "назовем", "назови ее", "назови её"})
_NO_NAME = re.compile(
    r"(?:a|an|so|it|him|her|that|because|off|out|in|on|back|for|into|upon|потому|так|из-за)\b"
    r"|(?:later|tomorrow|soon|потом|позже|завтра|когда-нибудь)[\s.!]*$",
    re.IGNORECASE,
)
_AND_ON = re.compile(r"\s(?:и|and)\s+(?:перейди|переключись|открой|switch\s+to|go\s+to)\b", re.IGNORECASE)
# «переименуй в быстрые нет в мгновенные»: the place is said once more.
_AGAIN = re.compile(r".*\s(?:нет|no|nope)[\s,]+(?:во?|to|into)\s+(?=\S)", re.IGNORECASE | re.DOTALL)
_IN_SINGLE_QUOTES = re.compile(r"(?<!\w)['‘](\w[^'’‘]*\w)['’](?!\w)")
_NOUN = "new name"
_TO = frozenset("to as into в на".split())
_THEN = frozenset({"и", "and", "then", "потом"})
_NEAR = 3  # words from the order to what it makes


def read_rename(s: Sentence) -> list[Draft]:
    """A new name, and what is ordered of the feature along with it: "rename X to Y and mark it done"."""
    feature = next(iter(s.of("feature")), None)
    end, orders = orders_on(s, feature.end, feature) if feature else (len(s.text), [])
    renamed_anew = _read_rename(part_of(s, 0, end) if orders else s)
    return [renamed_anew, *orders] if renamed_anew else []


def _read_rename(s: Sentence) -> Draft | None:
    """«X переименуй в Y», "X should be called Y from now on"."""
    ended = s.all(*STATUSES)  # "onboarding is called off" names nothing
    told = [c for c in s.all("rename") if not any(e.covers(c) for e in ended) and not _tells_which(s, c)]
    behind = [c for c in told if s.said(c) not in _TOLD_NAMES and s.segment(c.first)[0] and _leads_to_a_name(s, c)]
    if told and s.said(told[0]) in _TOLD_NAMES and not _leads_to_a_name(s, told[0]) and behind:
        told = behind  # "X was to be renamed long ago. Please rename it to Y"
    cue = next((c for c in told if s.said(c) != _NOUN or not _is_ordered_behind(s, c, told)), None) or calls(s)
    if cue is None or any(_is_what_it_is_called(s, one) for one in (cue, *s.all("rename"))):
        return None
    if _follows_a_making(s, cue) or _calls_another(s, cue):
        return None
    for kind in ("feature", "project"):
        mention = _what_is_renamed(s, cue, kind)
        if mention is None:
            continue
        name = _renamed_to(s, cue, mention)
        name = name.rstrip(" ?") if is_request(s) else name
        if s.said(cue) in _CALLS_IT and any(fold(name) == s.said(status) for status in s.all(*STATUSES)):
            return None  # "everything works, so call it done" names nothing
        kept = _kept(s, cue, mention, name)
        named = as_named(s, kind, mention)
        return Draft("rename", f"{kind}_rename", {kind: named, "name": name}, cue.language, kept)
    return None


def _leads_to_a_name(s: Sentence, cue: Cue) -> bool:
    """ "to", «в» stands in the same sentence behind it."""
    _, end = s.hard_segment(cue.first)
    return any(word.text in _TO for word in s.words[cue.last + 1 : end])


def _what_is_renamed(s: Sentence, cue: Cue, kind: str) -> Mention | None:
    """The first that is named, or the same again behind the order: «название X длинное, переименуй X в Y»."""
    named = s.of(kind)
    order = s.words[cue.first].start
    again = [m for m in named[1:] if named[0].end < order < m.start and m.things == named[0].things]
    return next(iter(again or named), None)


def _is_ordered_behind(s: Sentence, noun: Cue, told: Sequence[Cue]) -> bool:
    """ "X gets a new name, they insist. Rename it: Y": the name stands behind the order."""
    return any(c.first > noun.last and any(map(str.isalnum, s.after(c.last))) for c in told)


def _kept(s: Sentence, cue: Cue, mention: Mention, name: str) -> Reason | None:
    """What keeps it from being called so."""
    told = s.words[cue.first].text in _TOLD_NAMES and not _OUGHT.search(s.text[: s.words[cue.first].start])
    until = max(cue.last, s.index(mention.end)) + 1
    if kept := keeps_from(s, cue.first, cue.last, imperative=not told, until=until):
        return kept
    if told and (
        _BY_OTHERS.search(name) or _AND_BACK.search(s.text) or any(c.first >= until for c in s.all("never_", "hearsay"))
    ):
        return "hearsay"  # "they renamed dark theme to Night in a competitor's app"
    if _NO_NAME.match(name) or _is_the_new_name(s, cue, mention):
        return "another thing"  # "Tom called dark theme a disaster"
    if _AND_ON.search(name):
        return "several"
    if is_unlikely(name) and is_unquoted(s.text, name):
        return "doubt"
    return "question" if _asks_whether(s, cue, name) else "later" if _is_a_day(s, name) else None


def _is_a_day(s: Sentence, name: str) -> bool:
    """«переименуй её в понедельник»."""
    return bool(name) and any(fold(s.text[day.start : day.end]).endswith(fold(name)) for day in s.days())


def _is_the_new_name(s: Sentence, cue: Cue, mention: Mention) -> bool:
    """ "rename your dog to Onboarding", "rename it to Onboarding": the new name of something that is not known."""
    first = s.index(mention.start)
    if first == 0 or s.words[first - 1].text not in _TO:
        return False
    between = range(cue.last + 1, first - 1)
    nothing_else = all(s.plain(n) for n in between) and not any(w.text in _TO for w in s.words[s.index(mention.end) :])
    return nothing_else or any(is_strange(s, n) for n in between)


def _calls_another(s: Sentence, cue: Cue) -> bool:
    """«победителя назовём на корпоративе», «кнопку назовём …»: something else than a feature is called."""
    nouns = s.within("feature_noun", "project_noun", "pronoun", "filler")
    if cue.first == 0 or s.is_named(cue.first - 1) or cue.first - 1 in nouns or s.pause_before(cue.first):
        return False
    return {"NOUN", "accs"} <= s.words[cue.first - 1].marks and cue.first - 1 == s.segment(cue.first)[0]


def _follows_a_making(s: Sentence, cue: Cue) -> bool:
    """«заведи фичу X и переименуй Y в Z»: the other order is not to be dropped in silence."""
    orders = [c.last for c in s.all("create") if s.opening(c.first)]
    for noun in s.all("feature_noun", "project_noun"):
        between = range(noun.last + 1, cue.first)
        named = any(not s.is_named(n) and not s.plain(n) for n in between)
        joined = any(s.words[n].text in _THEN for n in between)
        if named and joined and any(0 < noun.first - last <= _NEAR for last in orders):
            return True
    return False


def _tells_which(s: Sentence, cue: Cue) -> bool:
    """ "cancel the feature called dark theme": it has that name already."""
    noun = any(c.last == cue.first - 1 for c in s.all("feature_noun", "project_noun"))
    return noun and s.said(cue) in _TOLD_NAMES and any(s.index(m.start) == cue.last + 1 for m in s.mentions)


def _is_what_it_is_called(s: Sentence, cue: Cue) -> bool:
    """ "create a feature called X", "need a feature in Mobile App, call it X": what is made has that name."""
    told = s.words[cue.first].text in _TOLD_NAMES
    nouns = [c for c in s.all("feature_noun", "project_noun", "release_noun") if c.last < cue.first]
    made = [c for c in nouns if c.last == cue.first - 1 or _leads_on(s, c, cue)] if told else nouns
    named = told or fold(s.said(cue)) in _CALLS_IT
    if told and not made and any(is_called(s.after(noun.last)) for noun in nouns):
        made = nouns  # "Create a feature. It's called X."
    return named and bool(made) and bool(s.first("create", "new", "own_wish", before=made[0].first))


def _leads_on(s: Sentence, noun: Cue, cue: Cue) -> bool:
    """ "a feature for mobile app it's called X", "… on the list called X": it goes somewhere, and has a name."""
    placed = {n for c in s.all("backlog", "project_noun", "list") for n in range(c.first, c.last + 1)}
    between = range(noun.last + 1, cue.first)
    return all(
        s.plain(n) or n in placed or any(s.index(m.start) <= n < s.index(m.end) for m in s.of("project"))
        for n in between
    )


# «… в ночь, хотя нет, переименуй в сумерки»
_ORDERED_ANEW = re.compile(
    r"^(?:(?:лучше|давай|пожалуйста|please|rather)\s+)*(?:переименуй(?:те)?|rename\s+it)\s+(?=(?:в|на|to)\s)",
    re.IGNORECASE,
)


def renamed(text: str) -> str:
    """The new name behind what leads it in: «в Чат с банком. Нет, лучше в Чат с оператором» leads it in twice."""
    last = said_last(text)
    last = last if QUOTED.search(last) else _AGAIN.sub("", last)
    last = _ORDERED_ANEW.sub("", last)
    if last != text:
        last = _TO_NEW_NAME.sub("", last, count=1)
    while (shorter := _AFTERTHOUGHT.sub("", last)) != last:
        last = shorter  # "First steps now, rename it"
    told = without_remark(last)
    return clean_name(quoted_alone(last) or (told if QUOTED.search(told) else without_tail(told)))


def _asks_whether(s: Sentence, cue: Cue, name: str) -> bool:
    """«переименовать X в Y?» asks, and so does "rename X to Y?" unless Y itself is a question: «Где мои деньги?»."""
    if not name.endswith("?") or is_request(s):
        return False
    return "INFN" in s.words[cue.first].marks or not _QUESTION.match(name)


def _renamed_to(s: Sentence, cue: Cue, mention: Mention) -> str:
    if before := named_before(s, mention.start):
        return before
    behind = s.text[max(mention.end, s.words[cue.last].end) :]
    if s.words[cue.last].start > mention.end:
        named = _NAMED.search(s.text, mention.end)
        order_last = not any(map(str.isalnum, behind)) or is_trail(f" {behind}")  # «теперь X называется Y, переименуй»
        if named and (order_last or named.end() >= s.words[cue.first].start):
            behind = s.text[named.end() :]
        elif order_last:  # «X в Y переименуй»
            behind = s.text[mention.end : s.words[cue.first].start].rstrip(" (")
    elif named := _NAMED.match(behind.lstrip(" ,:—–-")):
        behind = behind.lstrip(" ,:—–-")[named.end() :]
    last = said_last(behind)
    if quoted := QUOTED.findall(last) or _IN_SINGLE_QUOTES.findall(last):
        return clean_name(quoted[0])
    return renamed(without_naming(_TO_NEW_NAME.sub("", _NOW_IS.sub("", behind, count=1), count=1)))
