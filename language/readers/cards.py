"""Looking at one thing: its card, its history; an idea that becomes a feature, a risk that is closed."""

from __future__ import annotations

from language.draft import Draft, Named
from language.guards import asked, keeps_from
from language.names import Mention
from language.sentence import Sentence


def read_history(s: Sentence) -> Draft | None:
    cue = s.first("history")
    features = s.of("feature")
    if cue is None or not features:
        return None
    return Draft("history", "feature_history", {"feature": _named(s, "feature", features[0])}, cue.language)


def read_card(s: Sentence) -> Draft | None:
    """«что у нас по X», "who's the PO of X?": a question about a thing is answered with its card."""
    features = s.of("feature")
    if len(features) != 1:
        return None
    cue = s.first("show", "list")
    bare = all(s.plain(n) or s.is_named(n) or _is(s, n, "feature_noun") for n in range(len(s.words)))
    if cue is None and not bare and not asked(s):
        return None
    language = cue.language if cue else None
    return Draft("card", "feature_show", {"feature": _named(s, "feature", features[0])}, language or "")


def read_convert(s: Sentence) -> Draft | None:
    """«преврати идею про X в фичу», "turn the barcode idea into a feature"."""
    cue = s.first("convert")
    ideas = s.of("idea")
    noun = s.first("idea_noun")
    if (
        cue is None
        or not ideas
        or noun is None
        or not s.has("feature_noun", "features")
        or s.after(noun.last)[:1] == ":"
    ):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    return Draft("idea to feature", "idea_convert", {"idea": _named(s, "idea", ideas[0])}, cue.language, kept)


def read_close_risk(s: Sentence) -> Draft | None:
    cue = s.first("close_")
    risks = s.of("risk")
    noun = s.first("risk_noun")
    if cue is None or not risks or noun is None or s.after(noun.last)[:1] == ":":
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    return Draft("close a risk", "risk_close", {"risk": _named(s, "risk", risks[0])}, cue.language, kept)


def _is(s: Sentence, number: int, kind: str) -> bool:
    return any(c.kind == kind and c.first <= number <= c.last for c in s.cues)


def _named(s: Sentence, kind: str, mention: Mention) -> Named:
    return Named(kind, s.text[mention.start : mention.end], mention)  # type: ignore[arg-type]
