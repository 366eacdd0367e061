"""What is said around an order or a piece of news that makes it nobody's: told in fun, to others, of others, of once.

It bears on the whole message wherever it stands in it, so that it is looked for before anything is read.
"""

from __future__ import annotations

import re

from language.folding import fold
from language.questions import asking
from language.sentence import Sentence
from language.unsaid import is_unsaid
from language.vocabulary import FREE_TEXT, STATUSES

_QUOTED = re.compile(r"\"[^\"]*\"|«[^»]*»|“[^”]*”")
_ENDS = r"(?=\s*(?:[,.;!?…)]|\s[—–-]\s|$))"
_BEGINS = r"(?:[,.;!?…(]\s*|\s[—–-]\s+|\bэто\s+|\bто есть\s+)"
_LIGHT = r"(?:(?:это|она|он|оно|вообще|никак|совсем|уже|же|тут|просто|сейчас|вчера|так|вот)\s+)*"

# «это не для бота», «… не тебе», "not for the bot"; said aloud, or into another chat.
_TO_OTHERS = re.compile(
    rf"\bне (?:для )?(?:бот[ау]|радар[ау]|тебя|тебе){_ENDS}"
    rf"|\bэто я {_LIGHT}(?:вслух|по телефону|репетирую|не тебе|не вам|в (?:другой|соседний) чат)\b"
    r"|\bмысли вслух\b|\bэто не сюда\b"
    r"|\b(?:not|wasn't|isn't) (?:meant )?(?:for|to) (?:you|the bot|radar)\b(?=\s*(?:[,.;!]|$))|\btalking to myself\b"
)
# «Алиса, …», «окей гугл, …»; «это я на другой проект ругаюсь»
_ANOTHER_ASSISTANT = re.compile(
    r"^\W*(?:(?:ок|окей|хей|эй|слушай|hey|ok|okay)\W+)?(?:гугл|google|алиса|сири|siri|алекса|alexa)"
    r"(?=\s*[,!:]|\s+(?:создай|удали|отмени|закрой|запиши|добавь|поставь|напомни|включи|create|delete|add|set)\b)"
)
_ELSEWHERE_MEANT = re.compile(r"\bэто (?:я )?(?:на|про|о|об|в|из) друг\w+ (?:проект|банк|чат|команд|компани|фирм)\w*")
_IT_IS_ME = re.compile(rf"\bэто я {_LIGHT}(?P<whom>\w+)(?:\s+(?P<next>\w+))?")
# «это мы на корпоративе такую сценку ставили», «вот такой анекдот рассказал», «ну и шутки у вас»
_IDLE = (
    r"(?:болтал[аи]?|болтаем|треп(?:ались|лемся)|шути(?:м|ли|ла|л|т)|шутят|шутк[аиу]|шуточки|пошути(?:ли|ла|л)|дурач\w+"
    r"|прикалыва\w+|приколы?|розыгрыш\w*|разыгрыва\w+|разыграл[аи]?|сценк[ауи]|анекдот\w*|фантазир\w+|капустник\w*"
    r"|репетир\w+|(?:при)?снил(?:ось|ся|ась)|из (?:сериала|фильма|кино|мультика|песни|книги|анекдота|сна))"
)
_IN_FUN = re.compile(
    r"\b(?:это|так|такой|такую|такие|ну и)\b(?<!думал это)(?<!думала это)(?<!думали это)"
    r"(?<!думал, это)(?<!думала, это)(?<!думали, это)"
    rf"(?:\s+(?!не\b)[^\s.;!?]+){{0,5}}?\s+{_IDLE}\b(?!,? но нет)"
    r"|\bшучу\b(?<!не шучу)(?<!ли шучу)(?! ли)"
    r"|\bэто (?:мне|нам) (?:\w+ ){0,3}?(?:рассказал|нашептал|напел|наплел)[аи]?\b"
    rf"|[,.!—–-]\s*(?:испугались|поверили|повелись|попались)\s*\?|\bв (?:моих |твоих )?мечтах{_ENDS}"
    r"|\bв (?:параллельн\w+|другой|иной) (?:вселенн|реальност|жизн)\w+"
)
_PLAYED = re.compile(
    r"\bигра(?:ет|ют|ем|ла|ли) в \w+|\b(?:гороскоп|гадалка|анекдот|загадка|тост|сон|мечта)\s*:|\bс первым апреля\b"
    r"|\bна (?:плакат|футболк|кружк|забор|стен|билборд|магнит|торт|наклейк)\w* (?:\w+ ){0,3}?"
    r"(?:вис|написан|красу|выве)\w+"
    r"|\bвот возьм(?:у|ем) (?:и|да)\b|\bбудете знать\b"
)
# «…, это муж диктует мне список», «это кот по клавиатуре прошёл»
_BY_SOMEBODY = re.compile(r"\bэто (?:мо[йя] |наш[аи]? |тут )?(?P<who>\w+)")
_PETS = frozenset("кот кошка собака попугай ребенок малыш малой".split())
# «чуть не сказал …», «сказал бы я, будь моя воля», «во сне бормотал …»
_UNSAID = re.compile(
    r"\b(?:чуть|едва) (?:было )?не (?:сказал|написал|ляпнул|брякнул|крикнул|набрал)[аи]?\b|\bбудь моя воля\b"
    r"|\bхотел[аи]? было (?:сказать|написать|крикнуть|попросить)\b|\b(?:сказал|написал|попросил)[аи]? бы я\b|\bво сне\b"
    r"|\b(?:взя|верну|отда|запусти|постави|отправи|отложи)\w* бы (?:ее |его )?(?:в|на|обратно)\b"
    r"|\b(?:almost|nearly) (?:said|typed|wrote)\b|\bif it were up to me\b|\bin (?:his|her) sleep\b"
)
_UTTERS = re.compile(
    r"\b(?:бормо[тч]|ор[ае]|вопи|крич|крикн|тверд|ны[лет]|пристава|пристае|бубн|ворч|зудит|зудел)\w*"
    r"(?:\s+(?:мне|нам|всем|ему|ей|опять|снова))*[\s:—–-]+(?P<order>\w+)"
)
# «Отметь готовой, — пристаёт Павел»: direct speech, with whose it is behind.
_SPOKEN = re.compile(
    r"[,!?…]\s*[—–-]\s+(?P<who>(?:[^\s,.;!?—–]+\s+){0,5}?)(?:так и\s+)?"
    r"(?P<verb>сказал|говор|заяв|прист[ав]|крич|крикнул|ор[ае]т|прос[ия]|попросил|требу|требова|шути|пошутил|ворч|нуди|ны[лет]"
    r"|бормо[тч]|шепч|шепта|шепнул|пиш|написал|вздыха|вздохнул|мечта|умоля|уговарива|настаива|бубн|выда[лею])\w*"
)
# «…, говорит мне начальник»: where the verb stands first, what stands before it was said
_SAYS = re.compile(r",\s+(?:говорит|шепчет|кричит|орет|вопит|твердит|бубнит|ворчит|ноет|диктует|пристает|шутит)\b")
# «Петя мне: удали …», «…, кричал я плееру»
_TO_ME = re.compile(r"(?:^|[.,;!?…]\s*)(?:а |и |вчера |опять )*(?P<who>\w+) (?:мне|нам)(?: \w+)?\s*:")
_I_CRIED = re.compile(r",\s+(?:\w+ )?(?:кричал|орал|шептал|бормотал|твердил|напевал|пел)[аи]? (?:я|мы|он|она)\b")
# «добавить тему просил отдел, ему отказали», «перенести хотел Олег, я не дала»
_DENIED = re.compile(
    r"\b(?:прос|хоте|предлаг|требова|умоля)\w+\b[^.!?]*[,;—–]\s*(?:но |а |и )?"
    r"(?:(?:я|мы) (?:\w+ )?не (?:дал|позволил|разрешил|пустил)"
    r"|(?:ему|ей|им|всем) (?:\w+ )?отказал)[аи]?\b"
)
# «по плану готова, по жизни нет», «официально готова, а по факту …»
_IN_FACT = re.compile(
    r",\s*(?:а|но)?\s*(?:по (?:жизни|факту)|на (?:деле|самом деле)|в (?:реальности|действительности))\b"
    r"(?=[^.!?]*(?:\bнет\b|\bне\b|пшик|кон[ья]|ноль|пусто|ничего|никак))"
)
# «…, оказалось что не наша»
_PROVED_NOT = re.compile(
    r"\bоказал(?:ось|ся|ась),? что не (?:наш|та|то|тот|у нас|готов)\w*\b|\bоказалось,? (?:что )?нет\b"
)
# «А я ему: нет», «я сказал нет», «послал их лесом»
_REFUSED = re.compile(
    r"\bя (?:\w+ )?(?:(?:ему|ей|им|всем|сказала?|ответила?|говорю|отвечаю|отрезала?)\b[\s,:—–-]*)+"
    rf"(?:сразу |твердо |что )?нет{_ENDS}"
    r"|\bпослал[аи]? (?:их|его|ее|всех) (?:лесом|подальше|куда|далеко|к черту|нафиг)\b"
)
# «к нам не относится», «у конкурентов, не у нас»: a clause of its own.
_OF_OTHERS = re.compile(
    rf"{_BEGINS}{_LIGHT}(?:(?:к нам|нас) {_LIGHT}"
    r"не (?:относ(?:ится|ятся)|каса(?:ется|ются)|трон\w+|задел\w*|затрон\w+|косн\w+)"
    rf"|не (?:к нам|у нас|про нас)|у (?:них|конкурентов|соседей)){_ENDS}"
)
_THERE = re.compile(
    r"\bу нас (?:тут )?(?:в|на) (?:подъезд|дом|двор|сад|школ|дач|жэк|тсж|поликлиник|институт|деревн)\w*"
    r"|\b(?:там у (?:него|нее|них)|у (?:него|нее|них) там)\s"
    r"(?=[^,.;!?]*\b(?:готов|в работе|заблокир|отмен|запуст|выпуст|работает))"
)
# «в бэклог? вот ещё», «готова! Ага, разбежались», «… это неправда»
_SCORNED = re.compile(
    r"[.!?…,—–-]\s*(?:ну )?(?:ага,? )?(?:щас|разбежал\w+|размечтал\w+|как бы не так|держи карман)\b"
    r"|\bэто (?:же |все )?(?:неправда|вранье|ложь|чушь|выдумк[аи]|небылиц[аы]|фейк|сказки|блеф)[\s.!]*$"
    r"|\?\s*(?:ну )?(?:вот еще|еще чего|щас|размечт\w+|ни за что|нет уж|нетушки|не дожд\w+|обойд\w+|через мой труп)\b"
)
_BUT_OURS = re.compile(r"\b(?:а|но|зато) (?:вот )?у нас\b")
_ELSEWHERE = re.compile(r"^\W*(?:(?:а|и|вон|вот|кстати|слышали?|видели?)\s+)*у (?!нас\b|меня\b)\w+")
_THEIRS = re.compile(r"(?:[,.;]\s*|\s[—–-]\s+|\s)это (?:у них|там у|у тех)\b")
# «была заблокирована прошлой весной», «помнишь, как стояла?»
_LONG_AGO = re.compile(
    r"\bбыл[аои]?\b.*(?:\b(?:поза)?прошл\w+ (?:весн|лет|осен|зим|год|век)|\bпомни(?:шь|те)\b)"
    r"|\bпомни(?:шь|те)\b.*\bбыл[аои]?\b|\bбыл[аои]? еще при \w+|\bеще при \w+.*\bбыл[аои]?\b"
    r"|\b(?:вспомнил[аи]?|вспоминаю|помню),? как\b"
)
_NOW = re.compile(r"\b(?:так вот|теперь|сейчас|уже|наконец|снова|опять|все-таки|сегодня|вчера)\b")
# «опасения, что …, не подтвердились», «просьбу создать … отклонили»
_UNFOUNDED = re.compile(
    r"\b(?:опасени|подозрени|страх|слух|надежд|обещани|сведени|предположени)\w+,? (?:о том,? )?что\b.*"
    r"\b(?:не (?:подтвердил|оправдал)|развеял|рассеял|улетучил)\w+"
    r"|\bпросьб\w+ (?:\w+ )?\w+ть\b.*\b(?:отклонил|отказал|необоснован|нецелесообраз|без удовлетворения)\w*"
)
_NOTE = r"(?:записывать|заводить|создавать|вносить|фиксировать)"
_NEED_NOT = r"не (?:надо|нужно|следует|стоит|буд\w+)"
_IT = r"(?:ее |его |это |пока )?"
_NOT_TO_NOTE = re.compile(rf"\b{_NOTE} {_IT}{_NEED_NOT}\b|\b{_NEED_NOT} {_IT}{_NOTE}\b")
_THEN = re.compile(r"\bтогда и (?P<verb>\w+)|^\W*вот [^.!?]+ и (?P<next>\w+)")
_TELLING = frozenset("писать говорить диктовать кричать".split())
_RADAR = frozenset({"боту", "радару"})
_ORDERS = (*STATUSES, "set", "create", "delete", "move", "put", "take_out", "assign", "rename", "archive", "undo")
_ANYWHERE = (_UNSAID, _UNFOUNDED, _REFUSED, _THERE, _SCORNED, _PLAYED, _DENIED)
_BEHIND = (_TO_OTHERS, _IN_FUN, _OF_OTHERS, _SAYS, _I_CRIED, _IN_FACT, _PROVED_NOT)  # what is named


