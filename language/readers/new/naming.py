"""New names: projects, features and releases are created; names are kept as written."""

from __future__ import annotations

import re
from typing import NamedTuple

from language.draft import Draft, Named, as_named
from language.folding import clean_name
from language.guards import Reason, keeps_from
from language.guards.questions import is_request
from language.name_end import without_tail
from language.names import Mention
from language.names.versions import versions_said
from language.parts import part_of
from language.readers.new.attributes import described_behind, told_behind
from language.readers.new.before import is_named_as_one, is_quoted_before, named_before
from language.readers.new.created import NEWNESS, created, name_begins
from language.readers.new.leading import is_called, without_lead
from language.readers.new.listed import PLURAL, listed_names, lists_several, quotes_end, without_remark_behind
from language.readers.new.making import called_off, elsewhere, is_compound, is_needless, kept_from_making, order_for
from language.readers.new.overrun import goes_on
from language.readers.new.own_release import goes_into_release, release_before
from language.readers.new.placed import placed
from language.readers.new.remarks import is_remark, without_remark
from language.readers.new.trailing import is_trail, quoted_alone, without_order, without_trail
from language.readers.new.unlikely import is_for_somebody, is_unlikely, is_unquoted
from language.readers.quoted import QUOTED
from language.sentence import Sentence
from language.taken_back.correcting import said_last, without_corrected
from language.vocabulary import STATUSES, Cue
from language.words import RELEASE_NOUNS

_ITS_OWNER = re.compile(r"[,;.(]\s*(?:po|пио|owner|владелец|команд[аы]|teams?)[\s:—–-]+\S", re.IGNORECASE)
_NOT_BUT = re.compile(r"^(?:не\s+[^,]+,\s*а\s+|not\s+[^,]+,?\s+but\s+)(?=\S)")  # «не карта курьера, а карта водителя»
_ASIDE = re.compile(r"^\s*,[^,«\"“„]{2,40}[,:]\s*(?=[«\"“„])")  # «создай фичу, только не смейся, «Котики»»
_NEAR = 5
_DEFINITE = frozenset("the this that our их наш этот тот".split())
_FORGET = frozenset("forget забудь забудьте забыть".split())
_SETS = frozenset({"поставить", "ставить", "put"})
_VERSION = re.compile(r"\bv?\.?\d+(?:\.\d+)*(?:-?[a-z]+\d*)?\b", re.IGNORECASE)
_POINTED = re.compile(r"\bv?\d+\.\d+\b")
INTO_RELEASE = re.compile(r"\b(?:в|на|к|to|into|in|for)\s+(?:the\s+)?(?:релиз|верси|release|version)", re.IGNORECASE)
# It becomes the active one anyway: «создай проект Феникс и переключись на него», "… and switch to it".
_AND_GO_THERE = re.compile(
    r"\s*(?:[,.;]|\s(?:и|and)\s)\s*(?:(?:и|and|then|сразу|потом)\s+)*(?:переключи\w*|перейди\w*|открой|сделай|switch|go|move|open|make)\s+(?:меня\s+|me\s+)?"
    r"(?:(?:на|в|к|to|into)\s+)?(?:него|нему|его|it|there)(?:\s+(?:активным|текущим|active|current|the\s+(?:active|current)\s+(?:one|project)))?[\s.!]*$",
    re.IGNORECASE,
)
_RELEASES = frozenset({"релизы", "версии", "releases", "versions"})
_DAYS_OF_A_RELEASE = frozenset("срок дата дедлайн день date day deadline eta".split())
_LEADS_A_DAY_IN = re.compile(r"(?:\b(?:for|on|by|due|на|к|до)\s+)*$", re.IGNORECASE)
_FOR = frozenset("для за по for on of from".split())
_INTO = frozenset("в на к to into in for the".split())

_OUT_OF_AN_IDEA = re.compile(r"\s*(?:из|from)\s+(?:эт\w+\s+|the\s+|this\s+|my\s+)?(?:иде|idea)", re.IGNORECASE)
_THERE = re.compile(r"\s+(?:there|там|туда)[\s.!]*$", re.IGNORECASE)


