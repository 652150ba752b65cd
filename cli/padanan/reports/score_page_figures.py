"""The tables and charts on the page of a comparison, each part for its section."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from padanan.core.bands import Band
from padanan.evaluation.edits import POST_EDIT_BANDS, BandShare
from padanan.evaluation.metrics import Metric
from padanan.evaluation.significance import PairTest
from padanan.evaluation.verdicts import show_difference, show_p
from padanan.reports.analysis import BAND_NAMES
from padanan.reports.charts import Bar, IntervalRow, bar_chart, forest_plot, grid, histogram, legend
from padanan.reports.charts_history import HistoryPoint, history_line
from padanan.reports.charts_scatter import scatter
from padanan.reports.html import Cell, Column, Html, element, foreign, join, table
from padanan.services.score_report import (
    FindingCount,
    Grouping,
    GroupScores,
    HistoryRun,
    MetricReport,
    ScoredText,
    ScoreReport,
    SystemReport,
)

POST_EDIT_NAMES = tuple(
    "under 50 %" if band is Band.NO_MATCH else BAND_NAMES[band] for band in POST_EDIT_BANDS
)
# Those that say something about one segment; BLEU is 0 for many of them.
_SEGMENT_METRICS = (Metric.CHRF_PLUS_PLUS, Metric.CHRF, Metric.TER)
_DRAWN_PAIRS = 6
_DRAWN_GROUPS = 20
_NAMED_KNOWN = 20
_STACK_WIDTH = 460
_GROUPING_NAMES = {
    Grouping.DOCUMENT: "document",
    Grouping.FILE: "file",
    Grouping.LENGTH: "words of the reference",
}


def choose_segment_metric(report: ScoreReport) -> int:
    """Give the place of the metric by which segments are looked at: chrF++ or chrF if asked for."""
    metrics = [metric.metric for metric in report.metrics]
    return next((metrics.index(metric) for metric in _SEGMENT_METRICS if metric in metrics), 0)


def score_table(report: ScoreReport) -> Html:
    """Show systems by metrics, with the interval below each score."""
    columns = [Column(heading="system")]
    columns += [
        Column(heading=f"{metric.name} {'↑' if metric.higher_is_better else '↓'}", is_number=True)
        for metric in report.metrics
    ]
    columns += [
        Column(heading=heading, is_number=True) for heading in ("exact", "similarity", "length", "findings")
    ]
    rows = [_score_row(report, place, system) for place, system in enumerate(report.systems)]
    caption = "Scores, with the middle 95 % of the resampled scores below; ↑ more is better, ↓ less is better"
    return table(caption, columns, rows, sortable=len(rows) > 1)


def signature_table(report: ScoreReport) -> Html:
    """Show the signature of each metric, without which a score says nothing."""
    columns = [Column(heading="metric"), Column(heading="signature")]
    rows = [
        [Cell(shown=metric.name), Cell(shown=element("code", _signature(metric)))]
        for metric in report.metrics
    ]
    return table("Signatures: only scores with the same one can be compared", columns, rows)


def digest_table(report: ScoreReport) -> Html:
    """Show which texts were scored, by their digests."""
    columns = [
        Column(heading="text"),
        Column(heading="SHA-256 of the scored segments"),
        Column(heading="SHA-256 of the file"),
    ]
    texts = [("reference ", text) for text in report.references]
    texts += [("", system.text) for system in report.systems]
    rows = [_digest_row(prefix, text) for prefix, text in texts]
    return table("What was scored", columns, rows)


def forest_plots(report: ScoreReport) -> Html:
    """Draw the interval of each system, a chart a metric."""
    return grid(
        forest_plot(
            f"{metric.name} with 95 % intervals",
            [
                IntervalRow(
                    label=system.name,
                    value=system.score,
                    low=system.interval.low,
                    high=system.interval.high,
                )
                for system in metric.test.systems
            ],
            metric.name,
        )
        for metric in report.metrics
        if metric.test is not None
    )


def pair_table(metric: MetricReport) -> Html:
    """Show every pair of systems under one metric: the difference, its p values and what follows."""
    columns = [Column(heading="pair")]
    columns += [
        Column(heading=heading, is_number=True)
        for heading in ("difference", "p", "p, corrected (Holm)", "would be shown from")
    ]
    columns.append(Column(heading="so"))
    test = metric.test
    pairs = test.pairs if test else ()
    rows = [
        [Cell(shown=_pair_name(metric, pair)), *_pair_cells(pair), Cell(shown=foreign(sentence, "en"))]
        for pair, sentence in zip(pairs, metric.sentences, strict=False)
    ]
    return table(
        f"All pairs by {metric.name}: the second less the first", columns, rows, sortable=len(rows) > 1
    )


def difference_histograms(report: ScoreReport) -> Html:
    """Draw the resampled differences of the first pairs, for each metric."""
    return grid(
        histogram(
            f"{_pair_title(metric, pair)}, {metric.name}",
            metric.resampled_differences(pair).tolist(),
            f"difference in {metric.name}",
            series=pair.second,
            zero=True,
        )
        for metric in report.metrics
        if metric.test is not None
        for pair in metric.test.pairs[:_DRAWN_PAIRS]
    )


def cluster_list(report: ScoreReport) -> Html:
    """Name the systems of each rank, a metric an item."""
    items = []
    for metric in report.metrics:
        if metric.test is None:
            continue
        ranks = []
        for cluster in metric.test.clusters:
            names = [
                part for place in cluster.systems for part in (", ", foreign(report.systems[place].name))
            ]
            ranks.append(element("li", *names[1:], value=cluster.first))
        items.append(element("div", element("h3", metric.name), element("ol", *ranks)))
    return grid(items)


def segment_histograms(report: ScoreReport) -> Html:
    """Draw how the scores of segments are spread, a chart a system."""
    place = choose_segment_metric(report)
    name = report.metrics[place].name
    columns = report.segments.columns
    return grid(
        histogram(
            f"{name} of segments, {system.name}", columns.scores[number][place].tolist(), name, series=number
        )
        for number, system in enumerate(report.systems)
    )


def scatter_of_first_pair(report: ScoreReport) -> Html:
    """Draw the second system against the first, with room for the segment that is looked at."""
    place = choose_segment_metric(report)
    first, second = (report.segments.columns.scores[system][place].tolist() for system in (0, 1))
    names = (report.systems[0].name, report.systems[1].name)
    caption = f"{report.metrics[place].name} of each segment"
    hint = (
        "Point at a mark, or reach it by Tab and the arrow keys, to read its segment. "
        "Enter or a click finds it in the table."
    )
    reading = element("div", element("p", hint), class_="reading", id="scatter-segment", role="status")
    return grid([scatter(caption, names, list(zip(first, second, strict=True))), reading])


def group_parts(report: ScoreReport) -> Iterator[Html]:
    """Show the scores of parts of the test set: by length, by document and by file."""
    place = choose_segment_metric(report)
    by_grouping = {
        grouping: list(groups)
        for grouping, groups in groupby(report.metrics[place].groups, key=lambda group: group.grouping)
    }
    for grouping in (Grouping.LENGTH, Grouping.DOCUMENT, Grouping.FILE):
        groups = by_grouping.get(grouping, [])
        if groups:
            yield element("h3", f"By {_GROUPING_NAMES[grouping]}")
            yield _group_chart(report, groups, place)
            yield _group_table(report, grouping)


def band_parts(report: ScoreReport) -> Iterator[Html]:
    """Show how much of each system people would have to edit."""
    yield grid(_band_stack(system) for system in report.systems)
    columns = [Column(heading="band")]
    for system in report.systems:
        columns += [
            Column(heading=join([foreign(system.name), " segments"]), is_number=True),
            Column(heading="words", is_number=True),
        ]
    rows = [
        [Cell(shown=_band_label(place, name)), *_band_cells(report, place)]
        for place, name in enumerate(POST_EDIT_NAMES)
    ]
    yield table("By how much of a segment can stay as it is, in characters", columns, rows)


def finding_table(report: ScoreReport) -> Html:
    """Show what `padanan validate` says about the files: no score sees a broken placeholder."""
    columns = [Column(heading="check"), Column(heading="severity")]
    columns += [Column(heading=foreign(system.name), is_number=True) for system in report.systems]
    counts = [{item.check: item for item in system.findings or ()} for system in report.systems]
    severity = {check: item.severity for of in counts for check, item in of.items()}
    if not severity:
        return element("p", "padanan validate finds nothing in the catalogues.")
    rows = [
        [
            Cell(shown=check),
            Cell(shown=severity[check]),
            *(_finding_cell(of, check, system) for of, system in zip(counts, report.systems, strict=True)),
        ]
        for check in sorted(severity)
    ]
    return table("Findings of padanan validate in the whole files", columns, rows, sortable=len(rows) > 1)


def contamination_parts(report: ScoreReport) -> Iterator[Html]:
    """Name the test segments that stand in the memory."""
    found = report.contamination
    if found is None:
        return
    yield element(
        "p",
        f"{len(found.known):,} of {found.segments:,} segments ({found.percent:.1f} %) stand in the memory"
        + (": there a system may recall and not translate." if found.known else "."),
    )
    items = (
        element(
            "li",
            f"segment {known.row + 1:,} ({known.known}): ",
            foreign(known.source, report.source_language),
        )
        for known in found.known[:_NAMED_KNOWN]
    )
    if found.known:
        yield element("ul", *items)
    if len(found.known) > _NAMED_KNOWN:
        yield element("p", f"and {len(found.known) - _NAMED_KNOWN:,} more.")


def history_charts(report: ScoreReport) -> Iterator[Html]:
    """Draw each system's scores over the runs, a chart a metric."""
    for metric in report.metrics:
        for number, system in enumerate(report.systems):
            points = _history_points(report.history, system.name, metric.metric)
            if points:
                yield history_line(f"{metric.name}, {system.name}", points, metric.name, series=number)


