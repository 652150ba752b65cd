"""Gettext catalogues as XLIFF documents and back, with all that entries hold."""

from collections.abc import Callable, Iterator
from pathlib import Path

from padanan.core.catalogue import Catalogue
from padanan.core.interchange import Loss, SkippedUnit
from padanan.formats.files import absent_file, open_file
from padanan.formats.po import PoDocument
from padanan.formats.xliff import (
    CataloguePair,
    XliffVersion,
    catalogue_of_parts,
    encode_xliff,
    parts_of_catalogue,
    read_xliff,
)


def xliff_of_catalogue(
    catalogue: Catalogue,
    *,
    source: str,
    target: str | None,
    version: XliffVersion,
    on_skip: Callable[[SkippedUnit], None],
) -> Iterator[bytes]:
    """Write a catalogue as XLIFF: contexts, comments, references, flags, plural forms, previous messages.

    Args:
        catalogue: The catalogue, obsolete entries and header included.
        source: The tag of msgid's language.
        target: The tag of msgstr's language; None for a template.
        version: What to write.
        on_skip: Told about entries with characters that XML cannot hold.
    """
    pair = CataloguePair(source=source, target=target)
    parts = parts_of_catalogue(catalogue, version=version, languages=pair, on_skip=on_skip)
    return encode_xliff(parts, on_skip=on_skip)


def read_xliff_catalogue(
    path: Path, *, name: str, on_skip: Callable[[SkippedUnit], None], on_loss: Callable[[Loss], None]
) -> Catalogue:
    """Read a document as a catalogue called `name`: an entry of each unit, or group of plural forms.

    Raises:
        InputError: the file cannot be read.
        XliffError: it is no XLIFF document, or a broken one.
    """
    with open_file(path) as stream:
        parts = read_xliff(stream, path, on_skip=on_skip, on_loss=on_loss)
        return catalogue_of_parts(parts, path=name, on_loss=on_loss)


def catalogue_of_xliff(
    path: Path, *, out_path: Path, on_skip: Callable[[SkippedUnit], None], on_loss: Callable[[Loss], None]
) -> PoDocument:
    """Make a catalogue for `out_path` of a document (see `read_xliff_catalogue`).

    Raises:
        InputError: the file cannot be read.
        XliffError: it is no XLIFF document, or a broken one.
        PoError: an entry cannot stand in a catalogue.
    """
    catalogue = read_xliff_catalogue(path, name=str(out_path), on_skip=on_skip, on_loss=on_loss)
    document = PoDocument(absent_file(out_path))
    if catalogue.header_entry is not None:
        document.append_entry(catalogue.header_entry)
    for entry in catalogue.entries:
        document.append_entry(entry)
    return document
