"""The tables and charts on the page of a comparison, each part for its section."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from padanan.core.bands import Band
from padanan.evaluation.edits import POST_EDIT_BANDS, BandShare
from padanan.evaluation.metrics import Metric
from padanan.evaluation.significance import PairTest
from padanan.evaluation.verdicts import show_difference, show_p
from padanan.reports.analysis import BAND_NAMES
from padanan.reports.charts import Bar, IntervalRow, bar_chart, forest_plot, grid, histogram, legend
from padanan.reports.charts_history import HistoryPoint, history_line
from padanan.reports.charts_scatter import MOST_MARKS, say_who_scores_higher, scatter
from padanan.reports.html import Cell, Column, Html, element, foreign, join, table
from padanan.reports.scores import arrow, interval_name
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
# Of more pairs than that, each scatter draws squares from so many segments on, to keep the page small.
_FEW_MARKS = 250
_DRAWN_GROUPS = 21
_GROUPS_A_CHART = 7
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
    columns += [Column(heading=f"{metric.name} {arrow(metric)}", is_number=True) for metric in report.metrics]
    columns += [
        Column(heading=heading, is_number=True) for heading in ("exact", "similarity", "length", "findings")
    ]
    rows = [_score_row(report, place, system) for place, system in enumerate(report.systems)]
    test = next((metric.test for metric in report.metrics if metric.test), None)
    below = f", with the {interval_name(test)} of the resampled scores below" if test else ""
    caption = f"Scores{below}; ↑ more is better, ↓ less is better"
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
            f"{metric.name} {arrow(metric)} with the {interval_name(metric.test)}",
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


def difference_histograms(report: ScoreReport) -> Iterator[Html]:
    """Draw the resampled differences of all pairs, for each metric; of many pairs most are folded away."""
    tests = [(metric, metric.test.pairs) for metric in report.metrics if metric.test is not None]
    yield grid(_difference_histogram(*of) for of in _each_pair(tests, slice(_DRAWN_PAIRS)))
    others = list(_each_pair(tests, slice(_DRAWN_PAIRS, None)))
    if others:
        named = element("summary", f"{len(others):,} more charts, of the other pairs")
        yield element("details", named, grid(_difference_histogram(*of) for of in others))


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
    scores = [of_system[place].tolist() for of_system in report.segments.columns.scores]
    ends = [end for of_system in scores for end in (min(of_system), max(of_system))]
    return grid(
        histogram(f"{name} of segments, {system.name}", scores[number], name, series=number, among=ends)
        for number, system in enumerate(report.systems)
    )


def name_pairs(report: ScoreReport) -> list[tuple[str, str]]:
    """Give all pairs as choices: `0-1` and what is shown for it."""
    pairs = combinations(range(len(report.systems)), 2)
    names = [system.name for system in report.systems]
    return [(f"{first}-{second}", f"{names[second]} against {names[first]}") for first, second in pairs]


def scatter_parts(report: ScoreReport) -> Iterator[Html]:
    """Draw each system against each earlier one, with room for the segment that is looked at.

    The page's script shows one pair at a time, and lets the reader choose it; without it all are there.
    """
    pairs = name_pairs(report)
    if len(pairs) > 1:
        options = (element("option", name, value=key) for key, name in pairs)
        choice = element("label", "Pair ", element("select", *options, id="choose-scatter"))
        yield element("p", choice, class_="choice", hidden=True)
    hint = (
        "Point at a mark, or reach it by Tab and the arrow keys, to read its segment. "
        "Enter or a click finds it in the table."
    )
    reading = element("div", element("p", hint), class_="reading", id="scatter-segment", role="status")
    most = MOST_MARKS if len(pairs) <= _DRAWN_PAIRS else _FEW_MARKS
    drawn = (_scatter_pair(report, key, most) for key, _ in pairs)
    yield grid([element("div", *drawn, class_="pairs"), reading])


def group_parts(report: ScoreReport) -> Iterator[Html]:
    """Show the scores of parts of the test set: by length, by document and by file."""
    names = [system.name for system in report.systems]
    for grouping in (Grouping.LENGTH, Grouping.DOCUMENT, Grouping.FILE):
        if any(group.grouping is grouping for group in report.metrics[0].groups):
            yield element("h3", f"By {_GROUPING_NAMES[grouping]}")
            if len(names) > 1:
                yield legend(names)
            yield _group_charts(report, grouping)
            yield _group_table(report, grouping)


def band_parts(report: ScoreReport) -> Iterator[Html]:
    """Show how much of each system people would have to edit."""
    yield element("div", *(_band_stack(system) for system in report.systems), class_="stacks")
    columns = [Column(heading="band")]
    for system in report.systems:
        columns += [
            Column(heading=join(["segments ", _below(foreign(system.name))]), is_number=True),
            Column(heading=join(["words ", _below(foreign(system.name))]), is_number=True),
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


def _each_pair(
    tests: Sequence[tuple[MetricReport, Sequence[PairTest]]], which: slice
) -> Iterator[tuple[MetricReport, PairTest]]:
    for metric, pairs in tests:
        for pair in pairs[which]:
            yield metric, pair


def _difference_histogram(metric: MetricReport, pair: PairTest) -> Html:
    better = "more" if metric.higher_is_better else "less"
    return histogram(
        f"{_pair_title(metric, pair)}, {metric.name}",
        metric.resampled_differences(pair).tolist(),
        f"difference in {metric.name} ({better} is better)",
        series=pair.second,
        zero=True,
    )


def _scatter_pair(report: ScoreReport, key: str, most_marks: int) -> Html:
    place = choose_segment_metric(report)
    first, second = map(int, key.split("-"))
    scores = [report.segments.columns.scores[system][place].tolist() for system in (first, second)]
    points = list(zip(*scores, strict=True))
    names = (report.systems[first].name, report.systems[second].name)
    drawn = scatter(f"{report.metrics[place].name} of each segment", names, points, most_marks=most_marks)
    said = element("p", foreign(f"{say_who_scores_higher(names, points)}.", "en"), class_="muted")
    return element("div", drawn, said, class_="pair", id=f"scatter-{key}")


def _score_row(report: ScoreReport, place: int, system: SystemReport) -> list[Cell]:
    cells = [Cell(shown=foreign(system.name))]
    for metric, score in zip(report.metrics, system.scores, strict=True):
        shown = f"{score.score:.2f}"
        if metric.test is not None:
            interval = metric.test.systems[place].interval
            shown = join([shown, " ", _below(f"{interval.low:.2f} to {interval.high:.2f}")])
        cells.append(Cell(shown=shown, value=score.score))
    ratio = system.length.characters
    return [
        *cells,
        Cell(shown=f"{system.edits.exact_percent:.1f} %", value=system.edits.exact_percent),
        Cell(shown=f"{system.edits.similarity_percent:.1f} %", value=system.edits.similarity_percent),
        Cell(shown="-" if ratio is None else f"{ratio:.2f}", value=ratio),
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


def _group_charts(report: ScoreReport, grouping: Grouping) -> Html:
    """Draw a chart a metric, or where there are many parts the first of them under one metric, in columns."""
    chosen = choose_segment_metric(report)
    by_metric = [
        [group for group in metric.groups if group.grouping is grouping] for metric in report.metrics
    ]
    count = len(by_metric[chosen])
    if count <= _GROUPS_A_CHART:
        charts = [
            _group_chart(report, groups, metric.name, metric.name)
            for metric, groups in zip(report.metrics, by_metric, strict=True)
        ]
        return grid(charts)
    name = report.metrics[chosen].name
    drawn = by_metric[chosen][:_DRAWN_GROUPS]
    scores = [score for group in drawn for score in group.scores]
    charts = []
    for start in range(0, len(drawn), _GROUPS_A_CHART):
        part = drawn[start : start + _GROUPS_A_CHART]
        caption = f"{name}, {start + 1} to {start + len(part)} of {count:,}"
        charts.append(_group_chart(report, part, name, caption, among=scores))
    return grid(charts)


def _group_chart(
    report: ScoreReport,
    groups: Sequence[GroupScores],
    name: str,
    caption: str,
    *,
    among: Sequence[float] = (),
) -> Html:
    bars = [
        Bar(
            label=f"{group.label} ({group.segments:,})",
            value=score,
            series=number,
            note=f"{report.systems[number].name}, {group.label}: {score:.1f}, {group.segments:,} segments",
        )
        for group in groups
        for number, score in enumerate(group.scores)
    ]
    return bar_chart(caption, bars, name, among=among)


def _group_table(report: ScoreReport, grouping: Grouping) -> Html:
    columns = [Column(heading=_GROUPING_NAMES[grouping])]
    columns += [Column(heading=heading, is_number=True) for heading in ("segments", "words")]
    columns += [
        Column(heading=join([f"{metric.name} ", _below(foreign(system.name))]), is_number=True)
        for metric in report.metrics
        for system in report.systems
    ]
    by_metric = [
        [group for group in metric.groups if group.grouping is grouping] for metric in report.metrics
    ]
    rows = [_group_row(place, groups) for place, groups in enumerate(zip(*by_metric, strict=True))]
    return table(f"Scores by {_GROUPING_NAMES[grouping]}", columns, rows, sortable=True)


def _below(shown: str) -> Html:
    return element("span", shown, class_="interval")


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
