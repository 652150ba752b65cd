"""One document in another language: with the translations of a catalogue in it."""

from pathlib import Path

from padanan.core.errors import MarkupError
from padanan.formats.files import SourceFile
from padanan.formats.po import read_catalogue
from padanan.services.documents import translate_text
from padanan.services.segment import SegmentOptions, segment_source


def translate_source(source: SourceFile, options: SegmentOptions, catalogue: Path) -> tuple[bytes, int, int]:
    """Put a catalogue's translations into a document.

    Returns:
        The document in another language, how many segments it has, and how many of them are translated.

    Raises:
        InputError: the catalogue cannot be read.
        MarkupError: a translation does not keep the markup of its source.
        TextError, LanguageError, SrxError: as `segment_source` does.
    """
    document = segment_source(source, options)
    read = read_catalogue(catalogue).catalogue
    found = {entry.msgid: entry.msgstr[0] for entry in read.entries if entry.is_translated}
    try:
        text = translate_text(
            document.text,
            document.kind,
            document.segments,
            found,
            language=read.language or document.language,
        )
    except MarkupError as error:
        path = document.path
        raise MarkupError(error.message, path=path, line=error.line, hint=error.hint) from error
    done = sum(segment.message in found for segment in document.segments)
    mark = b"\xef\xbb\xbf" if source.has_bom else b""
    return mark + text.encode(), len(document.segments), done
