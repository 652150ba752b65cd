"""Looking many texts up, on all processors, in order."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TypeVar

from padanan.memory.lookup import Query
from padanan.services.lookup import LookupReport, look_up
from padanan.services.memory_session import MemorySession

# Enough that no processor waits; more would only keep more results in memory.
_AHEAD_PER_WORKER = 8
_POLL_S = 0.1

Item = TypeVar("Item")
Result = TypeVar("Result")


def look_up_many(
    session: MemorySession, queries: Iterable[Query], *, repairs: bool = True
) -> Iterator[LookupReport]:
    """Look texts up in the memories of a session, on all processors; lazily, in the order of the queries.

    An answer is given as soon as those before it are, even while the next query is still awaited. The index's
    kernel lets other threads run; without one, a single processor does the work.

    Raises:
        PadananError: the first query that cannot be looked up (see `look_up`) ends it.
    """
    return work_ahead(lambda query: look_up(session, query, repairs=repairs), queries)


def work_ahead(
    work: Callable[[Item], Result], items: Iterable[Item], *, workers: int | None = None
) -> Iterator[Result]:
    """Do `work` on each item in threads, a limited number of items ahead; give the results in order.

    The items are drawn in a thread of their own. What `work` or `items` raise is raised in its place.
    """
    count = workers or os.cpu_count() or 1
    if count == 1:
        yield from map(work, items)
        return
    futures: Queue[Future[Result] | None] = Queue(maxsize=count * _AHEAD_PER_WORKER)
    stop = Event()
    with ThreadPoolExecutor(count) as pool:
        # A daemon: it may hang on reading from somebody who never writes, and must not keep us from ending.
        Thread(target=_feed, args=(pool, work, items, futures, stop), daemon=True).start()
        try:
            while (future := futures.get()) is not None:
                yield future.result()
        finally:
            stop.set()
            with suppress(Empty):
                while (late := futures.get_nowait()) is not None:
                    late.cancel()


def _feed(
    pool: ThreadPoolExecutor,
    work: Callable[[Item], Result],
    items: Iterable[Item],
    futures: "Queue[Future[Result] | None]",
    stop: Event,
) -> None:
    try:
        for item in items:
            if stop.is_set():
                return
            _put(futures, pool.submit(work, item), stop)
    except BaseException as error:  # noqa: BLE001 - raised where the results are taken
        failed: Future[Result] = Future()
        failed.set_exception(error)
        _put(futures, failed, stop)
    _put(futures, None, stop)


def _put(futures: "Queue[Future[Result] | None]", future: "Future[Result] | None", stop: Event) -> None:
    while not stop.is_set():
        with suppress(Full):
            futures.put(future, timeout=_POLL_S)
            return
