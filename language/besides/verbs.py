"""What must not be done: «не переноси», "don't cancel", "hands off"; and that it stays: "leave", «пусть остаётся»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from language.besides.runs import said_in
from language.sentence import Sentence

_MOVE = frozenset({"release_move", "release_add_feature", "release_remove_feature", "aside_put"})
_DELETE = frozenset({"feature_delete"})
_CANCEL = frozenset({"feature_status cancelled"})
_CLOSE = frozenset({"feature_status done", "release_out"})
_BEGIN = frozenset({"feature_status in_progress"})
_BLOCK = frozenset({"feature_status blocked"})
_RENAME = frozenset({"feature_rename", "project_rename"})
_ARCHIVE = frozenset({"project_archive"})
_ANYTHING = frozenset({"*"})
# What is not to be done to it, by the verb's dictionary form; in English with its ing-form.
_ACTS: dict[str, frozenset[str]] = {
    verb: acts
    for verbs, acts in (
        ("touch change alter edit modify disturb bother affect adjust tweak mess update", _ANYTHING),
        ("move shift postpone reschedule push delay budge bring", _MOVE),
        ("delete erase", _DELETE),
        ("remove", _DELETE | {"release_remove_feature"}),
        ("drop scrap kill", _DELETE | _CANCEL | {"release_remove_feature"}),
        ("cancel axe", _CANCEL),
        ("close finish complete resolve ship release", _CLOSE),
        ("start begin reopen", _BEGIN),
        ("block freeze pause", _BLOCK),
        ("rename", _RENAME),
        ("archive", _ARCHIVE),
        ("трогать тронуть менять изменять изменить поменять править задевать затрагивать касаться дергать", _ANYTHING),
        ("двигать сдвигать сдвинуть двинуть переносить перенести отодвигать откладывать отложить", _MOVE),
        ("удалять удалить сносить снести стирать", _DELETE),
        ("отменять отменить", _CANCEL),
        ("закрывать закрыть завершать завершить выпускать", _CLOSE),
        ("начинать начать", _BEGIN),
        ("блокировать заблокировать", _BLOCK),
        ("переименовывать переименовать", _RENAME),
        ("архивировать", _ARCHIVE),
        ("убирать убрать", _DELETE | {"release_remove_feature"}),
    )
    for verb in verbs.split()
}
_INSTEAD = ["вместо", "того", "чтобы"]
_NEEDLESS = frozenset("надо нужно стоит следует будем требуется смей вздумай прошу просим".split())
_STAYS = frozenset("остается остаются останется останутся".split())
_STANDS = frozenset("висит висят стоит стоят будет будут лежит лежат живет живут".split())
_NOTHING = frozenset({"ничего"})
_OF_IT = frozenset("в во с со у по на для из".split())  # «в регистрации ничего не меняй»
_LEAVE = frozenset("оставь оставьте оставить оставляй оставляйте оставляем оставим сохрани сохраните сохраняем".split())
_ITSELF_MOVES = frozenset("меняться двигаться сдвигаться переноситься изменяться трогаться переезжать".split())
_DO_NOT = r"(?:don't|don’t|do not|dont|let's not|no need to|never)"
_ENGLISH_VERB = "(?:" + "|".join(sorted((v for v in _ACTS if v.isascii()), key=len, reverse=True)) + ")"
_FORBIDS = re.compile(
    rf"{_DO_NOT}\s+(?P<verbs>{_ENGLISH_VERB}(?:\s+(?:or|and|nor)\s+{_ENGLISH_VERB})*)\b"
    r"(?:\s+(?:anything|a\s+thing)\s+(?:in|on|about|for|with|of|at|from)\b|\s+with\b)?"
)
_WITHOUT = re.compile(
    r"(?P<how>without|instead\s+of|rather\s+than)\s+(?P<verb>[a-z]+?)(?P<doubled>[a-z])?(?:ing)?\b(?:\s+with\b)?"
)
_HANDS_OFF = re.compile(
    r"(?:keep\s+(?:your\s+|those\s+|the\s+)?)?hands\s+off\b|no\s+changes?\s+(?:to|in|for)\b"
    r"|(?:change|touch)\s+nothing\s+(?:in|on|about|for|with|of|at)\b"
)
_LEAVES = re.compile(r"(?:leave|leaving|keep|keeping)\b")
_REMAINS = re.compile(
    r"(?:(?:should|must|can|may|will|shall|has to|have to|is to|are to|needs to|need to)\s+)?(?:stays?|remains?)\b"
    r"|\bkeeps?(?=\s+(?:its|their|the\s+(?:same|old|current))\s)"
)
_DOES_NOT_MOVE = re.compile(
    r"(?:does not|doesn't|won't|will not|isn't to|is not to|must not|mustn't|shouldn't|should not|isn't|is not"
    rf"|{_DO_NOT})"
    r"\s+(?:be\s+|being\s+|get\s+)?(?:moved?|changed?|budge|shift(?:ed)?|touched|affected|moving|changing)\b"
)
_MANNER = re.compile(
    r"\b(?:alone|be$|in$|put|in\s+there|there|as[\s-]is|as\s+(?:it|they)\s+(?:is|are|was|were|stands?)|(?:exactly|just)\s+as"
    r"|as\s+(?:before|planned)"
    r"|where\s+(?:it|they)\s+(?:is|are|was|were)|in\s+(?:place|peace)|untouched|unchanged|unaffected|intact"
    r"|the\s+same|like\s+that|out\s+of\s+(?:it|this)|the\s+way\s+(?:it|they)\s+(?:is|are|was|were))(?:\s+for\s+now)?\b"
)
_KEEPS_ITS_OWN = re.compile(r"\b(?:keeps?|holds?)\s+(?:its|their|the)\s+(?:dates?|days?)$")  # "v2.0 keeps its date"
_SAME = re.compile(r"\b(?:(?:is|are)\s+)?the\s+same$|\b(?:т(?:от|а|о|е)\s+же|прежн\w+)$")  # «PO тот же»
_IN_A_RELEASE = re.compile(r"\bin\s+(?:(?:the|release|version)\s+)*v?\d+(?:\.\d+)+$")
_STATE = re.compile(
    r"\b(?:(?:is|are|to\s+be)\s+)?(?:unchanged|untouched|unaffected|as[\s-]is|as\s+before|без\s+изменений)\b"
)
# The surest first; the others only say so of something known.
_OF_ITSELF = ((_DOES_NOT_MOVE, False), (_REMAINS, True), (_STATE, False), (_SAME, True), (_KEEPS_ITS_OWN, True))
_RUSSIAN_MANNER = re.compile(
    r"\bпусть\b|\b(?:как|где)\s+(?:и\s+)?(?:есть|был[аои]?|стоит|стоят|лежит|раньше)\b"
    r"|\bв\s+(?:покое|прежнем\s+виде)\b|\bна\s+(?:(?:сво(?:ем|их)|том\s+же|тех\s+же)\s+)?мест(?:е|ах)\b"
    r"|\bбез\s+изменений\b|\bтам(?:\s+же)?\b|\bтак(?:\s+же)?\b"
    r"|\bпрежн\w+|\bт(?:от|а|о|е)\s+же\b|\bнетронут\w+"
)


@dataclass(frozen=True, slots=True)
class Said:
    """The words that say that something stays, what must not be done to it, and how surely it is said.

    `opens`: what stays is named behind them ("leave X alone"), so that nobody stands before; `bare`: they only say so
    where it is clear that they speak of something known.
    """

    numbers: frozenset[int]
    acts: frozenset[str] | None
    opens: bool = False
    bare: bool = False


def said_of(s: Sentence, run: range) -> Said | None:
    """The words among these that say that something stays as it is."""
    found = _in_russian(s, run) or _in_english(s, run)
    return found if found is None else _with_manner(s, run, found)


def _with_manner(s: Sentence, run: range, said: Said) -> Said:
    manner = {n for pattern in (_MANNER, _RUSSIAN_MANNER) for n in _found(s, run, pattern)}
    told = said.bare and not manner - said.numbers
    return Said(said.numbers | manner, said.acts, said.opens, told)


def _in_russian(s: Sentence, run: range) -> Said | None:
    denied = [n for n in run if _is_denied(s, run, n)]
    if denied:
        acts = frozenset[str]().union(*(_acts_of(s, n) for n in denied))
        around = {n for n in run if s.words[n].text in _NEEDLESS | {"не", "нельзя", *_INSTEAD}}
        if nothing := _these(s, run, _NOTHING):
            around |= nothing | _these(s, run, _OF_IT)
        return Said(frozenset({*denied, *around}), _limited(acts))
    texts = {s.words[n].text for n in run}
    if leaves := _these(s, run, _LEAVE):
        return Said(leaves, None, bare=True)
    placed = "пусть" in texts and any(s.words[n].text != "пусть" for n in _found(s, run, _RUSSIAN_MANNER))
    # «пусть стоит как есть», and not «PO пусть будет Анна»
    if stays := _these(s, run, _STAYS) or (_these(s, run, _STANDS) if placed else frozenset()):
        return Said(stays, None, bare="пусть" not in texts)
    moves = [n for n in run[1:] if s.words[n].forms & _ITSELF_MOVES and s.words[n - 1].text == "не"]
    return Said(frozenset({moves[0] - 1, moves[0]}), None) if moves else None


def _these(s: Sentence, run: range, verbs: frozenset[str]) -> frozenset[int]:
    return frozenset(n for n in run if s.words[n].text in verbs)


def _is_denied(s: Sentence, run: range, number: int) -> bool:
    """«не трогай», «не удаляя», «переносить не надо»."""
    word = s.words[number]
    if not word.forms & _ACTS.keys() or word.text.isascii():
        return False
    before = s.words[number - 1].text if number > run.start else ""
    if before == "не":
        return bool(word.marks & {"impr", "INFN", "GRND"} or {"1per", "plur"} <= word.marks)
    if "INFN" not in word.marks:
        return False
    texts = [s.words[n].text for n in run]
    if texts[:3] == _INSTEAD:
        return True
    needless = any(one == "не" and other in _NEEDLESS for one, other in pairwise(texts))
    return needless or "нельзя" in texts


def _acts_of(s: Sentence, number: int) -> frozenset[str]:
    return frozenset[str]().union(*(_ACTS[form] for form in s.words[number].forms if form in _ACTS))


def _in_english(s: Sentence, run: range) -> Said | None:
    text, begun = said_in(s, run), s.words[run.start].start
    if found := _FORBIDS.search(text):
        acts = frozenset[str]().union(*(_ACTS[v] for v in found["verbs"].split() if v in _ACTS))
        opens = not _DOES_NOT_MOVE.search(text) or found.start() == 0
        return Said(_numbers(s, begun, found), _limited(acts), opens)
    if found := _WITHOUT.match(text):
        stem = found["verb"] + (found["doubled"] or "")
        verb = next((v for v in (stem, f"{stem}e", found["verb"]) if v in _ACTS), None)
        denied = _ACTS[verb] if verb and found["how"] != "without" else None
        return Said(_numbers(s, begun, found), _limited(denied), opens=True) if verb else None
    if found := _HANDS_OFF.search(text):
        return Said(_numbers(s, begun, found), None, opens=True)
    if (found := _LEAVES.search(text)) and (_MANNER.search(text) or _IN_A_RELEASE.search(text)):
        return Said(_numbers(s, begun, found), None, opens=True)
    for pattern, bare in _OF_ITSELF:
        if found := pattern.search(text):
            return Said(_numbers(s, begun, found), None, bare=bare)
    return None


def _limited(acts: frozenset[str] | None) -> frozenset[str] | None:
    """None where nothing at all is to be done."""
    return None if acts is None or "*" in acts else acts


def _numbers(s: Sentence, begun: int, found: re.Match[str]) -> frozenset[int]:
    return frozenset(range(s.index(begun + found.start()), s.index(begun + found.end())))


def _found(s: Sentence, run: range, pattern: re.Pattern[str]) -> Iterator[int]:
    begun = s.words[run.start].start
    for found in pattern.finditer(said_in(s, run)):
        yield from _numbers(s, begun, found)
