"""What XLIFF becomes, and what becomes XLIFF: itself in another version, catalogues, and units."""

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from padanan.core.errors import OutputError
from padanan.core.model import TranslationUnit
from padanan.formats.detection import FileFormat
from padanan.formats.files import open_file
from padanan.formats.po import encode_mo, read_catalogue, read_mo
from padanan.formats.xliff import Pair, Reports, XliffVersion, change_version, encode_xliff, read_xliff
from padanan.formats.xliff.model import Part, Unit
from padanan.services import xliff_units
from padanan.services.unit_files import UnitFile, UnitNotes, find_languages
from padanan.services.xliff_catalogue import catalogue_of_xliff, xliff_of_catalogue

_VERSIONS = {str(version): version for version in XliffVersion} | {
    "1": XliffVersion.V1_2,
    "2": XliffVersion.V2_0,
}


def choose_version(name: str | None, default: XliffVersion = XliffVersion.V1_2) -> XliffVersion:
    """Give the version of this name.

    Raises:
        OutputError: there is none.
    """
    version = default if name is None else _VERSIONS.get(name)
    if version is None:
        raise OutputError(f"there is no XLIFF {name}", hint="write version 1.2, 2.0 or 2.1")
    return version


def encode_as_xliff(file: UnitFile, version: str | None, notes: UnitNotes) -> Iterator[bytes]:
    """Write a catalogue as XLIFF, by default 1.2, or XLIFF again, by default in the version it has.

    Raises:
        InputError: the file cannot be read.
        PoError: the catalogue does not say its language.
        OutputError: there is no such version.
    """
    if file.file_format is FileFormat.XLIFF:
        return _encode_again(file, version, notes)
    return _encode_catalogue(file, choose_version(version), notes)


def encode_units_as_xliff(
    units: Iterable[TranslationUnit], file: UnitFile, version: str | None, notes: UnitNotes
) -> Iterator[bytes]:
    """Write units of a file as XLIFF, by default 1.2.

    Raises:
        LanguageError: they have text in more than two languages, and nobody chose two.
        OutputError: there is no such version.
    """
    return xliff_units.encode_units_as_xliff(
        units,
        languages=Pair(source=file.languages.source, target=file.languages.target),
        version=choose_version(version),
        original=file.shown_name,
        on_skip=notes.drop,
        on_loss=notes.lose,
    )


def encode_xliff_as_catalogue(file: UnitFile, target: FileFormat, notes: UnitNotes) -> Iterator[bytes]:
    """Write an XLIFF document as PO or MO.

    Raises:
        InputError: it cannot be read.
        PoError: it holds something that a catalogue cannot.
    """
    document = catalogue_of_xliff(file.path, out_path=file.path, on_skip=notes.skip, on_loss=notes.lose)
    catalogue = document.catalogue
    notes.units = len(catalogue.entries)
    yield encode_mo(catalogue) if target is FileFormat.MO else document.to_bytes()


def _encode_again(file: UnitFile, version: str | None, notes: UnitNotes) -> Iterator[bytes]:
    with open_file(file.path) as stream:
        parts = read_xliff(stream, Path(file.shown_name), on_skip=notes.skip, on_loss=notes.lose)
        start = next(parts, None)
        if start is None:
            return
        wanted = choose_version(version, getattr(start, "version", XliffVersion.V1_2))
        reports = Reports(on_skip=notes.drop, on_loss=notes.lose)
        changed = change_version(itertools.chain([start], _count(parts, notes)), wanted, reports=reports)
        yield from encode_xliff(changed, on_skip=notes.drop)


def _count(parts: Iterable[Part], notes: UnitNotes) -> Iterator[Part]:
    for part in parts:
        notes.units += isinstance(part, Unit)
        yield part


def _encode_catalogue(file: UnitFile, version: XliffVersion, notes: UnitNotes) -> Iterator[bytes]:
    is_compiled = file.file_format is FileFormat.MO
    catalogue = read_mo(file.path) if is_compiled else read_catalogue(file.path).catalogue
    languages = find_languages(catalogue, file.languages, file.shown_name)
    notes.units = len(catalogue.entries)
    return xliff_of_catalogue(
        catalogue, source=languages.source, target=languages.target, version=version, on_skip=notes.drop
    )
