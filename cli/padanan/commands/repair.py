"""padanan repair: mend a broken TMX document."""

from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.exits import EXIT_FINDINGS
from padanan.commands.options import OutputFormat, OutputFormatOption
from padanan.commands.progress import show_progress
from padanan.core.errors import PadananError
from padanan.reports.repairs import render_repair_json, render_repair_text
from padanan.services.tmx_repair import repair_document


def repair(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The TMX document to mend.")],
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="Where to write the mended document."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Report what would be mended, write nothing.")
    ] = False,
    output_format: OutputFormatOption = OutputFormat.TEXT,
) -> None:
    """Mend a TMX document that other programs, or this one, refuse.

    What can be mended without guessing is: characters that XML forbids,
    entities it does not know, stray & and <, bytes in another encoding than
    the document says, attributes that are missing or misspelled, languages
    and times in other spellings, elements in the wrong order, inline codes
    without their partner, markup of XLIFF or HTML in a segment, units that
    share a tuid or have two texts in one language, a missing end.

    Every change is told with its place. A unit that is right stays as it is,
    byte for byte; what cannot be mended is dropped and told, or stays and is
    told as still wrong. The new document is TMX 1.4 in UTF-8.

    Exits with 1 when something was dropped or is still wrong, else with 0.

    Example: padanan repair agency.tmx -o mended.tmx
    """
    if output is None and not dry_run:
        raise PadananError("where to write the mended document?", hint="give -o PATH, or --dry-run")
    with show_progress() as progress:
        report = repair_document(file, None if dry_run else output, progress=progress)
    render = render_repair_json if output_format is OutputFormat.JSON else render_repair_text
    typer.echo(render(report), nl=False)
    if not report.is_whole:
        raise typer.Exit(EXIT_FINDINGS)
