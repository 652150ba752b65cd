"""What updating did, as text for people, as JSON for programs, and as a diff."""

import json

from padanan.core.text import show_on_one_line, show_unseen
from padanan.reports.table import render_table
from padanan.services.filling import Outcome
from padanan.services.merge import MergeResult
from padanan.services.update_files import FileUpdate, UpdateReport

_HEADING = ("file", "kept", "revived", "carried over", "new", "obsolete", "filled", "")
_FILLED = (Outcome.CONTEXT, Outcome.EXACT, Outcome.FUZZY)


def render_update_text(report: UpdateReport) -> str:
    """Render a table: entries by what became of them, a row a catalogue, and the total of several."""
    rows = [(str(file.path), *_counts(file), _state(file)) for file in report.files if file.merge is not None]
    if len(rows) > 1:
        columns = zip(*(row[1:-1] for row in rows), strict=True)
        rows.append(("total", *(str(sum(map(int, column))) for column in columns), ""))
    table = render_table([_HEADING, *rows], right=frozenset(range(1, len(_HEADING) - 1))) if rows else ""
    return table + "".join(_note(file) for file in report.files if file.note is not None)


def render_update_diff(report: UpdateReport, *, shown: bool) -> str:
    """Give the diffs of all catalogues, as patch reads them; harmless for a terminal if they are `shown`."""
    diff = "".join(file.diff for file in report.files)
    return show_unseen(diff) if shown else diff


def render_update_json(report: UpdateReport) -> str:
    """Render the update as one JSON object.

    `{"version": 1, "mode": "write" | "diff" | "count", "files": [{"path", "template": path or null,
    "entries": {"kept", "revived", "carried_over", "new", "obsolete"} or null, "filled": {"101", "100",
    "fuzzy"}, "changed", "written", "diff", "note": string or null, "error": string or null}]}`; `diff` is ""
    but in mode "diff".
    """
    value = {"version": 1, "mode": report.mode.value, "files": [_file_value(file) for file in report.files]}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _counts(file: FileUpdate) -> tuple[str, ...]:
    numbers = () if file.merge is None else tuple(_numbers(file.merge).values())
    return (*(str(number) for number in numbers), str(sum(file.filled.values())))


def _numbers(merge: MergeResult) -> dict[str, int]:
    return {
        "kept": merge.kept,
        "revived": merge.revived,
        "carried_over": merge.carried,
        "new": merge.added,
        "obsolete": merge.retired,
    }


def _state(file: FileUpdate) -> str:
    if file.written:
        return "written"
    return "changes" if file.changed else "unchanged"


def _note(file: FileUpdate) -> str:
    return f"{show_on_one_line(f'{file.path}: {file.note}')}\n"


def _file_value(file: FileUpdate) -> dict[str, object]:
    return {
        "path": str(file.path),
        "template": None if file.template is None else str(file.template),
        "entries": None if file.merge is None else _numbers(file.merge),
        "filled": {outcome.value: file.filled.get(outcome, 0) for outcome in _FILLED},
        "changed": file.changed,
        "written": file.written,
        "diff": file.diff,
        "note": file.note,
        "error": None if file.error is None else str(file.error),
    }
