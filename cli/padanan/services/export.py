"""What is made from a project's catalogues: TMX, translated text, compiled and clean catalogues."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.config import Settings
from padanan.core.errors import InputError, LanguageError
from padanan.core.language import Language, covers, parse_language
from padanan.core.model import Segment, TranslationUnit
from padanan.formats.files import write_file
from padanan.formats.po import new_document, read_catalogue
from padanan.formats.po.mo import encode_mo
from padanan.formats.tmx import TmxHeader, write_tmx
from padanan.memory.sqlite import SqliteStore
from padanan.services.catalogue_units import CatalogueLanguages, name_path, units_of_catalogue
from padanan.services.project import (
    Document,
    catalogue_path,
    read_documents,
    refuse_overwriting,
    text_path,
    tmx_path,
)
from padanan.services.translation import translate_document


class ExportFormat(StrEnum):
    """What a project's translations can be written as."""

    TMX = "tmx"
    TEXT = "text"
    PO = "po"
    MO = "mo"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A file that was exported: its document's segments, and how many of them it lacks a translation for.

    `written` is False for a file that already was as it should be.
    """

    path: Path
    segments: int
    missing: int
    written: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedDocument:
    """A source document with its catalogues, in the order of the configured languages."""

    document: Document
    catalogues: tuple[tuple[Language, Catalogue], ...]


def export_project(
    settings: Settings, to: ExportFormat, *, languages: Sequence[str] = (), output: Path | None = None
) -> list[ExportedFile]:
    """Export every document of the project.

    Args:
        settings: The project.
        to: What to write. TMX holds all languages in one file; the others are a file a language.
        languages: Only these, in any spelling; none means all that are configured.
        output: A directory to write into, laid out as the project is. Without one, files go to their places
            in the project: TMX to `tmx`, text and MO below `locales`. Clean PO needs one.

    Raises:
        InputError: a document or catalogue cannot be read, or PO would be exported onto the catalogues.
        ConfigError: something would take the place of a document.
        LanguageError: a language that the project does not have.
        OutputError: a file cannot be written.
    """
    chosen = _choose_languages(settings, languages)
    place = settings
    if output is not None:
        place = replace(settings, locales=output / settings.locales.name, tmx=output / settings.tmx.name)
    if to is ExportFormat.PO and os.path.realpath(place.locales) == os.path.realpath(settings.locales):
        hint = "name another directory with --output"
        raise InputError("a clean copy of the catalogues needs a place of its own", hint=hint)
    documents = read_documents(settings)
    refuse_overwriting(documents, place)
    return [
        exported
        for document in documents
        for exported in export_document(_read_translations(document, settings, chosen), to, settings, place)
    ]


def export_document(
    translated: TranslatedDocument, to: ExportFormat, settings: Settings, place: Settings
) -> list[ExportedFile]:
    """Export one document to where `place` says (see `export_project`)."""
    document = translated.document
    if to is ExportFormat.TMX:
        untranslated = [_untranslated(document, catalogue) for _, catalogue in translated.catalogues]
        path, data = tmx_path(place, document.domain), _render_tmx(translated, settings)
        return [_write(path, data, document, len(set().union(*untranslated)))]
    return [
        _write(
            _path(to, place, language, document),
            _render(to, document, catalogue, language),
            document,
            len(_untranslated(document, catalogue)),
        )
        for language, catalogue in translated.catalogues
    ]


def _choose_languages(settings: Settings, names: Sequence[str]) -> list[Language]:
    """Give the configured languages that serve what is asked for (zh for zh-CN)."""
    if not names:
        return list(settings.languages)
    chosen: list[Language] = []
    for name in names:
        wanted = parse_language(name).tag
        serving = [language for language in settings.languages if covers(wanted, language.tag)]
        if not serving:
            known = ", ".join(language.gettext for language in settings.languages) or "none"
            raise LanguageError(f"the project has no {name}", hint=f"its languages are: {known}")
        chosen += serving
    return [language for language in settings.languages if language in chosen]


def _read_translations(
    document: Document, settings: Settings, languages: Sequence[Language]
) -> TranslatedDocument:
    return TranslatedDocument(
        document=document,
        catalogues=tuple(
            (language, read_catalogue(catalogue_path(settings, language, document.domain)).catalogue)
            for language in languages
        ),
    )


def _translations(catalogue: Catalogue) -> dict[str, str]:
    """Map each msgid that is finished to its translation."""
    return {entry.msgid: entry.msgstr[0] for entry in catalogue.entries if entry.is_translated}


def _untranslated(document: Document, catalogue: Catalogue) -> set[Segment]:
    translations = _translations(catalogue)
    return {segment for segment in document.segments if segment.message not in translations}


def _path(to: ExportFormat, place: Settings, language: Language, document: Document) -> Path:
    if to is ExportFormat.TEXT:
        return text_path(place, language, document)
    return catalogue_path(place, language, document.domain).with_suffix(f".{to.value}")


def _render(to: ExportFormat, document: Document, catalogue: Catalogue, language: Language) -> bytes:
    if to is ExportFormat.TEXT:
        return translate_document(document, _translations(catalogue), language=language.tag).encode()
    if to is ExportFormat.MO:
        return encode_mo(catalogue)
    return _render_clean_po(catalogue)


def _render_clean_po(catalogue: Catalogue) -> bytes:
    """Give a catalogue with what is finished alone: nothing obsolete, nothing fuzzy, no previous messages."""
    comments = catalogue.header_entry.translator_comments if catalogue.header_entry else ()
    clean = new_document(Path(catalogue.path), catalogue.header, header_comments=comments)
    for entry in catalogue.entries:
        if not entry.obsolete:
            clean.append_entry(_without_draft(entry))
    return clean.to_bytes()


def _without_draft(entry: Entry) -> Entry:
    return replace(
        entry,
        msgstr=("",) * len(entry.msgstr) if entry.is_fuzzy else entry.msgstr,
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
        previous_msgctxt=None,
        previous_msgid=None,
        previous_msgid_plural=None,
    )


def _render_tmx(translated: TranslatedDocument, settings: Settings) -> bytes:
    """Give one TMX with all languages. Its bytes hang on the catalogues alone."""
    order = {segment.message: segment.start for segment in reversed(translated.document.segments)}
    with SqliteStore.in_memory() as store:
        for language, catalogue in translated.catalogues:
            store.add(
                units_of_catalogue(
                    catalogue,
                    languages=CatalogueLanguages(source=settings.source_language.tag, target=language.tag),
                    path=name_path(Path(catalogue.path), settings.root),
                )
            )
        units = [_without_lines(unit) for unit in store.units() if unit.key in order]
    units.sort(key=lambda unit: order[unit.key])
    return write_tmx(units, header=TmxHeader(source_language=settings.source_language.tag))


def _without_lines(unit: TranslationUnit) -> TranslationUnit:
    """Leave out the lines of catalogues: one edit would change those of everything behind it."""
    variants = (
        replace(variant, origin=variant.origin and replace(variant.origin, line=None))
        for variant in unit.variants
    )
    return replace(unit, variants=tuple(variants))


def _write(path: Path, data: bytes, document: Document, missing: int) -> ExportedFile:
    written = write_file(path, data)
    return ExportedFile(path=path, segments=len(document.segments), missing=missing, written=written)
