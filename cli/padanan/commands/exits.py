"""How commands end: exit codes, and the one line that an error gets."""

import typer

from padanan.core.errors import PadananError
from padanan.core.text import show_on_one_line

EXIT_FINDINGS = 1
EXIT_ERROR = 2


def echo_error(error: PadananError | str) -> None:
    """Tell about an error on stderr; what a file name or a catalogue brings in is shown, not obeyed."""
    typer.echo(f"error: {show_on_one_line(str(error))}", err=True)


def echo_note(note: str) -> None:
    """Tell on stderr what is worth knowing and stops nothing."""
    typer.echo(f"note: {show_on_one_line(note)}", err=True)
