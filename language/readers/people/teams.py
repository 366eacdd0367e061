"""Which teams make a feature."""

from __future__ import annotations

import re

from language.draft import Draft, as_named
from language.guards import keeps_from
from language.guards.negations import negated
from language.guards.questions import asked
from language.names import Mention
from language.readers.people.team_names import JOINTS, can_be_a_team, is_capital, is_one_denied, is_order, team_names
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import is_russian, readings

_LISTED = re.compile(r"\w\s*,|\sи\s")
_ARE = re.compile(
    r"(?:\b(?:are|is|will be|это|теперь|будут)|\s[—–-])(?:\s+(?:now|the|its|теперь|и есть))*\s+$", re.IGNORECASE
)
_ON_IT = re.compile(r"\W*(?:на|для|for|on)\s+(?:the\s+)?(?:фич\w+\s+|feature\s+)?", re.IGNORECASE)
_TO = frozenset("to for on на для к".split())
_THE = frozenset("the our my whole entire their".split())
_DID = frozenset("put set made gave named took pulled moved dropped handed".split())
_PRAISE = frozenset("shout shoutout props kudos hats applause congrats congratulations bravo".split())
_IS_TOLD = re.compile(r"\s*(?:[:—–-]|это\b|are\b|is\b|теперь\b|будут\b|будет\b)", re.IGNORECASE)


def read_teams(s: Sentence) -> Draft | None:
    """«на чат назначь команду мобилки и команду бэкенда», "put the iOS and Android teams on X"."""
    cue = _team_ordered(s) or s.first("team")
    features = [m for m in s.of("feature") if m.whole] or s.of("feature")  # a team may be called like a part of one
    if cue is None or len(features) != 1 or s.of("release") or asked(s) or _is_whoever(s, cue):
        return None  # "bump it to v3.1, the team is swamped" speaks of the release
    assigned = s.all("assign")
    told = {c.kind for c in s.all(*STATUSES) if not any(a.covers(c) or _orders(s, a, c) for a in assigned)}
    if told - {"in_progress"} or (told and not s.has("will_work")):
        return None
    ordered = any(s.said(c) not in ("is", "as", "are") for c in s.all("assign", "put", "set"))
    names = _without_remarks(s, cue, features[0], team_names(s, features[0]))
    if not (ordered or _stands_alone(s, cue, features[0]) or _are_its_teams(s, cue, features[0], names)):
        return None
    if not names or not all(map(can_be_a_team, names)) or _is_elsewhere(s, cue, features[0]) or _is_ones_own(s, cue):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True) or ("negation" if _is_denied(s, names) else None)
    slots = {"feature": as_named(s, "feature", features[0]), "teams": ", ".join(names)}
    return Draft("teams", "feature_assign_teams", slots, cue.language, kept)


def _is_denied(s: Sentence, names: list[str]) -> bool:
    """«входу не назначай команду A», «команду A, а не B»: the order itself is denied, or one of the teams."""
    orders = [c for c in s.all("assign", "set", "put") if is_order(s, c)]
    denied = any(negated(s, c.first, c.last, imperative=True) for c in orders)
    return denied or is_one_denied(word for name in names for word in name.split())


def _team_ordered(s: Sentence) -> Cue | None:
    """«вход делает уже не команда A, поставь на него команду B»: the one that is ordered, whatever is told before."""
    orders = [c for c in s.all("assign", "set", "put") if is_order(s, c)]
    near = [s.segment(c.first) for c in orders]
    return next((c for c in s.all("team") if any(a <= c.first < b for a, b in near)), None)


def _is_ones_own(s: Sentence, cue: Cue) -> bool:
    """ "assign Bob from Red Team to login": the team is Bob's."""
    order = s.first("assign", before=cue.first)
    return order is not None and any(word.text in ("from", "из") for word in s.words[order.last + 1 : cue.first])


def _is_whoever(s: Sentence, cue: Cue) -> bool:
    """ "the team put it back", "shout out to the login team": the team of theirs, whose name nobody tells."""
    before = s.words[cue.first - 1].text if cue.first else ""
    behind = s.words[cue.last + 1].text if cue.last + 1 < len(s.words) else ""
    if cue.first and before in _THE and behind in _DID:
        return True
    return s.has("thanks") or any(word.text in _PRAISE for word in s.words[: cue.first])


