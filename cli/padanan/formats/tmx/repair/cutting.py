"""Cutting a document that need not be XML into its units and what is around them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

# The longest piece that is held, in code points: the reader takes no unit of more than a million.
LIMIT_PIECE = 1 << 22
# What ends a piece is looked for outside of comments and CDATA sections.
_OPAQUE = r"<!--(?:(?!--).)*-->|<!\[CDATA\[.*?\]\]>"
_BETWEEN = re.compile(rf"{_OPAQUE}|<tu(?=[\s>/])|</body(?=[\s>])", re.DOTALL)
_INSIDE = re.compile(rf"{_OPAQUE}|</tu\s*>|<tu(?=[\s>/])|</body(?=[\s>])", re.DOTALL)
_EMPTY = r"<tu(?=[\s/])(?:[^<>\"'/]|\"[^\"<]*\"|'[^'<]*'|/(?!>))*+/>"
_EMPTY_UNIT = re.compile(_EMPTY)
_ENDED = re.compile(rf"</tu\s*>\Z|\A{_EMPTY}\Z")
# The longest that a mark above can be, so that one at the end of what has come is waited for.
_LONGEST_MARK = 64


class Part(Enum):
    """What a piece is: before the first unit, a unit, between units, from the end of the body on."""

    HEAD = "head"
    UNIT = "unit"
    BETWEEN = "between"
    TAIL = "tail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a document, and the place of its first character, counting from 1.

    `is_cut` says that it was too long and misses its end.
    """

    part: Part
    text: str
    line: int
    column: int
    is_cut: bool = False

    @property
    def has_end(self) -> bool:
        """Whether a unit has its end tag."""
        return _ENDED.search(self.text) is not None


class Cutter:
    """Cuts text that comes in chunks; at most `LIMIT_PIECE` code points wait."""

    def __init__(self) -> None:
        self._text = ""
        self._part = Part.HEAD
        self._line = self._column = 1
        self._is_skipping = False

    def cut(self, chunks: Iterable[str]) -> Iterator[Piece]:
        """Give the pieces, in order."""
        for chunk in chunks:
            self._text += chunk
            yield from self._take(is_final=False)
        yield from self._take(is_final=True)

    def _take(self, *, is_final: bool) -> Iterator[Piece]:
        start = 0
        while (end := self._find_end(start, is_final=is_final)) is not None:
            yield from self._piece(start, end)
            start = end
        self._text = self._text[start:]
        if is_final and self._text:
            yield from self._piece(0, len(self._text))
        elif len(self._text) > LIMIT_PIECE:
            yield from self._piece(0, len(self._text), is_cut=True)
            self._is_skipping, self._text = True, self._text[-_LONGEST_MARK:]

    def _find_end(self, start: int, *, is_final: bool) -> int | None:
        """Give where the piece that begins at `start` ends; None when that has not come yet."""
        text, part = self._text, self._part
        if part is Part.TAIL:
            return None
        empty = _EMPTY_UNIT.match(text, start) if part is Part.UNIT else None
        if empty:
            return empty.end()
        marks = _INSIDE if part is Part.UNIT else _BETWEEN
        # The unit's own start tag is not where the next one begins.
        begin = start + 1 if part is Part.UNIT and not self._is_skipping else start
        for found in marks.finditer(text, begin):
            if found[0].startswith("<!"):
                continue
            if not is_final and found.end() + 1 > len(text):
                return None
            return found.end() if found[0].startswith("</tu") else found.start()
        return None

    def _piece(self, start: int, end: int, *, is_cut: bool = False) -> Iterator[Piece]:
        text = self._text[start:end]
        if (text or self._part is Part.HEAD) and not self._is_skipping:
            yield Piece(part=self._part, text=text, line=self._line, column=self._column, is_cut=is_cut)
        if not is_cut:
            self._is_skipping = False
            self._part = self._next_part(end)
        self._count(text if not is_cut else text[:-_LONGEST_MARK])

    def _next_part(self, end: int) -> Part:
        if self._text.startswith("</body", end):
            return Part.TAIL
        return Part.UNIT if self._text.startswith("<tu", end) else Part.BETWEEN

    def _count(self, text: str) -> None:
        lines = text.count("\n")
        if lines:
            self._line += lines
            self._column = 1
        self._column += len(text) - (text.rfind("\n") + 1)
