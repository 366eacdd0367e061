"""Telegram's HTML, read as strictly as Telegram reads it: what it refuses must not pass on a desk either."""

from __future__ import annotations

from html.parser import HTMLParser

_TAGS = frozenset({"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a"})


class Malformed(ValueError):
    """The HTML would be refused; the text says why, in Telegram's words."""


def shown_text(html: str) -> str:
    """The text without its tags, as a person sees it. Raises Malformed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise Malformed(f'Can\'t find end tag corresponding to start tag "{reader.open[-1]}"')
    return "".join(reader.pieces)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.open: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise Malformed(f'Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Malformed(f'Unexpected end tag "{tag}"')

    def handle_comment(self, _data: str) -> None:
        raise Malformed("Unsupported start tag")

    def handle_decl(self, _decl: str) -> None:
        raise Malformed("Unsupported start tag")
