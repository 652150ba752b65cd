"""padanan split: one memory in several files."""

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
)
from padanan.core.errors import PadananError
from padanan.services.split_units import Parts, SplitBy, split_by, split_by_count
from padanan.services.unit_files import UnitNotes, read_units


def split(  # noqa: PLR0913 - one parameter an option
    source_path: Annotated[Path, typer.Argument(metavar="IN", help="The memory to read, - for stdin.")],
    directory: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIRECTORY", help="Where the parts go; made if missing.")
    ],
    *,
    by: Annotated[
        SplitBy | None, typer.Option("--by", help="A file for each pair of languages, or each origin.")
    ] = None,
    units: Annotated[
        int | None, typer.Option("--units", min=1, help="So many units a file; the last one has the rest.")
    ] = None,
    from_format: FromFormatOption = None,
    to_format: ToFormatOption = None,
) -> None:
    """Take a memory apart: so many units a file, or a file for each pair of languages or origin.

    The parts are named for what they hold, and their paths printed:
    agency.en-id.tmx, agency.0001.tmx. Units are read and written one at a
    time, however large the memory is.

    Example: padanan split agency.tmx --by language -o parts
    """
    if (by is None) == (units is None):
        raise PadananError("what makes a part?", hint="either --by language, --by origin or --units 100000")
    name = Path("memory.tmx") if source_path == STANDARD else source_path
    file_format = choose_format(name, to_format)
    suffix = name.suffix if to_format is None else f".{to_format}"
    parts = Parts(directory=directory, stem=name.stem, suffix=suffix, file_format=file_format)
    notes = UnitNotes()
    with open_input(source_path, from_format, None, None) as file:
        found = read_units(file, notes)
        written = split_by(found, by, parts, notes) if by else split_by_count(found, units or 1, parts, notes)
        for path in written:
            typer.echo(path)
    echo_notes(notes)
