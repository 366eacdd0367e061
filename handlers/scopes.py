"""What an answer is limited to (a project, a release, a person), said in its title, and what it could not keep to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from handlers.alphabets import in_latin, is_cyrillic
from handlers.conversation import Conversation
from handlers.listing import listing
from handlers.reply import Button, Refusal, Reply
from handlers.words import FEATURE_STATUS, bold, say, short
from models import Project, Release, name_key
from radar import Facts

_SAID = 80  # letters of what was said
_WITHOUT: Mapping[str, Callable[[], Markup]] = {
    "po": lambda: say("Without a PO"),
    "teams": lambda: say("Without a team"),
    "release": lambda: say("In no release"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Nothing but what is named counts; without any, the context does."""

    project: Project | None = None
    release: Release | None = None
    person: str = ""
    author: str = ""  # who changed it
    lacking: str = ""  # what the features are without
    became: str = ""  # the status to which they came
    unheard: str = ""  # said, but not kept to
    everywhere: bool = False  # in all projects, whatever the context

    @property
    def named(self) -> bool:
        """It is told apart from what the context shows."""
        return bool(self.project or self.release or self.person or self.everywhere)

    @property
    def of_person(self) -> bool:
        return bool(self.person or self.author)

    def project_id(self, talk: Conversation) -> int | None:
        if self.everywhere:
            return None
        if self.project is not None:
            return self.project.id
        return self.release.project_id if self.release is not None else talk.context.active_project_id

    @property
    def slots(self) -> dict[str, object]:
        """What a button must carry to ask for the same."""
        rows = {"project": self.project, "release": self.release}
        every: dict[str, object] = {"everywhere": 1} if self.everywhere else {}
        every |= {"status": self.became} if self.became else {}
        return every | {name: row.id for name, row in rows.items() if row is not None}

    def listing(
        self,
        title: Markup,
        lines: Sequence[Markup],
        *,
        more: Button,
        everything: str = "",
        buttons: Sequence[Button] = (),
    ) -> Reply:
        """Like `listing`; of one person as much as fits at once, for no button has room for a name."""
        if not self.of_person:
            return listing(title, lines, more=more, everything=everything, buttons=buttons)
        reply = listing(title, lines, more=more, everything="1")
        reply.buttons = list(buttons)
        return reply

    def told(self, title: Markup, talk: Conversation) -> Markup:
        """«Проект Мобильный банк. Горит: 3»."""
        without = _WITHOUT[self.lacking]() if self.lacking in _WITHOUT else None
        parts = [
            say("Project %(name)s", name=bold(self.project.name)) if self.project else None,
            say("Release %(name)s", name=talk.named(self.release)) if self.release else None,
            say("All projects") if self.everywhere else None,
            bold(short(self.author, _SAID)) if self.author else None,
            say("Features of the PO %(name)s", name=bold(short(self.person, _SAID))) if self.person else None,
            without,
            say("Only what became: %(status)s", status=FEATURE_STATUS[self.became]()) if self.became else None,
        ]
        return Markup(". ").join([part for part in (*parts, title) if part])

    def warned(self, reply: Reply) -> Reply:
        """The reply; first of all, that something which was said is not kept to."""
        if self.unheard:
            reply.lines.insert(
                0, say("I can't narrow it down to “%(said)s”: this is all.", said=short(self.unheard, _SAID))
            )
        return reply

    def facts(self, facts: Facts) -> Facts:
        """Only what belongs to the person; a Refusal where nobody of that name is a PO."""
        if not self.person:
            return facts
        theirs = tuple(feature for feature in facts.features if is_called(feature.po, self.person))
        if not theirs:
            raise Refusal(say("No unfinished feature has a PO named %(name)s.", name=bold(short(self.person, _SAID))))
        names = {feature.id for feature in theirs}
        risks = tuple(risk for risk in facts.risks if risk.feature_id in names)
        return replace(facts, features=theirs, releases=(), risks=risks)


def is_called(name: str | None, said: str) -> bool:
    """Each word that was said begins a word of the name, in either alphabet: «Мария» is Мария Петрова, "Maria" too."""
    fold = in_latin if name and is_cyrillic(name) != is_cyrillic(said) else name_key
    words, parts = fold(name or "").split(), fold(said).split()
    return bool(parts) and all(any(word.startswith(part) for word in words) for part in parts)
