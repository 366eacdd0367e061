"""A command taken back in the same breath: «закрой вход. хотя нет, не надо», "close login, no wait, leave it"."""

from __future__ import annotations

import re

from language.folding import fold
from language.sentence import Sentence
from language.taken_back.echoed import said_once
from language.taken_back.repairing import PAUSE, SAYS_SO, TOO_SOON, Mark, keeps_its_words, marks
from language.vocabulary import STATUSES

_REFUSES = re.compile(
    r"\b(?:не (?:надо|нужно|стоит|будем|делай(?:те)?|трогай(?:те)?|меняй(?:те)?|совсем)|оставь(?:те)?"
    r"|(?<!не )забудь(?:те)?|забей|рано обрадова(?:лся|лась|лись)|рано|рановато|поспешила?|погорячил(?:ся|ась)"
    r"|или нет|отставить|(?<!не )(?:шучу|шутка)|не до конца|это не так|неправда"
    r"|don't|dont|do not|not yet|leave it|leave that|keep it|forget it|forget that|forget about it"
    r"|wrong chat|wrong window|wrong group|не сюда|не туда|не в тот чат|не тот чат"
    r"|or don't|or maybe not|or is it|or are they|or not|not really|not quite"
    r"|not actually|it isn't|it's not|it is not|they aren't|just kidding|(?<!not )(?<!no )kidding"
    r"|not true|never mind|nevermind|cancel that|skip it|skip that"
    r"|hold off|too early|(?:but |just |only )?not (?:now|today)"
    r"|не (?:это|эту|этот)|not (?:that|this)(?: one)?"
    r"|(?:только |но )?не (?:сейчас|сегодня|сразу))\b"
)
_DOES = (*STATUSES, "set", "delete", "move", "put", "take_out", "assign", "rename", "create", "archive", "ship", "undo")
_BESIDE = frozenset(
    "не надо нужно стоит будем пока еще ее его это этого эту так все как есть было будет пусть в покое пожалуйста "
    "ладно рано рановато потом лучше ничего а но хотя и ну ой э готова готов готово почти "
    "do it that yet as is was the way for now please just then let me us about but though well oh actually really "
    "naw almost all alone anything touch change not be off on wait ok okay you".split()
)
# "leave it in the backlog, no changes"
_STAYS = re.compile(
    r"[,.;—–-]\s*(?:(?:so|for now|пока|и|там)\s+)?"
    r"(?:no changes?(?: (?:needed|required|there|yet|for now))?|nothing changes"
    r"|без (?:каких-либо )?изменений|изменений (?:пока )?нет)[\s.!]*$"
)
_LEFT = frozenset(
    "leave left keep keeps stay stays remain remains оставь оставьте оставляем остается остаются пусть".split()
)
_NO = re.compile(
    r"\b(?:(?:хотя|а|ой|но) нет\b|(?:нет|не)\s*[,.!…—–]|no wait\b|wait no\b|actually no\b"
    r"|(?:wait|hold on|hang on|стой|постой|погоди|подожди)\s*[,.!…—–])"
)
_DENIALS = frozenset("не don't dont".split())
_BREAKS_OFF = re.compile(
    rf"\b(?:{TOO_SOON}|(?:хотя|ой|а|ну) нет|(?:нет|ой) стоп|стой|постой|погоди|подожди|секунд[уы]|wait|hold on|hang on"
    r"|scratch that|strike that)\b"
)


def taken_back(s: Sentence) -> bool:
    """Nothing of it is to be done."""
    if keeps_its_words(s) or not (s.mentions or s.has(*STATUSES)):
        return False
    stays = _STAYS.search(fold(s.text)) is not None and any(word.text in _LEFT for word in s.words)
    return stays or _denied_again(s) or any(_is_refused(s, mark) for mark in marks(s)) or _refused_behind(s)


def _denied_again(s: Sentence) -> bool:
    """ "delete login, no, not login please", «удали вход, нет, не это, спасибо»: nothing is said instead."""
    once = said_once(s.text)
    if once is None:
        return False
    behind = s.index(once[1])
    return all(map(s.plain, range(behind, len(s.words)))) and not any(c.first >= behind for c in s.all(*STATUSES))


def _is_refused(s: Sentence, mark: Mark) -> bool:
    rest = fold(s.text[mark.end :])
    if any(map(str.isalnum, rest)):
        return _only_refuses(s, mark.end) or (mark.sure and (_says_no_more(s, mark) or _forbids(s, mark.end)))
    return mark.sure and "?" not in rest and bool(_BREAKS_OFF.search(fold(s.text[mark.start : mark.end])))


def _says_no_more(s: Sentence, mark: Mark) -> bool:
    """«закрываю вход… а, нет, там баг»: after the no, nothing is said that could stand instead of what was said."""
    said = fold(s.text[mark.start : mark.end])
    if not _NO.search(said) or not s.has(*STATUSES) or s.has("po", "team", "assign", "rename", "switch"):
        return False
    rest = s.text[mark.end :]
    named = any(m.start >= mark.end for m in s.mentions)
    told = any(s.words[c.first].start >= mark.end for c in s.all(*STATUSES, "delete", "archive", "undo"))
    return not (named or told or rest != rest.lower() or any(map(str.isdigit, rest)))


def _forbids(s: Sentence, position: int) -> bool:
    """«…, хотя нет, не переименовывай, привыкли уже»: the very step is forbidden, and nothing is ordered instead."""
    denial = s.index(position)
    verb = denial + 1
    if verb >= len(s.words) or s.words[denial].text not in _DENIALS or not _is_done(s, verb):
        return False
    named = any(m.start >= position for m in s.mentions)
    return not (named or any(c.first > verb and "INFN" not in s.words[c.first].marks for c in s.all(*_DOES)))


def _refused_behind(s: Sentence) -> bool:
    """ "close login. never mind"."""
    pauses = [m.end() for m in PAUSE.finditer(s.text)]
    return any(any(m.end <= end for m in s.mentions) and _only_refuses(s, end) for end in pauses)


def _only_refuses(s: Sentence, position: int) -> bool:
    rest = fold(s.text[position:])
    refusals = [m.span() for m in _REFUSES.finditer(rest)]
    told = [n for n, w in enumerate(s.words) if w.start >= position]
    inside = [n for n in told if any(a <= s.words[n].start - position < b for a, b in refusals)]
    denied = [n for n in told if n and s.words[n - 1].text in _DENIALS and _is_done(s, n)]
    beside = [n for n in told if s.words[n].text in _BESIDE or SAYS_SO.fullmatch(s.words[n].text)]
    return bool(inside or denied) and {*inside, *denied, *beside} == set(told)


def _is_done(s: Sentence, number: int) -> bool:
    """«не закрывай», "don't archive": an order about the very step; «не тяни» only urges."""
    word = s.words[number]
    return ("impr" in word.marks or word.text.isascii()) and any(c.first <= number <= c.last for c in s.all(*_DOES))
