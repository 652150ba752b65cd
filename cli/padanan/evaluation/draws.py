"""Resamples drawn by the compiled kernel: NumPy's numbers, without a list of them."""

import ctypes
from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from padanan.native.loader import load_kernel

Counts = NDArray[np.uint16]
Draw = Callable[[Counts], None]

_WORD = 2**64
# Enough numbers that two generators which are not the same cannot give the same by chance.
_TRIED = (2, 1000)


class _Generator(ctypes.Structure):
    _fields_ = (
        ("state_high", ctypes.c_uint64),
        ("state_low", ctypes.c_uint64),
        ("increment_high", ctypes.c_uint64),
        ("increment_low", ctypes.c_uint64),
        ("kept", ctypes.c_uint32),
        ("has_kept", ctypes.c_uint32),
    )


def make_numpy_draw(seed: int) -> Draw:
    """Give a function that fills rows of counts, each a resample: how often it drew each segment."""
    rng = np.random.default_rng(seed)

    def draw(counts: Counts) -> None:
        size = counts.shape[1]
        for row in counts:
            row[:] = np.bincount(rng.integers(0, size, size), minlength=size)

    return draw


def make_draw(seed: int) -> Draw:
    """Do the same as `make_numpy_draw`, four times as fast where there is a kernel that can.

    NumPy may give its generator another algorithm (NEP 19), and then draws by itself.
    """
    return _make_kernel_draw(seed) if _follows_numpy() else make_numpy_draw(seed)


@cache
def _follows_numpy() -> bool:
    if load_kernel("evaluation") is None or type(np.random.default_rng(0).bit_generator).__name__ != "PCG64":
        return False
    theirs, ours = (np.zeros(_TRIED, dtype=np.uint16) for _ in range(2))
    make_numpy_draw(0)(theirs)
    _make_kernel_draw(0)(ours)
    return bool(np.array_equal(theirs, ours))


def _make_kernel_draw(seed: int) -> Draw:
    kernel = load_kernel("evaluation")
    if kernel is None:
        raise RuntimeError("there is no kernel to draw with")
    function = kernel.padanan_draw
    function.argtypes = (ctypes.c_void_p, ctypes.c_int64, ctypes.c_uint32, ctypes.c_void_p)
    state = np.random.default_rng(seed).bit_generator.state
    numbers = (state["state"]["state"], state["state"]["inc"])
    generator = _Generator(*(half for number in numbers for half in divmod(number, _WORD)), 0, 0)

    def draw(counts: Counts) -> None:
        function(ctypes.byref(generator), *counts.shape, counts.ctypes.data)

    return draw
