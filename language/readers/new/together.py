"""Several new things in one order: «создай проект X, фичу Y и релиз 1.0 на 20 января»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from language.draft import Draft, as_named
from language.guards import Reason, keeps_from
from language.readers.new.attributes import told_behind
from language.readers.new.listed import listed_names
from language.readers.new.making import kept_from_making
from language.readers.new.naming import INTO_RELEASE, new_name, version_at
from language.readers.new.placed import placed
from language.readers.new.trailing import ends_with_order, without_order
from language.readers.quoted import QUOTED
from language.sentence import Sentence
from language.vocabulary import Cue

_KINDS = {"project_noun": "project", "feature_noun": "feature", "release_noun": "release"}
# What joins one new thing to the next; a verb may be said again.
_JOINED = re.compile(
    r"(?:\s*[,;.]\s*(?:(?:и|and|а также|а|then|потом)\s+)?|\s+(?:и|and|then|потом|затем|с|with|plus|плюс)\s+)"
    r"(?:(?:сразу|туда|там|в\s+н[её]м|в\s+ней|в\s+него|в\s+неё|заодно|also|then"
    r"|ещё|еще|одну|один|another|one more|дв[ае]|три|two|three|создай|добавь|заведи|create|add|a|an|the"
    r"|нов\w+|new)\s+)*$",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    r"[\s-](?:flags?|requests?|toggles?|freeze|parity|list|page)\b", re.IGNORECASE
)  # "feature flags"
_INTO_IT = re.compile(
    r"\s+(?:(?:to|in|into)\s+it|there)[\s.!]*$|\s+(?:в\s+(?:н[её]м|него|неё|нее)|туда)[\s.!]*$", re.IGNORECASE
)


def read_together(s: Sentence) -> list[Draft]:
    """A draft for each, in the order they were told; none where only one is to be made."""
    nouns = _nouns(s)
    ordered = any(c.first < nouns[0].first for c in s.all("create", "new")) if nouns else False
    if len(nouns) < 2 or not (ordered or ends_with_order(s.text)):
        return []
    kept = keeps_from(s, nouns[0].first, nouns[0].last, imperative=True, until=nouns[0].last + 1)
    kept = kept or kept_from_making(s, nouns[0], placed=True)
    end, place = _place(s, nouns)
    kept = kept or ("several" if s.of("project") and not place else None)
    ends = [*(_end(s, noun, following) for noun, following in pairwise(nouns)), end]
    drafts = [draft for noun, end in zip(nouns, ends, strict=True) for draft in _drafts(s, noun, end)]
    kept = kept or _unclear(drafts)
    return [replace(draft, kept=kept, slots=draft.slots | place) for draft in drafts]


def _place(s: Sentence, nouns: Sequence[Cue]) -> tuple[int, dict[str, Any]]:
    """Where the last name ends, and the one project that all of them are put into: «фичу А и фичу Б в проекте X»."""
    end, start = len(without_order(s.text.rstrip(" ?"))), s.words[nouns[-1].last].end
    if len(s.of("project")) != 1 or nouns[0].kind == "project_noun":
        return end, {}
    text, project = placed(s, nouns[-1], start, s.text[start:end])
    if project is None:
        return end, {}
    return start + len(text), {"project": as_named(s, "project", project)}


def _unclear(drafts: Sequence[Draft]) -> Reason | None:
    """«фичу А и фичу Б в релиз 3.1»: whether that is told of both is not sure, nor where a name ends."""
    features = [draft.slots for draft in drafts if draft.intent == "feature_create"]
    more_told = len(features) > 1 and any(len(slots) > 1 for slots in features)
    return "several" if more_told or any(INTO_RELEASE.search(slots["name"]) for slots in features) else None


def _nouns(s: Sentence) -> list[Cue]:
    """The words for what is to be made: the first, and each that a joint leads in and a name follows."""
    found: list[Cue] = []
    for noun in sorted(s.all(*_KINDS), key=lambda cue: cue.first):
        inside = any(q.start() < s.words[noun.first].start < q.end() for q in QUOTED.finditer(s.text))
        if inside or (found and (noun.first <= found[-1].last or not _follows(s, noun, found[-1]))):
            continue
        found.append(noun)
    return found


def _follows(s: Sentence, noun: Cue, last: Cue) -> bool:
    """Another thing begins here: a project only comes first, a release has its version, a feature a name."""
    behind = s.after(noun.last)
    if noun.kind == "feature_noun" and (_COMPOUND.match(behind) or _are_made_later(s, noun)):
        return False
    known = any(not s.text[s.words[noun.last].end : m.start].strip() for m in s.of("release"))
    begins = {
        "project_noun": False,
        "release_noun": version_at(behind) is not None and not known,
        "feature_noun": any(letter.isalnum() for letter in behind[:4]),
    }
    between = s.text[s.words[last.last].end : s.words[noun.first].start]
    joint = _JOINED.search(between)
    return begins[noun.kind] and joint is not None and any(map(str.isalnum, between[: joint.start()]))


def _are_made_later(s: Sentence, noun: Cue) -> bool:
    """«…, фичи добавлю потом», «…; фичи пока не добавлять», "…, features will be added later"."""
    if s.words[noun.last].text == "features" and _TO_COME.match(s.after(noun.last)):
        return True
    making = next((c for c in s.all("create", "put") if c.first > noun.last), None)
    if making is None or s.segment(making.first) != s.segment(noun.first):
        return False
    lead = s.words[noun.last + 1 : making.first]
    marks = s.words[making.first].marks
    denied = any(word.text == "не" for word in lead)
    return ("1per" in marks or "INFN" in marks or denied) and all(word.text in _LATER for word in lead)


_LATER = frozenset("пока потом позже ещё еще не туда в него нее неё мы я сам сама".split())
_TO_COME = re.compile(r"\s+(?:will|can|are|come|coming|later|tbd|tba|follow|to\s+(?:follow|come|be))\b", re.IGNORECASE)


def _end(s: Sentence, noun: Cue, following: Cue) -> int:
    """Where the name ends: before what joins the next thing to it."""
    start = s.words[noun.last].end
    joint = _JOINED.search(s.text[start : s.words[following.first].start])
    return start + joint.start() if joint else s.words[following.first].start


def _drafts(s: Sentence, noun: Cue, end: int) -> list[Draft]:
    """What is to be made of one part: one thing, or the features it lists."""
    start = s.words[noun.last].end
    told: dict[str, Any] = {}
    if noun.kind == "feature_noun":
        end, told = told_behind(s, start, end)
    text = s.text[start:end]
    if noun.kind == "release_noun":
        days = [day for day in s.days() if start <= day.start < end]
        slots = [{"version": version_at(text), "date": days[0] if days else None}]
    else:
        name = new_name(_INTO_IT.sub("", text))
        slots = [{"name": one, **told} for one in listed_names(s, noun, name, text)]
    return [Draft("several new things", f"{_KINDS[noun.kind]}_create", one, noun.language) for one in slots]
