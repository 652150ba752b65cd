"""Converting a file to another format, with an account of what landed and what did not.

What a file holds decides the way: rules (SRX), terms (TBX, and tables that become TBX), a catalogue that is
compiled or taken apart (PO and MO), and else translation units, which every other pair of formats shares.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from padanan.core.catalogue import Entry
from padanan.core.errors import InputError, OutputError
from padanan.core.glossary import Concept, Glossary, Term, TermStatus
from padanan.core.interchange import NOTE_PROPERTY, Loss, SkippedUnit
from padanan.core.model import TranslationUnit, Variant
from padanan.formats.detection import FileFormat
from padanan.formats.files import read_file
from padanan.formats.glossary import LIMIT_BYTES
from padanan.formats.glossary.columns import read_glossary_table
from padanan.formats.glossary.tbx import read_tbx
from padanan.formats.glossary.writing import encode_glossary_table, encode_tbx
from padanan.formats.po import encode_mo, new_document, read_catalogue, read_mo
from padanan.segmentation.reader import read_srx
from padanan.segmentation.writer import format_srx
from padanan.services.catalogue_units import CatalogueLanguages
from padanan.services.unit_catalogue import catalogue_of_units
from padanan.services.unit_files import UnitFile, UnitNotes, Write, encode_units, read_units, write_chunks

_TABLES = {FileFormat.CSV: ",", FileFormat.TSV: "\t"}
_DOCUMENTS = frozenset({FileFormat.TEXT, FileFormat.MARKDOWN, FileFormat.HTML})
_CATALOGUES = frozenset({FileFormat.PO, FileFormat.MO})
_TBX_VERSIONS = {None: 3, "2": 2, "3": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertOptions:
    """What to write, and how.

    `version` is that of the format, where it has several: "2" or "3" of TBX. With `strict` the first thing
    that would be lost is an error; with `dry_run` nothing is written.
    """

    file_format: FileFormat
    version: str | None = None
    strict: bool = False
    dry_run: bool = False


def convert(file: UnitFile, output: Path | Write, options: ConvertOptions) -> UnitNotes:
    """Write what a file holds in another format; the output is replaced when all is written.

    Raises:
        InputError: the file cannot be read, or holds nothing that the other format could.
        OutputError: the output cannot be written, or is the file itself; whatever was there still is.
        LostError: with `options.strict`, something would be lost.
    """
    if isinstance(output, Path):
        refuse_inputs(output, [file.path])
    notes = UnitNotes(strict=options.strict)
    chunks = _encode(file, options, notes)
    if options.dry_run:
        for _ in chunks:
            pass
    else:
        write_chunks(chunks, output)
    return notes


def refuse_inputs(output: Path, inputs: list[Path]) -> None:
    """Keep a file that is being read from being replaced.

    Raises:
        OutputError: the output is one of the inputs.
    """
    real = os.path.realpath(output)
    if any(real == os.path.realpath(path) for path in inputs):
        raise OutputError("this is the file that is read", path=str(output), hint="name another file")


def _encode(file: UnitFile, options: ConvertOptions, notes: UnitNotes) -> Iterator[bytes]:
    target = options.file_format
    direct = _encode_directly(file, options, notes)
    if direct is not None:
        return direct
    units = _read_any_units(file, notes)
    if target in _CATALOGUES and (file.languages.source is None or file.languages.target is None):
        hint = "a catalogue holds two languages: name them, such as --from en --to id"
        raise OutputError(f"which languages become {target}?", hint=hint)
    if target is FileFormat.XLIFF:
        from padanan.services.convert_xliff import encode_units_as_xliff

        return encode_units_as_xliff(units, file, options.version, notes)
    pair = CatalogueLanguages(source=file.languages.source or "", target=file.languages.target or "")
    return encode_pair(units, target, pair, notes)


def _read_any_units(file: UnitFile, notes: UnitNotes) -> Iterator[TranslationUnit]:
    if file.file_format is FileFormat.TBX:
        return _units_of_terms(file, notes)
    if file.file_format in _DOCUMENTS:
        from padanan.services.convert_document import units_of_document

        return units_of_document(file, notes)
    return read_units(file, notes)


def _encode_directly(file: UnitFile, options: ConvertOptions, notes: UnitNotes) -> Iterator[bytes] | None:
    """Write what needs no units; None where only they lead from one format to the other."""
    source, target = file.file_format, options.file_format
    if FileFormat.SRX in (source, target):
        return _encode_rules(file, target)
    if target is FileFormat.TBX or (source is FileFormat.TBX and target in _TABLES):
        return _encode_glossary(file, options, notes)
    return _encode_entries(file, options, notes)


def _encode_entries(file: UnitFile, options: ConvertOptions, notes: UnitNotes) -> Iterator[bytes] | None:
    """Write what goes from entry to entry, or from segment to entry."""
    source, target = file.file_format, options.file_format
    if source in _CATALOGUES and target in _CATALOGUES:
        return _encode_catalogue(file, target, notes)
    if source in _DOCUMENTS and target is FileFormat.PO:
        from padanan.services.convert_document import encode_document_template

        return encode_document_template(file, notes)
    if FileFormat.XLIFF in (source, target) and {source, target} <= {FileFormat.XLIFF, *_CATALOGUES}:
        from padanan.services.convert_xliff import encode_as_xliff, encode_xliff_as_catalogue

        if target is FileFormat.XLIFF:
            return encode_as_xliff(file, options.version, notes)
        return encode_xliff_as_catalogue(file, target, notes)
    return None


def _encode_rules(file: UnitFile, target: FileFormat) -> Iterator[bytes]:
    if file.file_format is not target:
        hint = "rules of segmentation stand in SRX alone"
        raise InputError(f"{file.file_format} cannot become {target}", path=file.shown_name, hint=hint)
    yield format_srx(read_srx(file.path))


def _encode_glossary(file: UnitFile, options: ConvertOptions, notes: UnitNotes) -> Iterator[bytes]:
    glossary = _read_glossary(file, notes)
    notes.units = len(glossary.concepts)
    if options.file_format is not FileFormat.TBX:
        delimiter = _TABLES[options.file_format]
        return iter((encode_glossary_table(glossary, delimiter=delimiter, on_loss=notes.lose),))
    version = _TBX_VERSIONS.get(options.version)
    if version is None:
        raise OutputError(f"there is no TBX {options.version}", hint="write version 2 or 3")
    return encode_tbx(glossary, version=version, on_loss=notes.lose)


def _read_glossary(file: UnitFile, notes: UnitNotes) -> Glossary:
    if file.file_format in _TABLES or file.file_format is FileFormat.TBX:
        source = read_file(file.path, limit_bytes=LIMIT_BYTES)
        if file.file_format is FileFormat.TBX:
            return read_tbx(source)
        return read_glossary_table(source, source_language=file.languages.source or "en")
    return Glossary(concepts=tuple(map(_concept_of, read_units(file, notes))), path=file.shown_name)


def _concept_of(unit: TranslationUnit) -> Concept:
    """Take the texts of a unit for terms, and its notes for the definition."""
    notes = [value for name, value in unit.properties if name == NOTE_PROPERTY]
    return Concept(
        terms=tuple(Term(text=variant.text, language=variant.language) for variant in unit.variants),
        definition="\n".join(notes) or None,
    )


def _units_of_terms(file: UnitFile, notes: UnitNotes) -> Iterator[TranslationUnit]:
    """Give a concept as a unit, with the first preferred or admitted term of each language."""
    for concept in _read_glossary(file, notes).concepts:
        usable = [term for term in concept.terms if term.status is not TermStatus.FORBIDDEN]
        best = {term.language: term for term in reversed(usable)}
        for term in concept.terms:
            if best.get(term.language) is not term:
                notes.lose(Loss(message=f"a unit holds one term a language, and not {term.text[:60]!r}"))
        if not best:
            continue
        notes.units += 1
        texts = tuple(Variant(language=language, text=term.text) for language, term in best.items())
        yield TranslationUnit(
            collection=file.shown_name,
            key=usable[0].text,
            source_language=usable[0].language,
            variants=texts,
            properties=((NOTE_PROPERTY, concept.definition),) if concept.definition else (),
        )


def _encode_catalogue(file: UnitFile, target: FileFormat, notes: UnitNotes) -> Iterator[bytes]:
    """Compile a catalogue, take a compiled one apart, or copy one."""
    if file.file_format is FileFormat.PO:
        document = read_catalogue(file.path)
        catalogue = document.catalogue
        if target is FileFormat.PO:
            notes.units = len(catalogue.entries)
            return iter((document.to_bytes(),))
        for entry in catalogue.entries:
            if not entry.is_translated:
                notes.skip(SkippedUnit(key=entry.msgid, reason=_state(entry), line=entry.line))
        notes.units = len(catalogue.entries) - notes.skipped
        return iter((encode_mo(catalogue),))
    catalogue = read_mo(file.path)
    notes.units = len(catalogue.entries)
    if target is FileFormat.MO:
        return iter((encode_mo(catalogue),))
    document = new_document(file.path, catalogue.header)
    for entry in catalogue.entries:
        document.append_entry(entry)
    return iter((document.to_bytes(),))


def _state(entry: Entry) -> str:
    if entry.obsolete:
        return "obsolete"
    return "fuzzy" if entry.is_fuzzy else "untranslated"


def encode_pair(
    units: Iterable[TranslationUnit],
    file_format: FileFormat,
    languages: CatalogueLanguages,
    notes: UnitNotes,
) -> Iterator[bytes]:
    """Give the bytes of a file of units; a catalogue is made of their texts in these languages.

    Raises:
        OutputError: the format holds no units.
    """
    if file_format not in _CATALOGUES:
        yield from encode_units(units, file_format, notes)
        return
    document = catalogue_of_units(
        units, languages=languages, path=Path(), on_skip=notes.drop, on_loss=notes.lose
    )
    yield encode_mo(document.catalogue) if file_format is FileFormat.MO else document.to_bytes()
