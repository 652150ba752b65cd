"""padanan pretranslate: fill empty entries of catalogues from the memory."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.exits import EXIT_ERROR, echo_error, echo_note
from padanan.commands.options import MemoriesOption, OutputFormat, OutputFormatOption, PenaltiesOption
from padanan.commands.progress import show_progress
from padanan.core.errors import PadananError
from padanan.core.language import parse_language
from padanan.memory.lookup import DEFAULT_THRESHOLD_PERCENT
from padanan.reports.pretranslation import (
    render_pretranslation_diff,
    render_pretranslation_json,
    render_pretranslation_text,
)
from padanan.services.configuration import load_settings
from padanan.services.memory_session import MemorySession, choose_memories, choose_penalties
from padanan.services.pretranslate import (
    Mode,
    PretranslationOptions,
    PretranslationReport,
    pretranslate_paths,
)

_Paths = Annotated[
    list[Path],
    typer.Argument(metavar="CATALOGUES", help="PO files, or directories to search for them."),
]
_Source = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="LANGUAGE",
        help="Language of msgid; by default X-Source-Language of the header, then source_language of the "
        "settings, then English.",
    ),
]
_Target = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="LANGUAGE", help="Language of catalogues that do not say theirs; fill no other ones."
    ),
]
_Threshold = Annotated[
    int,
    typer.Option("--threshold", help="Lowest score of a fuzzy match, in percent; 100 fills no fuzzy one."),
]
_ExactAsFuzzy = Annotated[
    bool, typer.Option("--exact-as-fuzzy", help="Mark exact matches fuzzy too, for somebody to confirm.")
]
_RefreshFuzzy = Annotated[
    bool,
    typer.Option(
        "--refresh-fuzzy",
        help="Fill fuzzy entries anew too, where the memory has the very text, or one that is more like it "
        "than their previous msgid.",
    ),
]
_Diff = Annotated[bool, typer.Option("--diff", help="Show what would change as a diff, and write nothing.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Count what would be filled, and write nothing.")]


def pretranslate(  # noqa: PLR0913 - one parameter an option
    catalogues: _Paths,
    *,
    source: _Source = None,
    target: _Target = None,
    memory: MemoriesOption = None,
    penalty: PenaltiesOption = None,
    threshold: _Threshold = DEFAULT_THRESHOLD_PERCENT,
    exact_as_fuzzy: _ExactAsFuzzy = False,
    refresh_fuzzy: _RefreshFuzzy = False,
    diff: _Diff = False,
    dry_run: _DryRun = False,
    output_format: OutputFormatOption = OutputFormat.TEXT,
) -> None:
    """Fill the empty entries of catalogues from the memory.

    What the memory has word for word is filled in as translated (100, and
    101 in the same context). Similar texts are filled in as fuzzy, with the
    message they were made for (#| msgid) and a comment that names score and
    origin (# padanan: 87 %, from po/id.po:12); numbers, placeholders and the
    like are put right where that is certain. An entry with a plural is filled
    with all of its forms, or not at all.

    Translated and obsolete entries are never touched, fuzzy ones only with
    --refresh-fuzzy. Only lines of filled entries change. Exits with 2 when a
    catalogue cannot be read or written; the others are done.

    Example: padanan pretranslate locales --diff
    """
    if diff and dry_run:
        raise PadananError("--diff and --dry-run exclude each other", hint="both write nothing; choose one")
    settings = load_settings()
    options = PretranslationOptions(
        default_source_language=settings.source_language.tag,
        source_language=parse_language(source).tag if source else None,
        target_language=parse_language(target).tag if target else None,
        threshold_percent=threshold,
        exact_as_fuzzy=exact_as_fuzzy,
        refresh_fuzzy=refresh_fuzzy,
        mode=Mode.DIFF if diff else Mode.COUNT if dry_run else Mode.WRITE,
    )
    penalties = choose_penalties(settings, penalty or ())
    with (
        MemorySession(choose_memories(settings, memory or ()), penalties) as session,
        show_progress() as progress,
    ):
        report = pretranslate_paths(catalogues, session, options, progress)
    _show(report, output_format)
    if report.errors:
        raise typer.Exit(EXIT_ERROR)


def _show(report: PretranslationReport, output_format: OutputFormat) -> None:
    """Write the report; beside a diff, which is data, the table is but a summary."""
    is_diff = report.mode is Mode.DIFF
    if output_format is OutputFormat.JSON:
        typer.echo(render_pretranslation_json(report), nl=False)
    else:
        if is_diff:
            typer.echo(render_pretranslation_diff(report, shown=sys.stdout.isatty()), nl=False)
        typer.echo(render_pretranslation_text(report), nl=False, err=is_diff)
    for note in report.notes:
        echo_note(note)
    for error in report.errors:
        echo_error(error)
