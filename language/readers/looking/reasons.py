"""Why something burns or stands still, who made it so, what somebody did or is busy with."""

from __future__ import annotations

from language.draft import Draft, as_named
from language.guards.questions import asked
from language.readers.looking.scopes import person_in
from language.sentence import Sentence

_STANDS = ("blocked", "in_progress", "cancelled", "done", "backlog")
_MOST_WORDS = 14


def read_why(s: Sentence) -> Draft | None:
    """«почему горел вход в пятницу», «почему переводы заблокированы», "why was login on fire?"."""
    said = [c for c in s.all("filler") if c.last > c.first]  # «…, никто не знает почему»
    cue, features = next((c for c in s.all("why_") if not any(f.covers(c) for f in said)), None), s.of("feature")
    if cue is not None and not s.mentions and all(s.plain(n) or _asks_why(s, n) for n in range(len(s.words))):
        return Draft("why", "radar_why", {}, cue.language)  # «почему?»: what burns is asked about
    if cue is None or len(features) != 1 or not s.has("burning", "radar", "blocked") or len(s.words) > _MOST_WORDS:
        return None
    slots: dict[str, object] = {"feature": as_named(s, "feature", features[0])}
    period = s.period()
    day = period.until if period else next((day.value for day in s.days() if day.value), None)
    if day:
        slots["on"] = day.isoformat()
    return Draft("why", "radar_why", slots, cue.language)


def _asks_why(s: Sentence, number: int) -> bool:
    return any(c.first <= number <= c.last for c in s.all("why_"))


def read_who(s: Sentence) -> Draft | None:
    """«кто заблокировал вход?», "who blocked login?"."""
    cue, features = s.first("who_"), s.of("feature")
    status = s.first(*_STANDS)
    if cue is None or status is None or len(features) != 1 or not s.opening(cue.first):
        return None
    if status.first != cue.last + 1:
        return None  # «кто говорил, что тёмную тему закрыли» asks about something else
    slots = {"feature": as_named(s, "feature", features[0]), "status": status.kind}
    return Draft("who", "feature_status_history", slots, cue.language)


def read_left(s: Sentence) -> Draft | None:
    """«сколько фич осталось в 3.0?», "how many features are left in v3.0?": the release tells."""
    cue, releases = s.first("features"), s.of("release")
    if cue is None or len(releases) != 1 or s.of("feature") or not asked(s) or len(s.words) > _MOST_WORDS:
        return None
    return Draft("left", "release_show", {"release": as_named(s, "release", releases[0])}, cue.language)


def read_did(s: Sentence) -> Draft | None:
    """«что сделала Мария за неделю», «кто что сделал вчера», «чем занята Мария»."""
    if s.of("feature") or s.of("release") or not asked(s) or len(s.words) > _MOST_WORDS:
        return None
    person, did, busy = person_in(s), s.first("did_"), s.first("busy_")
    if person and busy:
        return Draft("busy", "feature_list", {"person": person, "status": "in_progress"}, busy.language)
    if did is None or not (person or s.has("who_")):
        return None
    slots: dict[str, object] = {"person": person} if person else {}
    if period := s.period():
        slots["period"] = period
    return Draft("did", "what_changed", slots, did.language)
