"""Find the entries of a catalogue.

Nearly all entries are written as every tool writes them, one token a line: a single regular expression reads
such an entry at a stroke. Whatever it does not match goes through the full grammar, which also says what is
wrong. Both give the same entry for the same text (tests/property/test_po.py).
"""

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from padanan.core.catalogue import Entry
from padanan.core.errors import PoError
from padanan.core.escapes import BadEscapeError, unescape, unescape_pieces
from padanan.formats.po.comments import Comments, parse_comments
from padanan.formats.po.grammar import EntryReader, PoSyntaxError, RawEntry
from padanan.formats.po.places import Places

# msgfmt gives up after 20; a file with more errors than this is something else.
ERROR_LIMIT = 100

_STRING = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_PIECE: Final = re.compile(_STRING)
# A line at which a new entry can begin: after a blank line, at a comment, at its first keyword.
_RESUME: Final = re.compile(
    r"^(?:[ \t\r\f\v]*\n|[ \t]*#(?!~)|[ \t]*(?:#~\|?[ \t]*)?msg(?:ctxt|id)(?![a-z_]))", re.MULTILINE
)
_REST_OF_LINE: Final = re.compile(r"[ \t\r\f\v]*\n")
_NO_COMMENTS: Final = Comments()
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Extent(NamedTuple):
    """Where an entry stands in the text, in code points.

    From its first comment (`start`) over its first own keyword (`keyword_start`) to the end of its last
    string, or of that string's line where nothing else stands on it.
    """

    start: int
    keyword_start: int
    end: int
    obsolete: bool


@dataclass(slots=True)
class Scan:
    """The entries of a catalogue in file order, header and obsolete ones included, and where each stands."""

    entries: list[Entry] = field(default_factory=list)
    extents: list[Extent] = field(default_factory=list)
    errors: list[PoError] = field(default_factory=list)


def scan(text: str, *, path: str, encoding: str) -> Scan:
    """Read all entries; after an error go on at the next entry, up to `ERROR_LIMIT` errors.

    Cost: linear in the text.
    """
    with _collector_paused():
        return _Scanner(text, path, encoding).run()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking the growing catalogue over and over.

    That would take a third of the time; entries make no cycles that it could find.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _plain_fields(eol: str, prefix: str) -> str:
    pieces = rf"{_STRING}{eol}(?:{prefix}{_STRING}{eol})*+"
    forms = rf"(?:{prefix}msgstr\[[0-9]\] {pieces})++"
    return (
        rf"(?:{prefix}msgctxt ({pieces}))?+{prefix}msgid ({pieces})"
        rf"(?:{prefix}msgid_plural ({pieces})({forms})|{prefix}msgstr ({pieces}))"
    )


def _plain_entry(eol: str) -> re.Pattern[str]:
    """Make the expression for an entry with one token a line, without previous fields.

    Groups: comments; msgctxt, msgid, msgid_plural, all forms, msgstr of a living entry; the same of an
    obsolete one.
    """
    return re.compile(
        rf"(?:{eol})*+((?:#(?![~|])[^\n]*+\n)*+)(?:{_plain_fields(eol, '')}|{_plain_fields(eol, '#~ ')})"
        # Not where the entry goes on: with a further piece or form behind a blank line, or indented.
        r'(?!\s*+(?:#~[ \t]*+)?(?:"|msgstr))'
    )


_PLAIN_ENTRY: Final = {eol: _plain_entry(eol) for eol in ("\n", "\r\n")}
_FORM: Final = re.compile(rf"msgstr\[([0-9])\]((?:\s++(?:#~ )?{_STRING})++)")


