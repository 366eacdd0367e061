"""A step that is only named, for what became of it: «создавать проект X нам не дали», «перенести релиз хотят сейлы»."""

from __future__ import annotations

import re

from language.disowned.telling import Telling
from language.vocabulary import Cue

_WISHES = frozenset(
    "хотеть захотеть хотеться предлагать предложить советовать посоветовать рекомендовать порекомендовать мечтать "
    "порываться грозиться грозить подбивать уговаривать намереваться подумывать вздумать рваться рискнуть "
    "попытаться пытаться пробовать попробовать".split()
)
_HINDERED = frozenset(
    "запретить запрещать отказаться отказываться передумать раздумать побояться бояться отсоветовать мешать помешать "
    "забыть лениться".split()
)
_ALLOWS = frozenset(
    "дать давать разрешить разрешать позволить позволять решиться решаться выйти выходить получиться получаться "
    "собираться собраться удаться удаваться мочь смочь планировать думать хотеть стать успеть успевать просить велеть "
    "поручать понадобиться".split()
)
_ASKED = frozenset(
    "просить попросить требовать потребовать велеть приказать умолять настаивать желать пожелать клянчить".split()
)
_COUNTED = frozenset({"счесть", "считать", "посчитать", "назвать", "признать"})
_TOO_MUCH = re.compile(r"\b(?:преждевременн|ранн|лишн|ненужн|нецелесообразн|невозможн|глуп|бессмысленн|опасн)\w+")
_DENYING = frozenset({"не", "никто"})
# What is said of who asked, or of what was answered, where nothing is to come of it.
_IN_VAIN = re.compile(
    r"[,.;!?…—–-]\s*(?:но |а |и |да |мы |я |ему |ей |им |его |ее |их )*(?:[\w-]+ ){0,4}?"
    r"(?:не (?:указ|слуша\w+|дал\w*|позволил\w*|разрешил\w*|стал\w*|буд\w+|согласил\w*|дожд\w+|вел\w+)"
    r"|отказал\w*|отклонил\w*|отмахнул\w*|посмеял\w*|послал\w*|обойд\w+|переб\w+тся|перехоч\w+|уволил\w*|против"
    r"|мало ли|игнориру\w+)\b"
)
_AGREED = re.compile(r"\b(?:за|соглас\w+|одобр\w+|утверд\w+|правильно|не против|не возража\w+|так и быть|решено)(?!\w)")
_OPENING = frozenset("а и но ну вот так да же".split())
_DASH = re.compile(r"\s[—–-]\s")
_TASKS = frozenset(
    "задача задание домашка забота дело работа поручение обязанность обязанности долг прерогатива боль хобби "
    "мечта".split()
)
_WHOSE = frozenset("мой твой его ее их наш ваш не это чужой домашний новый главный отдельный".split())


def is_only_named(told: Telling) -> bool:
    return _is_somebodys_task(told) or any(_became_nothing(told, act) for act in told.acts())


def _became_nothing(told: Telling, act: Cue) -> bool:
    """The verb that it hangs on stands behind what would be done: «закрыть вход предлагал Паша, посмеялись»."""
    s = told.sentence
    start, end = s.segment(act.first)
    opener = next((n for n in range(start, act.last + 1) if not _leads_in(told, n)), act.first)
    if not _is_infinitive(told, opener):
        return False
    verb = next((n for n in range(act.last + 1, end) if _is_finite(told, n)), None)
    if verb is None or told.orders_behind(verb + 1):
        return False
    forms, rest = s.words[verb].forms, told.text[s.words[end - 1].end :]
    if _is_denied(told, verb):
        return bool(forms & (_ALLOWS | _WISHES))
    if forms & _ASKED and "не слуша" not in rest:
        return bool(_IN_VAIN.search(rest))
    if forms & _COUNTED:
        return bool(_TOO_MUCH.search(told.text, s.words[verb].end))
    return bool(forms & (_HINDERED | _ASKED)) or (bool(forms & _WISHES) and not _AGREED.search(rest))


def _is_somebodys_task(told: Telling) -> bool:
    """«придумать описание для X — домашка Ире»; «описание X — забота о близких» is the description itself."""
    s = told.sentence
    if not _is_infinitive(told, 0):
        return False
    dash = _DASH.search(told.text, s.words[0].end)
    if dash is None or ":" in told.text[: dash.start()]:
        return False
    number = s.index(dash.end())
    while number < len(s.words) and s.words[number].forms & _WHOSE:
        number += 1
    if number >= len(s.words) or not (s.words[number].forms & _TASKS and "nomn" in s.words[number].marks):
        return False
    whose = number > s.index(dash.end()) or number + 1 == len(s.words) or s.pause_before(number + 1)
    following = None if whose else s.words[number + 1]
    person = following is not None and (following.text == "на" or bool(following.marks & {"anim", "Name", "NPRO"}))
    return (whose or person) and not told.orders_behind(number + 1)


def _leads_in(told: Telling, number: int) -> bool:
    s = told.sentence
    return s.words[number].text in _OPENING or (s.plain(number) and "INFN" not in s.words[number].marks)


def _is_denied(told: Telling, verb: int) -> bool:
    return any(word.text in _DENYING for word in told.sentence.words[max(0, verb - 2) : verb])


def _is_infinitive(told: Telling, number: int) -> bool:
    marks = told.sentence.words[number].marks
    return "INFN" in marks and not marks & {"impr", "NOUN"}


def _is_finite(told: Telling, number: int) -> bool:
    s = told.sentence
    marks = s.words[number].marks
    if told.text[s.words[number].start] == " " or s.is_named(number) or "VERB" not in marks:
        return False  # it stands in quotation marks, or in a name
    surely = not marks & {"NOUN", "ADJF", "impr", "ADVB"}
    return surely or (_is_denied(told, number) and bool(s.words[number].forms & _ALLOWS))  # «не дали»
