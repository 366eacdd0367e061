"""Drafts of a sentence: from the templates, which fit a whole sentence, and from the readers, which find its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from language import dates
from language.draft import Draft, Named
from language.folding import clean_name, fold
from language.guards import Reason
from language.guards.later import is_for_later
from language.intents import asks, gives_a_name, keeps_its_text
from language.names import Mention
from language.names.belonging import belongs
from language.names.cases import is_done_to
from language.names.namesakes import namesake
from language.names.no_names import is_no_person, is_no_team
from language.readers import asides, calling, removals, renaming
from language.readers.last_step import undoing
from language.readers.looking import cards, lists, navigation, reasons
from language.readers.new import naming, overrun
from language.readers.notes import descriptions, ideas, risks
from language.readers.notes.severity import rated_behind
from language.readers.people import owners as people
from language.readers.people import sharing, team_names, teams
from language.readers.release import moving, releases, taking_out
from language.readers.status import statuses
from language.readers.status.because import is_a_limit
from language.readers.ties import dependencies
from language.readers.ties import tying as ties
from language.sentence import Sentence
from language.taken_back.correcting import listed_last, said_last
from language.templates import frames
from language.templates.linking import Linked, links
from language.words import words

Reader = Callable[[Sentence], Draft | Sequence[Draft] | None]

# What is kept word for word comes first: an idea may hold any other command.
FREE_TEXT: tuple[Reader, ...] = (
    cards.read_convert,
    cards.read_close_risk,
    removals.read_delete_kept,
    removals.read_delete_team,
    descriptions.read_description,
    ideas.read_idea,
    risks.read_risk,
    renaming.read_rename,
    naming.read_new_feature,
    naming.read_new_project,
)
# What speaks of the conversation itself; «отмени это» points at no feature.
TALK: tuple[Reader, ...] = (
    undoing.read_redo,
    undoing.read_undo,
    undoing.read_back,
    navigation.read_language,
    navigation.read_help,
    navigation.read_reset,
    navigation.read_where,
)
# What makes something new points at nothing known: «нужен релиз 1.7, создай его».
CREATING: tuple[Reader, ...] = (naming.read_new_release,)
# Two features and an order about what ties them, which names neither: no clause of it stands alone.
TYING: tuple[Reader, ...] = (ties.read_tie,)
LIVING: tuple[Reader, ...] = (
    statuses.read_reasoned,
    asides.read_bring_back,
    asides.read_aside,
    navigation.read_radar,
    reasons.read_why,
    reasons.read_who,
    reasons.read_did,
    reasons.read_left,
    dependencies.read_dependency,
    people.read_po,
    sharing.read_shared,
    teams.read_teams,
    cards.read_why_of_release,
    taking_out.read_take_out,
    releases.read_put,
    moving.read_move,
    releases.read_ship,
    removals.read_archive,
    removals.read_delete,
    cards.read_history,
    statuses.read_statuses,
    navigation.read_switch,
    navigation.read_burning,
    navigation.read_changed,
    lists.read_list,
    navigation.read_risks,
    cards.read_card,
)
_DONE_AT_ONCE = frozenset(
    "feature_status feature_assign_po feature_assign_teams feature_delete dependency_add dependency_remove "
    "release_add_feature release_remove_feature release_out project_archive project_switch".split()
)
_PLACES_IT = frozenset("feature_delete release_add_feature release_remove_feature aside_put".split())
_ARTICLES = frozenset("the a an our my this next наш нашу нашей нашего эту этот".split())
_INTO = frozenset("to into in on onto from off в во на из с со к".split())
# «Команды входа: A, B. Прошу принять к исполнению.»
_CLOSING = re.compile(
    r"[.!;]\s+(?:прошу|просьба|прими(?:те)?|спасибо|благодарю|заранее|учти(?:те)?|thanks|thank you|cheers)\b"
    r"[^.!?:]{0,50}[.!]?\s*$"
    r"|\s*,\s*(?:это|и|вот|на этом)\s+(?:вс[её]|окончательно|точно|финально|решено|согласовано)\s*[.!]*$"
    r"|\s*,\s*(?:так\s+и\s+)?(?:запиши|отметь|зафиксируй|внеси)(?:те)?\s*[.!]*$"
    r"|\s*,\s*больше\s+(?:никого|никто)[^,]{0,20}$",
    re.IGNORECASE,
)
_MAKES = frozenset({"project_create", "feature_create"})


def from_templates(s: Sentence, *, linked: bool) -> Iterator[Draft]:
    """Drafts of the templates that fit, the tightest first; with `linked`, only where every thing is known."""
    for link in links(s.text, (*s.mentions, *s.moments)):
        for match in frames.match(link.text, linked=linked):
            draft = _from_match(match, link)
            rated = draft is not None and "severity" not in draft.slots and draft.intent == "risk_create"
            if rated and rated_behind(s):
                continue  # «риск: …, вероятность высокая»: the reader knows more words for how grave it is
            if draft is not None and not (linked and _is_of_another_kind(draft)):
                yield draft


def _is_of_another_kind(draft: Draft) -> bool:
    """A known thing stands where the template wants one of another kind: «почему горит v2.0» asks about no feature."""
    return any(isinstance(value, Named) and value.mention is None for value in draft.slots.values())


def from_readers(s: Sentence, readers: Sequence[Reader]) -> list[Draft]:
    """The drafts of the first reader that makes any."""
    for reader in readers:
        drafts = reader(s)
        if drafts:
            found = [drafts] if isinstance(drafts, Draft) else list(drafts)
            if found[0].intent.endswith("_create") and removals.opening_removal(s):
                continue  # «удали новую фичу …», «убери идею …»: what is to go is never made
            return [_on_paper(s, _at_once(s, _of_the_thing_itself(s, _naming_somebody(draft)))) for draft in found]
    return []


def _on_paper(s: Sentence, draft: Draft) -> Draft:
    """Kept from being done where it is put on an agenda, or goes from the slides: "add login to the v3.0 notes"."""
    if draft.kept or draft.intent not in _PLACES_IT or not s.has("papers_"):
        return draft
    named = [value.mention for value in draft.slots.values() if isinstance(value, Named) and value.mention]
    clauses = {s.segment(s.index(mention.start)) for mention in named} or {(0, len(s.words))}
    papers = [c for c in s.all("papers_") if any(first <= c.first < last for first, last in clauses)]
    return replace(draft, kept="another thing") if any(_is_led_into(s, c.first) for c in papers) else draft


def _is_led_into(s: Sentence, number: int) -> bool:
    """«в повестку», "to the v3.0 agenda"."""
    before = number - 1
    while before > 0 and (s.words[before].text in _ARTICLES or s.is_named(before)):
        before -= 1
    return before >= 0 and s.words[before].text in _INTO


def _naming_somebody(draft: Draft) -> Draft:
    """Kept from being done where what stands for an owner or a team is nobody's name: «PO входа против»."""
    person, teams = draft.slots.get("person"), draft.slots.get("teams")
    if draft.intent == "feature_assign_po" and isinstance(person, str) and is_no_person(person):
        return replace(draft, kept=draft.kept or "another thing")
    if draft.intent == "feature_assign_teams" and isinstance(teams, str) and any(map(is_no_team, teams.split(","))):
        return replace(draft, kept=draft.kept or "another thing")
    return draft


