"""Reading values separated by commas, semicolons or tabs, row by row, with the place of every cell.

RFC 4180, read tolerantly: a quoted cell may hold delimiters, line breaks and doubled quotes, blanks may stand
around it, and blank rows are passed over. Between tabs a quote is text unless it opens and closes the whole
cell, and no cell holds a tab: spreadsheets quote, and most other tools that write tabs never do.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from padanan.core.errors import TextError
from padanan.core.text import restore_formula
from padanan.formats.files import SourceFile, looks_like_utf16

TAB = "\t"
_DELIMITERS = (",", ";", TAB)
_QUOTED = re.compile(r'[ ]*"((?:[^"]|"")*+)"[ ]*')
# Whole, with nothing but the end of the cell behind it.
_QUOTED_BETWEEN_TABS = re.compile(r'"((?:[^"\t]|"")*+)"(?=[\t\r\n]|\Z)')
_OPEN_BETWEEN_TABS = re.compile(r'"(?:[^"\t]|"")*+\Z')
# Far above any row in use; what is longer is no table, or has a quote that nobody closed.
_LIMIT_ROW = 1 << 24
_CHUNK_BYTES = 1 << 16
_BOMS_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What stands for a byte that is not UTF-8 (PEP 383), and NUL.
_BAD_CHARACTER = re.compile("[\udc80-\udcff\0]")


class Cell(NamedTuple):
    """A value and where it begins: 1-based line and column in code points."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRow:
    """A row that cannot be read, and where it is broken; the next row follows."""

    message: str
    line: int
    column: int

    def error(self, path: str) -> TextError:
        """Make an error of it."""
        return TextError(self.message, path=path, line=self.line, column=self.column, hint=_QUOTE_HINT)


_QUOTE_HINT = 'a quote inside a quoted cell is written twice: ""'


def read_delimited(source: SourceFile) -> Iterator[list[Cell]]:
    """Give the rows of a table that are not blank, their cells trimmed.

    A leading apostrophe before a sign that spreadsheets compute (`'=`, `'-`) is what a careful export put
    there, and is taken off.

    Raises:
        TextError: a row is broken, or as `read_rows`; it says where.
    """
    path = str(source.path)
    for row in read_rows(io.BytesIO(source.data), path):
        if isinstance(row, BrokenRow):
            raise row.error(path)
        yield [_trim(cell) for cell in row]


def read_rows(stream: BinaryIO, path: str, *, usual: str = ",") -> Iterator[list[Cell] | BrokenRow]:
    """Give the rows of a table that are not blank, lazily.

    The delimiter is what the first row has most of, and the `usual` one where it has none. UTF-8, or UTF-16
    with a byte order mark, as spreadsheets write it.

    Raises:
        TextError: not in these encodings, or a row of more than 16 MiB; it says where.

    Cost: O(longest row) memory.
    """
    window = _Window(read_lines(stream, path), path)
    while window.text.isspace() and window.advance():
        pass
    found = max(_DELIMITERS, key=window.text.count)
    reader = _Reader(window, found if found in window.text else usual)
    while not reader.at_end:
        row = reader.read_row()
        if isinstance(row, BrokenRow) or any(cell.text and not cell.text.isspace() for cell in row):
            yield row


def _trim(cell: Cell) -> Cell:
    text = restore_formula(cell.text.strip())
    return Cell(text, cell.line, cell.column + len(cell.text) - len(cell.text.lstrip()))


def read_lines(stream: BinaryIO, path: str) -> Iterator[str]:
    """Decode a file line by line, each with its line feed, the last one without if it has none.

    UTF-8, or UTF-16 with a byte order mark.

    Raises:
        TextError: not in these encodings, a NUL, or a line of more than 16 MiB; it says where.
    """
    chunk = stream.read(_CHUNK_BYTES)
    wide = chunk.startswith(_BOMS_UTF16)
    if looks_like_utf16(chunk) and not wide:
        hint = "save it as UTF-8, or with a byte order mark"
        raise TextError("this is UTF-16 without a byte order mark", path=path, hint=hint)
    decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")(
        errors="strict" if wide else "surrogateescape"
    )
    number, pending = 1, [""]
    while chunk:
        piece = _decode(decoder, chunk, number, path)
        if bad := _BAD_CHARACTER.search(piece):
            before = "".join(pending)
            raise _bad_character(before + piece, len(before) + bad.start(), number, path)
        first, *others = piece.split("\n")
        pending.append(first)
        if others:
            *whole, rest = "".join(pending), *others
            yield from [f"{line}\n" for line in whole]
            number += len(whole)
            pending = [rest]
        if sum(map(len, pending)) > _LIMIT_ROW:
            raise _too_long(path, number)
        chunk = stream.read(_CHUNK_BYTES)
    if last := "".join(pending) + _decode(decoder, b"", number, path):
        yield last


