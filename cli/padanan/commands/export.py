"""padanan export: write the project's translations as TMX, text, PO or MO, or a memory as TMX."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.exits import echo_note
from padanan.commands.progress import show_progress
from padanan.core.errors import PadananError
from padanan.services.configuration import load_settings
from padanan.services.export import ExportFormat, export_project


def export(
    *,
    to: Annotated[
        ExportFormat | None, typer.Option("--to", help="What to write. A memory is written as TMX.")
    ] = None,
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
            "in the project; PO needs a directory. With --memory the TMX file, or - for stdout.",
        ),
    ] = None,
    memory: Annotated[
        Path | None,
        typer.Option("--memory", metavar="PATH", help="Write all units of this memory, not the project."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="LANGUAGE", help="With --memory: only units with text in it, as their source."
        ),
    ] = None,
) -> None:
    """Write the project's translations as TMX, text, PO or MO, or a whole memory as TMX.

    TMX is one file with all languages. Text is the document in each
    language; a segment that is not translated stays in the source language.
    MO is what programs load. PO is a clean copy of each catalogue, with
    nothing fuzzy or obsolete in it. Prints the path of each file.

    With --memory every unit of a memory goes into one TMX file, with context,
    origin, author and date; --from and --language choose languages.

    Example: padanan export --memory agency.sqlite3 --from en -l id -o agency.tmx
    """
    if memory is not None:
        _export_memory(memory, to, source, languages or [], output)
        return
    if to is None or source is not None:
        problem = "--to must say what to write" if to is None else "--from goes with --memory"
        raise PadananError(problem, hint="--to tmx, text, po or mo; or --memory PATH -o FILE for a memory")
    for exported in export_project(load_settings(), to, languages=languages or [], output=output):
        typer.echo(exported.path)
        if exported.missing:
            typer.echo(
                f"{exported.path}: {exported.missing} of {exported.segments} segments are not translated",
                err=True,
            )


def _export_memory(
    memory: Path, to: ExportFormat | None, source: str | None, languages: list[str], output: Path | None
) -> None:
    from padanan.services.export_memory import export_memory  # not for a project's export

    if to not in {None, ExportFormat.TMX}:
        raise PadananError("a memory is written as TMX alone", hint="leave out --to")
    if output is None:
        raise PadananError("there is no file to write", hint="name one with --output, or - for stdout")
    place = _write_stdout if str(output) == "-" else output
    with show_progress() as progress:
        exported = export_memory(memory, place, source=source, languages=languages, progress=progress)
    if place is output:
        typer.echo(output)
    typer.echo(f"{exported.units} units", err=True)
    for problem in exported.problems:
        echo_note(f"unit {problem.key[:60]!r} is left out: {problem.reason}")
    if exported.skipped > len(exported.problems):
        echo_note(f"{exported.skipped} units are left out in all")


def _write_stdout(chunks: Iterable[bytes]) -> None:
    sys.stdout.buffer.writelines(chunks)
