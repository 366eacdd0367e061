"""What Telegram shows before a word is said: the command menu and the descriptions, in both languages."""

from __future__ import annotations

from typing import Final

from bot.api import BotApi

# (command without the slash, what it does); Telegram allows 32 characters for the one, 256 for the other.
COMMANDS: Final[dict[str, list[tuple[str, str]]]] = {
    "ru": [
        ("start", "Начать и увидеть, что я умею"),
        ("help", "Показать, что мне можно сказать"),
        ("projects", "Показать мои проекты"),
        ("features", "Показать фичи"),
        ("releases", "Показать релизы и их даты"),
        ("ideas", "Показать идеи"),
        ("changes", "Показать, что изменилось"),
        ("open_radar", "Открыть радар в браузере"),
        ("undo", "Отменить последнее изменение"),
        ("redo", "Вернуть отменённое"),
        ("where", "Показать, какой проект сейчас выбран"),
    ],
    "en": [
        ("start", "Begin and see what I can do"),
        ("help", "Show what you can say to me"),
        ("projects", "Show my projects"),
        ("features", "Show the features"),
        ("releases", "Show the releases and their dates"),
        ("ideas", "Show the ideas"),
        ("changes", "Show what has changed"),
        ("open_radar", "Open the radar in the browser"),
        ("undo", "Undo the last change"),
        ("redo", "Bring back what was undone"),
        ("where", "Show which project is chosen"),
    ],
}

# Shown in the empty chat, before the first message; at most 512 characters.
DESCRIPTIONS: Final[dict[str, str]] = {
    "ru": (
        "Радар — память владельца продукта.\n\n"
        "Пишите как говорите: «фича вход готова», «перенеси v2.0 на 1 марта», «что горит?». "
        "Я запомню, отвечу, почему горит и где риск, покажу, что изменилось, и отменю любой шаг."
    ),
    "en": (
        "Radar is a product owner's memory.\n\n"
        "Write as you speak: “feature login is done”, “move release v2.0 to March 1”, “what is burning?”. "
        "I keep it, say what burns and where the risk is, show what changed, and take any step back."
    ),
}

# Shown on the bot's profile and beside a shared link; at most 120 characters.
SHORT_DESCRIPTIONS: Final[dict[str, str]] = {
    "ru": "Память владельца продукта: что горит, где риск, что изменилось.",
    "en": "A product owner's memory: what is burning, where the risk is, what changed.",
}

# "" is for every language without words of its own. English is also set by name: words that an earlier
# version registered for "en" would otherwise stay in front of these.
LANGUAGES: Final = (("", "en"), ("en", "en"), ("ru", "ru"))


def register(api: BotApi) -> None:
    """Tell Telegram the menu and the descriptions, in each language; safe to repeat. Raises BotApiError."""
    for code, language in LANGUAGES:
        scope = {"language_code": code} if code else {}
        commands = [{"command": name, "description": words} for name, words in COMMANDS[language]]
        api.call("setMyCommands", {"commands": commands, **scope})
        api.call("setMyDescription", {"description": DESCRIPTIONS[language], **scope})
        api.call("setMyShortDescription", {"short_description": SHORT_DESCRIPTIONS[language], **scope})
