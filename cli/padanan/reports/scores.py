"""Scores as text for people, and as JSON for programs."""

import json
from collections.abc import Sequence

from padanan.core.text import show_on_one_line
from padanan.evaluation.metrics import MetricScore
from padanan.reports.table import render_table
from padanan.services.score import ScoreReport, SystemScores

_BEST = "*"


def render_scores_text(report: ScoreReport) -> str:
    """Render the scores as a table, a hypothesis a row, with signatures, what was left out, and warnings."""
    count = report.segment_count
    blocks = [
        f"{count} segment{'' if count == 1 else 's'} in {report.language}, paired by {report.paired_by}, "
        f"against {show_on_one_line(report.reference)}\n",
        _render_table(report.systems),
        _render_signatures(report.systems[0].scores),
        "".join(_render_left_out(system) for system in report.systems),
        "".join(f"warning: {show_on_one_line(warning.message)}\n" for warning in report.warnings),
    ]
    return "\n".join(block for block in blocks if block)


def render_scores_json(report: ScoreReport) -> str:
    """Render the scores as one JSON object, with full precision.

    `{"version": 1, "reference", "language", "paired_by", "segments", "systems": [{"hypothesis", "scores":
    {metric: {"name", "score", "signature", "defined"}}, "left_out": [{"side", "reason", "count"}]}],
    "warnings": [{"severity", "message"}]}`
    """
    value = {
        "version": 1,
        "reference": report.reference,
        "language": report.language,
        "paired_by": report.paired_by,
        "segments": report.segment_count,
        "systems": [_system_value(system) for system in report.systems],
        "warnings": [{"severity": item.severity, "message": item.message} for item in report.warnings],
    }
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _system_value(system: SystemScores) -> dict[str, object]:
    return {
        "hypothesis": system.path,
        "scores": {
            score.metric.value: {
                "name": score.name,
                "score": score.score,
                "signature": score.signature,
                "defined": score.is_defined,
            }
            for score in system.scores
        },
        "left_out": [
            {"side": item.side, "reason": item.reason, "count": item.count} for item in system.left_out
        ],
    }


def _render_table(systems: Sequence[SystemScores]) -> str:
    heading = ["hypothesis", *(_heading(score) for score in systems[0].scores)]
    columns = list(zip(*(system.scores for system in systems), strict=True))
    cells = [_render_column(column) for column in columns]
    rows = [[system.path, *row] for system, row in zip(systems, zip(*cells, strict=True), strict=True)]
    table = render_table([heading, *rows], right=frozenset(range(1, len(heading))))
    note = f"{_BEST} the best number of its column, which is no test of a difference\n"
    return table + note if len(systems) > 1 else table


def _heading(score: MetricScore) -> str:
    # The arrow says which way is better; the space stands below the mark of the best.
    return f"{score.name} {'↑' if score.metric.higher_is_better else '↓'} "


def _render_column(column: Sequence[MetricScore]) -> list[str]:
    """Render one metric's scores, the best of several marked; equal only if equal as shown."""
    shown = [f"{score.score:.2f}" for score in column]
    choose = max if column[0].metric.higher_is_better else min
    best = f"{choose(score.score for score in column):.2f}"
    return [text + (_BEST if len(column) > 1 and text == best else " ") for text in shown]


def _render_signatures(scores: Sequence[MetricScore]) -> str:
    return render_table([[score.name, score.signature] for score in scores])


def _render_left_out(system: SystemScores) -> str:
    if not system.left_out:
        return ""
    total = sum(item.count for item in system.left_out)
    reasons = ", ".join(f"{item.count} {item.reason} in the {item.side}" for item in system.left_out)
    return f"not scored, {show_on_one_line(system.path)}: {total} ({reasons})\n"