def _of_the_thing_itself(s: Sentence, draft: Draft) -> Draft:
    """Kept from being done where a feature is named only as what something else belongs to."""
    named = [value.mention for value in draft.slots.values() if isinstance(value, Named) and value.kind == "feature"]
    if draft.intent == "feature_assign_teams" or str(draft.slots.get("person", "")).startswith("@"):
        return draft  # «команды Бэк и Дизайн на тёмную тему»: what stands before it is a team
    if draft.kept or asks(draft.intent):
        return draft
    if draft.intent == "feature_rename" and calling.speaks_of_its_name(s.text):
        return draft
    if any(m is not None and belongs(s, m) for m in named):
        return replace(draft, kept="another thing")
    return _asked_which(s, draft)


def _asked_which(s: Sentence, draft: Draft) -> Draft:
    """With each feature asked about whose name goes on to words that make another thing of it."""
    features = {k: v for k, v in draft.slots.items() if isinstance(v, Named) and v.kind == "feature" and v.mention}
    ends = {k: namesake(s, v.mention) for k, v in features.items() if not v.elsewhere and v.mention in s.mentions}
    asked = {
        slot: replace(v, said=s.text[v.mention.start : end], elsewhere=True)
        for slot, v in features.items()
        if (end := ends.get(slot)) is not None and v.mention
    }
    return replace(draft, slots={**draft.slots, **asked}) if asked else draft


