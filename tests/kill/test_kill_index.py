"""A few rounds of tests/kill/kill_index.py; run it by hand for a hundred."""

import runpy
import sys
from pathlib import Path

import pytest

from padanan.memory.fuzzy.kernel import load_fuzzy_kernel


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.skipif(load_fuzzy_kernel() is None, reason="without the kernel there is no index")
def test_killed_builds_leave_exact_look_ups(tmp_path: Path) -> None:
    script = runpy.run_path(str(Path(__file__).with_name("kill_index.py")))
    assert 0 <= script["kill_builds"](8, tmp_path, seed=2) <= 8
