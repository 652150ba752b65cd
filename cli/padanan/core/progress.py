"""How far a long piece of work has come: told by those who do it, whoever shows it."""

from collections.abc import Callable

Advance = Callable[[int, int | None], None]
"""Told `(done, total)` now and then, in any one unit; the total is None where nobody knows it.

A call costs next to nothing: make one every few milliseconds of work.
"""

Progress = Callable[[str], Advance]
"""Told what begins, such as `importing a.tmx`; gives what is to be told how far it has come."""


def ignore_progress(_name: str) -> Advance:
    """Tell nobody (a `Progress`)."""
    return _ignore


def _ignore(_done: int, _total: int | None) -> None:
    pass
