"""What keeps a status that is told from being that of the feature: a part of it, a deadline, another clause."""

from __future__ import annotations

from language.guards import Reason
from language.guards.governing import ORDERS, by_others
from language.names.belonging import part_near
from language.readers.status.once import after_more, before_it_is, waits_its_turn, was_once, was_undone
from language.readers.status.outsiders import CLOSED, REASONED, WHEN, is_me, is_somewhere, is_strange
from language.readers.status.working_badly import is_on_my_device, is_only_slow
from language.sentence import Sentence
from language.taken_back.overtaken import is_gone_by, was_thought
from language.vocabulary import Cue
from language.words import BUT, CONJUNCTIONS, SO_THAT, TIMES

_READY = frozenset({"готовый", "ready", "good"})
_MIGHT = frozenset("should could would might may must".split())
_BEFORE = 3  # words
_MIGHT_HAVE = frozenset({"should've", "could've", "would've"})
_MODALS = frozenset("need needs have has had try trying got ought supposed how time want wants".split())
_BE = frozenset("we're are is am i'm be being they're was were just now".split())
_STOPS = frozenset("stop stopped halt halted pause paused quit".split())
_ACTIVE = frozenset("blocks holds stops halts freezes pauses kills drops cuts cancels closes finishes".split())
_ENDING = frozenset(
    "stop cancel drop kill scrap cut pause freeze halt block stopped cancelled dropped cut paused".split()
)
_PARTICIPLES = ("ed", "en")
_TO_HAVE = frozenset("get getting gets need needs needed want wants wanted see seeing".split())
_MAY = frozenset("may might can could should".split())
_IGNORED = frozenset("ignore disregard игнорируй игнорируйте".split())
_THAT = frozenset({"that", "что"})
_ARTICLES = frozenset("the a an our these those all".split())
_SHOULD = frozenset("must gotta should hafta".split())
_BY = frozenset("к ко до by before until till".split())
_WE = frozenset({"we", "i", "we've", "i've"})
_COPULAS = frozenset({"is", "was", "are", "were"})
_IN = frozenset({"in", "at", "during", "from"})
_SIGNS = frozenset("✅☑✔")
_OBJECT_OF = frozenset("for of about on in with".split())
_DESCRIPTIONS = frozenset({"description", "описание"})
_CANCELLATIONS = frozenset({"отмена", "cancellation"})
_FOR_WHAT = frozenset("к ко для for to".split())


def said_of_another(s: Sentence, cue: Cue) -> Reason | None:
    """«готова к тестированию», "ready for QA", «готовы обсудить» are no end; «готов бэкенд» is that of a part."""
    if _is_willing(s, cue) or _is_a_purpose(s, cue) or _is_weighed(s, cue) or _at_another_time(s, cue):
        return "plan"
    itself = _is_described(s, cue) or _takes_back_a_step(s, cue)
    itself = (
        itself or _only_describes(s, cue) or _is_ignored(s, cue) or _does_it_itself(s, cue) or _is_what_blocks(s, cue)
    )
    if itself or _is_of_another_clause(s, cue) or is_on_my_device(s, cue) or _is_of_somebody(s, cue):
        return "another thing"
    if was_undone(s, cue) or was_thought(s, cue.first) or is_only_slow(s, cue) or _is_likened(s, cue):
        return "doubt"
    if cue.kind not in ("done", "in_progress"):
        return "another thing" if _gives_up_doing(s, cue) else None
    if cue.kind == "done" and (_only_for(s, cue) or _limited(s, cue) or after_more(s, cue)):
        return "unfinished"
    return "another thing" if part_near(s, cue.first, cue.last) or _does_something_else(s, cue) else None


def _is_described(s: Sentence, cue: Cue) -> bool:
    """ "set its description to done and dusted": the words of a description."""
    start, _ = s.segment(cue.first)
    return any(word.forms & _DESCRIPTIONS for word in s.words[start : cue.first])


def _takes_back_a_step(s: Sentence, cue: Cue) -> bool:
    """«отмени отмену входа», "cancel the cancellation of login"."""
    behind = s.words[cue.last + 1 : cue.last + 3]
    return cue.kind == "cancelled" and any(word.forms & _CANCELLATIONS for word in behind)


def _only_describes(s: Sentence, cue: Cue) -> bool:
    """ "a blocked login is the last thing we need", "blocked users can't see login": a word before a noun."""
    following = cue.last + 1
    if cue.first != cue.last or not s.words[cue.first].text.endswith(_PARTICIPLES) or following >= len(s.words):
        return False
    if s.breaks(s.words[cue.last].end, s.words[following].start):
        return False
    if cue.first and s.words[cue.first - 1].text in ("a", "an"):
        return s.is_named(following)
    start, _ = s.segment(cue.first)
    return start == cue.first and is_strange(s, following) and s.words[following].text.endswith("s")


