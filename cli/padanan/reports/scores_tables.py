"""The report of `padanan score` as tables for issue trackers and papers."""

from collections.abc import Iterable, Sequence

from padanan.core.text import show_on_one_line
from padanan.evaluation.verdicts import show_p
from padanan.reports.markdown import Code, grid, plain
from padanan.reports.scores import arrow, band_name, describe_test, describe_test_set, interval_name
from padanan.services.score_report import MetricReport, ScoredText, ScoreReport

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_",
    "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "|": r"\textbar{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "`": r"\textasciigrave{}",
    # At the beginning of a row these two would be arguments of the line break before it.
    "[": "{[}", "*": "{*}",
    "↑": r"$\uparrow$", "↓": r"$\downarrow$", "…": r"\dots{}",
}  # fmt: skip


def render_scores_markdown(report: ScoreReport) -> str:
    """Render warnings, verdict, scores, pairs and bands as Markdown with tables, as GitHub shows it."""
    notices = "> \n".join(
        f"> **{'Warning' if item.severity == 'hard' else 'Note'}**: {plain(item.message)}\n"
        for item in report.warnings
    )
    blocks = [
        notices,
        "".join(f"- {plain(sentence)}\n" for sentence in report.verdict),
        f"{plain(describe_test_set(report))}\n",
        *(grid(rows) for rows in (_score_table(report), _pair_table(report), _band_table(report)) if rows),
        "".join(f"{plain(said)}\n" for said in _test_description(report)),
        grid(
            [["metric", "signature"], *([metric.name, Code(_signature(metric))] for metric in report.metrics)]
        ),
        grid([["file", "SHA-256"], *([text.path, Code(_digest(text))] for text in _texts(report))]),
    ]
    return "\n".join(block for block in blocks if block)


def render_scores_latex(report: ScoreReport) -> str:
    """Render scores and pairs as a LaTeX table (package booktabs), with all that must stand beside them."""
    notes = [*(item.message for item in report.warnings), *report.verdict, *_test_description(report)]
    code = [f"{metric.name}: {_signature(metric)}" for metric in report.metrics]
    code += [f"{text.path}: SHA-256 {_digest(text)}" for text in _texts(report)]
    lines = [
        r"\begin{table}",
        r"\centering",
        rf"\caption{{{_latex(describe_test_set(report))}.}}",
        *_tabular(_score_table(report)),
        *([r"\par\medskip", *_tabular(rows)] if (rows := _pair_table(report)) else []),
        r"\par\medskip\raggedright\footnotesize",
        *(rf"{_latex(note)}.\par" for note in notes),
        r"\scriptsize\ttfamily",
        *(rf"{_latex(item)}\par" for item in code),
        r"\end{table}",
    ]
    return "\n".join(lines) + "\n"


def _tabular(rows: Sequence[Sequence[str]]) -> list[str]:
    heading, *body = [" & ".join(map(_latex, row)) + r" \\" for row in rows]
    columns = "l" + "r" * (len(rows[0]) - 1)
    start = [rf"\begin{{tabular}}{{{columns}}}", r"\toprule", heading, r"\midrule"]
    return [*start, *body, r"\bottomrule", r"\end{tabular}"]


def _texts(report: ScoreReport) -> Iterable[ScoredText]:
    return (*report.references, *(system.text for system in report.systems))


def _digest(text: ScoredText) -> str:
    return text.file_sha256 or text.text_sha256


def _signature(metric: MetricReport) -> str:
    return metric.test.signature if metric.test else metric.signature


def _test_description(report: ScoreReport) -> list[str]:
    return [describe_test(report)] if any(metric.test for metric in report.metrics) else []


def _score_table(report: ScoreReport) -> list[list[str]]:
    heading = ["hypothesis"]
    for metric in report.metrics:
        heading += [f"{metric.name} {arrow(metric)}", *([interval_name(metric.test)] if metric.test else [])]
    rows = []
    for number, system in enumerate(report.systems):
        row = [system.name]
        for score, metric in zip(system.scores, report.metrics, strict=True):
            row.append(f"{score.score:.2f}")
            if metric.test:
                interval = metric.test.systems[number].interval
                row.append(f"{interval.low:.2f}-{interval.high:.2f}")
        length = system.length.characters
        row += [f"{system.edits.exact_percent:.1f}", f"{system.edits.similarity_percent:.1f}"]
        rows.append([*row, "-" if length is None else f"{length:.2f}"])
    return [[*heading, "exact %", "similar %", "length"], *rows]


def _pair_table(report: ScoreReport) -> list[list[str]]:
    rows = [
        [
            f"{metric.name}: {report.systems[pair.first].name}, {report.systems[pair.second].name}",
            f"{pair.difference:+.2f}",
            show_p(pair.p_value),
            show_p(pair.p_corrected),
            f"{pair.detectable:.2f}",
            pair.conclusion.value,
        ]
        for metric in report.metrics
        if metric.test
        for pair in metric.test.pairs
    ]
    heading = ["A, B", "B - A", "p", "p (Holm)", "detectable", "B is"]
    return [heading, *rows] if rows else []


def _band_table(report: ScoreReport) -> list[list[str]]:
    heading = ["post-editing", *(band_name(share.band) for share in report.systems[0].edits.bands)]
    rows = []
    for system in report.systems:
        shares = system.edits.bands
        rows.append([f"{system.name}, segments", *(str(share.segments) for share in shares)])
        rows.append([f"{system.name}, words", *(str(share.words) for share in shares)])
    return [heading, *rows]


def _latex(text: str) -> str:
    # Two hyphens would become a dash.
    shown = show_on_one_line(text).replace("--", "-\0-").replace("--", "-\0-")
    return "".join(_LATEX.get(character, character) for character in shown).replace("\0", "{}")
