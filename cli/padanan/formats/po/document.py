"""A catalogue that is read, changed and written back without losing a byte of what was not changed."""

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import PoError
from padanan.core.model import Replacement
from padanan.formats.files import SourceFile, absent_file, read_file, write_file
from padanan.formats.po.blocks import Blocks
from padanan.formats.po.charset import DecodedText, decode_catalogue, encode_catalogue
from padanan.formats.po.header import catalogue_language, format_header, parse_header, set_header_field
from padanan.formats.po.rendering import Style
from padanan.formats.po.scanner import Scan, scan
from padanan.formats.po.style import detect_style


class PoDocument:
    """A catalogue file: its bytes, and the entries they mean.

    `source` is the file as it was last read or saved. Entries are handed to the editing methods as
    `catalogue` gave them; they are found by msgctxt, msgid and being obsolete, so that one from before
    another edit will do. After edits the entries of `catalogue` have their new lines and places, for one scan
    of the text at its next use.

    A document with syntax errors shows what could be read and cannot be changed: the editing methods raise
    its first error. They also raise PoError, and change nothing, for what no comment line can hold: a line
    break in a flag or a reference, a NUL in any.
    """

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self._decoded: DecodedText = decode_catalogue(source)
        self._text = self._decoded.text
        self._scan: Scan = self._scanned()
        self._style: Style | None = None
        self._blocks: Blocks | None = None
        self._catalogue: Catalogue | None = None
        errors = [*self._decoded.errors, *self._scan.errors, *_unusable(source)]
        self._errors = sorted(errors, key=lambda error: (error.line or 0, error.column or 0))

    @property
    def errors(self) -> Sequence[PoError]:
        """What is wrong with the file, in order of line."""
        return tuple(self._errors)

    @property
    def catalogue(self) -> Catalogue:
        """The entries as they are now."""
        if self._blocks is not None:
            self._text, self._blocks = self._blocks.text(), None
            self._scan = self._scanned()
        if self._catalogue is None:
            self._catalogue = self._make_catalogue()
        return self._catalogue

    @property
    def text(self) -> str:
        """The text of the file as it is now, decoded, without a byte order mark."""
        return self._text if self._blocks is None else self._blocks.text()

    def replace_entry(self, old: Entry, new: Entry) -> None:
        """Make one entry into another: only the lines of fields that differ are written anew.

        Raises:
            LookupError: `old` is not in the catalogue.
        """
        self._edit().replace(old, new)

    def append_entry(self, entry: Entry) -> None:
        """Add an entry at the end: a living one before all obsolete ones."""
        self._edit().insert(entry, None)

    def insert_entry(self, entry: Entry, *, before: Entry) -> None:
        """Add an entry in front of another.

        Raises:
            LookupError: `before` is not in the catalogue.
        """
        self._edit().insert(entry, before)

    def remove_entry(self, entry: Entry) -> None:
        """Take an entry out.

        Raises:
            LookupError: it is not in the catalogue.
        """
        self._edit().remove(entry)

    def arrange(self, entries: Iterable[tuple[Entry, Entry | None]]) -> None:
        """Make the catalogue hold exactly these entries, in this order, behind its header.

        Args:
            entries: Pairs of an entry, and the one of this catalogue whose lines it takes over (None: it is
                new). Fields in which the two agree keep their lines.

        Raises:
            LookupError: one of the old entries is not in the catalogue, or is given twice.
            PoError: `domain` lines divide the catalogue, and an entry would change its domain.
        """
        self._edit().arrange(entries)

    def set_header(self, name: str, value: str) -> None:
        """Set one field of the header, where it stands or at the end; without a header, begin one.

        With another charset in Content-Type the whole catalogue is written in that one.
        """
        blocks = self._edit()
        header = blocks.header_entry()
        if header is None:
            blocks.insert(Entry(msgid="", msgstr=(format_header({name: value}),)), None)
        elif parse_header(header.msgstr[0]).get(name) != value:
            changed = set_header_field(header.msgstr[0], name, value)
            blocks.replace(header, replace(header, msgstr=(changed,)))

    def replace_regions(self, replacements: Iterable[Replacement]) -> int:
        """Write texts over regions of the file as it is now; of two that overlap, the later one stays out.

        Returns:
            How many were written: none, when the catalogue would be broken afterwards.
        """
        self._edit()
        text = self.text
        starts = [0, *(found.end() for found in re.finditer("\n", text))]
        pieces, position, written = [], 0, 0
        for item in sorted(replacements, key=lambda item: (item.line, item.column)):
            start = starts[item.line - 1] + item.column - 1
            if start >= position:
                pieces += [text[position:start], item.text]
                position = starts[item.end_line - 1] + item.end_column - 1
                written += 1
        changed = "".join((*pieces, text[position:]))
        found = scan(changed, path=str(self.source.path), encoding=self._decoded.encoding)
        if found.errors or len(found.entries) != len(self._scan.entries):
            return 0
        self._text, self._scan, self._blocks, self._catalogue = changed, found, None, None
        return written

    def to_bytes(self) -> bytes:
        """Give the bytes of the file: those that were read, but for the edited lines.

        Raises:
            PoError: an edit brought in a character that the catalogue's charset does not have, or named a
                charset that nobody knows.
        """
        text = self.text
        if text == self._decoded.text:
            return self.source.data
        return encode_catalogue(text, original=self._decoded, source=self.source)

    def save(self, path: Path | None = None, *, force: bool = False) -> bool:
        """Write the file, here or at another path; give whether anything had to be written.

        Raises:
            ChangedOnDiskError: the file is not any more what was read; `force` overwrites it.
            OutputError: it cannot be written.
            PoError: as `to_bytes`.
        """
        data = self.to_bytes()
        target = self.source.path if path is None else path
        expected = self.source if target == self.source.path else None
        if data == self.source.data and expected is not None and self.source.exists:
            return False
        written = write_file(target, data, expected=expected, force=force)
        if expected is not None:
            self.source = SourceFile.of(target, data)
            self._decoded = decode_catalogue(self.source)
        return written

    def _edit(self) -> Blocks:
        if self._errors:
            raise self._errors[0]
        if self._blocks is None:
            if self._style is None:
                self._style = detect_style(self._text, self._scan)
            self._blocks = Blocks(self._text, self._scan, self._style, str(self.source.path))
        self._catalogue = None
        return self._blocks

    def _scanned(self) -> Scan:
        return scan(self._text, path=str(self.source.path), encoding=self._decoded.encoding)

    def _make_catalogue(self) -> Catalogue:
        path = self.source.path
        entries = self._scan.entries
        header_entry = next((entry for entry in entries if entry.is_header), None)
        header = parse_header(header_entry.msgstr[0]) if header_entry else {}
        return Catalogue(
            path=str(path),
            entries=tuple(entry for entry in entries if entry is not header_entry),
            header_entry=header_entry,
            header=MappingProxyType(header),
            language=catalogue_language(header, path),
            is_template=path.suffix == ".pot",
        )


