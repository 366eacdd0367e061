"""What is thought of an idea or a risk is none of them: «отличная идея», «идея закрыть вход мне не нравится»."""

from __future__ import annotations

import re

from language.folding import fold
from language.sentence import Sentence
from language.vocabulary import Cue

_JUDGED_BEHIND = re.compile(
    r"(?:по душе|по вкусу|так себе|не очень|не ахти|ни о чем|бред|бредовая|чушь|фигня|отстой|глупость|глупая|дурацкая"
    r"|сомнительная|странная|опасная|хорошая|плохая|отличная|огонь|супер|мимо)[\s.!…)]*$"
)
_JUDGED = frozenset(
    "отличный хороший плохой классный крутой супер прекрасный ужасный дурацкий глупый странный гениальный нет "
    "every each any "
    "good great bad nice no terrible awesome brilliant stupid dumb best worst cool fine excellent whose".split()
)
_LIKED = re.compile(r"\b(?:мне|нам|ему|ей|им|всем)\s+(?:не\s+|очень\s+)*(?:нрав|понрав|зашл|заход)")
_VERDICT = re.compile(
    r"(?:так себе|норм|огонь|супер|топ|класс|отстой|хорош|плох|не очень|бред|фигня|is\b|was\b|sucks|rocks)",
    re.IGNORECASE,
)
# What is told of an idea or a risk that is spoken of: «идея была так себе», «риск есть всегда», "the risk is real".
TOLD_OF_IT = re.compile(
    r"(?:ноль|нету|вслух|был[аио]?|есть|будет|стала|получше|хуже|лучше|behind|of|is|was|are|were|isn['’]t|wasn['’]t)\b",
    re.IGNORECASE,
)
# «…, — он вообще высокий?», «… — чья она, напомните?», «… кто-нибудь оценивал?», «… он у нас есть или нет»
_ASKED_OF_IT = re.compile(
    r"(?:[,—–-]\s*|\s)(?:(?:а |и )?(?:он[аи]?|это)\s+"
    r"(?:вообще|у нас|у кого|как|какой|какая|чей|чья|точно|еще|ведь|же)\b"
    r"|ч(?:ей|ья)\s+(?:он|она|это)\b|кто(?:-нибудь|-то|-либо)?\s+(?:(?:его|ее|вообще|уже|хоть)\s+)*\w+л[аи]?\b)[^.!?]*"
    r"(?:\?|\bили (?:нет|как)\W*$)"
    r"|^[^.!?:]*[,—–-]\s+(?:он|она|это)\s+[^.!?:]*\?|^\s*\w+\?\s"
)
_IS_TO_GO = re.compile(
    r"\s*(?:по \w+ (?:\w+ )?)?(?:уже |потом |сразу |скоро )*"
    r"(?:снимем|закроем|уберем|вычеркнем|обсудим|пересмотрим|запишем)\b"
)
_LOST = re.compile(
    r"\b(?:вылетел[аи]?|сплыл[аи]?|забыл[аи]?|позабыл[аи]?|ушла|пропала|потерял[аи]?|не помню|не записал[аи]?)\s*"
    r"(?:у меня|из головы|куда-то|е[её]|я|уже|напрочь)?[\s.!)…]*$"
    r"|^(?:но |да )?(?:(?:я )?(?:потом|позже|завтра|после|расскажу|скажу|поделюсь)\s*)+[\s.!)…]*$"
    r"|\b(?:forgot|forgotten|lost)(?: (?:it|what it was|all about it))?[\s.!)…]*$|\b(?:slipped|left) my mind\b"
    r"|\b(?:it['’]?s|it was) (?:completely |totally |already |all )?gone\b(?!\s+(?:from|to|live|into|wrong|off)\b)"
    r"|\btell you (?:later|tomorrow|then)[\s.!)…]*$|\b(?:can't|cannot|don't) (?:quite )?remember\b"
)
_SPOKEN_OF = frozenset("the не без no this that эта эту этот".split())
_COMES = frozenset("прийти появиться родиться возникнуть осенить быть есть".split())
OURS = frozenset(
    "наш мой все записанный записать сохранённый сохраненный сохранить накопленный собранный our my saved noted".split()
)
# What may lead in a clause of the idea's own: «виджет, который понравится детям».
_SUBORDINATES = frozenset("что чтобы который которая которое которые где когда если как кто куда пока и а но".split())