def _score_row(report: ScoreReport, place: int, system: SystemReport) -> list[Cell]:
    cells = [Cell(shown=foreign(system.name))]
    for metric, score in zip(report.metrics, system.scores, strict=True):
        shown = f"{score.score:.2f}"
        if metric.test is not None:
            interval = metric.test.systems[place].interval
            within = element("span", f"{interval.low:.2f} to {interval.high:.2f}", class_="interval")
            shown = join([shown, " ", within])
        cells.append(Cell(shown=shown, value=score.score))
    ratio = system.length.words
    return [
        *cells,
        Cell(shown=f"{system.edits.exact_percent:.1f} %", value=system.edits.exact_percent),
        Cell(shown=f"{system.edits.similarity_percent:.1f} %", value=system.edits.similarity_percent),
        Cell(shown="" if ratio is None else f"{ratio:.3f}", value=ratio),
        _finding_total(system),
    ]


def _finding_total(system: SystemReport) -> Cell:
    """Count what `padanan validate` finds; it stands beside the scores, which see no broken placeholder."""
    if system.findings is None:
        return Cell(shown="")
    count = sum(item.count for item in system.findings)
    return Cell(shown=f"{count:,}", value=count)


def _signature(metric: MetricReport) -> str:
    return metric.test.signature if metric.test else metric.signature


