"""Why a thing stands still, is given up, moved or put aside: the reason as it is told behind a step, or alone."""

from __future__ import annotations

import re

from language.folding import clean_name

_EDGE = " \t\n,.;:—–-→!()»”"
_MARK = re.compile(
    r"^[\s,.;:—–()-]*(?:(?:and\s+)?(?:the\s+)?(?:причина(?:\s+(?:проста|такая)\b)?"
    r"|потому что|потому как|так как|поскольку|из-за того что|из-за"
    r"|из за|тк|т\.\s?к\.|по причине|в связи с тем,? что|в связи с"
    r"|ввиду|вследствие|учитывая,? что|reason(?:\s+is)?|because of|because|cuz|due to"
    r"|owing to|given that|seeing (?:as|that)|on account of)(?<=[\w.])(?!\w)[\s:,—–-]*)",
    re.IGNORECASE,
)
_MARK_INSIDE = re.compile(
    r"(?:\bпричина(?:\s+(?:проста|такая)\b)?|\breason(?:\s+is)?|\bпотому что|\bbecause|\bиз-за|\bиз за)\b[\s:,—–-]*",
    re.IGNORECASE,
)
_FILLED = re.compile(
    r"^(?:(?:please|pls|plz|пожалуйста|плз"
    r"|там|ведь|же|мол|ну|сейчас|сегодня|пока|опять|well|now|right now|today|for now|again)\b[\s,]*)+",
    re.IGNORECASE,
)
_NO_REASON = re.compile(
    r"^(?:хотя|although|though|пожалуйста|плз|так и|отметь|пометь|запиши|зафиксируй|поставь|сегодня|вчера|утром"
    r"|(?:эту|этой|эта|это|её|ее|его)(?:\s+(?:фич|задач)\w+)?[\s.!]*$|(?:this|that)(?:\s+(?:feature|one|task))?[\s.!]*$"
    r"|(?:so\s+)?(?:move|shift|push|mark|set|close|cancel|delete|do)\s+(?:it|that)[\s.!]*$"
    r"|please|and thank|thank|thanks|mark it|close it|today|yesterday"
    # where it is: «… в проекте X»
    r"|(?:вс[её]\s+это\s+|это\s+)?(?:(?:в|по|на)\s+)?проект[еау]?\s+[«\"]?(?-i:[A-ZА-ЯЁ])\S*(?:\s+\S+){0,2}[\s.!)]*$"
    r"|(?:all\s+)?(?:in|on|for)\s+(?:the\s+)?project\s+(?-i:[A-ZА-ЯЁ])\S*(?:\s+\S+){0,2}[\s.!)]*$"
    # for whom it is done, and how it is said
    r"|for\s+(?:me|us)[\s.!]*$|если\s+(?:честно|коротко|кратко|вкратце|откровенно|кому|кто|не\s+ошиб)|if\s+(?:you|i['’]?m|anyone)\b"
    # what it is not
    r"|(?:not|не)\s+(?:yet\s+)?(?:done|finished|cancell?ed|blocked|dropped|in\s+progress|готов\w*|отмен\w*|заблокир\w*)[\s.!]*$"
    # what was said before is called: «„заблокирована“ — таков статус входа»
    r"|(?:таков[аоы]?|это|that\s+is|that['’]?s|such\s+is)\s+(?:теперь\s+|now\s+|the\s+|новый\s+|new\s+)*(?:статус|status)"
    # how it is meant, or an apology: «и это не шутка», "sorry for the mess"
    r"|(?:(?:и|я|это|and|it['’]?s|this\s+is|i['’]?m|i\s+am)\s+)*(?:не\s+шу(?:чу|тка|тим)|без\s+шуток|серь[её]зно|no\s+joke"
    r"|not\s+(?:a\s+joke|kidding|joking)|serious(?:ly)?|for\s+real)|извини(?:те)?|прости(?:те)?|сорри|сорян|sorry|apologies)\b",
    re.IGNORECASE,
)
# «ой, причина другая: …», "sorry, the reason is …" right after a step
_CORRECTED = re.compile(
    r"^\W*(?:(?:ой|нет|не|упс|точнее|вернее|sorry|no|oops|actually|wait)\b[\s,.!—–-]+)+", re.IGNORECASE
)
_ANOTHER = re.compile(r"[\s]*причина\s+(?:другая|не та|в другом)[\s:,—–-]+", re.IGNORECASE)
_FEWEST_WORDS = 2


