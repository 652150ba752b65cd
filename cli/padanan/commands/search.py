"""padanan search: every segment of the memory that holds a text."""

from typing import Annotated

import typer

from padanan.commands.exits import echo_note
from padanan.commands.options import MemoriesOption, OutputFormat, OutputFormatOption
from padanan.commands.progress import show_progress
from padanan.commands.stdin import read_text
from padanan.commands.terminal import wants_colour
from padanan.reports.concordance import render_hits_json, render_hits_text, summarise_hits
from padanan.services.configuration import load_settings
from padanan.services.memory_session import MemorySession, choose_memories
from padanan.services.search import DEFAULT_LIMIT, LIMIT_SEARCH, SearchQuery, SearchSession


def search(  # noqa: PLR0913 - one parameter an option
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to find; - reads it from stdin.")],
    *,
    source: Annotated[
        str | None, typer.Option("--in", metavar="LANGUAGE", help="Language to search in; by default all.")
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="LANGUAGE", help="Only segments translated into it, shown beside; by default all."
        ),
    ] = None,
    memory: MemoriesOption = None,
    words: Annotated[
        bool, typer.Option("--words", help="Find all the words, whole and in any order, not the text.")
    ] = False,
    case: Annotated[bool, typer.Option("--case", help="Tell upper from lower case.")] = False,
    fold_accents: Annotated[
        bool, typer.Option("--fold-accents", help="Find resume in résumé, and the other way round.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", help="Most segments to show.")] = DEFAULT_LIMIT,
    offset: Annotated[int, typer.Option("--offset", help="Segments to skip before them.")] = 0,
    output_format: OutputFormatOption = OutputFormat.TEXT,
) -> None:
    """Find every segment of the memory in which a text stands, with its translations.

    TEXT is found inside words, too, in upper and lower case. Every segment is
    counted; the shortest are shown first. On a terminal what was found is
    highlighted, unless NO_COLOR is set.

    The first search in a large memory writes an index beside it, which takes
    some seconds. When nothing is found the exit code is 0, and a note on
    stderr says so.

    Example: padanan search "media sosial" --in id --to en
    """
    query = SearchQuery(
        text=read_text(LIMIT_SEARCH) if text == "-" else text,
        source=source,
        target=target,
        words=words,
        case=case,
        accents=not fold_accents,
        limit=limit,
        offset=offset,
    )
    memories = choose_memories(load_settings(), memory or ())
    with MemorySession(memories) as session, show_progress() as progress:
        report = SearchSession(session).search(query, progress)
    for note in report.notes:
        echo_note(note)
    if output_format is OutputFormat.JSON:
        typer.echo(render_hits_json(report), nl=False)
        return
    typer.echo(render_hits_text(report, colour=wants_colour()), nl=False, color=True)
    typer.echo(summarise_hits(report), err=True)
