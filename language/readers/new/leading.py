"""What leads a new name in and is no part of it: «…, назови её X», "in there, the name is X", "for us called X"."""

from __future__ import annotations

import re

_EDGE = r"(?:[\s:,—–→-]|(?<=-)>|[.;!](?=\s))*"
_FLAGS = re.IGNORECASE | re.VERBOSE
VOCATIVE = r"(?:дружище|дружок|бро|братан|старик|дорогой|дорогая|голубчик|mate|buddy|pal|dude|bro|dear)"
_NOT_TO_FORGET = (
    r"(?:пока\s+(?:не\s+забыл[аи]?|помню)|чтобы?\s+не\s+забыть"
    r"|(?:before|lest)\s+(?:i|we)\s+forget|while\s+i\s+remember)"
)
# What is said while a name is remembered, and politeness that is set apart from the name behind it.
_FILLER = re.compile(
    rf"(?:(?-i:мне|нам)(?=\s+(?-i:[A-ZА-ЯЁ«\"]))|(?:{VOCATIVE}|{_NOT_TO_FORGET})(?=\s*,)|(?:ну\s+)?(?:эту\s+|этот\s+)?как\s+(?:её|ее|его)(?:\s+там)?|what['’]?s\s+it\s+called)\b{_EDGE}|(?:please|pls|пожалуйста|плиз)(?=\s*[:—–-]){_EDGE}",
    re.IGNORECASE,
)
# Where it goes; no name begins so.
_PLACE = re.compile(
    rf"""(?:
      (?:in|into|to|on|for)\s+(?:(?:the|our|my|this)\s+)?(?:backlog|list|roadmap|board)
    | (?:in|into|to)\s+(?:there|here|it)
    | (?:в|во|на)\s+(?:(?:наш|этот|нашем|этом)\s+)?(?:бэклог\w*|беклог\w*|список|списке|роадмап\w*)
    | (?:в|во)\s+(?:него|н[её]м|не[её]|ней)
    )\b{_EDGE}""",
    _FLAGS,
)
# Words that say nothing themselves where a word that names it follows: "for us please, called X".
_BETWEEN = re.compile(
    rf"""(?:
      for\s+(?:us|me|everyone|later)|(?:that\s+|which\s+)?(?:i|we)\s+(?:want|need|have\s+in\s+mind)|such|there|here|as\s+well|too|please|pls|kindly|today|urgently|asap|and|like|so
    | туда|сюда|там|тут|нам|мне|пожалуйста|плиз|плз|срочно|ещ[её]|и|ну|вот|значит|короче|сегодня
    | для\s+нас|так(?:ая|ой|ую)
    )\b{_EDGE}""",
    _FLAGS,
)
_CALLED = re.compile(
    rf"""(?:
      (?:(?:we|i)\s+(?:need|want)\s+)?(?:(?:it['’]?s|it\s+is|that['’]?s|which\s+is|(?:it\s+)?(?:is|will\s+be)\s+going\s+to\s+be|it\s+(?:will|should)\s+be|should\s+be|to\s+be|is|be)\s+)?
      (?:called|named|titled|entitled|namely)
    | (?:with|under|by)\s+(?:the\s+)?(?:name|title)(?:\s+of)?
    | (?:(?:её|ее|его)\s+)?(?:под|с|по)\s+(?:\w+ым\s+)?(?:названием|именем|имени|заголовком)
    | (?:(?:котор\w+|она|он|будет|пусть)\s+)*(?:называется|называться|зов[её]тся)(?:\s+(?:она|он|это|так)\b)?
    )\b{_EDGE}""",
    _FLAGS,
)
_CALL_IT = re.compile(
    rf"""(?:(?:let['’]?s|we['’]?ll|just|please|you\s+can|we\s+can|давай(?:те)?)\s+)*(?:
      (?:call|name|title)\s+(?:it|this\s+one|that\s+one)
    | (?:назови(?:те)?|назов[её]м|зови|назвать|называем)(?:\s+(?:её|ее|его|это|так)\b)*
    | пусть(?:\s+(?:она|он))?\s+будет
    )\b{_EDGE}""",
    _FLAGS,
)
_NAME_IS = re.compile(
    rf"""(?:
      (?:where\s+|with\s+|and\s+)*(?:the|its|it['’]s|whose)\s+(?:new\s+)?(?:name|title)\s+(?:is|will\s+be|should\s+be|to\s+be|being)
    | (?:with\s+)?(?:(?:the|its)\s+)?(?:name|title)(?:\s+is\b|(?=\s*[:=—–]))
    | (?:с\s+)?(?:нов\w+\s+)?(?:имя|название|именем|названием)(?:\s+(?:ей|ему|будет|такое|у\s+не[её]|у\s+него))+
    | (?:е[её]\s+|его\s+)?(?:новое\s+)?(?:имя|название)(?=\s*[:=—–])
    )\b{_EDGE}(?:=\s*)?""",
    _FLAGS,
)
_WRITE_DOWN = re.compile(
    rf"(?:запиши(?:те)?|write\s+(?:it\s+)?down|add\s+it)\b(?:\s+(?:её|ее|его|как|так|as)\b)*{_EDGE}", re.IGNORECASE
)
# «… нужна — X», "a new feature needed: X", «… заведи: X»: the order stands behind what it makes.
_ORDERED = re.compile(
    rf"(?:(?:новая|новую)\s+)?(?:нужн[аы]|нужен|надо|(?:are\s+|is\s+)?needed|required|wanted|to\s+(?:add|build|create)|(?:is\s+|are\s+)?to\s+be\s+(?:added|built|created)|(?:добав|запиш|завед|созда)\w+)(?:\s+(?:нам|мне|её|ее))*"
    rf"(?=\s*:|\s+[—–-]\s|\s*,?\s*[«\"“]|\s+(?:под|с)\s+(?:названием|именем)\b|\s+(?:called|named)\b){_EDGE}",
    re.IGNORECASE,
)
# "no, not dark theme, a new one called X": what it is not is set aside
_SET_ASIDE = re.compile(
    rf"(?:no|нет)[\s,]+(?:not|не)\s[^.;!?]{{2,40}}?[\s,]+(?:(?:but|а)\s+)?"
    rf"(?=(?:(?:a\s+new\s+(?:one|feature)|новую|другую)\s+)?(?:called|named|под\s+названием|с\s+названием)\b)"
    rf"(?:(?:a\s+new\s+(?:one|feature)|новую|другую)\s+)?{_EDGE}",
    re.IGNORECASE,
)
_BARE_NAME = re.compile(rf"(?:название|имя|name|title)\s+{_EDGE}", re.IGNORECASE)  # «…, название Альянс»
_SURE = (_CALL_IT, _NAME_IS)  # these name it wherever they stand behind a pause
# "a new feature in the list: Receipts", «для курьеров: Смены»: where it goes and whom it is for.
_FOR_WHOM = re.compile(
    r"\s*(?:(?:in|to|for|on|into|в|на|для)\s[^:«»\"“”]{2,30}:|(?:for|для)\s+\w+(?:\s\w+)?\s+[—–-])\s+(?=\S)"
)
# It is told what it is to do; its name comes behind: "a feature for couriers, call it Fast lane".
_DESCRIBES = re.compile(
    r"[\s,]*(?:for|to|that|which|where|so|with|about|in|on|для|чтобы|котор\w+|где|про|по|под|в|на|с)\s", re.IGNORECASE
)
_PAUSE = re.compile(
    r"\s*[,.;:!]+\s+|\s[—–-]\s+|\s(?=(?:and|и|call\s+it|name\s+it|назов(?:и|[её]м)\s+(?:её|ее|его))\s)", re.IGNORECASE
)
_SET_APART = re.compile(r"[:,.;!—–-]\s*$")
_PAUSED = re.compile(_EDGE)
_FOR = re.compile(r"for\s+")