def is_disowned(s: Sentence) -> bool:
    """Nothing of it is ordered or told of now by the speaker, whatever it says."""
    if not (s.mentions or s.cues) or s.text.isdigit():
        return False
    text = _QUOTED.sub(lambda m: " " * len(m.group()), fold(s.text))
    if _keeps_its_words(s, text):
        return False
    behind = min((m.end for m in s.mentions), default=0)
    return (
        any(p.search(text) for p in _ANYWHERE)
        or any(p.search(text, behind) for p in _BEHIND)
        or bool(_ANOTHER_ASSISTANT.match(text))
        or (bool(s.mentions) and bool(_ELSEWHERE_MEANT.search(text, behind)))
        or _is_by_somebody(s, text, behind)
        or is_unsaid(s, text)
        or _is_told_to_me(s, text)
        or (s.has("create", "idea_noun") and bool(_NOT_TO_NOTE.search(text)))
        or _is_of_long_ago(text)
        or _is_said_to_somebody(s, text, behind)
        or _is_uttered(s, text)
        or _is_spoken(s, text)
        or _is_set_against_ours(s, text)
        or _is_awaited(s, text)
    )


def _keeps_its_words(s: Sentence, text: str) -> bool:
    """«запиши идею: …», «опиши вход: …»: what a colon sets apart is kept word for word."""
    nouns = s.all(*FREE_TEXT, "feature_noun", "project_noun")
    return any(text[s.words[c.last].end :].lstrip()[:1] in (":", "—", "–") for c in nouns)


