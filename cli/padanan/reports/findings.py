"""Findings for people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from rich.cells import cell_len

from padanan.core.model import Finding, Severity
from padanan.core.text import show_codes, show_on_one_line, show_unseen
from padanan.services.validate_report import Excerpt, FileReport

# Columns of a quoted line: what fits a terminal beside the margin.
_WIDTH = 100
# Of what is only information: enough to see what it is about.
_NOTES = 3
_TABS = str.maketrans("\t", " ")
# Select Graphic Rendition (ECMA-48, 8.3.117): bold red, bold yellow, bold cyan.
_COLOURS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
)
_BOLD, _FAINT = "1", "2"


def render_findings_text(
    files: Iterable[FileReport], *, colour: bool = False, all_notes: bool = False
) -> Iterator[str]:
    """Give each finding as `path:line:column: severity check message`, its line with carets, and a hint.

    Findings that are only information get the first of these lines, for there can be thousands; of those,
    unless `all_notes` are wanted, a file shows the first of each check, and says how many more there are.
    Characters that a terminal would obey are shown by their code.
    """
    render = _render_coloured if colour else _render_plain
    for file in files:
        notes: Counter[str] = Counter()
        for finding, excerpt in zip(file.findings, file.excerpts, strict=True):
            if finding.suppression is None:
                if finding.severity is Severity.INFO and not all_notes:
                    notes[finding.check] += 1
                if notes[finding.check] <= _NOTES:
                    yield render(finding, excerpt)
        for check, count in notes.items():
            if count > _NOTES:
                more = f"{count - _NOTES:,} more (--all shows them)"
                yield show_on_one_line(f"{file.path}: {Severity.INFO} {check} {more}") + "\n"


def _render_plain(finding: Finding, excerpt: Excerpt) -> str:
    rest = (f"{line}\n" for _, line in _details(finding, excerpt))
    return f"{_place(finding)} {finding.severity} {_say(finding)}\n{''.join(rest)}"


def _render_coloured(finding: Finding, excerpt: Excerpt) -> str:
    """Colour what is safe to show already: styles are put around it, never inside of what is cleaned."""
    rest = (f"{_paint(line, style)}\n" for style, line in _details(finding, excerpt))
    severity = _paint(finding.severity, _COLOURS[finding.severity])
    return f"{_paint(_place(finding), _BOLD)} {severity} {_say(finding)}\n{''.join(rest)}"


def _paint(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if style else text


def _place(finding: Finding) -> str:
    return show_on_one_line(f"{finding.path}:{finding.line}:{finding.column}:")


def _say(finding: Finding) -> str:
    return show_on_one_line(f"{finding.check} {finding.message}")


def _details(finding: Finding, excerpt: Excerpt) -> Iterator[tuple[str, str]]:
    """Give the lines below the first with their styles: quoted line, carets, hint; a note has none."""
    if finding.severity is Severity.INFO:
        return
    for style, line in zip(("", _COLOURS[finding.severity]), _quote(finding, excerpt), strict=False):
        yield style, show_on_one_line(line)
    if finding.hint:
        yield _FAINT, show_on_one_line(f"    hint: {finding.hint}")


def split_line(finding: Finding, excerpt: Excerpt) -> tuple[str, str, str]:
    """Give what stands before the marked piece, the piece, and what follows, as they may be shown."""
    text = excerpt.text.translate(_TABS)
    start = finding.column - excerpt.column
    end = max((finding.end_column or finding.column + 1) - excerpt.column, start + 1)
    before, marked, after = text[:start], text[start:end], text[end:]
    marked = show_unseen(marked) if cell_len(marked) else show_codes(marked)
    return show_unseen(before), marked, show_unseen(after)


def _quote(finding: Finding, excerpt: Excerpt) -> list[str]:
    """Give the line with carets below what the finding marks, cut to the width of a terminal."""
    before, marked, after = split_line(finding, excerpt)
    before = _cut_left(before, cut=excerpt.column > 1)
    marked = _cut_right(marked, _WIDTH - 20)
    after = _cut_right(after, max(_WIDTH - cell_len(before) - cell_len(marked), 0))
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
