"""padanan memory compact: give back space."""

import typer

from padanan.commands.options import MemoryOption, OutputFormat, OutputFormatOption
from padanan.reports.maintenance import render_compact_json, render_compact_text
from padanan.services.configuration import load_settings
from padanan.services.maintenance import compact_memory
from padanan.services.memory_session import choose_writable


def memory_compact(
    *, memory: MemoryOption = None, output_format: OutputFormatOption = OutputFormat.TEXT
) -> None:
    """Give back the space that deleted units and old indexes still take.

    Writes the file anew, for which the disk needs room for a second copy,
    puts its log into it, and removes index files that belong to nothing any
    more. What is in the memory does not change.

    Example: padanan memory compact
    """
    report = compact_memory(choose_writable(load_settings(), memory))
    render = render_compact_json if output_format is OutputFormat.JSON else render_compact_text
    typer.echo(render(report), nl=False)
