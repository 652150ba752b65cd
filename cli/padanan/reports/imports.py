"""What an import brought in, as text for people and as JSON for programs."""

import json

from padanan.core.text import show_on_one_line
from padanan.memory.store import Tally
from padanan.reports.table import render_table
from padanan.services.import_ import FileImport, ImportReport

_HEADINGS = ("file", "added", "updated", "unchanged", "skipped")


def render_import_text(report: ImportReport) -> str:
    """Render an import as a table, a file a row, with what was skipped and why below it."""
    landed = [file for file in report.files if file.error is None]
    if not landed:
        return ""
    rows = [_HEADINGS, *(_row(file.path, file.tally, _count_skipped(file)) for file in landed)]
    if len(landed) > 1:
        rows.append(_row("total", report.total, sum(map(_count_skipped, landed))))
    blocks = [
        show_on_one_line(report.memory) + (": a dry run, nothing was changed\n" if report.dry_run else "\n"),
        render_table(rows, right=frozenset(range(1, len(_HEADINGS)))),
        "".join(_render_skipped(file) for file in landed if file.skipped or file.problems),
    ]
    return "".join(block for block in blocks if block)


def render_import_json(report: ImportReport) -> str:
    """Render an import as one JSON object.

    `{"version": 1, "memory", "dry_run", "files": [{"path", "added", "updated", "unchanged", "skipped":
    {reason: count}, "lost": number, "problems": [{"line", "column", "message"}], "error": string or null}],
    "total": {"added", "updated", "unchanged"}}`; nothing of a file with an error is in the memory. `lost`
    counts what was left out of units that are in it.
    """
    value = {
        "version": 1,
        "memory": report.memory,
        "dry_run": report.dry_run,
        "files": [_file_value(file) for file in report.files],
        "total": _tally_value(report.total),
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _row(name: str, tally: Tally, skipped: int) -> tuple[str, ...]:
    return (name, str(tally.added), str(tally.updated), str(tally.unchanged), str(skipped))


def _count_skipped(file: FileImport) -> int:
    return sum(count for _, count in file.skipped)


def _render_skipped(file: FileImport) -> str:
    reasons = ", ".join(f"{count} {reason}" for reason, count in file.skipped)
    lines = [f"skipped in {file.path}: {reasons}"] if reasons else []
    if file.lost:
        lines.append(f"left out of units in {file.path}: {file.lost}")
    for problem in file.problems:
        place = "".join(f":{part}" for part in (problem.line, problem.column) if part is not None)
        lines.append(f"  {file.path}{place}: {problem.message}")
    return "".join(f"{show_on_one_line(line)}\n" for line in lines)


def _file_value(file: FileImport) -> dict[str, object]:
    return {
        "path": file.path,
        **_tally_value(file.tally),
        "skipped": {reason.value: count for reason, count in file.skipped},
        "lost": file.lost,
        "problems": [
            {"line": problem.line, "column": problem.column, "message": problem.message}
            for problem in file.problems
        ],
        "error": None if file.error is None else str(file.error),
    }


def _tally_value(tally: Tally) -> dict[str, int]:
    return {"added": tally.added, "updated": tally.updated, "unchanged": tally.unchanged}
