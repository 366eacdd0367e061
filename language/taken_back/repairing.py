"""A command begun and at once said otherwise: "put login, no wait, signup into v3.0", «в бэклог, нет, в работу».

What is said last takes the place of what it corrects: a name that of the last name of its kind, a status that of the
last status. What takes the whole back is found by `refusing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.dates import find_shift
from language.folding import QUOTED, fold
from language.names.cases import stands_in
from language.sentence import Sentence
from language.taken_back.correcting import APOLOGY
from language.taken_back.echoed import said_once
from language.vocabulary import FREE_TEXT, STATUSES, Cue
from language.words import DENIALS, RELEASE_NOUNS

# What says that the words before are to be said otherwise; «нет», "no" do beside one of these, or between pauses.
# «рано обрадовалась», "spoke too soon": what was said before is not so.
TOO_SOON = (
    r"рано (?:радуюсь|радуемся|обрадовал(?:ся|ась|ись)|радовал(?:ся|ась|ись))|поспешил[аи]?|поторопил(?:ся|ась|ись)"
    r"|(?:i )?(?:spoke too soon|jumped the gun|got ahead of myself|lied)"
)
_SURE = (
    rf"{TOO_SOON}|ой|упс|тьфу(?: ты)?"
    r"|точнее|вернее|то есть|в смысле|пардон|поправка|поправочка|оговорил(?:ся|ась)|ошиб(?:ся|лась)"
    r"|вру|соврала?|наврала?|хотя нет|а нет|не так|не то|я имела? в виду|имела? в виду|имею в виду|хотела? сказать"
    r"|перепутала?"
    r"|(?<!not )(?<!not the )(?<!не )(?:(?:the )?other way (?:a?round|about)|vice versa|все наоборот|наоборот)"
    r"|sorry|i mean|i meant|oops|whoops|no wait|wait no|scratch that|strike that|correction|or rather|make that"
    r"|actually no|no actually|my bad|my mistake|i misspoke|(?<=\bno )meant|(?<=\bno, )meant"
)
_HALT = r"стоп|стой(?:те)?|подожди(?:те)?|погоди(?:те)?|постой(?:те)?|блин|wait|hold on|hang on|stop"
_NO = r"нет|не-а|не(?=\s*[,.…])|no|nope|nah"
_BESIDE = r"а|и|но|э|же|хотя|лучше|все-таки|все таки|давай|это|and|but|oh|well|actually|rather|instead"
_GAP = r"[\s,.;:…!—–-]*"
_MARK = re.compile(
    rf"(?<![\w-])(?:(?:{_BESIDE}){_GAP})*(?P<core>(?:(?:{_SURE}|{_HALT}|{_NO}|{APOLOGY})\b{_GAP}(?:(?:{_BESIDE})\b{_GAP})*)+)"
)
_IS_SURE = re.compile(rf"\b(?:{_SURE})\b")
_EXCUSES = re.compile(rf"\b{APOLOGY}\b")
_HALTS = re.compile(rf"\b(?:{_HALT})\b")
SAYS_SO = re.compile(rf"{_NO}|{_HALT}|{_SURE}")
_SAYS_NO = re.compile(rf"\b(?:{_NO})\b")
_PAUSED_NO = re.compile(rf"(?:{_NO})\s*[,.:;…!—–]")
PAUSE = re.compile(r"[,.;…!—–\n]|\s-\s")
_LEADS = frozenset(
    "that s let это давай лучше пусть будет the it's it is make let's say actually instead rather а и ну про вот "
    "она он оно они its still все-таки еще наоборот просто тогда сразу just then straight "
    "call put mark it as to into in on for в на к во".split()
)
_NOUNS = frozenset("фичу фича фиче фичи feature task задача задачу".split()) | RELEASE_NOUNS
_PLACE = re.compile(r"(?P<to>\b(?:в|во|на|к|to|into|in|for)\s+)?(?:(?:the|релиз\w*|верси\w+|release|version)\s+)*$")
_BARE_DAY = re.compile(
    r"(?:(?:на|к|до|to|for|on|the)\s+)*(?P<day>\d{1,2})(?:-?(?:е|го|ое|th|st|nd|rd))?[\s.!]*", re.IGNORECASE
)
_NUMBER = re.compile(r"\b\d{1,2}\b")
_OF_SEVERAL = {"неделю": "недели", "день": "дня", "месяц": "месяца", "week": "weeks", "day": "days", "month": "months"}
_COMMAND_ENDS = re.compile(r"(?:[,;!\n]|\.(?!\d))\s*(?:(?:а|и|но|and|but|so|then)\s+)?|\s(?:а|и|но|and|but|then)\s")
_VERBS = ("blocks", "depends", "delete", "rename", "move", "po")


@dataclass(frozen=True, slots=True)
class Mark:
    """The words between `start` and `end` say that what stands before is said otherwise behind; how surely."""

    start: int
    end: int
    sure: bool
    excused: bool = False  # «извини», "my apologies": sure of a day or an amount, which nothing else would follow


@dataclass(frozen=True, slots=True, order=True)
class _Said:
    """A thing of this kind, or a status, and where it is said."""

    start: int
    end: int
    kind: str


def repaired(s: Sentence) -> str | None:
    """The text as it was meant, where a part of it is said otherwise; None where nothing is."""
    if keeps_its_words(s):
        return None
    once = said_once(s.text)
    if once and _begins_as_meant(s, once[1]):
        return once[0]
    return next((text for mark in marks(s) if (text := _said_otherwise(s, mark)) is not None), None)


def _begins_as_meant(s: Sentence, position: int) -> bool:
    """What stands behind the denial is a name, a day or a status, and not only «совсем», "at all"."""
    number = s.index(position)
    statuses = {cue.first for cue in s.all(*STATUSES)}
    while number < len(s.words) and s.words[number].text in _LEADS and number not in statuses:
        number += 1
    return number < len(s.words) and (s.is_named(number) or number in statuses or s.words[number].text[-1].isdigit())


def keeps_its_words(s: Sentence) -> bool:
    """An idea or a new name may hold any words; what is added to a release is none."""
    makes = s.has("create") and s.has("feature_noun", "project_noun", "release_noun")
    return s.has(*FREE_TEXT) or (makes and not (s.of("feature") and s.of("release")))


def marks(s: Sentence) -> Iterator[Mark]:
    text = fold(s.text)
    closed = [*(m.span() for m in QUOTED.finditer(text)), *((m.start, m.end) for m in s.mentions if m.whole)]
    # «на стоп» is a status
    closed += [(s.words[c.first].start, s.words[c.last].end) for c in s.all(*STATUSES) if c.last > c.first]
    for found in _MARK.finditer(text):
        start, end = found.span()
        if not text[:start].strip(" ,.") or any(a < found.start("core") < b for a, b in closed):
            continue
        said = found.group()
        last = s.words[s.index(start) - 1]
        paused = bool(PAUSE.search(text[last.end : found.start("core")]))
        halts, no = bool(_HALTS.search(said)), bool(_SAYS_NO.search(said))
        sure = bool(_IS_SURE.search(said)) or (halts and (no or paused or _denies(text[end:])))
        yield Mark(last.end, end, sure or (paused and bool(_PAUSED_NO.search(said))), bool(_EXCUSES.search(said)))


def _denies(text: str) -> bool:
    return text.split()[:1] in (["не"], ["not"])


def _said_otherwise(s: Sentence, mark: Mark) -> str | None:
    new = _first_said(s, mark)
    old = _last_said(s, mark, new) if new else None
    excused = mark.excused and new is not None and _is_bare(s, new)  # «закинь вход в 2.0. Прошу прощения, переводы»
    if new is None or old is None or not (mark.sure or excused or _beside(s, mark, old, new)):
        return _moved_otherwise(s, mark)
    if new.kind == "status" and any(old.end <= m.start < mark.start for m in s.mentions):
        return _status_of_another(s, mark, old, new)
    head, start = s.text[: old.start], new.start
    if new.kind == "release" and (placed := _placed(s.text[mark.end : start])):
        head, start = _PLACE.sub("", head), start - len(placed)
    if _says_all_again(s, mark) and any(c.last < s.index(old.start) for c in s.all("hearsay", "source", "if_")):
        return None  # "Anna says A blocks B, sorry, B blocks A" is hers from end to end
    tail = s.text[old.end : mark.start].strip(" ,.;!…—–-")
    told = s.text[new.end :].strip(" .!…")
    if (told and _says_all_again(s, mark)) or (tail and told and new.kind != "status" and not _is_bare(s, new)):
        return f"{_commands_before(s, old.start)}{s.text[start:]}"
    if new.kind == "status" or not tail:
        return f"{head}{s.text[start:]}"
    return f"{head}{s.text[start : new.end]} {tail}"


def _status_of_another(s: Sentence, mark: Mark, old: _Said, new: _Said) -> str | None:
    """ "start login, no, block it" says it of what stands between; "start login, no, start signup" names another."""
    if _points(s, mark.end, new.start):
        return None  # «вход готов, тёмная тема в работе, нет, она …»: which of them is not said
    between = [m for m in s.of("feature") if old.end <= m.start < mark.start]
    if any(m.start >= mark.end for m in s.of("feature")) or not between:
        return f"{_commands_before(s, old.start)}{s.text[mark.end :]}"
    return f"{s.text[between[-1].start : between[-1].end]} {s.text[mark.end :]}"


def _points(s: Sentence, start: int, end: int) -> bool:
    return any(start <= s.words[c.first].start < end for c in s.all("pronoun"))


def _is_bare(s: Sentence, said: _Said) -> bool:
    """Nothing that means anything stands behind it."""
    behind = (n for n, word in enumerate(s.words) if word.start >= said.end)
    return all(s.plain(n) or s.words[n].text in ("я", "i") for n in behind)


def _moved_otherwise(s: Sentence, mark: Mark) -> str | None:
    """«на две недели, нет, на три», "by a week, no, ten days": another amount, of the same unit where none is said."""
    if (day := _another_day(s, mark)) is not None:
        return day
    moved = s.shift
    if moved is None or moved.end > mark.start or not (mark.sure or mark.excused):
        return None
    unit = s.text[: moved.end].rsplit(maxsplit=1)[-1]
    rest = s.text[mark.end :].strip(" .!")
    for amount in (rest, f"{rest} {unit}", f"{rest} {_OF_SEVERAL.get(unit.lower(), unit)}"):
        shift = find_shift(f"{s.text[: moved.start]}{amount}")
        if shift is not None and shift.end >= len(s.text[: moved.start]) + len(amount):
            return f"{s.text[: moved.start]}{amount}{s.text[moved.end : mark.start]}"
    return None


def _another_day(s: Sentence, mark: Mark) -> str | None:
    """«на 20 марта, не, на 25»: another day of the same month."""
    rest, days = _BARE_DAY.fullmatch(s.text[mark.end :]), [d for d in s.days() if d.end <= mark.start]
    if rest is None or not days or s.text[days[-1].end : mark.start].strip(" ,.;!…—–-"):
        return None
    said = s.text[days[-1].start : days[-1].end]
    other = _NUMBER.sub(rest["day"], said, count=1)
    return f"{s.text[: days[-1].start]}{other}" if _NUMBER.search(said) else None


def _says_all_again(s: Sentence, mark: Mark) -> bool:
    """ "A blocks B, I mean B blocks A": the verb is said again, and nothing of the first part counts.

    In "move A to B, no, C, move it to C" the thing is named in the first part alone.
    """
    if s.mentions and not any(m.start >= mark.end for m in s.mentions):
        return False
    before = {c.kind for c in s.all(*_VERBS) if s.words[c.last].end <= mark.start}
    return any(c.kind in before for c in s.all(*_VERBS) if s.words[c.first].start >= mark.end)


def _placed(between: str) -> str:
    """ "… into v2.0. No: v2.1" goes where the first one did; «…, нет, в 2.1» tells it anew."""
    found = _PLACE.search(between)
    return between[found.start() :] if found and found["to"] else ""


def _commands_before(s: Sentence, position: int) -> str:
    """What is ordered of other things before the one that is corrected."""
    ends = [m.end() for m in _COMMAND_ENDS.finditer(s.text, 0, position)]
    return s.text[: ends[-1]] if ends and any(m.end <= ends[-1] for m in s.mentions) else ""


def _first_said(s: Sentence, mark: Mark) -> _Said | None:
    """The name or status that the words behind the mark begin with."""
    behind = [said for said in _all_said(s) if said.start >= mark.end and not _is_denied(s, said)]
    if not behind:
        return None
    first = behind[0]
    between = [n for n, w in enumerate(s.words) if mark.end <= w.start < first.start]
    if between and s.words[between[0]].text in DENIALS:
        return first  # «не вход, а тёмная тема»
    return first if all(s.words[n].text in _LEADS | _NOUNS for n in between) else None


def _is_denied(s: Sentence, said: _Said) -> bool:
    """«не заблокирована, а готова»: said only to be set aside."""
    number = s.index(said.start)
    return s.words[number].text in DENIALS or (number > 0 and s.words[number - 1].text in DENIALS)


def _last_said(s: Sentence, mark: Mark, new: _Said) -> _Said | None:
    before = [said for said in _all_said(s) if said.end <= mark.start and said.kind == new.kind]
    return before[-1] if before else None


def _all_said(s: Sentence) -> list[_Said]:
    named = [_Said(m.start, m.end, m.things[0].kind) for m in s.mentions if m.of("feature") or m.of("release")]
    cues = [c for c in s.all(*STATUSES) if not _in_a_name(s, c)]
    return sorted([*named, *(_Said(s.words[c.first].start, s.words[c.last].end, "status") for c in cues)])


def _in_a_name(s: Sentence, cue: Cue) -> bool:
    return any(s.is_named(n) for n in range(cue.first, cue.last + 1))


def _beside(s: Sentence, mark: Mark, old: _Said, new: _Said) -> bool:
    """«первое нет второе»: the one stands right before the word that corrects it, and the other right behind."""
    joined = not s.text[old.end : mark.start].strip(" ,") and len(s.text[mark.end : new.start].split()) <= 1
    lacks = new.kind == "feature" and stands_in(s.text[old.start : old.end], "gent", ("accs",))  # «тёмной темы нет»
    led_in = s.index(old.start) - 1
    lacks = lacks or (led_in >= 0 and s.words[led_in].text in ("without", "без"))  # "without X no Y"
    return joined and not lacks
