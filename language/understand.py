"""A text becomes a meaning: names first, then the sentence around them, then the decision."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from language.deciding import decide, only_thing
from language.draft import Draft, Named
from language.drafting import CREATING, FREE_TEXT, LIVING, TALK, from_readers, from_templates
from language.earlier import NOTHING, Earlier
from language.folding import fold
from language.guards import asked
from language.layout import mended, unmixed
from language.meaning import Meaning, NoCommand
from language.names import Mention, Names, names_of
from language.nearest import nearest
from language.pointing import pointed
from language.politeness import plainly
from language.prefaces import without_preface
from language.readers.again import read_reason, read_same
from language.readers.amended import read_amended
from language.readers.beforehand import reason_ahead
from language.readers.instead import read_instead
from language.readers.together import read_together
from language.readers.undoing import read_called_off
from language.sentence import Sentence, take_apart
from language.things import Thing, World
from language.vocabulary import STATUSES, Cue

# Where one command may end and another begin.
_CUT = re.compile(
    r"\s*[,;.!\n]+\s*(?:(?:а|и|но|and|but|so|also|then)\s+)?|\s+(?:а|и|но|and|but|so|then)\s+", re.IGNORECASE
)
CHANGES = frozenset(
    "feature_status feature_assign_po feature_assign_teams dependency_add dependency_remove "
    "release_add_feature release_remove_feature release_move release_out aside_put".split()
)
_NAMES = ("feature", "release", "blocker", "blocked")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2}[.!?…])\s+(?=\S)|\n+")
_TAKEN_BACK = ("never_", "if_", "correction", "halt", "undo", "wrong_")
_OPENING = re.compile(r"^(?:короче|так вот|в общем|ну|итак|слушай|anyway|so|ok|okay|well)\b[\s,]*", re.IGNORECASE)
_SHORT = 4  # words that may only say what another status it is
_BARE_COMMAND = re.compile(r"/\w+(?:@\w+)?")  # tapped in the menu: it is in nobody's language
# What says nothing itself.
_AFTER_ALL = re.compile(r"^(?:on second thoughts?|come to think of it)\b[\s,.—–-]*", re.IGNORECASE)
_MEANT = re.compile(r"[,\s]+i (?:mean|meant)[\s.!]*$", re.IGNORECASE)  # "… to v3.0, sorry, v3.1 i mean"
_SLASH = re.compile(r"^/(\w+)(?:@\w+)?")
_LATIN, _CYRILLIC = re.compile(r"[a-z]"), re.compile(r"[а-я]")


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a text was understood: taken apart, drafted, decided."""

    sentence: Sentence
    drafts: tuple[Draft, ...]
    meaning: Meaning


def understand(
    text: str, world: World, today: dt.date, *, forwarded: bool = False, earlier: Earlier = NOTHING
) -> Meaning:
    """What is meant by a text, given the known names and the day it is in the team's time zone.

    Pure: nothing is looked up and nothing is changed. Someone else's words (forwarded) never become a command.
    """
    return explain(text, world, today, forwarded=forwarded, earlier=earlier).meaning


def explain(
    text: str, world: World, today: dt.date, *, forwarded: bool = False, earlier: Earlier = NOTHING
) -> Understanding:
    """The same, with the steps that led to it."""
    names = names_of(world)
    sentence = take_apart(_tidy(text), names, today)
    if forwarded:
        return Understanding(sentence, (), NoCommand(None, "forwarded", only_thing(sentence, world)))
    if plain := _past_preface(sentence, world, today, earlier):
        return plain
    command = bool(_BARE_COMMAND.fullmatch(text.strip()))
    again = read_instead(sentence, earlier) or read_called_off(sentence, earlier) or _again(sentence, earlier)
    for taken, drafts in chain([(sentence, again)], _attempts(sentence, names, today, earlier.spoken_of)):
        if drafts:
            meaning = decide(drafts, taken, names, world)
            spoken = replace(meaning, language="") if command else _in_language(meaning, taken)
            return Understanding(taken, tuple(drafts), spoken)
    reason = "question" if asked(sentence) else "not understood"
    tongue, thing = spoken_language(sentence.text), only_thing(sentence, world)
    meaning = NoCommand(tongue, reason, thing, nearest(sentence))  # type: ignore[arg-type]
    return Understanding(sentence, (), meaning)


def _past_preface(s: Sentence, world: World, today: dt.date, earlier: Earlier) -> Understanding | None:
    """What is meant behind "don't laugh, but …", where something is."""
    matter = without_preface(s)
    if matter is None:
        return None
    about = (*matter.about, *(t for t in earlier.spoken_of if not matter.about or t.kind != "feature"))
    understood = explain(matter.text, world, today, earlier=replace(earlier, spoken_of=about))
    return None if isinstance(understood.meaning, NoCommand) else understood