def without_lead(text: str) -> str:
    """The text from where the name begins."""
    return text[_begins(text) :]


def starts_at(text: str) -> int:
    """Where in the text the name begins."""
    return _begins(text)


def is_ordered(text: str) -> bool:
    """An order to write it down stands here: «…, запиши: X»."""
    return any(one.match(text, _past_pause(text, 0)) for one in (_ORDERED, _WRITE_DOWN))


def without_naming(text: str) -> str:
    """The text behind "the new name is", «название:»; nothing else is taken off."""
    found = next((m for one in (_NAME_IS, _CALL_IT) if (m := one.match(text)) and not text[0].isupper()), None)
    return text[found.end() :] if found else text


def is_named_behind(text: str) -> bool:
    """A name is given behind what is told of it: "that helps couriers, call it Fast lane"."""
    return bool(_DESCRIBES.match(text)) and any(_named_at(text, p.end()) for p in _PAUSE.finditer(text))


def is_called(text: str) -> bool:
    """ "called X", «назови её X» stands here."""
    at = _past_pause(text, 0)
    at = place.end() if (place := _PLACE.match(text, at)) else at  # "on the list called X"
    found = next((m for one in (_CALLED, _CALL_IT, _NAME_IS) if (m := one.match(text, at))), None)
    return found is not None and any(map(str.isalnum, text[found.end() :]))


