"""padanan memory info: what is in a memory."""

import typer

from padanan.commands.options import MemoryOption, OutputFormat, OutputFormatOption
from padanan.reports.maintenance import render_info_json, render_info_text
from padanan.services.configuration import load_settings
from padanan.services.maintenance import describe_memory


def memory_info(
    *, memory: MemoryOption = None, output_format: OutputFormatOption = OutputFormat.TEXT
) -> None:
    """Count what is in the memory: units by pair of languages, texts by language, origin and author.

    Sizes, dates and the state of the index are told as well. An index makes
    look-ups quick; without one, or behind it, they are right all the same.

    Example: padanan memory info --output-format json
    """
    info = describe_memory(memory or load_settings().memory)
    render = render_info_json if output_format is OutputFormat.JSON else render_info_text
    typer.echo(render(info), nl=False)
