"""padanan merge: several memories in one file."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.unit_options import (
    STANDARD,
    FromFormatOption,
    ToFormatOption,
    choose_format,
    echo_notes,
    open_input,
    open_output,
)
from padanan.core.errors import InputError
from padanan.services.convert import refuse_inputs
from padanan.services.select_units import merge_units
from padanan.services.unit_files import UnitNotes, read_units, write_units


def merge(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILES", help="The memories to read; - for stdin, once.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="The file to write, - for stdout.")
    ],
    *,
    from_format: FromFormatOption = None,
    to_format: ToFormatOption = None,
) -> None:
    """Put memories together: all units in the order of the files, what says the same once.

    Units say the same when context, source language and all texts are equal;
    the first one stays, with its author, date and notes. Reads TMX, CSV, TSV,
    XLSX, JSONL, PO and MO, a unit at a time, however large.

    Example: padanan merge agency.tmx inhouse.tmx -o all.tmx
    """
    file_format = choose_format(output, to_format)
    if paths.count(STANDARD) > 1:
        raise InputError("standard input can be read once", hint="name - once")
    if output != STANDARD:
        refuse_inputs(output, paths)
    notes = UnitNotes()
    duplicates = 0

    def count() -> None:
        nonlocal duplicates
        duplicates += 1

    with ExitStack() as stack:
        files = [stack.enter_context(open_input(path, from_format, None, None)) for path in paths]
        merged = merge_units((read_units(file, notes) for file in files), count)
        write_units(notes.count_chosen(merged), file_format, open_output(output), notes)
    echo_notes(notes)
    if duplicates:
        typer.echo(f"{duplicates:,} said the same as an earlier one", err=True)
