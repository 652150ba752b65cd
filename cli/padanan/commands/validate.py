"""padanan validate: find what is wrong in catalogues."""

from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.exits import EXIT_ERROR, EXIT_FINDINGS, echo_error
from padanan.commands.options import OutputFormat, OutputFormatOption
from padanan.reports.findings import render_findings_json, render_findings_text, summarise_findings
from padanan.services.configuration import load_settings
from padanan.services.validate import ValidationOptions, validate_paths


def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="PO and POT files, or directories to search for them. By default the project's catalogues.",
            show_default=False,
        ),
    ] = None,
    *,
    output_format: OutputFormatOption = OutputFormat.TEXT,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CHECK", help="Run this check only; repeat for several."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CHECK", help="Do not run this check; repeat for several."),
    ] = None,
) -> None:
    """Find what is wrong in catalogues: what msgfmt would reject, and what readers would stumble over.

    Each finding names the place, the check and what to do; `padanan explain CHECK` tells more. Exits with 1
    when there are errors or warnings, with 2 when a file cannot be read, else with 0: messages that are not
    translated or fuzzy are notes, and fail nothing.
    """
    options = ValidationOptions(select=_names(select), ignore=_names(ignore))
    report = validate_paths(paths or [load_settings().locales], options=options)
    render = render_findings_json if output_format is OutputFormat.JSON else render_findings_text
    typer.echo(render(report), nl=False)
    for error in report.errors:
        echo_error(error)
    typer.echo(summarise_findings(report), err=True)
    if report.errors or report.fails:
        raise typer.Exit(EXIT_ERROR if report.errors else EXIT_FINDINGS)


def _names(options: list[str] | None) -> tuple[str, ...]:
    """Read repeated options, each of them possibly a list with commas."""
    return tuple(name.strip() for option in options or () for name in option.split(",") if name.strip())
