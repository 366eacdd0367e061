"""An order withdrawn by what trails behind it: "… oh wait, forget it, I must check with sales", «…, а, нет, не надо».

It holds whatever is ordered, also where a template fits all of the message and would take the tail for a name or a
reason. What says another value («… no sorry, April 9», "scratch that, call it Rooms") withdraws nothing: that is found
by `correcting.py` and `repairing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from language.folding import QUOTED, fold, without_quoted
from language.sentence import Sentence
from language.taken_back.forbidding import is_forbidden_behind
from language.vocabulary import FREE_TEXT, STATUSES, Cue
from language.words import Word, first_names

_ENDS = r"(?=\s*(?:[,.;:!?…)]|\s[—–-]\s|$))"
_WHY = (
    r"(?=\s+(?:i|i'm|im|we|we're|he|she|they|it|it's|its|that's|there|there's|leave|keep|please|sorry|wrong|no"
    r"|not)\b)"
)
# It says by itself that nothing is to be done, with or without a pause.
_WITHDRAWS = (
    rf"never ?mind(?:{_ENDS}|{_WHY})|forget (?:about )?(?:it|that|this)(?:{_ENDS}|{_WHY}|(?= the\b))"
    r"|forget (?:that )?i (?:said|asked)|(?<!not )(?<!no )(?<!never )(?:just|only|was|i'm|im) (?:just |only )?"
    r"(?:kidding|joking|messing with you)(?! about| with| you)"
    rf"|(?:scrap|belay|disregard|ignore|abort) (?:that|this|it)(?:{_ENDS}|{_WHY})"
    r"|(?:do not|don['’]?t) (?:act (?:up)?on|process|execute|consider|take (?:up|into account|note of)) "
    r"(?:the above|this|that|it|my (?:above|previous|last|earlier) \w+)"
    r"|the above (?:\w+ ){0,5}?(?:withdrawn|void|null|retracted|ignored|disregarded|recalled)"
    r"|(?:ignore|disregard) (?:the above|all (?:of )?the above|my (?:above|previous|earlier) \w+)"
    r"|i(?:'ve)? changed my mind(?! about)|(?<!не )отставить|(?<!не )(?<!ли )шучу(?! про| насчет| ли)"
)
_WHO = r"(?= (?:я|мы|он|она|они|это|там|тут|у|уже|пока|сначала|лучше|потом|ее|его|не)\b)"
_AS_IT_IS = r"(?:ее |его |это |все |пока )*(?:как|где|там|так|старое|прежнее|название|имя|в покое)\b"
# It says so behind a pause, or behind a no or a halt.
_REFUSES = (
    r"changed my mind(?! about)|(?<!no )(?<!not )kidding(?! about| with| you)|jk"
    rf"|(?:don['’]?t|do not)(?:{_ENDS}|(?=\s+(?:i|we|he|she)\b)"
    r"|(?:\s+(?:do|bother|touch|change|write|note|mark|record|log|save|enter)(?: it| that| this| anything)?"
    rf"(?: down| in| up)?(?: just)?(?: yet| for now| now)?{_ENDS}))"
    rf"|(?:leave|keep) (?:it|that|this|everything|things|them)(?:{_ENDS}"
    r"|(?=\s+(?:alone|as|where|how|there|be|for now|the way)\b))"
    r"|(?:leave|keep) (?:the|its|his|her|their|our) (?:old |current |present )?"
    r"(?:name|date|day|owner|title|team|status)\b"
    rf"|let (?:it|that|this|him|her|them|everything|things) (?:stay|be|stand|remain|rest)(?:{_ENDS}"
    r"|(?=\s+(?:as|where|how|there|for now|the way)\b))|let me (?:sleep on (?:it|that|this)|think (?:it|this"
    r"|that) over"
    rf"|(?:\w+ )?(?:ask|check with|consult|talk to|speak to) (?:him|her|them) first){_ENDS}"
    rf"|(?:cancel|skip) that(?:{_ENDS}|{_WHY})|no need{_ENDS}|hold off{_ENDS}"
    rf"|(?:maybe|perhaps|probably|rather|better|or) not{_ENDS}"
    rf"|(?:не (?:надо|стоит|буд(?:ем|у))|забудь(?:те)?|забей(?:те)?|отбой|отмена|шутка|пошутил[аи]?)(?:{_ENDS}"
    rf"|{_WHO})"
    rf"|(?:может(?: быть)?|лучше|или|наверное) (?:и )?(?:не надо|нет|не стоит){_ENDS}"
    rf"|(?:оставь(?:те)?|остав(?:им|ляем)) {_AS_IT_IS}|(?:оставь|оставим|оставайся|оставайтесь){_ENDS}"
    rf"|ничего не (?:дела|меня|трога|пиш|запис)\w*{_ENDS}"
)
# Behind a no only: "cancel login, not needed" tells why.
_NEEDLESS = (
    rf"(?:not (?:needed|necessary)|не (?:нужно|нужна|нужен))(?:{_ENDS}|{_WHY}|{_WHO})"
    r"|пусть (?:(?:уж|все|себе|и|дальше|она|он|оно|тут|там|пока) )*"
    r"(?:жив[уе]т|полежит|лежит|висит|повисит|стоит|постоит"
    rf"|побудет|поживет|подождет|остается|останется|будет)(?: (?:как есть|где есть|пока|дальше|уж))?{_ENDS}"
    rf"|обойдемся(?:{_ENDS}|(?= (?:без|и так|пока)\b))"
)
_OWN_MIND = r"(?:пере|раз)думал[аи]?(?! про| насчет)"
# It stops what is being said; what follows tells why, or says it otherwise.
_HALTS = (
    r"no wait|wait no|wait(?! for| until| till| and| list)|hold on(?! to)|hang on(?! to)|(?:scratch|strike|scrap) that"
    r"|on second thoughts?|actually no|oh no|hm+ no|(?:хотя|впрочем) нет|(?:а|ой|ай|но|ну),? нет(?! ли)|стоп(?!-)"
    r"|стой(?:те)?"
    r"|(?:погоди|подожди|постой)(?:те)?(?! пока| до| с)"
)
_MARK = re.compile(
    rf"(?<![\w-])(?:(?P<withdraws>{_WITHDRAWS})|(?P<refuses>{_REFUSES})|(?P<needless>{_NEEDLESS})"
    rf"|(?P<mind>{_OWN_MIND})|(?P<halts>{_HALTS}))(?![\w-])"
)
_BESIDE = frozenset(
    "oh ah ha haha lol er uh um hm hmm well but and or so then actually sorry sry please no nope nah wait hold hang on "
    "stop ok okay all right rather yet though ой ох эх э а но и или ладно все всё блин же ну хотя извини извините "
    "прости простите лучше нет не-а стоп стой погоди погодите подожди подождите постой постойте пожалуйста хотя "
    "впрочем пожалуй ай бред глупость фигня чушь ерунда тьфу".split()
)
_QUOTED = re.compile(rf"{QUOTED.pattern}|(?<!\w)'[^']*'(?!\w)")
_ACTS = (
    *STATUSES, "set", "create", "new", "delete", "move", "put", "take_out", "assign", "po", "team", "rename", "archive",
    "ship", "blocks", "depends", "without", "hold", "aside", "idea_noun", "risk_noun", "describe",
)  # fmt: skip
_NEW = ("feature_noun", "project_noun", "release_noun", *FREE_TEXT)
_CALLED = frozenset("called named titled под с названием именем".split())
_DOES = ("set", "create", "delete", "move", "put", "take_out", "assign", "rename", "archive", "ship")
# What is said behind is to be done after all, or stands in place of what was said.
_GOES_ON = re.compile(
    r"\b(?:do (?:it|that|so)|go (?:ahead|on)|carry on|(?:make|call|name) (?:it|that|him|her)"
    r"|let['’]?s (?:call|make|say|do)|should (?:be|say|read)|(?:is|it's|its) (?:called|named)|i meant?|instead|anyway"
    r"|назови\w*|пусть будет(?!\W*$)|(?<!не )делай(?:те)?|(?<!не )сделай(?:те)?|давай(?:те)?|все равно"
    r"|называется|имел[аи]? в виду)\b"
    r"|^not\s.*\sbut\s|^не\s.*\sа\s"
)
_LEADS = frozenset(
    "a the an it its it's that that's is to for in into on by на в во к до за это пусть лучше давай my our наш наша "
    "не not".split()
)
_CLAUSE = re.compile(
    r"^(?:i|we|you|he|she|they|it|that|there|this)(?:['’](?:m|re|s|d|ll|ve))?\s+(?!(?:called|named)\b)\S"
    r"|^(?:\S+\s+){0,4}?(?:(?:has|have|is|are|was|were|do|does|did|ca|wo|would|should|could|must)n['’]?t"
    r"|not|cannot|never)\b"
    r"|^(?:(?:the|our|my|his|her|their)\s+)?\w+(?:\s\w+)?\s+(?:is|are|was|were|has|have|needs?|wants?|said|says|must"
    r"|will|would|can|could|still|already|just)\b"
    r"|^(?:is|are|was|did|does|do|has|have|can|who|what|why|when|how)\s\w"
    r"|^(?:он|она|они|я|мы)\s+(?:в|на|у|еще|уже|там|тут|же|сейчас|давно|и так)\s"
    r"|^(?:это|там|тут|у нас|нет|нету|надо|нужно|нельзя|сначала|уже)\b"
)
_DENIALS = frozenset("не not don't dont".split())
_IT_IS = re.compile(r"^(?:it|that|this|he|she)(?:['’]s| is| was)\s+(?P<who>\w+)\s*[.!]*$")
_LONGEST_WHY = 9  # words behind an idea that is withdrawn; more of them belong to it
# «хотела записать идею X, но передумала»
_WANTED_ONCE = re.compile(
    r"^\W*(?:(?:а|и|ну|я|мы|вот|вчера|сегодня)\s+)*(?:хотел|думал|собирал|планировал)\w*\s.*[\s,](?:но|а потом|да)\s+"
    rf"(?:(?:потом|вовремя|тут|я|мы)\s+)*(?:{_OWN_MIND}|не стал[аи]?|отказал\w+)\b"
    r"|^\W*(?:(?:so|well|i|we)\s+)*(?:wanted|meant|was going|were going|planned)\s+to\s.*\bbut\s+(?:then\s+)?"
    r"(?:i\s+|we\s+)?(?:changed (?:my|our) mind|decided against|thought better|didn['’]?t)\b"
)
# «давай удалим вход и рванём на море, лол»: nobody laughs at what is to go for good.
_LAUGHS = re.compile(
    r"(?<!\w)(?:(?P<aloud>(?:ha){2,}h?|(?:he){2,}h?|а?(?:ха){2,}х?|а(?:хах)+а?|хе(?:хе)+)"
    r"|lol|lmao|rofl|jk|л+о+л+|кек|рофл|ржу)(?!\w)"
    r"|[😂🤣😹😜🤪]"
)
_GOES_FOR_GOOD = ("delete", "archive", "cancelled")
_SUGGESTED = frozenset("let lets давай давайте".split())


class _Mark(NamedTuple):
    kind: str
    first: int  # word of the chain it belongs to: "oh" of "oh wait, forget it"
    start: int
    end: int


def is_withdrawn(s: Sentence) -> bool:
    """Nothing of it is to be done, for so it is said behind it."""
    text = without_quoted(fold(s.text), _QUOTED)
    if _laughed_at(s, text) or (s.has("idea_noun", "risk_noun", *_DOES) and bool(_WANTED_ONCE.match(text))):
        return True
    return any(_withdraws(s, text, mark) for mark in _marks(s, text)) or is_forbidden_behind(s)


def _marks(s: Sentence, text: str) -> Iterator[_Mark]:
    told_from = _told_from(s)
    chain = range(0)  # the words from the first to the last mark of a chain
    for found in _MARK.finditer(text):
        first = number = s.index(found.start())
        if not number or any(m.whole and m.start <= found.start() < m.end for m in s.mentions):
            continue
        if number >= told_from:
            return
        while first and (s.words[first - 1].text in _BESIDE or first - 1 in chain):
            first -= 1
        chain = range(first, s.index(found.end()))
        yield _Mark(found.lastgroup or "", first, found.start(), found.end())


def _told_from(s: Sentence) -> int:
    """The word from which on a reason or a description is told, which says what it says."""
    nouns = [c for c in s.all("reason", "describe") if s.text[s.words[c.last].end :].lstrip()[:1] == ":"]
    said = [c.first for c in s.all("tell_", "hearsay") if s.first(*STATUSES, before=c.first)]
    return min([*(c.last + 1 for c in nouns), *said], default=len(s.words))


def _withdraws(s: Sentence, text: str, mark: _Mark) -> bool:
    before = s.words[mark.first - 1] if mark.first else None
    if before is None or not _is_behind_an_order(s, mark):
        return False
    paused = s.pause_before(mark.first)
    chained = s.words[mark.first].start < mark.start
    led = paused or chained or _is_at_the_end(s, text, mark)
    if mark.kind == "needless" and not (chained and _turns(s, mark)):
        return False
    if not (led or mark.kind == "withdraws") or (mark.kind == "mind" and not _is_own_mind(s, mark, paused)):
        return False
    tail = _Tail(s, text, mark.end)
    ends = not tail.numbers and s.index(mark.start) - mark.first > 1  # «опиши X как Y хотя стой не надо»
    told = (paused and led and len(tail.numbers) <= _LONGEST_WHY) or (ends and _turns(s, mark))
    if s.first(*FREE_TEXT, before=mark.first) and not told:
        return False
    if tail.says_otherwise(sure=mark.kind != "halts"):
        return False
    return mark.kind != "halts" or not tail.numbers or tail.tells_why()


def _turns(s: Sentence, mark: _Mark) -> bool:
    """«верни в бэклог, ну и пусть лежит» takes nothing back; «…, хотя нет, пусть лежит» does."""
    words = (word for word in s.words[mark.first :] if word.start < mark.start)
    return any(word.text not in _NO_TURN for word in words)


_NO_TURN = frozenset("а и но ну же все всё and so well then".split())


def _is_behind_an_order(s: Sentence, mark: _Mark) -> bool:
    """An order or a status stands before, and of a new thing its name too: "a feature called Never mind" is one."""
    acts = [c for c in s.all(*_ACTS) if c.last < mark.first]
    nouns = [c for c in s.all(*_NEW) if c.last < mark.first]
    if not acts:
        return False
    named = range(nouns[-1].last + 1, mark.first) if nouns else range(0)
    return not nouns or any(s.words[n].text not in _CALLED for n in named) or bool(s.mentions)


def _is_at_the_end(s: Sentence, text: str, mark: _Mark) -> bool:
    """«…, хотя нет, он в отпуске, не надо»: behind the halt and why, it is said outright."""
    halted = any(m.kind == "halts" and m.end <= mark.start for m in _marks(s, text))
    return mark.kind == "refuses" and halted and s.index(mark.end) == len(s.words)


def _is_own_mind(s: Sentence, mark: _Mark, paused: bool) -> bool:
    """«…, передумала»; «заказчик передумал» tells why."""
    before = s.words[s.index(mark.start) - 1]
    acts = [c for c in s.all(*_ACTS) if c.last < mark.first]
    if acts and "past" in s.words[acts[-1].first].marks:
        return False  # «вход отменили, передумали»
    return (paused and s.index(mark.start) == mark.first) or before.text in _BESIDE or before.text in ("я", "мы")


class _Tail:
    """What is said behind the words that withdraw or halt."""

    def __init__(self, s: Sentence, text: str, end: int) -> None:
        numbers = range(s.index(end), len(s.words))
        while numbers and s.words[numbers[0]].text in _BESIDE:
            numbers = numbers[1:]
        self.s, self.numbers = s, numbers
        self.text = text[s.words[numbers[0]].start :].strip() if numbers else ""

    def says_otherwise(self, *, sure: bool) -> bool:
        """Another value stands there, or another order; where it surely withdraws, only right there."""
        s = self.s
        if not self.numbers:
            return False
        if _GOES_ON.search(self.text):
            return True
        if any(c.first in self.numbers and self._is_order(s.words[c.first]) for c in s.all(*_DOES)):
            return True
        inside = self._opening() if sure else self.numbers
        said = any(s.index(one.start) in inside for one in (*s.mentions, *s.moments))
        return said or any(c.first in inside for c in s.all(*STATUSES)) or any(map(self._is_number, inside))

    def _is_number(self, number: int) -> bool:
        return self.s.words[number].text[-1].isdigit()

    def _opening(self) -> range:
        """The words up to the first that leads nothing in."""
        last = next((n for n in self.numbers if self.s.words[n].text not in _LEADS), self.numbers[-1])
        return range(self.numbers[0], last + 1)

    def _is_order(self, word: Word) -> bool:
        number = self.s.index(word.start)
        opens = (
            number == self.numbers[0]
            or self.s.pause_before(number)
            or self.s.words[number - 1].text in ("and", "then", "just")
        )
        denied = number and self.s.words[number - 1].text in _DENIALS
        return not denied and ("impr" in word.marks or (word.text.isascii() and opens))

    def tells_why(self) -> bool:
        """A clause that tells why: "we haven't got the money", «она же увольняется»; a mere value is none."""
        it_is = _IT_IS.match(self.text)
        if it_is and (it_is["who"] in first_names() or self._is_capital(it_is["who"])):
            return False
        words = [self.s.words[n] for n in self.numbers]
        if any("impr" in w.marks and not w.marks & {"NOUN", "ADVB", "pres"} for w in words):
            return False
        denied = any(one.text == "не" and "VERB" in word.marks for one, word in pairwise(words))
        return denied or bool(_CLAUSE.match(self.text)) or any(map(_is_finite, words))

    def _is_capital(self, who: str) -> bool:
        return any(self.s.text[w.start].isupper() for w in self.s.words[self.numbers[0] :] if w.text == who)


def _is_finite(word: Word) -> bool:
    return (
        "VERB" in word.marks
        and bool(word.marks & {"past", "pres", "futr"})
        and not word.marks & {"NOUN", "ADJF", "INFN"}
    )


def _laughed_at(s: Sentence, text: str) -> bool:
    """ "Let's delete login and move to Bali, lol", "archive it hahaha"; "delete login lol" is meant."""
    found = _LAUGHS.search(text)
    if found is None:
        return False
    goes = [c for c in s.all(*_GOES_FOR_GOOD) if s.words[c.first].start < found.start()]
    return any(_is_suggested(s, c) or (found["aloud"] and _is_ordered(s, c)) for c in goes)


def _is_suggested(s: Sentence, cue: Cue) -> bool:
    return any(word.text in _SUGGESTED for word in s.words[: cue.first])


def _is_ordered(s: Sentence, cue: Cue) -> bool:
    word = s.words[cue.first]
    told = cue.kind == "cancelled" and word.text.isascii() and word.text.endswith("ed")
    return not told and (word.text.isascii() or bool(word.marks & {"impr", "INFN"}))
