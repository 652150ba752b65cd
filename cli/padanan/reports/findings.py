"""Findings for people."""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from padanan.core.model import Finding, Severity
from padanan.core.text import show_codes, show_on_one_line, show_unseen
from padanan.services.validate_report import Excerpt, FileReport

# Columns of a quoted line: what fits a terminal beside the margin.
_WIDTH = 100
_TABS = str.maketrans("\t", " ")


def render_findings_text(files: Iterable[FileReport]) -> Iterator[str]:
    """Give each finding as `path:line:column: severity check message`, its line with carets, and a hint.

    Findings that are only information get the first of these lines, for there can be thousands. Characters
    that a terminal would obey are shown by their code.
    """
    return map(_render_file, files)


def _render_file(file: FileReport) -> str:
    pairs = zip(file.findings, file.excerpts, strict=True)
    return "".join(
        _render_finding(finding, excerpt) for finding, excerpt in pairs if finding.suppression is None
    )


def _render_finding(finding: Finding, excerpt: Excerpt) -> str:
    place = f"{finding.path}:{finding.line}:{finding.column}"
    lines = [f"{place}: {finding.severity} {finding.check} {finding.message}"]
    if finding.severity is not Severity.INFO:
        lines += _quote(finding, excerpt)
        if finding.hint:
            lines.append(f"    hint: {finding.hint}")
    return "".join(f"{show_on_one_line(line)}\n" for line in lines)


def _quote(finding: Finding, excerpt: Excerpt) -> list[str]:
    """Give the line with carets below what the finding marks, cut to the width of a terminal."""
    text = excerpt.text.translate(_TABS)
    start = finding.column - excerpt.column
    end = max((finding.end_column or finding.column + 1) - excerpt.column, start + 1)
    before, marked, after = text[:start], text[start:end], text[end:]
    before = _cut_left(show_unseen(before), cut=excerpt.column > 1)
    marked = _cut_right(show_unseen(marked) if cell_len(marked) else show_codes(marked), _WIDTH - 20)
    after = _cut_right(show_unseen(after), max(_WIDTH - cell_len(before) - cell_len(marked), 0))
    if not (before + marked).strip():
        return []
    carets = "^" * max(cell_len(marked), 1)
    return [f"    {before}{marked}{after}".rstrip(), f"    {' ' * cell_len(before)}{carets}"]


def _cut_left(text: str, *, cut: bool) -> str:
    while cell_len(text) > _WIDTH - 40:
        text, cut = text[max(1, (cell_len(text) - _WIDTH + 40) // 2) :], True
    return f"…{text}" if cut else text


def _cut_right(text: str, width: int) -> str:
    cut = False
    while cell_len(text) > width:
        text, cut = text[: -max(1, (cell_len(text) - width) // 2)], True
    return f"{text}…" if cut else text
