"""Told in fun, played, dreamt or scorned: «это мы так шутим», "a line from episode three", «размечтались»."""

from __future__ import annotations

import re

from language.disowned.telling import ENDS, Telling
from language.guards.irony import is_mocking

# «это мы на корпоративе такую сценку ставили», «вот такой анекдот рассказал», «ну и шутки у вас»
_IDLE = (
    r"(?:болтал[аи]?|болтаем|треп(?:ались|лемся)|шути(?:м|ли|ла|л|т)|шутят|шутк[аиу]|шуточки|пошути(?:ли|ла|л)"
    r"|дурач\w+"
    r"|прикалыва\w+|приколы?|розыгрыш\w*|разыгрыва\w+|разыграл[аи]?|сценк[ауи]|анекдот\w*|фантазир\w+|капустник\w*"
    r"|репетир\w+|(?:при)?снил(?:ось|ся|ась)|из (?:сериала|фильма|кино|мультика|песни|книги|анекдота|сна))"
)
_IN_FUN = re.compile(
    r"\b(?:это|так|такой|такую|такие|ну и)\b(?<!думал это)(?<!думала это)(?<!думали это)"
    r"(?<!думал, это)(?<!думала, это)(?<!думали, это)"
    rf"(?:\s+(?!не\b)[^\s.;!?]+){{0,5}}?\s+{_IDLE}\b(?!,? но нет)"
    r"|\bшучу\b(?<!не шучу)(?<!ли шучу)(?! ли)"
    r"|\bэто (?:мне|нам) (?:\w+ ){0,3}?(?:рассказал|нашептал|напел|наплел)[аи]?\b"
    rf"|[,.!—–-]\s*(?:испугались|поверили|повелись|попались)\s*\?|\bв (?:моих |твоих )?мечтах{ENDS}"
    r"|\bв (?:параллельн\w+|другой|иной) (?:вселенн|реальност|жизн)\w+"
)
_PLAYED = re.compile(
    r"\bигра(?:ет|ют|ем|ла|ли) в \w+|\b(?:гороскоп|гадалка|анекдот|загадка|тост|сон|мечта)\s*:|\bс первым апреля\b"
    r"|\bна (?:плакат|футболк|кружк|забор|стен|билборд|магнит|торт|наклейк)\w* (?:\w+ ){0,3}?"
    r"(?:вис|написан|красу|выве)\w+"
    r"|\bвот возьм(?:у|ем) (?:и|да)\b|\bбудете знать\b"
)
# «в бэклог? вот ещё», «готова! Ага, разбежались», «… это неправда»
_SCORNED = re.compile(
    r"[.!?…,—–-]\s*(?:ну )?(?:ага,? )?(?:щас|разбежал\w+|размечтал\w+|как бы не так|держи карман)\b"
    r"|\bэто (?:же |все )?(?:неправда|вранье|ложь|чушь|выдумк[аи]|небылиц[аы]|фейк|сказки|блеф)[\s.!]*$"
    r"|\?\s*(?:ну )?(?:вот еще|еще чего|щас|размечт\w+|ни за что|нет уж|нетушки|не дожд\w+|обойд\w+|через мой труп)\b"
)
_MADE_UP = re.compile(
    r"\bin (?:some|another|an?|the|my) (?:\w+ ){0,3}?(?:timeline|universe|reality|dimension|novel|fairy tale)\b"
    # "cancel login was the suggestion"
    r"|(?<!it )(?<!that )(?<!this )\bwas (?:the|only a|just a) "
    r"(?:suggestion|rumou?r|joke|dare|prank|proposal|punchline)\b"
    # "classic line from episode three", «это строчка из песни»
    r"|\b(?:line|quote|scene|lyrics?|words) (?:from|out of) (?:episode|season|that|this|the|some|a|an|my|his|her)\b"
    r"|\b(?:фраза|цитата|реплика|строчка|строка) из\b"
    r"|(?<!not )\bjust kidding\b(?! about| with| you)"
    r"|\b(?:training exercise|fire drill|role-?play|toy data|dummy data|for practice)\b"
    r"|\b(?:is|was|are) (?:an? |just an? |only an? |pure |plain |an? (?:urban|old|office) )"
    r"(?:myth|legend|fairy tale|lie|fiction|fantasy|rumou?r|hoax|old wives['’] tale)\b"
    r"|\bturned out to be (?:\w+ )?(?:fantasy|fiction|rumou?r|hoax|joke|prank|lie|dream|fake|nonsense|false"
    r"|misunderstanding|misreading|false alarm)\b"
    r"|\bоказал(?:ся|ась|ось|ись) (?:\w+ )?(?:фантазией|выдумкой|слухом|шуткой|розыгрышем|враньем|уткой|бредом)\b"
)
# What is told before an order makes all of that sentence a dream or a test of the microphone.
_SCOFFED = re.compile(
    r"[.!?…,—–-]\s*(?:as if|yeah,? sure|yeah,? right|fat chance|dream on|in your dreams|not a chance|no chance"
    r"|keep dreaming)"
    r"(?=\s*(?:[.!?…,]|$))"
)
_AHEAD = re.compile(
    r"\bi (?:only |just )?(?:make|am making) (?:an? )?(?:\w+ )?joke\b|"
    r"^\W*(?:picture this|just imagine|imagine this)\b|\bi (?:dreamt|dreamed)\b|\b(?:mic|sound) check\b"
    r"|\btesting (?:the |my )?(?:mic\w*|keyboard|dictation|speech)\b"
)
# «это я так для примера диктую», "that's just an example, don't record it"
_REHEARSED = re.compile(
    r"\b(?:это|that['’]?s|this is|it['’]?s|i['’]?m|i am)\s+(?:(?!не\b|not\b)\w+\s+){0,4}?"
    r"(?:(?:для )?примера?|образец|диктовк\w+|проверяю|тренируюсь|тренировка|(?:an? |my )?(?:example|sample)"
    rf"|(?:just|only) (?:dictating|practi[sc]ing|testing))\b(?:\s+\w+){{0,3}}?{ENDS}"
    rf"|\bэто (?:\w+ )?(?:проверка|тест)(?:\s+(?:микрофона|связи|диктовки|звука|голоса|бота))?{ENDS}"
    rf"|\bне (?:записывай|выполняй|исполняй|сохраняй|фиксируй)(?:те)?(?: (?:это|ее|его|ничего|пока))?{ENDS}"
    r"|\b(?:don['’]?t|do not) (?:record|execute|run|save|write|log|note)(?: (?:it|this|that|anything))?(?: down)?"
    rf"{ENDS}"
    r"|\b(?:это|is|are)\W+(?:\w+\W+){0,2}?(?:пример\b|an? example\b)"
)
# «поспорил, что готова, и проспорил», "he bet me it was done and lost"
_BET = re.compile(r"\b(?:поспор\w+|спорил\w*|на спор|пари|забил\w+|bet|wagered|wager)\b")
_LOST = re.compile(r"\b(?:проспорил|проиграл)[аи]?\b|\b(?:lost|loses|lose)\b")


