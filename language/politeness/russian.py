"""Russian ways to ask: «не могли бы вы тёмную тему закрыть?», «буду признателен, если отметите», «прошу создать»."""

from __future__ import annotations

import re

from language.politeness.sentences import is_kept, unasked
from language.words import readings

_BEGINS = re.compile(
    r"^\W*|[.!?;:,—–\n]\s*|\s-\s|\b(?:и|а|но|ну|радар|привет|слушай|пожалуйста|тогда|ещё|еще)\s+"
    r"|\s+(?=(?:прошу|просим)\s)",
    re.IGNORECASE,
)
_YOU = r"(?:вас|тебя|вам|тебе|вы|ты)"
_SO = r"(?:\s+(?:так|столь|очень|бы|вам|тебе|крайне|весьма|премного|безмерно|чрезвычайно))*"
_COULD = (
    rf"(?:{_YOU}\s+не\s+(?:могли|могла|мог)\s+бы|(?:не\s+)?(?:могли|могла|мог)\s+бы\s+{_YOU}"
    r"|не\s+(?:могли|могла|мог)\s+бы)"
)
_MAY_I = (
    r"(?:(?:могу|можно)(?:\s+ли)?(?:\s+я|\s+мне)?|позволь(?:те)?|разреши(?:те)?|(?:я\s+|мы\s+)?(?:хочу|хотим|хотел[аи]?(?:\s+бы|(?!.*\bно\b))"
    rf"|решил[аи]?|вынужден[аы]?|осмелюсь|смею)|хотелось\s+бы)(?:\s+{_YOU})?\s+(?:по)?просить"
)
_FAVOUR = (
    rf"(?:(?:не\s+)?буд(?:ь|ьте|ете\s+ли)(?:\s+вы)?{_SO}\s+(?:добры?|добра|любезн[аоы]?|любезен)"
    r"|окажи(?:те)?\s+(?:мне\s+|нам\s+)?(?:любезность|услугу)|сделай(?:те)?\s+(?:мне\s+|нам\s+)?(?:одолжение|милость)"
    r"|не\s+сочти(?:те)?\s+за\s+труд|не\s+откажи(?:те)?\s+в\s+(?:любезности|просьбе)|соблаговоли(?:те)?|благоволи(?:те)?"
    r"|потрудитесь|потрудись|извольте)"
)
_REQUEST = (
    r"(?:(?:у\s+меня|у\s+нас|есть|такая|будет|одна|ещё|еще|к\s+вам|к\s+тебе|большая|огромная|убедительная|маленькая|небольшая"
    r"|настоятельная|срочная|личная)\s+){0,3}просьба(?:\s+к\s+(?:вам|тебе))?"
)
_NO_TROUBLE = (
    rf"(?:{_YOU}\s+не\s+затруднит|не\s+затруднит\s+ли\s+{_YOU}|не\s+(?:трудно|сложно)\s+ли\s+{_YOU}|не\s+забудь(?:те)?)"
)
_WANT = (
    r"(?:(?:я|мы)\s+бы\s+хотел[аи]?|(?:(?:я|мы)\s+)?хотел[аи]?\s+бы|прошу|просим|попрошу"
    r"|требую|требуем|поручаю|поручаем|настаиваю)"
)
_VERY = r"(?:(?:я|мы|очень|убедительно|настоятельно|покорнейше|покорно|слёзно|тебя|вас)\s+){0,3}"
_AFTER = rf"(?:[\s,:—–-]+(?:{_YOU}|очень|пожалуйста|срочно|также|ещё|еще|сразу))*[\s,:—–-]+"
_SOME_DAY = re.compile(
    r"\b(?:тогда\s+и|так\s+и|тогда-то|когда-нибудь|как-нибудь|однажды|скоро|позже|потом|завтра|в\s+следующий\s+раз)\s*(?:я\s+)?$",
    re.IGNORECASE,
)
# What is said to Radar of anything it does.
_FIRM = re.compile(rf"{_VERY}(?:{_COULD}|{_MAY_I}|{_FAVOUR}|{_REQUEST}|{_NO_TROUBLE}|{_WANT}){_AFTER}", re.IGNORECASE)
# The same said as a wish: of what is only written down.
_SOFT = re.compile(
    rf"(?:{_VERY}(?:(?:мне|нам)\s+)?хотелось\s+бы|(?:мне|нам)\s+бы|(?:можно|нельзя\s+ли)(?:\s+мне)?){_AFTER}",
    re.IGNORECASE,
)
_GRATEFUL = re.compile(
    rf"(?:(?:буду|будем|был[аи]?\s+бы){_SO}\s+(?:признател\w+|благодар\w+|рад[аы]?|обязан\w*|счастлив\w*)(?:\s+(?:вам|тебе))?"
    rf"|было\s+бы{_SO}\s+(?:здорово|хорошо|неплохо|круто|прекрасно|замечательно|чудесно|супер|отлично|любезно)(?:\s+с\s+\w+\s+стороны)?"
    r"|(?:вы\s+|ты\s+)?(?:бы\s+)?(?:меня\s+|нас\s+)?(?:очень\s+)?(?:меня\s+|нас\s+)?(?:обяжете|обяжешь|выручите|выручишь|обязали|выручили|выручил[а]?)"
    r"(?:\s+(?:меня|нас))?)\s*,?\s+если(?P<would>\s+бы)?(?:\s+(?:вы|ты|пожалуйста|сможете|сможешь))*\s+",
    re.IGNORECASE,
)
_COURTESY = (
    r"(?:если\s+(?:(?:вам|тебе|вас|тебя|это)\s+)?(?:(?:не\s+|не)(?:очень\s+)?(?:трудно|сложно|затруднит|тяжело|напряжно)(?:\s+(?:вам|тебе|вас|тебя))?"
    r"|можно|не\s+возражаете|не\s+возражаешь|позволите|позволишь|не\s+против)"
    rf"|{_FAVOUR})"
)
_ASIDE = re.compile(
    rf"(?P<before>^|,)\s*{_COURTESY}\s*(?P<after>,\s*|(?=[.!?]?\s*$)|\s(?=[а-яё]+(?:и|й|ь)(?:те)?\b))", re.IGNORECASE
)
# «включи, пожалуйста, вход в 2.0»: by itself, before the pause, «включи» would go somewhere.
_PLEASE = re.compile(r"^(?P<verb>\W*включи(?:те)?)\s*,\s*пожалуйста\s*,\s*(?=\S)", re.IGNORECASE)
_THANKS = re.compile(
    r"(?<=\w|[»\")])[\s,.;!—–-]+(?:(?:заранее\s+)?(?:буд(?:у|ем)\s+(?:очень\s+|весьма\s+|крайне\s+)?(?:вам\s+|тебе\s+)?(?:признател|благодар)\w+"
    r"|благодар(?:ю|им)(?:\s+(?:заранее|вас|тебя))?))[\s.!]*$",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"^(?P<order>(?:(?:а|ну|слушай|радар|пожалуйста)[\s,]+){0,4}(?P<verb>[а-яё]+)(?:-ка)?\b[^?.!;]{0,200}?)"
    r"[\s,]+(?:а|хорошо|ладно|ок|окей|идёт|идет|договорились|не\s+возражаешь)\s*\?+\s*$",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"^(?P<lead>(?:(?:а|ну|слушай|радар|пожалуйста|привет)[\s,]+)*)(?P<not>не\s+)?(?P<verb>[а-яё]+(?:те|шь))\b(?=.*\?\s*$)"
    r"(?!.*(?:\b(?:ли|случайно|часом|или)\b|\s[—–-]\s|,\s*(?:и|а|то|что)\b))",
    re.IGNORECASE | re.DOTALL,
)
_REFUSED = re.compile(
    r"\b(?:отклон\w+|отозва\w+|удовлетвор\w+|отвергнут\w*|не\s+принята|поступил\w*|пришл[аи]|остал\w+|была|висит|игнорир\w+)\b"
    r"|\b(?:снята|отменена)\s*[.!]*\s*$",
    re.IGNORECASE,
)
_MARKING = frozenset("отметить пометить проставить поставить перевести".split())
# What is only written down, whoever is asked: nobody but Radar does it.
_NOTING = _MARKING | frozenset(
    "записать зафиксировать внести занести указать переименовать создать завести назначить".split()
)
_RECORDING = _NOTING | frozenset(
    "добавить удалить убрать перенести отменить закрыть вернуть присвоить включить исключить связать открыть снять "
    "восстановить обновить поменять изменить сменить сдвинуть назвать описать".split()
)
_UNHURT = _RECORDING - {"отменить", "закрыть"}  # «не отмените вход?» worries
_OTHERS = frozenset("не от со стороны".split())  # «просьба от клиента», «есть просьба не закрывать»
_OBJECTS = ("NOUN", "ADJF")
_MOST_BETWEEN = 6  # words from the way to ask to the verb: «не могли бы вы тёмную тему закрыть»
_WORD = re.compile(r"[\w-]+")
_CUE = re.compile(
    r"\b(?:(?:по)?про[сш]\w+|бы|можно|нельзя|буд(?:у|ем|ь|ьте|ете)|не|если|окажи\w*|сдела\w+|потруди\w+|благовол\w+|соблаговол\w+"
    r"|извольте|пожалуйста|требу\w+|поруча\w+|настаиваю|спасибо|благодар\w+|обяж\w+|выручи\w+)\b|\?",
    re.IGNORECASE,
)


