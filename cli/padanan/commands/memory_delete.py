"""padanan memory delete: take translations out of a memory."""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from padanan.commands.exits import echo_note
from padanan.commands.options import DryRunOption, MemoryOption, OutputFormat, OutputFormatOption
from padanan.commands.progress import show_progress
from padanan.core.errors import PadananError
from padanan.reports.maintenance import render_deletion_json, render_deletion_text
from padanan.services.configuration import load_settings
from padanan.services.deletion import DeletionOptions, DeletionReport, delete_from_memory
from padanan.services.memory_session import choose_writable


def memory_delete(  # noqa: PLR0913 - one parameter an option
    *,
    origins: Annotated[
        list[str] | None,
        typer.Option("--origin", metavar="PATH", help="From this file, or files like legacy/*; repeatable."),
    ] = None,
    authors: Annotated[
        list[str] | None,
        typer.Option("--author", metavar="NAME", help="By this author, or ones like *@a.com>; repeatable."),
    ] = None,
    before: Annotated[
        str | None, typer.Option("--before", metavar="DATE", help="Changed before this day or time, in UTC.")
    ] = None,
    after: Annotated[
        str | None, typer.Option("--after", metavar="DATE", help="Changed on this day or time, or later.")
    ] = None,
    contains: Annotated[
        str | None,
        typer.Option("--contains", metavar="TEXT", help="Whose source or translation has it."),
    ] = None,
    equals: Annotated[
        str | None, typer.Option("--equals", metavar="TEXT", help="Whose source or translation is just this.")
    ] = None,
    text_language: Annotated[
        str | None,
        typer.Option("--in", metavar="LANGUAGE", help="Look for the text in this language only."),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--from", metavar="LANGUAGE", help="Translated from this language.")
    ] = None,
    target: Annotated[
        str | None, typer.Option("--to", metavar="LANGUAGE", help="Translations into this language.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: DryRunOption = False,
    memory: MemoryOption = None,
    output_format: OutputFormatOption = OutputFormat.TEXT,
) -> None:
    """Delete translations by origin, author, date, languages or text.

    What fulfils all that is given goes; a unit goes with the last of its
    translations, its source text never before. Asks first: on a terminal
    you answer, elsewhere --yes must. `--dry-run` counts, and shows the first
    few.

    Example: padanan memory delete --origin "legacy/*" --before 2020-01-01 --dry-run
    """
    options = DeletionOptions(
        origins=tuple(origins or ()),
        authors=tuple(authors or ()),
        before=before,
        after=after,
        contains=contains,
        equals=equals,
        text_language=text_language,
        source=source,
        target=target,
    )
    path = choose_writable(load_settings(), memory)
    asks = not (yes or dry_run)
    if asks and not sys.stdin.isatty():
        raise PadananError("nobody can be asked here", hint="add --yes to delete, or --dry-run to look")
    if asks:
        _ask(delete_from_memory(path, options, dry_run=True))
    with show_progress() as progress:
        report = delete_from_memory(path, options, dry_run=dry_run, progress=progress)
    if asks:
        report = replace(report, deletion=replace(report.deletion, examples=()))  # they were shown already
    render = render_deletion_json if output_format is OutputFormat.JSON else render_deletion_text
    typer.echo(render(report), nl=False)
    for problem in report.index_problems:
        echo_note(problem)


def _ask(rehearsed: DeletionReport) -> None:
    """Show on stderr what would go, and end here unless somebody says yes."""
    typer.echo(render_deletion_text(rehearsed), nl=False, err=True)
    if not rehearsed.deletion.translations:
        raise typer.Exit
    typer.confirm("Delete them?", abort=True, err=True)
