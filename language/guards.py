"""What keeps a sentence from being a command: questions, negations, conditions, plans, wishes, other people's news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from language.asked_before import doubted_before, idly_asked
from language.governing import ORDERS, by_others, is_hoped_for, is_my_asking, is_told_only
from language.irony import is_ironic
from language.overtaken import turned_out
from language.sentence import Sentence
from language.subordinate import hangs_on_another
from language.vocabulary import Cue
from language.words import BUT, Word, analyzer

Reason = Literal[
    "question",
    "negation",
    "condition",
    "plan",
    "wish",
    "hearsay",
    "unfinished",
    "doubt",
    "several",
    "another thing",
    "later",
]

# English questions begin with one of these; Russian ones show by their words.
_ASKING_FIRST = frozenset(
    "is are was were am do does did has have had should shall may might why when who whom what how where which isn't "
    "aren't wasn't weren't doesn't didn't hasn't haven't shouldn't won't will".split()
)
_TAGS = frozenset("right correct huh eh верно".split())  # "dark theme is done, right"
_TAGGED = frozenset("i we you they he she it there".split())
_INTERJECTIONS = frozenset("so okay ok well hey hi hello and but right now then wait hmm oh please yo".split())
_TAG_VERBS = frozenset("is are was were has did does".split())
_HOW = frozenset("what how who where so neither nor as".split())  # "nor is it", "so did we", "we did it"
_HEARD = frozenset("heard hear услышать слышать слух".split())
_OWN_WISH = frozenset("хочу хотим прошу просим хотела хотел я мы i we i'd".split())
_ASKS_FOR = frozenset("what why how when where who which".split())
_JUDGES = frozenset("call say consider think believe".split())
_PLEASE = frozenset("please kindly just also then".split())
_SUBJECTS = frozenset("i you he she it we they the this that our my your anyone anybody someone".split())
_WHICH = frozenset({"какой", "каков", "сколько"})
_TELLING = frozenset("вот теперь сегодня вчера мы я только утром вечером наконец-то наконец ура всё все тоже".split())
_QUOTATION = re.compile(r"[\"«“„][^\"»”“]*[\"»”“]")
_SPEAKER = re.compile(
    r"\s*(?:\[[^\]]*\]\s*|\d+:\d+\s*)?@?(?P<who>[A-ZА-ЯЁ]\w+(?:\s+[A-ZА-ЯЁ]\w+)?)\s*(?:\[[^\]]*\]\s*)?:"
)
# «тёмная тема, считай, готова», "e.g. dark theme is done"
_LOOSELY = re.compile(r"\bсчитай(?:те)?\s*,|\be\.\s?g\b", re.IGNORECASE)
_DISOWNING = 2  # «это не наша» stands behind a whole story and still takes it back
_AT_ONCE = 2  # words from an order to «не надо» behind it
_NEAR = 4  # words between a negation and what it negates
_NOWHERE = range(0)
_TELL = frozenset({"tell", "telling", "told"})
_ME = frozenset("i i'm i'll me to we we're".split())
_MY_WANTS = frozenset(
    "забыл забыла забыли забывал забывала хотел хотела хотели хочу рад рада рады должен должна пора".split()
)
_MY_MIND = frozenset("me happy glad proud sorry sad hate pleased delighted thrilled relieved chuffed safely".split())
_AFTERTHOUGHT = 3  # words of "…, they say"
_TELLERS = frozenset("i we they you he she there".split())


def asked(sentence: Sentence, until: int | None = None, since: int = 0) -> bool:
    """The words from `since` to `until` (all of them) ask something, and do not politely ask to do something."""
    words = sentence.words[since:until]
    if not words or is_request(sentence):
        return False
    end = sentence.words[until].start if until is not None and until < len(sentence.words) else len(sentence.text)
    request = sentence.first("request")
    if request is not None and since <= request.first and _is_wondered(sentence, request):
        return True
    if "?" in sentence.text[words[-1].end : end] or (len(words) > _NEAR and until is None and _ends_with_tag(words)):
        return True
    first = _past_opening(sentence, since, since + len(words)) - since
    opens = words[first].text in _ASKING_FIRST and not _says_nothing(sentence, since + first)
    opens = opens and not _insists(words, first)
    if opens and not _tells_of_me(words, first):
        return True
    if (words[first].forms & _WHICH and not sentence.is_named(since + first)) or _asks_how(words, first):
        return True
    return any(since <= c.first < since + len(words) for c in asking(sentence))


def _past_opening(s: Sentence, first: int, end: int) -> int:
    """The word behind "oh", "so", "before I forget"; the first one where nothing else follows."""
    phrases = {c.first: c.last + 1 for c in s.all("preface_") if c.last > c.first}
    number = first
    while number < end and (number in phrases or s.words[number].text in _INTERJECTIONS):
        number = phrases.get(number, number + 1)
    return number if number < end else first


def _insists(words: Sequence[Word], first: int) -> bool:
    """ "do mark it as done", "do please close it": no question, for nobody is named who does."""
    behind = [word.text for word in words[first + 1 : first + 4] if word.text not in _PLEASE]
    return words[first].text == "do" and bool(behind) and behind[0] in ORDERS and behind[1:2] != ["and"]


def asking(s: Sentence) -> list[Cue]:
    """The words that ask; «ну чё, закрываем» only leads in, and "no texts yet" asks nothing."""
    said = [c for c in s.all("filler") if c.last > c.first]
    denied = [c.first for c in s.all("no_")]
    found = [c for c in s.all("question") if not any(f.covers(c) for f in said)]
    return [c for c in found if s.said(c) != "yet" or not any(s.segment(c.first)[0] <= n < c.first for n in denied)]


def _ends_with_tag(words: Sequence[Word]) -> bool:
    """ "…, right", "… didn't we", "… is it"."""
    last, before = words[-1].text, words[-2].text
    if last in _TAGS:
        return before != "the"
    return last in _TAGGED and (
        before.endswith(("n't", "n’t")) or (before in _TAG_VERBS and words[-3].text not in _HOW | _SUBJECTS)
    )


def _asked_in(s: Sentence, until: int | None, start: int, end: int) -> bool:
    last = end if until is None else min(until, end)
    return asked(s, last if last < len(s.words) else None, start)


def _is_inverted(s: Sentence, number: int) -> bool:
    """ "never mind login, is dark theme done": the verb stands before what it is said of."""
    start = _past_opening(s, s.segment(number)[0], number)
    if start + 1 >= number or s.words[start].text not in _ASKING_FIRST or _in_phrase(s, start):
        return False
    if any(c.first <= start <= c.last for c in s.all("request")):
        return False  # "may I ask you to close login"
    return s.is_named(start + 1) or s.words[start + 1].text in _SUBJECTS


def _is_ascribed(s: Sentence, last: int, end: int) -> bool:
    """ "… is cancelled, they say": who says so stands alone at the end."""
    tail, _ = s.segment(end - 1)
    told = [c for c in _unexplained(s) if c.kind == "hearsay" and tail <= c.first < end and s.said(c) != "tell"]
    return last < tail and end - tail <= _AFTERTHOUGHT and any(_is_saying(s, c, tail) for c in told)


def _is_saying(s: Sentence, cue: Cue, tail: int) -> bool:
    return all(s.plain(n) or s.words[n].text in _SUBJECTS for n in range(tail, cue.first))


def _asks_how(words: Sequence[Word], first: int) -> bool:
    """«как мне создать фичу», "how to": the way is asked for."""
    behind = words[first + 1 : first + 4]
    return words[first].text == "как" and any("INFN" in word.marks for word in behind)


def _tells_of_me(words: Sequence[Word], first: int) -> bool:
    """ "was on the train and …", "had just …": who tells leaves the "I" out."""
    if words[first].text not in ("was", "were", "had", "have") or first + 1 >= len(words):
        return False
    following = words[first + 1].text
    if words[first].text == "had" and following not in _SUBJECTS:
        return True  # "had lunch with …"
    return following in ("on", "in", "at", "just", "a", "to", "out", "with") or following.endswith("ing")


def _says_nothing(sentence: Sentence, number: int) -> bool:
    """A word that asks nothing, for it belongs to a phrase or a name: "What's new screen is done"."""
    return _in_phrase(sentence, number) or sentence.is_named(number)


def _in_phrase(sentence: Sentence, number: int) -> bool:
    """A word of a phrase that says nothing, like "you know what"."""
    return any(c.kind == "filler" and c.first <= number <= c.last and c.last > c.first for c in sentence.cues)


def is_request(sentence: Sentence) -> bool:
    """«можешь отметить …», "could you mark …": a question in form only."""
    cue = sentence.first("request")
    if cue is not None and _is_wondered(sentence, cue):
        return False
    conditions = [c for c in sentence.all("if_") if cue is None or not cue.first <= c.first <= cue.last]
    return cue is not None and cue.first <= 4 and not conditions


def _is_wondered(s: Sentence, request: Cue) -> bool:
    """ "what would you do", "why won't you", "would you call it done": asked in earnest."""
    before = [word.text for word in s.words[max(0, request.first - 2) : request.first]]
    behind = s.words[request.last + 1].text if request.last + 1 < len(s.words) else ""
    return bool(_ASKS_FOR & set(before)) or (s.said(request).endswith((" you", " we")) and behind in _JUDGES)


def keeps_from(
    s: Sentence, first: int, last: int, *, imperative: bool, until: int | None = None, why: range = _NOWHERE
) -> Reason | None:
    """Why the cue at words first..last is not to be acted on; None if it is.

    An imperative («верни её в работу») says what is wanted whatever is told around it; an assertion («она в
    работе») is only as good as the sentence it stands in. `until`: the words from there on are free text; so
    are those of `why`, a reason told before.
    """
    start, end = s.hard_segment(first)
    told = range(start, min(end, len(s.words) if until is None else max(until, last + 1)))
    around = [c for c in _unexplained(s) if c.first in told and not (first <= c.first and c.last <= last)]
    around = [c for c in around if c.first not in why and not _is_my_asking(s, c, first) and not _is_my_saying(s, c)]
    around = [c for c in around if not _is_to_be_told(s, c, last)]
    if (turn := turned_out(s, first)) is not None:
        around = [c for c in around if c.first >= turn]
    if imperative:
        around = _since_the_turn(s, around, first)
    # A question before an order in a sentence of its own asks something else.
    # A question word elsewhere makes none of an assertion: «готова регистрация. Спасибо всем, кто помогал».
    anywhere = imperative or "?" in s.text
    apart = imperative or idly_asked(s, first)
    asks = asked(s, until, start if apart else 0) if anywhere else _asked_in(s, until, start, end)
    asks = asks or (until is None and not is_request(s) and _asks_here(s, end))
    asks = asks or (not imperative and (_is_inverted(s, first) or doubted_before(s, first)))
    return (
        ("question" if asks else None)
        or ("hearsay" if _is_quoted(s, first, imperative) or _is_relayed(s) or _is_ascribed(s, last, end) else None)
        or ("negation" if is_ironic(s.text) else None)
        or _told_around(s, around, first, last, imperative)
        or ("negation" if negated(s, first, last, imperative=imperative, why=why) else None)
        or ("wish" if by_others(s, first) or is_told_only(s, first) or is_hoped_for(s, first) else None)
        or ("doubt" if _is_either(s, told) or _is_desperate(s, first) else None)
        or (None if imperative else _asks_by_its_opening(s) or _not_yet(s, around, first, last))
    )


def _since_the_turn(s: Sentence, around: list[Cue], first: int) -> list[Cue]:
    """«хотели отменить, но передумали — ставь в работу»: what was wanted before keeps from no order behind."""
    turns = [c for c in s.all("turn") if c.last < first and s.breaks(s.words[c.last].end, s.words[first].start)]
    return [c for c in around if c.first > turns[-1].last] if turns else around


def _told_around(s: Sentence, around: list[Cue], first: int, last: int, imperative: bool) -> Reason | None:
    """What is said around the cue and keeps from an order too."""
    reasons = [
        r for kind, r in _WHOLE if any(c.kind == kind and _counts(s, c, first, last, imperative) for c in around)
    ]
    turned = s.all("turn") if imperative else []
    disowned = any(
        c.last - c.first >= _DISOWNING and not any((t.first, t.last) == (c.first, c.last) for t in turned)
        for c in s.all("never_")
    )
    return reasons[0] if reasons else "negation" if disowned else None


def _asks_by_its_opening(s: Sentence) -> Reason | None:
    """«а тёмная тема готова» asks, as it is said; «а тёмную тему сегодня закрыли» tells."""
    if not s.words or s.words[0].text != "а" or "!" in s.text:
        return None
    return None if any(word.text in _TELLING for word in s.words) or s.has("reason", "reason_kept") else "question"


def _unexplained(s: Sentence) -> list[Cue]:
    """Cues that are no part of a phrase: «рано обрадовались» says that it broke, not that it is too early."""
    phrases = [c for c in s.cues if c.kind in _PHRASES and c.last > c.first]
    return [c for c in s.cues if not any(p.covers(c) for p in phrases)]


def _not_yet(s: Sentence, around: list[Cue], first: int, last: int) -> Reason | None:
    """What keeps an assertion from being true now, though it would not keep an order from being given."""
    denies = s.words[-1].text in ("not", "nope") and s.words[last].end < s.words[-1].start
    if denies and not (s.words[-2].text in ("is", "are") and s.is_named(len(s.words) - 3)):
        return "negation"  # "done… not", and not "…, but login is not"
    reasons = [reason for kind, reason in _TOLD if any(c.kind == kind for c in around)]
    if reasons:
        return reasons[0]
    if _LOOSELY.search(s.text):
        return "doubt"
    if hangs_on_another(s, first):
        return "hearsay"
    if _is_of_a_past_year(s, last):
        return "plan"
    return "plan" if _is_future(s, first, last) else None


def _is_of_a_past_year(s: Sentence, last: int) -> bool:
    """«в 2022 году начали», "in 2022 we started": a story of long ago, and no step of now."""
    return any(
        before.text in _IN
        and len(word.text) == _YEAR
        and word.text.isdigit()
        and _FIRST_YEAR <= int(word.text) < s.today.year
        for before, word in pairwise(s.words[: last + _NEAR])  # a reason may tell of any year
    )


_IN = frozenset("in of since в с".split())
_YEAR, _FIRST_YEAR = 4, 1970
_WHOLE: tuple[tuple[str, Reason], ...] = (
    ("if_", "condition"),
    ("never_", "negation"),
    ("hearsay", "hearsay"),
    ("wish", "wish"),
    ("ago", "plan"),
    ("maybe", "doubt"),
    ("weighed", "doubt"),
    ("ought_", "wish"),
    ("habit", "doubt"),
    ("someday", "plan"),
)
_TOLD: tuple[tuple[str, Reason], ...] = (
    ("partly", "unfinished"),
    ("plan", "plan"),
    ("maybe", "doubt"),
    ("own_wish", "wish"),
    ("mistaken", "doubt"),
    ("source", "hearsay"),
    ("tell_", "hearsay"),
)
_EITHER = frozenset({"или", "либо", "or"})


def _counts(s: Sentence, cue: Cue, first: int, last: int, imperative: bool) -> bool:
    before = cue.first < first
    apart = before and s.breaks(s.words[cue.last].end, s.words[first].start)
    ordered = apart and _commands(s, first, last)
    if cue.kind == "maybe":
        # «может удалим», «может быть, перенесём»: weighed, not ordered; «вроде всё, закрывай» orders.
        return imperative and before and not ordered
    if cue.kind in ("weighed", "habit", "ought_"):
        return (before or not imperative) and not ordered
    if not imperative or cue.kind in ("if_", "someday"):
        return not (imperative and cue.first > last and _tells_what_else(s, cue))
    if cue.kind == "never_":
        # Behind an order it speaks of something else («удали её, она не нужна»), unless it follows at once.
        if before:
            return not (_follows_from(s, cue, first) or (ordered and _denies_another(s, cue)))
        return _follows(s, cue, first, last)
    heard = s.words[cue.first].forms & _HEARD
    own = not heard and any(word.text in _OWN_WISH for word in s.words[max(0, cue.first - 2) : cue.first + 1])
    return before and not own and not _follows_from(s, cue, first)


_ELSE = frozenset({"иначе", "otherwise"})


def _tells_what_else(s: Sentence, cue: Cue) -> bool:
    """«двигай на 1 марта, иначе не успеем» tells why; «…, иначе удали» orders another thing."""
    return s.said(cue) in _ELSE and not any("impr" in word.marks for word in s.words[cue.last + 1 :])


_LEFT_SO = frozenset("need keep leave hold let wait bother".split())


def _denies_another(s: Sentence, cue: Cue) -> bool:
    """«не надо ждать, закрывай», "don't keep it there, start it": what is not to be done is something else."""
    following = cue.last + 1
    if following >= len(s.words):
        return False
    return "INFN" in s.words[following].marks or s.words[following].text in _LEFT_SO


def _follows(s: Sentence, cue: Cue, first: int, last: int) -> bool:
    """«удали её не надо», «удалять тёмную тему не вздумай»: taken back in the same breath.

    "… in the backlog we don't have anybody": somebody of whom something else is told.
    """
    apart = s.breaks(s.words[last].end, s.words[cue.first].start) or s.words[cue.first - 1].text in _TELLERS
    return not apart and (cue.first - last <= _AT_ONCE or "INFN" in s.words[first].marks)


def _commands(s: Sentence, first: int, last: int) -> bool:
    """The verb itself is an order, in Russian by its form: «закрывай», not «закроем» or «закрыть»."""
    words = s.words[first : last + 1]
    return any(word.text.isascii() or ("impr" in word.marks and "incl" not in word.marks) for word in words)


def _is_either(s: Sentence, told: range) -> bool:
    """«выпустили или перенесли», "to v3.0 or v3.1": which of the two is not said."""
    explained = [c for c in s.cues if c.last > c.first]
    return any(
        s.words[n].text in _EITHER and not s.is_named(n) and not any(c.first <= n <= c.last for c in explained)
        for n in told
    )


def _is_desperate(s: Sentence, first: int) -> bool:
    """«хоть вход отменяй»: so bad it is that one might."""
    start, _ = s.segment(first)
    return "impr" in s.words[first].marks and any(word.text == "хоть" for word in s.words[start:first])


def _follows_from(s: Sentence, cue: Cue, first: int) -> bool:
    """«юристы сказали нельзя, так что переименуй»: what was heard is why it is ordered."""
    if any(cue.last < c.first <= first for c in s.all("so_")):
        return True
    start, _ = s.segment(first)
    ordered = any("impr" in word.marks for word in s.words[start : first + 1])
    return cue.kind == "wish" and ordered and cue.last < start


def _is_to_be_told(s: Sentence, cue: Cue, last: int) -> bool:
    """«готова, сообщи заказчику», "it is out, tell everyone": what is to be told is so."""
    return cue.first > last and (cue.kind == "tell_" or s.said(cue) == "tell")


def _is_my_asking(s: Sentence, cue: Cue, first: int) -> bool:
    """«прошу отменить» asks it of Radar."""
    return cue.last == first - 1 and is_my_asking(s.words[cue.first].text)


def _is_my_saying(s: Sentence, cue: Cue) -> bool:
    """«пишу последний раз», «сообщаю», "I'm telling you": the speaker's own news."""
    word = s.words[cue.first]
    if cue.kind not in ("hearsay", "tell_") or word.forms & _HEARD:
        return False
    if word.marks & {"1per"}:
        return "3per" not in word.marks
    if "INFN" in word.marks:
        return _is_wanted_by_me(s, cue)
    before = [w.text for w in s.words[max(0, cue.first - _NEAR) : cue.first]]
    behind = s.words[cue.last + 1].text if cue.last + 1 < len(s.words) else ""
    if word.text in _TELL and behind == "you":
        return bool(_ME & set(before[-2:])) or before[-2:] == ["should", "have"]
    return before[-1:] == ["to"] and bool(_MY_MIND & set(before))  # "it pains me to say", "happy to announce"


