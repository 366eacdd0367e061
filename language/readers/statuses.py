"""The status of a feature, and why: «добили тёмную тему», "stuck because legal hasn't signed"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from language.belonging import belongs
from language.draft import Draft, Named
from language.guards import Reason, keeps_from
from language.names import Mention
from language.overtaken import turned_out
from language.readers.because import clean, reason_in
from language.readers.beforehand import Ahead, dictated_order, reason_ahead
from language.readers.claims import Claim, deciding, since_it_is_so
from language.readers.outsiders import REASONED, elsewhere
from language.readers.reservations import said_of_another
from language.readers.subjects import orders_another, subject_of
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

_ARROW = re.compile(r"[\s»\"”]*(?:→|->|=>)[\s«\"“]*")
_FEWEST_REASON_WORDS = 2
_OBJECT = 2  # words from a verb to what it is done to
_HELD_UP = ("разбло", "blocked", "unblock")


def read_statuses(s: Sentence, spoken_of: Mention | None = None) -> list[Draft]:
    """A draft per feature; two statuses for one feature cancel each other out unless one is plainly the last word."""
    features = s.of("feature") or ([spoken_of] if spoken_of and s.has("pronoun") else [])
    # «вход стоит, провайдер пушей упал»: what something else merely belongs to has no status beside one that has.
    features = [feature for feature in features if feature.whole or not belongs(s, feature)] or features
    ahead = reason_ahead(s, features)
    cues = [cue for cue in _status_cues(s) if ahead is None or not ahead.holds(cue)]
    claims = [claim for cue in cues if (claim := _claim(s, cue, features, ahead))]
    drafts = []
    for feature in features:
        about = since_it_is_so(s, [c for c in claims if feature in c.features])
        claim = deciding(s, about)
        if claim is not None:
            end = None if claim.explicit or claim.kept else elsewhere(s, claim.cue, feature)
            said = s.text[feature.start : end or feature.end] if feature in s.mentions else ""
            named = Named("feature", said, feature, elsewhere=end is not None)
            slots: dict[str, object] = {"feature": named, "status": claim.status}
            if _only_lifts(s, claim.cue):
                slots["lifted"] = "blocked"
            reason = _reason(s, [c for c in about if c.status == claim.status], features)
            reason = reason or (ahead.text if ahead else None)
            if reason:
                slots["reason"] = reason
            drafts.append(Draft("status", "feature_status", slots, claim.cue.language, claim.kept))
    if any(orders_another(s, cue, features) for cue in cues):
        return [replace(draft, kept=draft.kept or "several") for draft in drafts]
    return drafts


def read_reasoned(s: Sentence) -> list[Draft]:
    """«аудит не прошли, поэтому вход заблокирован»: a status with its reason before it, whatever that speaks of.

    So is «вход заблокирован. Причина: вендор удалил свой SDK», where an order of another kind stands in the reason.
    """
    if not s.has(*STATUSES):
        return []
    ahead = reason_ahead(s, s.of("feature")) is not None
    if not ahead and not (s.has(*_OTHER_ORDERS) and tells_why(s)):
        return []
    drafts = read_statuses(s)
    return [] if any(draft.kept for draft in drafts) else drafts


def _status_cues(s: Sentence) -> list[Cue]:
    cues = s.all(*STATUSES)
    reason = _explicit_reason_at(s)
    inside = [
        c
        for c in cues
        if (reason is None or c.first < reason)
        and not any(a.covers(c) and not _is_by_the_team(s, a) for a in s.all("assign", "filler"))
    ]
    # «переехала из бэклога в работу»: where it comes from is not what it is.
    left = [c for c in inside if c.first and s.words[c.first - 1].text in ("из", "from", "с")]
    # «Бэклог → В работе»: so does what stands before an arrow.
    left += [c for c, to in pairwise(inside) if _ARROW.fullmatch(s.text, s.words[c.last].end, s.words[to.first].start)]
    left += [c for c in inside if any(o.covers(c) for o in s.all("weighed"))]  # "close to"
    left += [c for c in inside if any(0 < n.first - c.last <= _OBJECT for n in s.all("dependency_noun"))]  # no status
    told_why = min((at for c in inside if (at := _unpaused_reason_at(s, c))), default=len(s.words))
    left += [c for c in inside if c.first >= told_why and not _names_another(s, told_why, c.first)]
    left += [c for c in inside if _calls_a_halt(s, c) or _is_waited_out(s, c, inside)]
    left += [c for c in inside if _is_ended_otherwise(s, c, inside)]
    told = [c for c in inside if c not in left and not _is_said_otherwise(s, c) and not _is_work(s, c)]
    lifted = _lifted(s)
    return [*lifted, *(c for c in told if not any(_overlap(c, one) for one in lifted))] if lifted else told


def _is_by_the_team(s: Sentence, cue: Cue) -> bool:
    """ "they are building login": nobody is named who answers for it."""
    return cue.kind == "assign" and cue.first > 0 and s.words[cue.first - 1].text in _TEAM


def _is_waited_out(s: Sentence, cue: Cue, cues: Sequence[Cue]) -> bool:
    """«заблокируй вход, пока переводы в работе», "block login until signup is done": the second only tells how long."""
    held = [c for c in cues if c.last < cue.first and c.kind in REASONED]
    if not held:
        return False
    words = s.words[held[-1].last + 1 : cue.first]
    return any(w.text in _WHILE for w in words) and any(
        s.words[held[-1].last].end <= m.start < s.words[cue.first].start for m in s.of("feature")
    )


_TEAM = frozenset("they we guys lads devs developers folks".split())
_WHILE = frozenset("пока until till while".split())


def _is_no_more(s: Sentence, cue: Cue) -> Reason | None:
    """«уже не в работе», "no longer in progress": what it is no longer; what is no longer blocked goes on."""
    over = any(over.last + 1 == cue.first for over in s.all("no_longer"))
    return "negation" if over and cue.kind != "blocked" else None


def _is_ended_otherwise(s: Sentence, cue: Cue, cues: Sequence[Cue]) -> bool:
    """«закрой как ненужную», "closed without building it": what tells how it ends says that nothing was done."""
    if cue.kind != "done":
        return False
    _, end = s.segment(cue.first)
    ways = [c for c in cues if c.kind == "cancelled" and cue.last < c.first < end]
    return any(s.words[n].text in _WAYS for c in ways for n in (c.first - 1, c.first))


_WAYS = frozenset("как за без as without".split())


def _calls_a_halt(s: Sentence, cue: Cue) -> bool:
    """The «стоп, …» that opens a message stops who speaks, and no feature."""
    halts = any((c.first, c.last) == (cue.first, cue.last) for c in s.all("halt"))
    return halts and s.opening(cue.first) and s.after(cue.last)[:1] in (",", "!", "…")


def _names_another(s: Sentence, first: int, last: int) -> bool:
    return any(first <= s.index(m.start) < last for m in s.of("feature"))


def _lifted(s: Sentence) -> list[Cue]:
    """«блокировка снята», «больше не на стопе», "no longer on hold": work goes on."""
    for over in s.all("no_longer"):
        held = next((c for c in s.all("blocked") if c.first == over.last + 1), None)
        if held is not None and s.words[held.first].text in ("на", "on"):
            return [Cue("in_progress", held.language, over.first, held.last)]
    for hold in s.all("hold"):
        start, end = s.segment(hold.first)
        lifts = [c for c in s.all("lifted") if start <= c.first < end and not _overlap(c, hold)]
        lifts = [c for c in lifts if not _named_between(s, c, hold) and not _is_denied(s, c)]
        if lifts:
            first, last = min(hold.first, lifts[0].first), max(hold.last, lifts[0].last)
            return [Cue("in_progress", hold.language, first, last)]
    return []


def _is_denied(s: Sentence, lift: Cue) -> bool:
    """«блокировку пока не сняли»."""
    return any(c.last == lift.first - 1 for c in s.all("no_"))


def _named_between(s: Sentence, one: Cue, other: Cue) -> bool:
    """«переводы в блок аналитику закрой»: what is closed is something else."""
    first, last = min(one.last, other.last), max(one.first, other.first)
    features = s.of("feature")
    return len(features) > 1 and any(s.words[first].end <= m.start < s.words[last].start for m in features)


def _only_lifts(s: Sentence, cue: Cue) -> bool:
    """«разблокируй», "no longer blocked": work goes on where it was held up, and nowhere else."""
    said = s.said(cue)
    return cue.kind == "in_progress" and (cue in _lifted(s) or any(root in said for root in _HELD_UP))


def _overlap(one: Cue, other: Cue) -> bool:
    return one.first <= other.last and other.first <= one.last


def _is_work(s: Sentence, cue: Cue) -> bool:
    """«сделай вход», «реализуй»: work is ordered, and nothing told of its being done."""
    word = s.words[cue.first]
    return cue.first == cue.last and "impr" in word.marks and bool(word.forms & _WORK)


_WORK = frozenset(
    "сделать доделать допилить реализовать дописать доработать докрутить дожать внедрить запилить накодить закодить "
    "наваять сварганить смастерить имплементировать выполнить исполнить".split()
)


def _is_said_otherwise(s: Sentence, cue: Cue) -> bool:
    """No status of a feature: «закрой риск»; «берём готовый виджет», where it only describes the next word."""
    word = s.words[cue.last]
    following = s.words[cue.last + 1] if cue.last + 1 < len(s.words) else None
    describes = (
        "ADJF" in word.marks
        and not word.marks & {"ADJS", "PRTS", "VERB"}
        and following is not None
        and "NOUN" in following.marks
        and not s.breaks(word.end, following.start)
    )
    step = cue.kind == "cancelled" and following is not None and bool(following.forms & _LATEST)
    nearly = s.said(cue) == "close" and cue.first > 0 and s.words[cue.first - 1].text in _BEING  # "it was close"
    goes_on = word.text == "отмена" and following is not None and not s.breaks(word.end, following.start)
    turned = turned_out(s, cue.first) is not None  # "I thought …" is no idea
    of_a_text = cue.kind == "done" and s.has("risk_noun", "idea_noun") and not turned
    return describes or goes_on or nearly or step or of_a_text


_LATEST = frozenset("последний предыдущий прошлый".split())  # «отмени последнее изменение по входу»
_BEING = frozenset("is was were are too very pretty quite it's really".split())


def _explicit_reason_at(s: Sentence) -> int | None:
    """The word at which «причина», "because" begins, once a status has been said."""
    first = s.first(*STATUSES)
    if first is None:
        return None
    kinds = ("reason", "until_") if first.kind in REASONED else ("reason",)
    conditions = s.all("if_")  # "as long as" is no "as"
    conditions += s.all(*STATUSES, "filler")  # "closed as obsolete", "as we speak" tell no reason
    cues = [c for c in s.all(*kinds) if c.first > first.last and not any(i.covers(c) for i in conditions)]
    if not cues:
        return None
    cue = cues[0]
    if ":" in s.text[s.words[cue.last].end :][:2]:
        return cue.first  # «причина: Сидоров сказал «вход отменён»»: all that follows
    later = [c for c in s.all(*STATUSES) if c.first > cue.last]
    named = [m for m in s.of("feature") if later and s.words[cue.last].end <= m.start < s.words[later[-1].first].start]
    return None if named and not _is_why_itself(s, cue, named) else cue.first


def _is_why_itself(s: Sentence, cue: Cue, named: Sequence[Mention]) -> bool:
    """ "cancel login because signup is blocked": what another feature is stands right behind "because"."""
    between = s.words[cue.last + 1 : s.index(named[0].start)]
    rest = s.text[named[-1].end :]
    return len(named) == 1 and all(word.text in _JOINS_WHY for word in between) and not _GOES_ON.search(rest)


_GOES_ON = re.compile(r"[,;.!\n]|\s(?:а|и|но|and|but)\s")
_JOINS_WHY = frozenset("что то того the our that наша наш у нас".split())


def tells_why(s: Sentence) -> bool:
    """«вход заблокирован, потому что …»: all that follows is the reason, whatever is made or kept in it."""
    at = _explicit_reason_at(s)
    features = s.of("feature")
    if at is None or not features or s.index(features[0].start) > at:
        return False
    return not any(c.first < at for c in s.all(*_MAKES)) and bool(s.text[s.words[at].end :].strip())


_OTHER_ORDERS = ("delete", "archive", "take_out", "rename")
_MAKES = ("create", "idea_noun", "risk_noun", "describe", "rename", "delete", "convert", "project_noun", "blocks")


def _claim(s: Sentence, cue: Cue, features: Sequence[Mention], ahead: Ahead | None) -> Claim | None:
    about = [mention for mention in subject_of(s, cue, features) if not _is_lacking(s, mention)]
    if not about:
        return None
    explicit = _is_explicit(s, cue) or dictated_order(s, cue, features) is not None
    end = _explicit_reason_at(s) or _implicit_reason_at(s, cue)
    if explicit and end is not None and _sets_a_condition(s, end):
        end = None  # «отмени её, когда придёт Вася» is no order of now
    why = range(ahead.first, ahead.last) if ahead else range(0)
    kept = keeps_from(s, cue.first, cue.last, imperative=explicit, until=end, why=why) or said_of_another(s, cue)
    kept = kept or _is_no_more(s, cue)
    return Claim(cue, cue.kind, tuple(about), kept, explicit, _is_directed(s, cue))


def _is_lacking(s: Sentence, mention: Mention) -> bool:
    """«в работе нет переводов», «тёмной темы нет»: there is none of it."""
    first, last = s.index(mention.start), s.index(mention.end) - 1
    gone = any(
        0 <= n < len(s.words)
        and s.words[n].text == "нет"
        and not s.breaks(min(s.words[n].end, mention.end), max(s.words[n].start, mention.start))
        for n in (first - 1, last + 1)
    )
    return gone and any("gent" in w.marks and not w.marks & {"nomn", "accs"} for w in s.words[first : last + 1])


def _is_directed(s: Sentence, cue: Cue) -> bool:
    """The cue tells where to: a preposition opens it, and a verb of another status stands in the same clause."""
    start, _ = s.segment(cue.first)
    verbs = [c for c in s.all(*STATUSES) if start <= c.first < cue.first and c.kind != cue.kind]
    return bool(verbs) and s.words[cue.first].text in ("в", "на", "to", "into", "back", "on")


def _implicit_reason_at(s: Sentence, cue: Cue) -> int | None:
    """The word behind the comma or dash that follows «заблокирована»: from there on it is told why."""
    _, end = s.segment(cue.last)
    if cue.kind not in REASONED and not _is_put_off(s, cue, end):
        return None
    end = _unpaused_reason_at(s, cue) or end
    return end if len(s.words) - end >= _FEWEST_REASON_WORDS else None


def _unpaused_reason_at(s: Sentence, cue: Cue) -> int | None:
    """ "login is blocked they never sent us the docs": what it is said of stands before, so this is no object."""
    start, end = s.segment(cue.last)
    following = cue.last + 1
    if cue.kind not in REASONED or following >= end or s.words[following].text not in _WHO:
        return None
    named = any(start <= s.index(m.start) < cue.first for m in s.of("feature"))
    return following if named else None


_WHO = frozenset("they we he she there nobody our their the my his her no".split())


def _is_put_off(s: Sentence, cue: Cue, end: int) -> bool:
    """«в бэклог, до июня никого на неё нет»: what is lacking is told behind, as of a hold."""
    return cue.kind == "backlog" and any(c.first >= end for c in s.all("cause_"))


def _sets_a_condition(s: Sentence, number: int) -> bool:
    """«когда …», "if …" behind an order."""
    return s.words[number].text in _WHEN or any(c.first == number for c in s.all("if_"))


_WHEN = frozenset({"когда", "when"})


def _is_explicit(s: Sentence, cue: Cue) -> bool:
    """An order: the cue's own verb or the one that sets it is in the imperative, or English says "mark … as"."""
    if any(
        "impr" in s.words[n].marks and "VERB" in s.words[n].marks and "futr" not in s.words[n].marks
        for n in range(cue.first, cue.last + 1)
    ):
        return True
    for order in s.all("set", "back"):
        word = s.words[order.first]
        behind = order.first == cue.last + 1 and not s.breaks(s.words[cue.last].end, word.start)  # «в работу поставь»
        if (order.first > cue.first and not behind) or _reckons(s, order, cue) or _is_no_order(s, order):
            continue
        if "impr" in word.marks or (word.text.isascii() and _begins(s, order)):
            return True
    return s.words[cue.first].text in _ENGLISH_ORDERS and _begins(s, cue)