def read_catalogue(path: Path) -> PoDocument:
    """Read a PO or POT file.

    Raises:
        InputError: it cannot be read.
        PoError: it is not a sound catalogue; the first error, with line and column.
    """
    document, errors = parse_catalogue(read_file(path))
    if errors:
        raise errors[0]
    return document


def parse_catalogue(source: SourceFile) -> tuple[PoDocument, list[PoError]]:
    """Read as much of a catalogue as can be read, and give its errors (at most 100) in order of line."""
    document = PoDocument(source)
    return document, list(document.errors)


def new_document(
    path: Path, header: Mapping[str, str], *, header_comments: Sequence[str] = (), flags: Sequence[str] = ()
) -> PoDocument:
    """Begin a catalogue or template for a file that does not exist yet.

    Args:
        path: Where `save` will write it; it refuses if a file appears there in the meantime.
        header: The fields of the header entry, in order.
        header_comments: The translator comments above it.
        flags: The header entry's flags; templates have "fuzzy" by custom.
    """
    document = PoDocument(absent_file(path))
    document.append_entry(
        Entry(
            msgid="",
            msgstr=(format_header(header),),
            translator_comments=tuple(header_comments),
            flags=tuple(flags),
        )
    )
    return document


def _unusable(source: SourceFile) -> list[PoError]:
    """Complain about a file that holds nothing, or one long line to whoever reads lines."""
    data = source.data.removeprefix(codecs.BOM_UTF8)
    path = str(source.path)
    if source.exists and not data.strip():
        hint = "a catalogue begins with a header entry; remove the file to begin anew"
        return [PoError("the file is empty", path=path, line=1, column=1, hint=hint)]
    if b"\r" in data and b"\n" not in data:
        hint = "convert them: tr '\\r' '\\n' < OLD > NEW"
        return [PoError("the line ends are bare carriage returns", path=path, line=1, column=1, hint=hint)]
    return []