def _digest_row(prefix: str, text: ScoredText) -> list[Cell]:
    return [
        Cell(shown=join([prefix, foreign(text.path)])),
        Cell(shown=element("code", text.text_sha256)),
        Cell(shown=element("code", text.file_sha256) if text.file_sha256 else "no file"),
    ]


def _pair_title(metric: MetricReport, pair: PairTest) -> str:
    names = [system.name for system in metric.test.systems] if metric.test else []
    return f"{names[pair.second]} less {names[pair.first]}"


def _pair_name(metric: MetricReport, pair: PairTest) -> Html:
    names = [system.name for system in metric.test.systems] if metric.test else []
    return join([foreign(names[pair.first]), " and ", foreign(names[pair.second])])


def _pair_cells(pair: PairTest) -> list[Cell]:
    return [
        Cell(shown=f"{pair.difference:+.2f}", value=pair.difference),
        Cell(shown=show_p(pair.p_value), value=pair.p_value),
        Cell(shown=show_p(pair.p_corrected), value=pair.p_corrected),
        Cell(shown=show_difference(pair.detectable), value=pair.detectable),
    ]


def _group_chart(report: ScoreReport, groups: Sequence[GroupScores], metric: int) -> Html:
    name = report.metrics[metric].name
    bars = [
        Bar(
            label=f"{group.label} ({group.segments:,})",
            value=score,
            series=number,
            note=f"{report.systems[number].name}, {group.label}: {score:.1f}, {group.segments:,} segments",
        )
        for group in groups[:_DRAWN_GROUPS]
        for number, score in enumerate(group.scores)
    ]
    more = len(groups) - _DRAWN_GROUPS
    caption = name + (f", the first {_DRAWN_GROUPS} of {len(groups):,}" if more > 0 else "")
    return join([legend([system.name for system in report.systems]), bar_chart(caption, bars, name)])


