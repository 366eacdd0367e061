"""Descriptions of projects and features: what follows is kept word for word."""

from __future__ import annotations

import re

from language.draft import Draft, as_named
from language.folding import fold
from language.guards import keeps_from
from language.readers.notes.as_told import as_told
from language.readers.notes.described import described_after
from language.readers.notes.leading import is_set_apart
from language.readers.notes.opinions import is_verdict
from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import words

_NOUN = re.compile(r"^\s*(?:project|feature|проекта?|фич\w+)\b(?=\s*(?::|\s[—–-]))", re.IGNORECASE)
_TO_BE = re.compile(r"\s+(?:to|as|is|на)\s*[:—–]", re.IGNORECASE)
_LEADS_IN = re.compile(
    r"^[\s:,—–-]*(?:as|это|такое|is|to|так|на|вот так|запиши|добавь|внеси|укажи|поставь|put|write)\b(?=[\s:])",
    re.IGNORECASE,
)
_IS = re.compile(r"\s*(?:[:—–-]|это\b|такое\b)")
_NOUNS = frozenset({"описание", "описания", "description"})
_DICTATED = 3  # words that are a description without a colon


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
        if mention.end <= s.words[cue.first].start and not (is_set_apart(s, cue) or _is_ordered(s, cue)):
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