def plainly(text: str) -> str:
    """The text with each polite order as a plain one."""
    if not _CUE.search(text):
        return text
    text = _willing(_agreed(_ASIDE.sub(_without, _PLEASE.sub(r"\g<verb> ", text))))
    for start in reversed([found.end() for found in _BEGINS.finditer(text)]):
        plain = _asked(text, start) or _wished(text, start)
        if plain and not is_kept(text, start):
            text = plain
    return _THANKS.sub("", text)


def _without(found: re.Match[str]) -> str:
    return " " if found["before"] and found["after"].strip() else ""


def _agreed(text: str) -> str:
    """«отметь вход, хорошо?»."""
    found = _AGREED.search(text)
    return found["order"] if found and _is_order(found["verb"]) else text


def _willing(text: str) -> str:
    """«не отметите вход готовым?» orders, and so does «отметите вход, пожалуйста?»."""
    found = _WILL.search(text)
    if found is None or not (verb := _of_you(found["verb"])):
        return text
    please = "пожалуйста" in text.lower()
    if verb not in (_RECORDING if please else _UNHURT if found["not"] else _MARKING):
        return text
    return unasked(f"{found['lead']}{ordered(verb)}{text[found.end() :]}", len(found["lead"]))


def _asked(text: str, start: int) -> str | None:
    """«прошу тёмную тему закрыть», «будьте добры, закройте её»."""
    firm = _FIRM.match(text, start)
    found = firm or _SOFT.match(text, start)
    if found is None or f" {text[:start]}".lower().rstrip().endswith((" не", " кто", " никто")):
        return None
    if "попрошу" in found.group().lower() and _SOME_DAY.search(text, 0, start):
        return None  # «созреем, тогда и попрошу создать фичу X»
    if "просьба" in found.group().lower() and _REFUSED.search(text, found.end()):
        return None
    following = _WORD.match(text, found.end())
    if firm and following and _is_order(following.group()):
        return unasked(text[:start] + text[found.end() :], start)
    verb = _infinitive(text, found.end())
    if verb is None or (firm is None and _normal(verb.group()) not in _noted(found.group())):
        return None
    return unasked(
        f"{text[:start]}{text[found.end() : verb.start()]}{ordered(verb.group().lower())}{text[verb.end() :]}", start
    )


