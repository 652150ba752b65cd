"""Reading whatever holds translations into what checks look at."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from padanan.checks.base import Subject, make_subject
from padanan.core.catalogue import Catalogue, Entry, Place
from padanan.core.errors import InputError, TmxError
from padanan.core.model import TranslationUnit, Variant
from padanan.formats.files import SourceFile
from padanan.formats.po import parse_catalogue, parse_mo

SUFFIXES = frozenset({".po", ".pot", ".mo", ".gmo", ".tmx"})

# Units that are examined together: enough for speed, and little memory however large the file.
_UNITS = 20_000
# Deviations of a TMX document that are listed: a tool that makes a mistake makes it in every unit.
_DEVIATIONS = 10_000


def is_large(path: Path) -> bool:
    """Whether a file may be larger than memory, and is read from the disk piece by piece."""
    return path.suffix.lower() == ".tmx"


def read_subjects(source: SourceFile) -> Iterator[Subject]:
    """Read a catalogue, as one subject, or a translation memory, as several for each of its target languages.

    Args:
        source: The file; of a large one (see `is_large`) the path alone.

    Raises:
        InputError: it cannot be read. What is wrong within a PO file is in the subject instead.
    """
    suffix = source.path.suffix.lower()
    if suffix == ".tmx":
        yield from _read_tmx(source.path)
    elif suffix in {".mo", ".gmo"}:
        yield make_subject(parse_mo(source))
    else:
        document, errors = parse_catalogue(source)
        yield make_subject(document.catalogue, text=document.text, errors=errors, has_bom=source.has_bom)


def _read_tmx(path: Path) -> Iterator[Subject]:
    from padanan.formats.tmx import read_tmx

    errors = _find_deviations(path)
    if errors:
        yield replace(make_subject(Catalogue(path=str(path), entries=()), errors=errors), is_memory=True)
    units = read_tmx(path)
    while batch := list(islice(units, _UNITS)):
        by_language: dict[str, list[Entry]] = {}
        for unit in batch:
            for language, entry in _entries_of_unit(unit, str(path)):
                by_language.setdefault(language, []).append(entry)
        for language, entries in by_language.items():
            catalogue = Catalogue(path=str(path), entries=tuple(entries), language=language)
            yield replace(make_subject(catalogue), is_memory=True)


def _find_deviations(path: Path) -> list[InputError]:
    from padanan.formats.tmx import find_deviations

    found = find_deviations(path)
    errors: list[InputError] = list(islice(found, _DEVIATIONS))
    further = sum(1 for _ in found)
    if further:
        message = f"{further} further deviations behind this one are not listed"
        errors.append(TmxError(message, path=str(path), line=errors[-1].line, column=errors[-1].column))
    return errors


def _entries_of_unit(unit: TranslationUnit, path: str) -> Iterator[tuple[str, Entry]]:
    source = unit.variant(unit.source_language)
    if source is None:
        return
    for variant in unit.variants:
        if variant is not source:
            line = _line(variant, path)
            entry = Entry(
                msgid=source.text,
                msgstr=(variant.text,),
                msgctxt=unit.msgctxt,
                line=line,
                places={"msgstr": (Place(line=line, column=1),)} if line else {},
            )
            yield variant.language, entry


def _line(variant: Variant, path: str) -> int:
    """Give the line of the memory; an origin elsewhere says nothing about it."""
    origin = variant.origin
    return origin.line or 0 if origin is not None and origin.path == path else 0
