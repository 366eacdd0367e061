"""Deleting and archiving; each is confirmed before it is done."""

from __future__ import annotations

from language.draft import Draft, Named
from language.guards import keeps_from
from language.names import Mention
from language.sentence import Sentence


def read_archive(s: Sentence) -> Draft | None:
    """«личный кабинет в архив», "archive X, that project is over"; «верни X из архива»."""
    projects = s.of("project")
    if not projects or s.of("feature"):
        return None
    back = s.first("restore")
    cue = back or s.first("archive")
    if cue is None:
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    intent = "project_restore" if back else "project_archive"
    return Draft("archive", intent, {"project": _named(s, "project", projects[0])}, cue.language, kept)


def read_delete(s: Sentence) -> Draft | None:
    """«снеси нафиг фичу X», "I want X deleted for good"."""
    cue = s.first("delete")
    if cue is None or s.of("release"):
        return None
    kept = keeps_from(s, cue.first, cue.last, imperative=True)
    for kind in ("feature", "project"):
        if mentions := s.of(kind):
            slots = {kind: _named(s, kind, mentions[0])}
            return Draft("delete", f"{kind}_delete", slots, cue.language, kept)
    return None


def _named(s: Sentence, kind: str, mention: Mention) -> Named:
    return Named(kind, s.text[mention.start : mention.end], mention)  # type: ignore[arg-type]
