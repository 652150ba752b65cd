"""Tell how a catalogue is written by writing some of it again."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from padanan.core.catalogue import Entry
from padanan.formats.po.lines import classify
from padanan.formats.po.rendering import DEFAULT_WIDTH, Style, render_field, string_fields
from padanan.formats.po.scanner import Scan, prevailing_newline

# What tools wrap at: GNU gettext, polib, Babel; and not at all.
_WIDTHS: Final = (DEFAULT_WIDTH, 78, 76, None)
# A field shorter than this on a line of its own looks the same at all widths.
_TELLING_LENGTH: Final = 70
# An entry longer than this tells no more, but takes its time to be written at all widths.
_LONGEST: Final = 20_000
_SAMPLE: Final = 60


def detect_style(text: str, scan: Scan) -> Style:
    """Find the line end that prevails, and the width at which most long fields come out as they are written.

    Translations count before sources: a catalogue may come with wrapped sources from one tool and unwrapped
    translations from another. One that tells nothing counts as wrapped at GNU gettext's width.
    """
    newline = prevailing_newline(text)
    styles = [Style(newline=newline, width=width) for width in _WIDTHS]
    for translations in (True, False):
        sample = list(islice(_long_fields(text, scan, translations), _SAMPLE))
        if sample:
            # max keeps the first of equals: the commonest width
            return max(styles, key=lambda style: sum(_rendered(field, style) == field[2] for field in sample))
    return styles[0]


def _long_fields(text: str, scan: Scan, translations: bool) -> Iterator[tuple[str, str, str, str]]:
    """Give keyword, value, written lines and mark of fields that show how long lines are treated."""
    for entry, extent in zip(scan.entries, scan.extents, strict=True):
        if _TELLING_LENGTH < extent.end - extent.keyword_start <= _LONGEST and not entry.is_header:
            yield from _fields_of(entry, text[extent.keyword_start : extent.end], translations)


def _fields_of(entry: Entry, text: str, translations: bool) -> Iterator[tuple[str, str, str, str]]:
    lines = classify(text) or []
    for keyword, value in string_fields(entry).items():
        written = "".join(line.text for line in lines if line.kind == keyword)
        if keyword.startswith("msgstr") == translations and len(written) > _TELLING_LENGTH:
            yield keyword, value, written, "#~ " if entry.obsolete else ""


def _rendered(field: tuple[str, str, str, str], style: Style) -> str:
    keyword, value, _, mark = field
    return "".join(line + style.newline for line in render_field(keyword, value, mark, style))