def _is_wanted_by_me(s: Sentence, cue: Cue) -> bool:
    """«давно хотел это сказать: …», «рад сообщить»; «Вася хотел сказать» tells of him."""
    start, _ = s.segment(cue.first)
    start = max((n + 1 for n in range(start, cue.first) if s.words[n].text in BUT), default=start)
    before = range(start, cue.first)
    mine = any(s.words[n].text in _MY_WANTS for n in before)
    return mine and not any("NOUN" in s.words[n].marks and not s.plain(n) for n in before)


def negated(s: Sentence, first: int, last: int, *, imperative: bool, why: range = _NOWHERE) -> bool:
    """A negation stands right before an order, or a few words before an assertion in the same clause."""
    start, _ = s.segment(first)
    phrases = [c for c in s.cues if c.kind in _SAYS_IT_ALL and c.last > c.first]  # and "can't believe"
    for cue in s.all("no_"):
        if first <= cue.first <= last or cue.first in why or any(c.first <= cue.first <= c.last for c in phrases):
            continue
        if _is_lacking(s, cue) or _is_hurried(s, cue, first):
            continue
        distance = first - cue.last - 1
        apart = s.breaks(s.words[min(cue.last, last)].end, s.words[max(cue.first, first)].start)
        if apart or any(word.text in BUT for word in s.words[cue.last + 1 : first]):
            continue  # «не готов а в работе»
        if imperative and distance == 0:
            return True
        if _is_denied_behind(s, cue, first, last, imperative):
            return True
        if not imperative and start <= cue.first < first and distance <= _NEAR:
            return True
    return False


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
    """«в работу не берём», «в работу пока не берём»."""
    if not last < cue.first < len(s.words) - 1 or "VERB" not in s.words[cue.last + 1].marks:
        return False
    between = range(last + 1, cue.first)
    return not between or (not imperative and all(s.plain(n) for n in between) and not _holds(s, first))


