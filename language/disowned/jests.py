"""Told in fun, played, dreamt or scorned: «это мы так шутим», "a line from episode three", «размечтались»."""

from __future__ import annotations

import re

from language.disowned.telling import ENDS, Telling

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
    r"|\b(?:training exercise|fire drill|role-?play|toy data|dummy data|for practice)\b"
    r"|\bturned out to be (?:\w+ )?(?:fantasy|fiction|rumou?r|hoax|joke|prank|lie|dream|fake|nonsense|false"
    r"|misunderstanding|misreading|false alarm)\b"
    r"|\bоказал(?:ся|ась|ось|ись) (?:\w+ )?(?:фантазией|выдумкой|слухом|шуткой|розыгрышем|враньем|уткой|бредом)\b"
)
# What is told before an order makes all of that sentence a dream or a test of the microphone.
_AHEAD = re.compile(
    r"\bi (?:dreamt|dreamed)\b|\b(?:mic|sound) check\b"
    r"|\btesting (?:the |my )?(?:mic\w*|keyboard|dictation|speech)\b"
)


def is_in_fun(told: Telling) -> bool:
    s = told.sentence
    return (
        bool(_SCORNED.search(told.text) or _PLAYED.search(told.text))
        or bool(_IN_FUN.search(told.text, told.behind))
        or any(told.leads(s.index(m.start())) for m in _AHEAD.finditer(told.text))
        or told.is_about_what_stands_before(_MADE_UP)
    )