def read_new_feature(s: Sentence) -> Draft | list[Draft] | None:
    """«нужна новая фича X», "please set up a feature called X", «добавь в mobile app фичу X»."""
    noun = created(s, "feature_noun")
    if noun is None:
        return None
    if _OUT_OF_AN_IDEA.match(s.after(noun.last)):
        return None  # an idea is to become it: that idea is not known here
    if s.after(noun.last).startswith(" idea"):
        return None  # "my new feature idea"
    start = name_begins(s, noun)
    quoted = QUOTED.search(s.text, start)
    if quoted and described_behind(s.text, start, len(s.text))[0] < quoted.start():
        quoted = None  # the description stands in quotation marks, not the name
    end, slots = told_behind(s, quotes_end(s, noun, quoted) if quoted else start, len(s.text))
    text = without_remark_behind(s.text[start:end]) if s.said(noun) in PLURAL else _without_there(s, s.text[start:end])
    if INTO_RELEASE.search(s.text, quoted.end() if quoted else start, end) or goes_into_release(s, end):
        return None  # «добавь фичу X в релиз v9.9» makes no new feature, even where X or v9.9 is not known
    told, project = _told_and_placed(s, noun, start, text, named=quoted is not None)
    nothing_told = is_trail(told) or told.strip().lower() == "list" or is_named_as_one(s, noun)
    before = named_before(s, noun) if nothing_told else ""
    name = new_name(before or told, of_many=lists_several(s, noun, text))
    kept = (
        _guarded(s, noun)
        or kept_from_making(s, noun, placed=project is not None or bool(before))
        or goes_on(s, noun, end)
        or (None if project else elsewhere(s, noun))
    )
    if (release := release_before(s, noun)) is not None:
        slots.setdefault("release", release)
    if _ITS_OWNER.search(name) and s.said(noun) in PLURAL:
        kept = kept or "several"  # whose PO that is
    if project is not None:
        slots["project"] = as_named(s, "project", project)
    return [
        Draft("new feature", "feature_create", {"name": one, **slots}, noun.language, kept or unlikely(s.text, one))
        for one in listed_names(s, noun, name, before or text)
    ]


def _without_there(s: Sentence, text: str) -> str:
    """ "switch to Mobile App, then create feature Voice search there"."""
    return _THERE.sub("", text) if s.has("switch") and s.of("project") else text


def _guarded(s: Sentence, noun: Cue) -> Reason | None:
    """What is said around the order, or around the noun where none is given."""
    first = (order_for(s, noun) or noun).first
    return keeps_from(s, first, noun.last, imperative=True, until=noun.last + 1)


def _told_and_placed(s: Sentence, noun: Cue, start: int, text: str, *, named: bool) -> tuple[str, Mention | None]:
    """What is told behind the noun, which holds no name where one in quotation marks stands before it; the project."""
    if not named and is_quoted_before(s, noun):
        return placed(part_of(s, 0, s.words[noun.last].end), noun, start, "")
    text = without_order(text.rstrip(" ?") if _is_asked(s, noun) else text)
    told, project = placed(s, noun, start, text)
    if project is None and s.of("project") and (shorter := without_tail(without_remark(text))) != text:
        told, project = placed(s, noun, start, shorter)  # "X in Mobile App, as agreed"
        told = text if project is None else told
    return told, project


def _is_asked(s: Sentence, noun: Cue) -> bool:
    """ "could you create …?": the question mark is no part of the name, as in "create feature Can we go cheaper?"."""
    return is_request(s) and s.first("request", before=noun.first) is not None


def unlikely(text: str, name: str) -> Reason | None:
    """Words taken for a new name that are none: "on the list", "night theme from now on, rename it"."""
    odd = is_unlikely(name) or is_for_somebody(text, name)
    return "doubt" if odd and is_unquoted(text, name) else None


def says_more(text: str) -> bool:
    """Behind a new project's name something else is told of it: «…, описание: …», "… and switch to it"."""
    return bool(_AND_GO_THERE.search(text) or _ITS_OWNER.search(text)) or described_behind(text, 0, len(text))[0] < len(
        text
    )


