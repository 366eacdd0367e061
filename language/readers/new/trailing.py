"""What trails behind a new name and is no part of it: «X, заведи пожалуйста», "X for us please", "X or something"."""

from __future__ import annotations

import re

from language.readers.new.leading import VOCATIVE

_POLITE = (
    r"(?:please\s+and\s+thank(?:s|\s+you)|please|pls|thanks|thank\s+you|ok|for\s+(?:me|us)|yeah|yep|(?:will|would|could|can)\s+you"
    r"|пожалуйста|плиз|плз|пж|спасибо|ок|ага|угу|для\s+меня)"
)
_MIND = r"(?:if\s+you\s+don['’]t\s+mind|if\s+possible|если\s+(?:не\s+(?:сложно|трудно)|можно))"
_NO_MORE = (
    r"(?:и\s+вс[её]|и\s+больше\s+ничего|(?:and\s+)?that['’]s\s+(?:it|all)(?:\s+for\s+(?:now|today))?"
    r"|(?:на\s+этом|это|пока)\s+(?:пока\s+)?вс[её])"
)
_AGREED = r"(?:ладно|хорошо|ок(?:ей)?|okay|ok|alright)"  # behind a comma
_LOOSELY = r"(?:or\s+something(?:\s+like\s+that)?|или\s+(?:как-то|что-то)\s+(?:так|такое)|или\s+типа\s+того)"
_TO_BACKLOG = (
    r"(?:(?:(?:it\s+)?(?:goes|should\s+go|lands?)\s+)?(?:in|to|into)\s+(?:the\s+|our\s+)?backlog"
    r"|on(?:to)?\s+(?:the\s+|our\s+)?(?:roadmap|backlog)|(?:ид[её]т\s+)?в\s+бэклог)"
)
_SO_CALLED = r"(?:(?:она\s+)?называется|is\s+(?:its|the)\s+name|is\s+what\s+it['’]s\s+called)"
_PRIORITY = (
    r"(?:with\s+(?:a\s+)?(?:high|low|top|medium|highest)\s+priority|с\s+\w+\s+приоритетом|с\s+приоритетом\s+[\w-]+)"
)
_URGENT = r"(?:это\s+)?(?:очень\s+)?(?:срочно|urgent(?:ly)?)"
_ORDER = r"(?:создай|заведи|добавь|запиши)(?:те)?"
ORDERED = (
    r"(?:созда(?:й|йте|ть|вай|вайте)|завед(?:и|ите)|завести|добав(?:ь|ьте|ить|ляй|ляйте)|запи(?:ши|шите|сать|сывай)"
    r"|зарегистрир(?:уй|уйте|овать)|внес(?:и|ите|ти)|занес(?:и|ите|ти)|оформ(?:и|ите|ить)|сдела(?:й|йте|ть))"
)
# The order that stands behind a name in quotation marks: «фичу «X» создай в проекте Y, юристы требуют».
_NEEDED = r"(?:прошу|просим|надо|нужно|пора|пожалуйста|срочно|нам|мне|please|kindly)"
_ORDER_BEHIND = re.compile(
    rf"(?:\s*[,—–-])?\s+(?:{_NEEDED}\s+)*(?:(?:создай|создавай|заведи|зарегистрируй|оформи)(?:те)?\b"
    r"|(?:добавь|добавляй|внеси|занеси|запиши|записывай)(?:те)?(?=\s*(?:[,.;!]|$)|\s+(?:пожалуйста|плиз|плз|в\s+(?:наш\s+)?(?:проект|бэклог|беклог|список|план)\b))"
    rf"|(?:созда(?:ть|вать)|завести|добавить|зарегистрировать)(?=[\s.!]*$|,\s+(?:{_ORDER}|создавай|заводи|добавляй)\b)"
    r"|(?:create|add|make|register)\s+(?:it|this|that)\b)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"(?:,\s*(?:{_AGREED}|{VOCATIVE})|[\s,]+(?:{_POLITE}|{_MIND}|{_NO_MORE}|{_LOOSELY}|{_TO_BACKLOG}|{_SO_CALLED}|{_PRIORITY}|{_ORDER}|asap)"
    rf"|(?:\s*[,.(#]\s*|\s[—–-]\s)(?:{_URGENT}))[\s.!?)]*$",
    re.IGNORECASE,
)
# What may follow a name in quotation marks, and is no part of it: a pause, where it goes, the order itself.
_ENDS = re.compile(
    rf"(?:\s+{_POLITE})?\s*(?:[,.;:!?…]+(?:\s|$)|\s[—–-]\s|\()"
    r"|\s+(?:to|into|in|on|onto|for|в|во|на|для)\s+(?:(?:the|our|my|this|нашего|наш|нашем|общий|общем|этот|этом)\s+)?"
    r"(?:list|backlog|roadmap|board|plan|features?|us|me|список|списке|бэклог\w*|беклог\w*|роадмап\w*|план|перечень|нас|меня)\b"
    rf"|\s+(?:(?:надо|нужно|пора|давай(?:те)?|прошу|please)\s+)*(?:{ORDERED}|create|add|make)\b"
    r"|\s+(?:а\s+то|потому\s+что|так\s+как|чтобы?|пока|ибо|because|so\s+that|before)\b",
    re.IGNORECASE,
)
_ORDER_AT_END = re.compile(
    # «X нужна, заведи», "X is needed, …"
    r"(?:\s+(?:нужн[аы]|нужен|is\s+needed)(?=\s*[,.]))?"
    r"(?:"
    rf"(?:[\s,.]|\s[—–-]\s)+(?:и\s+)?(?:ещ[её]\s+)?(?:(?:надо|нужно|пора|давай(?:те)?)\s+(?:бы\s+)?)?(?:создать|завести|добавить|{_ORDER})"
    rf"(?:\s+(?:её|ее|его|это))?(?:\s+(?:в|на)\s+бэклог\w*)?(?:[\s,]+{_POLITE})?[\s.!]*$"
    r"|\s+please\s+(?:add|create)(?:\s+it)?[\s.!]*$|\s+(?:needs|has|have)\s+to\s+be\s+(?:created|added|made|set\s+up)[\s.!]*$"
    r"|[,.]\s+(?:and\s+)?(?:please\s+)?(?:(?:add|create|make|set\s+up)\s+(?:it|one|(?:that|this)(?:\s+one)?)|create|add)(?:\s+please)?[\s.!]*$"
    r"|,?\s+(?:please\s+)?(?:note|record|write)\s+(?:it|this|that)(?:\s+down)?[\s.!]*$"
    r")",
    re.IGNORECASE,
)

_SHOUTED = re.compile(r"(?<=\w)!{2,}\s*$")
_ORDER_AND_MORE = re.compile(rf"[\s,]{_ORDER}(?:\s+(?:её|ее))?(?:\s+и\s+|,\s)", re.IGNORECASE)
_LET_US_AT_END = re.compile(r"[\s,]+(?:завед[её]м|создадим|добавим|сделаем)[\s.!]*$", re.IGNORECASE)


def ends_with_encouragement(text: str) -> bool:
    """«давай фичу X заведём»."""
    return bool(_LET_US_AT_END.search(text))


def orders_and_more(text: str) -> bool:
    """«фичу X заведи и сразу возьми в работу»: the order stands behind the name, and before another."""
    return bool(_ORDER_AND_MORE.search(text))


def ends_with_order(text: str) -> bool:
    """«проект Склад надо создать», "…, add it": the order stands behind the name."""
    return bool(_ORDER_AT_END.search(text))


def without_order(text: str) -> str:
    """The text without the order that stands behind it: «…, проект Склад. Заведи»."""
    return _ORDER_AT_END.sub("", text)


def without_trail(text: str) -> str:
    """The text up to where the name ends."""
    text = _SHOUTED.sub("", without_order(_LET_US_AT_END.sub("", text)))
    while (shorter := _TAIL.sub("", text)) != text:
        text = shorter
    return text


def is_trail(text: str) -> bool:
    """Nothing but what trails behind a name."""
    return not without_trail(f" {text.strip()}").strip(" .!,—–-")


def order_behind(text: str) -> int:
    """Where the order ends that stands behind the quoted name at the beginning of a text; 0 where none does."""
    quoted = _QUOTED_FIRST.fullmatch(text)
    order = _ORDER_BEHIND.match(text, quoted.start("tail")) if quoted else None
    return order.end() if order else 0


_QUOTED_FIRST = re.compile(r"[\s:,—–-]*[«\"“„](?P<name>[^»\"”“]*)[»\"”“](?P<tail>.*)", re.DOTALL)


def quoted_alone(text: str) -> str:
    """The name in quotation marks that a text begins with, where what follows is no part of it; else nothing."""
    quoted = _QUOTED_FIRST.fullmatch(text)
    return quoted["name"] if quoted and is_apart(quoted["tail"]) else ""


def is_apart(text: str) -> bool:
    """What follows a name in quotation marks is no part of it: «"X" пожалуйста, клиенты ждут»."""
    return is_trail(text) or bool(_ENDS.match(text))
