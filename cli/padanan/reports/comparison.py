"""What changed between two versions of catalogues: as text, Markdown, JSON and CSV."""

import csv
import io
import json
from collections.abc import Iterator, Sequence

from padanan.core.text import neutralise_formula, show_on_one_line, show_unseen
from padanan.reports.markdown import grid, plain
from padanan.reports.matches import render_difference
from padanan.reports.table import render_table
from padanan.services.catalogue_changes import Change, EntryChange, Pieces, Revision, TextChange
from padanan.services.compare import ComparisonReport, FileComparison

FILE_COLUMNS = (
    "file",
    "changed",
    "unchanged",
    "source words",
    "edited characters",
    "of",
    "%",
    "edited words",
)
CHANGE_COLUMNS = ("change", "messages", "source words")


def render_comparison_text(report: ComparisonReport, *, colour: bool, details: bool = True) -> str:
    """Render each change with the difference of its texts, then tables by change and by file.

    The difference is marked as that of matches: `[-gone-]`, `{+new+}`, or in colours.
    """
    blocks = (
        [_render_entry(file, entry, colour=colour) for file, entry in _entries(report)] if details else []
    )
    return "\n".join([*blocks, *_render_tables(report)])


def render_comparison_markdown(report: ComparisonReport, *, details: bool = True) -> str:
    """Render tables by change and by file, then a list of the changes; text in it is no markup."""
    blocks = [f"**{summarise_comparison(report)}**\n"]
    if report.is_changed:
        blocks += [grid(change_rows(report.total)), grid(file_rows(report))]
    if details:
        blocks.append("".join(_render_item(file, entry) for file, entry in _entries(report)))
    return "\n".join(block for block in blocks if block)


