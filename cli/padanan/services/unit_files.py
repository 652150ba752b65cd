"""Files that hold translation units: which formats there are, and how each is read and written.

Units are read and written as streams: of a file one unit is in memory at a time, but for what says otherwise.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import InputError, OutputError, PadananError, PoError
from padanan.core.interchange import Loss, SkippedUnit
from padanan.core.language import parse_language
from padanan.core.model import TranslationUnit
from padanan.formats.detection import FileFormat, detect_format
from padanan.formats.files import open_file, write_stream
from padanan.formats.po import read_catalogue, read_mo
from padanan.formats.table.spreadsheet import encode_units_xlsx, read_units_xlsx
from padanan.formats.table.unit_columns import TableLanguages
from padanan.formats.table.unit_csv import encode_units_csv, read_units_csv
from padanan.formats.table.unit_json import encode_units_json, read_units_json
from padanan.formats.tmx import TmxHeader, encode_tmx, read_tmx
from padanan.services.catalogue_units import CatalogueLanguages, SkipReason, units_of_catalogue

# How many of the units that are left out, and of the things that are lost, are told one by one; all count.
_SHOWN = 20
_HEAD_BYTES = 1 << 13
# What msgid is in where nobody says, by gettext's custom.
_DEFAULT_SOURCE = "en"
# TMX 1.4b for a document whose units have different source languages.
_ALL_LANGUAGES = "*all*"
Write = Callable[[Iterable[bytes]], None]


class LostError(PadananError):
    """Something would be lost where nothing may be."""


@dataclass(slots=True)
class UnitNotes:
    """What is noted while units are read and written.

    `units` is how many landed, `chosen_from` how many were read, where not all were to land. Where it is
    `strict`, the first thing to note is an error.
    """

    strict: bool = False
    units: int = 0
    chosen_from: int | None = None
    skipped: int = 0
    lost: int = 0
    skips: list[SkippedUnit] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    def skip(self, unit: SkippedUnit) -> None:
        """Note a unit that cannot be read."""
        self._refuse(f"a unit cannot be used: {unit.reason}", unit.line)
        self.skipped += 1
        if len(self.skips) < _SHOWN:
            self.skips.append(unit)

    def drop(self, unit: SkippedUnit) -> None:
        """Note a unit that was read and cannot be written."""
        self.skip(unit)
        self.units -= 1

    def lose(self, loss: Loss) -> None:
        """Note something that is left out."""
        self._refuse(loss.message, loss.line)
        self.lost += 1
        if len(self.losses) < _SHOWN:
            self.losses.append(loss)

    def count_chosen(self, units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
        """Count what was chosen of the units that were read."""
        chosen = 0
        for unit in units:
            chosen += 1
            yield unit
        self.units, self.chosen_from = chosen, self.units

    def _refuse(self, message: str, line: int | None) -> None:
        if self.strict:
            where = f" (line {line})" if line else ""
            raise LostError(f"{message}{where}", hint="without --strict it is left out, and told")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFile:
    """A file to read: what it is called, where it is, and what it does not say itself."""

    path: Path
    file_format: FileFormat
    languages: TableLanguages = field(default_factory=TableLanguages)
    name: str | None = None

    @property
    def shown_name(self) -> str:
        """What to call it in collections and messages."""
        return self.name or str(self.path)


def find_format(path: Path, *, name: str | None = None) -> FileFormat:
    """Find out what a file holds.

    Raises:
        InputError: it cannot be read, or nobody knows.
    """
    with open_file(path) as stream:
        head = stream.read(_HEAD_BYTES)
    found = detect_format(head, Path(name) if name else path)
    if found is None:
        hint = "say what it is with --from-format"
        raise InputError(
            "neither its name nor its content says what it holds", path=name or str(path), hint=hint
        )
    return found


def read_units(file: UnitFile, notes: UnitNotes) -> Iterator[TranslationUnit]:
    """Read the units of a file, lazily, and count them.

    Raises:
        InputError: it cannot be read, or its format holds no units.
    """
    for unit in _open_units(file, notes):
        notes.units += 1
        yield unit


def _open_units(file: UnitFile, notes: UnitNotes) -> Iterator[TranslationUnit]:
    if file.file_format is FileFormat.TMX:
        yield from read_tmx(file.path, name=file.shown_name, on_skip=notes.skip, on_loss=notes.lose)
    elif file.file_format in _CATALOGUES:
        yield from _read_catalogue_units(file, notes)
    elif read := _TABLE_READERS.get(file.file_format):
        with open_file(file.path) as stream:
            named = Path(file.shown_name)
            yield from read(stream, named, languages=file.languages, on_skip=notes.skip)
    else:
        hint = f"units stand in {', '.join(UNIT_FORMATS)}"
        raise InputError(f"a file of {file.file_format} holds no units", path=file.shown_name, hint=hint)


def _read_catalogue_units(file: UnitFile, notes: UnitNotes) -> Iterator[TranslationUnit]:
    catalogue = (
        read_mo(file.path) if file.file_format is FileFormat.MO else read_catalogue(file.path).catalogue
    )
    languages = find_languages(catalogue, file.languages, file.shown_name)

    def skip(reason: SkipReason, entry: Entry) -> None:
        notes.skip(SkippedUnit(key=entry.msgid, reason=str(reason), line=entry.line or None))

    yield from units_of_catalogue(catalogue, languages=languages, path=file.shown_name, on_skip=skip)


def find_languages(catalogue: Catalogue, told: TableLanguages, path: str) -> CatalogueLanguages:
    """Find out the languages of a catalogue: what somebody told counts, then what it says, then English.

    Raises:
        PoError: nobody says the language of its translations.
        LanguageError: its header names an unknown language.
    """
    target = told.target or catalogue.language
    if target is None:
        hint = "name it with --to, or add the header field Language"
        raise PoError("the catalogue does not say its language", path=path, hint=hint)
    declared = catalogue.header.get("X-Source-Language", "").strip()
    source = told.source or (parse_language(declared).tag if declared else _DEFAULT_SOURCE)
    return CatalogueLanguages(source=source, target=target)


def write_units(
    units: Iterable[TranslationUnit], file_format: FileFormat, output: Path | Write, notes: UnitNotes
) -> None:
    """Write units to a file, which is replaced when all are written, or to what takes its bytes.

    Raises:
        OutputError: the format holds no units, or the file cannot be written; whatever was there still is.
    """
    write_chunks(encode_units(units, file_format, notes), output)


def write_chunks(chunks: Iterable[bytes], output: Path | Write) -> None:
    """Write bytes to a file, which is replaced when all are written, or to what takes them.

    Raises:
        OutputError: the file cannot be written; whatever was there still is.
    """
    if isinstance(output, Path):
        write_stream(output, chunks)
    else:
        output(chunks)


def encode_units(
    units: Iterable[TranslationUnit], file_format: FileFormat, notes: UnitNotes
) -> Iterator[bytes]:
    """Give the bytes of a file of units, lazily.

    Raises:
        OutputError: the format holds no units.
    """
    encode = _ENCODERS.get(file_format)
    if encode is None:
        hint = f"units stand in {', '.join(_ENCODERS)}"
        raise OutputError(f"a file of {file_format} holds no units", hint=hint)
    return encode(units, notes)


def _encode_tmx(units: Iterable[TranslationUnit], notes: UnitNotes) -> Iterator[bytes]:
    """Name the first unit's source language in the header; units with another one say so themselves."""
    found = iter(units)
    first = next(found, None)
    header = TmxHeader(source_language=first.source_language if first else _ALL_LANGUAGES)
    together = found if first is None else itertools.chain([first], found)
    return encode_tmx(together, header=header, on_skip=notes.drop)


