"""A part of a name, and whether it stands for the whole: "push is done", but neither "push it" nor "dark mode"."""

from __future__ import annotations

from collections.abc import Sequence

from language.folding import fold
from language.names import Mention
from language.sentence import SILENT, Sentence
from language.vocabulary import Cue
from language.words import ONE, Word, words

_COPULAS = frozenset("is are was isn't aren't has depends needs requires blocks waits".split())
_SETTING = frozenset("mark set flag put tag".split())
_BLANKS = 20  # characters from one name to another that is still beside it
_WITHIN = frozenset("в во из на in to on from".split())
_SHORT_HEAD = 3  # letters: «чат» of «Чат с поддержкой»
_THINGS = frozenset({"thing", "feature"})
_ONES_OWN = frozenset({"мой", "твой", "свой", "my", "your"})


def repeats(part: Mention, mentions: Sequence[Mention]) -> bool:
    """A part of a name that is said in full elsewhere: «аналитики стартовали, интеграция аналитики в работе»."""
    return any(m.whole and set(part.things) & set(m.things) for m in mentions)


def only_cues(mention: Mention, spoken: Sequence[Word], cues: Sequence[Cue]) -> bool:
    inside = [n for n, w in enumerate(spoken) if mention.start <= w.start < mention.end]
    return all(any(c.first <= n <= c.last and c.kind not in SILENT for c in cues) for n in inside)


def stands_as_a_name(mention: Mention, spoken: Sequence[Word]) -> bool:
    """ "push is done", "mark push as done": where no verb can stand, an English word is a name."""
    inside = [n for n, w in enumerate(spoken) if mention.start <= w.start < mention.end]
    called = inside[-1] + 1 < len(spoken) and spoken[inside[-1] + 1].text in ONE | _THINGS  # "the push one is …"
    last_named = inside[-1] + called
    behind = spoken[last_named + 1].text if last_named + 1 < len(spoken) else ""
    well = spoken[inside[-1] + 2].text if inside[-1] + 2 < len(spoken) else ""  # "put it there as well"
    before = [w.text for w in spoken[max(0, inside[0] - 2) : inside[0]]]
    # «история is done»: what is another word in Russian is a name before an English verb
    latin = spoken[inside[0]].text.isascii() or behind in _COPULAS
    if len(inside) > 1 or not latin or not mention.of("feature"):
        return False
    subject = (behind in _COPULAS or _is_no_longer(last_named + 1, spoken)) and (
        not before or _is_set_off(spoken, inside[0]) or before[-1] in ("the", "so", "ok", "okay", "and", "our")
    )
    return subject or (behind == "as" and well != "well" and bool(_SETTING & set(before)))


def _is_set_off(spoken: Sequence[Word], number: int) -> bool:
    """More than a blank stands before it: "…, push is blocked"."""
    return spoken[number].start - spoken[number - 1].end > 1


def _is_no_longer(number: int, spoken: Sequence[Word]) -> bool:
    return [word.text for word in spoken[number : number + 2]] == ["no", "longer"]


def touches_another(mention: Mention, mentions: Sequence[Mention], text: str) -> bool:
    """Parts of two names side by side are a third name: "dark mode" is neither Dark theme nor Offline mode."""
    if mention.whole:
        return False
    near = [m for m in mentions if m.start - mention.end < _BLANKS and mention.start - m.end < _BLANKS]
    beside = [
        m
        for m in near
        if m is not mention and not m.whole and not text[min(m.end, mention.end) : max(m.start, mention.start)].strip()
    ]
    return any(not _differ_in_case(m, mention, text) for m in beside)


def _differ_in_case(one: Mention, other: Mention, text: str) -> bool:
    """«без входа переводы не сделать», «переводы аналитику и вход»: a noun goes on another in the genitive alone."""
    one, other = sorted((one, other), key=lambda mention: mention.start)
    before, behind = words(fold(text[one.start : one.end])), words(fold(text[other.start : other.end]))
    if not (before and behind and "NOUN" in before[-1].marks and "NOUN" in behind[0].marks):
        return False
    return "gent" not in behind[0].marks


def is_only_a_word(mention: Mention, sentence: Sentence) -> bool:
    """«написали в чат», «игнорируй чат»: the short noun that a name begins with, told for what it is.

    So is whatever somebody has: «на своём телефоне».
    """
    if not mention.whole and _is_ones_own(sentence, sentence.index(mention.start)):
        return True
    heads = {len(thing.name.split()[0]) for thing in mention.things}
    if mention.whole or heads != {_SHORT_HEAD} or len(sentence.text[mention.start : mention.end].split()) > 1:
        return False
    before = sentence.index(mention.start) - 1
    if before < 0 or sentence.breaks(sentence.words[before].end, mention.start):
        return False
    return sentence.words[before].text in _WITHIN or not sentence.meant(before)


def _is_ones_own(s: Sentence, number: int) -> bool:
    own = number > 1 and bool(s.words[number - 1].forms & _ONES_OWN)
    return own and s.words[number - 2].text in _WITHIN
