"""Whether what is said around a step bears on it: «нельзя, так что переименуй», «удали её, она не нужна»."""

from __future__ import annotations

from language.guards.governing import ORDERS
from language.guards.negations import denies_another_status
from language.guards.own_words import HEARD, is_checked_since
from language.sentence import Sentence
from language.vocabulary import Cue
from language.words import BUT, CONJUNCTIONS

_OWN_WISH = frozenset("хочу хотим прошу просим хотела хотел я мы i we i'd".split())
_AT_ONCE = 2  # words from an order to «не надо» behind it
_TELLERS = frozenset("i we they you he she there".split())


def bears_on(s: Sentence, cue: Cue, first: int, last: int, imperative: bool) -> bool:
    if cue.kind == "tell_":
        return imperative and cue.first < first and _is_what_is_told(s, cue, first)
    if cue.kind == "refused_":
        deed = s.words[first].text
        return _is_a_deed(s, first) and deed.endswith(_NOMINAL) and s.segment(first) == s.segment(cue.first)
    return _bears(s, cue, first, last, imperative)


def _bears(s: Sentence, cue: Cue, first: int, last: int, imperative: bool) -> bool:
    before = cue.first < first
    apart = before and (s.breaks(s.words[cue.last].end, s.words[first].start) or _begins_anew(s, cue, first))
    ordered = apart and _commands(s, first, last)
    if cue.kind == "maybe":
        # «может удалим», «может быть, перенесём»: weighed, not ordered; «вроде всё, закрывай» orders.
        return imperative and before and not ordered
    if cue.kind in ("weighed", "habit", "ought_"):
        return (before or not imperative or _is_a_deed(s, first) or _leaves_open(s, cue, last)) and not ordered
    if not imperative:
        denies = cue.kind == "never_" and denies_another_status(s, cue, first)  # "it was never blocked, it's done"
        others = cue.kind == "never_" and _is_of_others(s, cue, first, last)
        others = others or (cue.kind == "wish" and cue.first > last + 1 and _is_waived(s, cue.first - 1))
        return not (denies or others or _was_too_early(s, cue, first))
    if cue.kind in ("if_", "someday"):
        concluded = ordered and s.said(cue) in _WOULD and _is_concluded(s, cue, first)
        return not (concluded or _was_too_early(s, cue, first) or (cue.first > last and _tells_what_else(s, cue)))
    if cue.kind == "never_":
        # Behind an order it speaks of something else («удали её, она не нужна»), unless it follows at once.
        at_once = not before and _follows(s, cue, first, last)
        explained = _follows_from(s, cue, first) or (ordered and _denies_another(s, cue))
        return at_once or (before and not explained)
    heard = s.words[cue.first].forms & HEARD
    own = not heard and any(word.text in _OWN_WISH for word in s.words[max(0, cue.first - 2) : cue.first + 1])
    own = own and not _came_to_nothing(s, cue, last)
    return before and not own and not _follows_from(s, cue, first)


def _leaves_open(s: Sentence, cue: Cue, last: int) -> bool:
    """«закрой вход, под вопросом у юристов»: right behind the order it is told that nobody has decided."""
    start, _ = s.segment(cue.first)
    opens = all(s.plain(n) or s.words[n].text in _STILL for n in range(start, cue.first))
    return cue.kind == "weighed" and start > last and opens


_STILL = frozenset("хотя но пока еще правда though but still although".split())


_WOULD = frozenset("would it'd i'd we'd".split())


def _is_concluded(s: Sentence, cue: Cue, first: int) -> bool:
    """ "I would say it's finished, so close it": what one would say is why; behind a colon it is what is said."""
    if ":" in s.text[s.words[cue.last].end : s.words[first].start]:
        return False
    apart = s.hard_segment(cue.first) != s.hard_segment(first)
    concluded = (c.last + 1 for c in s.all("so_") if cue.last < c.first < first)
    return apart or any(s.words[n].text in ORDERS or s.words[n].text in _JUST for n in concluded)