# The last word of all: «…, дизайнер заболел, шутка», "…, just kidding".
_ENDS_IN_FUN = re.compile(
    r"[,.;!?…)—–-]\s*(?:(?:это|все|я|ну|i was|i['’]?m|only|just) )*(?:шутка(?: юмора)?|шучу|пошутил[аи]?|прикол"
    r"|kidding|joking|jk|j/k)[\s.!)…]*$"
)


def is_in_fun(told: Telling) -> bool:
    s = told.sentence
    return (
        told.is_about_what_stands_before(_REHEARSED)
        or _is_a_bet_lost(told)
        or (told.stands_before(len(told.text)) and is_mocking(s.text))
        or bool(_ENDS_IN_FUN.search(told.text, told.behind))
        or bool(_SCORNED.search(told.text) or _PLAYED.search(told.text))
        or bool(_IN_FUN.search(told.text, told.behind))
        or any(told.leads(s.index(m.start())) for m in _AHEAD.finditer(told.text))
        or told.is_about_what_stands_before(_MADE_UP, _SCOFFED)
    )


def _is_a_bet_lost(told: Telling) -> bool:
    """The stake stands between the bet and its end."""
    s, bet, lost = told.sentence, _BET.search(told.text), _LOST.search(told.text)
    if bet is None or lost is None:
        return False
    at = [s.words[c.first].start for c in told.steps()]
    return any(bet.start() < p < lost.start() for p in at) and not any(p > lost.start() for p in at)
