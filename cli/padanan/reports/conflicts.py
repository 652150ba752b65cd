"""Source texts with several translations, as text, JSON and CSV."""

import csv
import io
import json

from padanan.core.text import show_on_one_line
from padanan.memory.maintenance.conflicts import Conflict
from padanan.memory.store import StoredUnit
from padanan.reports.maintenance import place, shorten, text_value
from padanan.services.maintenance import ConflictReport

# What spreadsheets take for the beginning of a formula (OWASP, CSV Injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_HEADINGS = (
    "source_language", "target_language", "source", "target", "msgctxt", "origin", "line", "author", "changed"
)  # fmt: skip
# How many places of one translation are told; all are counted.
_SHOWN_PLACES = 3


def render_conflicts_text(report: ConflictReport) -> str:
    """Render conflicts: the source, and each translation with the places it is from."""
    return "\n".join(_render(conflict) for conflict in report.conflicts)


def render_conflicts_json(report: ConflictReport) -> str:
    """Render conflicts as one JSON object.

    `{"version": 1, "memory", "conflicts": [{"source_language", "target_language", "source", "targets":
    [{"text", "units": [{"msgctxt", "origin", "author", "changed"}]}]}]}`.
    """
    value = {
        "version": 1,
        "memory": report.memory,
        "conflicts": [_value(conflict) for conflict in report.conflicts],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def render_conflicts_csv(report: ConflictReport) -> str:
    """Render conflicts as CSV (RFC 4180, but with LF): a row for each unit.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADINGS)
    for conflict in report.conflicts:
        for stored in (stored for units in conflict.targets for stored in units):
            writer.writerow(_neutralise(cell) for cell in _cells(conflict, stored))
    return stream.getvalue()


def summarise_conflicts(report: ConflictReport) -> str:
    """Say in a line how many there are."""
    count = len(report.conflicts)
    return "1 conflict" if count == 1 else f"{count} conflicts"


def _render(conflict: Conflict) -> str:
    lines = [f"{conflict.source_language}  {shorten(_source(conflict))}\n"]
    for units in conflict.targets:
        lines.append(f"  {conflict.target_language}  {shorten(units[0].variant.text)}\n")
        lines += [f"    {_place(stored)}\n" for stored in units[:_SHOWN_PLACES]]
        if len(units) > _SHOWN_PLACES:
            lines.append(f"    and {len(units) - _SHOWN_PLACES} more\n")
    return "".join(lines)


def _source(conflict: Conflict) -> str:
    """Give the source as it stands in the memory, without the symbols that inline codes are compared as."""
    unit = conflict.targets[0][0].unit
    source = unit.variant(conflict.source_language)
    return conflict.source if source is None else source.text


def _place(stored: StoredUnit) -> str:
    msgctxt = stored.unit.msgctxt
    parts = (place(stored.variant), "" if msgctxt is None else f"msgctxt {shorten(msgctxt)}")
    return "; ".join(part for part in parts if part) or "(unknown origin)"


def _value(conflict: Conflict) -> dict[str, object]:
    return {
        "source_language": conflict.source_language,
        "target_language": conflict.target_language,
        "source": _source(conflict),
        "targets": [
            {"text": units[0].variant.text, "units": [_unit_value(stored) for stored in units]}
            for units in conflict.targets
        ],
    }


def _unit_value(stored: StoredUnit) -> dict[str, object]:
    value = text_value(stored.variant)
    return {
        "msgctxt": stored.unit.msgctxt,
        "origin": value["origin"],
        "author": value["author"],
        "changed": value["changed"],
    }


def _cells(conflict: Conflict, stored: StoredUnit) -> tuple[object, ...]:
    origin = stored.variant.origin
    return (
        conflict.source_language,
        conflict.target_language,
        _source(conflict),
        stored.variant.text,
        stored.unit.msgctxt,
        *((origin.path, origin.line, origin.author, origin.changed) if origin else (None,) * 4),
    )


def _neutralise(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    shown = show_on_one_line(cell)
    return f"'{shown}" if shown.startswith(_FORMULA_STARTS) else shown
