"""padanan memory: the commands that look after a memory."""

import typer

from padanan.commands.app import MemoryGroup

memory = typer.Typer(cls=MemoryGroup, no_args_is_help=True, add_completion=False)


@memory.callback()
def describe() -> None:
    """Look after the memory: what is in it, what to delete or merge, whether it is sound."""