# «5 мин назад, нет макетов»: when it was
_AGO = re.compile(
    r"^(?:about\s+|где-то\s+)?(?:\d+|an?|half\s+an|пару|полтора|a\s+(?:few|couple(?:\s+of)?))?\s*"
    r"(?:min|mins|minutes?|hrs?|hours?|мин|минут[уы]?|час(?:а|ов)?|полчаса)\.?\s+(?:ago|назад)\b[\s,.;:—–-]*",
    re.IGNORECASE,
)


# «если», "unless", "should the auditors ask for it"
_IF = (
    r"если(?! (?:честно|коротко|кратко|вкратце|откровенно|совсем|что\b|кому|кто|не ошиб))|при условии"
    r"|if(?! (?:you ask|you must|you care|i['’]m|i am|we['’]re|not mistaken|anything|any|it helps|that helps|memory))"
    r"|unless|provided|assuming"
    r"|should (?:the|our|my|their|they|we|he|she|it|anyone|anybody|somebody)(?: \w+){1,3}?"
)
# A condition, or that it is not to be written down
_LIMIT = re.compile(
    r"\W*(?:(?:но|а|и|только|лишь|but|and|only|just)\s+)*"
    rf"(?:{_IF}|(?:don['’]?t|do not) (?:write|note|mark|record|log|touch|change|close|cancel|do)"
    r"|не (?:за)?(?:писывай|отмечай|вноси|фиксируй|трогай|делай|меняй)(?:те)?)(?!\w)",
    re.IGNORECASE,
)


_CONDITION = re.compile(rf"\W*(?:(?:но|а|и|только|but|only)\s+)*(?:{_IF})(?!\w)", re.IGNORECASE)


def is_a_limit(text: str) -> bool:
    """What is said behind a step and is no reason: «но только если банк согласится», "don't write it down yet"."""
    return _LIMIT.match(text) is not None


def is_a_condition(text: str) -> bool:
    """What is said behind a status makes it depend on something: "blocked, unless they answer by Tuesday"."""
    return _CONDITION.match(text) is not None


def marked_reason(text: str) -> str | None:
    """The reason behind «причина», "because" in what follows a step."""
    marked = _MARK.search(text) or _marked_inside(text)
    return clean(text[marked.end() :]) if marked else None


def unmarked_reason(text: str) -> str | None:
    """The reason that follows a step behind a comma or a dash alone, if it is long enough for one."""
    rest = text.strip(_EDGE)
    apart = text.lstrip()[:1] in (",", ".", ";", ":", "—", "–", "-", "(")
    return clean(rest) if apart and len(rest.split()) >= _FEWEST_WORDS and _is_one(rest) else None


def reason_in(text: str, *, unmarked: bool) -> str | None:
    """The reason in what stands behind a status; `unmarked`: what is told there is one even without "because"."""
    if marked := _MARK.search(text) or _marked_inside(text):
        return clean(text[marked.end() :])
    rest = _FILLED.sub("", _AGO.sub("", text.strip(_EDGE)))
    return clean(rest) if unmarked and len(rest.split()) >= _FEWEST_WORDS and _is_one(rest) else None


def _is_one(text: str) -> bool:
    return not (_NO_REASON.match(text) or is_a_limit(text))


def reason_alone(text: str) -> str | None:
    """«причина: нет договора», "because the sandbox is down": a message that tells a reason and nothing else."""
    text = _CORRECTED.sub("", text)
    marked = _ANOTHER.match(text) or _MARK.match(text)
    return clean(text[marked.end() :]) if marked else None


def _marked_inside(text: str) -> re.Match[str] | None:
    """«… обратно в бэклог, причина: …» somewhere behind."""
    return _MARK_INSIDE.search(text)


def clean(text: str) -> str | None:
    return clean_name(text.strip(_EDGE + "🎉")) or None
