"""Options and messages that the commands on files of translation units share."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.exits import echo_note
from padanan.commands.stdin import spool_stdin
from padanan.core.errors import OutputError, PadananError
from padanan.core.language import parse_language
from padanan.formats.detection import FileFormat, format_of_name
from padanan.formats.files import SourceFile, read_file, read_stream
from padanan.formats.table.unit_columns import TableLanguages
from padanan.services.unit_files import UnitFile, UnitNotes, Write, find_format

STANDARD = Path("-")
_STDIN = "standard input"
SourceOption = Annotated[
    str | None,
    typer.Option("--from", metavar="LANGUAGE", help="Source language, where the file does not say it."),
]
TargetOption = Annotated[
    str | None,
    typer.Option("--to", metavar="LANGUAGE", help="Target language, where the file does not say it."),
]
FromFormatOption = Annotated[
    FileFormat | None,
    typer.Option("--from-format", help="What the input is; by default its content tells, then its name."),
]
ToFormatOption = Annotated[
    FileFormat | None, typer.Option("--to-format", help="What to write; by default the output's name tells.")
]


@contextmanager
def open_input(
    path: Path, file_format: FileFormat | None, source: str | None, target: str | None
) -> Iterator[UnitFile]:
    """Give a file to read, or standard input for `-`, with its format found out."""
    languages = TableLanguages(source=_tag(source), target=_tag(target))
    if path != STANDARD:
        found = file_format or find_format(path)
        yield UnitFile(path=path, file_format=found, languages=languages)
        return
    with spool_stdin() as spooled:
        try:
            found = file_format or find_format(spooled, name=_STDIN)
            yield UnitFile(path=spooled, file_format=found, languages=languages, name=_STDIN)
        except PadananError as error:
            if error.path == str(spooled):
                error.path = _STDIN
            raise


def _tag(language: str | None) -> str | None:
    return parse_language(language).tag if language else None


def choose_format(output: Path, file_format: FileFormat | None) -> FileFormat:
    """Say what to write: what was asked for, or what the output's name promises."""
    found = file_format or format_of_name(output)
    if found is None:
        shown = "standard output" if output == STANDARD else str(output)
        hint = "say it with --to-format, or by the name: x.tmx, x.po, x.csv, x.xlsx"
        raise OutputError("which format is it to be?", path=shown, hint=hint)
    return found


def read_document(path: Path) -> SourceFile:
    """Read a text document, or standard input for `-`."""
    if path == STANDARD:
        return read_stream(sys.stdin.buffer, Path(_STDIN))
    return read_file(path)


def open_output(output: Path) -> Path | Write:
    """Give the file, or what writes to standard output for `-`."""
    return _write_stdout if output == STANDARD else output


def _write_stdout(chunks: Iterable[bytes]) -> None:
    sys.stdout.buffer.writelines(chunks)
    sys.stdout.buffer.flush()


def echo_notes(notes: UnitNotes, *, dry_run: bool = False) -> None:
    """Tell on stderr how many units landed, what was left out, and why."""
    units = "1 unit" if notes.units == 1 else f"{notes.units:,} units"
    if notes.chosen_from is not None:
        units += f" of {notes.chosen_from:,}"
    left = f", {notes.skipped:,} left out" if notes.skipped else ""
    typer.echo(f"{units}{left}{' (a dry run, nothing was written)' if dry_run else ''}", err=True)
    for skipped in notes.skips:
        place = f"line {skipped.line}: " if skipped.line else ""
        name = f"{skipped.key[:60]!r} " if skipped.key else ""
        echo_note(f"{place}{name}is left out: {skipped.reason}")
    if notes.skipped > len(notes.skips):
        echo_note(f"{notes.skipped - len(notes.skips):,} more are left out")
    for loss in notes.losses:
        place = f"line {loss.line}: " if loss.line else ""
        count = notes.counts[loss.message]
        echo_note(f"{place}{loss.message}{f' ({count:,} times)' if count > 1 else ''}")
    untold = notes.lost - notes.counts.total()
    if untold:
        echo_note(f"{untold:,} more things are lost")
