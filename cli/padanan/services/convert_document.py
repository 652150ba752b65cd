"""Documents as what is to be translated: a template, or units with text in one language."""

from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import escape

from padanan.core.errors import InputError
from padanan.core.model import InlineCode, Origin, Segment, TranslationUnit, Variant
from padanan.formats.detection import FileFormat
from padanan.formats.document import DocumentKind
from padanan.formats.files import SourceFile, read_file
from padanan.services.segment import SegmentedDocument, SegmentOptions, segment_source
from padanan.services.template import render_template
from padanan.services.unit_files import UnitFile, UnitNotes

KINDS = {
    FileFormat.TEXT: DocumentKind.TEXT,
    FileFormat.MARKDOWN: DocumentKind.MARKDOWN,
    FileFormat.HTML: DocumentKind.HTML,
}


def encode_document_template(file: UnitFile, notes: UnitNotes) -> Iterator[bytes]:
    """Give a template of a document's segments; markup stands in them as the document writes it.

    Raises:
        InputError: the document cannot be read, or nobody says its language.
    """
    document = _segment(file)
    notes.units = len({segment.message for segment in document.segments})
    yield render_template(document.path, document.segments, language=document.language)


def units_of_document(file: UnitFile, notes: UnitNotes) -> Iterator[TranslationUnit]:
    """Give a document's segments as units without translation, markup as inline codes (TMX's `<ph>`).

    Raises:
        InputError: the document cannot be read, or nobody says its language.
    """
    document = _segment(file)
    segments = document.segments
    for place, segment in enumerate(segments):
        notes.units += 1
        variant = Variant(
            language=document.language,
            text=segment.text,
            codes=tuple(map(_as_placeholder, segment.codes, range(1, len(segment.codes) + 1))),
            previous=segments[place - 1].text if place else "",
            next=segments[place + 1].text if place + 1 < len(segments) else "",
            origin=Origin(path=file.shown_name, line=segment.line),
        )
        yield TranslationUnit(
            collection=file.shown_name,
            key=_name(segment),
            source_language=document.language,
            variants=(variant,),
        )


def _name(segment: Segment) -> str:
    return f"{segment.paragraph}.{segment.number}"


def _as_placeholder(code: InlineCode, number: int) -> InlineCode:
    return replace(code, kind="standalone", markup=f'<ph x="{number}">{escape(code.markup)}</ph>')


def _segment(file: UnitFile) -> SegmentedDocument:
    language = file.languages.source
    if language is None:
        hint = "name it, such as --from id"
        raise InputError("nobody says which language the document is in", path=file.shown_name, hint=hint)
    source = read_file(file.path)
    options = SegmentOptions(language=language, kind=KINDS[file.file_format])
    named = SourceFile.of(file.path if file.name is None else file.path.with_name(file.name), source.data)
    return segment_source(named, options)
