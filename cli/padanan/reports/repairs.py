"""Rendering what a repair did."""

import json
from collections.abc import Iterable

from padanan.core.text import show_on_one_line
from padanan.services.tmx_repair import RepairReport

# What is shown to people one by one; JSON has all.
_SHOWN = 100


def render_repair_text(report: RepairReport) -> str:
    """Render a repair for a terminal: each change with its place, what is still wrong, and the sum of it."""
    mends = (f"{report.path}:{one.line}:{one.column}: {one.kind}: {one.message}" for one in report.mends)
    total = sum(count for _, count in report.by_kind)
    lines = [*_first(mends, total), *_first((f"still wrong: {one}" for one in report.left), len(report.left))]
    lines.append(_sum_up(report))
    return "".join(f"{show_on_one_line(line)}\n" for line in lines)


def render_repair_json(report: RepairReport) -> str:
    """Render a repair as one JSON object.

    `{"version": 1, "path", "output": string or null, "units", "mended", "dropped", "changes": {kind:
    number}, "mends": [{"kind", "line", "column", "message"}], "left": [{"line", "column", "message"}]}`.
    `units` are in the new file, `mended` of them were changed; kinds are encoding, character, entity, markup,
    header, attribute, language, order, inline code and dropped. `left` is what is still wrong in the new
    file. Of more than 100,000 changes the first are in `mends`, and all are counted.
    """
    value = {
        "version": 1,
        "path": report.path,
        "output": report.output,
        "units": report.units,
        "mended": report.mended,
        "dropped": report.dropped,
        "changes": {kind.value: count for kind, count in report.by_kind},
        "mends": [
            {"kind": one.kind.value, "line": one.line, "column": one.column, "message": one.message}
            for one in report.mends
        ],
        "left": [{"line": one.line, "column": one.column, "message": one.message} for one in report.left],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _first(lines: Iterable[str], total: int) -> list[str]:
    shown = [line for _, line in zip(range(_SHOWN), lines, strict=False)]
    return (
        shown
        if total <= _SHOWN
        else [*shown, f"... and {total - _SHOWN} more (--output-format json has them)"]
    )


def _sum_up(report: RepairReport) -> str:
    total = sum(count for _, count in report.by_kind)
    where = "(a dry run, nothing was written)" if report.output is None else f"in {report.output}"
    parts = [f"{report.units} units {where}", f"{report.mended} of them mended", f"{total} changes"]
    if report.dropped:
        parts.append(f"{report.dropped} things dropped")
    if report.left:
        parts.append(f"{len(report.left)} still wrong")
    return ", ".join(parts)
