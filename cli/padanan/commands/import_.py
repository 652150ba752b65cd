"""padanan import: files into the memory."""

from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.exits import EXIT_ERROR, echo_error, echo_note
from padanan.commands.options import OutputFormat, OutputFormatOption
from padanan.commands.progress import show_progress
from padanan.core.language import parse_language
from padanan.reports.imports import render_import_json, render_import_text
from padanan.services.configuration import load_settings
from padanan.services.import_ import ImportOptions, import_into_memory
from padanan.services.memory_session import choose_writable


def import_(  # noqa: PLR0913 - one parameter an option
    files: Annotated[
        list[Path], typer.Argument(metavar="FILES", help="PO catalogues and TMX documents to bring in.")
    ],
    *,
    memory: Annotated[
        Path | None,
        typer.Option("--memory", help="The memory to fill; by default the configured one. Made if missing."),
    ] = None,
    source_language: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="LANGUAGE",
            help="Language of the catalogues' msgid; by default X-Source-Language of their header, then "
            "source_language of the settings, then English.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Report what would happen, change nothing.")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Refuse a TMX document at the first thing in it that cannot be kept."),
    ] = False,
    output_format: OutputFormatOption = OutputFormat.TEXT,
) -> None:
    """Bring PO catalogues and TMX documents into the translation memory.

    Importing a file again adds nothing: what is new in it is added, what
    changed is updated, the rest stays. Catalogues of one domain in several
    languages share their units, so that two translations of a text stand
    side by side.

    Fuzzy, untranslated, obsolete and empty entries are skipped, and counted;
    so are units of a TMX document that cannot be used, with line, column and
    reason. All that TMX says of a unit is kept: attributes, props, notes and
    inline codes; what is not TMX is left out and reported. With --strict the
    first of these refuses the document. A file lands wholly or not at all,
    and a broken one does not keep the others out.

    Example: padanan import locales/*/LC_MESSAGES/*.po agency.tmx
    """
    settings = load_settings()
    options = ImportOptions(
        root=settings.root,
        default_source_language=settings.source_language.tag,
        source_language=parse_language(source_language).tag if source_language else None,
        dry_run=dry_run,
        strict=strict,
    )
    with show_progress() as progress:
        report = import_into_memory(choose_writable(settings, memory), files, options, progress)
    render = render_import_json if output_format is OutputFormat.JSON else render_import_text
    typer.echo(render(report), nl=False)
    for problem in report.index_problems:
        echo_note(problem)
    for error in report.errors:
        echo_error(error)
    if report.errors:
        raise typer.Exit(EXIT_ERROR)
