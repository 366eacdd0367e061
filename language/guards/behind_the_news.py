"""What the speaker goes on to behind the news: «вход готов, завтра покажу», «…, осталось отпраздновать».

It limits nothing of what was told, for it takes for granted that it is so.
"""

from __future__ import annotations

from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import Word

# What is done with a thing that is there, or by people who are through with it.
_SHOWING = frozenset(
    "показать показывать рассказать рассказывать продемонстрировать презентовать похвастаться похвалиться "
    "отпраздновать праздновать отмечать отметить выпить порадоваться радоваться выспаться поспать отдохнуть "
    "отдыхать отоспаться выдохнуть созвониться встретиться увидеться угостить проставиться поблагодарить гулять "
    "уехать улететь ехать лететь пойти идти прислать скинуть поделиться расписать".split()
)
_EVENTS = frozenset(
    "показ созвон встреча праздник вечеринка корпоратив презентация ретро планёрка планерка отпуск выходной "
    "банкет фуршет тост отчёт отчет доклад конференция митап".split()
)
_LEFT = frozenset({"осталось", "остается"})
_FEW = 2  # words from «осталось» to the verb
_SAYS_MORE = frozenset("и а но чтобы чтоб если когда пока только она он оно они ее его их её не без после до".split())


def follows_the_news(s: Sentence, cue: Cue, last: int) -> bool:
    """The cue behind words ..last stands in what is done, felt or offered now that it is so."""
    if cue.first <= last or "?" in s.text:
        return False
    if cue.kind in ("partly", "plan") and _is_left_to_celebrate(s, cue):
        return True
    start, end = s.segment(cue.first)
    if start <= last:
        return False
    if cue.kind in ("if_", "hearsay"):
        return _is_offered(s, start)
    if cue.kind in ("never_", "wish"):
        return _is_surprised(s, cue, start, end)
    return cue.kind == "plan" and _is_shown_then(s, start, end)


def _is_left_to_celebrate(s: Sentence, cue: Cue) -> bool:
    """«осталось выпить шампанского»; «осталось протестировать» says that it is not done."""
    behind = s.words[cue.last + 1 : cue.last + 1 + _FEW]
    verb = next((word for word in behind if "INFN" in word.marks), None)
    return s.said(cue) in _LEFT and verb is not None and bool(verb.forms & _SHOWING)


def _is_offered(s: Sentence, start: int) -> bool:
    """«если что, пишите»: who wants to know more may ask."""
    said = [word.text for word in s.words[start : start + 2]]
    offered = any("impr" in word.marks for word in s.words[start + 2 : start + 2 + _FEW])
    return said == ["если", "что"] and offered


def _is_surprised(s: Sentence, cue: Cue, start: int, end: int) -> bool:
    """«…, не думала, что доживу»: it has come all the same."""
    thought = s.words[cue.last]
    first = all(s.plain(n) or s.words[n].text == "не" for n in range(start, cue.first))
    first = first and any(word.text == "не" for word in s.words[start : cue.last])
    named = any(start <= s.index(m.start) for m in s.mentions)
    _, told = s.hard_segment(cue.first)
    status = any(end - 1 < c.first < told or start <= c.first < end for c in s.all(*STATUSES))
    return first and not named and not status and "past" in thought.marks and "думать" in thought.forms


def _is_shown_then(s: Sentence, start: int, end: int) -> bool:
    """«завтра покажу», «в пятницу будет демо»: nothing of the thing itself is still to come."""
    told = range(start, end)
    if any(s.words[n].text in _SAYS_MORE for n in told) or any(s.index(m.start) in told for m in s.mentions):
        return False
    if any(c.first in told for c in s.all(*STATUSES, "partly", "broke_", "maybe", "wish")):
        return False
    ours = any("1per" in s.words[n].marks and s.words[n].forms & _SHOWING for n in told)
    return ours or any(s.words[n].text == "демо" or _is_an_event(s.words[n]) for n in told)


def _is_an_event(word: Word) -> bool:
    return "nomn" in word.marks and bool(word.forms & _EVENTS)