def _again(s: Sentence, earlier: Earlier) -> Sequence[Draft]:
    """What was done last, to another feature or with another day, release or owner."""
    if earlier.same is None:
        return []
    if reason := read_reason(s, earlier):
        return [reason]
    amended = None if s.has(*STATUSES) else read_amended(s, earlier.same, earlier.spoken_of)
    return [amended] if amended else read_same(s, earlier.same)


def spoken_language(text: str) -> str | None:
    """The language of a text by its letters; None where it has none."""
    folded = fold(text)
    if _CYRILLIC.search(folded):
        return "ru"
    return "en" if _LATIN.search(folded) else None


def _attempts(
    s: Sentence, names: Names, today: dt.date, spoken_of: Sequence[Thing]
) -> Iterator[tuple[Sentence, Sequence[Draft]]]:
    """Ways to read a sentence, the surest first."""
    yield s, read_together(s)
    templates = list(islice(from_templates(s, linked=True), 1))
    # A reason takes all that follows, another command too: with two features the clauses are read one by one.
    if not (templates and "reason" in templates[0].slots and len(s.of("feature")) > 1):
        yield s, templates
    pointing = pointed(s, spoken_of)
    yield pointing, from_readers(pointing, FREE_TEXT)
    yield from _last_sentence(s, names, today)
    corrected = _corrected(s, names, today, spoken_of)
    for taken in (corrected, s) if corrected is not None else (s,):
        yield taken, from_readers(taken, (*TALK, *CREATING))
        pointing = pointed(taken, spoken_of)
        yield pointing, _clause_by_clause(pointing, names, today, spoken_of) or from_readers(pointing, LIVING)
    yield s, list(islice(from_templates(s, linked=False), 1))


def _last_sentence(s: Sentence, names: Names, today: dt.date) -> Iterator[tuple[Sentence, Sequence[Draft]]]:
    """«Пятницу отменяют. Короче, команды фичи X: A, B»: the last sentence is said to the letter, after gossip.

    Only where nothing before it names anything or takes something back.
    """
    ends = [m.end() for m in _SENTENCE_END.finditer(s.text)]
    if ends and reason_ahead(s, s.of("feature")):
        return  # «денег не дали. Вход отменён»: what stands before it belongs to it
    if not ends or s.has(*_TAKEN_BACK) or not s.mentions or any(m.start < ends[-1] for m in s.mentions):
        return
    last = take_apart(_OPENING.sub("", s.text[ends[-1] :]), names, today)
    yield last, [d for d in islice(from_templates(last, linked=True), 1) if not d.kept]


def _clause_by_clause(s: Sentence, names: Names, today: dt.date, spoken_of: Sequence[Thing]) -> list[Draft]:
    """The drafts of two commands in one message; empty where the halves are not each a command of their own."""
    for cut in _CUT.finditer(s.text):
        if not _begins_anew(s, cut.end()):
            continue
        one = pointed(take_apart(s.text[: cut.start()], names, today), spoken_of)
        first = from_readers(one, LIVING)
        if not _all_change(first):
            continue
        subject = _subject(first, spoken_of)
        other = pointed(take_apart(s.text[cut.end() :], names, today), subject)
        second = _clause_by_clause(other, names, today, subject) or from_readers(other, LIVING)
        if _all_change(second):
            return _without_repeats([*first, *second])
    return []


def _begins_anew(s: Sentence, position: int) -> bool:
    """What stands behind this position names its own thing before it goes on: else it only tells more of the last."""
    pointers = [s.words[c.first].start for c in s.all("pronoun")]
    named = min([p for p in (*(m.start for m in s.mentions), *pointers) if p >= position], default=None)
    return named is not None and not _CUT.search(s.text[position:named])


def _all_change(drafts: Sequence[Draft]) -> bool:
    return bool(drafts) and all(d.kept is None and d.intent in CHANGES and not _lacks_a_day(d) for d in drafts)


def _lacks_a_day(draft: Draft) -> bool:
    """«перенеси 2.0 и 2.1 на неделю»: the first half is no command of its own."""
    return draft.intent == "release_move" and not draft.slots.keys() & {"date", "shift"}


def _subject(drafts: Sequence[Draft], spoken_of: Sequence[Thing]) -> Sequence[Thing]:
    """What the drafts are about, for «добавь её», «туда же» in the next clause: one feature, one release."""
    found = {thing.kind: thing for thing in spoken_of if thing.kind != "feature"}
    for kind in ("feature", "release"):
        named = [d.slots[kind] for d in drafts if isinstance(d.slots.get(kind), Named)]
        things = {t for n in named if n.mention for t in n.mention.of(kind)}
        if len(things) == 1:
            found |= {thing.kind: thing for thing in things}
    return tuple(found.values())