def _is_a_deed(s: Sentence, first: int) -> bool:
    """«удаление входа под вопросом», "cancelling login was discussed": the step is spoken of, nobody orders it."""
    word = s.words[first]
    if word.text.isascii():
        return word.text.endswith(_DEEDS)
    return "NOUN" in word.marks and not word.marks & {"VERB", "INFN", "impr"}


_DEEDS = ("ing", "tion")
_NOMINAL = (*_DEEDS, "ние", "ния", "нию", "нием", "нос", "носа", "носу", "мена", "мены", "мену")


def _is_what_is_told(s: Sentence, cue: Cue, first: int) -> bool:
    """«напиши клиенту, что v2.0 перенесён», "let the client know v3.0 moved": news for others, and no order."""
    if "impr" in s.words[first].marks:
        return False
    between = s.words[cue.last + 1 : first]
    if any(word.text in _THAT for word in between):
        return True
    joined = any(word.text in CONJUNCTIONS for word in between)
    return cue.language == "en" and not joined and not s.breaks(s.words[cue.last].end, s.words[first].start)


_THAT = frozenset({"что", "будто", "that"})
_WANTED = frozenset("хотел хотела хотели думал думала думали собирался собиралась собирались wanted meant".split())
_BUT_THEN = BUT | {"да", "однако", "потом", "then"}


def _came_to_nothing(s: Sentence, cue: Cue, last: int) -> bool:
    """«хотел удалить вход, но не стал», "wanted to close it but …": what was wanted, and is not ordered behind."""
    if s.words[cue.first].text not in _WANTED:
        return False
    _, end = s.hard_segment(last)
    turn = next((n for n in range(last + 1, end) if s.words[n].text in _BUT_THEN and not s.is_named(n)), None)
    return turn is not None and not any("impr" in word.marks for word in s.words[turn:end])


def _begins_anew(s: Sentence, cue: Cue, first: int) -> bool:
    """ "we're never doing it just delete it"; in "don't just delete it" nothing stands between."""
    anew = range(cue.last + 2, first)
    if cue.last < first - 2 and s.words[first - 1].text in _JUST:
        return True
    opens = (n for n in anew if s.words[n].text in _JUST and s.words[n - 1].text not in _TO_DO)
    return any(s.words[n + 1].text in ORDERS for n in opens)


_NEEDLESS = frozenset({"no reason", "no need", "no point"})
_DO_NOT = frozenset({"don't", "dont", "do not", "never", "would never", "could never"})
_TO_DO = _TELLERS | {"to", "can", "could", "should"}
_JUST = frozenset("just please просто".split())


def _is_of_others(s: Sentence, cue: Cue, first: int, last: int) -> bool:
    """ "… is in the backlog we don't have the people", "login is done, signup is not yet": others do not, and it is so.

    What is done is taken back by much: of it only what another feature is not says nothing.
    """
    if cue.first <= last:
        return False
    if _is_waived(s, cue.last):
        return True
    start, _ = s.segment(cue.first)
    before, who = [m for m in s.of("feature") if s.index(m.start) <= last], cue.first - 1
    named = [m for m in s.of("feature") if max(start, last + 1) <= s.index(m.start) < cue.first]
    if named or any(c.first == first for c in s.all("done")):
        return bool(named) and start > last and not any(set(m.things) & set(named[-1].things) for m in before)
    strange = start > last and s.words[who].text.isascii() and s.words[who].text.isalpha() and not s.meant(who)
    plain = cue.first == cue.last and s.words[cue.first].text in _DENYING
    plain = plain and _verb_behind(s, cue.first) not in _OPINIONS
    return plain and who > last and (strange or s.words[who].text in _OTHERS)


def _is_waived(s: Sentence, number: int) -> bool:
    """ "login is done, and no, I don't want a badge": what who speaks does without, and no thing of the board."""
    told = [word.text for word in s.words[number - 1 : number + 3]]
    who, denied, verb, what = told if number and len(told) == _WAIVING else ("", "", "", "")
    mine = who in ("i", "we") and denied in ("don't", "dont")
    return mine and verb in ("want", "need", "expect") and what in ("a", "an", "any", "your")