def _decode(decoder: codecs.IncrementalDecoder, chunk: bytes, line: int, path: str) -> str:
    try:
        return decoder.decode(chunk, not chunk)
    except UnicodeDecodeError as error:
        raise TextError("broken UTF-16", path=path, line=line, hint="save it as UTF-8") from error


def _bad_character(text: str, at: int, number: int, path: str) -> TextError:
    line = number + text.count("\n", 0, at)
    code = ord(text[at])
    problem = f"not UTF-8: byte 0x{code - 0xDC00:02X}" if code else "NUL byte in a text file"
    hint = "save it as UTF-8, or convert it with iconv" if code else "is this really a text file?"
    column = at - text.rfind("\n", 0, at)
    return TextError(problem, path=path, line=line, column=column, hint=hint)


def _too_long(path: str, line: int) -> TextError:
    hint = "is it a table, and is every quote closed?"
    return TextError("a row of more than 16 MiB", path=path, line=line, hint=hint)


class _Window:
    """One line of a file, or several where a cell goes on, and the place in it that has been reached."""

    def __init__(self, lines: Iterator[str], path: str) -> None:
        self._lines, self._path = lines, path
        self.text = next(lines, "")
        self._line, self._line_start, self._counted = 1, 0, 0

    def advance(self) -> bool:
        """Go to the line behind the window; False at the end."""
        self._line += self.text.count("\n", self._counted)
        self.text = next(self._lines, "")
        self._line_start = self._counted = 0
        return bool(self.text)

    def extend(self) -> bool:
        """Make the window twice as long; False at the end.

        What is read again then stays in proportion to what is read.
        """
        added, size, goal = [], len(self.text), 2 * len(self.text)
        if size > _LIMIT_ROW:
            raise _too_long(self._path, self._line)
        for line in self._lines:
            added.append(line)
            size += len(line)
            if size >= goal:
                break
        self.text += "".join(added)
        return bool(added)

    def place(self, at: int) -> tuple[int, int]:
        """Give line and column of a position, which is never before the last one asked for."""
        if newlines := self.text.count("\n", self._counted, at):
            self._line += newlines
            self._line_start = self.text.rfind("\n", self._counted, at) + 1
        self._counted = at
        return self._line, at - self._line_start + 1


class _Reader:
    def __init__(self, window: _Window, delimiter: str) -> None:
        self._window, self._delimiter = window, delimiter
        self._plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
        self._read_cell = self._read_between_tabs if delimiter == TAB else self._read_between_commas
        self._position = 0

    @property
    def at_end(self) -> bool:
        return self._position >= len(self._window.text) and not self._next_line()

    def read_row(self) -> list[Cell] | BrokenRow:
        row: list[Cell] = []
        while True:
            cell = self._read_cell()
            if isinstance(cell, BrokenRow):
                self._position = len(self._window.text)
                return cell
            row.append(cell)
            if not self._window.text.startswith(self._delimiter, self._position):
                break
            self._position += 1
        for end in ("\r", "\n"):
            self._position += self._window.text.startswith(end, self._position)
        return row

    def _next_line(self) -> bool:
        self._position = 0
        return self._window.advance()

    def _read_between_tabs(self) -> Cell:
        text, start = self._window.text, self._position
        if text.startswith('"', start):
            while _OPEN_BETWEEN_TABS.match(text, start) and self._window.extend():
                text = self._window.text
            if quoted := _QUOTED_BETWEEN_TABS.match(text, start):
                self._position = quoted.end()
                return self._cell(quoted[1].replace('""', '"'), start)
        return self._read_plain()

    def _read_between_commas(self) -> Cell | BrokenRow:
        start = self._position
        plain = self._plain.match(self._window.text, start)
        if plain is None or not plain[0].lstrip(" ").startswith('"'):
            return self._read_plain()
        quoted = _QUOTED.match(self._window.text, start)
        while quoted is None and self._window.extend():
            quoted = _QUOTED.match(self._window.text, start)
        if quoted is None:
            return self._broken("this quote is not closed", start)
        self._position = quoted.end()
        if self._window.text[self._position : self._position + 1] not in ("", self._delimiter, "\r", "\n"):
            return self._broken("text behind a closing quote", self._position)
        return self._cell(quoted[1].replace('""', '"'), start)

    def _read_plain(self) -> Cell:
        start = self._position
        plain = self._plain.match(self._window.text, start)
        self._position = plain.end() if plain else start
        return self._cell(self._window.text[start : self._position], start)

    def _cell(self, text: str, start: int) -> Cell:
        return Cell(text, *self._window.place(start))

    def _broken(self, message: str, at: int) -> BrokenRow:
        line, column = self._window.place(at)
        return BrokenRow(message=message, line=line, column=column)