def _is_of_long_ago(text: str) -> bool:
    found = _LONG_AGO.search(text)
    begun = text.find("был", found.start()) if found else -1
    return found is not None and not _NOW.search(text, begun if begun >= 0 else found.end())


def _is_said_to_somebody(s: Sentence, text: str, behind: int) -> bool:
    """«это я мужу», «это я Косте, он …»; «это я Косте обещал» tells what was promised."""
    for found in _IT_IS_ME.finditer(text):
        word = s.words[s.index(found.start("whom"))]
        following = s.words[s.index(found.start("next"))].marks if found["next"] else frozenset[str]()
        told = bool(found["next"]) and bool(s.words[s.index(found.start("next"))].forms & _TELLING)
        following = frozenset[str]() if told else following
        others = {"NOUN", "datv", "anim"} <= word.marks and word.text not in _RADAR
        if others and "VERB" not in following and (found.start() >= behind or told):
            return True
    return False


def _is_by_somebody(s: Sentence, text: str, behind: int) -> bool:
    """«…, это муж диктует», «…, это кот прошёл по клавиатуре»; «отмени, это кот» only tells why."""
    if not (s.mentions or s.has("create")):
        return False
    kin = {c.first for c in s.all("kin_")}
    for found in _BY_SOMEBODY.finditer(text, behind):
        word = s.words[s.index(found.start("who"))]
        if {"nomn", "sing"} <= word.marks and (s.index(word.start) in kin or word.text in _PETS):
            return True
    return False


