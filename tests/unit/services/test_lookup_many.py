"""Working ahead in threads, in order."""

import threading
from collections.abc import Iterator

import pytest

from padanan.services.lookup_many import work_ahead


def _fail_on_three(number: int) -> int:
    if number == 3:
        raise LookupError("three")
    return number * 2


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_keep_their_order(workers: int) -> None:
    assert list(work_ahead(lambda n: n * 2, range(500), workers=workers)) == [n * 2 for n in range(500)]
    assert list(work_ahead(lambda n: n * 2, [], workers=workers)) == []


@pytest.mark.parametrize("workers", [1, 3])
def test_an_error_is_raised_in_its_place(workers: int) -> None:
    results = work_ahead(_fail_on_three, range(10), workers=workers)
    assert [next(results) for _ in range(3)] == [0, 2, 4]
    with pytest.raises(LookupError, match="three"):
        next(results)


@pytest.mark.parametrize("workers", [1, 3])
def test_an_error_of_the_items_is_raised_after_what_came_before(workers: int) -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("cut off")

    results = work_ahead(lambda n: n, items(), workers=workers)
    assert next(results) == 1
    with pytest.raises(OSError, match="cut off"):
        next(results)


def test_an_answer_comes_before_the_next_item_is_there() -> None:
    """As a program asks that waits for each answer before it goes on."""
    answered = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        assert answered.wait(30)
        yield 2

    results = work_ahead(lambda n: n, items(), workers=2)
    assert next(results) == 1
    answered.set()
    assert list(results) == [2]


def test_only_so_many_items_are_drawn_ahead() -> None:
    drawn = []

    def items() -> Iterator[int]:
        for number in range(100_000):
            drawn.append(number)
            yield number

    results = work_ahead(lambda n: n, items(), workers=2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert len(drawn) < 100
