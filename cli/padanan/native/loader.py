"""Loading the compiled kernels, where the installation could build them.

Each is plain C without Python's headers, so that any C compiler builds it for any Python; calls release the
interpreter's lock. Whoever uses one has a slower way to the same answers for where there is none.
"""

import ctypes
import os
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

# Set, to anything, to use no kernel: tests see the other way, and a user can rule a kernel out.
SWITCH = "PADANAN_PURE_PYTHON"


@cache
def load_kernel(name: str) -> ctypes.CDLL | None:
    """Load the kernel `name`; None when it was not built, is not loadable here, or is switched off."""
    if os.environ.get(SWITCH):
        return None
    for suffix in EXTENSION_SUFFIXES:
        path = Path(__file__).with_name(f"_{name}{suffix}")
        if path.is_file():
            try:
                return ctypes.CDLL(str(path))
            except OSError:
                return None
    return None
