"""What is denied: «не отменяй вход», "dark theme isn't done", «в работу не берём»."""

from __future__ import annotations

from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import BUT

_NEAR = 4  # words between a negation and what it negates
NOWHERE = range(0)


def negated(
    s: Sentence, first: int, last: int, *, imperative: bool, until: int | None = None, why: range = NOWHERE
) -> bool:
    """A negation stands right before an order, or a few words before an assertion in the same clause.

    From `until` on the words are free text.
    """
    start, _ = s.segment(first)
    phrases = [c for c in s.cues if c.kind in _SAYS_IT_ALL and c.last > c.first]  # and "can't believe"
    text = max(until, last + 1) if imperative and until is not None else len(s.words)
    for cue in (c for c in s.all("no_") if not _is_free_text(s, c, text)):
        if first <= cue.first <= last or cue.first in why or any(c.first <= cue.first <= c.last for c in phrases):
            continue
        if _is_of_another(s, cue, first):
            continue
        neither = s.said(cue) == "neither" and cue.first == last + 1  # "close neither login nor signup"
        if neither or _came_to_nothing(s, cue, first):
            return True
        distance = first - cue.last - 1
        apart = s.breaks(s.words[min(cue.last, last)].end, s.words[max(cue.first, first)].start)
        if apart or any(word.text in BUT for word in s.words[cue.last + 1 : first]):
            continue  # «не готов а в работе»
        if imperative and (distance == 0 or _is_denied_past_an_adverb(s, cue, first) or _forbids_it(s, cue, first)):
            return True
        if _is_denied_behind(s, cue, first, last, imperative):
            return True
        if not imperative and start <= cue.first < first and distance <= _NEAR:
            return True
    return False


def _came_to_nothing(s: Sentence, cue: Cue, first: int) -> bool:
    """«отменять вход, к счастью, не пришлось»: what was to be done, and was not."""
    verb = cue.last + 1
    if "INFN" not in s.words[first].marks or not first < cue.first or verb >= len(s.words):
        return False
    same = s.hard_segment(first) == s.hard_segment(verb)
    others = any({"VERB", "past"} <= word.marks or "INFN" in word.marks for word in s.words[first + 1 : cue.first])
    governs = _HAD_TO if s.breaks(s.words[first].end, s.words[cue.first].start) else _HAD_TO | _CAME_TO
    return same and not others and "past" in s.words[verb].marks and bool(s.words[verb].forms & governs)


_HAD_TO = frozenset({"прийтись", "понадобиться"})
_CAME_TO = frozenset("стать удаться получиться смочь решиться захотеть успеть".split())


def _is_free_text(s: Sentence, cue: Cue, first: int) -> bool:
    """«запиши риск не успеем в срок»; «запиши риск не надо» is taken back."""
    return cue.first >= first and not any(c.covers(cue) for c in s.all("never_"))


def _is_of_another(s: Sentence, cue: Cue, first: int) -> bool:
    return (
        _is_lacking(s, cue)
        or _is_hurried(s, cue, first)
        or denies_another_status(s, cue, first)
        or _denies_what_another_does(s, cue, first)
    )


def _denies_what_another_does(s: Sentence, cue: Cue, first: int) -> bool:
    """«лена не обманула вход готов», «не умею коротко вход готов»: a verb of its own is denied before the news begins.

    What somebody does not say, think or see may be the news itself: «не вижу вход готовым».
    """
    verb = cue.last + 1
    begun = next((m.start for m in s.of("feature") if m.whole and verb < s.index(m.start) < first), None)
    if begun is None or s.said(cue) != "не" or s.words[verb].forms & _MINDS:
        return False
    if "VERB" not in s.words[verb].marks or "impr" in s.words[verb].marks:
        return False  # «не дай бог вход отменён»
    subject = s.index(begun)
    if not _is_a_state(s, first) or "nomn" not in s.words[subject].marks:
        return False
    between = range(verb + 1, subject)
    return verb not in s.within(*STATUSES) and not any(s.words[n].text in _JOINS for n in between)


def _is_a_state(s: Sentence, first: int) -> bool:
    """«готова», «в работе»; «в работу» is what is done with it, and may be what is denied."""
    place = s.words[first + 1].marks if s.words[first].text in _WHERE and first + 1 < len(s.words) else ()
    return bool(s.words[first].marks & {"ADJS", "PRTS"}) or "loct" in place


_WHERE = frozenset("в на".split())
_JOINS = frozenset("что чтобы чтоб будто если когда пока и ни".split())
_MINDS = frozenset(
    "считать думать верить знать видеть говорить сказать утверждать полагать находить называть назвать признавать "
    "признать подтверждать подтвердить хотеть понимать понять помнить слышать услышать наблюдать быть стать мочь "
    "заметить замечать сообщать сообщить писать написать обещать дождаться ждать "
    "добиться добиваться узнать выяснить решить проверить проверять надеяться показывать".split()
)