def _is_ignored(s: Sentence, cue: Cue) -> bool:
    """ "ignore that login is done", «игнорируй сообщение, что вход готов»: so it is told, and is not to count."""
    start, _ = s.hard_segment(cue.first)
    at = next((n for n in range(start, cue.first) if s.words[n].text in _IGNORED), None)
    if at is None or any(word.text in CONJUNCTIONS for word in s.words[at : cue.first]):
        return False
    named = [s.index(m.start) for m in s.of("feature") if at < s.index(m.start) <= cue.first]
    told = named[0] if named else cue.first
    return s.words[told - 1].text in _THAT or not s.breaks(s.words[at].end, s.words[told].start)


def _at_another_time(s: Sentence, cue: Cue) -> bool:
    return was_once(s, cue) or waits_its_turn(s, cue) or before_it_is(s, cue)


def _is_willing(s: Sentence, cue: Cue) -> bool:
    """«готовы приступить», "ready to start": who is ready to begin has not begun."""
    start, _ = s.segment(cue.first)
    if cue.first > 0 and s.words[cue.first - 1].text == "to":
        start = max(start, cue.first - _BEFORE)  # "if you'd be so good move it along to done"
    elif "INFN" not in s.words[cue.first].marks:
        return False
    return any(word.forms & _READY for word in s.words[start : cue.first])


def _is_a_purpose(s: Sentence, cue: Cue) -> bool:
    """«… к тому, чтобы её похоронили»: what something is meant for, and is not."""
    start, _ = s.segment(cue.first)
    opens = s.words[start].text in SO_THAT and "VERB" in s.words[cue.first].marks
    return opens and "past" in s.words[cue.first].marks


def _is_weighed(s: Sentence, cue: Cue) -> bool:
    """ "we need to finish", "considered cancelling": told of as a thing to do."""
    first = s.words[cue.first].text
    begun, _ = s.hard_segment(cue.first)
    before = [word.text for word in s.words[max(begun, cue.first - 2) : cue.first]]
    if before[-1:] == ["to"]:
        return cue.kind in ("done", "in_progress") and bool(_MODALS & set(before))
    becoming = before[-1:] in (["get"], ["become"]) and bool(_SHOULD & set(before))  # "must get done"
    if set(before[-1:]) & _SHOULD or becoming or before == ["have", "got"] or _ought_to_have(s, cue):
        return True
    if by_others(s, cue.first):
        return True
    if _is_wanted_so(s, cue) or _is_allowed(s, cue) or (cue.kind == "done" and before[-1:] == ["being"]):
        return True
    gerund = cue.language == "en" and first.endswith("ing") and cue.kind != "in_progress"
    while before and before[-1].endswith("ly"):
        before.pop()  # "we're officially killing it"
    return gerund and bool(before) and not _BE & set(before[-1:])


def _is_wanted_so(s: Sentence, cue: Cue) -> bool:
    """ "get login done", "Tom needs login finished": what is to become of it."""
    mention = next((m for m in s.of("feature") if s.index(m.end) == cue.first), None)
    if mention is None or cue.kind != "done" or s.said(cue) == "closed":
        return False  # "I want login closed" orders it
    if s.breaks(mention.end, s.words[cue.first].start):
        return False
    verb = s.index(mention.start) - 1
    while verb >= 0 and s.words[verb].text in _ARTICLES:
        verb -= 1
    return verb >= 0 and s.words[verb].text in _TO_HAVE and not s.breaks(s.words[verb].end, mention.start)


def _is_allowed(s: Sentence, cue: Cue) -> bool:
    """ "Tom may close login": somebody else may; "you may close it", "we may" are told to whoever listens."""
    before = [word.text for word in s.words[max(0, cue.first - 2) : cue.first]]
    return len(before) > 1 and before[-1] in _MAY and is_strange(s, cue.first - 2)


def _ought_to_have(s: Sentence, cue: Cue) -> bool:
    """ "should have shipped", "could've been done": it was not."""
    before = [word.text for word in s.words[max(0, cue.first - _BEFORE) : cue.first] if word.text != "been"]
    if before[-1:] == ["have"]:
        return bool(_MIGHT & set(before))
    return bool(before) and before[-1] in _MIGHT_HAVE