def prevailing_newline(text: str) -> str:
    """Give the line end that most lines have; a line feed where there is none."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


class _Scanner:
    def __init__(self, text: str, path: str, encoding: str) -> None:
        self._text, self._path, self._encoding = text, path, encoding
        self._eol = prevailing_newline(text)
        self._scan = Scan()
        self._line, self._counted = 1, 0

    def run(self) -> Scan:
        text, found = self._text, self._scan
        match_plain = _PLAIN_ENTRY[self._eol].match
        position = 0
        while len(found.errors) < ERROR_LIMIT:
            match = match_plain(text, position)
            if match is not None and self._add_plain(match):
                position = match.end()
                continue
            try:
                raw = EntryReader(text, position, self._encoding).read()
            except PoSyntaxError as error:
                found.errors.append(self._located(error))
                position = self._resume(error.offset)
                continue
            if raw is None:
                break
            self._add_raw(raw)
            position = raw.end
        return found

    def _add_plain(self, match: re.Match[str]) -> bool:
        """Add the entry; False where an escape or an index is wrong, for the grammar to complain."""
        comment_block, *living = match.groups()
        obsolete = living[1] is None
        msgctxt, msgid, msgid_plural, forms, msgstr = living[5:] if obsolete else living[:5]
        try:
            texts = (self._value(msgstr),) if forms is None else self._forms(forms)
            entry_fields = (
                None if msgctxt is None else self._value(msgctxt),
                self._value(msgid),
                None if msgid_plural is None else self._value(msgid_plural),
            )
        except BadEscapeError:
            return False
        if not texts:
            return False
        lines = comment_block.split("\n")[:-1] if comment_block else []
        keyword_start = match.start(1) + len(comment_block)
        self._add(entry_fields, texts, lines, Extent(match.start(1), keyword_start, match.end(), obsolete))
        return True

    def _add_raw(self, raw: RawEntry) -> None:
        entry_fields = (raw.fields.get("msgctxt"), raw.fields["msgid"], raw.fields.get("msgid_plural"))
        rest = _REST_OF_LINE.match(self._text, raw.end)
        end = raw.end if rest is None else rest.end()
        extent = Extent(raw.start, raw.keyword_start, end, raw.obsolete)
        self._add(entry_fields, tuple(raw.forms), raw.comment_lines, extent, raw.previous)

    def _add(
        self,
        entry_fields: tuple[str | None, str, str | None],
        texts: tuple[str, ...],
        comment_lines: list[str],
        extent: Extent,
        previous: Mapping[str, str] = _NOTHING,
    ) -> None:
        start, keyword_start, end, obsolete = extent
        line = self._count_to(start)
        comments = parse_comments(comment_lines) if comment_lines else _NO_COMMENTS
        keyword_line = self._count_to(keyword_start) if comment_lines or previous else line
        self._scan.entries.append(
            Entry(
                msgctxt=entry_fields[0],
                msgid=entry_fields[1],
                msgid_plural=entry_fields[2],
                msgstr=texts,
                flags=tuple(comments.flags),
                references=tuple(comments.references),
                extracted_comments=tuple(comments.extracted),
                translator_comments=tuple(comments.translator),
                previous_msgctxt=previous.get("msgctxt"),
                previous_msgid=previous.get("msgid"),
                previous_msgid_plural=previous.get("msgid_plural"),
                obsolete=obsolete,
                line=line,
                places=Places(self._text, keyword_start, end, keyword_line),
            )
        )
        self._scan.extents.append(extent)

    def _value(self, pieces: str) -> str:
        """Give the text of the quoted pieces of one field, line ends included."""
        if pieces.find("\n") == len(pieces) - 1:
            raw = pieces[1 : -1 - len(self._eol)]
            return unescape(raw, self._encoding) if "\\" in raw else raw
        return unescape_pieces([piece[1:-1] for piece in _PIECE.findall(pieces)], self._encoding)

    def _forms(self, forms: str) -> tuple[str, ...]:
        """Give the plural forms' texts; nothing where they are not numbered from 0 up."""
        found = _FORM.findall(forms)
        if [int(index) for index, _ in found] != list(range(len(found))):
            return ()
        return tuple(
            unescape_pieces([piece[1:-1] for piece in _PIECE.findall(pieces)], self._encoding)
            for _, pieces in found
        )

    def _count_to(self, offset: int) -> int:
        """Give the line of `offset`, which never lies before that of the last call."""
        self._line += self._text.count("\n", self._counted, offset)
        self._counted = offset
        return self._line

    def _located(self, error: PoSyntaxError) -> PoError:
        line = self._count_to(error.offset)
        column = error.offset - self._text.rfind("\n", 0, error.offset)
        return PoError(error.message, path=self._path, line=line, column=column, hint=error.hint)

    def _resume(self, offset: int) -> int:
        """Give the start of the first line behind `offset` where an entry can begin."""
        line_end = self._text.find("\n", offset)
        match = None if line_end < 0 else _RESUME.search(self._text, line_end + 1)
        return len(self._text) if match is None else match.start()
