"""padanan lookup: exact and similar translations from the memory."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.options import OutputFormat, OutputFormatOption
from padanan.memory.lookup import DEFAULT_LIMIT, DEFAULT_THRESHOLD_PERCENT, Query
from padanan.reports.matches import render_matches_json, render_matches_text
from padanan.services.configuration import load_settings
from padanan.services.lookup import LIMIT_QUERY, look_up
from padanan.services.memory_session import MemorySession, choose_memories


def lookup(  # noqa: PLR0913 - one parameter an option
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The text to look up; - reads it from stdin.")],
    *,
    source: Annotated[str, typer.Option("--from", metavar="LANGUAGE", help="Language of the text.")],
    target: Annotated[str, typer.Option("--to", metavar="LANGUAGE", help="Language wanted.")],
    memory: Annotated[
        Path | None, typer.Option("--memory", help="The memory to ask; by default the configured one.")
    ] = None,
    threshold: Annotated[
        int, typer.Option("--threshold", help="Lowest score to show, in percent, 1 to 100.")
    ] = DEFAULT_THRESHOLD_PERCENT,
    limit: Annotated[int, typer.Option("--limit", help="Most matches to show.")] = DEFAULT_LIMIT,
    msgctxt: Annotated[str | None, typer.Option("--msgctxt", help="The text's msgctxt, for 101 %.")] = None,
    previous: Annotated[
        str | None,
        typer.Option("--previous", help='The segment before it, "" for none; for 101 %.'),
    ] = None,
    following: Annotated[
        str | None, typer.Option("--next", help='The segment after it, "" for none.')
    ] = None,
    output_format: OutputFormatOption = OutputFormat.TEXT,
) -> None:
    """Find translations of a text, and of similar ones, in the memory.

    The score is the part of the text that need not be changed: 100 is
    identical, 101 identical in the same context too. The source is shown with
    its difference: [-gone-] stands in the memory only, {+new+} in your text
    only (on a terminal in colours, unless NO_COLOR is set).

    Any two languages of the memory will do, whatever was translated from
    what. Without a match the exit code is 0, and a note on stderr says so.

    Example: padanan lookup "Pemerintah China mengatakan" --from id --to en
    """
    query = Query(
        text=_read_stdin() if text == "-" else text,
        source=source,
        target=target,
        msgctxt=msgctxt,
        previous=previous,
        next=following,
        threshold_percent=threshold,
        limit=limit,
    )
    settings = load_settings()
    named = [] if memory is None else [str(memory)]
    with MemorySession(choose_memories(settings, named), settings.penalties) as session:
        report = look_up(session, query)
    if output_format is OutputFormat.JSON:
        typer.echo(render_matches_json(report), nl=False)
        return
    if not report.suggestions:
        typer.echo(f"no match of {threshold} % or more", err=True)
    typer.echo(render_matches_text(report, colour=_wants_colour()), nl=False, color=True)


def _read_stdin() -> str:
    """Read the text, without the line end that a shell adds; one character more than allowed will do."""
    return sys.stdin.read(LIMIT_QUERY + 2).removesuffix("\n").removesuffix("\r")


def _wants_colour() -> bool:
    """Whether stdout is a terminal that may be coloured (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