def _is_told_to_me(s: Sentence, text: str) -> bool:
    """«Петя мне: удали вход»; «дай мне: список» orders."""
    found = _TO_ME.search(text)
    return found is not None and {"NOUN", "nomn"} <= s.words[s.index(found.start("who"))].marks


def _is_uttered(s: Sentence, text: str) -> bool:
    """«директор бормотал добавь …»: the order is what somebody cried or muttered."""
    ordered = {c.first for c in s.all(*_ORDERS) if "impr" in s.words[c.first].marks}
    return bool(ordered) and any(s.index(found.start("order")) in ordered for found in _UTTERS.finditer(text))


def _is_spoken(s: Sentence, text: str) -> bool:
    found = _SPOKEN.search(text)
    if found is None or "я" in found["who"].split():
        return False
    word = s.words[s.index(found.start("verb"))]
    return "VERB" in word.marks and bool(word.marks & {"3per", "past"})


def _is_set_against_ours(s: Sentence, text: str) -> bool:
    """«у логистов релиз передвинули, а у нас всё по плану»: what was told before is of others."""
    ours = _BUT_OURS.search(text)
    if ours is None or not (_ELSEWHERE.match(text) or _THEIRS.search(text, 0, ours.start())):
        return False
    told = [s.words[c.first] for c in s.all(*STATUSES, "move", "ship", "put")]
    told = [word for word in told if word.start > ours.start() and "INFN" not in word.marks]
    return not told and not any(m.start > ours.start() for m in s.mentions) and not asking(s)


def _is_awaited(s: Sentence, text: str) -> bool:
    """«отпустят юристы, тогда и добавим»."""
    found = _THEN.search(text)
    if found is None:
        return False
    marks = s.words[s.index(found.start("verb" if found["verb"] else "next"))].marks
    return {"futr", "1per"} <= marks and "pres" not in marks
