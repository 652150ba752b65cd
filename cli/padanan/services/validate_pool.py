"""Examining many files in order, on all cores."""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context, parent_process
from pathlib import Path

from padanan.core.errors import InputError, PadananError
from padanan.formats.files import SourceFile
from padanan.services.validate_examine import Examined, Plan, examine
from padanan.services.validate_report import FileReport

# Less than this is examined sooner than another process has begun.
_PARALLEL_BYTES = 400_000
# What is handed to a process at once, and how many of these may wait for each.
_BATCH_BYTES = 200_000
_BATCH_FILES = 64
_BATCHES_AHEAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to examine, or one whose result is `known` already. `key` is its name in the cache."""

    source: SourceFile
    known: Examined | None = None
    key: bytes = b""


class Pool:
    """Processes that examine, or this one alone. Make it with `open_pool`."""

    def __init__(self, plan: Plan, executor: ProcessPoolExecutor | None, workers: int) -> None:
        self._plan = plan
        self._executor = executor
        self._ahead = workers * _BATCHES_AHEAD if executor else 0

    def examine(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Examined]]:
        """Give the results of tasks in order; some are begun before they are asked for."""
        waiting: deque[tuple[list[Task], Future[list[Examined]] | None]] = deque()
        for batch in _batches(tasks):
            unknown = [task.source for task in batch if task.known is None]
            begun = (
                self._executor.submit(_examine_all, unknown, self._plan)
                if self._executor is not None and unknown
                else None
            )
            waiting.append((batch, begun))
            while len(waiting) > self._ahead:
                yield from self._results(*waiting.popleft())
        for batch, begun in waiting:
            yield from self._results(batch, begun)

    def _results(
        self, batch: Sequence[Task], begun: "Future[list[Examined]] | None"
    ) -> Iterator[tuple[Task, Examined]]:
        unknown = [task.source for task in batch if task.known is None]
        if begun is None:
            found = iter([examine(source, self._plan) for source in unknown])
        else:
            found = iter(_wait(begun, unknown))
        for task in batch:
            yield task, task.known or next(found)


@contextmanager
def open_pool(plan: Plan, found: Iterable[Path | InputError], jobs: int | None) -> Iterator[Pool]:
    """Start processes when there is work for them; they leave Ctrl-C to this one, which stops them."""
    workers = jobs or _count_cores()
    if workers < 2 or not _is_much(found):
        yield Pool(plan, None, 1)
        return
    # Forking takes milliseconds where importing everything again takes a fifth of a second.
    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    executor = ProcessPoolExecutor(workers, mp_context=get_context(method), initializer=_begin_process)
    try:
        yield Pool(plan, executor, workers)
    except BaseException:
        for process in list((executor._processes or {}).values()):  # public from Python 3.14 on
            process.kill()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task.source.data) if task.known is None else 0
        if size >= _BATCH_BYTES or len(batch) >= _BATCH_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _examine_all(sources: Sequence[SourceFile], plan: Plan) -> list[Examined]:
    return [examine(source, plan) for source in sources]


def _wait(begun: "Future[list[Examined]]", sources: Sequence[SourceFile]) -> list[Examined]:
    """Wait for results; that a process was killed over them is an error of each file."""
    try:
        return begun.result()
    except BrokenProcessPool:
        return [Examined(report=FileReport(path=source.path, error=_killed(source))) for source in sources]


def _killed(source: SourceFile) -> PadananError:
    hint = "there may be too little memory: try --jobs 1, or fewer files at once"
    return PadananError("the process that examined it was killed", path=str(source.path), hint=hint)


def _is_much(found: Iterable[Path | InputError]) -> bool:
    size = 0
    for path in found:
        if isinstance(path, Path):
            try:
                size += path.stat().st_size
            except (OSError, ValueError):
                continue
            if size > _PARALLEL_BYTES:
                return True
    return False


def _count_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin_process() -> None:
    """Leave Ctrl-C to the first process, and end with it, even where it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
