"""The `padanan` command: finds the subcommand, runs it, turns errors into one line and an exit code.

A subcommand is a function in a module of its own, imported only when it is called or listed in full: start-up
time is a feature.
"""

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Any, ClassVar, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from padanan import __version__
from padanan.commands.exits import EXIT_ERROR, echo_error
from padanan.core.errors import PadananError

# Name on the command line -> function in padanan.commands.<same name>; the order is that of --help.
COMMANDS = {
    "build": "build",
    "segment": "segment",
    "import": "import_",
    "lookup": "lookup",
    "search": "search",
    "pretranslate": "pretranslate",
    "analyse": "analyse",
    "export": "export",
    "align": "align",
    "convert": "convert",
    "merge": "merge",
    "split": "split",
    "filter": "filter_",
    "memory": "memory",
    "validate": "validate",
    "repair": "repair",
    "explain": "explain",
    "score": "score",
    "compare": "compare",
}


# The same for the commands below `padanan memory`.
MEMORY_COMMANDS = {
    "info": "memory_info",
    "delete": "memory_delete",
    "dedupe": "memory_dedupe",
    "conflicts": "memory_conflicts",
    "compact": "memory_compact",
    "check": "memory_check",
}


class LazyGroup(TyperGroup):
    """A group that imports a subcommand when it is asked for."""

    table: ClassVar[dict[str, str]]

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = dict.fromkeys(self.table)  # the names alone, for "did you mean"

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click gives it
        """Name the subcommands in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - click gives it
        """Import the subcommand's module and make the click command of its function, or of its group."""
        name = self.table.get(cmd_name)
        if name is None:
            return None
        found = getattr(import_module(f"padanan.commands.{name}"), name)
        if isinstance(found, typer.Typer):
            group = typer.main.get_command(found)
            group.name = cmd_name
            return group
        single = typer.Typer(add_completion=False)
        single.command(cmd_name, cls=TyperCommand)(found)
        return typer.main.get_command(single)


class MainGroup(LazyGroup):
    """The commands of `padanan`."""

    table = COMMANDS


class MemoryGroup(LazyGroup):
    """The commands of `padanan memory`."""

    table = MEMORY_COMMANDS


app = typer.Typer(cls=MainGroup, no_args_is_help=True, pretty_exceptions_enable=False)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"padanan {__version__}")
        raise typer.Exit


@app.callback()
def padanan(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Translation memory and localization toolkit for people who work in PO files."""  # noqa: D401 - help


def main() -> None:
    """Run the command line.

    Exit codes: 0 clean, 1 findings, 2 usage, configuration, input or output error, 130 interrupted (by
    Typer). An unexpected bug keeps its traceback.
    """
    _replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app(prog_name="padanan")
    except PadananError as error:
        _fail(error)
    except OSError as error:
        # Files have errors of their own: only the standard streams have no name.
        if error.filename is not None:
            raise
        _discard_output()
        _fail(f"the output cannot be written: {error.strerror}")
    finally:
        _flush()


def _fail(error: PadananError | str) -> NoReturn:
    with suppress(OSError):  # nobody can be told where standard error is full
        echo_error(error)
    sys.exit(EXIT_ERROR)


def _replace_closed_streams() -> None:
    """Put the null device where the caller closed a stream (`padanan ... >&-`)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for good


def _flush() -> None:
    """Write out what is left, and keep quiet when nobody reads it any more (`padanan ... | head`)."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()


def _discard_output() -> None:
    """Send what is still to be written to the null device: Python flushes it as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
