"""A heading that makes a sample of what follows: "draft: …", «шаблон: …», "poll: …", «тест, тест, …»."""

from __future__ import annotations

import re

from language.disowned.telling import Telling
from language.words import Word

_SAMPLES = frozenset(
    "draft template test poll quiz survey heading headline subject title agenda example sample placeholder caption "
    "slogan joke riddle quote quotation motto "
    "черновик шаблон тест опрос голосование викторина заголовок повестка пример образец заготовка цитата слоган лозунг "
    "набросок".split()
)
_ARTICLES = frozenset("a an the my our just this is here's here some это вот мой наш просто".split())
# "subject line: …", «заголовок для рассылки: …»; "test results: …" tell
_OF_IT = frozenset("line text message phrase sentence wording question only item for of to in для на в о про".split())
_LETTER = frozenset({"письмо", "сообщение", "рассылка"})
_COLON = re.compile(r"\s*:|\s[—–]\s")
_LONGEST = 5  # words of a heading
_TWICE = re.compile(r"^\W*(?P<word>тест|test|testing|раз|проверка)\W+(?P=word)\b")


# Over a list of what is dreamt of, told around or not done: «Мечты:», "Things I did NOT do today:"
_UNREAL = re.compile(
    r"\b(?:мечты|мечтаю|мечтаем|слухи|сплетни|фантазии|вымысел|вранье|хотелки|во сне|приснилось|приснился|не сделано"
    r"|не (?:с?делал|успел)[аи]?\b(?!, то)|rumou?rs?|gossip|fantas(?:y|ies)|fiction|fakes?|wish ?list|imaginary|dreams"
    r"|wish(?:es)? for)\b|\bлотере|\blottery\b|^\W*(?:things|what|stuff)\b.*\b(?:not|never|didn['’]t|haven['’]t)\b"
)
_OVER_LINES = re.compile(r"^(?P<heading>[^\n:]{2,80}):\s*\n")


def is_under_a_heading(told: Telling) -> bool:
    lines = _OVER_LINES.match(told.text)
    if _TWICE.match(told.text) or (lines and _is_unreal(told, lines["heading"])):
        return True
    s = told.sentence
    colon = _COLON.search(told.text)
    words = s.words[: s.index(colon.start())] if colon else ()
    if not words or len(words) > _LONGEST or len(words) == len(s.words):
        return False
    if _is_a_plan(told, words):
        return True
    if any(c.first < len(words) for c in told.steps()) or any(m.start < words[-1].end for m in s.mentions):
        return False
    return _is_a_heading(words) and told.leads(len(words) - 1)


def _is_unreal(told: Telling, heading: str) -> bool:
    """Nothing is ordered in the heading itself."""
    ordered = any(told.is_ordered(c) and told.sentence.words[c.last].end <= len(heading) for c in told.acts())
    return _UNREAL.search(heading) is not None and not ordered


def _is_a_plan(told: Telling, words: tuple[Word, ...]) -> bool:
    """«план на январь: 1. взять вход в работу», "plans for May: …": steps of a time to come, none of them an order."""
    begins = next((n for n, word in enumerate(words) if word.text not in _ARTICLES), 0)
    if not words[begins].forms & _PLANS or begins + 1 >= len(words) or words[begins + 1].text not in ("на", "for"):
        return False
    if any(word.text in _TODAY for word in words):
        return False
    s = told.sentence
    acts = [s.words[c.first] for c in told.acts() if c.first >= len(words)]
    return bool(acts) and not any("impr" in word.marks for word in acts)


_PLANS = frozenset({"план", "plan", "to-do", "туду"})
_TODAY = frozenset({"сегодня", "today", "сейчас", "now"})


def _is_a_heading(words: tuple[Word, ...]) -> bool:
    """What it is called opens it, and what follows tells of what: «пример отчёта», "draft for Monday"."""
    while words and words[0].text in _ARTICLES:
        words = words[1:]
    if not words:
        return False
    if [w.text for w in words[-2:]] == ["для", "примера"]:
        return True  # «фраза для примера: …»
    behind = words[1:]
    if "тема" in words[0].forms:
        return len(behind) == 1 and bool(behind[0].forms & _LETTER)  # «тема письма: …»
    if not words[0].forms & _SAMPLES or not (words[0].text.isascii() or "nomn" in words[0].marks):
        return False
    if not behind or behind[0].text in _OF_IT:
        return True
    return words[0].text != "тест" and "gent" in behind[0].marks
