"""padanan memory check: whether a memory is sound."""

import typer

from padanan.commands.exits import EXIT_FINDINGS
from padanan.commands.options import MemoryOption, OutputFormat, OutputFormatOption
from padanan.reports.maintenance import render_check_json, render_check_text
from padanan.services.configuration import load_settings
from padanan.services.maintenance import check_memory


def memory_check(
    *, memory: MemoryOption = None, output_format: OutputFormatOption = OutputFormat.TEXT
) -> None:
    """Look for damage in the memory: its pages, its references, its index.

    Exits with 1 when the memory is damaged. A damaged index is told but is
    no damage to the memory: it is made anew from it. Reads every page.

    Example: padanan memory check
    """
    report = check_memory(memory or load_settings().memory)
    render = render_check_json if output_format is OutputFormat.JSON else render_check_text
    typer.echo(render(report), nl=False)
    if report.damage:
        raise typer.Exit(EXIT_FINDINGS)
