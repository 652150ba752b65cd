"""From a span in an unescaped text to the line and columns of the file where it is written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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


def locate(entry: Entry, field: str, span: Span | None, lines: Sequence[str]) -> Location:
    """Find where a span of an entry's field is written.

    Args:
        entry: The entry, with `places`.
        field: The keyword as written, such as `msgstr[0]`.
        span: Code points of the unescaped text; None for the whole field, of which the first quoted piece is
            given, quotes included. An empty span lies before the character at its start.
        lines: The file.

    Returns:
        The part of the span that stands on its first line; the entry's first line where the field is absent.
    Cost: O(length of the field).
    """
    places = entry.places.get(field, ())
    if not places:
        return Location(line=max(entry.line, 1), column=1)
    if span is None:
        columns = _columns(places[0], lines)
        return Location(line=places[0].line, column=places[0].column, end_column=columns[-1] + 1)
    passed = 0
    for place in places[:-1]:
        columns = _columns(place, lines)
        if span.start < passed + len(columns) - 1:
            return _within(place, columns, span, passed)
        passed += len(columns) - 1
    return _within(places[-1], _columns(places[-1], lines), span, passed)


def locate_replacement(
    entry: Entry, field: str, span: Span | None, lines: Sequence[str], text: str
) -> Replacement | None:
    """Say how to write `text` in the file for a span of an entry's field.

    Returns:
        The edit, over all quoted pieces that the span reaches into; None where the field is absent.
    """
    places = entry.places.get(field, ())
    if not places:
        return None
    columns = [(place.line, _columns(place, lines)) for place in places]
    written = [(line, *both) for line, starts in columns for both in pairwise(starts)]
    behind = (columns[-1][0], columns[-1][1][-1])
    start, end = (0, len(written)) if span is None else (span.start, min(span.end, len(written)))
    line, column = written[start][:2] if start < len(written) else behind
    end_line, _, end_column = written[end - 1] if start < end else (line, 0, column)
    return Replacement(line=line, column=column, end_line=end_line, end_column=end_column, text=escape(text))


def _within(place: Place, columns: list[int], span: Span, passed: int) -> Location:
    last = len(columns) - 1
    start, end = min(span.start - passed, last), min(span.end - passed, last)
    return Location(line=place.line, column=columns[start], end_column=columns[end])


def _columns(place: Place, lines: Sequence[str]) -> list[int]:
    """List the column of each character of a quoted piece, and last that of the closing quote."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    columns = [place.column + 1]
    position = place.column
    while found := _WRITTEN.match(line, position):
        position = found.end()
        columns.append(position + 1)
    return columns
