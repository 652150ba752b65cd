"""A progress bar on stderr for what takes over a second, where somebody sees it."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from padanan.core.progress import Advance, Progress, ignore_progress
from padanan.core.text import show_on_one_line

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

# Nobody wonders whether a program hangs before a second has passed.
_PATIENCE_S = 1.0
_REFRESH_S = 0.1


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Show how far the work inside has come, once it has taken a second.

    Nothing is shown, and nothing imported, unless stderr is a terminal that can move its cursor. The bar is
    gone when the block ends, however it does. Print nothing inside.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") in {"dumb", "unknown"}:
        yield ignore_progress
        return
    bar = _Bar()
    try:
        yield bar.begin
    finally:
        bar.close()


class _Bar:
    """One bar for one task after the other."""

    def __init__(self) -> None:
        self._next_s = time.monotonic() + _PATIENCE_S
        self._display: RichProgress | None = None
        self._task: TaskID | None = None

    def begin(self, name: str) -> Advance:
        """Take up a task in place of the one before."""
        if self._display is not None and self._task is not None:
            self._display.remove_task(self._task)
        self._task = None

        def advance(done: int, total: int | None) -> None:
            now_s = time.monotonic()
            if now_s >= self._next_s:
                self._next_s = now_s + _REFRESH_S
                self._show(name, done, total)

        return advance

    def close(self) -> None:
        """Take the bar away."""
        if self._display is not None:
            self._display.stop()

    def _show(self, name: str, done: int, total: int | None) -> None:
        if self._display is None:
            self._display = _open_display()
        if self._task is None:
            self._task = self._display.add_task(show_on_one_line(name), total=total)
        self._display.update(self._task, completed=done, total=total, refresh=True)


def _open_display() -> "RichProgress":
    """Put an empty bar on stderr, without colours where NO_COLOR is set (rich sees to that)."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    display = RichProgress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    display.start()
    return display
