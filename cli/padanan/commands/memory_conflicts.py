"""padanan memory conflicts: one source, several translations."""

from typing import Annotated

import typer

from padanan.commands.exits import EXIT_FINDINGS
from padanan.commands.options import MemoryOption, TableFormat, TableFormatOption
from padanan.reports.conflicts import (
    render_conflicts_csv,
    render_conflicts_json,
    render_conflicts_text,
    summarise_conflicts,
)
from padanan.services.configuration import load_settings
from padanan.services.maintenance import list_conflicts

_RENDERERS = {
    TableFormat.TEXT: render_conflicts_text,
    TableFormat.JSON: render_conflicts_json,
    TableFormat.CSV: render_conflicts_csv,
}


def memory_conflicts(  # noqa: PLR0913 - one parameter an option
    *,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="LANGUAGE", help="Language of the source; by default each unit's own."
        ),
    ] = None,
    target: Annotated[
        str | None, typer.Option("--to", metavar="LANGUAGE", help="Only translations into this language.")
    ] = None,
    by_context: Annotated[
        bool, typer.Option("--by-context", help="Let translations differ where msgctxt does.")
    ] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even so.")] = False,
    memory: MemoryOption = None,
    output_format: TableFormatOption = TableFormat.TEXT,
) -> None:
    """List the source texts that are translated in several ways, with where each is from.

    Exits with 1 when there are any, as for other findings.

    Example: padanan memory conflicts --from id --to en --output-format csv
    """
    report = list_conflicts(
        memory or load_settings().memory, source=source, target=target, by_context=by_context
    )
    typer.echo(_RENDERERS[output_format](report), nl=False)
    typer.echo(summarise_conflicts(report), err=True)
    if report.conflicts and not exit_zero:
        raise typer.Exit(EXIT_FINDINGS)