def _wished(text: str, start: int) -> str | None:
    """«буду признателен, если отметите», «была бы благодарна, если бы вы отметили»; "if somebody did it" is a wish."""
    found = _GRATEFUL.match(text, start)
    verb = _WORD.match(text, found.end()) if found else None
    if found is None or verb is None:
        return None
    said = verb.group().lower()
    asked = _of_them(said) if found["would"] else _of_you(said) or _normal(said)
    if asked not in _RECORDING:
        return None
    return unasked(f"{text[:start]}{ordered(asked)}{text[verb.end() :]}", start)


def _noted(asking: str) -> frozenset[str]:
    """«можно поставить вход на паузу?» asks whether it may be done; «нельзя ли поставить …» orders it."""
    return _NOTING - {"поставить", "перевести"} if asking.lower().startswith("можно") else _NOTING


def _infinitive(text: str, position: int) -> re.Match[str] | None:
    """The verb that is asked for, within the clause, where nobody else is asked: «попросить Игоря закрыть вход»."""
    between: list[str] = []
    for number, word in enumerate(_WORD.finditer(text, position)):
        if number > _MOST_BETWEEN or re.search(r"[.;!?]", text[position : word.start()]):
            return None
        said = word.group().lower()
        if said in _OTHERS or _is_somebody(said):
            return None
        if said.endswith(("ть", "ти", "чь", "ться")) and readings(said)[0].tag.POS == "INFN":
            other = any(map(_is_noun, between)) and _begins_with_a_noun(text[word.end() :])
            return None if other else word
        between.append(said)
    return None