def render_comparison_json(report: ComparisonReport) -> str:
    """Render a comparison as one JSON object.

    `{"version": 1, "old", "new", "files": [{"path", "old", "new", "language", "entries": [ENTRY], **SUMMARY,
    "error"}], **SUMMARY}` with ENTRY `{"changes": [name], "msgctxt", "msgid", "old_line", "new_line",
    "source_words", "texts": [{"form", "old", "new", "difference": [{"change": "same" | "gone" | "new",
    "text"}], "edited_characters", "characters", "percent", "edited_words"}]}` and SUMMARY `"messages":
    {change: count}, "source_words": {change: count}, "unchanged", "edits": {"texts", "edited_characters",
    "characters", "percent", "edited_words"}`. `old` or `new` of a file is null where it has no such version;
    `error` is null, or why it could not be compared. `edits` are of texts that were there in both.
    """
    files = [
        {
            "path": file.path,
            "old": file.old,
            "new": file.new,
            "language": file.language,
            "entries": [_entry_value(entry) for entry in file.revision.entries],
            **_summary_value(file.revision),
            "error": None if file.error is None else str(file.error),
        }
        for file in report.files
    ]
    value = {
        "version": 1,
        "old": report.old,
        "new": report.new,
        "files": files,
        **_summary_value(report.total),
    }
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def render_comparison_csv(report: ComparisonReport) -> str:
    """Render a row for each text that changed, and for each message without such; RFC 4180, but with LF.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_CSV_COLUMNS)
    for file, entry in _entries(report):
        for text in entry.texts or [None]:
            writer.writerow([_cell(value) for value in _csv_row(file, entry, text)])
    return stream.getvalue()


def summarise_comparison(report: ComparisonReport) -> str:
    """Say in one line what happened."""
    total = report.total
    counts = total.messages
    parts = [f"{counts[change]:,} {change}" for change in Change if counts[change]]
    gone = sum(file.new is None for file in report.files)
    come = sum(file.old is None for file in report.files)
    parts += [
        f"{number:,} file{'' if number == 1 else 's'} {word}"
        for number, word in ((come, "new"), (gone, "gone"))
        if number
    ]
    changed = ", ".join(parts) or "no message changed"
    edits = total.edits
    effort = (
        f"; {edits.edited:,} of {edits.characters:,} characters edited ({edits.percent:.1f} %), "
        f"{_count(edits.words, 'word')}"
    )
    return f"{changed}, {total.unchanged:,} unchanged{effort if edits.texts else ''}"


def _entries(report: ComparisonReport) -> Iterator[tuple[FileComparison, EntryChange]]:
    return ((file, entry) for file in report.files for entry in file.revision.entries)


def place_of(file: FileComparison, entry: EntryChange) -> str:
    """Give where a message stands: in the new version, or where it stood in the old one."""
    if entry.new_line is not None:
        return f"{file.new}:{entry.new_line}"
    return f"{file.old}:{entry.old_line}"


def describe_effort(text: TextChange) -> str:
    """Say how much of a text that was there was edited."""
    edit = text.edit
    return f"{edit.distance:,} of {edit.longer:,} characters ({text.percent} %), {_count(text.words, 'word')}"


def name_text(text: TextChange) -> str:
    """Give the keyword of a text in its catalogue."""
    return "msgstr" if text.form is None else f"msgstr[{text.form}]"


def _is_edited(text: TextChange) -> bool:
    return bool(text.old and text.new)


def _render_entry(file: FileComparison, entry: EntryChange, *, colour: bool) -> str:
    context = f"  (msgctxt {entry.msgctxt})" if entry.msgctxt is not None else ""
    lines = [
        f"{place_of(file, entry)}: {', '.join(entry.changes)}{context}",
        f"  msgid  {_show(entry.msgid)}",
    ]
    lines = [show_on_one_line(line) for line in lines]
    for text in entry.texts:
        lines.append(f"  {name_text(text)} {render_difference(text.difference, colour=colour)}")
        if _is_edited(text):
            lines.append(f"    edited {describe_effort(text)}")
    return "".join(f"{line}\n" for line in lines)


def _render_tables(report: ComparisonReport) -> list[str]:
    if not report.is_changed:
        return []
    tables = [render_table(change_rows(report.total), right=frozenset({1, 2}))]
    rows = file_rows(report)
    return [*tables, render_table(rows, right=frozenset(range(1, len(rows[0]))))]


def change_rows(total: Revision) -> list[Sequence[str]]:
    """Give the table by change, its heading first."""
    messages, words = total.messages, total.source_words
    rows = [
        (change.value, f"{messages[change]:,}", f"{words[change]:,}") for change in Change if messages[change]
    ]
    return [CHANGE_COLUMNS, *rows, ("unchanged", f"{total.unchanged:,}", "")]


def file_rows(report: ComparisonReport) -> list[Sequence[str]]:
    """Give the table by file, its heading first; the last row of several is the total."""
    rows = [
        _file_row(file.path + _presence(file), file.revision) for file in report.files if file.error is None
    ]
    if len(rows) > 1:
        rows.append(_file_row("total", report.total))
    return [FILE_COLUMNS, *rows]


def _presence(file: FileComparison) -> str:
    if file.old is None:
        return " (new)"
    return " (gone)" if file.new is None else ""


def _file_row(name: str, revision: Revision) -> Sequence[str]:
    edits = revision.edits
    words = sum(entry.source_words for entry in revision.entries)
    return (
        name,
        f"{len(revision.entries):,}",
        f"{revision.unchanged:,}",
        f"{words:,}",
        f"{edits.edited:,}",
        f"{edits.characters:,}",
        f"{edits.percent:.1f}",
        f"{edits.words:,}",
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _show(text: str) -> str:
    return show_unseen(text).replace("\n", "\\n")


def _render_item(file: FileComparison, entry: EntryChange) -> str:
    lines = [f"- {plain(place_of(file, entry))}: **{', '.join(entry.changes)}** msgid {plain(entry.msgid)}"]
    for text in entry.texts:
        effort = f" ({plain(describe_effort(text))})" if _is_edited(text) else ""
        lines.append(f"  - {plain(name_text(text))} {_render_marked(text.difference)}{effort}")
    return "".join(f"{line}\n" for line in lines)


def _render_marked(pieces: Pieces) -> str:
    marks = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}
    return "".join(f"{marks[kind][0]}{plain(text)}{marks[kind][1]}" for kind, text in pieces)


def _entry_value(entry: EntryChange) -> dict[str, object]:
    return {
        "changes": list(entry.changes),
        "msgctxt": entry.msgctxt,
        "msgid": entry.msgid,
        "old_line": entry.old_line,
        "new_line": entry.new_line,
        "source_words": entry.source_words,
        "texts": [_text_value(text) for text in entry.texts],
    }


def _text_value(text: TextChange) -> dict[str, object]:
    return {
        "form": text.form,
        "old": text.old,
        "new": text.new,
        "difference": [{"change": kind, "text": piece} for kind, piece in text.difference],
        "edited_characters": text.edit.distance,
        "characters": text.edit.longer,
        "percent": text.percent,
        "edited_words": text.words,
    }


def _summary_value(revision: Revision) -> dict[str, object]:
    messages, words, edits = revision.messages, revision.source_words, revision.edits
    return {
        "messages": {change.value: messages[change] for change in Change},
        "source_words": {change.value: words[change] for change in Change},
        "unchanged": revision.unchanged,
        "edits": {
            "texts": edits.texts,
            "edited_characters": edits.edited,
            "characters": edits.characters,
            "percent": round(edits.percent, 2),
            "edited_words": edits.words,
        },
    }


_CSV_COLUMNS = (
    "path", "line", "changes", "msgctxt", "msgid", "form", "old", "new", "edited_characters", "characters",
    "percent", "edited_words", "source_words",
)  # fmt: skip


def _csv_row(file: FileComparison, entry: EntryChange, text: TextChange | None) -> Iterator[object]:
    place = (file.old, entry.old_line) if entry.new_line is None else (file.new, entry.new_line)
    yield from (*place, " ".join(entry.changes), entry.msgctxt, entry.msgid)
    if text is None:
        yield from [None] * 7
    else:
        yield from (text.form, text.old, text.new)
        yield from (text.edit.distance, text.edit.longer, text.percent, text.words)
    yield entry.source_words


def _cell(value: object) -> object:
    return neutralise_formula(show_unseen(value)) if isinstance(value, str) else value
