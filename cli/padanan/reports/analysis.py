"""An analysis as text for people, and as JSON and CSV for programs and spreadsheets."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal

from padanan.core.bands import Band, Rates
from padanan.core.text import neutralise_formula, show_on_one_line
from padanan.core.words import CountMethod
from padanan.reports.table import render_table
from padanan.services.analyse import AnalysisReport, FileAnalysis, PairAnalysis, Share, Shares, total_share

BAND_NAMES = {
    Band.CONTEXT: "101 %, in context",
    Band.REPETITION: "repetitions",
    Band.CROSS_FILE_REPETITION: "repetitions across files",
    Band.EXACT: "100 %",
    Band.FUZZY_95: "95-99 %",
    Band.FUZZY_85: "85-94 %",
    Band.FUZZY_75: "75-84 %",
    Band.FUZZY_50: "50-74 %",
    Band.INTERNAL_95: "internal 95-99 %",
    Band.INTERNAL_85: "internal 85-94 %",
    Band.INTERNAL_75: "internal 75-84 %",
    Band.INTERNAL_50: "internal 50-74 %",
    Band.NO_MATCH: "no match",
}
METHOD_NAMES = {
    CountMethod.UAX29: "words by Unicode UAX #29 (uax29)",
    CountMethod.SPACES: "words between spaces (spaces)",
    CountMethod.IDEOGRAMS: "words between spaces, each ideogram a word (ideograms)",
}
EXAMPLE_NOTE = "the rates are an example: set those that were agreed on (--rate BAND=PERCENT)"
COLUMNS = ("segments", "words", "characters", "ideograms", "%", "rate", "weighted words")
# Bands that are left out of the table where they are empty; the others are what people look for.
_SELDOM = frozenset(band for band in Band if band.startswith(("internal", "cross-file")))


def render_analysis_text(report: AnalysisReport) -> str:
    """Render an analysis: for each pair of languages a table by band and one by file."""
    if not report.pairs:
        return ""
    memories = ", ".join(map(show_on_one_line, report.memories)) or "none"
    blocks = [f"{METHOD_NAMES[report.method]}; memory: {memories}\n"]
    blocks += [_render_pair(pair, report.rates) for pair in report.pairs]
    if len(report.pairs) > 1:
        blocks.append(f"all languages\n{_render_bands(report.shares, report.rates)}")
    return "\n".join(blocks)


def weigh_shares(shares: Shares, rates: Rates) -> Decimal:
    """Give the weighted words of all bands together, exactly."""
    return sum((rates.weigh(share.volume.words, band) for band, share in shares.items()), Decimal(0))


def word_percent(share: Share, total: Share) -> float:
    """Give a share's part of all words in percent, 0 where there are none."""
    return 100 * share.volume.words / total.volume.words if total.volume.words else 0.0


def show_decimal(value: Decimal) -> str:
    """Show weighted words with their decimals as far as there are any."""
    return f"{value.normalize():,f}" if value else "0"


def band_cells(band: Band | None, shares: Shares, rates: Rates) -> tuple[str, ...]:
    """Give the cells of COLUMNS for a band, None for all of them."""
    total = total_share(shares)
    share = total if band is None else shares[band]
    weighted = weigh_shares(shares, rates) if band is None else rates.weigh(share.volume.words, band)
    return (
        f"{share.segments:,}",
        f"{share.volume.words:,}",
        f"{share.volume.characters:,}",
        f"{share.volume.ideograms:,}",
        f"{word_percent(share, total):.1f}",
        "" if band is None else f"{show_decimal(rates.percents[band])}%",
        show_decimal(weighted),
    )


def left_out_text(file: FileAnalysis) -> str:
    """Say how much of a file was not counted, and why; "" for nothing."""
    return ", ".join(f"{count:,} {reason}" for reason, count in file.left_out)


def _render_pair(pair: PairAnalysis, rates: Rates) -> str:
    bands = (
        _render_bands(pair.shares, rates) if total_share(pair.shares).segments else "nothing to translate\n"
    )
    return f"{pair.source} to {pair.target}\n{bands}\n{_render_files(pair, rates)}"