def _reckons(s: Sentence, order: Cue, cue: Cue) -> bool:
    """«считай, готова» is as good as done and no order; «считай готовой» is one."""
    return s.words[order.first].text in ("считай", "считайте") and bool(s.words[cue.first].marks & {"ADJS", "PRTS"})


def _is_no_order(s: Sentence, order: Cue) -> bool:
    """ "Mark is done with …", "Mark has finished", "Mark started his …": a person. "Mark my words" says nothing."""
    if any(c.covers(order) for c in s.all("preface_")):
        return True
    behind = [word.text for word in s.words[order.last + 1 :][:2]]
    if order.first != order.last or not behind:
        return False
    own = behind[0].endswith("ed") and behind[1:] and behind[1] in _OWN
    return behind[0] in _AUXILIARIES or bool(own)


_OWN = frozenset({"his", "her", "their"})
_AUXILIARIES = frozenset("is was has had will isn't wasn't hasn't says said".split())
_ENGLISH_ORDERS = frozenset(
    "close cancel drop scrap kill block unblock start finish reopen stop pause freeze halt park "
    "shelve postpone resume axe ditch".split()
)


_OTHERS = frozenset({"they", "he", "she"})
_BEFORE_AN_ORDER = frozenset("so and please to then meant you just now".split())


