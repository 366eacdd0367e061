"""A sentence taken apart: its words, the names and moments in it, and the cues that give them meaning."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from language import dates
from language.correcting import with_borrowed_month, without_corrected
from language.dates.words import MONTHS
from language.folding import fold
from language.names import Mention, Names
from language.vocabulary import Cue, find_cues
from language.words import Word, words

Moment = dates.DateMention | dates.Period

_BREAK = re.compile(r"[,;:!?…\n—–→()]|\.(?!\d)|\s[-]+>?\s|->")
# Cues that only say what sort of story a clause tells; their words may still be those of a thing of its own.
_SILENT = frozenset({"cause_", "asks_", "preface_"})
_HARD_BREAK = re.compile(r"[;!?…\n]|\.(?!\d)")
# Cues that say what is done or asked; a part of a name made only of these is no mention of it.
_PLAIN = frozenset({"filler", "tail", "pronoun", "both", "and_", "thanks", "request", "new"})


# «вход по голосу» is another name than «вход по отпечатку»; «переводы к февралю» is not.
_NAMING_PREPOSITIONS = frozenset("с со по для без через за на в for of with via".split())
TIMES = frozenset(
    "день неделя месяц год час минута утро вечер ночь квартал раз итог спринт секунда минутка секундочка "
    "sec second minute moment while bit hour day week month quarter year sprint".split()
)
# English cues that are as often nouns: a toggle, a card, a list.
_NOUNS_TOO = frozenset("call toggle card list history switch update view display option info".split())
RELEASE_NOUNS = frozenset("релиз релиза релизу версия версию версии release version the".split())
_INTO = frozenset("в на к in into to for".split())
_NO_LONGER = (["больше", "не"], ["уже", "не"])
_INSTEAD = (
    ["instead", "of"], ["rather", "than"], ["apart", "from"], ["aside", "from"], ["except", "for"], ["other", "than"],
    ["за", "исключением"], ["не", "считая"], ["save", "for"],
)  # fmt: skip
_BUT = (["вместо"], ["кроме"], ["помимо"], ["исключая"], ["unlike"], ["except"], ["excluding"], ["besides"])
EVERY = frozenset("everything everyone all anything nothing features none rest".split())
_OF_A_RELEASE = frozenset("deadline date launch release rollout target".split())
_COPULAS = frozenset("is are was isn't aren't has depends needs requires blocks waits".split())
_SETTING = frozenset("mark set flag put tag".split())
_BLANKS = 20  # characters from one name to another that is still beside it
_WITHIN = frozenset("в во из на in to on from".split())
_SHORT_HEAD = 3  # letters: «чат» of «Чат с поддержкой»
_OURS = frozenset("our the my that this наш нашей нашему нашим этой этому".split())
_RELATED = frozenset("отношения связано связана связан".split())
_DENYING = frozenset("не нет никакого никак".split())
_ONE = frozenset({"one", "ones"})  # "the push one"
_THINGS = frozenset({"thing", "feature"})
_BEHIND_A_NAME = frozenset("is are was were got gets has have as to into from blocks depends should".split())


@dataclass(frozen=True)
class Sentence:
    """`text` as written (layout mended); words by position; mentions and moments in order of the text."""

    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    moments: tuple[Moment, ...]
    shift: dates.Shift | None
    cues: tuple[Cue, ...]
    today: dt.date

    # --- cues

    def all(self, *kinds: str) -> list[Cue]:
        """Cues of these kinds in order of the text, those inside a name or a longer cue of the same kinds left out."""
        return list(self._of_kinds(kinds))

    def _of_kinds(self, kinds: tuple[str, ...]) -> Sequence[Cue]:
        if self._kinds.isdisjoint(kinds):
            return ()
        known = self._asked_for.get(kinds)
        if known is None:
            found = [cue for cue in self.cues if cue.kind in kinds]
            known = self._asked_for[kinds] = found if len(found) < 2 else _outermost(found)
        return known

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(cue.kind for cue in self.cues)

    @cached_property
    def _asked_for(self) -> dict[tuple[str, ...], list[Cue]]:
        return {}

    def first(self, *kinds: str, before: int | None = None, after: int = 0) -> Cue | None:
        """The first cue of these kinds that begins at word `after` or later, and before word `before`."""
        end = len(self.words) if before is None else before
        for cue in self._of_kinds(kinds):
            if after <= cue.first < end:
                return cue
        return None

    def has(self, *kinds: str) -> bool:
        return not self._kinds.isdisjoint(kinds)

    def within(self, *kinds: str) -> frozenset[int]:
        """The numbers of the words that cues of these kinds are made of."""
        return _covered(self._of_kinds(kinds))

    def said(self, cue: Cue) -> str:
        return " ".join(word.text for word in self.words[cue.first : cue.last + 1])

    # --- things

    def of(self, kind: str) -> list[Mention]:
        """Mentions that can be a thing of this kind."""
        known = self._named_as.get(kind)
        if known is None:
            known = self._named_as[kind] = [m for m in self.mentions if m.of(kind)]
        return list(known)

    @cached_property
    def _named_as(self) -> dict[str, list[Mention]]:
        return {}

    def days(self) -> list[dates.DateMention]:
        return [m for m in self.moments if isinstance(m, dates.DateMention)]

    def period(self) -> dates.Period | None:
        return next((m for m in self.moments if isinstance(m, dates.Period)), None)

    # --- places

    def index(self, position: int) -> int:
        """The number of the first word that begins at this position of the text or later."""
        return bisect_left(self.words, position, key=_start)

    def is_named(self, number: int) -> bool:
        """The word belongs to a name or a moment."""
        return self.words[number].start in self._named

    @cached_property
    def _named(self) -> frozenset[int]:
        spans = (*self.mentions, *self.moments)
        inside = (self.words[self.index(one.start) : self.index(one.end)] for one in spans)
        return frozenset(word.start for words_inside in inside for word in words_inside)

    def plain(self, number: int) -> bool:
        """The word carries no meaning of its own."""
        return number in self._plain

    @cached_property
    def _plain(self) -> frozenset[int]:
        return _covered(c for c in self.cues if c.kind in _PLAIN)

    def meant(self, number: int) -> bool:
        """The word is a cue of any kind, a name or a moment: it is explained."""
        return number in self._told or self.is_named(number)

    @cached_property
    def _told(self) -> frozenset[int]:
        return _covered(c for c in self.cues if c.kind not in _SILENT)

    def breaks(self, start: int, end: int, hard: bool = False) -> bool:
        """There is punctuation between these positions of the text."""
        return bool((_HARD_BREAK if hard else _BREAK).search(self.text[start:end]))

    def segment(self, number: int) -> tuple[int, int]:
        """The words (first, past the last) between punctuation around a word."""
        return _around(number, self._pauses, len(self.words))

    def hard_segment(self, number: int) -> tuple[int, int]:
        """The words (first, past the last) of the sentence, up to . ! ? and line ends, around a word."""
        return _around(number, self._ends, len(self.words))

    @cached_property
    def _pauses(self) -> list[int]:
        """The words that begin behind punctuation."""
        return self._behind_breaks(hard=False)

    @cached_property
    def _ends(self) -> list[int]:
        """The words that begin a sentence, but for the first."""
        return self._behind_breaks(hard=True)

    def _behind_breaks(self, *, hard: bool) -> list[int]:
        joints = enumerate(pairwise(self.words), 1)
        return [n for n, (one, other) in joints if self.breaks(one.end, other.start, hard)]

    def named_in_segment(self, number: int) -> bool:
        """A thing is named between the same punctuation as this word."""
        first, last = self.segment(number)
        return any(first <= self.index(m.start) < last for m in self.mentions)

    def after(self, number: int) -> str:
        """The text behind a word, as it was written."""
        return self.text[self.words[number].end :] if number >= 0 else self.text

    def opening(self, number: int) -> bool:
        """Nothing but plain words stands before this word."""
        return all(self.plain(n) for n in range(number))


def _outermost(found: Iterable[Cue]) -> list[Cue]:
    """In order of the text, without those that a longer one covers."""
    kept: list[Cue] = []
    span, end, inside = (-1, -1), -1, False
    for cue in sorted(found, key=lambda c: (c.first, -c.last)):
        if (cue.first, cue.last) != span:
            span, inside, end = (cue.first, cue.last), cue.last <= end, max(end, cue.last)
        if not inside:
            kept.append(cue)
    return kept


def _covered(cues: Iterable[Cue]) -> frozenset[int]:
    return frozenset(n for cue in cues for n in range(cue.first, cue.last + 1))


def _around(number: int, begins: Sequence[int], count: int) -> tuple[int, int]:
    """The stretch of words that a word lies in, given where all but the first of them begin."""
    at = bisect_right(begins, number)
    return (begins[at - 1] if at else 0), (begins[at] if at < len(begins) else count)


def _start(word: Word) -> int:
    return word.start


def take_apart(text: str, names: Names, today: dt.date) -> Sentence:
    """Names whole and in part, moments, cues; what is inside a whole name is no cue."""
    spoken = tuple(words(fold(text)))
    mentions, moments = link(text, names, today)
    moments = with_borrowed_month(text, without_corrected(text, moments), moments)
    shift = dates.find_shift(text)
    whole = [m for m in mentions if m.whole]
    cues = [c for c in find_cues(spoken) if not _inside(c, spoken, whole)]
    cues = [c for c in cues if not _is_surname(c, text, spoken, cues)]
    kept = [
        m
        for m in mentions
        if m.whole or not ((_only_cues(m, spoken, cues) and not _stands_as_a_name(m, spoken)) or _repeats(m, mentions))
    ]
    # Of ideas and risks, which are whole sentences, common words are a part: "takes over" stays what it is.
    named = [m for m in kept if m.whole or any(m.of(kind) for kind in ("feature", "release", "project"))]
    cues = [c for c in cues if not _inside(c, spoken, named)]
    sentence = Sentence(text, spoken, tuple(kept), tuple(moments), shift, tuple(cues), today)
    certain = tuple(
        m
        for m in kept
        if not _is_other_name(m, sentence)
        and not _touches_another(m, kept, text)
        and not _is_set_aside(m, sentence)
        and not _is_only_a_word(m, sentence)
    )
    return Sentence(text, spoken, certain, tuple(moments), shift, tuple(cues), today)


def link(text: str, names: Names, today: dt.date) -> tuple[list[Mention], list[Moment]]:
    """Names and moments; where both claim the same words, a whole name wins."""
    found = names.mentions(text)
    moments: list[Moment] = []
    period = dates.find_period(text, today)
    candidates: list[Moment] = [*([period] if period else []), *dates.find_dates(text, today)]
    for moment in candidates:
        rivals = [m for m in found if m.start < moment.end and moment.start < m.end]
        taken = any(m.start < moment.end and moment.start < m.end for m in moments)
        if not taken and not any(m.whole for m in rivals):
            found = [m for m in found if m not in rivals]
            moments.append(moment)
    return found, sorted(moments, key=lambda m: m.start)


def _inside(cue: Cue, spoken: Sequence[Word], mentions: Iterable[Mention]) -> bool:
    start, end = spoken[cue.first].start, spoken[cue.last].end
    return any(m.start < end and start < m.end for m in mentions)


def _is_surname(cue: Cue, text: str, spoken: Sequence[Word], cues: Sequence[Cue]) -> bool:
    """ "make Nina Park its PO": an English verb with a capital letter behind a first name, and no verb."""
    word, before = spoken[cue.first], spoken[cue.first - 1] if cue.first else None
    if before is None or cue.first != cue.last or not (word.text.isascii() and before.text.isascii()):
        return False
    capitals = text[word.start].isupper() and text[before.start].isupper() and not text[word.start : word.end].isupper()
    beside = before.end + 1 == word.start and not text[: word.end].isupper()
    if not (capitals and beside and cue.first > 1):
        return False
    return not any(c.first <= cue.first - 1 <= c.last for c in cues if c.kind not in _SILENT)


def _repeats(part: Mention, mentions: Sequence[Mention]) -> bool:
    """A part of a name that is said in full elsewhere: «аналитики стартовали, интеграция аналитики в работе»."""
    return any(m.whole and set(part.things) & set(m.things) for m in mentions)


def _only_cues(mention: Mention, spoken: Sequence[Word], cues: Sequence[Cue]) -> bool:
    inside = [n for n, w in enumerate(spoken) if mention.start <= w.start < mention.end]
    return all(any(c.first <= n <= c.last and c.kind not in _SILENT for c in cues) for n in inside)


def _stands_as_a_name(mention: Mention, spoken: Sequence[Word]) -> bool:
    """ "push is done", "mark push as done": where no verb can stand, an English word is a name."""
    inside = [n for n, w in enumerate(spoken) if mention.start <= w.start < mention.end]
    called = inside[-1] + 1 < len(spoken) and spoken[inside[-1] + 1].text in _ONE | _THINGS  # "the push one is …"
    last_named = inside[-1] + called
    behind = spoken[last_named + 1].text if last_named + 1 < len(spoken) else ""
    well = spoken[inside[-1] + 2].text if inside[-1] + 2 < len(spoken) else ""  # "put it there as well"
    before = [w.text for w in spoken[max(0, inside[0] - 2) : inside[0]]]
    # «история is done»: what is another word in Russian is a name before an English verb
    latin = spoken[inside[0]].text.isascii() or behind in _COPULAS
    if len(inside) > 1 or not latin or not mention.of("feature"):
        return False
    subject = (behind in _COPULAS or _is_no_longer(last_named + 1, spoken)) and (
        not before or _is_set_off(spoken, inside[0]) or before[-1] in ("the", "so", "ok", "okay", "and", "our")
    )
    return subject or (behind == "as" and well != "well" and bool(_SETTING & set(before)))


def _is_set_off(spoken: Sequence[Word], number: int) -> bool:
    """More than a blank stands before it: "…, push is blocked"."""
    return spoken[number].start - spoken[number - 1].end > 1


def _is_no_longer(number: int, spoken: Sequence[Word]) -> bool:
    return [word.text for word in spoken[number : number + 2]] == ["no", "longer"]


def _touches_another(mention: Mention, mentions: Sequence[Mention], text: str) -> bool:
    """Parts of two names side by side are a third name: "dark mode" is neither Dark theme nor Offline mode."""
    if mention.whole:
        return False
    near = [m for m in mentions if m.start - mention.end < _BLANKS and mention.start - m.end < _BLANKS]
    beside = [
        m
        for m in near
        if m is not mention and not m.whole and not text[min(m.end, mention.end) : max(m.start, mention.start)].strip()
    ]
    return any(not _differ_in_case(m, mention, text) for m in beside)


def _differ_in_case(one: Mention, other: Mention, text: str) -> bool:
    """«без входа переводы не сделать», «переводы аналитику и вход»: a noun goes on another in the genitive alone."""
    one, other = sorted((one, other), key=lambda mention: mention.start)
    before, behind = words(fold(text[one.start : one.end])), words(fold(text[other.start : other.end]))
    if not (before and behind and "NOUN" in before[-1].marks and "NOUN" in behind[0].marks):
        return False
    return "gent" not in behind[0].marks


def _is_other_name(mention: Mention, sentence: Sentence) -> bool:
    """The words belong to a longer name that is not known: «светлая тема», «вход по голосу», "online mode"."""
    numbers = [n for n, w in enumerate(sentence.words) if mention.start <= w.start < mention.end]
    if not numbers or sentence.text[mention.start] in "\"'«“„":
        return False
    if not mention.whole and _is_mine(sentence, numbers[0]):
        return True
    before, behind = _stranger(sentence, numbers[0], -1), _stranger(sentence, numbers[-1], 1)
    joins = sentence.words[numbers[-1]].text in _NAMING_PREPOSITIONS  # «переводы по …» goes on
    far = behind is not None and (joins or behind.start > sentence.words[numbers[-1]].end + 1)
    if behind is not None and far and not mention.whole and _is_abbreviation(sentence, behind):
        return True  # «переводы по QR»
    if mention.whole:
        end = numbers[-1]
        single = len(numbers) == 1 and mention.of("feature")
        if single and behind is not None and far and "NOUN" in behind.marks and "anim" not in behind.marks:
            return True  # «регистрация на конференцию» is another one
        return (
            (single and _has_an_attribute(sentence, end, adjective=True))
            or _lengthens(sentence, end)
            or _is_for_others(sentence, end)
            or _is_numbered(sentence, end)
        )
    adjective = "ADJF" in sentence.words[numbers[-1]].marks and "NOUN" not in sentence.words[numbers[-1]].marks
    cases = ("NOUN", "LATN") if far or adjective else ("gent", "ablt", "loct", "datv", "LATN")
    cases = (*cases, "UNKN") if far else cases
    first, last = sentence.words[numbers[0]], sentence.words[numbers[-1]]
    qualified = _qualifies(before, first, ("ADJF", "PRTF")) or _qualifies(behind, last, cases)
    return qualified or _has_an_attribute(sentence, numbers[-1])


def _is_abbreviation(sentence: Sentence, word: Word) -> bool:
    letters = sentence.text[word.start : word.end]
    return letters.isalpha() and letters.isupper() and len(letters) > 1 and not sentence.text.isupper()


def _has_an_attribute(sentence: Sentence, last: int, *, adjective: bool = False) -> bool:
    """«перевод договора», and «онбординг нового тестировщика» with its adjective: what it is of makes it another."""
    noun = last + 1 + adjective
    if noun >= len(sentence.words) or _apart(sentence, last, noun):
        return False
    behind = sentence.words[last + 1 : noun + 1]
    if any(sentence.is_named(n) for n in range(last + 1, noun + 1)) or any("gent" not in w.marks for w in behind):
        return False
    only_part = all(c.kind == "part_" or c.kind in _SILENT for c in sentence.cues if c.first <= noun <= c.last)
    kinds = ("ADJF" in behind[0].marks or not adjective) and "NOUN" in behind[-1].marks
    kinds = kinds and not behind[-1].marks & {"Name", "Surn", "Patr"}
    return kinds and ("nomn" not in behind[-1].marks or not adjective) and only_part


def _is_set_aside(mention: Mention, sentence: Sentence) -> bool:
    """«отмени не вход, а тёмную тему», «не 3.0, а 3.1», "instead of login": named only to say that it is not meant."""
    number = sentence.index(mention.start)
    while number and mention.of("release") and sentence.words[number - 1].text in RELEASE_NOUNS | _INTO:
        number -= 1  # «не релиз 3.0, а 3.1», "not in v3.0"
    before = [word.text for word in sentence.words[max(0, number - 2) : number]]
    if sentence.text[: mention.start].rstrip()[-1:] in (",", ".", ":", "—"):
        return False
    if before in _NO_LONGER:
        return False  # «аналитика больше не в 2.0» tells where it is no more
    if before[-1:] == ["but"] and number > 1:
        first, end = sentence.segment(number)  # "everything but login", "take all of it out of v3.0 but login"
        ends = sentence.index(mention.end) == end and first < number - 1
        return sentence.words[number - 2].text in EVERY or (
            ends and any(word.text in EVERY for word in sentence.words[first : number - 1])
        )
    if before[-1:] in _BUT or before in _INSTEAD or _is_unrelated(sentence, number):
        return True
    if before == ["or", "not"]:
        return False  # "believe it or not dark theme is done"
    return before[-1:] in (["не"], ["not"]) and bool(mention.of("feature") or mention.of("release"))


def _is_only_a_word(mention: Mention, sentence: Sentence) -> bool:
    """«написали в чат», «игнорируй чат»: the short noun that a name begins with, told for what it is."""
    heads = {len(thing.name.split()[0]) for thing in mention.things}
    if mention.whole or heads != {_SHORT_HEAD} or len(sentence.text[mention.start : mention.end].split()) > 1:
        return False
    before = sentence.index(mention.start) - 1
    if before < 0 or sentence.breaks(sentence.words[before].end, mention.start):
        return False
    return sentence.words[before].text in _WITHIN or not sentence.meant(before)


def _is_unrelated(sentence: Sentence, number: int) -> bool:
    """ "it has nothing to do with our login", «к входу отношения не имеет»: named only to keep it out of this."""
    first, end = sentence.segment(number)
    while number > first and sentence.words[number - 1].text in _OURS:
        number -= 1
    before = [word.text for word in sentence.words[max(first, number - 4) : number]]
    if before[:3] == ["nothing", "to", "do"] and before[3:] in (["with"], ["w"]):
        return True
    around = [word.text for word in sentence.words[first:end]]
    return before[-1:] in (["к"], ["с"], ["со"]) and bool(_RELATED & set(around)) and bool(_DENYING & set(around))


def _is_mine(sentence: Sentence, number: int) -> bool:
    """«у меня телефон заблокировался»: the person's own, no part of a feature's name."""
    before = [word.text for word in sentence.words[max(0, number - 2) : number]]
    return before == ["у", "меня"] or before[-1:] in (["мой"], ["моя"], ["мои"], ["мою"], ["my"])


def _stranger(sentence: Sentence, number: int, step: int) -> Word | None:
    """The neighbouring word, past one preposition, if nothing explains it and no punctuation stands between."""
    here = number + step
    if not 0 <= here < len(sentence.words) or _apart(sentence, number, here):
        return None
    if step > 0 and sentence.words[here].text in _NAMING_PREPOSITIONS and here + 1 < len(sentence.words):
        following = here + 1
        if _apart(sentence, here, following) or sentence.meant(following) or _is_proper(sentence, following):
            return None
        return None if _is_circumstance(sentence, here, following) else sentence.words[following]
    if sentence.meant(here) or (step > 0 and (_is_proper(sentence, here) or sentence.words[here].text in _ONE)):
        return None
    return sentence.words[here]


def _is_circumstance(sentence: Sentence, preposition: int, noun: int) -> bool:
    """«зарубили вход на комитете» tells where, «отложи вход на неделю» when; «вход на карту» is another name."""
    if sentence.words[noun].forms & TIMES:
        return True
    return sentence.words[preposition].text in ("на", "в") and "loct" in sentence.words[noun].marks


def _is_proper(sentence: Sentence, number: int) -> bool:
    """Somebody's name, or a word in quotes or with a capital letter of its own: it begins something else."""
    word = sentence.words[number]
    letters = sentence.text[word.start : word.end]
    capital = number > 0 and letters[0].isupper() and not sentence.text[: word.start].isupper()
    return (capital and not (letters.isupper() and len(letters) > 1)) or sentence.text[word.start - 1 : word.start] in (
        '"',
        "«",
        "“",
        "„",
    )