def _holds(s: Sentence, number: int) -> bool:
    """What stands still or is given up is told why right behind: «заблокирована, пока не подпишут»."""
    return any(c.first == number for c in s.all("blocked", "cancelled"))


def _asks_here(s: Sentence, end: int) -> bool:
    """A question mark ends this part of the text: «готова? ага, щас»."""
    following = s.words[end].start if end < len(s.words) else len(s.text)
    return "?" in s.text[s.words[end - 1].end : following]


def _is_quoted(s: Sentence, number: int, ordered: bool) -> bool:
    """The cue stands in quotation marks together with more than a name: somebody's words are repeated."""
    position = s.words[number].start
    return any(
        q.start() < position < q.end()
        and len(q.group()) < len(s.text.strip()) - 2
        and not (ordered and _is_cue_alone(s, *q.span()))
        for q in _QUOTATION.finditer(s.text)
    )


def _is_cue_alone(s: Sentence, start: int, end: int) -> bool:
    """«переведи в статус "в работе"»: the quotation marks are around a status and nothing else."""
    inside = [n for n, word in enumerate(s.words) if start < word.start < end]
    return any(c.first <= inside[0] and inside[-1] <= c.last for c in s.cues) if inside else False


def _is_relayed(s: Sentence) -> bool:
    """«Вася: тёмная тема готова», "> dark theme is done": somebody's words, copied from another chat."""
    if s.text.lstrip().startswith(">"):
        return True
    named = _SPEAKER.match(s.text)
    if named is None:
        return False
    said = [word for word in s.words if named.start("who") <= word.start < named.end("who")]
    return bool(said) and not any(s.meant(s.index(word.start)) for word in said) and all(map(_is_name, said))


def _is_name(word: Word) -> bool:
    return not word.marks or bool(word.marks & {"Name", "Surn", "Patr"})


def _is_future(s: Sentence, first: int, last: int) -> bool:
    """«возьмём в работу» tells of later; «давай возьмём» is an order."""
    encouraged = is_request(s) or (first > 0 and s.words[first - 1].text in ("давай", "давайте"))
    words = s.words[first : last + 1]
    given_up = any(word.text == "не" for word in words)  # «делать не будем»
    futures = [w for w in words if "futr" in w.marks and "pres" not in w.marks]  # «блокируем» is both
    return not (encouraged or given_up) and any(analyzer().word_is_known(w.text) for w in futures)


# Cues whose own words may negate: «больше не заблокирована» says that work goes on.
_WITH_NEGATION = frozenset({"in_progress", "blocked", "cancelled", "no_longer", "undo", "redo"})
_SAYS_IT_ALL = _WITH_NEGATION | {"filler"}
# Phrases of these kinds give their words another meaning than they have alone: «отложить на потом» is no plan.
_PHRASES = frozenset(
    {"bug", "filler", "back", "request", "in_progress", "blocked", "cancelled", "backlog", "done", "ought_"}
)
