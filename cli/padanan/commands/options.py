"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class OutputFormat(StrEnum):
    """How a report is written: for people, or for programs."""

    TEXT = "text"
    JSON = "json"


class TableFormat(StrEnum):
    """How a report is written that spreadsheets may want."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


MemoryOption = Annotated[
    Path | None,
    typer.Option("--memory", metavar="PATH", help="The memory; by default the configured one."),
]

DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Report what would happen, change nothing.")]

TableFormatOption = Annotated[
    TableFormat,
    typer.Option("--output-format", help="Write the result for people, for programs, or as a table."),
]

MemoriesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--memory",
        metavar="PATH",
        help="A memory to ask, by path or configured name; repeat it for several, the most important first. "
        "By default those of the settings.",
    ),
]

PenaltiesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--penalty",
        metavar="ORIGIN=N",
        help="Take N percent points off what came from files or folders like ORIGIN, such as legacy/*=5; "
        "or markup=N, several-translations=N, reversed=N, pivot=N. Repeatable; the last that fits counts.",
    ),
]

OutputFormatOption = Annotated[
    OutputFormat, typer.Option("--output-format", help="Write the result for people, or for programs.")
]
