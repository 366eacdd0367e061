"""The words of a known name that belong to a longer one nobody knows: «вход по голосу», "online mode"."""

from __future__ import annotations

from collections.abc import Sequence

from language.dates.words import MONTHS
from language.names import Mention
from language.sentence import SILENT, Sentence
from language.words import CREW, OF_PEOPLE, ONE, TIMES, Word

# «вход по голосу» is another name than «вход по отпечатку»; «переводы к февралю» is not.
_NAMING_PREPOSITIONS = frozenset("с со по для без через за на в for of with via".split())
# English cues that are as often nouns: a toggle, a card, a list.
_NOUNS_TOO = frozenset("call toggle card list history switch update view display option info".split())
_OF_A_RELEASE = frozenset("deadline date launch release rollout target".split())
_VERBS = frozenset("went goes came comes stays remains".split())  # "dark theme went from the backlog to work"
_BEHIND_A_NAME = frozenset("is are was were got gets has have as to into from blocks depends should".split())


def is_other_name(mention: Mention, sentence: Sentence) -> bool:
    """The words belong to a longer name that is not known: «светлая тема», «вход по голосу», "online mode"."""
    numbers = range(sentence.index(mention.start), sentence.index(mention.end))
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
    only_part = all(c.kind == "part_" or c.kind in SILENT for c in sentence.cues if c.first <= noun <= c.last)
    kinds = ("ADJF" in behind[0].marks or not adjective) and "NOUN" in behind[-1].marks
    kinds = kinds and not behind[-1].marks & OF_PEOPLE
    return kinds and ("nomn" not in behind[-1].marks or not adjective) and only_part


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
    if sentence.meant(here) or (step > 0 and (_is_proper(sentence, here) or sentence.words[here].text in ONE)):
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
    noun_like = noun.isascii() and noun.isalpha() and not noun.endswith("ly") and noun not in _VERBS
    return name.isascii() and noun_like and not explained and following in _BEHIND_A_NAME


def _is_for_others(sentence: Sentence, last: int) -> bool:
    """ "onboarding for couriers", «тёмная тема для сайта»: another thing of the same name."""
    if last + 2 >= len(sentence.words) or sentence.words[last + 1].text not in ("for", "of", "для", "у"):
        return False
    noun = last + 2
    while noun + 1 < len(sentence.words) and sentence.words[noun].text in ("the", "a", "our", "new", "нового", "новых"):
        noun += 1
    told = sentence.words[noun].forms & TIMES or sentence.words[noun].text in MONTHS  # "for a sec", "for March 9, …"
    crew = sentence.words[last + 1].text == "у" and sentence.words[noun].forms & CREW
    strange = not (sentence.meant(noun) or told or crew)
    return strange and not _apart(sentence, last, noun)


def _is_numbered(sentence: Sentence, last: int) -> bool:
    """ "dark theme v2", «тёмная тема 2»: the next one of the same name."""
    if last + 1 >= len(sentence.words) or _apart(sentence, last, last + 1) or sentence.is_named(last + 1):
        return False
    text = sentence.words[last + 1].text
    counted = sentence.words[last + 2] if last + 2 < len(sentence.words) else None
    amount = counted is not None and (counted.text == "%" or bool(counted.forms & TIMES))  # "… 5 min ago"
    return text.removeprefix("v").replace(".", "").isdecimal() and not amount


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
