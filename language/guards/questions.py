"""What asks something, and what only asks to do something: "is login done", «можешь закрыть вход»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.folding import fold
from language.guards.governing import ORDERS
from language.guards.inversion import inverted_at
from language.guards.phrases import clauses_of_people
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue
from language.words import Word

# English questions begin with one of these; Russian ones show by their words.
_ASKING_FIRST = frozenset(
    "is are was were am do does did has have had should shall may might why when who whom what how where which isn't "
    "aren't wasn't weren't doesn't didn't hasn't haven't shouldn't won't will".split()
)
# Such a clause asks from its first word on, whatever status stands in it: «чем заблокирован вход».
_OPENS = re.compile(
    r"(?:(?:а|и|ну|но|так|блин|слушай|слушайте)[\s,]+)*"
    r"(?:куда(?! (?:нам|мне|уж|там))|откуда|отчего|чего(?! уж)|(?:для|ради|из-за) (?:чего|кого)|за что"
    r"|с (?:чего|каких|какого|какой)|в чем дело"
    r"|по какой причине|на каком основании|каким образом|какого (?:черта|фига|хрена|лешего|дьявола)"
    r"|как (?:давно|скоро|так|это так|вышло|получилось|случилось)|долго (?:ли|еще)"
    r"|(?:by|for|on|to|from|with|since) (?:what|whom|which|how (?:long|many|much))|how so"
    r"|насколько(?! (?:я|мы|мне|нам|известно|понимаю|знаю|помню|понял|поняла|могу|вижу|слышал|слышала|можно))"
    r"|чем(?! (?:\w+ее|раньше|больше|меньше|дольше|дальше|скорее|быстрее)\b)"
    r"|(?<!ну )что(?! (?:бы|же?|ли|касается|касаемо|до|насчет|сказать|ни|там (?:по|с|со)|хотел\w*|забыл\w*|я|мы"
    r"|главное|важно|радует|характерно|хорошо|приятно|обидно|печально|по \w+ (?:он|она|оно|они))\b)"
    r")(?![\w-])"
)
_SETS_APART = re.compile(r":|\s[—–-]\s")  # «что сделано: вход готов», «что радует — вход готов»
_TAGS = frozenset("right correct huh eh верно".split())  # "dark theme is done, right"
_TAGGED = frozenset("i we you they he she it there".split())
_INTERJECTIONS = frozenset("so okay ok well hey hi hello and but right now then wait hmm oh please yo".split())
_TAG_VERBS = frozenset("is are was were has did does".split())
_HOW = frozenset("what how who where so neither nor as".split())  # "nor is it", "so did we", "we did it"
_ASKS_FOR = frozenset("what why how when where who which".split())
_JUDGES = frozenset("call say consider think believe".split())
_FINDING_OUT = frozenset("узнать спросить уточнить проверить выяснить подсказать".split())
_CHECKING = frozenset("check see verify confirm tell find ask".split())
_COPULAS = frozenset("is are was were has have did went".split())
_CONFIRMING = frozenset("confirm verify подтвердить".split())
_EXPLAINING = frozenset("explain show tell teach describe remind".split())
_NOT_THERE = frozenset("exist been created planned scheduled".split())
_WHETHER = frozenset({"if", "whether"})
_PLEASE = frozenset("please kindly just also then".split())
SUBJECTS = frozenset("i you he she it we they the this that our my your anyone anybody someone".split())
_WHICH = frozenset({"какой", "каков", "сколько"})
_TELLING = frozenset("вот теперь сегодня вчера мы я только утром вечером наконец-то наконец ура всё все тоже".split())
_SHORT = 4  # words: too few to end with a tag


def asked(sentence: Sentence, until: int | None = None, since: int = 0) -> bool:
    """The words from `since` to `until` (all of them) ask something, and do not politely ask to do something."""
    words = sentence.words[since:until]
    if not words or is_request(sentence):
        return False
    end = sentence.words[until].start if until is not None and until < len(sentence.words) else len(sentence.text)
    if wonders(sentence, since):
        return True
    if "?" in sentence.text[words[-1].end : end] or (len(words) > _SHORT and until is None and _ends_with_tag(words)):
        return True
    if any(since <= c.first < since + len(words) for c in asking(sentence)):
        return True
    return _opens_a_question(sentence, words, since) or _is_asked_of_a_thing(sentence, since, since + len(words))


def _opens_a_question(s: Sentence, words: Sequence[Word], since: int) -> bool:
    """The first of the words that says anything asks: "so is login done", «ну и какой статус у входа»."""
    first = _past_opening(s, since, since + len(words)) - since
    opens = words[first].text in _ASKING_FIRST and not _says_nothing(s, since + first)
    if opens and not _insists(words, first) and not _tells_of_me(words, first):
        return True
    which = bool(words[first].forms & _WHICH) and not s.is_named(since + first)
    return which or _asks_how(words, first) or asks_from(s, since + first)


def wonders(s: Sentence, since: int = 0) -> bool:
    """What has the form of a request asks in earnest: "can you confirm that login is done"."""
    request = s.first("request")
    return request is not None and since <= request.first and _is_wondered(s, request)


def _past_opening(s: Sentence, first: int, end: int) -> int:
    """The word behind "oh", "so", "before I forget"; the first one where nothing else follows."""
    phrases = {c.first: c.last + 1 for c in s.all("preface_") if c.last > c.first}
    number = first
    while number < end and (number in phrases or s.words[number].text in _INTERJECTIONS):
        number = phrases.get(number, number + 1)
    waived = 0 < number < end and s.words[number - 1].text in _UNASKED and not s.pause_before(number)
    return number if number < end and not waived else first  # "never mind what happens, …"


def _is_asked_of_a_thing(s: Sentence, first: int, end: int) -> bool:
    verb = inverted_at(s, first, end)
    if verb is None:
        return False
    _, last = s.segment(verb)
    return any(verb < s.index(m.start) < last for m in s.mentions)


def asks_from(s: Sentence, number: int) -> bool:
    """«чем заблокирован вход»; «чем ждать, закрой вход» and «что делать, …» are said of what one does."""
    start = s.words[number].start
    opens = _OPENS.match(fold(s.text[start:]))
    if opens is None or s.is_named(number) or _in_phrase(s, number):
        return False
    behind = s.words[s.index(start + opens.end()) :]
    _, end = s.segment(number)
    sets_apart = end < len(s.words) and _SETS_APART.search(s.text[s.words[end - 1].end : s.words[end].start])
    return not (sets_apart or (behind and "INFN" in behind[0].marks))


def _insists(words: Sequence[Word], first: int) -> bool:
    """ "do mark it as done", "do please close it": no question, for nobody is named who does."""
    behind = [word.text for word in words[first + 1 : first + 4] if word.text not in _PLEASE]
    return words[first].text == "do" and bool(behind) and behind[0] in ORDERS and behind[1:2] != ["and"]


def asking(s: Sentence) -> list[Cue]:
    """The words that ask; «ну чё, закрываем» only leads in, and "no texts yet" asks nothing."""
    said = [c for c in s.all("filler") if c.last > c.first]
    denied = [c.first for c in s.all("no_")]
    found = [c for c in s.all("question") if not any(f.covers(c) for f in said) and not _is_of_somebody(s, c)]
    told = (_calls_whoever, _is_not_asked, _tells_which, _is_nobody)
    found = [c for c in found if not any(is_told(s, c) for is_told in told)]
    people = list(clauses_of_people(s))
    found = [c for c in found if not any(c.first in clause for clause in people)]
    return [c for c in found if s.said(c) != "yet" or not any(s.segment(c.first)[0] <= n < c.first for n in denied)]


def _is_of_somebody(s: Sentence, cue: Cue) -> bool:
    """«это чей-то дубль»: of somebody, it is not asked of whom."""
    return s.words[cue.last].text.endswith(("-то", "-нибудь", "-либо"))


def _is_nobody(s: Sentence, cue: Cue) -> bool:
    """«ни к кому», «ни за кого»: to nobody, though the word alone asks whom."""
    return cue.first > 1 and s.words[cue.first - 2].text == "ни" and "PREP" in s.words[cue.first - 1].marks


def _is_not_asked(s: Sentence, cue: Cue) -> bool:
    """ "… without asking me why", "never mind who did it": nothing is asked, and nothing of the board is told there."""
    start, end = s.segment(cue.first)
    opens = next((n for n in range(cue.first - 1, start - 1, -1) if s.words[n].text in _UNASKED), None)
    if opens is None or cue.first - opens > _SHORT or "?" in s.text:
        return False
    before = [word.text for word in s.words[max(start, opens - 2) : opens]]
    if not (_WAIVED & set(before)):
        return False
    end = next((n for n in range(cue.last + 1, end) if s.words[n].text in _AFTER_ALL), end)
    inside = range(cue.first, end)
    return not any(c.first in inside for c in s.all(*STATUSES)) and not any(
        s.index(m.start) in inside for m in s.mentions
    )


def _tells_which(s: Sentence, cue: Cue) -> bool:
    """ "… for June 9, that's when the hardware lands": told, where nothing of the board follows."""
    before = s.words[cue.first - 1].text if cue.first else ""
    two = s.words[cue.first - 2].text if cue.first > 1 else ""
    if before not in ("s", "is", "was") or two not in ("that", "which", "this"):
        return False
    inside = range(cue.first, s.segment(cue.first)[1])
    told = any(c.first in inside for c in s.all(*STATUSES)) or any(s.index(m.start) in inside for m in s.mentions)
    return cue.first > 2 and not told and "?" not in s.text


_UNASKED = frozenset("ask asking mind matter caring care wondering knowing спрашивать спрашивай спрашивая".split())
_WAIVED = frozenset("without never no don't dont not doesn't needn't не без".split())
_AFTER_ALL = frozenset("just please so but".split())


def _calls_whoever(s: Sentence, cue: Cue) -> bool:
    """«кто тут за статусы — поправьте: …» calls upon somebody; «кто закрыл вход, скажи» asks."""
    first, end = s.segment(cue.first)
    if s.said(cue) != "кто" or s.hard_segment(cue.first)[0] != cue.first or end >= len(s.words) or "?" in s.text:
        return False
    told = any(first <= c.first < end for c in s.all(*STATUSES)) or s.named_in_segment(cue.first)
    ordered = {"impr", "VERB"} <= s.words[end].marks
    return ordered and not told and not any(c.first == end for c in s.all("question", "tell_", "show"))


def _ends_with_tag(words: Sequence[Word]) -> bool:
    """ "…, right", "… didn't we", "… is it"."""
    last, before = words[-1].text, words[-2].text
    if last in _TAGS:
        judged = last != "huh" and before in _TAG_VERBS and words[-1].start - words[-2].end == 1
        return before != "the" and not judged  # "…, Tom was right"
    return last in _TAGGED and (
        before.endswith(("n't", "n’t")) or (before in _TAG_VERBS and words[-3].text not in _HOW | SUBJECTS)
    )


def asked_in(s: Sentence, until: int | None, start: int, end: int) -> bool:
    last = end if until is None else min(until, end)
    return asked(s, last if last < len(s.words) else None, start)


def is_inverted(s: Sentence, number: int) -> bool:
    """ "never mind login, is dark theme done": the verb stands before what it is said of."""
    first, end = s.segment(number)
    if inverted_at(s, first, end) in range(number):
        return True
    start = _past_opening(s, s.segment(number)[0], number)
    if start + 1 >= number or s.words[start].text not in _ASKING_FIRST or _in_phrase(s, start):
        return False
    if any(c.first <= start <= c.last for c in s.all("request")):
        return False  # "may I ask you to close login"
    return s.is_named(start + 1) or s.words[start + 1].text in SUBJECTS


def _asks_how(words: Sequence[Word], first: int) -> bool:
    """«как мне создать фичу», "how to": the way is asked for."""
    behind = words[first + 1 : first + 4]
    return words[first].text == "как" and any("INFN" in word.marks for word in behind)


def _tells_of_me(words: Sequence[Word], first: int) -> bool:
    """ "was on the train and …", "had just …": who tells leaves the "I" out."""
    following = words[first + 1].text if first + 1 < len(words) else ""
    if words[first].text.endswith(("n't", "n’t")):
        return following in _NOT_THERE  # "Doesn't exist yet, create it"
    if words[first].text not in ("was", "were", "had", "have") or not following:
        return False
    if words[first].text == "had" and following not in SUBJECTS:
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
    return cue is not None and (cue.first <= 4 or _asks_to_record(sentence, cue)) and not conditions


def _asks_to_record(s: Sentence, request: Cue) -> bool:
    """ "I've just finished login, can you update the board?": what is told before is to be written down."""
    verb = request.last + 1
    if verb >= len(s.words) or s.words[verb].text not in _RECORDS or not s.pause_before(request.first):
        return False
    told = [c for c in s.all("question", "maybe", "no_") if c.first < request.first]
    opens = s.words[_past_opening(s, 0, request.first)].text
    return not told and "?" not in s.text[: s.words[request.first].start] and opens not in _ASKING_FIRST


_RECORDS = frozenset("update mark note record log flip tick отметить пометить записать обновить отметь".split())


def _is_wondered(s: Sentence, request: Cue) -> bool:
    """ "what would you do", "why won't you", "would you call it done": asked in earnest."""
    before = [word.text for word in s.words[max(0, request.first - 2) : request.first]]
    behind = s.words[request.last + 1].text if request.last + 1 < len(s.words) else ""
    judged = s.said(request).endswith((" you", " we")) and behind in _JUDGES
    return bool(_ASKS_FOR & set(before)) or judged or _finds_out(s, request)


def _finds_out(s: Sentence, request: Cue) -> bool:
    """«можешь узнать, готова ли она», "could you check whether it's done"; "check it off" orders."""
    verb = next((n for n in range(request.last + 1, len(s.words)) if not s.plain(n)), None)
    if verb is None:
        return False
    behind = [word.text for word in s.words[verb + 1 : verb + 4]]
    if s.words[verb].text in _EXPLAINING and "how" in behind:
        return True  # "could you explain how to close it"
    if s.words[verb].text in _CONFIRMING and "and" not in behind and not s.said(request).startswith("please"):
        _, end = s.segment(verb)
        return any(word.text in _COPULAS for word in s.words[verb + 1 : end]) or behind[:1] in (["that"], ["if"])
    whether = bool(_WHETHER & set(behind))
    return bool(s.words[verb].forms & _FINDING_OUT) or (whether and s.words[verb].text in _CHECKING)


def asks_by_its_opening(s: Sentence) -> bool:
    """«а тёмная тема готова» asks, as it is said; «а тёмную тему сегодня закрыли» tells."""
    if not s.words or s.words[0].text != "а" or "!" in s.text:
        return False
    return not (any(word.text in _TELLING for word in s.words) or s.has("reason", "reason_kept"))


def ends_with_tag(s: Sentence, end: int) -> bool:
    """ "done since this morning, is it?": a tag of its own before the question mark, whatever is told between."""
    start, _ = s.segment(end - 1)
    asks = asks_at_its_end(s, end) and start > 0 and end - start in (1, 2)
    return asks and (s.words[end - 1].text in _TAGS or s.words[start].text in _TAG_VERBS)


def asks_at_its_end(s: Sentence, end: int) -> bool:
    """A question mark ends this part of the text: «готова? ага, щас»."""
    following = s.words[end].start if end < len(s.words) else len(s.text)
    return "?" in s.text[s.words[end - 1].end : following]
