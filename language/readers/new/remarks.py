"""What is remarked behind a new name and is no part of it: «Чат, Юля просит», "Client App, they insist"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.folding import fold
from language.words import Word, first_names, words

_PAUSE = re.compile(r"\s*(?:[,;.!…]+|\s[—–-])\s+|\s+\(")
# Why it is wanted, with or without a pause, and what for.
_WHY = re.compile(
    r"(?<=\w)[\s,;—–-]+(?:because|cause|cuz|потому\s+что|так\s+как|ибо|а\s+то|as\s+(?:everyone|everybody|people|they|we))\s|(?<=\w)\s*[,;]\s+(?:чтобы|чтоб)\s"
    r"|(?<=\w)[\s,;]+so\s+(?:that\s+)?(?:\w+\s+){1,2}(?:can|could|don't|won't|will)\s"
)
# Said on with no pause, as people dictate: «сканер чеков люди просят», "bill reminders customers keep asking for".
_RUN_ON = re.compile(
    r"(?P<last>\w+)\s+(?:люди|клиент\w*|пользовател\w+|юзеры|все|они|юристы|маркетинг|бухгалтерия|заказчик\w*|поддержка|банк)"
    r"\s+(?:(?:очень|давно|уже|нас|об\s+этом|её|ее|это)\s+)*"
    r"(?:прос(?:ят|ит|ил[аи]?)|ждут|жд[её]т|требу[ею]т|хотят|хочет)[\s.!]*$"
    r"|(?P<before>\w+)\s+(?:the\s+\w+(?:\s+\w+)?|people|customers|clients|users|everyone|everybody|they|legal|marketing|sales|support)"
    r"\s+(?:(?:really|all|just)\s+)?(?:(?:keeps?|are|is|have\s+been|has\s+been)\s+asking(?:\s+for\s+(?:it|this|that))?"
    r"|(?:wants?|needs?|requested|asked\s+for|loves?)\s+(?:it|this|that)(?:\s+\w+)?)[\s.!]*$"
)
_QUOTES = '"«»“”„'
_FINITE = frozenset({"1per", "2per", "3per", "past"})
_OTHER_READINGS = frozenset({"NOUN", "ADJF", "INFN", "impr"})
_SAID = frozenset(
    "insist insists insisted ask asks asked asking want wants wanted need needs needed say says said like likes liked "
    "love loves loved demand demands demanded request requests requested requesting prefer prefers preferred promised "
    "complain complained complaining complains begged begging agreed decided approved suggested suggests "
    "waiting thinks hates hated".split()
)
_PERSONS = frozenset("i we they he she everyone everybody nobody someone somebody we're they're i'm".split())
_WHO = frozenset("the our my their all people".split())
# A clause that such a word opens says which one: «Чат, который работает офлайн», "Search, where it counts".
_RELATIVE = frozenset(
    "который которая которое которые которого которой где как что чтобы чтоб когда куда если чей кто "
    "which that where who how when if".split()
)
_LEADING_ON = frozenset("и а не что все всё and or what everything all things of for the".split())
_ASKING = frozenset(
    "просить попросить ждать требовать спрашивать хотеть жаловаться говорить сказать договориться решить обсудить "
    "обещать".split()
)
_TODAY = frozenset("завтра сегодня послезавтра tomorrow today".split())
_BUT = frozenset({"но", "but"})
_NOT = frozenset("не not don't dont never no".split())
_NOT_IN = frozenset("in for yet now to today".split())
_WHILE = frozenset("пока раз иначе вдруг".split())
_WE_WILL = frozenset("будем хотим планируем ждем".split())
_LATER = frozenset("потом позже детали подробности остальное".split())
_PRONOUNS = frozenset("it we they you i he she".split())
_COPULAS = frozenset("is are was were keeps keep has have".split())
_WITHOUT = frozenset("no without без".split())
_TOLD_OF = frozenset("po ро owner team release deadline команда релиз владелец дедлайн".split())
_BECAUSE = frozenset("потому так поскольку ибо".split())
_NEEDED = frozenset("нужно надо срочно нужна нужен нужны".split())
_THAT_IS = frozenset("это it's that's".split())
_OTHER_THAN = frozenset(
    {("separate", "from"), ("different", "from"), ("separately", "from"), ("not", "to"), ("отдельно", "от"),
     ("отдельная", "от"), ("отдельный", "от"), ("не", "путать"), ("не", "путай"), ("not", "the")}
)  # fmt: skip
# "… . Description comes later from Jonas": a sentence that puts off what is still to be told.
_NEXT_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.!]\s+(?=[^\W\d_]+\s)")
_STILL_TO_COME = frozenset(
    "later soon follow follows following tomorrow tbd yet потом позже позднее завтра следом пришлют пришлет напишет "
    "допишет допишу дополню напишу пришлю".split()
)
_DENIES = frozenset("not не".split())
_MISTAKEN = frozenset("путать путайте путай перепутай".split())
_POINTERS = frozenset("that it those это она он такая такой".split())
_EXISTS = frozenset("exists exist already there есть имеется существует".split())
_OF_IT = frozenset(
    "it it's this that that's these i i'm we yes yeah они это этого таково таков такова она он я мы да".split()
)
_FEW = 3
_NEAR = 5  # words from the pause to the verb


def without_remark(name: str) -> str:
    """The name without a clause of its own behind a pause; all of it where only words of a name follow."""
    if any(quote in name for quote in _QUOTES):
        return name
    if (stop := _NEXT_SENTENCE.search(name)) and _is_said_beside(words(fold(name[stop.end() :]))):
        name = name[: stop.start()]
    because = _WHY.search(name)
    name = name[: because.start()] if because else _without_what_runs_on(name)
    for pause in _PAUSE.finditer(name):
        told = words(fold(name[pause.end() :]))
        if pause.start() and told and _is_there(told):
            return name[: pause.start()]
        if not told or told[0].text in _RELATIVE:
            return name
        if pause.start() and (
            _tells_it_apart(pause.group(), told)
            or _is_aside(told)
            or _is_not_that(name[: pause.start()], told, name[pause.end() :])
        ):
            return name[: pause.start()]
        aside = pause.group().endswith("(") and any(map(_is_verb, told))
        if pause.start() and (aside or _tells(told) if _is_cyrillic(name[pause.end() :]) else _tells_in_english(told)):
            return name[: pause.start()]
    return name


def _is_not_that(name: str, told: Sequence[Word], behind: str) -> bool:
    """ "Trash Talk Filter — not Chat Filter", «Ночной режим, не Ночная тема»: another that it might be taken for.

    "Chat — not only for drivers" is a name.
    """
    if told[0].text not in _DENIES or len(told) < 2:
        return False
    if told[1].text in _MISTAKEN:
        return True
    both_capital = behind[told[1].start].isupper() and name.lstrip()[:1].isupper()
    shared = {word.text for word in words(fold(name))} & {word.text for word in told[1:_NEAR]}
    return both_capital or bool(shared)


def _tells_it_apart(pause: str, told: Sequence[Word]) -> bool:
    """ "…, separate from the one we have", «…, это отдельная штука»; «Налоги — это просто» is a name."""
    says_what = told[0].text in _THAT_IS and len(told) > 1 and "," in pause
    return says_what or tuple(word.text for word in told[:2]) in _OTHER_THAN


def _without_what_runs_on(name: str) -> str:
    """«сканер чеков люди просят» is «сканер чеков»; «чат где клиенты ждут» is one."""
    said = _RUN_ON.search(name)
    last = (said["last"] or said["before"]) if said else ""
    if said is None or last in _RELATIVE | _LEADING_ON:
        return name
    return name[: said.start() + len(last)]


def _is_there(told: Sequence[Word]) -> bool:
    """ "…, that exists", «…, она уже есть»: said of what was set aside."""
    return told[0].text in _POINTERS and told[-1].text in _EXISTS and len(told) <= _FEW + 1


def _is_said_beside(told: Sequence[Word]) -> bool:
    """ "Description comes later", «Подробности допишу», «Это требование банка»: told of it, and nothing ordered."""
    ordered = any("impr" in word.marks and "NOUN" not in word.marks for word in told)
    return not ordered and (told[0].text in _OF_IT or any(word.text in _STILL_TO_COME for word in told))


def is_remark(text: str) -> bool:
    """Nothing but a clause behind a pause: «создай фичу, она нужна клиентам» names none."""
    pause = _PAUSE.match(text)
    told = words(fold(text[pause.end() :])) if pause else ()
    return (
        bool(told)
        and told[0].text not in _RELATIVE
        and (_tells(told) if _is_cyrillic(text) else _tells_in_english(told))
    )


def _is_aside(told: Sequence[Word]) -> bool:
    """«…, завтра демо», "…, the one Tom mentioned", «…, но пока не бери», «…, пока не забыли»."""
    opening = [word.text for word in told[:2]]
    if opening[0] in _TODAY or opening in (["the", "one"], ["только", "не"]):
        return True
    if opening[0] in _WITHOUT and any(word.forms & _TOLD_OF for word in told):
        return True  # "…, no PO yet"
    if opening[0] in _BUT:
        return any(word.text in _NOT for word in told)
    if opening[0] == "not":
        return opening[-1] in _NOT_IN
    if opening[0] in _WE_WILL or (opening[0] in _LATER and any("1per" in word.marks for word in told)):
        return True  # «…, будем там вести каталог»
    return opening[0] in _WHILE and any(map(_is_verb, told))


def _tells(told: Sequence[Word]) -> bool:
    """A verb that says so, and who; or many, of whom nobody need be named: «клиенты давно ждут», «очень просят»."""
    if any(word.text in _NEEDED for word in told[:_FEW]):
        return True  # «нам очень нужно», «срочно»
    verb = next((n for n, word in enumerate(told[:_NEAR]) if _is_verb(word)), None)
    if verb is None:
        return False
    marks = told[verb].marks
    many = "plur" in marks and bool(marks & {"3per", "past"}) and bool(told[verb].forms & _ASKING)
    return many or told[0].text in _BECAUSE or any(word.marks & {"nomn"} for word in told[:verb])


def _is_cyrillic(text: str) -> bool:
    return any("а" <= letter <= "я" for letter in text.lower())


def _is_verb(word: Word) -> bool:
    """A finite verb and nothing else: «просит», «попросили»; no «оплати» and no noun."""
    return "VERB" in word.marks and bool(word.marks & _FINITE) and not word.marks & _OTHER_READINGS


def _tells_in_english(told: Sequence[Word]) -> bool:
    """ "they insist", "marketing is asking": who, and a word of saying or wanting."""
    if told[0].text in _PERSONS and len(told) > 1:
        return True  # "we keep flying blind"
    if told[0].text in first_names() and len(told) > _FEW and told[1].text in _COPULAS:
        return True  # "Lena was so happy about it"
    copula = next((n for n, word in enumerate(told[:_NEAR]) if word.text in _COPULAS), 0)
    if told[0].text in _WHO and 1 < copula < len(told) - 1 and told[copula - 1].text not in _PRONOUNS:
        return True  # "the client is in a hurry"; "the way it was" goes on
    said = next((n for n, word in enumerate(told[1:_NEAR], 1) if word.text in _SAID), None)
    return said is not None and (told[0].text in _WHO or said <= 2)
