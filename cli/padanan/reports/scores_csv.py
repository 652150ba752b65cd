"""The report of `padanan score` as one table for spreadsheets."""

import csv
import io
from collections.abc import Iterator

from padanan.core.text import neutralise_formula, show_unseen
from padanan.reports.scores import band_name
from padanan.services.score_report import Grouping, MetricReport, ScoreReport, SystemReport

_HEADING = (
    "record", "hypothesis", "against", "metric", "by", "part", "score", "low", "high", "difference", "p",
    "p_corrected", "segments", "words", "seed", "method", "rounds", "signature", "hypothesis_sha256",
    "references_sha256", "says",
)  # fmt: skip
# The one column in which a number may begin with a sign.
_SIGNED = "difference"

_Row = dict[str, str]


def render_scores_csv(report: ScoreReport) -> str:
    """Render everything but the segments as rows of one table; `record` says what a row is.

    `score` and `pair` are corpus scores and tests, `part` the score of a part of the test set, `measure`,
    `band` and `left out` what is counted without a metric; `verdict` and `warning` are sentences. RFC 4180;
    text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    stream = io.StringIO()
    writer = csv.DictWriter(stream, _HEADING, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(report):
        writer.writerow(
            {
                name: cell if name == _SIGNED else neutralise_formula(show_unseen(cell))
                for name, cell in row.items()
            }
        )
    return stream.getvalue()


def _rows(report: ScoreReport) -> Iterator[_Row]:
    for place, metric in enumerate(report.metrics):
        yield from _score_rows(report, metric, place)
    for metric in report.metrics:
        yield from _pair_rows(report, metric)
    for system in report.systems:
        yield from _system_rows(system)
    for metric in report.metrics:
        yield from _part_rows(report, metric)
    yield from ({"record": "verdict", "says": sentence} for sentence in report.verdict)
    yield from ({"record": "warning", "by": item.severity, "says": item.message} for item in report.warnings)


def _score_rows(report: ScoreReport, metric: MetricReport, place: int) -> Iterator[_Row]:
    for number, system in enumerate(report.systems):
        interval = metric.test.systems[number].interval if metric.test else None
        yield {
            "record": "score",
            "score": repr(system.scores[place].score),
            "low": repr(interval.low) if interval else "",
            "high": repr(interval.high) if interval else "",
            "segments": str(report.segment_count),
            "words": str(report.word_count),
            **_basis(report, metric, system),
        }


def _pair_rows(report: ScoreReport, metric: MetricReport) -> Iterator[_Row]:
    pairs = metric.test.pairs if metric.test else ()
    for pair, sentence in zip(pairs, metric.sentences, strict=True):
        yield {
            "record": "pair",
            "against": report.systems[pair.first].name,
            _SIGNED: repr(pair.difference),
            "p": repr(pair.p_value),
            "p_corrected": repr(pair.p_corrected),
            "segments": str(report.segment_count),
            "words": str(report.word_count),
            "says": sentence,
            **_basis(report, metric, report.systems[pair.second]),
        }


def _part_rows(report: ScoreReport, metric: MetricReport) -> Iterator[_Row]:
    for group in metric.groups:
        for system, score in zip(report.systems, group.scores, strict=True):
            yield {
                "record": "part",
                "by": group.grouping,
                # Without the unit a spreadsheet takes 10-19 for a day in October.
                "part": f"{group.label} words" if group.grouping is Grouping.LENGTH else group.label,
                "score": repr(score),
                "segments": str(group.segments),
                "words": str(group.words),
                **_basis(report, metric, system),
            }


def _system_rows(system: SystemReport) -> Iterator[_Row]:
    measures = {
        "exact percent": system.edits.exact_percent,
        "similarity percent": system.edits.similarity_percent,
        "length ratio in words": system.length.words,
        "length ratio in characters": system.length.characters,
    }
    for name, value in measures.items():
        shown = "" if value is None else repr(value)
        yield {"record": "measure", "hypothesis": system.name, "metric": name, "score": shown}
    for share in system.edits.bands:
        counts = {"segments": str(share.segments), "words": str(share.words)}
        yield {"record": "band", "hypothesis": system.name, "part": band_name(share.band), **counts}
    for item in system.left_out:
        where = {"by": item.side, "part": item.reason, "segments": str(item.count)}
        yield {"record": "left out", "hypothesis": system.name, **where}


def _basis(report: ScoreReport, metric: MetricReport, system: SystemReport) -> _Row:
    """Say whose score it is, by what, and what it rests on."""
    references = " ".join(text.file_sha256 or text.text_sha256 for text in report.references)
    row = {
        "hypothesis": system.name,
        "metric": metric.name,
        "signature": metric.signature,
        "hypothesis_sha256": system.text.file_sha256 or system.text.text_sha256,
        "references_sha256": references,
    }
    if metric.test is None:
        return row
    options = metric.test.options
    return {**row, "seed": str(options.seed), "method": options.method, "rounds": str(options.rounds)}
