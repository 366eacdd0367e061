"""Other people's words: quoted, copied from another chat, or ascribed to them behind what they said."""

from __future__ import annotations

import re

from language.guards.phrases import unexplained
from language.guards.questions import SUBJECTS
from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import BUT, DENIALS, OF_PEOPLE, Word

_QUOTATION = re.compile(
    r"[\"«“„][^\"»”“]*[\"»”“]"
    r"|(?<!\w)['‘](?=\w)(?:[^'’‘]|(?<=\w)['’](?=\w))+(?:(?<=\w)|(?<=[.,!?…]))['’](?!\w)"  # no apostrophe
)
_SPEAKER = re.compile(
    r"\s*(?:\[[^\]]*\]\s*|\d+:\d+\s*)?@?(?P<who>(?!(?:Re|RE|PS|NB)\b)[A-ZА-ЯЁ]\w+(?:\s+[A-ZА-ЯЁ]\w+)?)\s*(?:\[[^\]]*\]\s*)?:"
)
_STATUS = frozenset({"status", "статус", "state", "состояние"})
_AFTERTHOUGHT = 3  # words of "…, they say"


def is_ascribed(s: Sentence, last: int, end: int) -> bool:
    """ "… is cancelled, they say": who says so stands alone at the end."""
    tail, _ = s.segment(end - 1)
    told = [c for c in unexplained(s) if c.kind == "hearsay" and tail <= c.first < end and s.said(c) != "tell"]
    return last < tail and end - tail <= _AFTERTHOUGHT and any(_is_saying(s, c, tail) for c in told)


def _is_saying(s: Sentence, cue: Cue, tail: int) -> bool:
    return all(s.plain(n) or s.words[n].text in SUBJECTS for n in range(tail, cue.first))


def is_quoted(s: Sentence, number: int, ordered: bool) -> bool:
    """The cue stands in quotation marks together with more than a name: somebody's words are repeated."""
    position = s.words[number].start
    return any(
        q.start() < position < q.end()
        and len(q.group()) < len(s.text.strip()) - 2
        and not _is_denied_for_another(s, q.span())
        and not ((ordered or _is_a_value(s, q.span()) or _is_given(s, number)) and _is_cue_alone(s, *q.span()))
        for q in _QUOTATION.finditer(s.text)
    )


def _is_denied_for_another(s: Sentence, quoted: tuple[int, int]) -> bool:
    """«не „в работе“, а „заблокирована“»: what it is not called stands in quotation marks, and nobody's words."""
    number, behind = s.index(quoted[0]), s.index(quoted[1])
    denied = number > 0 and s.words[number - 1].text in DENIALS
    return denied and behind < len(s.words) and s.words[behind].text in BUT and _is_cue_alone(s, *quoted)


def _is_a_value(s: Sentence, quoted: tuple[int, int]) -> bool:
    """ "the status is now "in progress"", «теперь статус «в работе»»: what it is called, and nobody's words."""
    number, behind = s.index(quoted[0]), s.index(quoted[1])
    start, _ = s.segment(number - 1) if number else (0, 0)
    ends = behind >= len(s.words) or s.pause_before(behind)
    told_behind = ends and any(w.text in _SUCH for w in s.words[behind : behind + 2])
    named = s.words[behind : behind + _AFTERTHOUGHT + 1] if told_behind else []
    return ends and any(word.forms & _STATUS for word in (*s.words[start:number], *named))


# «„заблокирована“ — таков статус входа», ""blocked": that is its status"
_SUCH = frozenset("таков такой это that that's thats such".split())


def _is_given(s: Sentence, number: int) -> bool:
    """«ставим „готова“», «присвоить статус „готова“», «статус: „в работе“»; «Вася поставил „готова“» tells of him."""
    start, _ = s.hard_segment(number)
    set_at = [c.first for c in s.all("set") if start <= c.first < number]
    asking = s.within("request")
    verbs = [s.words[n].marks for n in range(start, number) if n not in asking]
    verbs = [marks for marks in verbs if "VERB" in marks and "NOUN" not in marks]
    return bool(set_at) and all(marks & {"1per", "impr"} for marks in verbs)


def _is_cue_alone(s: Sentence, start: int, end: int) -> bool:
    """«переведи в статус "в работе"»: the quotation marks are around a status and nothing else."""
    inside = [n for n, word in enumerate(s.words) if start < word.start < end]
    return any(c.first <= inside[0] and inside[-1] <= c.last for c in s.cues) if inside else False


def is_relayed(s: Sentence) -> bool:
    """«Вася: тёмная тема готова», "> dark theme is done": somebody's words, copied from another chat."""
    if s.text.lstrip().startswith(">"):
        return True
    named = _SPEAKER.match(s.text)
    if named is None:
        return False
    said = [word for word in s.words if named.start("who") <= word.start < named.end("who")]
    return bool(said) and not any(s.meant(s.index(word.start)) for word in said) and all(map(_is_name, said))


def _is_name(word: Word) -> bool:
    return not word.marks or bool(word.marks & OF_PEOPLE)