def _does_it_itself(s: Sentence, cue: Cue) -> bool:
    """ "dark theme is killing our battery": the feature does it, it is not done to it."""
    number = cue.first - 1
    named = any(m.end <= s.words[cue.first].start for m in s.of("feature"))
    word = s.words[cue.first].text
    if word in _ACTIVE and any(m.of("feature") and s.words[number].end == m.end for m in s.mentions):
        return True  # "dark theme holds v3.0 hostage"
    if word == "blocks" and any(m.start > s.words[cue.last].end for m in s.of("feature")):
        return True  # "login blocks signup"
    gerund = cue.language == "en" and word.endswith("ing") and cue.kind != "in_progress"
    return gerund and named and number >= 0 and s.words[number].text in ("is", "are", "was", "were", "keeps")


def _is_what_blocks(s: Sentence, cue: Cue) -> bool:
    """ "we're blocked by api integration": the feature is what holds something up."""
    if is_me(s, cue):
        return True
    by = cue.last if s.words[cue.last].text == "by" else cue.last + 1
    if cue.kind != "blocked" or by >= len(s.words) or s.words[by].text != "by":
        return False
    start, _ = s.segment(cue.first)
    named = any(start <= s.index(m.start) < cue.first for m in s.of("feature"))
    held = by + 1 + (by + 1 < len(s.words) and s.words[by + 1].text in ("the", "our"))
    return not named and any(s.index(m.start) == held for m in s.of("feature"))


def _is_of_another_clause(s: Sentence, cue: Cue) -> bool:
    """«закрыл ноутбук, тёмная тема подождёт»: the verb has an object of its own, and the name stands elsewhere."""
    start, end = s.segment(cue.first)
    named = any(start <= s.index(m.start) < end for m in s.of("feature"))
    if named and _takes_an_object_of_its_own(s, cue, end):
        return True
    if named or any(start <= c.first < end for c in s.all("pronoun")) or _is_ticked(s, cue):
        return False
    if cue.kind in REASONED:
        return _takes_an_object(s, cue, end) or (cue.first == start and is_somewhere(s, cue, end))
    behind = [n for n in range(cue.last + 1, min(end, cue.last + 3)) if not s.meant(n)]
    if not behind or _is_when(s, behind[0]):
        return False
    word = s.words[behind[0]]
    alone = "ADJF" in word.marks and behind[0] + 1 == end  # «закрыл больничный»
    return "NOUN" in word.marks or alone or (word.text.isascii() and word.text.isalpha())


def _is_ticked(s: Sentence, cue: Cue) -> bool:
    """«готово ✅ акт у бухгалтерии»: the sign ends what is said of it."""
    return any(word.text in _SIGNS for word in s.words[cue.first : cue.last + 2])


def _is_when(s: Sentence, number: int) -> bool:
    """«выкатили в обед», «приняли на планёрке»; «закрыли на обед» is done to something else."""
    led_in = s.words[number - 1].text in ("в", "во") or "loct" in s.words[number].marks
    return led_in and bool(s.words[number].forms & (TIMES | WHEN))


def _takes_an_object_of_its_own(s: Sentence, cue: Cue, end: int) -> bool:
    """ "block the time on Friday for onboarding": what is named stands behind a preposition, the object before it."""
    noun = cue.last + 2
    if s.words[cue.first].text not in ORDERS or noun >= end or s.words[cue.last + 1].text not in _ARTICLES:
        return False
    if s.is_named(noun) or any(c.first == noun for c in s.all("work", "feature_noun", "release_noun", "both", "new")):
        return False
    behind = [s.index(m.start) for m in s.of("feature") if s.index(m.start) > noun]
    return bool(behind) and all(s.words[n - 1].text in _OBJECT_OF for n in behind)


def _takes_an_object(s: Sentence, cue: Cue, end: int) -> bool:
    """«отменили корпоратив», "stop the jokes": that is ended, and not what is named elsewhere."""
    verb = "VERB" in s.words[cue.last].marks or s.words[cue.last].text in _ENDING
    article = cue.last + 1 < end and s.words[cue.last + 1].text in _ARTICLES
    noun = cue.last + 1 + article
    if not verb or noun >= end or any(c.first == noun for c in s.all("work", "feature_noun", "release_noun", "both")):
        return False
    word = s.words[noun]
    return (article and word.text.isascii()) or (not s.meant(noun) and {"NOUN", "accs"} <= word.marks)


def _is_of_somebody(s: Sentence, cue: Cue) -> bool:
    """ "Grant is blocked by HR in onboarding": somebody is, in what is named behind it."""
    start, end = s.segment(cue.first)
    if cue.first - 1 <= start or s.words[cue.first - 1].text not in _COPULAS:
        return False
    who = cue.first - 2  # "Mark is …": a verb there is somebody's name
    if not is_strange(s, who) and not (who == start and any(c.first == who for c in s.all("set"))):
        return False
    named = [s.index(m.start) for m in s.of("feature")]
    return bool(named) and all(cue.last < n < end and s.words[n - 1].text in _IN for n in named)


