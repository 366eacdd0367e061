"""What keeps something new from being made: it is weighed, wished by others, only told of, or another order follows."""

from __future__ import annotations

import re

from language.folding import fold
from language.guards import Reason
from language.guards.governing import by_others, is_told_only
from language.guards.questions import is_request
from language.readers.new.leading import is_called, is_named_behind, is_ordered
from language.readers.new.trailing import order_behind
from language.readers.notes.opinions import is_verdict
from language.readers.quoted import QUOTED
from language.sentence import Sentence
from language.vocabulary import Cue

# «создай фичу, которая нам поможет», "a feature that helps": told what it is to do, and given no name.
_ONLY_DESCRIBED = re.compile(r"\s*,?\s*(?:котор\w+|чтобы|that|which|so)\b", re.IGNORECASE)
_OR_NOT = re.compile(r"\s(?:или\s+не(?:т|\s+надо)|or\s+not)\s*[,?]", re.IGNORECASE)
_ON_CONDITION = re.compile(
    r"\s(?:если(?!\s+(?:не\s+(?:сложно|трудно)|можно))|if(?!\s+(?:you\s+don['’]t\s+mind|possible))"
    r"|provided(?:\s+that)?|providing\s+that|assuming|on\s+condition|(?:subject|contingent|conditional)\s+(?:to"
    r"|up?on)"
    r"|при\s+условии|только\s+после|only\s+after|with\s+the\s+(?:consent|approval"
    r"|blessing)\s+of)\s",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(
    r"\s+(?:для|for)\s+\w+(?:\s+\w+)?\s*(?::|\s[—–-])\s", re.IGNORECASE
)  # «новый проект для курьеров — Молния»
_TAKEN_BACK = re.compile(
    r"не (?:надо|нужно|стоит)|передумал|never mind|on second thoughts?|не заводи|не создавай"
    r"|\b(?:но|but)\s+(?:пока\s+)?(?:рано|рановато|не\s+сейчас|not\s+now|too\s+early)"
    # "…, no wait, don't", «… хотя нет, отставить»
    r"|(?:[,.;!…—–-]\s*|\s)(?:(?:oh|no|wait|actually|hold on|ой|нет|стоп|стой|подожди|хотя|а)[\s,.!…—–-]+)+"
    r"(?:don['’]?t|do not|forget it|cancel that|leave it|skip it|нет|отставить|отмена|забудь|забей)[\s.!)]*$"
    r"|[,.;!…—–-]\s*(?:scratch that|forget it|cancel that|отставить|забудь|забей)[\s.!)]*$"
    r"|(?:шучу|шутка|ха-?ха|kidding|jk|lol)[\s.!)]*$"
)
_WILL = frozenset("will gonna we'll i'll you'll they'll he'll she'll".split())
_TOMORROW = frozenset({"завтра", "послезавтра", "tomorrow"})
_FORMALLY = frozenset({"следует", "требуется", "необходимо", "надлежит"})
_WOULD = frozenset({"i'd", "we'd", "would"})
_NEWNESS = frozenset({"новый", "new", "another", "fresh"})
_MAKE = frozenset("create add make open set start register log track spin file put".split())
_BEFORE = frozenset("before until when while unless прежде перед когда пока".split())
_WHOEVER = frozenset("whoever everyone anyone anybody everybody who кто".split())
_OURS = frozenset("нам мне нашей нашему".split())
_NEEDED = frozenset({"нужный", "нужно", "понадобиться", "потребоваться"})
# What is told of a thing that is there: «новая фича работает отлично», "the new feature is great", «… у сбера».
_PREDICATES = frozenset(
    "is was are were has had would will should could can must might may needs won't isn't looks "
    "works seems sounds sucks rocks at of from by in for on with у от на для из про за "
    "всем всех нам мне им это очень уже так нет есть будет не".split()
)
_COMPOUNDS = frozenset(
    "manager management plan planning meeting lead team owner room sponsor deadline budget kickoff".split()
)
_ON_A_DAY = re.compile(r"\s*(?:(?:во?|on|at|this|next)\s+)?", re.IGNORECASE)  # «создай фичу «X» в среду»
_SAME_AGAIN = re.compile(r"\s*,?\s*(?:new|another|more|нов\w{2,3}|ещё|еще)\s", re.IGNORECASE)
_AT_THE_END = 40  # letters
_NUMBERS = frozenset("two three four five several пару несколько".split())
_THOSE = frozenset("those these эти те этих тех".split())
_TOO_EARLY = re.compile(r"\b(?:рано(?:вато)?|преждевременно)(?:\s+(?:ещё|еще|пока))?[\s.!]*$", re.IGNORECASE)


def kept_from_making(s: Sentence, noun: Cue, *, placed: bool = False) -> Reason | None:
    """Why no feature is to be made, though the words for it are there; `placed`: its project is named."""
    return (
        called_off(s)
        or ("plan" if _is_too_early(s, noun) else None)
        or ("negation" if _is_denied(s, noun) else None)
        or ("condition" if _is_put_off(s, noun) else None)
        or ("hearsay" if s.first("source", before=noun.first) and not _is_ordered(s, noun) else None)
        or ("later" if _is_for_later(s, noun) else None)
        or _wished_by_others(s, noun)
        or ("doubt" if _is_only_described(s.after(noun.last)) else None)
        or _weighed(s, noun)
        or (None if placed or _is_ordered(s, noun) or s.first("request") else _only_told(s, noun))
    )


def _is_too_early(s: Sentence, noun: Cue) -> bool:
    """«создавать фичу X пока рано»."""
    weighed = any("INFN" in s.words[c.first].marks for c in s.all("create") if c.first < noun.first)
    return weighed and bool(_TOO_EARLY.search(s.text))


def elsewhere(s: Sentence, noun: Cue) -> Reason | None:
    """«переключись на проект X и создай фичу Y», where X is not known: Y does not belong where one is now."""
    making = [c.first for c in s.all("create") if c.first < noun.first]
    fillers = {c.first for c in s.all("filler")}  # «смотри, …»
    left = [c for c in s.all("switch") if c.first not in fillers and not _governs(s, c, noun)]
    return "several" if making and any(c.last < making[-1] for c in left) else None


def _governs(s: Sentence, verb: Cue, noun: Cue) -> bool:
    """ "open a new task": nothing else stands between the verb and what it makes."""
    between = range(verb.last + 1, noun.first)
    return verb.last < noun.first and all(s.plain(n) or s.words[n].forms & _NEWNESS for n in between)


def called_off(s: Sentence) -> Reason | None:
    """«… заводить не надо», "… or maybe not": taken back in the same breath."""
    if _takes_back(s):
        return "negation"
    # «новую фичу X заводить рано»: the making is spoken of, and denied
    spoken_of = [c for c in s.all("create") if "INFN" in s.words[c.first].marks]
    return "negation" if any(o.first == c.last + 1 for c in spoken_of for o in s.all("never_", "no_")) else None


def _takes_back(s: Sentence) -> bool:
    """«… заводить не надо»; «…, отменять ничего не нужно» is said of something else."""
    found = _TAKEN_BACK.search(fold(s.text), max(0, len(s.text) - _AT_THE_END))
    if found is None:
        return False
    first = s.index(found.start())
    start, _ = s.segment(min(first, len(s.words) - 1))
    making = s.within("create")
    return not any("INFN" in s.words[n].marks and n not in making for n in range(start, first))


def is_compound(s: Sentence, noun: Cue) -> bool:
    """ "a project manager", "the project plan": no project."""
    following = noun.last + 1
    return following < len(s.words) and s.words[following].text in _COMPOUNDS and not s.after(noun.last).startswith(":")


def is_needless(s: Sentence, noun: Cue) -> bool:
    """ "don't need just one project now, clear the context": nothing is ordered, and the rest may order something."""
    needs = [c for c in _making(s, noun) if s.said(c) == "need"]
    return any(c.last == need.first - 1 for need in needs for c in s.all("no_"))


def _making(s: Sentence, noun: Cue) -> list[Cue]:
    """The words before the noun that say that one is to be made."""
    return [c for c in s.all("create") if c.first < noun.first]


def _is_only_described(behind: str) -> bool:
    return bool(_ONLY_DESCRIBED.match(behind)) and not is_named_behind(behind)


def _is_put_off(s: Sentence, noun: Cue) -> bool:
    """ "before you create a feature X, ask me": what comes first is another thing."""
    for made in _making(s, noun):
        start, _ = s.segment(made.first)
        prefaced = s.within("preface_")  # «пока не забыл, заведи …»
        if any(s.words[n].text in _BEFORE and n not in prefaced for n in range(start, made.first)):
            return True
    return False


def _is_for_later(s: Sentence, noun: Cue) -> bool:
    """ "create a feature X next week": Radar does it at once or not at all; "Buy now, pay later" is a name."""
    if any(w.text in _TOMORROW for w in s.words[: noun.first]) and not _is_ordered(s, noun):
        return True  # "tomorrow we create …"
    behind = s.after(noun.last)
    if quoted := QUOTED.match(behind.lstrip(" :—–-")):
        begun = len(s.text) - len(behind.lstrip(" :—–-"))
        ends = begun + (order_behind(s.text[begun:]) or quoted.end())
        return any(ends <= day.start and _ON_A_DAY.fullmatch(s.text, ends, day.start) for day in s.days())
    told = [c for c in s.all("later_") if c.last > c.first and c.last == len(s.words) - 1]
    return bool(told) and not s.text.rstrip(" .!").endswith(("»", '"', "”"))


def _is_denied(s: Sentence, noun: Cue) -> bool:
    """«нам не нужна новая фича»; «пока не забыл» denies nothing."""
    prefaced = s.within("preface_")
    for made in _making(s, noun):
        start, _ = s.segment(made.first)
        near = start if s.words[made.first].forms & _NEWNESS else made.first - 1  # «никто не просил новую фичу»
        if any(near <= c.last < made.first and c.first not in prefaced for c in s.all("no_")):
            return True
    return False


def _wished_by_others(s: Sentence, noun: Cue) -> Reason | None:
    """«Вася предложил создать фичу», "I tried to create …", «заказчику нужна фича»."""
    for made in _making(s, noun):
        word = s.words[made.first]
        if {"futr", "3per"} <= word.marks and "impr" not in word.marks and not word.forms & _NEEDED:
            return "plan"  # «Оля создаст»
        if made.first and s.words[made.first - 1].text in _WHOEVER:
            return "wish"  # "whoever adds another feature buys cake"
        if s.words[made.first - 1].text == "забыть":
            return "wish"  # «не забыть завести»
        if s.words[made.first - 1].text in _FORMALLY:
            continue  # «следует завести», «требуется добавить»
        if by_others(s, made.first) or is_told_only(s, made.first) or _is_going_to(s, made.first):
            return "wish"
        start, end = s.segment(made.first)
        others = [w for n, w in enumerate(s.words[start:end], start) if n < noun.first and not s.meant(n)]
        if s.words[made.first].forms & _NEEDED and any(
            "datv" in w.marks and w.text not in _OURS and w.marks & {"NOUN"} for w in others
        ):
            return "wish"
    return "plan" if any(c.first > noun.last for c in s.all("someday")) else None


def _is_going_to(s: Sentence, number: int) -> bool:
    """ "their people are going to create a feature": whoever they are, it is theirs to do."""
    before = [word.text for word in s.words[max(0, number - 4) : number]]
    return before[-2:] == ["going", "to"] and not {"i'm", "i", "we", "we're"} & set(before)


def _weighed(s: Sentence, noun: Cue) -> Reason | None:
    """«… под кэшбэк? как думаешь», «завести фичу X?», «… если дадут бюджет», «вчера создали фичу X»."""
    behind = s.after(noun.last)
    ordered = is_request(s) or _is_ordered(s, noun)
    if quoted := QUOTED.search(behind):
        return _weighed_in_quotes(s, noun, behind[quoted.end() :], ordered)
    mark = behind.find("?")
    if mark >= 0 and (not ordered or any(letter.isalpha() for letter in behind[mark:])):
        return "question"
    if not ordered and not s.has("request") and any(w.text in _WILL for w in s.words[: noun.first]):
        return "plan"
    wished = not ordered and not s.has("own_wish") and any(w.text in _WOULD for w in s.words[: noun.first])
    if _OR_NOT.search(behind):
        return "doubt"
    if _ON_CONDITION.search(behind) or wished:
        return "condition"
    past = any("past" in s.words[c.first].marks for c in s.all("create") if c.first < noun.first)
    return "plan" if past and not ordered else None


def _weighed_in_quotes(s: Sentence, noun: Cue, tail: str, ordered: bool) -> Reason | None:
    """«завести фичу «X»?», «создай фичу «X», если дадут бюджет»; `tail`: what is told behind the name."""
    if _ON_CONDITION.search(tail):
        return "condition"
    asks = not ordered and tail.lstrip(" )").startswith("?")
    return "question" if asks and any("INFN" in s.words[c.first].marks for c in _making(s, noun)) else None


def order_for(s: Sentence, noun: Cue) -> Cue | None:
    """The verb before the noun that is in the imperative, or that English begins with."""
    verbs = [c for c in s.all("create") if c.first < noun.first and not s.words[c.first].forms & _NEWNESS]
    return next((c for c in reversed(verbs) if _is_imperative(s, c)), None)


def _is_ordered(s: Sentence, noun: Cue) -> bool:
    return order_for(s, noun) is not None


def _is_imperative(s: Sentence, verb: Cue) -> bool:
    marks = s.words[verb.first].marks
    if "impr" in marks and "incl" not in marks:
        return True
    return verb.language == "en" and (s.opening(verb.first) or _opens_its_clause(s, verb))


def _opens_its_clause(s: Sentence, verb: Cue) -> bool:
    """ "since nobody else will do it, create a feature", "…: please add one"."""
    start, _ = s.segment(verb.first)
    return s.words[verb.first].text in _MAKE and all(s.plain(n) for n in range(start, verb.first))


def _only_told(s: Sentence, noun: Cue) -> Reason | None:
    """«новая фича» with no word for making one: «у Тинькова новая фича», «новая фича тормозит»."""
    made = [c for c in _making(s, noun) if not s.words[c.first].forms & _NEWNESS]
    if made or not any(c.first < noun.first for c in s.all("new", "create")):
        return None
    behind = s.after(noun.last)
    if behind.lstrip().startswith("=") or _SAME_AGAIN.match(behind):
        return "another thing"  # "new feature = new bugs", "new feature, new headaches"
    if is_ordered(behind) or any("1per" in w.marks for w in s.words[: noun.first]):
        return None  # «…, запиши: X», «открываем новый проект»
    quoted = QUOTED.match(s.text, s.words[noun.last].end + len(behind) - len(behind.lstrip()))
    set_apart = bool(re.match(r"\s*[:—–]", behind))
    start, _ = s.segment(noun.first) if set_apart or quoted else s.hard_segment(noun.first)
    if any(_speaks_of_another(s, n) for n in range(start, noun.first)):
        return "hearsay"  # «у Тинькова новая фича»; «три новые фичи: …» counts them
    named = (
        set_apart
        or _FOR_WHOM.match(behind)
        or is_called(behind)
        or is_named_behind(behind)
        or re.match(r"\s*-", behind)
    )
    if s.has("never_", "hearsay") and not named:
        return "hearsay"  # «новая фича X уже в проде у конкурентов»
    return None if named or not _tells_of_it(s, noun, quoted) else "another thing"


def _speaks_of_another(s: Sentence, number: int) -> bool:
    """Neither the noun's own word nor a number; "those two new features" are there."""
    word = s.words[number]
    counts = "NUMR" in word.marks or word.text in _NUMBERS
    return word.text in _THOSE or not (counts or s.meant(number) or number in s.within("preface_"))


def _tells_of_it(s: Sentence, noun: Cue, quoted: re.Match[str] | None) -> bool:
    """«новая фича тормозит», «новая фича «X» выглядит круто»: a verb or a verdict stands behind it."""
    number = s.index(quoted.end()) if quoted else noun.last + 1
    if number >= len(s.words) or (quoted and s.breaks(quoted.end(), s.words[number].start)):
        return False
    following = s.words[number]
    finite = "VERB" in following.marks and not following.marks & {"NOUN", "ADJF"}
    return finite or following.text in _PREDICATES or is_verdict(s.text[following.start :])
