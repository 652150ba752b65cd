"""Options that several commands share."""

from enum import StrEnum
from typing import Annotated

import typer


class OutputFormat(StrEnum):
    """How a report is written: for people, or for programs."""

    TEXT = "text"
    JSON = "json"


OutputFormatOption = Annotated[
    OutputFormat, typer.Option("--output-format", help="Write the result for people, or for programs.")
]