_WAIVING = 4  # words of "I don't want a …"


_EARLY = frozenset({"рано", "рановато"})


def _was_too_early(s: Sentence, cue: Cue, first: int) -> bool:
    """«рано я её закрыл, она ещё в работе», «в бэклог, рано закрыли»: a step before was, and not the one told."""
    start, end = s.segment(cue.first)
    past = any({"VERB", "past"} <= s.words[n].marks for n in range(cue.first + 1, end))
    return s.said(cue) in _EARLY and past and not start <= first < end


def is_of_people(s: Sentence, cue: Cue, first: int) -> bool:
    """ "half the team is sick but login is done", «половина команды болеет, но …»: told of others, before."""
    behind = cue.last + 1
    counted = behind < first and (s.words[behind].text in _COUNTED or "gent" in s.words[behind].marks)
    turn = next((n for n in range(behind + 1, first) if s.words[n].text in BUT or s.pause_before(n)), None)
    if cue.kind != "partly" or not counted or turn is None:
        return False
    return not any(cue.first <= s.index(m.start) < turn for m in s.mentions) and not any(
        c.first in range(behind, turn) for c in s.all("pronoun", "part_")
    )


_COUNTED = frozenset("the of our my all everyone everybody two three four five six".split())
_ELSE = frozenset({"иначе", "otherwise"})


def _verb_behind(s: Sentence, number: int) -> str:
    return s.words[number + 1].text if number + 1 < len(s.words) else ""


_DENYING = frozenset("never don't doesn't didn't".split())
_OPINIONS = frozenset("think believe want agree say said know mean tell buy".split())
_OTHERS = frozenset("we they he she nobody was were".split())


def _tells_what_else(s: Sentence, cue: Cue) -> bool:
    """«двигай на 1 марта, иначе не успеем» tells why; «…, иначе удали» orders another thing."""
    return s.said(cue) in _ELSE and not any(
        "impr" in w.marks and "incl" not in w.marks for w in s.words[cue.last + 1 :]
    )


_LEFT_SO = frozenset("need keep leave hold let wait bother mind".split())


def _denies_another(s: Sentence, cue: Cue) -> bool:
    """«не надо ждать, закрывай», "don't keep it there, start it": what is not to be done is something else."""
    following = cue.last + 1
    if s.said(cue) in _NEEDLESS and following < len(s.words) - 1 and s.words[following].text == "to":
        following += 1  # "there's no reason to keep it open, close it"
    if following >= len(s.words):
        return False
    word = s.words[following]
    if s.said(cue) in _DO_NOT and cue.first > s.segment(cue.first)[0] and not s.plain(cue.first - 1):
        return True  # "the lawyers don't like the word: rename it"
    return "INFN" in word.marks or word.text in _LEFT_SO or (word.text.isascii() and word.text.endswith("ing"))


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


def _follows_from(s: Sentence, cue: Cue, first: int) -> bool:
    """«юристы сказали нельзя, так что переименуй»: what was heard is why it is ordered."""
    if any(cue.last < c.first <= first for c in s.all("so_")):
        return True
    if cue.kind == "hearsay" and is_checked_since(s, cue.last, first):
        return True
    start, _ = s.segment(first)
    if cue.kind != "wish":
        return False
    if s.words[first].text in ORDERS:  # "they want it gone, cancel it"; "they want one thing: cancel it" is theirs
        apart = ":" not in s.text[s.words[cue.last].end : s.words[first].start]
        return apart and cue.last < start and all(s.plain(n) for n in range(start, first))
    start = max((n for n in range(start, first) if s.words[n].text in CONJUNCTIONS), default=start)
    ordered = any("impr" in word.marks for word in s.words[start : first + 1])
    return ordered and cue.last < start