def is_led_in(text: str) -> bool:
    """Something leads a name in here: it is told that what follows is one."""
    return _begins(text) > _past_pause(text, 0)


def _begins(text: str) -> int:
    whom = _FOR_WHOM.match(text)
    begins = _past(text, whom.end() if whom else 0)
    for pause in _PAUSE.finditer(text, begins):
        if pause.group().isspace() and not _DESCRIBES.match(text):
            continue  # "create feature Just call it home"
        begins = _named_at(text, pause.end()) or begins
    return begins


def _named_at(text: str, at: int) -> int | None:
    """Where the name begins that is surely given here; None where none is."""
    step = next((m for one in _SURE if (m := one.match(text, at))), None)
    step = step or (_CALLED.match(text, at) if _DESCRIBES.match(text) else None)
    return _past(text, step.end()) if step and step.end() < len(text) else None


def _past(text: str, at: int) -> int:
    """Past all that leads the name in from here on."""
    at = _past_pause(text, at)
    while True:
        step = _step(text, at) or _step_over(text, at) or _past_for(text, at)
        if step is None or not any(map(str.isalnum, text[step:])):
            return at
        at = step


def _step(text: str, at: int) -> int | None:
    leads = (_SET_ASIDE, _FILLER, _CALLED, _PLACE, _CALL_IT, _NAME_IS, _ORDERED, _WRITE_DOWN, _BARE_NAME)
    found = next((m for one in leads if (m := one.match(text, at)) and _counts(one, text, at)), None)
    return found.end() if found else None


def _counts(lead: re.Pattern[str], text: str, at: int) -> bool:
    """A capital letter with no pause before it begins a name: «создай фичу Назови сумму»; so does an order."""
    apart = bool(_SET_APART.search(text, 0, at))
    if lead in (_WRITE_DOWN, _BARE_NAME):
        return apart and not text[at].isupper()
    plainly = lead in (_FILLER, _SET_ASIDE) or (lead is _CALLED and not text.startswith("Named", at))
    return plainly or apart or not text[at].isupper()


def _step_over(text: str, at: int) -> int | None:
    """Past words that say nothing, where a word that names it, or a colon, comes behind them."""
    past = at
    while said := _BETWEEN.match(text, past):
        past = said.end()
        if text[said.start() : past].rstrip().endswith((":", "—", "–")) or any(
            one.match(text, past) for one in (_CALLED, _CALL_IT, _NAME_IS)
        ):
            return past
    return None


def _past_for(text: str, at: int) -> int | None:
    """ "a feature for split bill"."""
    found = _FOR.match(text, at)
    return found.end() if found else None


def _past_pause(text: str, at: int) -> int:
    pause = _PAUSED.match(text, at)
    return pause.end() if pause else at
