"""The report of `padanan score` for people: tables, what follows from them, and warnings."""

from collections.abc import Iterator, Sequence

from padanan.core.bands import Band
from padanan.core.text import show_on_one_line
from padanan.evaluation.significance import Method, MetricTest
from padanan.evaluation.verdicts import show_p
from padanan.reports.table import render_table
from padanan.services.score_report import (
    Grouping,
    MetricReport,
    ScoreReport,
    ScoreWarning,
    Severity,
    SystemReport,
)

_BEST = "*"
_MOST_GROUPS = 20
_MOST_RUNS = 10
METHOD_NAMES = {Method.BOOTSTRAP: "paired bootstrap", Method.RANDOMISATION: "approximate randomisation"}


def render_scores_text(report: ScoreReport) -> str:
    """Render tables of scores, comparisons, bands and parts, then signatures, digests and warnings."""
    blocks = [
        "".join(f"WARNING: {show_on_one_line(item.message)}\n" for item in _warnings(report, Severity.HARD)),
        f"{describe_test_set(report)}\n",
        _render_scores(report),
        "".join(f"{show_on_one_line(sentence)}\n" for sentence in report.verdict),
        _render_pairs(report),
        _render_bands(report),
        *(_render_groups(report, grouping) for grouping in Grouping),
        _render_findings(report.systems),
        _render_contamination(report),
        _render_history(report),
        _render_signatures(report),
        "".join(_render_left_out(system) for system in report.systems),
        "".join(f"warning: {show_on_one_line(item.message)}\n" for item in _warnings(report, Severity.SOFT)),
    ]
    return "\n".join(block for block in blocks if block)


def arrow(metric: MetricReport) -> str:
    """Say which way is better."""
    return "↑" if metric.higher_is_better else "↓"


def band_name(band: Band) -> str:
    """Name a post-edit band."""
    return "under 50" if band is Band.NO_MATCH else band.value


def interval_name(test: MetricTest) -> str:
    """Name the interval of each score by how sure it is, such as `95 % interval`."""
    return f"{round(100 * (1 - test.options.alpha), 10):g} % interval"


def describe_test_set(report: ScoreReport) -> str:
    """Say what was scored against what."""
    count = report.segment_count
    names = ", ".join(show_on_one_line(reference.path) for reference in report.references)
    language = f" in {report.language}" if report.language else ""
    return (
        f"{count} segment{'' if count == 1 else 's'}{language}, paired by {report.paired_by}, against {names}"
    )


def describe_test(report: ScoreReport) -> str:
    """Say how systems were compared, by what and over how much.

    Raises:
        StopIteration: no metric was tested.
    """
    test = next(metric.test for metric in report.metrics if metric.test)
    options = test.options
    return (
        f"{METHOD_NAMES[options.method]}: {options.rounds:,} rounds over {test.segment_count:,} segments, "
        f"seed {options.seed}; detectable is what this test set would show 4 times of 5"
    )


def _warnings(report: ScoreReport, severity: Severity) -> Iterator[ScoreWarning]:
    return (item for item in report.warnings if item.severity is severity)


def _render_scores(report: ScoreReport) -> str:
    heading = ["hypothesis"]
    columns: list[list[str]] = []
    for number, metric in enumerate(report.metrics):
        # The space stands below the mark of the best.
        heading += [f"{metric.name} {arrow(metric)} ", *([interval_name(metric.test)] if metric.test else [])]
        columns.append(_score_column(report, metric, number))
        if metric.test:
            columns.append(
                [f"{system.interval.low:.2f}-{system.interval.high:.2f}" for system in metric.test.systems]
            )
    heading += ["exact %", "similar %", "length"]
    rows = [
        [
            system.name,
            *cells,
            f"{system.edits.exact_percent:.1f}",
            f"{system.edits.similarity_percent:.1f}",
            "-" if system.length.characters is None else f"{system.length.characters:.2f}",
        ]
        for system, cells in zip(report.systems, zip(*columns, strict=True), strict=True)
    ]
    table = render_table([heading, *rows], right=frozenset(range(1, len(heading))))
    note = f"{_BEST} the best number of its column, which is no test of a difference\n"
    return table + note if len(report.systems) > 1 else table


def _score_column(report: ScoreReport, metric: MetricReport, number: int) -> list[str]:
    """Render one metric's scores, the best of several marked; equal only if equal as shown."""
    scores = [system.scores[number].score for system in report.systems]
    shown = [f"{score:.2f}" for score in scores]
    best = f"{(max if metric.higher_is_better else min)(scores):.2f}"
    return [text + (_BEST if len(shown) > 1 and text == best else " ") for text in shown]