def _begins(s: Sentence, cue: Cue) -> bool:
    """The English verb opens its clause: only plain words, or "so", "and", a comma before it."""
    start, _ = s.segment(cue.first)
    said = [c for c in s.all("plan", "ago", "wish", "own_wish", "hearsay", "maybe") if start <= c.first < cue.first]
    if any(not any(r.covers(c) for r in s.all("request")) for c in said):  # "may I ask you to close login"
        return False
    if cue.first == 0:
        return True
    before = s.words[cue.first - 1]
    if before.text in _OTHERS:
        return False  # "they put it down as done by mistake"
    if s.opening(cue.first):
        return True
    return before.text in _BEFORE_AN_ORDER or s.breaks(before.end, s.words[cue.first].start)


def _reason(s: Sentence, claims: Sequence[Claim], features: Sequence[Mention]) -> str | None:
    """What is said behind the status: up to the next feature, where another is told of."""
    cue = claims[-1].cue
    start = max(s.words[c.cue.last].end for c in claims)
    told_at = _explicit_reason_at(s)
    free = len(s.text) if told_at is None else s.words[told_at].start
    behind = [m for m in features if start <= m.start < free and not _follows(s, cue, m)]
    subjects = [m.end for m in features if m.start >= start and _follows(s, cue, m)]
    start = max([start, *subjects])
    later = [m.start for m in behind if any(c.first > s.index(m.start) for c in s.all(*STATUSES))]
    text = s.text[start : min(later, default=len(s.text))]
    _, end = s.segment(cue.last)
    if by := _whose_doing(s, cue, text):
        return by
    return reason_in(text, unmarked=claims[-1].status in REASONED or _is_put_off(s, cue, end))


def _whose_doing(s: Sentence, cue: Cue, text: str) -> str | None:
    """ "blocked by legal": who or what holds it up, be it one word."""
    said = s.said(cue)
    behind = text.strip()
    if cue.kind != "blocked" or not (said.endswith(" by") or behind.startswith("by ")):
        return None
    return clean(behind.removeprefix("by "))


def _follows(s: Sentence, cue: Cue, mention: Mention) -> bool:
    """The name stands right behind the cue: «заблокирована интеграция, ждём договор»."""
    return s.index(mention.start) - cue.last <= 3 and not s.breaks(s.words[cue.last].end, mention.start)
