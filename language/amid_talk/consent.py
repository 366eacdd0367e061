"""What was asked for and is ordered with a bare verb: «Серёжа просил перекинуть вход в 2.1, я за, перекинь»."""

from __future__ import annotations

from language.sentence import Sentence
from language.tidying.prefaces import ORDERS
from language.vocabulary import STATUSES
from language.words import Word

_ROOT = 3  # letters that «вынуть» and «вынимай» share, which are told of the same
_STEM = 5  # letters that are enough by themselves: «откатить», «откатывай»
_MOST_BEHIND = 2  # words that may follow the bare order: «перекинь, пожалуйста»
_REFUSING = frozenset("не против нет нельзя сам сама сами рано ни если когда пусть сказал сказала говорит".split())
_AGREEING = frozenset(
    "я мы за согласен согласна согласны да ок окей ладно хорошо давай добро поддерживаю одобряю".split()
)


def consented(s: Sentence) -> str | None:
    """The sentence as an order: «перекинь вход в 2.1»; None where nothing asked for is ordered so."""
    order = _bare_order(s)
    if order is None or "?" in s.text or "impr" not in s.words[order].marks:
        return None
    asked = next((n for n in range(order - 1, 0, -1) if "INFN" in s.words[n].marks and _is_the_same(s, n, order)), None)
    if asked is None or not _is_wanted(s, asked):
        return None
    end = next((n for n in range(asked + 1, order) if s.words[n].text in _AGREEING or s.pause_before(n)), order)
    named = any(asked < s.index(m.start) < end for m in s.mentions)
    answer = [s.words[n] for n in range(end, order)]
    theirs = ":" in s.text[s.words[end - 1].end : s.words[order].start]
    if not named or theirs or any(map(_is_no_consent, answer)):
        return None
    return (
        f"{s.text[s.words[order].start : s.words[order].end]} {s.text[s.words[asked + 1].start : s.words[end - 1].end]}"
    )


def _is_no_consent(word: Word) -> bool:
    """«нельзя», «Рома за», «а Вера: хорошо»: it is refused, or it is somebody else who agrees."""
    if word.text in _AGREEING:
        return False
    return word.text in _REFUSING or "VERB" in word.marks or {"NOUN", "nomn"} <= word.marks


def _bare_order(s: Sentence) -> int | None:
    """The imperative that ends the sentence, and has nothing of its own to be done to."""
    last = len(s.words) - 1
    for number in range(last, max(0, last - _MOST_BEHIND) - 1, -1):
        if {"impr", "VERB", "tran"} <= s.words[number].marks:
            return number
        if not s.plain(number):
            return None
    return None


def _is_the_same(s: Sentence, asked: int, order: int) -> bool:
    """«вынуть» … «вынимай», «откатить» … «откатывай»: the same step, in whichever aspect."""
    one, other = s.words[asked], s.words[order]
    root = next((n for n, (a, b) in enumerate(zip(one.text, other.text, strict=False)) if a != b), len(other.text))
    kinds = [{c.kind for c in s.all(*ORDERS, *STATUSES) if c.first == n} for n in (asked, order)]
    return bool(one.forms & other.forms) or root >= _STEM or (root >= _ROOT and bool(kinds[0] & kinds[1]))


def _is_wanted(s: Sentence, asked: int) -> bool:
    """Somebody wants it, in the clause of the verb: «просят», «предлагали»."""
    start, end = s.segment(asked)
    return any(start <= c.first < end and c.first != asked for c in s.all("wish", "asks_")) and not any(
        word.text == "не" for word in s.words[start:asked]
    )