def _render_pairs(report: ScoreReport) -> str:
    rows = [
        [
            metric.name,
            report.systems[pair.first].name,
            report.systems[pair.second].name,
            f"{pair.difference:+.2f}",
            show_p(pair.p_value),
            show_p(pair.p_corrected),
            f"{pair.detectable:.2f}",
            pair.conclusion.value,
        ]
        for metric in report.metrics
        for pair in (metric.test.pairs if metric.test else ())
    ]
    if not rows:
        return ""
    heading = ["metric", "A", "B", "B - A", "p", "p (Holm)", "detectable", "B is"]
    table = render_table([heading, *rows], right=frozenset({3, 4, 5, 6}))
    return f"{table}{describe_test(report)}\n"


def _render_bands(report: ScoreReport) -> str:
    heading = ["post-editing", *(band_name(share.band) for share in report.systems[0].edits.bands)]
    rows = []
    for system in report.systems:
        shares = system.edits.bands
        rows.append([f"{system.name}, segments", *(str(share.segments) for share in shares)])
        rows.append([f"{system.name}, words", *(str(share.words) for share in shares)])
    return render_table([heading, *rows], right=frozenset(range(1, len(heading))))


def _render_groups(report: ScoreReport, grouping: Grouping) -> str:
    groups = [[group for group in metric.groups if group.grouping is grouping] for metric in report.metrics]
    if len(groups[0]) < 2:
        return ""  # one part is the whole
    titles = {Grouping.LENGTH: "words", Grouping.DOCUMENT: "document", Grouping.FILE: "file"}
    several = len(report.systems) > 1
    heading = [titles[grouping], "segments"]
    for metric in report.metrics:
        heading += [
            f"{metric.name} {number + 1}" if several else metric.name for number in range(len(report.systems))
        ]
    rows = [
        [
            of_metrics[0].label,
            str(of_metrics[0].segments),
            *(f"{score:.2f}" for group in of_metrics for score in group.scores),
        ]
        for of_metrics in list(zip(*groups, strict=True))[:_MOST_GROUPS]
    ]
    table = render_table([heading, *rows], right=frozenset(range(1, len(heading))))
    more = len(groups[0]) - _MOST_GROUPS
    return table + (f"and {more} more, see --output-format json\n" if more > 0 else "")


def _render_findings(systems: Sequence[SystemReport]) -> str:
    lines = []
    for system in systems:
        if system.findings:
            counts = ", ".join(f"{item.count} {item.check}" for item in system.findings)
            lines.append(f"findings of padanan validate, {show_on_one_line(system.name)}: {counts}\n")
    return "".join(lines)


def _render_contamination(report: ScoreReport) -> str:
    found = report.contamination
    if found is None:
        return ""
    return f"in the memory: {len(found.known)} of {found.segments} segments ({found.percent:.1f} %)\n"


def _render_history(report: ScoreReport) -> str:
    """Render the last runs; each score that cannot be compared with the one before it says so."""
    runs = list(enumerate(report.history))
    rows = [
        [run.time, score.system, score.name, f"{score.score:.2f}", _break_mark(report, number, place)]
        for number, run in runs[-_MOST_RUNS:]
        for place, score in enumerate(run.scores)
    ]
    if not rows:
        return ""
    table = render_table([["run", "hypothesis", "metric", "score", ""], *rows], right=frozenset({3}))
    before = len(runs) - _MOST_RUNS
    runs_before = f"{before} earlier run{'' if before == 1 else 's'}"
    return table + (f"and {runs_before}, see --output-format html\n" if before > 0 else "")


def _break_mark(report: ScoreReport, number: int, place: int) -> str:
    """Say where a score cannot be compared with the one before it of the same system and metric."""
    score = report.history[number].scores[place]
    earlier = [
        other
        for run in report.history[:number]
        for other in run.scores
        if (other.system, other.metric) == (score.system, score.metric)
    ]
    if not earlier or earlier[-1].basis == score.basis:
        return ""
    before, now = earlier[-1].basis, score.basis
    if before.signature != now.signature:
        return "other signature than before: not comparable"
    what = "segments" if before.segments != now.segments else "references"
    return f"other {what} than before: not comparable"


def _render_signatures(report: ScoreReport) -> str:
    rows = [[metric.name, metric.signature] for metric in report.metrics]
    texts = (*report.references, *(system.text for system in report.systems))
    digests = [[f"sha256:{text.file_sha256 or text.text_sha256}", text.path] for text in texts]
    return render_table(rows) + "\n" + render_table(digests)


def _render_left_out(system: SystemReport) -> str:
    if not system.left_out:
        return ""
    total = sum(item.count for item in system.left_out)
    reasons = ", ".join(f"{item.count} {item.reason} in the {item.side}" for item in system.left_out)
    return f"not scored, {show_on_one_line(system.name)}: {total} ({reasons})\n"