def _lengthens(sentence: Sentence, last: int) -> bool:
    """An English noun behind a name makes another name of it: "dark theme toggle is done" speaks of the toggle."""
    if last + 2 >= len(sentence.words) or _apart(sentence, last, last + 1) or _apart(sentence, last + 1, last + 2):
        return False
    if sentence.words[last + 1].text in _OF_A_RELEASE and sentence.words[last].text[-1].isdigit():
        return False  # "the v3.0 deadline"
    name, noun, following = (sentence.words[n].text for n in range(last, last + 3))
    explained = sentence.meant(last + 1) and noun not in _NOUNS_TOO
    noun_like = noun.isascii() and noun.isalpha() and not noun.endswith("ly")
    return name.isascii() and noun_like and not explained and following in _BEHIND_A_NAME


def _is_for_others(sentence: Sentence, last: int) -> bool:
    """ "onboarding for couriers", «тёмная тема для сайта»: another thing of the same name."""
    if last + 2 >= len(sentence.words) or sentence.words[last + 1].text not in ("for", "of", "для", "у"):
        return False
    noun = last + 2
    while noun + 1 < len(sentence.words) and sentence.words[noun].text in ("the", "a", "our", "new", "нового", "новых"):
        noun += 1
    told = sentence.words[noun].forms & TIMES or sentence.words[noun].text in MONTHS  # "for a sec", "for March 9, …"
    strange = not sentence.meant(noun) and not told
    return strange and not _apart(sentence, last, noun)


def _is_numbered(sentence: Sentence, last: int) -> bool:
    """ "dark theme v2", «тёмная тема 2»: the next one of the same name."""
    if last + 1 >= len(sentence.words) or _apart(sentence, last, last + 1) or sentence.is_named(last + 1):
        return False
    text = sentence.words[last + 1].text
    percent = last + 2 < len(sentence.words) and sentence.words[last + 2].text == "%"
    return text.removeprefix("v").replace(".", "").isdecimal() and not percent


def _apart(sentence: Sentence, one: int, other: int) -> bool:
    first, last = sorted((one, other))
    return sentence.breaks(sentence.words[first].end, sentence.words[last].start)


def _qualifies(word: Word | None, name: Word, grammemes: Sequence[str]) -> bool:
    """The word can be a part of a name beside the name's own word: of the same alphabet, and of such a kind."""
    if word is None or word.text.isascii() != name.text.isascii():
        return False
    if not word.marks or any(letter.isdigit() for letter in word.text):
        return True
    if word.marks & {"Apro", "ADVB", "INFN"}:
        return False  # «такой», «этот», «наш» point at a name, they are no part of it
    return bool(word.marks & set(grammemes)) and ("ADJF" in grammemes or "VERB" not in word.marks)