def denies_another_status(s: Sentence, cue: Cue, first: int) -> bool:
    """ "it's not cancelled it's blocked", «не отменена она заблокирована»: another status right behind is denied."""
    denied = next((c for c in s.all(*STATUSES) if c.first == cue.last + 1 and c.last < first), None)
    return denied is not None and any(denied.last < c.first < first for c in s.all("pronoun"))


def _forbids_it(s: Sentence, cue: Cue, first: int) -> bool:
    """«не отмечай вход готовым», «не надо ставить „отменена“ на вход»: the verb that sets it is denied."""
    if s.said(cue) not in ("не", "не надо", "не нужно") or not s.segment(first)[0] <= cue.first < first:
        return False
    verb = cue.last + 1 + (s.words[cue.last + 1].text in _NEEDED)
    return verb in s.within(*_SETTING) and bool({"impr", "INFN"} & s.words[verb].marks)


_SETTING = ("set", "put", "back", "assign")
_NEEDED = frozenset("надо нужно стоит следует вздумай смей".split())


def _is_denied_past_an_adverb(s: Sentence, cue: Cue, first: int) -> bool:
    """ "we can't just delete login", «нельзя просто взять и удалить»; "no just delete it" orders."""
    denies = s.said(cue).endswith(("n't", "nae", "not", "cant", "wont", "нельзя", "не"))
    between = s.words[cue.last + 1 : first]
    return denies and bool(between) and all(word.text in _ADVERBS for word in between)


_ADVERBS = frozenset(
    "just simply really even ever actually ever-so be gonna wanna going to "
    "about ready willing inclined prepared просто так вот взять и".split()
)


def _is_lacking(s: Sentence, cue: Cue) -> bool:
    """«тестовых телефонов нет вход встал»: what there is none of stands before the «нет»."""
    before = s.words[cue.first - 1] if cue.first else None
    return (
        before is not None and s.said(cue) == "нет" and {"NOUN", "gent"} <= before.marks and not s.meant(cue.first - 1)
    )


def _is_hurried(s: Sentence, cue: Cue, first: int) -> bool:
    """«не успеваем уведомления переезжают в 2.1»: a verb of its own is denied, and tells why."""
    return {"VERB"} <= s.words[first].marks and any(c.covers(cue) for c in s.all("late_"))


def _is_denied_behind(s: Sentence, cue: Cue, first: int, last: int, imperative: bool) -> bool:
    """«в работу не берём», «в работу пока не берём», «в бэклог вход не кладём»; «в бэклог не успеваем» tells why."""
    if not last < cue.first < len(s.words) - 1:
        return False
    if cue.first == last + 1 and s.words[cue.last + 1].text in _NOW:
        return True  # «отменяем не сегодня»
    if "VERB" not in s.words[cue.last + 1].marks:
        return False
    if any(c.covers(cue) for c in s.all("late_", "cause_")) or _is_why(s, cue, last):
        return False
    between = range(last + 1, cue.first)
    says_nothing = all(s.plain(n) or s.is_named(n) for n in between)
    return not between or (not imperative and says_nothing and not _holds(s, first))


_NOW = frozenset("сегодня сейчас завтра теперь".split())


def _is_why(s: Sentence, cue: Cue, last: int) -> bool:
    """«отменяем не окупится»: what we do is told, and behind it what something will not; «отменён не будет» denies."""
    return {"VERB", "indc", "1per"} <= s.words[last].marks and "3per" in s.words[cue.last + 1].marks


def _holds(s: Sentence, number: int) -> bool:
    """What stands still or is given up is told why right behind: «заблокирована, пока не подпишут»."""
    return any(c.first == number for c in s.all("blocked", "cancelled"))


def tells_of_the_denied(s: Sentence, number: int, step: int) -> bool:
    """«а не заблокирован, как написал Олег»: who said so said what is not so, and nothing of `step`."""
    start, end = s.segment(number)
    if not start or s.words[start].text not in _AS or start <= step < end:
        return False
    first, last = s.segment(start - 1)
    if first <= step < last:
        return False
    denied = [n for n in range(first, last) if s.words[n].text in ("не", "not")]
    return bool(denied) and any(denied[-1] < c.first < last for c in s.all(*STATUSES))


_AS = frozenset({"как", "as", "like"})
# Cues whose own words may negate: «больше не заблокирована» says that work goes on.
_WITH_NEGATION = frozenset({"in_progress", "blocked", "cancelled", "no_longer", "undo", "redo"})
_SAYS_IT_ALL = _WITH_NEGATION | {"filler"}