def read_new_project(s: Sentence) -> Draft | list[Draft] | None:
    """«заведи проект X», "start a new project called X"."""
    noun = created(s, "project_noun")
    if noun is None or s.all("feature_noun", "release_noun") or is_compound(s, noun) or is_needless(s, noun):
        return None
    if any(where.covers(noun) for where in s.all("where")):
        return None  # "I lost track, what project is this", "make X the active project"
    begins = name_begins(s, noun)
    if any(m.whole and begins <= m.start and s.first(*STATUSES, after=s.index(m.end)) for m in s.of("feature")):
        return None  # "this one's for another project: X in Y is in progress" tells of X
    end, slots = described_behind(s.text, begins, len(s.text))
    text = _AND_GO_THERE.sub("", s.text[begins:end])
    name = new_name(text.rstrip(" ?") if _is_asked(s, noun) else text)
    if not name and noun.first and s.words[noun.first - 1].text in _INTO | _FOR:
        return None  # «нужны новые люди на проект»
    if _tells_of_a_feature(s, begins):
        return None
    kept = _guarded(s, noun) or kept_from_making(s, noun)
    if _ITS_OWNER.search(text):
        kept = kept or "several"  # a project has no PO
    return [
        Draft("new project", "project_create", {"name": one, **slots}, noun.language, kept or unlikely(s.text, one))
        for one in listed_names(s, noun, name, text)
    ]


def _tells_of_a_feature(s: Sentence, begins: int) -> bool:
    """ "another project: dark theme in Mobile App is done": a status of what is known, and no name."""
    named = [s.index(m.end) for m in s.of("feature") if m.whole and m.start >= begins]
    return bool(named) and any(c.first >= named[0] for c in s.all(*STATUSES))


def read_new_release(s: Sentence) -> Draft | None:
    """«нужен релиз 1.7 на конец месяца», "plan a v3.2 release, due in two weeks"."""
    noun = s.first("release_noun")
    # "we released v3.0 as a new release" makes none
    known_one_moves = s.of("release") and (s.has("move") or not _orders_one(s) or _goes_into(s, noun))
    noun = noun or _bare_release(s)
    cue = _said_to_be_made(s) or _set_on_a_day(s)
    if noun is None or s.of("feature") or s.has("feature_noun") or cue is None or known_one_moves or _is_known(s, cue):
        return None
    version = _version(s)
    dates = s.days()
    if version is None or (cue.first > noun.last + _NEAR and not dates):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True) or called_off(s) or _is_denied(s, cue)
    kept = kept or (None if dates else _was_made(s))
    if s.said(noun) in _RELEASES and len(_versions(s)) > 1:
        kept = kept or "several"  # one at a time: each has its day
    if s.has("there"):
        kept = kept or "several"  # «…, и положи туда светлую тему»: what is to go into it is not known
    slots: dict[str, object] = {"version": version, "date": dates[0] if dates else None}
    if projects := s.of("project"):
        slots["project"] = Named("project", s.text[projects[0].start : projects[0].end], projects[0])
    return Draft("new release", "release_create", slots, noun.language, kept)


def _said_to_be_made(s: Sentence) -> Cue | None:
    """The order in the sentence that tells the version; «новый срок релиза 2.0» makes none."""
    makes = [c for c in s.all("create", "new") if not _is_of_a_day(s, c)]
    version = next(iter(_versions(s)), None)
    start, end = s.hard_segment(s.index(version.start)) if version and makes else (0, 0)
    beside = [c for c in makes if start <= c.first < end]
    return next(iter(beside or makes), None)


def _is_of_a_day(s: Sentence, new: Cue) -> bool:
    """«новый срок», "the new release date"."""
    behind = s.words[new.last + 1 : new.last + 3]
    behind = behind[1:] if behind and behind[0].text in RELEASE_NOUNS else behind[:1]
    return any(word.forms & _DAYS_OF_A_RELEASE for word in behind)


def _is_known(s: Sentence, cue: Cue) -> bool:
    """ "the new release sounds exciting": there is one already."""
    return cue.first > 0 and s.words[cue.first - 1].text in _DEFINITE and not _orders_one(s)


def _set_on_a_day(s: Sentence) -> Cue | None:
    """«поставь на 20 мая релиз 2.4», where none is known by that name."""
    order = next((c for c in s.all("set", "put") if s.words[c.first].forms & _SETS), None)
    ordered = order is not None and ("impr" in s.words[order.first].marks or s.opening(order.first))
    return order if ordered and not s.mentions and len(s.days()) == 1 else None


def _is_denied(s: Sentence, cue: Cue) -> Reason | None:
    """ "we are not going to create release 3.2"; "don't forget to create it", "no time, create it" order it."""
    start, _ = s.segment(cue.first)
    between = range(start, cue.first)
    forgotten = any(s.words[n].text in _FORGET for n in between)
    denied = any(c.first in between for c in s.all("no_")) and not forgotten
    return "negation" if denied and "impr" not in s.words[cue.first].marks else None


