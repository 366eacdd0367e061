"""What is filed under ideas or risks: «запиши в риски: …», "in the Risks section, add: …"."""

from __future__ import annotations

import re

from language.readers.notes.severity import GRADES, is_severity, without_severity
from language.sentence import Sentence
from language.vocabulary import Cue

_ORDER = (
    r"(?:(?:запиши|записывай|внеси|вноси|добавь|добавляй|занеси|заноси|помести|положи|впиши|зафиксируй|кинь|закинь|докинь"
    r"|отправь)(?:те)?|записать|внести|добавить|занести|поместить|вписать|зафиксировать"
    r"|(?:please\s+)?(?:add|log|put|note|write|record|file|jot|save|enter|stick|pop|drop|stash)"
    r"(?:\s+(?:it|this|that|down|in))*)"
)
_PLEASE = r"(?:\s*,?\s*(?:пожалуйста|плиз|please|pls|тоже|также|ещё|also)\b)?"
_SORT = r"[«\"“„']?\s*(?P<sort>риск(?:и|ов|ам)|иде(?:и|й|ям)|risks?|ideas?)\s*[»\"”']?"
_PLACE = (
    r"(?:в|во|к)\s+(?:наш\s+|общий\s+)?(?:(?:раздел|реестр|список|журнал|перечень|копилку|банк|папку|колонку|графу|лог)\s+)?"
    rf"{_SORT}"
)
_PLACE_EN = (
    r"(?:in|into|to|under)\s+(?:the\s+|our\s+|my\s+)?"
    r"[«\"“„']?\s*(?P<sort>risks?|ideas?)\s*[»\"”']?(?:\s+(?:section|list|register|log|column|tab|backlog|box|bank|folder|pile))?"
)
_OPENING = re.compile(
    r"(?:^|(?<=[.!?;…\n])\s*|(?<=,)\s*)(?:(?:так|ну|а|и|ещё|слушай|пожалуйста|не|don['’]?t|do|so|ok|okay|and|also|please)\b[\s,]*)*$",
    re.IGNORECASE,
)
_SHAPES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for place in (_PLACE, _PLACE_EN)
    for pattern in (
        # «запиши в риски подрядчик заболел», "add to risks: …"; without a colon only words of its own follow
        rf"\b(?P<order>{_ORDER}){_PLEASE}\s+{place}{_PLEASE}(?:\s*[:—–]\s*|\s+(?:(?:что|that)\s+)?(?=\w))",
        # «в раздел „Риски“ добавь: …»
        rf"(?P<place>\b{place}){_PLEASE}\s*,?\s*(?P<order>{_ORDER}){_PLEASE}(?:\s*[:—–]\s*|\s+(?:что|that)\s+)",
        # «в риски: …»
        rf"(?P<place>\b{place})\s*:\s*",
    )
)


def filed_under(s: Sentence, *kinds: str) -> Cue | None:
    """All that leads in a text which is ordered to be put among the ideas or the risks."""
    if not s.has(*kinds):
        return None
    found = next((m for shape in _SHAPES for m in shape.finditer(s.text) if _opens(s, m)), None)
    if found is None or not any(c.isalpha() for c in s.text[found.end() :]):
        return None
    number = s.index(found.start("sort"))
    cue = next((c for c in s.all(*kinds) if c.first <= number <= c.last), None)
    return Cue(cue.kind, cue.language, s.index(found.start()), s.index(found.end()) - 1) if cue else None


def _opens(s: Sentence, found: re.Match[str]) -> bool:
    """It opens a sentence or a clause, and in «не записывай в риски: …» nothing but the denial stands before it."""
    return bool(_OPENING.search(s.text[: found.start()]))


# «есть опасность, что …», "there's a high risk of …"
_THERE_IS = re.compile(
    r"\b(?:есть|существует|имеется|возник(?:ла)?|появил(?:ся|ась)|у\s+нас|there\s+is|there['’]?s|we\s+have|we['’]?ve\s+got|we\s+face)"
    r"\s+(?:(?P<grade>[\w-]+)\s+)??(?:(?:a|an)\s+)?(?:(?P<graded>[\w-]+)\s+)??(?:риск|опасность|угроза|risk|danger|threat)"
    r"(?:\s*,?\s*(?:что|того,?\s+что|that|of)\b|\s*[:—–]|(?P<bare>\s+(?=[а-яё])))\s*",
    re.IGNORECASE,
)


def there_is_one(s: Sentence) -> Cue | None:
    """What leads in a risk that is told of with how grave it is; «есть риск, что …» alone is only told."""
    if not s.has(*GRADES):
        return None
    found = next((m for m in _THERE_IS.finditer(s.text) if _opens(s, m)), None)
    if found is None:
        return None
    between = [s.index(found.start(name)) for name in ("grade", "graded") if found[name]]
    led = Cue("risk_noun", "en" if found.group().isascii() else "ru", s.index(found.start()), s.index(found.end()) - 1)
    # «есть риск срыва поставки, средний», but not «у нас высокий риск простуды»
    graded = not (between and found["bare"]) and all(is_severity(s, number) for number in between)
    return led if graded and without_severity(s, led)[1] is not None else None