def _limited(s: Sentence, cue: Cue) -> bool:
    """«готова, но …», "done by Friday": not all of it, or not yet."""
    begin, end = s.segment(cue.first)
    phrases = [c for c in s.all("filler") if c.last > c.first]  # "down as done"
    if any(begin <= c.first < end and not any(p.covers(c) for p in phrases) for c in s.all("broke_")):
        return True  # «упала в проде»
    _, end = s.hard_segment(cue.first)
    if any(cue.last < c.first < end and _is_told_against_it(s, c) for c in s.all("broke_")):
        return True
    but = next((c for c in s.all("but_") if cue.last < c.first < end), None)
    foretold = but is not None and s.said(but) == "though" and any(is_gone_by(s, c, but.last) for c in s.all("hearsay"))
    if but is not None and not foretold and not any(m.start > s.words[but.first].start for m in s.of("feature")):
        return True
    return not _is_managed(s, cue) and any(_is_deadline(s, moment.start) for moment in s.days())


def _is_managed(s: Sentence, cue: Cue) -> bool:
    """ "we got it done before Friday", "we finished login by noon": so it was, and no day is yet to come."""
    start, _ = s.segment(cue.first)
    we = next((n for n in range(cue.first - 1, start - 1, -1) if s.words[n].text in _WE), None)
    return we is not None and (we == cue.first - 1 or s.words[we + 1].text == "got")


def _is_told_against_it(s: Sentence, broke: Cue) -> bool:
    """«готова была вчера, а сегодня сломали»: a clause of its own, that names nothing else."""
    start, end = s.segment(broke.first)
    turned = s.words[start].text in BUT | {"then", "потом"}
    return turned and not any(start <= s.index(m.start) < end for m in s.mentions)


def _is_deadline(s: Sentence, position: int) -> bool:
    """«к пятнице», «до пятницы», "by Friday"."""
    number = s.index(position)
    around = {word.text for word in s.words[max(0, number - 1) : number + 1]}
    return bool(around & _BY)


def _only_for(s: Sentence, cue: Cue) -> bool:
    if not s.words[cue.first].forms & (_READY | CLOSED) or cue.last + 1 >= len(s.words):
        return False
    following = s.words[cue.last + 1]
    apart = s.breaks(s.words[cue.last].end, following.start) or _needs_no_more(s, cue.last + 2)
    return not apart and ("INFN" in following.marks or following.text in _FOR_WHAT)


def _needs_no_more(s: Sentence, number: int) -> bool:
    """«готова обсуждать нечего»: the next verb belongs to a clause of its own."""
    return number < len(s.words) and s.words[number].text in _NOTHING_TO


_NOTHING_TO = frozenset("нечего незачем некогда некому".split())


def _gives_up_doing(s: Sentence, cue: Cue) -> bool:
    """«отказались переносить вход», "stop cancelling login": what is given up or stopped is said by the next verb."""
    if cue.kind == "cancelled":
        following = cue.last + 1
        return following < len(s.words) and "INFN" in s.words[following].marks and _does_something_else(s, cue)
    return cue.kind == "blocked" and s.words[cue.last].text in _STOPS and _does_something_else(s, cue)


def _is_likened(s: Sentence, cue: Cue) -> bool:
    """«готова как моя диссертация»; «готова как и обещали» is a phrase."""
    following = cue.last + 1
    if cue.kind not in ("done", "in_progress") or following >= len(s.words) or s.words[following].text != "как":
        return False
    phrase = any(c.first == following and c.last > c.first for c in s.all("filler"))
    phrase = phrase or any(c.first == following + 1 for c in s.all(cue.kind))  # «закрывай как готовую»
    return not phrase and not s.breaks(s.words[cue.last].end, s.words[following].start)


def _does_something_else(s: Sentence, cue: Cue) -> bool:
    """«начал проверять вход», "finished arguing about dark theme": what was begun or ended is said by the next verb."""
    following = cue.last + 1
    if following >= len(s.words) or s.is_named(following) or s.breaks(s.words[cue.last].end, s.words[following].start):
        return False
    word = s.words[following]
    if (s.meant(following) and cue.kind not in REASONED) or _needs_no_more(s, following + 1):
        return False
    gerund = word.text.isascii() and word.text.endswith("ing") and not word.text.endswith("thing")
    return "INFN" in word.marks or gerund
