"""A command begun and at once said otherwise: "put login, no wait, signup into v3.0", «в бэклог, нет, в работу».

What is said last takes the place of what it corrects: a name that of the last name of its kind, a status that of the
last status. «закрой вход, хотя нет, не надо» takes the whole back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.cases import stands_in
from language.folding import fold
from language.sentence import RELEASE_NOUNS, Sentence
from language.vocabulary import STATUSES, Cue

# What says that the words before are to be said otherwise; «нет», "no" do beside one of these, or between pauses.
_SURE = (
    r"ой|упс|тьфу|точнее|вернее|то есть|в смысле|пардон|поправка|поправочка|оговорил(?:ся|ась)|ошиб(?:ся|лась)"
    r"|хотя нет|а нет|не так|не то|я имела? в виду|имела? в виду|имею в виду|хотела? сказать|перепутала?"
    r"|sorry|i mean|i meant|oops|whoops|no wait|wait no|scratch that|strike that|correction|or rather|make that"
    r"|actually no|no actually|my bad|my mistake|i misspoke"
)
_HALT = r"стоп|стой(?:те)?|подожди(?:те)?|погоди(?:те)?|постой(?:те)?|блин|wait|hold on|hang on|stop"
_NO = r"нет|не-а|no|nope"
_BESIDE = r"а|и|но|э|же|хотя|лучше|все-таки|все таки|давай|это|and|but|oh|well|actually|rather|instead"
_GAP = r"[\s,.;…!—–-]*"
_MARK = re.compile(
    rf"(?<![\w-])(?:(?:{_BESIDE}){_GAP})*(?P<core>(?:(?:{_SURE}|{_HALT}|{_NO})\b{_GAP}(?:(?:{_BESIDE})\b{_GAP})*)+)"
)
_IS_SURE = re.compile(rf"\b(?:{_SURE})\b")
_HALTS = re.compile(rf"\b(?:{_HALT})\b")
_SAYS_NO = re.compile(rf"\b(?:{_NO})\b")
_PAUSED_NO = re.compile(rf"(?:{_NO})\s*[,.;…!—–]")
_PAUSE = re.compile(r"[,.;…!—–\n]|\s-\s")
_QUOTED = re.compile(r"\"[^\"]*\"|«[^»]*»|“[^”]*”")
_LEADS = frozenset(
    "это давай лучше все-таки пусть будет the it's it is make let's say actually instead rather а и ну про вот еще "
    "call put it to into in on for в на к во".split()
)
_NOUNS = frozenset("фичу фича фиче фичи feature task задача задачу".split()) | RELEASE_NOUNS
_DENIALS = frozenset({"не", "not"})
_PLACE = re.compile(r"(?:\b(?:в|во|на|к|to|into|in|for)\s+)?(?:(?:the|релиз\w*|верси\w+|release|version)\s+)*$")
_COMMAND_ENDS = re.compile(r"[,;.!\n]\s*(?:(?:а|и|но|and|but|so|then)\s+)?|\s(?:а|и|но|and|but|then)\s")
# «хотя нет, не надо», "no wait, leave it as it is"
_REFUSES = re.compile(
    r"\b(?:не (?:надо|нужно|стоит|будем|делай(?:те)?|[а-я]+(?:ай|уй|яй|ей|и)(?:те)?)|оставь(?:те)?|забудь(?:те)?|забей"
    r"|рано|рановато|отставить|don't|dont|do not|not yet|leave it|leave that|keep it|forget it|forget that"
    r"|forget about it|never mind|nevermind|cancel that|skip it|skip that|hold off|too early)\b"
)
_BESIDE_A_REFUSAL = frozenset(
    "не надо нужно стоит будем пока еще ее его это этого эту так все как есть было будет пусть в покое пожалуйста "
    "ладно рано рановато потом лучше ничего do it that yet as is was the way for now please just then let me us about "
    "all alone anything touch change not be off on well wait ok okay you".split()
)
_KEPT_AS_WRITTEN = ("idea_noun", "risk_noun", "describe")
_BREAKS_OFF = re.compile(
    r"\b(?:(?:хотя|ой|а|ну) нет|(?:нет|ой) стоп|стой|погоди|подожди|wait|hold on|hang on|scratch that|strike that)\b"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """The words between `start` and `end` say that what stands before is said otherwise behind; how surely."""

    start: int
    end: int
    sure: bool


def repaired(s: Sentence) -> str | None:
    """The text as it was meant, where a part of it is said otherwise; None where nothing is."""
    if _keeps_its_words(s):
        return None
    return next((text for mark in _marks(s) if (text := _said_otherwise(s, mark)) is not None), None)


def taken_back(s: Sentence) -> bool:
    """«закрой вход. хотя нет, не надо», "close login, no wait": nothing of it is to be done."""
    if _keeps_its_words(s) or not (s.mentions or s.has(*STATUSES)):
        return False
    return any(_is_refused(s, mark) for mark in _marks(s)) or _refused_behind(s)


def _keeps_its_words(s: Sentence) -> bool:
    """An idea or a new name may hold any words; what is added to a release is none."""
    makes = s.has("create") and s.has("feature_noun", "project_noun", "release_noun")
    return s.has(*_KEPT_AS_WRITTEN) or (makes and not (s.of("feature") and s.of("release")))


def _marks(s: Sentence) -> Iterator[_Mark]:
    text = fold(s.text)
    closed = [*(m.span() for m in _QUOTED.finditer(text)), *((m.start, m.end) for m in s.mentions if m.whole)]
    for found in _MARK.finditer(text):
        start, end = found.span()
        if not text[:start].strip(" ,.") or any(a < found.start("core") < b for a, b in closed):
            continue
        said = found.group()
        last = s.words[s.index(start) - 1]
        paused = bool(_PAUSE.search(text[last.end : found.start("core")]))
        halts, no = bool(_HALTS.search(said)), bool(_SAYS_NO.search(said))
        sure = bool(_IS_SURE.search(said)) or (halts and (no or paused or _denies(text[end:])))
        yield _Mark(last.end, end, sure or (paused and bool(_PAUSED_NO.search(said))))


def _denies(text: str) -> bool:
    return text.split()[:1] in (["не"], ["not"])


def _said_otherwise(s: Sentence, mark: _Mark) -> str | None:
    new = _first_said(s, mark)
    if new is None:
        return None
    old = _last_said(s, mark, new)
    if old is None or (not mark.sure and not _beside(s, mark, old, new)):
        return None
    (_, start, end), (_, old_start, old_end) = new, old
    told, tail = s.text[end:].strip(" .!…"), s.text[old_end : mark.start].strip(" ,.;!…—–-")
    head = _PLACE.sub("", s.text[:old_start]) if new[0] == "release" else s.text[:old_start]
    bare = all(s.plain(n) or s.words[n].text in ("я", "i") for n in range(len(s.words)) if s.words[n].start >= end)
    if new[0] == "release":
        start = mark.end + len(s.text[mark.end : start]) - len(_placed(s.text[mark.end : start]))
    if new[0] == "status" and any(old_end <= m.start < mark.start for m in s.mentions):
        return None  # "start login, no, block it": what it is said of stands between
    if new[0] == "status" or not tail:
        return f"{head}{s.text[start:]}"
    if bare:
        return f"{head}{s.text[start:end]} {tail}"
    return f"{_commands_before(s, old_start)}{s.text[start:]}" if told else None


def _placed(between: str) -> str:
    found = _PLACE.search(between)
    return between[found.start() :] if found else ""


def _commands_before(s: Sentence, position: int) -> str:
    """What is ordered of other things before the one that is corrected."""
    ends = [m.end() for m in _COMMAND_ENDS.finditer(s.text, 0, position)]
    return s.text[: ends[-1]] if ends and any(m.end <= ends[-1] for m in s.mentions) else ""


_Said = tuple[str, int, int]  # the kind of thing or "status", and where it is said


def _first_said(s: Sentence, mark: _Mark) -> _Said | None:
    """The name or status that the words behind the mark begin with."""
    behind = [said for said in _all_said(s) if said[1] >= mark.end]
    if not behind:
        return None
    first = behind[0]
    between = [n for n, w in enumerate(s.words) if mark.end <= w.start < first[1]]
    if between and s.words[between[0]].text in _DENIALS:
        return first  # «не вход, а тёмная тема»
    return first if all(s.words[n].text in _LEADS | _NOUNS for n in between) else None


def _last_said(s: Sentence, mark: _Mark, new: _Said) -> _Said | None:
    before = [said for said in _all_said(s) if said[2] <= mark.start and said[0] == new[0]]
    return before[-1] if before else None


def _all_said(s: Sentence) -> list[_Said]:
    named = [(m.things[0].kind, m.start, m.end) for m in s.mentions if m.of("feature") or m.of("release")]
    told = [("status", s.words[c.first].start, s.words[c.last].end) for c in s.all(*STATUSES) if not _in_a_name(s, c)]
    return sorted([*named, *told], key=lambda said: said[1])


def _in_a_name(s: Sentence, cue: Cue) -> bool:
    return any(s.is_named(n) for n in range(cue.first, cue.last + 1))


def _beside(s: Sentence, mark: _Mark, old: _Said, new: _Said) -> bool:
    """«первое нет второе»: the one stands right before the word that corrects it, and the other right behind."""
    joined = not s.text[old[2] : mark.start].strip(" ,") and len(s.text[mark.end : new[1]].split()) <= 1
    lacks = new[0] == "feature" and stands_in(s.text[old[1] : old[2]], "gent", ("accs",))  # «тёмной темы нет»
    return joined and not lacks


def _is_refused(s: Sentence, mark: _Mark) -> bool:
    rest = fold(s.text[mark.end :])
    if not any(map(str.isalnum, rest)):
        said = fold(s.text[mark.start : mark.end])
        return mark.sure and "?" not in rest and bool(_BREAKS_OFF.search(said))
    return mark.sure and _only_refuses(s, mark.end)


def _refused_behind(s: Sentence) -> bool:
    """ "close login. never mind"."""
    pauses = [m.end() for m in _PAUSE.finditer(s.text)]
    return any(any(m.end <= end for m in s.mentions) and _only_refuses(s, end) for end in pauses)


def _only_refuses(s: Sentence, position: int) -> bool:
    rest = fold(s.text[position:])
    refusals = [m.span() for m in _REFUSES.finditer(rest)]
    told = [w for w in s.words if w.start >= position]
    inside = [any(a <= w.start - position < b for a, b in refusals) for w in told]
    return bool(refusals) and all(
        within or w.text in _BESIDE_A_REFUSAL or _says_so(w.text) for w, within in zip(told, inside, strict=True)
    )


def _says_so(text: str) -> bool:
    return bool(re.fullmatch(rf"{_NO}|{_HALT}|{_SURE}", text))
