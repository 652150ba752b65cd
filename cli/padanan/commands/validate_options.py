"""The options of `padanan validate`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from padanan.checks.base import Preset
from padanan.core.model import Severity


class FindingsFormat(StrEnum):
    """How findings are written: for people, for programs, or for a continuous integration service."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
    CHECKSTYLE = "checkstyle"
    HTML = "html"


PathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATHS]...",
        help="PO, POT, MO and TMX files, directories to search for them, or - for a catalogue on standard "
        "input. By default the project's catalogues.",
        show_default=False,
    ),
]
FormatOption = Annotated[FindingsFormat, typer.Option("--output-format", help="How to write the findings.")]
FileOption = Annotated[
    Path | None,
    typer.Option("--output-file", "-o", metavar="FILE", help="Write the findings there, not to stdout."),
]
PresetOption = Annotated[
    Preset | None,
    typer.Option("--preset", help="How much to check: what breaks things, what is worth it, or everything."),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CHECK", help="Run this check only; repeat for several."),
]
ExtendOption = Annotated[
    list[str] | None,
    typer.Option("--extend-select", metavar="CHECK", help="Run this check too; repeat for several."),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CHECK", help="Do not run this check; repeat for several."),
]
CompleteOption = Annotated[
    int | None,
    typer.Option(
        "--min-complete", metavar="PERCENT", min=0, max=100, help="Demand that so much is translated."
    ),
]
GlossaryOption = Annotated[
    Path | None,
    typer.Option("--glossary", metavar="FILE", help="The terms to hold translations to, as TBX or CSV."),
]
FailOnOption = Annotated[
    Severity | None,
    typer.Option("--fail-on", help="Exit with 1 from this severity on; by default from warnings on."),
]
ExitZeroOption = Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 in spite of findings.")]
StatisticsOption = Annotated[
    bool, typer.Option("--statistics", help="Count the findings of each check instead of listing them.")
]
AllOption = Annotated[
    bool, typer.Option("--all", help="Show all notes; else text shows three of each check in a file.")
]
FixOption = Annotated[
    bool, typer.Option("--fix", help="Mend what can be mended safely, then report the rest.")
]
DiffOption = Annotated[bool, typer.Option("--diff", help="Show what --fix would change; change nothing.")]
BaselineOption = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Leave out the findings that this file knows."),
]
UpdateBaselineOption = Annotated[
    bool, typer.Option("--update-baseline", help="Make all that is found known to the baseline.")
]
ChangedOption = Annotated[
    str | None,
    typer.Option("--changed", metavar="REF", help="Look only at entries that differ from a git revision."),
]
StdinOption = Annotated[
    str, typer.Option("--stdin-filename", metavar="NAME", help="What to call standard input in reports.")
]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", min=1, help="Use so many processes; by default one a core."),
]
NoCacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Examine unchanged files too, and remember nothing.")
]