def _render_bands(shares: Shares, rates: Rates) -> str:
    rows: list[tuple[str, ...]] = [("", *COLUMNS)]
    rows += [
        (BAND_NAMES[band], *band_cells(band, shares, rates))
        for band in Band
        if shares[band].segments or band not in _SELDOM
    ]
    rows.append(("total", *band_cells(None, shares, rates)))
    return render_table(rows, right=frozenset(range(1, len(rows[0]))))


def _render_files(pair: PairAnalysis, rates: Rates) -> str:
    rows = [("file", "segments", "words", "weighted words", "not counted")]
    rows += [_file_row(file.path, file.shares, rates, left_out_text(file)) for file in pair.files]
    if len(pair.files) > 1:
        rows.append(_file_row("total", pair.shares, rates, ""))
    return render_table(rows, right=frozenset({1, 2, 3}))


def _file_row(name: str, shares: Shares, rates: Rates, left_out: str) -> tuple[str, str, str, str, str]:
    total = total_share(shares)
    words, weighted = f"{total.volume.words:,}", show_decimal(weigh_shares(shares, rates))
    return (name, f"{total.segments:,}", words, weighted, left_out)


def render_analysis_json(report: AnalysisReport) -> str:
    """Render an analysis as one JSON object.

    `{"version": 1, "method", "memories": [name], "repeat_in_context", "rates": {BAND: percent},
    "rates_are_example", "pairs": [{"source", "target", "files": [{"path", "left_out": {reason: count},
    **SHARES}], **SHARES}], **SHARES, "notes": [text], "errors": [{"path", "line", "column", "message",
    "hint"}]}` with SHARES `"bands": {BAND: {"segments", "words", "characters", "ideograms", "percent",
    "weighted_words"}}, "total": {...}`. Percents are of words; every band stands in every object.
    """
    rates = report.rates
    value = {
        "version": 1,
        "method": report.method,
        "memories": list(report.memories),
        "repeat_in_context": report.repeat_in_context,
        "rates": {band: _number(rates.percents[band]) for band in Band},
        "rates_are_example": rates.are_example,
        "pairs": [_pair_value(pair, rates) for pair in report.pairs],
        **_shares_value(report.shares, rates),
        "notes": list(report.notes),
        "errors": [
            {
                "path": error.path,
                "line": error.line,
                "column": error.column,
                "message": error.message,
                "hint": error.hint,
            }
            for error in report.errors
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _pair_value(pair: PairAnalysis, rates: Rates) -> dict[str, object]:
    files = [
        {"path": file.path, "left_out": dict(file.left_out), **_shares_value(file.shares, rates)}
        for file in pair.files
    ]
    return {
        "source": pair.source,
        "target": pair.target,
        "files": files,
        **_shares_value(pair.shares, rates),
    }


def _shares_value(shares: Shares, rates: Rates) -> dict[str, object]:
    total = total_share(shares)
    bands = {
        band: _share_value(share, total, rates.weigh(share.volume.words, band))
        for band, share in shares.items()
    }
    return {"bands": bands, "total": _share_value(total, total, weigh_shares(shares, rates))}


def _share_value(share: Share, total: Share, weighted: Decimal) -> Mapping[str, object]:
    return {
        "segments": share.segments,
        **asdict(share.volume),
        "percent": round(word_percent(share, total), 2),
        "weighted_words": _number(weighted),
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def render_analysis_csv(report: AnalysisReport) -> str:
    """Render an analysis as CSV (RFC 4180, but with LF): a row for each file, pair of languages and band.

    No sums: a spreadsheet makes its own, and none is added twice. A path that a spreadsheet would take for a
    formula gets an apostrophe in front.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_CSV_HEADINGS)
    for pair in report.pairs:
        for file in pair.files:
            writer.writerows(_csv_rows(file, report))
    return stream.getvalue()


_CSV_HEADINGS = (
    "path", "source", "target", "band", "segments", "words", "characters", "ideograms", "rate_percent",
    "weighted_words", "method",
)  # fmt: skip


def _csv_rows(file: FileAnalysis, report: AnalysisReport) -> Iterator[Sequence[object]]:
    for band, share in file.shares.items():
        yield (
            neutralise_formula(show_on_one_line(file.path)),
            file.source,
            file.target,
            band.value,
            share.segments,
            share.volume.words,
            share.volume.characters,
            share.volume.ideograms,
            _number(report.rates.percents[band]),
            _number(report.rates.weigh(share.volume.words, band)),
            report.method.value,
        )