def _group_table(report: ScoreReport, grouping: Grouping) -> Html:
    columns = [Column(heading=_GROUPING_NAMES[grouping])]
    columns += [Column(heading=heading, is_number=True) for heading in ("segments", "words")]
    columns += [
        Column(heading=join([f"{metric.name} ", foreign(system.name)]), is_number=True)
        for metric in report.metrics
        for system in report.systems
    ]
    by_metric = [
        [group for group in metric.groups if group.grouping is grouping] for metric in report.metrics
    ]
    rows = [_group_row(place, groups) for place, groups in enumerate(zip(*by_metric, strict=True))]
    return table(f"Scores by {_GROUPING_NAMES[grouping]}", columns, rows, sortable=True)


def _group_row(place: int, groups: Sequence[GroupScores]) -> list[Cell]:
    first = groups[0]
    shown = first.label if first.grouping is Grouping.LENGTH else foreign(first.label)
    return [
        Cell(shown=shown, value=place),
        Cell(shown=f"{first.segments:,}", value=first.segments),
        Cell(shown=f"{first.words:,}", value=first.words),
        *(Cell(shown=f"{score:.2f}", value=score) for group in groups for score in group.scores),
    ]


def _band_stack(system: SystemReport) -> Html:
    """Draw the segments of each band side by side; the numbers stand in the table below."""
    parts, before = [], 0
    total = system.edits.segments
    for place, share in enumerate(system.edits.bands):
        if share.segments:
            title = element("title", f"{POST_EDIT_NAMES[place]}: {share.segments:,} segments")
            x, width = before * _STACK_WIDTH / total, share.segments * _STACK_WIDTH / total
            box = element("rect", title, x=round(x, 1), width=round(width, 1), height=24, class_=f"b{place}")
            parts.append(box)
            before += share.segments
    said = "; ".join(
        f"{name}: {share.segments:,}" for name, share in zip(POST_EDIT_NAMES, system.edits.bands, strict=True)
    )
    drawing = element(
        "svg",
        *parts,
        viewBox=f"0 0 {_STACK_WIDTH} 24",
        width=_STACK_WIDTH,
        height=24,
        class_="chart stack",
        role="img",
        aria_label=said,
    )
    return element("figure", element("figcaption", foreign(system.name)), drawing)


def _band_label(place: int, name: str) -> Html:
    box = element("rect", width=10, height=10, class_=f"b{place}")
    swatch = element("svg", box, width=10, height=10, class_="swatch stack", aria_hidden="true")
    return join([swatch, name])


def _band_cells(report: ScoreReport, place: int) -> list[Cell]:
    return [cell for system in report.systems for cell in _share_cells(system.edits.bands[place], system)]


def _share_cells(share: BandShare, system: SystemReport) -> list[Cell]:
    percent = 100 * share.segments / system.edits.segments
    return [
        Cell(shown=f"{share.segments:,} ({percent:.1f} %)", value=share.segments),
        Cell(shown=f"{share.words:,}", value=share.words),
    ]


def _finding_cell(counts: dict[str, FindingCount], check: str, system: SystemReport) -> Cell:
    if system.findings is None:
        return Cell(shown="not a catalogue")
    count = counts[check].count if check in counts else 0
    return Cell(shown=f"{count:,}", value=count)


def _history_points(history: Sequence[HistoryRun], system: str, metric: Metric) -> list[HistoryPoint]:
    return [
        HistoryPoint(time=run.time, value=score.score, basis=score.basis)
        for run in history
        for score in run.scores
        if score.system == system and score.metric is metric
    ]
