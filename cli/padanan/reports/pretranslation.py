"""What pretranslation did, as text for people, as JSON for programs, and as a diff."""

import json
from collections.abc import Mapping

from padanan.core.text import show_on_one_line, show_unseen
from padanan.reports.table import render_table
from padanan.services.filling import Outcome
from padanan.services.pretranslate import FilePretranslation, PretranslationReport, Share

_FILLED = (Outcome.CONTEXT, Outcome.EXACT, Outcome.FUZZY)


def render_pretranslation_text(report: PretranslationReport) -> str:
    """Render a table: entries by outcome and their words, a row a catalogue, and the total of several."""
    files = [file for file in report.files if file.error is None and file.note is None]
    rows = [
        ("file", *(outcome.value for outcome in Outcome), "words filled", "words left"),
        *(_row(str(file.path), file.shares) for file in files),
    ]
    if len(files) > 1:
        rows.append(_row("total", report.total))
    table = render_table(rows, right=frozenset(range(1, len(rows[0])))) if files else ""
    return table + "".join(_note(file) for file in report.files if file.note is not None)


def render_pretranslation_diff(report: PretranslationReport, *, shown: bool) -> str:
    """Give the diffs of all catalogues, as patch reads them; harmless for a terminal if they are `shown`."""
    diff = "".join(file.diff for file in report.files)
    return show_unseen(diff) if shown else diff


def render_pretranslation_json(report: PretranslationReport) -> str:
    """Render pretranslation as one JSON object.

    `{"version": 1, "mode": "write" | "diff" | "count", "files": [{"path", "from", "to", "filled": {"101":
    COUNT, "100": COUNT, "fuzzy": COUNT}, "none": COUNT, "written", "diff", "note": string or null, "error":
    string or null}], "total": {"filled", "none"}}` with COUNT `{"entries", "words"}`; `diff` is "" but in
    mode "diff".
    """
    value = {
        "version": 1,
        "mode": report.mode.value,
        "files": [_file_value(file) for file in report.files],
        "total": _shares_value(report.total),
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _row(name: str, shares: Mapping[Outcome, Share]) -> tuple[str, ...]:
    entries = (str(shares[outcome].entries) for outcome in Outcome)
    filled = sum(shares[outcome].words for outcome in _FILLED)
    return (name, *entries, str(filled), str(shares[Outcome.NONE].words))


def _note(file: FilePretranslation) -> str:
    return f"{show_on_one_line(f'{file.path}: {file.note}')}\n"


def _file_value(file: FilePretranslation) -> dict[str, object]:
    return {
        "path": str(file.path),
        "from": file.source,
        "to": file.target,
        **_shares_value(file.shares),
        "written": file.written,
        "diff": file.diff,
        "note": file.note,
        "error": None if file.error is None else str(file.error),
    }


def _shares_value(shares: Mapping[Outcome, Share]) -> dict[str, object]:
    values = {outcome: shares.get(outcome, Share()) for outcome in Outcome}
    counts = {outcome: {"entries": share.entries, "words": share.words} for outcome, share in values.items()}
    return {
        "filled": {outcome.value: counts[outcome] for outcome in _FILLED},
        "none": counts[Outcome.NONE],
    }