def _orders(s: Sentence, assigned: Cue, status: Cue) -> bool:
    """«командой входа сделай Бэкенд»: an order, and no status; nor is "is being done by …", which is longer."""
    return assigned.first == status.first and "impr" in s.words[status.first].marks


def _is_elsewhere(s: Sentence, cue: Cue, feature: Mention) -> bool:
    """The team stands in another clause than the feature: "put the team lunch on Friday, dark theme can wait"."""
    _, end = s.segment(cue.first)
    if _is_listed_up_to(s, cue, feature):
        return False
    alone = s.text[s.words[end - 1].end :].lstrip()[:1] in (":", "—", "–", "-")
    return s.index(feature.start) >= end and not alone


def _is_listed_up_to(s: Sentence, cue: Cue, feature: Mention) -> bool:
    """ "assign teams Platform, QA to login", «назначь команды Дизайн, Веб на вход»: only names stand between."""
    between = range(cue.last + 1, s.index(feature.start))
    listed = [n for n in between if s.words[n].text not in JOINTS and not s.plain(n) and s.words[n].text not in _TO]
    return len(listed) > 1 and all(is_capital(s, n) for n in listed)


def _stands_alone(s: Sentence, cue: Cue, feature: Mention) -> bool:
    """«тёмная тема, команды: A, B», "the teams for X are A and B"."""
    tail = s.text[max(s.words[cue.last].end, feature.end) :]
    if _ON_IT.fullmatch(s.text, 0, feature.start) and not s.text[feature.end : s.words[cue.first].start].strip(" ,—–-"):
        return _are_nouns(tail)  # «на вход команды iOS и Android»
    if s.after(cue.last).startswith(":") and s.opening(cue.first):
        return True  # "teams: Web, Core for dark theme"
    if s.words[cue.first].text == "команды" and s.opening(cue.first) and _are_nouns(tail):
        return True  # «команды входа бэкенд и биллинг»
    listed = cue.first == s.index(feature.end) and len(_LISTED.findall(tail)) > 0
    if listed and s.words[cue.first].text == "команды" and s.opening(s.index(feature.start)) and _are_nouns(tail):
        return True  # «вход команды бэкенд и биллинг»
    return bool(_IS_TOLD.match(tail))


def _without_remarks(s: Sentence, cue: Cue, feature: Mention, names: list[str]) -> list[str]:
    """ "A and B are the teams on X after the reorg, note it": what is only remarked behind names nobody."""
    told = _ARE.search(s.text[: s.words[cue.first].start])
    if told is None or feature.start < s.words[cue.first].start or not _REMARKED.fullmatch(s.text, feature.end):
        return names
    return [name for name in names if name in s.text[: told.start()]]


_REMARKED = re.compile(
    r"(?:\s+(?:after|since|following|as\s+of|from)\b[^,;.]*?)?"
    r"(?:[\s,;.]+(?:so\s+|please\s+|kindly\s+)*(?:note|mark|record|write|put|set)\s+(?:it|that|this)(?:\s+down)?(?:\s+please)?)?[\s.!]*",
    re.IGNORECASE,
)


def _are_its_teams(s: Sentence, cue: Cue, feature: Mention, names: list[str]) -> bool:
    """ "iOS and Backend are the teams for X", «iOS и Бэкенд — команды X»: what they are stands behind them."""
    begun = s.words[cue.first].start
    told = _ARE.search(s.text[:begun])
    if told is None or feature.start < begun or not names or not all(n in s.text[: told.start()] for n in names):
        return False
    return len(names) > 1 or all(name[0].isupper() for name in names)


def _are_nouns(text: str) -> bool:
    """Nouns, or words of no dictionary, with «и» and commas between: nothing is told, something is listed."""
    said = [word for word in re.findall(r"\w[\w-]*", text.lower()) if word not in JOINTS]
    return bool(said) and all(map(_is_a_thing, said))


def _is_a_thing(word: str) -> bool:
    reading = readings(word)[0].tag
    return not is_russian(word) or (reading.POS == "NOUN" and "anim" not in reading)
