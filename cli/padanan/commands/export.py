"""padanan export: write the project's translations as TMX, text, PO or MO."""

from pathlib import Path
from typing import Annotated

import typer

from padanan.services.configuration import load_settings
from padanan.services.export import ExportFormat, export_project


def export(
    *,
    to: Annotated[ExportFormat, typer.Option("--to", help="What to write.")],
    languages: Annotated[
        list[str] | None,
        typer.Option("--language", "-l", help="Only this language; repeat for several. By default all."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Directory to write into, laid out as the project is. By default files go to their places "
            "in the project; PO needs a directory.",
        ),
    ] = None,
) -> None:
    """Write the project's translations as TMX, text, PO or MO.

    TMX is one file with all languages. Text is the document in each
    language; a segment that is not translated stays in the source language.
    MO is what programs load. PO is a clean copy of each catalogue, with
    nothing fuzzy or obsolete in it.

    Prints the path of each file.
    """
    for exported in export_project(load_settings(), to, languages=languages or [], output=output):
        typer.echo(exported.path)
        if exported.missing:
            typer.echo(
                f"{exported.path}: {exported.missing} of {exported.segments} segments are not translated",
                err=True,
            )