def _without_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """«доделали, закрывай её» says the same twice: one draft, with all that either told.

    A status counts more than being put aside for a while: "park it for now, back to the backlog with it".
    """
    given = {_things(d.slots["feature"]) for d in drafts if d.intent == "feature_status"}
    drafts = [d for d in drafts if d.intent != "aside_put" or _things(d.slots["feature"]) not in given]
    found: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.intent, draft.slots.get("status"), *(_things(draft.slots[n]) for n in _NAMES if n in draft.slots))
        known = found.get(key)
        found[key] = replace(known, slots={**draft.slots, **known.slots}) if known else draft
    return list(found.values())


def _things(named: object) -> object:
    return named.mention.things if isinstance(named, Named) and named.mention else named


def _corrected(s: Sentence, names: Names, today: dt.date, spoken_of: Sequence[Thing]) -> Sentence | None:
    """What is said after «тьфу», "no sorry i meant" stands instead of what was said before.

    A new name alone takes the place of the old one, a new status alone that of the old status.
    """
    cues = [c for c in s.all("correction", "halt") if c.kind == "correction" or _stands_alone(s, c)]
    # «ой нет, не вход, …»: the last word of the cue belongs to the name that is set aside.
    denies = bool(cues) and cues[-1].last > cues[-1].first and s.words[cues[-1].last].text in ("не", "not")
    rest = s.after(cues[-1].last - denies).strip(" ,.—–-") if cues else ""
    if not rest:
        return None
    begin = s.words[cues[0].first].start
    corrected = take_apart(rest, names, today)
    meant = [m for m in corrected.mentions if not _is_denied(corrected, m)]
    if meant and not corrected.has(*STATUSES):
        return _renamed(s, begin, corrected, meant[-1], names, today) or corrected
    if meant or not corrected.has(*STATUSES):
        return corrected
    named = [s.text[m.start : m.end] for m in s.of("feature") if m.end <= begin]
    at_once = cues[0].first == 0 and len(corrected.words) <= _SHORT and not s.has("undo", "redo", "back_again")
    named = named or [t.name for t in spoken_of if t.kind == "feature" and at_once]
    return take_apart(f"{named[-1]} {rest}", names, today) if named else corrected


def _stands_alone(s: Sentence, cue: Cue) -> bool:
    """«…, стоп, …»: set off on both sides, it stops what was being said."""
    before = cue.first == 0 or s.breaks(s.words[cue.first - 1].end, s.words[cue.first].start)
    return before and s.after(cue.last)[:1] in (",", ".", "!", "…")


def _renamed(
    s: Sentence, begin: int, corrected: Sentence, meant: Mention, names: Names, today: dt.date
) -> Sentence | None:
    """«вход готов, ой, не вход, а тёмная тема»: the sentence before, with the other name in it."""
    kinds = {thing.kind for thing in meant.things}
    before = [m for m in s.mentions if m.end <= begin and any(m.of(kind) for kind in kinds)]
    told = [n for n, word in enumerate(corrected.words) if word.start >= meant.end and not corrected.meant(n)]
    if not before or told:
        return None
    old = before[-1]
    new = corrected.text[meant.start : meant.end]
    return take_apart(f"{s.text[: old.start]}{new}{s.text[old.end : begin]}".rstrip(" ,.—–-"), names, today)


def _is_denied(s: Sentence, mention: Mention) -> bool:
    """«не вход, а …»: the name that was said by mistake."""
    before = s.index(mention.start) - 1
    return before >= 0 and s.words[before].text in ("не", "not")


def _tidy(text: str) -> str:
    """`/my_projects` and `/undo@radar_bot` are said like any other sentence; the keyboard's layout is mended."""
    said = _SLASH.sub(lambda m: m.group(1).replace("_", " "), text.strip())
    return plainly(mended(unmixed(_MEANT.sub("", _AFTER_ALL.sub("", said)))))


def _in_language(meaning: Meaning, s: Sentence) -> Meaning:
    """The language of the words around the names; where they are of both, that of the words that decided."""
    rest = _without_names(s)
    latin, cyrillic = len(_LATIN.findall(rest)), len(_CYRILLIC.findall(rest))
    if latin and cyrillic and meaning.language in ("ru", "en"):
        return meaning
    one_word = len(rest.split()) <= 1
    spoken = spoken_language(s.text if one_word else rest) or spoken_language(s.text)
    return replace(meaning, language=spoken) if spoken else meaning


def _without_names(s: Sentence) -> str:
    text = list(fold(s.text))
    for mention in s.mentions:
        text[mention.start : mention.end] = " " * (mention.end - mention.start)
    return " ".join(word for word in "".join(text).split() if any(map(str.isalpha, word)))