def _at_once(s: Sentence, draft: Draft) -> Draft:
    """Kept from being done where a day to come is told that the step has no place for: it is not dropped in silence."""
    named = [value.mention for value in draft.slots.values() if isinstance(value, Named) and value.mention]
    if draft.kept or draft.intent not in _DONE_AT_ONCE or draft.slots.get("status") == "backlog" or not named:
        return draft
    reason = draft.slots.get("reason")
    end = s.text.find(reason) if reason else -1
    holds = draft.slots.get("status") == "blocked"
    end = end if end >= 0 else len(s.text)
    return replace(draft, kept="later") if any(is_for_later(s, m, end, holds=holds) for m in named) else draft


def _from_match(match: frames.Match, link: Linked) -> Draft | None:
    """The draft of a template that fits, or None where a slot took something of another kind."""
    slots = {slot: _slot(match, link, slot, span) for slot, span in match.slots.items()}
    if match.language == "ru" and _is_the_other_way_round(slots, link):
        slots |= {"blocker": slots["blocked"], "blocked": slots["blocker"]}
    if any(value is None for value in slots.values()):
        return None
    free = keeps_its_text(match.intent) or gives_a_name(match.intent)  # a question mark may be its own
    asked = link.original.rstrip().endswith("?") and not (asks(match.intent) or free)
    kept: Reason | None = "question" if asked else None
    if match.intent == "feature_assign_teams" and not team_names.can_be_teams(slots["teams"]):
        kept = kept or "another thing"
    if match.intent in _MAKES and naming.says_more(link.original):
        return None  # the readers tell it from the name
    if isinstance(reason := slots.get("reason"), str) and is_a_limit(reason):
        return None  # «…, но только если банк согласится»
    if match.intent in _MAKES:
        kept = kept or overrun.holds_an_order(link.original)
    if match.intent == "release_create" and naming.tells_of_two(link.free_text(match.slots["version"])):
        kept = kept or "several"
    if isinstance(name := slots.get("name"), str):
        kept = kept or naming.unlikely(link.original, name)
    return _naming_somebody(Draft(f"template {match.template}", match.intent, slots, match.language, kept))


def _is_the_other_way_round(slots: dict[str, Any], link: Linked) -> bool:
    """«тёмную тему блокирует вход»: what stands first is what it is done to."""
    first, other = slots.get("blocker"), slots.get("blocked")
    if not (isinstance(first, Named) and isinstance(other, Named) and first.mention and other.mention):
        return False
    verb = words(fold(link.original[first.mention.end : other.mention.start]))[:1]
    return is_done_to(first.said, verb[0].marks if verb else (), other.said)


def _slot(match: frames.Match, link: Linked, slot: str, span: frames.Span) -> Any:
    mention = link.mention(span)
    if span.value is not None:
        return span.value
    if span.kind in frames.MOMENTS:
        return mention if isinstance(mention, _MOMENTS[span.kind]) else None
    if span.kind in frames.THINGS:
        fits = mention if isinstance(mention, Mention) and mention.of(span.kind) else None
        moment = isinstance(mention, dates.DateMention | dates.Period)
        return None if moment else Named(span.kind, clean_name(link.said(span)), fits)  # type: ignore[arg-type]
    return _free(match, slot, link.free_text(span))


def _free(match: frames.Match, slot: str, text: str) -> str:
    """What is said anew: as it was said last, without what leads it in or is remarked behind it."""
    if slot == "version":
        return naming.version_in(said_last(text)) or naming.version_in(text) or naming.version_said(text) or text
    if slot == "person":
        return said_last(_CLOSING.sub("", text))
    if slot == "teams":
        return listed_last(_CLOSING.sub("", text))
    if slot == "name":
        return renaming.renamed(text) if match.intent.endswith("_rename") else naming.new_name(text)
    return text


_MOMENTS: dict[str, type[Any]] = {"date": dates.DateMention, "period": dates.Period}
