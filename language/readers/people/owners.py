"""Who answers for a feature: its product owner and its teams."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from language.draft import Draft, Named
from language.folding import clean_name, fold
from language.guards import Reason, keeps_from
from language.guards.questions import asked
from language.names import Mention
from language.parts import part_of
from language.readers.people.former import without_the_former
from language.readers.people.no_owner import is_no_name, is_no_owner, is_not_given, is_wanted_by_others
from language.readers.people.nominative import nominative
from language.readers.people.speaker import given_to_speaker
from language.readers.people.team_names import NO_NAME, is_capital
from language.sentence import Sentence
from language.taken_back.correcting import said_last
from language.vocabulary import Cue
from language.words import first_names, is_russian, readings

_MOST_NAME_WORDS = 4
_FULL = 2  # a first and a last name
_APPOINTS = frozenset("make assign appoint name назначь назначьте назначить".split())
_HANDLE = re.compile(r"@\w+")
_ONCE = frozenset(
    "раньше прежде previously formerly originally был была были was were".split()
)  # who was it once need not be it now
_MAY = frozenset("could might may would мог могла могли могут может".split())
_PERSONAL = frozenset({"Name", "Surn", "Patr", "anim", "Abbr"})
# "Ann is replacing Bob", «Павел сменяет Анну»: who stands behind is the one before
_REPLACED = re.compile(
    r"\s(?:(?:is|will|be|now)\s+)*(?:replac(?:es|ed|ing|e)|succeed(?:s|ed|ing)?|сменя?ет|сменил[аи]?|заменя?ет"
    r"|заменил[аи]?)(?:\s+[A-ZА-ЯЁ][\w’'-]+){1,3}"
)
_GIVES = frozenset("отдать передать поручить доверить вручить отдавать передавать поручать доверять дать".split())
_ORDERING = ("assign", "set", "put", "create", "hand_over")
_PUTS = frozenset(
    "make assign appoint name put set give hand change switch replace swap let add reassign entrust pass".split()
)
_HONORIFICS = frozenset(
    "mr mrs ms miss mx dr prof sir madam господин госпожа господина госпожу г-н г-жа г-на г-жу".split()
)
_BESIDE = frozenset("on in at off out away from with about by under over".split())
_IS = frozenset({"is", "are"})
_NEAR = 3  # words from "is" to what it is
_DEGREES = frozenset("very so too still quite really not rather pretty always never also".split())
# "from Kate to Tom", «замени Катю на Олега», "Tom instead of Kate": who it was before.
_FORMER = re.compile(
    r"\b(?:from|со?|replac(?:e|ing)|swap(?: out)?|замени(?:ть|те)?|смени(?:ть|те)?|поменяй(?:те)?|меняем|меняй)"
    r"\s+(?:[^\W\d][\w'’-]*\s+){1,4}?(?=(?:to|на|with|for|by)\s)"
    r"|\b(?:instead of|rather than|from)\s+(?:[A-ZА-ЯЁ][\w'’-]*\s*){1,3}"
    r"|(?<=[\w,;])\s(?:and\s+|а\s+)?(?:not|не)\s+[A-ZА-ЯЁ][\w'’-]*(?:\s+[A-ZА-ЯЁ][\w'’-]*)?\s*"
    r"(?=$|[.!,]|(?:is|owns|runs|leads|will|теперь)\b)"  # "make Ann the PO, not Tom"
    r"|\b(?:not|не)\s+[A-ZА-ЯЁ][\w'’-]*(?:\s+[A-ZА-ЯЁ][\w'’-]*)?,?\s+(?:but|а)\s+(?=[A-ZА-ЯЁ])"
)
_NOT_THEM = re.compile(
    r"\W*(?:(?i:no|нет)\W+)?(?i:not|не)\s+[A-ZА-ЯЁ][\w'’-]+(?:\s+[A-ZА-ЯЁ][\w'’-]+)?\s*[,:;—–-]\s*(?:(?i:but|а)\s+)?"
)
_FROM = frozenset({"вместо", "от"})
_AROUND_A_PERSON = (
    "po", "assign", "hand_over", "set", "filler", "tail", "feature_noun", "create", "new", "request", "so_",
)  # fmt: skip
_NO_HAND_OVER = frozenset("что that привет спасибо поклон hello hi thanks regards".split())
_JOINTS = ("so_", "reason", "and_", "but_")


def read_po(s: Sentence) -> Draft | None:
    """«владельцем X поставь Сергея Ковалёва», "Priya Nair is the new product owner for X"."""
    s = without_the_former(_past_the_one_set_aside(s))
    features = s.of("feature")
    if len(features) != 1 or asked(s) or s.has("team") or _is_done_by_several(s):
        return None
    name = _person(s, features[0])
    cue = _owns(s) or _handed_over(s, name, features[0])
    if not (name and _looks_like_a_name(name)) and (speaker := given_to_speaker(s)):
        if is_not_given(s) and not _owns(s):
            return None
        name, cue = speaker, cue or s.first("hand_over", "assign", "take_on")
    elif not name:
        return _assigned_without_a_name(s, features[0])
    elif not _can_be_a_name(name) or _is_only_told(s, name) or is_no_name(s, name):
        return None
    if cue is None or not name or not (_looks_like_a_name(name) or s.has("assign", "set", "put", "create")):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    told, _ = s.hard_segment(cue.first)
    if (
        s.first("no_", "no_longer", before=cue.last + 1, after=told)
        or any(w.text in _ONCE for w in s.words)
        or s.has("ago")
    ):
        kept = kept or "negation"
    kept = kept or _kept_from_ordering(s) or ("wish" if is_wanted_by_others(s) else None)
    if any(w.text in _MAY for w in s.words[: cue.first]) or _is_by_the_way(s, name):
        kept = kept or "doubt"  # "Ann could take over login"
    slots = {"feature": _named(s, features[0]), "person": name}
    return Draft("product owner", "feature_assign_po", slots, cue.language, kept)


def _is_done_by_several(s: Sentence) -> bool:
    """«темой занимаются Веб и Дизайн»: two of them are no owner, and may be teams."""
    cue = s.first("po")
    if cue is None or not {"VERB", "plur", "3per"} <= s.words[cue.first].marks:
        return False
    return any(word.text == "и" for word in s.words[cue.last + 1 : s.segment(cue.first)[1]])


def _past_the_one_set_aside(s: Sentence) -> Sentence:
    """ "not Anna, make Peter the PO", «не Анна, а Пётр …»: what is said behind whoever is not meant."""
    behind = [found.span() for found in _FORMER.finditer(s.text)]
    denied = [c for c in s.all("no_") if any(a <= s.words[c.first].start < b for a, b in behind)]
    if denied:
        s = replace(s, cues=tuple(c for c in s.cues if c not in denied))
    aside = _NOT_THEM.match(s.text)
    return part_of(s, aside.end(), len(s.text)) if aside and not any(m.start < aside.end() for m in s.mentions) else s


def _is_only_told(s: Sentence, name: str) -> bool:
    """ "the owner of dark theme is sick", "… is on vacation": without an order only a full name is behind "is"."""
    if any(s.said(c).split()[0] in _PUTS for c in s.all(*_ORDERING)):
        return False
    if _tells_how_they_are(s, name):
        return True
    if not (name.isascii() and name.islower()):
        return False
    words = name.split()
    if words[0] in first_names():
        return False
    first = next((n for n, word in enumerate(s.words) if word.text == fold(words[0])), 0)
    if not any(word.text in _IS for word in s.words[max(0, first - _NEAR) : first]):
        return False  # "tom owns dark theme", a handle
    led_in = first > 0 and s.words[first - 1].text in _BESIDE
    return len(words) < _FULL or led_in or words[0] in _DEGREES


def _is_by_the_way(s: Sentence, name: str) -> bool:
    """ "Tom Reed, the PO of dark theme, is leaving us": something is told of whoever answers for it already."""
    cue = s.first("po")
    if cue is None or any("impr" in s.words[c.first].marks or s.said(c).split()[0] in _PUTS for c in s.all(*_ORDERING)):
        return False
    begun, end = s.segment(cue.first)
    if not begun or end == len(s.words) or fold(name).split()[-1] != s.words[begun - 1].text:
        return False
    said = all(s.meant(n) or s.plain(n) or s.is_named(n) for n in range(begun, end))
    return said and any(not s.plain(n) for n in range(*s.segment(end)))


def _tells_how_they_are(s: Sentence, name: str) -> bool:
    """ "the owner of dark theme is happy, Kate says": behind "is" stands no name, and Kate in another clause."""
    told = _beside_the_owner(s)
    named = {word.text for word in s.words for said in fold(name).split() if word.text == said}
    if any(s.words[n].text in named for n in told):
        return False
    behind = [n for n in told if n and s.words[n - 1].text in _IS and not is_capital(s, n)]
    return any(not (s.plain(n) or s.is_named(n)) and n not in s.within("po") for n in behind)


def _assigned_without_a_name(s: Sentence, feature: Mention) -> Draft | None:
    """«назначь PO тёмной теме»: who it is to be is asked for."""
    cue, order = s.first("po"), s.first("assign")
    told = [n for n in range(len(s.words)) if not (s.meant(n) or s.words[n].text in NO_NAME)]
    if cue is None or order is None or told or "impr" not in s.words[order.first].marks:
        return None
    kept = keeps_from(s, order.first, order.last, imperative=True)
    return None if kept else Draft("product owner", "feature_assign_po", {"feature": _named(s, feature)}, cue.language)


def _kept_from_ordering(s: Sentence) -> Reason | None:
    """«назначать Ивана владельцем не надо»: the verb that would make it so is taken back."""
    orders = [c for c in s.all("assign", "hand_over") if "INFN" in s.words[c.first].marks]
    return keeps_from(s, orders[0].first, orders[0].last, imperative=True) if orders else None


def _owns(s: Sentence) -> Cue | None:
    """The word for an owner; who answers «на вопросы» answers for nothing."""
    cue = next((c for c in s.all("po") if not is_no_owner(s, c)), None)
    if cue is None or not s.words[cue.first].forms & {"отвечать"}:
        return cue
    return cue if any(word.text == "за" for word in s.words) else None


def _handed_over(s: Sentence, name: str, feature: Mention) -> Cue | None:
    """«отдай тёмную тему Ирине Смирновой»: an order to give it to somebody whose name is known for one.

    «передай Ирине, что тёмная тема готова», «отдай на ревью» hand over something else.
    """
    cue = s.first("hand_over") or _puts_on(s, feature)
    if cue is None or s.of("release") or not name:
        return None
    start, end = s.segment(cue.first)
    if not start <= s.index(feature.start) < end or any(w.text in _NO_HAND_OVER for w in s.words[start:end]):
        return None
    words = name.split()
    if s.said(cue) == "goes to" and (len(words) < _FULL or s.of("project")):
        return None  # "goes to Legal" tells of a step
    if name.startswith("@"):
        return cue
    if name.isascii():
        dictated = name.islower() and words[0] in first_names() and len(words) <= _FULL and s.opening(cue.first)
        return cue if dictated or all(word[0].isupper() and not word.isupper() for word in words) else None
    return cue if all(word[0].isupper() for word in words) and any(map(_is_personal, words)) else None


def _puts_on(s: Sentence, feature: Mention) -> Cue | None:
    """«на тёмную тему Машу Иванову поставь»: somebody is put on a feature."""
    number = s.index(feature.start)
    return s.first("set", "put") if number > 0 and s.words[number - 1].text in ("на", "on") else None


def _is_personal(word: str) -> bool:
    return any({"Name", "Surn"} & set(map(str, p.tag.grammemes)) for p in readings(word)[:1])


def _person(s: Sentence, feature: Mention) -> str:
    """The words that are neither cue nor feature nor filler, the longest run of them; in the nominative."""
    if handle := _HANDLE.search(s.text):
        return handle.group()
    runs: list[list[int]] = [[]]
    begun = _corrected_at(s)
    former = [found.span() for kind in (_FORMER, _REPLACED) for found in kind.finditer(s.text)] + _given_away(s)
    explained = s.within(*_AROUND_A_PERSON)
    for number, word in enumerate(s.words):
        inside = feature.start <= word.start < feature.end or word.start < begun
        inside = inside or any(start <= word.start < end for start, end in former)
        known = (number in explained and not is_capital(s, number)) or _is_before_a_name(s, number)
        if inside or known or word.text in NO_NAME:
            runs.append([])
        elif runs[-1] and s.breaks(s.words[runs[-1][-1]].end, word.start):
            runs.append([number])
        else:
            runs[-1].append(number)
    owning = s.within("po")  # "its PO is Petrov"
    runs = [[n for n in run if n not in owning] for run in runs]
    near = _beside_the_owner(s)
    runs = [run for n, run in enumerate(runs) if not (any(runs[:n]) and _tells(s, run))]
    best = max(
        runs,
        key=lambda run: (
            _is_told(s, run),
            _is_inside(s, run, near),
            _capitals(s, run),
            _begins_as_one(s, run),
            len(run),
        ),
    )
    best = [n for n in best if not any(c.first <= n <= c.last for c in s.cues if c.kind == "assign")]
    if not best or len(best) > _MOST_NAME_WORDS:
        return ""
    best = _trimmed(s, best)
    said = clean_name(s.text[s.words[best[0]].start : s.words[best[-1]].end])
    if said.isascii() and said.islower() and said.split()[0] in first_names():
        said = said.title()  # dictated
    return nominative(said, given=any(word.forms & _GIVES for word in s.words))


def _tells(s: Sentence, run: list[int]) -> bool:
    """«PO входа — Жанна, Костя ушёл»: behind a pause it tells what somebody else did or does."""
    if not run or not s.pause_before(run[0]):
        return False
    told = (s.words[n].marks for n in run[1:])
    return any("VERB" in marks and not marks & (_PERSONAL | {"NOUN"}) for marks in told)


def _is_before_a_name(s: Sentence, number: int) -> bool:
    """ "Ms. Rao", «г-жа Орлова»."""
    titled = s.words[number].text in _HONORIFICS
    return titled and number + 1 < len(s.words) and is_capital(s, number + 1)


def _beside_the_owner(s: Sentence) -> range:
    """The words of the same clause as the word for an owner: "Tom is leaving so Maya is the PO now"."""
    cue = s.first("po")
    if cue is None:
        return range(0)
    begun, end = s.segment(cue.first)
    joints = [c for c in s.all(*_JOINTS) if not s.is_named(c.first)]
    begun = max([begun, *(c.last + 1 for c in joints if c.last < cue.first)])
    return range(begun, min([end, *(c.first for c in joints if c.first > cue.last)]))


def _begins_as_one(s: Sentence, run: list[int]) -> bool:
    """ "sabine is the owner from today on", dictated: a first name."""
    return bool(run) and s.words[run[0]].text in first_names()


def _is_inside(s: Sentence, run: list[int], near: range) -> bool:
    return bool(run) and run[0] in near and _capitals(s, run) > 0


def _trimmed(s: Sentence, run: list[int]) -> list[int]:
    """Without the English words in small letters around those with capitals: "Tom Reed should"."""
    capitals = [n for n in run if s.text[s.words[n].start].isupper()]
    outside = [n for n in run if capitals and not capitals[0] <= n <= capitals[-1] and s.words[n].text.isascii()]
    return [n for n in run if n not in outside]


def _given_away(s: Sentence) -> list[tuple[int, int]]:
    """«вместо Кати», «от Лены Крыловой Олегу»: whoever stands in the genitive behind such a word had it before."""
    spans = []
    for number, word in enumerate(s.words):
        last = number
        while word.text in _FROM and last + 1 < len(s.words) and _is_genitive_name(s, last + 1):
            last += 1
        if last > number:
            spans.append((word.start, s.words[last].end))
    return spans


def _is_genitive_name(s: Sentence, number: int) -> bool:
    word = s.words[number]
    return (
        s.text[word.start].isupper()
        and "gent" in word.marks
        and not ("datv" in word.marks and number + 1 == len(s.words))
    )


def _corrected_at(s: Sentence) -> int:
    """Where the name that counts begins: «Лёша Котов, ой, не Котов, а Лёша Кротов», "tom no wait maria lopez"."""
    last = said_last(s.text)
    named = any(map(str.isupper, last)) or fold(last).partition(" ")[0] in first_names()
    return len(s.text) - len(last) if named else 0


def _capitals(s: Sentence, run: Iterable[int]) -> int:
    return sum(s.text[s.words[n].start].isupper() for n in run)


def _is_told(s: Sentence, run: list[int]) -> bool:
    """It stands right behind the order: "make olga the po", whatever is said of somebody else before."""
    if not run:
        return False
    if s.text[: s.words[run[0]].start].rstrip().endswith(":"):
        return True  # «поставь PO входа: Дарья»
    return any(c.last == run[0] - 1 and s.said(c) in _APPOINTS for c in s.all("assign"))


def _can_be_a_name(name: str) -> bool:
    """No word in small letters that the dictionary knows for something else: «ревью», «прочат», «отказался»."""
    return bool(name) and not any(word.islower() and _is_another_word(word) for word in name.split())


def _is_another_word(word: str) -> bool:
    found = readings(word) if not word.isascii() and is_russian(word) else []
    return bool(found) and not any(_PERSONAL & set(map(str, p.tag.grammemes)) for p in found)


def _looks_like_a_name(name: str) -> bool:
    """Capitals, a handle, or a first or last name that the dictionary knows."""
    first = name.split(maxsplit=1)[0]
    return not first[0].islower() or any({"Name", "Surn"} & set(p.tag.grammemes) for p in readings(first))


def _named(s: Sentence, mention: Mention) -> Named:
    return Named("feature", s.text[mention.start : mention.end], mention)
