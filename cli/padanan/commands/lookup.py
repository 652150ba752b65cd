"""padanan lookup: exact and similar translations from the memory."""

from typing import Annotated

import typer

from padanan.commands.exits import EXIT_ERROR, echo_error, echo_note
from padanan.commands.options import MemoriesOption, OutputFormat, OutputFormatOption, PenaltiesOption
from padanan.commands.progress import show_progress
from padanan.commands.stdin import read_lines, read_text
from padanan.commands.terminal import wants_colour
from padanan.core.errors import PadananError
from padanan.memory.lookup import DEFAULT_LIMIT, DEFAULT_THRESHOLD_PERCENT, Query
from padanan.reports.matches import (
    render_error_line,
    render_matches_json,
    render_matches_line,
    render_matches_text,
)
from padanan.services.configuration import load_settings
from padanan.services.lookup import LIMIT_QUERY, check_query, look_up
from padanan.services.lookup_lines import LIMIT_LINE_BYTES, LineError, LineFormat, look_up_lines
from padanan.services.memory_session import MemorySession, choose_memories, choose_penalties

_Limit = Annotated[int, typer.Option("--limit", help="Most matches to show.")]
_Threshold = Annotated[int, typer.Option("--threshold", help="Lowest score to show, in percent, 1 to 100.")]
_Exact = Annotated[
    bool,
    typer.Option("--exact", help="Show identical text only; penalties and --threshold count all the same."),
]
_Repair = Annotated[
    bool,
    typer.Option(
        "--repair/--no-repair", help="Put the text's numbers, placeholders and the like into the suggestion."
    ),
]
_Msgctxt = Annotated[str | None, typer.Option("--msgctxt", help="The text's msgctxt, for 101 %.")]
_Previous = Annotated[
    str | None, typer.Option("--previous", help='The segment before it, "" for none; for 101 %.')
]
_Next = Annotated[str | None, typer.Option("--next", help='The segment after it, "" for none.')]
_Batch = Annotated[
    LineFormat | None,
    typer.Option(
        "--batch",
        help="Look up every line of stdin: a text, or its JSON (a string, or an object with text, msgctxt, "
        "previous, next); answer each with a line of JSON.",
    ),
]


def lookup(  # noqa: PLR0913 - one parameter an option
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The text to look up; - reads it from stdin.")],
    *,
    source: Annotated[str, typer.Option("--from", metavar="LANGUAGE", help="Language of the text.")],
    target: Annotated[str, typer.Option("--to", metavar="LANGUAGE", help="Language wanted.")],
    memory: MemoriesOption = None,
    threshold: _Threshold = DEFAULT_THRESHOLD_PERCENT,
    limit: _Limit = DEFAULT_LIMIT,
    exact: _Exact = False,
    penalty: PenaltiesOption = None,
    repair: _Repair = True,
    msgctxt: _Msgctxt = None,
    previous: _Previous = None,
    following: _Next = None,
    batch: _Batch = None,
    output_format: OutputFormatOption = OutputFormat.TEXT,
) -> None:
    """Find translations of a text, and of similar ones, in the memory.

    The score is the part of the text that need not be changed: 100 is
    identical, 101 identical in the same context too. Penalties are taken off
    and named. The source is shown with its difference: [-gone-] stands in the
    memory only, {+new+} in your text only (on a terminal in colours, unless
    NO_COLOR is set).

    Any two languages of the memory will do, whatever was translated from
    what. Without a match the exit code is 0, and a note on stderr says so.

    Example: padanan lookup "Pemerintah China mengatakan" --from id --to en
    """
    if batch is not None and text != "-":
        raise PadananError("with --batch the texts come from stdin", hint="give - in place of TEXT")
    settings = load_settings()
    query = Query(
        text=read_text(LIMIT_QUERY) if text == "-" and batch is None else text,
        source=source,
        target=target,
        msgctxt=msgctxt,
        previous=previous,
        next=following,
        threshold_percent=threshold,
        limit=limit,
        exact=exact,
    )
    query = check_query(query)  # before an index is built, and memories that are missing are told of
    penalties = choose_penalties(settings, penalty or ())
    with MemorySession(choose_memories(settings, memory or ()), penalties) as session:
        _prepare(session, query.source)
        if batch is None:
            _show_one(session, query, output_format, repair=repair)
        else:
            _show_all(session, query, batch, repair=repair)


def _prepare(session: MemorySession, source: str) -> None:
    """Build the index with a progress bar where it is missing, or say why it cannot be."""
    with show_progress() as progress:
        notes = session.prepare(source, progress)
    for note in notes:
        echo_note(note)


def _show_one(session: MemorySession, query: Query, output_format: OutputFormat, *, repair: bool) -> None:
    report = look_up(session, query, repairs=repair)
    if output_format is OutputFormat.JSON:
        typer.echo(render_matches_json(report), nl=False)
        return
    if not report.suggestions:
        what = "identical text" if query.exact else "match"
        typer.echo(f"no {what} of {query.threshold_percent} % or more", err=True)
    typer.echo(render_matches_text(report, colour=wants_colour()), nl=False, color=True)


def _show_all(session: MemorySession, query: Query, form: LineFormat, *, repair: bool) -> None:
    failed = False
    for answer in look_up_lines(session, query, read_lines(LIMIT_LINE_BYTES), form, repairs=repair):
        if isinstance(answer, LineError):
            failed = True
            echo_error(f"line {answer.line}: {answer.error}")
            typer.echo(render_error_line(answer), nl=False)
        else:
            typer.echo(render_matches_line(answer), nl=False)
    if failed:
        raise typer.Exit(EXIT_ERROR)
