"""An analysis as a self-contained HTML page, to be sent with an offer and printed."""

from collections.abc import Iterator

from padanan.core.bands import Band, Rates
from padanan.reports.analysis import (
    BAND_NAMES,
    COLUMNS,
    EXAMPLE_NOTE,
    METHOD_NAMES,
    band_cells,
    left_out_text,
    show_decimal,
    weigh_shares,
)
from padanan.reports.html import Cell, Column, Html, Page, element, foreign, join, render_page, table
from padanan.services.analyse import AnalysisReport, FileAnalysis, PairAnalysis, Shares, total_share

_BAR_WIDTH = 200
_BAR_HEIGHT = 14
# From what costs nothing (green) over repetitions (violet) and fuzzy matches (blue) to what is new (amber);
# internal matches are greener than those from the memory. The numbers stand beside them in any case.
_FILLS = {
    Band.CONTEXT: "#1b7837",
    Band.REPETITION: "#762a83",
    Band.CROSS_FILE_REPETITION: "#9970ab",
    Band.EXACT: "#5aae61",
    Band.FUZZY_95: "#08306b",
    Band.FUZZY_85: "#2166ac",
    Band.FUZZY_75: "#4393c3",
    Band.FUZZY_50: "#74add1",
    Band.INTERNAL_95: "#35978f",
    Band.INTERNAL_85: "#5ab4ac",
    Band.INTERNAL_75: "#80cdc1",
    Band.INTERNAL_50: "#abdcd4",
    Band.NO_MATCH: "#e08214",
}
_STYLE = """
.bar { border: 1px solid var(--line); } .swatch { display: inline-block; margin-inline-end: .5rem; }
.figures { font-size: 1.2rem; }
"""
_STYLE += "".join(f".{band.name.lower()} {{ fill: {fill}; }}\n" for band, fill in _FILLS.items())


def render_analysis_html(report: AnalysisReport) -> str:
    """Render an analysis as one HTML file: what it comes to, then each pair of languages by band and file."""
    title = "Translation analysis"
    body = [element("h1", title), _headline(report), _conditions(report)]
    for pair in report.pairs:
        body += _pair_parts(pair, report.rates)
    if len(report.pairs) > 1:
        body += [element("h2", "All languages"), _band_table("all languages", report.shares, report.rates)]
    if report.errors:
        items = (element("li", foreign(str(error))) for error in report.errors)
        body += [element("h2", "Not counted, since they cannot be read"), element("ul", *items)]
    return render_page(Page(title=title, body=body, style=_STYLE))


def _headline(report: AnalysisReport) -> Html:
    total = total_share(report.shares)
    weighted = show_decimal(weigh_shares(report.shares, report.rates))
    shown = f"{total.segments:,} segments, {total.volume.words:,} words, {weighted} weighted words"
    return element("p", shown, class_="figures")


def _conditions(report: AnalysisReport) -> Html:
    """Say under which conditions the numbers hold."""
    memories = join([part for name in report.memories for part in (", ", foreign(name))][1:])
    repeated = "the same text with the same msgctxt" if report.repeat_in_context else "the same text"
    rows: list[tuple[str, str]] = [
        ("Counted", METHOD_NAMES[report.method]),
        ("Memories", memories if report.memories else "none"),
        ("A repetition is", repeated),
        (
            "Rates",
            EXAMPLE_NOTE if report.rates.are_example else "as agreed on; they stand in the tables",
        ),
        *(("Note", foreign(note, "en")) for note in report.notes),
    ]
    return element(
        "dl", *(part for name, text in rows for part in (element("dt", name), element("dd", text)))
    )


def _pair_parts(pair: PairAnalysis, rates: Rates) -> Iterator[Html]:
    name = f"{pair.source} to {pair.target}"
    yield element("h2", name)
    yield _band_table(name, pair.shares, rates)
    yield _file_table(name, pair, rates)


def _band_table(name: str, shares: Shares, rates: Rates) -> Html:
    columns = [Column(heading="band"), *(Column(heading=heading, is_number=True) for heading in COLUMNS)]
    rows = [[Cell(shown=_swatch(band)), *_cells(band, shares, rates)] for band in Band]
    total = [Cell(shown="total"), *_cells(None, shares, rates)]
    return table(f"By band, {name}", columns, rows, total=total)


def _cells(band: Band | None, shares: Shares, rates: Rates) -> list[Cell]:
    return [Cell(shown=text) for text in band_cells(band, shares, rates)]


def _swatch(band: Band) -> Html:
    box = element("rect", width=10, height=10, class_=band.name.lower())
    picture = element("svg", box, width=10, height=10, class_="swatch", aria_hidden="true")
    return join([picture, BAND_NAMES[band]])


def _file_table(name: str, pair: PairAnalysis, rates: Rates) -> Html:
    columns = [
        Column(heading="file"),
        Column(heading="segments", is_number=True),
        Column(heading="words", is_number=True),
        Column(heading="weighted words", is_number=True),
        Column(heading="words by band"),
        Column(heading="not counted"),
    ]
    rows = [_file_row(file, rates) for file in pair.files]
    total = _row(element("span", "total"), pair.shares, rates, "")
    return table(f"By file, {name}", columns, rows, total=total, sortable=True)


def _file_row(file: FileAnalysis, rates: Rates) -> list[Cell]:
    return _row(foreign(file.path), file.shares, rates, left_out_text(file))


def _row(name: str, shares: Shares, rates: Rates, left_out: str) -> list[Cell]:
    total, weighted = total_share(shares), weigh_shares(shares, rates)
    new = shares[Band.NO_MATCH].volume.words / total.volume.words if total.volume.words else 0.0
    return [
        Cell(shown=name),
        Cell(shown=f"{total.segments:,}", value=total.segments),
        Cell(shown=f"{total.volume.words:,}", value=total.volume.words),
        Cell(shown=show_decimal(weighted), value=float(weighted)),
        Cell(shown=_bar(shares), value=round(new, 6)),  # sorted by what is new
        Cell(shown=left_out),
    ]


def _bar(shares: Shares) -> Html:
    """Draw the bands' words side by side; the numbers stand in the label."""
    total = total_share(shares).volume.words
    parts = []
    described = []
    before = 0
    for band, share in shares.items():
        words = share.volume.words
        if words:
            described.append(f"{BAND_NAMES[band]}: {words:,}")
            parts.append(
                element(
                    "rect",
                    element("title", f"{BAND_NAMES[band]}: {words:,} words"),
                    x=round(before * _BAR_WIDTH / total, 2),
                    width=round(words * _BAR_WIDTH / total, 2),
                    height=_BAR_HEIGHT,
                    class_=band.name.lower(),
                )
            )
            before += words
    return element(
        "svg",
        *parts,
        width=_BAR_WIDTH,
        height=_BAR_HEIGHT,
        class_="bar",
        role="img",
        aria_label="; ".join(described) or "no words",
    )
