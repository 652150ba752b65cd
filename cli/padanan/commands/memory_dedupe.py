"""padanan memory dedupe: merge units that say the same."""

import typer

from padanan.commands.exits import echo_note
from padanan.commands.options import DryRunOption, MemoryOption, OutputFormat, OutputFormatOption
from padanan.commands.progress import show_progress
from padanan.reports.maintenance import render_merging_json, render_merging_text
from padanan.services.configuration import load_settings
from padanan.services.maintenance import deduplicate_memory
from padanan.services.memory_session import choose_writable


def memory_dedupe(
    *,
    dry_run: DryRunOption = False,
    memory: MemoryOption = None,
    output_format: OutputFormatOption = OutputFormat.TEXT,
) -> None:
    """Merge units with the same texts, inline codes and context; the newest stays.

    A unit goes into another that has all its texts, and perhaps more
    languages. Nothing else is lost but where and when the older one was
    from. Importing its file again adds it again.

    Example: padanan memory dedupe --dry-run
    """
    with show_progress() as progress:
        report = deduplicate_memory(
            choose_writable(load_settings(), memory), dry_run=dry_run, progress=progress
        )
    render = render_merging_json if output_format is OutputFormat.JSON else render_merging_text
    typer.echo(render(report), nl=False)
    for problem in report.index_problems:
        echo_note(problem)