def _is_somebody(word: str) -> bool:
    """«Игоря», «юристов», «клиенту»: who is asked then."""
    tags = [p.tag for p in readings(word)]
    somebody = tags[0].POS == "NOUN" and "anim" in tags[0]
    return bool(somebody and any(tag.case in ("accs", "datv", "gent") for tag in tags))


def _is_noun(word: str) -> bool:
    return bool(readings(word)[0].tag.POS == "NOUN")


def _begins_with_a_noun(text: str) -> bool:
    """«просим банк | закрыть вход»: the verb has its object behind it, and so the noun before is who is asked."""
    following = _WORD.search(text)
    quoted = text.lstrip()[:1] in ("«", '"', "“")
    if quoted or following is None:
        return quoted
    tags = [parse.tag for parse in readings(following.group().lower())]
    as_what = any(tag.case == "ablt" for tag in tags)  # «отметить готовым»
    return tags[0].POS in _OBJECTS and not as_what


def _normal(word: str) -> str:
    return str(readings(word.lower())[0].normal_form)


def _of_you(word: str) -> str:
    """«отметите», «отметишь» → «отметить»."""
    found = (p for p in readings(word.lower()) if p.tag.POS == "VERB" and p.tag.person == "2per")
    return next((str(p.normal_form) for p in found), "")


def _of_them(word: str) -> str:
    """«отметили», «отметил» → «отметить»."""
    found = (p for p in readings(word.lower()) if p.tag.POS == "VERB" and p.tag.tense == "past")
    return next((str(p.normal_form) for p in found), "")


def _is_order(word: str) -> bool:
    """«отметь», «отметьте»; «вой» may be a noun."""
    verb = readings(word.lower())[0]
    return verb.tag.POS == "VERB" and verb.tag.mood == "impr" and "incl" not in verb.tag


def ordered(infinitive: str) -> str:
    verb = next((p for p in readings(infinitive) if p.tag.POS == "INFN"), None)
    order = verb.inflect({"impr", "sing", "excl"}) if verb else None
    return str(order.word) if order else infinitive
