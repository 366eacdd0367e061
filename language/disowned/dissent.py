"""What somebody else holds, and the speaker does not: "Ops consider it done. I do not concur", «… я не согласна»."""

from __future__ import annotations

import re

from language.disowned.telling import CLAUSE, ENDS, Telling

_WITH_IT = rf"(?:{ENDS}|\s+(?:with|about|on|to) (?:that|this|it|them|him|her)\b)"
_DISSENTS = re.compile(
    rf"{CLAUSE}(?:however,? )?(?:(?:i|we) (?:\w+ ){{0,2}}?"
    rf"(?:(?:disagree|differ|object|dissent)|(?:do not|don['’]?t|can['’]?t|cannot|could not|couldn['’]?t"
    rf"|did not|didn['’]?t)"
    rf" (?:\w+ )?(?:concur|agree|accept|confirm|endorse|buy|believe)(?: (?:that|this|it))?){_WITH_IT}"
    rf"|(?:i|we) (?:do not|don['’]?t) (?:\w+ )?(?:share (?:that|this|the|his|her|their)\b|think so{ENDS}"
    rf"|see it (?:that|this) way)"
    rf"|(?:i|we) (?:\w+ )?(?:beg to differ|see it differently|think (?:otherwise|differently)|know better){ENDS}"
    r"|(?:that|this|the same|it) (?:is|was|has)(?: not|n['’]?t)(?: been)? (?:accepted|acceptable|agreed"
    r"|endorsed|our view|my view)\b"
    rf"|(?:in|to) (?:mine|ours|me|my eyes|our eyes|my view|our view|my book),? it(?:['’]s| is) "
    rf"(?:not\b|a draft|only\b|still\b|barely|nowhere|far from|anything but|hardly)"
    rf"|(?:well,? )?(?:it|that) (?:ain['’]?t|isn['’]?t|is not){ENDS}"
    rf"|(?:я|мы) (?:\w+ ){{0,2}}?(?:не соглас(?:ен|на|ны)|против|не разделя(?:ю|ем)|так не (?:считаю|думаю"
    rf"|считаем|думаем)"
    rf"|при(?:держиваюсь|держиваемся) другого|остаюсь при своем)"
    rf"|(?:по-моему|на мой взгляд|по мне|как по мне),? (?:это |она |он |совсем )*(?:не так|нет|не готов\w*){ENDS})"
)
# Whose opinion it is; without one the dissent may be the very reason: "blocked, legal insists and we don't agree".
_HELD = re.compile(
    r"\b(?:of the (?:view|opinion|belief)|in the (?:eyes|opinion|view|books?) of|in (?:the )?\w+['’]s (?:eyes|opinion"
    r"|view|book)"
    r"|(?:considers?|deems?|regards?|counts?|thinks?|believes?|says?|said|claims?|reckons?|maintains?|insists?"
    r"|finds?|calls?)\b"
    r"|as per|according to|по мнению|по словам|с точки зрения|счита[ею]т|полага[ею]т|думает|говор[ия]т|утвержда[ею]т"
    r"|уверен\w*|увер(?:яет|яют))"
)


def is_disputed(told: Telling) -> bool:
    held = _HELD.search(told.text)
    return held is not None and told.is_about_what_stands_before(_DISSENTS)