def _encode_csv(units: Iterable[TranslationUnit], notes: UnitNotes, *, delimiter: str) -> Iterator[bytes]:
    return encode_units_csv(units, delimiter=delimiter, on_skip=notes.drop, on_loss=notes.lose)


def _encode_xlsx(units: Iterable[TranslationUnit], notes: UnitNotes) -> Iterator[bytes]:
    return encode_units_xlsx(units, on_skip=notes.drop, on_loss=notes.lose)


def _encode_jsonl(units: Iterable[TranslationUnit], _notes: UnitNotes) -> Iterator[bytes]:
    return encode_units_json(units)


_CATALOGUES = frozenset({FileFormat.PO, FileFormat.MO})
_TABLE_READERS: Mapping[FileFormat, Callable[..., Iterator[TranslationUnit]]] = {
    FileFormat.CSV: read_units_csv,
    FileFormat.TSV: partial(read_units_csv, usual="\t"),
    FileFormat.XLSX: read_units_xlsx,
    FileFormat.JSONL: read_units_json,
}
_ENCODERS: Mapping[FileFormat, Callable[[Iterable[TranslationUnit], UnitNotes], Iterator[bytes]]] = {
    FileFormat.TMX: _encode_tmx,
    FileFormat.CSV: partial(_encode_csv, delimiter=","),
    FileFormat.TSV: partial(_encode_csv, delimiter="\t"),
    FileFormat.XLSX: _encode_xlsx,
    FileFormat.JSONL: _encode_jsonl,
}
UNIT_FORMATS = (FileFormat.TMX, *_TABLE_READERS, *sorted(_CATALOGUES))
