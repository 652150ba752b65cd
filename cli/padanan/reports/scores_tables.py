"""The report of `padanan score` as a table for spreadsheets, issue trackers and papers."""

import csv
import io
import re

from padanan.core.text import neutralise_formula, show_on_one_line
from padanan.evaluation.verdicts import show_p
from padanan.services.score_report import MetricReport, ScoreReport

_CSV_HEADING = (
    "record", "hypothesis", "against", "metric", "score", "low", "high", "difference", "p", "p_corrected",
    "segments", "words", "seed", "method", "rounds", "signature", "hypothesis_sha256", "references_sha256",
    "says",
)  # fmt: skip
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_",
    "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "|": r"\textbar{}",
    "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~!&])")


def render_scores_csv(report: ScoreReport) -> str:
    """Render scores, pairs and warnings as rows of one table; `record` says which a row is."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, _CSV_HEADING, restval="", lineterminator="\r\n")
    writer.writeheader()
    rows = [*_score_rows(report), *_pair_rows(report)]
    rows += [{"record": "verdict", "says": sentence} for sentence in report.verdict]
    rows += [{"record": "warning", "method": item.severity, "says": item.message} for item in report.warnings]
    for row in rows:
        writer.writerow(
            {name: cell if name == "difference" else neutralise_formula(cell) for name, cell in row.items()}
        )
    return stream.getvalue()


def render_scores_markdown(report: ScoreReport) -> str:
    """Render warnings, verdict, scores and pairs as Markdown with tables, as GitHub shows it."""
    blocks = [
        "".join(
            f"> **{'Warning' if item.severity == 'hard' else 'Note'}**: {_markdown(item.message)}\n>\n"
            for item in report.warnings
        ),
        "".join(f"- {_markdown(sentence)}\n" for sentence in report.verdict),
        _markdown_table(_score_table(report)),
        _markdown_table(_pair_table(report)),
        _markdown_table(
            [
                ["metric", "signature"],
                *([metric.name, f"`{_signature(metric)}`"] for metric in report.metrics),
            ]
        ),
        _markdown_table(
            [
                ["file", "SHA-256"],
                *(
                    [_markdown(text.path), f"`{text.file_sha256 or text.text_sha256}`"]
                    for text in (*report.references, *(system.text for system in report.systems))
                ),
            ]
        ),
    ]
    return "\n".join(block for block in blocks if block)


def render_scores_latex(report: ScoreReport) -> str:
    """Render the scores as a LaTeX table (package booktabs), with what follows and all signatures beside."""
    heading, *rows = _score_table(report)
    columns = "l" + "r" * (len(heading) - 1)
    notes = [
        *report.verdict,
        *(item.message for item in report.warnings),
        *(f"{metric.name}: {_signature(metric)}" for metric in report.metrics),
        *(
            f"{text.path}: SHA-256 {text.file_sha256 or text.text_sha256}"
            for text in (*report.references, *(system.text for system in report.systems))
        ),
    ]
    caption = " ".join(_latex(f"{note}.") for note in [f"{report.segment_count} segments", *notes])
    lines = [
        r"\begin{table}",
        r"\centering",
        rf"\begin{{tabular}}{{{columns}}}",
        r"\toprule",
        " & ".join(map(_latex, heading)) + r" \\",
        r"\midrule",
        *(" & ".join(map(_latex, row)) + r" \\" for row in rows),
        r"\bottomrule",
        r"\end{tabular}",
        rf"\caption{{{caption}}}",
        r"\end{table}",
    ]
    return "\n".join(lines) + "\n"


def _score_rows(report: ScoreReport) -> list[dict[str, str]]:
    references = " ".join(text.file_sha256 or text.text_sha256 for text in report.references)
    rows = []
    for position, metric in enumerate(report.metrics):
        for number, system in enumerate(report.systems):
            interval = metric.test.systems[number].interval if metric.test else None
            rows.append(
                {
                    "record": "score",
                    "hypothesis": system.name,
                    "metric": metric.name,
                    "score": repr(system.scores[position].score),
                    "low": repr(interval.low) if interval else "",
                    "high": repr(interval.high) if interval else "",
                    "segments": str(report.segment_count),
                    "words": str(report.word_count),
                    "signature": metric.signature,
                    "hypothesis_sha256": system.text.file_sha256 or system.text.text_sha256,
                    "references_sha256": references,
                    **_test_cells(metric),
                }
            )
    return rows


def _pair_rows(report: ScoreReport) -> list[dict[str, str]]:
    return [
        {
            "record": "pair",
            "hypothesis": report.systems[pair.second].name,
            "against": report.systems[pair.first].name,
            "metric": metric.name,
            "difference": repr(pair.difference),
            "p": repr(pair.p_value),
            "p_corrected": repr(pair.p_corrected),
            "segments": str(report.segment_count),
            "signature": metric.signature,
            "says": sentence,
            **_test_cells(metric),
        }
        for metric in report.metrics
        for pair, sentence in zip(metric.test.pairs if metric.test else (), metric.sentences, strict=True)
    ]


def _test_cells(metric: MetricReport) -> dict[str, str]:
    if metric.test is None:
        return {}
    options = metric.test.options
    return {"seed": str(options.seed), "method": options.method, "rounds": str(options.rounds)}


def _signature(metric: MetricReport) -> str:
    return metric.test.signature if metric.test else metric.signature


def _score_table(report: ScoreReport) -> list[list[str]]:
    heading = ["hypothesis"]
    for metric in report.metrics:
        heading += [metric.name, *(["95 % interval"] if metric.test else [])]
    rows = []
    for number, system in enumerate(report.systems):
        row = [system.name]
        for score, metric in zip(system.scores, report.metrics, strict=True):
            row.append(f"{score.score:.2f}")
            if metric.test:
                interval = metric.test.systems[number].interval
                row.append(f"{interval.low:.2f}-{interval.high:.2f}")
        rows.append(row)
    return [heading, *rows]


def _pair_table(report: ScoreReport) -> list[list[str]]:
    rows = [
        [
            metric.name,
            report.systems[pair.first].name,
            report.systems[pair.second].name,
            f"{pair.difference:+.2f}",
            show_p(pair.p_value),
            show_p(pair.p_corrected),
            str(metric.test.segment_count),
            str(metric.test.options.seed),
            pair.conclusion.value,
        ]
        for metric in report.metrics
        if metric.test
        for pair in metric.test.pairs
    ]
    return [["metric", "A", "B", "B - A", "p", "p (Holm)", "n", "seed", "B is"], *rows] if rows else []


def _markdown_table(rows: list[list[str]]) -> str:
    if not rows:
        return ""
    heading, *body = [[_cell(cell) for cell in row] for row in rows]
    lines = [heading, ["---"] * len(heading), *body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(text: str) -> str:
    """Escape what is not code already; in code only the bar has a meaning."""
    if text.startswith("`") and text.endswith("`"):
        return text.replace("|", "\\|")
    return text if "\\" in text else _markdown(text)


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", show_on_one_line(text))


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in show_on_one_line(text))