def _was_made(s: Sentence) -> Reason | None:
    """«мы сделали релиз 1.9», "we created …": told, and no order."""
    made = [s.words[c.first] for c in s.all("create") if not s.words[c.first].forms & (NEWNESS | {"новый"})]
    if not made and any({"VERB", "past"} <= w.marks for w in s.words):
        return "plan"  # «новая версия 3.3 вышла у конкурентов»
    told = any({"VERB", "past"} <= w.marks or (w.text.isascii() and w.text.endswith("ed")) for w in made)
    ordered = any("impr" in w.marks or (not w.marks & {"VERB"} and not w.text.endswith("ed")) for w in made)
    return "plan" if told and not ordered else None


def _bare_release(s: Sentence) -> Cue | None:
    """ "set up v3.7 for March 5", «2.7 на 5 марта, заведи»: an order, a version, a day, and nothing else."""
    order = s.first("create")
    if order is None or s.mentions or len(s.days()) != 1 or _version(s) is None:
        return None
    ordered = range(order.first, order.last + 1)
    told = [n for n in range(len(s.words)) if not (s.plain(n) or s.is_named(n) or n in ordered)]
    return order if len(told) == 1 and s.words[told[0]].text[-1].isdigit() else None


def _orders_one(s: Sentence) -> bool:
    return any(s.said(cue) not in NEWNESS and not _is_of_a_day(s, cue) for cue in s.all("create"))


def _goes_into(s: Sentence, noun: Cue | None) -> bool:
    """«добавь его в релиз v2.0», "add them to release 3.0": something is put into it."""
    if noun is None or noun.first == 0 or not s.first("pronoun", before=noun.first):
        return False
    return s.words[noun.first - 1].text in _INTO


def new_name(text: str, *, of_many: bool = False) -> str:
    """The name as it is to be kept: what leads it in and what is said behind it are no part of it.

    Of several in a row (`of_many`) none is looked for behind the first.
    """
    text = _ASIDE.sub("", text)
    if is_remark(text) and not is_called(text):
        return ""
    text = _NOT_BUT.sub("", without_remark(without_lead(said_last(without_lead(text)))))
    if not QUOTED.search(text):
        text = without_trail(text)
        text = text if of_many else without_trail(without_tail(text))
    return clean_name(quoted_alone(text) or text)


class _Version(NamedTuple):
    start: int
    end: int
    value: str


def _version(s: Sentence) -> str | None:
    """The version, in figures or in words, that is no part of a date."""
    found = _versions(s)
    nouns = [s.words[c.last].end for c in s.all("release_noun")]
    named = (v for v in found if any(not s.text[end : v.start].strip() for end in nouns if end <= v.start))
    # «во исполнение пункта 7 создайте релиз v2.3»
    return next((v.value for v in (*named, *found)), None)


def _versions(s: Sentence) -> list[_Version]:
    spoken = [(v.start, v.end, v.value) for v in versions_said(s.text)]
    written = [(m.start(), m.end(), m.group()) for m in _VERSION.finditer(s.text)]
    found = [_Version(*one) for one in sorted(spoken + written)]
    found = [v for v in found if not any(d.start < v.end and v.start < d.end for d in s.days())]
    return without_corrected(_without_days(s), found)


def _without_days(s: Sentence) -> str:
    """The text with blanks for its days: in "v3.2 for April 2, no wait, v3.1" the version is said otherwise."""
    text = s.text
    for day in s.days():
        start = _LEADS_A_DAY_IN.search(text[: day.start])
        begins = start.start() if start else day.start
        text = f"{text[:begins]}{' ' * (day.end - begins)}{text[day.end :]}"
    return text


def tells_of_two(text: str) -> bool:
    """«2.2 на 1 мая и 2.3»: two releases, each with its day."""
    return len(_POINTED.findall(text)) > 1 and said_last(text) == text


def version_in(text: str) -> str | None:
    """The version that a text begins with: «v3.0 с датой» is v3.0."""
    found = _VERSION.match(text)
    return found.group() if found else None


def version_at(text: str) -> str | None:
    """The version that stands first in a text, in figures or in words."""
    said = next((v.value for v in versions_said(text) if not text[: v.start].strip()), None)
    return version_in(text.strip()) or said


def version_said(text: str) -> str | None:
    """The version that a text is in words: «два пять» is 2.5."""
    return next((v.value for v in versions_said(text) if (v.start, v.end) == (0, len(text))), None)
