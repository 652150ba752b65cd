"""What changed between two versions of catalogues, as one self-contained HTML file."""

from collections.abc import Iterator

from padanan.reports.comparison import (
    CHANGE_COLUMNS,
    FILE_COLUMNS,
    change_rows,
    describe_effort,
    file_rows,
    name_text,
    place_of,
    summarise_comparison,
)
from padanan.reports.html import Cell, Column, Html, Page, element, foreign, join, render_page, table
from padanan.reports.html_assets import DIFFERENCE_STYLE
from padanan.services.catalogue_changes import EntryChange, Pieces
from padanan.services.compare import ComparisonReport, FileComparison

_STYLE = (
    DIFFERENCE_STYLE
    + """
.entries { padding: 0; list-style: none; }
.entries li { border-bottom: 1px solid var(--line); padding: .4rem 0 .7rem; break-inside: avoid; }
.entries p { margin: 0 0 .2rem; max-width: none; }
.entries dl { grid-template-columns: 7rem minmax(0, 1fr); margin: 0; max-width: 60rem; }
h1, h2, p { overflow-wrap: anywhere; }
.lead { font-size: 1.2rem; font-weight: 600; max-width: 60rem; }
tbody th { min-width: 9rem; overflow-wrap: anywhere; }
@page { margin: 15mm; }
"""
)


def render_comparison_page(report: ComparisonReport, *, details: bool = True) -> str:
    """Render tables by change and by file, then each change with `<ins>` and `<del>`, as one HTML file.

    Cost: all texts that changed stand in the page.
    """
    title = "Changes between two versions"
    versions = ["from ", foreign(report.old), " to ", foreign(report.new)]
    body = [
        element("h1", title),
        element("p", f"{summarise_comparison(report)}.", class_="lead"),
        element("p", *versions),
    ]
    body += [element("p", element("strong", "Not compared: "), foreign(str(item))) for item in report.errors]
    if report.is_changed:
        body += [*_tables(report)]
    if details:
        body += [part for file in report.files if file.revision.entries for part in _file_parts(file)]
    return render_page(Page(title=title, body=body, style=_STYLE))


def _tables(report: ComparisonReport) -> Iterator[Html]:
    changes = change_rows(report.total)[1:]
    yield table(
        "By change; a message to which several things happened is counted under each",
        [Column(heading=name, is_number=place > 0) for place, name in enumerate(CHANGE_COLUMNS)],
        [[Cell(shown=cell) for cell in row] for row in changes],
    )
    rows = file_rows(report)[1:]
    several = len(rows) > 1
    cells = [[Cell(shown=foreign(row[0])), *map(_number, row[1:])] for row in rows]
    yield table(
        "By file; words are those of the source, edits those of texts that were there",
        [Column(heading=name, is_number=place > 0) for place, name in enumerate(FILE_COLUMNS)],
        cells[:-1] if several else cells,
        total=cells[-1] if several else (),
        sortable=several,
    )


def _number(shown: str) -> Cell:
    return Cell(shown=shown, value=float(shown.replace(",", "")))


def _file_parts(file: FileComparison) -> Iterator[Html]:
    yield element("h2", foreign(file.path))
    items = (_entry_item(file, entry) for entry in file.revision.entries)
    yield element("ol", *items, class_="entries")


def _entry_item(file: FileComparison, entry: EntryChange) -> Html:
    heading = element("p", foreign(place_of(file, entry)), ": ", element("strong", ", ".join(entry.changes)))
    terms: list[tuple[str, Html]] = []
    if entry.msgctxt is not None:
        terms.append(("msgctxt", foreign(entry.msgctxt)))
    terms.append(("msgid", foreign(entry.msgid)))
    for text in entry.texts:
        shown = _show_pieces(text.difference, file.language)
        if text.old and text.new:
            effort = element("span", f" ({describe_effort(text)})", class_="muted")
            shown = join([shown, effort])
        terms.append((name_text(text), shown))
    parts = (part for name, shown in terms for part in (element("dt", name), element("dd", shown)))
    return element("li", heading, element("dl", *parts))


def _show_pieces(pieces: Pieces, language: str | None) -> Html:
    names = {"new": "ins", "gone": "del"}
    parts = (part if kind == "same" else element(names[kind], part) for kind, part in pieces)
    return element("bdi", *parts, lang=language or "und", dir="auto")
