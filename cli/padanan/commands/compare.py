"""padanan compare: what changed between two versions of a catalogue."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.exits import EXIT_ERROR, EXIT_FINDINGS, echo_error
from padanan.commands.terminal import wants_colour
from padanan.reports.comparison import (
    render_comparison_csv,
    render_comparison_json,
    render_comparison_markdown,
    render_comparison_text,
    summarise_comparison,
)
from padanan.services.compare import STDIN, ComparisonReport, compare_paths


class OutputFormat(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


def compare(
    old: Annotated[
        Path,
        typer.Argument(metavar="OLD", help="The old version: PO or POT, a directory, or - for stdin."),
    ],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", help="The new version: PO or POT, a directory, or - for stdin.")
    ],
    *,
    summary: Annotated[bool, typer.Option("--summary", help="Only the tables, not every change.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 when there are differences, as git diff does.")
    ] = False,
    output_format: Annotated[
        OutputFormat, typer.Option("--output-format", help="Write the result for people, or for programs.")
    ] = OutputFormat.TEXT,
) -> None:
    """Tell what changed between two versions of a catalogue, and how much editing that was.

    Messages are known by msgctxt and msgid: some were added or removed, got
    a translation, or another one, became fuzzy or lost the mark. References
    and comments do not count. Where a text became another, the difference is
    shown, [-gone-] and {+new+}, with the characters and words that were
    edited: the effort of post-editing. Of two directories the catalogues
    with the same path are compared.

    The exit code is 0 whether there are differences or not, and 2 when a
    file cannot be read.

    Example: git show HEAD~1:po/id.po | padanan compare - po/id.po
    """
    report = compare_paths(old, new, stdin=sys.stdin.buffer if STDIN in {old, new} else None)
    typer.echo(_render(report, output_format, details=not summary), nl=False, color=True)
    for error in report.errors:
        echo_error(error)
    typer.echo(summarise_comparison(report), err=True)
    if report.errors:
        raise typer.Exit(EXIT_ERROR)
    if exit_code and report.is_changed:
        raise typer.Exit(EXIT_FINDINGS)


def _render(report: ComparisonReport, output_format: OutputFormat, *, details: bool) -> str:
    match output_format:
        case OutputFormat.TEXT:
            return render_comparison_text(report, colour=wants_colour(), details=details)
        case OutputFormat.JSON:
            return render_comparison_json(report)
        case OutputFormat.CSV:
            return render_comparison_csv(report)
        case OutputFormat.MARKDOWN:
            return render_comparison_markdown(report, details=details)
        case OutputFormat.HTML:
            from padanan.reports.comparison_page import render_comparison_page

            return render_comparison_page(report, details=details)