def is_opinion(s: Sentence, noun: Cue) -> bool:
    """The noun with its infinitive is what something is said of, up to the end of the sentence."""
    following = noun.last + 1
    if following >= len(s.words) or "INFN" not in s.words[following].marks:
        return False
    _, end = s.segment(following)
    if s.segment(noun.first)[1] != end:
        return False
    told = range(following + 1, end)
    lead = next((n for n in told if s.words[n].text in _SUBORDINATES and not s.is_named(n)), end)
    says = any(_is_predicate(s, n) for n in range(following + 1, lead))
    return says or (lead == end and bool(_JUDGED_BEHIND.search(fold(s.text[: s.words[end - 1].end]))))


def _is_predicate(s: Sentence, number: int) -> bool:
    """A verb that a feminine noun can be the subject of: «пугает», «не понравилась»."""
    marks = s.words[number].marks
    if "VERB" not in marks or s.is_named(number) or marks & {"NOUN", "ADJF", "PREP", "ADVB"}:
        return False
    return {"3per", "sing"} <= marks or {"past", "femn"} <= marks


def is_judged(s: Sentence, noun: Cue, text: str) -> bool:
    """«отличная идея», «идея так себе», "no idea": something is said of an idea, none is told."""
    before = frozenset[str]().union(*(word.forms for word in s.words[max(0, noun.first - 2) : noun.first]))
    judged = bool(before & _JUDGED) or bool(_LIKED.search(fold(text)))
    told = judged or is_verdict(text) or bool(TOLD_OF_IT.match(text)) or is_the_one(s, noun)
    return told or _became_of_it(s, noun)


def _became_of_it(s: Sentence, noun: Cue) -> bool:
    """«мысль потерял», «идея провалилась»: what became of one, or was done to it."""
    following = noun.last + 1
    while following < len(s.words) and s.words[following].forms & OURS:
        following += 1
    if following >= len(s.words) or s.first("create", before=noun.first):
        return False
    if s.words[following].text == "не" and "impr" in s.words[-1].marks and following + 2 == len(s.words):
        return True  # «мысли мои не трогай»
    word = s.words[following]
    return {"VERB", "past"} <= word.marks and not word.forms & _COMES and not word.marks & {"NOUN", "ADJF"}


def is_past_or_asked(s: Sentence, noun: Cue) -> bool:
    """«риск остаться без X был, да сплыл», «риск, что …, — он вообще высокий?»: told or asked of one that is known."""
    if s.words[noun.first].text.isascii() or not s.opening(noun.first):
        return False
    told = fold(s.after(noun.last))
    if _ASKED_OF_IT.search(told) or _IS_TO_GO.match(told):
        return True
    _, end = s.hard_segment(noun.first)
    lead = next((n for n in range(noun.last + 1, end) if s.words[n].text in _SUBORDINATES and not s.is_named(n)), end)
    was = "был" if "masc" in s.words[noun.first].marks else "была"
    return any(s.words[n].text == was or _is_unreal(s, n) for n in range(noun.last + 2, lead) if not s.is_named(n))


def _is_unreal(s: Sentence, number: int) -> bool:
    """«риск по срокам сняли бы, ответь нам банк»."""
    return s.words[number].text == "бы" and {"VERB", "past"} <= s.words[number - 1].marks


def is_lost(text: str) -> bool:
    """«да вылетела из головы», "… but I forgot it", «потом расскажу»: that there was one, or will be told of one."""
    return bool(_LOST.search(fold(text)))


def is_the_one(s: Sentence, noun: Cue) -> bool:
    """ "the idea is to …", "at the risk of …", «это не идея»: one that is spoken of already, or none."""
    return noun.first > 0 and s.words[noun.first - 1].text in _SPOKEN_OF and not s.first("create", before=noun.first)


def is_verdict(text: str) -> bool:
    """«огонь», «так себе», "rocks": what is said of a thing, and no name for it."""
    return bool(_VERDICT.match(text))
