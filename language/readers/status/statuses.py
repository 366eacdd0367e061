"""The status of a feature, and why: «добили тёмную тему», "stuck because legal hasn't signed"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from language.draft import Draft, Named
from language.guards import Reason, keeps_from
from language.names import Mention
from language.names.belonging import belongs
from language.readers.status.because import is_a_condition, is_a_limit
from language.readers.status.beforehand import Ahead, dictated_order, reason_ahead
from language.readers.status.claims import Claim, deciding, since_it_is_so
from language.readers.status.cues import status_cues
from language.readers.status.lifting import only_lifts
from language.readers.status.orders import is_ordered
from language.readers.status.outsiders import at_home, elsewhere
from language.readers.status.reservations import said_of_another
from language.readers.status.subjects import orders_another, subject_of
from language.readers.status.told_why import explicit_reason_at, implicit_reason_at, reason_told, tells_why
from language.sentence import Sentence
from language.vocabulary import STATUSES, Cue

_OTHER_ORDERS = ("delete", "archive", "take_out", "rename")
_WHEN = frozenset({"когда", "when"})


def read_statuses(s: Sentence, spoken_of: Mention | None = None) -> list[Draft]:
    """A draft per feature; two statuses for one feature cancel each other out unless one is plainly the last word."""
    features = s.of("feature") or ([spoken_of] if spoken_of and s.has("pronoun") else [])
    # «вход стоит, провайдер пушей упал»: what something else merely belongs to has no status beside one that has.
    features = [feature for feature in features if feature.whole or not belongs(s, feature)] or features
    ahead = reason_ahead(s, features)
    cues = [cue for cue in status_cues(s) if ahead is None or not ahead.holds(cue)]
    claims = [claim for cue in cues if (claim := _claim(s, cue, features, ahead))]
    drafts = []
    for feature in features:
        about = since_it_is_so(s, [c for c in claims if feature in c.features])
        claim = deciding(s, about)
        if claim is not None:
            end = None if claim.kept else _not_ours(s, claim, feature)
            said = s.text[feature.start : end or feature.end] if feature in s.mentions else ""
            named = Named("feature", said, feature, elsewhere=end is not None)
            slots: dict[str, object] = {"feature": named, "status": claim.status}
            if only_lifts(s, claim.cue):
                slots["lifted"] = "blocked"
            reason = reason_told(s, [c for c in about if c.status == claim.status], features)
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
    if not ahead and not ((s.has(*_OTHER_ORDERS) or _is_set(s)) and tells_why(s)):
        return []
    drafts = read_statuses(s)
    return [] if any(draft.kept for draft in drafts) else drafts


def _is_set(s: Sentence) -> bool:
    """«поставь „заблокирована“ на вход, причина: Марат в отпуске»: a status is put on it, and nobody."""
    first = s.first(*STATUSES)
    given = [c for c in s.all("assign") if first is not None and c.last < first.first]
    return bool(given) and not s.has("po", "team", "blocks", "depends")


def _not_ours(s: Sentence, claim: Claim, feature: Mention) -> int | None:
    """Where the words end that may tell of another thing; an order is of ours, but for «у сына онбординг, закрой»."""
    if claim.explicit:
        return feature.end if at_home(s, feature) else None
    return elsewhere(s, claim.cue, feature)


def _is_no_more(s: Sentence, cue: Cue) -> Reason | None:
    """«уже не в работе», "no longer in progress": what it is no longer; what is no longer blocked goes on."""
    over = any(over.last + 1 == cue.first and not s.pause_before(cue.first) for over in s.all("no_longer"))
    return "negation" if over and cue.kind != "blocked" else None


def _claim(s: Sentence, cue: Cue, features: Sequence[Mention], ahead: Ahead | None) -> Claim | None:
    about = [mention for mention in subject_of(s, cue, features) if not _is_lacking(s, mention)]
    if not about:
        return None
    explicit = is_ordered(s, cue) or dictated_order(s, cue, features) is not None
    end = explicit_reason_at(s) or implicit_reason_at(s, cue)
    if explicit and end is not None and _sets_a_condition(s, end):
        end = None  # «отмени её, когда придёт Вася» is no order of now
    if end is not None and end < len(s.words) and (limit := _limit(s, cue, end)):
        return Claim(cue, cue.kind, tuple(about), limit, explicit, _is_directed(s, cue))
    why = range(ahead.first, ahead.last) if ahead else range(0)
    kept = keeps_from(s, cue.first, cue.last, imperative=explicit, until=end, why=why) or said_of_another(s, cue)
    kept = kept or _is_no_more(s, cue)
    return Claim(cue, cue.kind, tuple(about), kept, explicit, _is_directed(s, cue))


def _limit(s: Sentence, cue: Cue, number: int) -> Reason | None:
    """What is told from this word on is no reason: «…, если не ответят», «отменяем, никому не нужна?»."""
    told = s.text[s.words[number].start :]
    if is_a_condition(told):
        return "condition"
    marks = s.words[cue.first].marks
    ordered = "impr" in marks and "incl" not in marks
    return "question" if told.rstrip().endswith("?") and not ordered else None


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


def _sets_a_condition(s: Sentence, number: int) -> bool:
    """«когда …», "if …", «но только если …» behind an order."""
    limits = is_a_limit(s.text[s.words[number].start :])
    return limits or s.words[number].text in _WHEN or any(c.first == number for c in s.all("if_"))
