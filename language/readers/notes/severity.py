"""How grave a risk is: told before it, right behind it or at the end of its sentence."""

from __future__ import annotations

from language.folding import clean_name
from language.readers.notes.as_told import SAVED_AS, as_told
from language.readers.quoted import QUOTED
from language.sentence import Sentence
from language.vocabulary import Cue

_SEVERITIES = ("critical", "high", "medium", "low")
GRADES = tuple(f"severity_{name}" for name in _SEVERITIES)
_AROUND_SEVERITY = frozenset(
    "приоритет приоритета уровень уровня риск степень степени it's its it is s a one risk severity priority with level "
    "он это с of серьезность серьезности важность важности опасность вероятность вероятности probability likelihood "
    "impact".split()
)

# «…, серьёзность высокая, разумеется», "severity high obviously"
_SURELY = frozenset(
    "obviously clearly naturally certainly definitely surely of course imo i'd i think say guess sadly alas"
    " очевидно разумеется конечно естественно ясно понятно дело думаю считаю пожалуй увы само собой".split()
)


def rated_behind(s: Sentence) -> bool:
    """«риск: …, вероятность высокая»: how grave a risk is stands at the end of its sentence."""
    cues = [c for name in _SEVERITIES for c in s.all(f"severity_{name}") if c.first > 1]
    return any(all(s.plain(n) for n in range(c.last + 1, len(s.words))) or _is_a_sentence_end(s, c) for c in cues)


def without_severity(s: Sentence, noun: Cue) -> tuple[str, str | None]:
    """The risk's words and its severity, which may stand before it, right behind it or at the end."""
    cue = next((c for name in _SEVERITIES for c in s.all(f"severity_{name}")), None)
    if cue is None:
        return as_told(SAVED_AS.sub("", s.after(noun.last))), None
    severity = cue.kind.removeprefix("severity_")
    if cue.first <= noun.last:
        return as_told(s.after(noun.last)), severity
    if all(s.plain(n) or s.words[n].text in _AROUND_SEVERITY for n in range(noun.last + 1, cue.first)):
        return as_told(s.after(_past_its_noun(s, cue.last))), severity
    saved = SAVED_AS.search(s.text)
    end = s.index(saved.start()) if saved else len(s.words)
    if _is_a_sentence_end(s, cue) and s.segment(cue.first)[0] > noun.last + 1:
        return _before_the_severity(s, noun, cue), severity
    around = _AROUND_SEVERITY | _SURELY
    rest = [n for n in range(cue.last + 1, end) if s.words[n].text not in around and not s.plain(n)]
    if rest:
        return as_told(s.after(noun.last)), None
    last = cue.first
    while last - 1 > noun.last and s.words[last - 1].text in _AROUND_SEVERITY:
        last -= 1
    return as_told(SAVED_AS.sub("", s.text[s.words[noun.last].end : s.words[last].start])), severity


def _past_its_noun(s: Sentence, number: int) -> int:
    """ "of medium severity: …", «высокого уровня: …»: the last word of what tells how grave it is."""
    last = number
    while last + 1 < len(s.words) and s.words[last + 1].text in _AROUND_SEVERITY:
        last += 1
    return last if s.after(last).lstrip()[:1] in tuple(":—–-") else number


def _is_a_sentence_end(s: Sentence, cue: Cue) -> bool:
    """«…, критический. Это не шутка»: set apart at the end of a sentence, and another follows."""
    start, last = s.segment(cue.first)
    alone = all(n in range(cue.first, cue.last + 1) or s.words[n].text in _AROUND_SEVERITY for n in range(start, last))
    _, end = s.hard_segment(cue.first)
    return alone and last == end < len(s.words)


def _before_the_severity(s: Sentence, noun: Cue, cue: Cue) -> str:
    """«риск «подрядчик уйдёт», критический. Это не шутка»: what is in quotation marks; else all but the severity."""
    start, end = s.segment(cue.first)
    behind = s.text[s.words[noun.last].end :].lstrip(" :—–-")
    if quoted := QUOTED.match(behind):
        return clean_name(quoted.group())
    before = as_told(s.text[s.words[noun.last].end : s.words[start].start]).rstrip(" ,.;")
    return f"{before}. {s.text[s.words[end].start :]}"


def is_severity(s: Sentence, number: int) -> bool:
    return any(number in s.within(f"severity_{name}") for name in _SEVERITIES)
