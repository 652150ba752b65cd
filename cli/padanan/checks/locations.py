"""From a span in an unescaped text to the line and columns of the file where it is written."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from padanan.core.catalogue import Entry, Place
from padanan.core.escapes import escape
from padanan.core.model import Replacement, Span

# One character of a quoted piece as written, escapes included (the escapes of C that gettext reads).
_WRITTEN = re.compile(r'\\(?:x[0-9A-Fa-f]+|[0-7]{1,3}|.)|[^"\\]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A piece of one line of a file, 1-based code points; `end_column` is exclusive."""

    line: int
    column: int
    end_column: int | None = None


class Locator:
    """Finds where spans of entries' fields are written in a file of these lines.

    The field asked for last is remembered: the next span in it costs O(1).
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._last: tuple[Entry, str] | None = None
        self._written = _Written((), ())

    def locate(self, entry: Entry, field: str, span: Span | None) -> Location:
        """Find where a span of an entry's field is written.

        Args:
            entry: The entry, with `places`.
            field: The keyword as written, such as `msgstr[0]`.
            span: Code points of the unescaped text; None for the whole field, of which the first quoted
                piece is given, quotes included. An empty span lies before the character at its start.

        Returns:
            The part of the span that stands on its first line; the entry's first line where the field is
            absent.
        Cost: O(length of the field).
        """
        written = self._find(entry, field)
        if not written.places:
            return Location(line=max(entry.line, 1), column=1)
        if span is None:
            first, columns = written.places[0], written.columns[0]
            return Location(line=first.line, column=first.column, end_column=columns[-1] + 1)
        index = written.piece_of(span.start)
        columns, passed = written.columns[index], written.starts[index]
        last = len(columns) - 1
        start, end = min(span.start - passed, last), min(span.end - passed, last)
        return Location(line=written.places[index].line, column=columns[start], end_column=columns[end])

    def locate_replacement(
        self, entry: Entry, field: str, span: Span | None, text: str
    ) -> Replacement | None:
        """Say how to write `text` in the file for a span of an entry's field.

        Returns:
            The edit, over all quoted pieces that the span reaches into; None where the field is absent.
        """
        written = self._find(entry, field)
        if not written.places:
            return None
        start, end = (0, written.length) if span is None else (span.start, min(span.end, written.length))
        line, column = written.place_of(start)
        end_line, end_column = written.place_behind(end - 1) if start < end else (line, column)
        return Replacement(
            line=line, column=column, end_line=end_line, end_column=end_column, text=escape(text)
        )

    def _find(self, entry: Entry, field: str) -> "_Written":
        if self._last is None or self._last[0] is not entry or self._last[1] != field:
            self._last = (entry, field)
            self._written = _Written(entry.places.get(field, ()), self._lines)
        return self._written


class _Written:
    """A field as its file writes it, in quoted pieces.

    `columns` are those of each piece's characters, and last that of its closing quote; `starts` is how many
    characters come before each piece, `length` how many there are.
    """

    def __init__(self, places: Sequence[Place], lines: Sequence[str]) -> None:
        self.places = places
        self.columns = [_columns(place, lines) for place in places]
        *self.starts, self.length = accumulate((len(columns) - 1 for columns in self.columns), initial=0)

    def piece_of(self, offset: int) -> int:
        """Give the piece with the character at an offset, the last one for what is behind all."""
        if offset >= self.length:
            return len(self.places) - 1
        return bisect_right(self.starts, offset) - 1

    def place_of(self, offset: int) -> tuple[int, int]:
        """Give line and column of a character, the last piece's closing quote behind all."""
        index = self.piece_of(offset)
        at = min(offset - self.starts[index], len(self.columns[index]) - 1)
        return self.places[index].line, self.columns[index][at]

    def place_behind(self, offset: int) -> tuple[int, int]:
        """Give line and column behind a character."""
        index = self.piece_of(offset)
        return self.places[index].line, self.columns[index][offset - self.starts[index] + 1]


def _columns(place: Place, lines: Sequence[str]) -> list[int]:
    """List the column of each character of a quoted piece, and last that of the closing quote."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    columns = [place.column + 1]
    position = place.column
    while found := _WRITTEN.match(line, position):
        position = found.end()
        columns.append(position + 1)
    return columns
