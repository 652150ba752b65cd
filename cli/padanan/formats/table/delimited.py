"""Reading values separated by commas, semicolons or tabs, with the place of every cell.

RFC 4180, read tolerantly: a quoted cell may hold delimiters, line breaks and doubled quotes; blanks around it
and blank lines are passed over. A leading apostrophe before a sign that spreadsheets compute (`'=`, `'-`) is
what a careful export put there, and is taken off.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from padanan.core.errors import TextError
from padanan.core.text import neutralise_formula
from padanan.formats.files import SourceFile, decode_utf8, looks_like_utf16

_DELIMITERS = ",;\t"
_QUOTED = re.compile(r'[ ]*"((?:[^"]|"")*+)"[ ]*')


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value, trimmed, and where it begins: 1-based line and column in code points."""

    text: str
    line: int
    column: int


def read_delimited(source: SourceFile) -> Iterator[list[Cell]]:
    """Give the rows of a table that are not blank; the delimiter is the one the first row has most of.

    UTF-8, or UTF-16 with a byte order mark, as spreadsheets write it.

    Raises:
        TextError: not in these encodings, or a quote that is not closed; it says where.
    """
    text = _decode(source)
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = _Reader(text, delimiter, str(source.path))
    while not reader.at_end:
        row = reader.read_row()
        if any(cell.text for cell in row):
            yield row


def _decode(source: SourceFile) -> str:
    if looks_like_utf16(source.data) and source.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return source.data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise TextError("broken UTF-16", path=str(source.path), hint="save it as UTF-8") from error
    return decode_utf8(source)


class _Reader:
    def __init__(self, text: str, delimiter: str, path: str) -> None:
        self._text, self._delimiter, self._path = text, delimiter, path
        self._plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
        self._position, self._line, self._line_start = 0, 1, 0

    @property
    def at_end(self) -> bool:
        return self._position >= len(self._text)

    def read_row(self) -> list[Cell]:
        row = [self._read_cell()]
        while self._text.startswith(self._delimiter, self._position):
            self._position += 1
            row.append(self._read_cell())
        if self._text.startswith("\r", self._position):
            self._position += 1
        if self._text.startswith("\n", self._position):
            self._position += 1
            self._line, self._line_start = self._line + 1, self._position
        return row

    def _read_cell(self) -> Cell:
        line, column = self._line, self._position - self._line_start + 1
        quoted = _QUOTED.match(self._text, self._position)
        if quoted is None:
            plain = self._plain.match(self._text, self._position)
            text = plain[0] if plain else ""
            if text.lstrip(" ").startswith('"'):
                raise self._error("this quote is not closed", line, column)
            self._position += len(text)
            return _make_cell(text, line, column + len(text) - len(text.lstrip()))
        self._position = quoted.end()
        if newlines := quoted[0].count("\n"):
            self._line += newlines
            self._line_start = self._text.rfind("\n", 0, self._position) + 1
        if not self.at_end and self._text[self._position] not in f"{self._delimiter}\r\n":
            raise self._error(
                "text behind a closing quote", self._line, self._position - self._line_start + 1
            )
        return _make_cell(quoted[1].replace('""', '"'), line, column)

    def _error(self, message: str, line: int, column: int) -> TextError:
        hint = 'a quote inside a quoted cell is written twice: ""'
        return TextError(message, path=self._path, line=line, column=column, hint=hint)


def _make_cell(text: str, line: int, column: int) -> Cell:
    text = text.strip()
    if text.startswith("'") and neutralise_formula(text[1:]) == text:
        text = text[1:]
    return Cell(text=text, line=line, column=column)
