"""A few rounds of tests/kill/kill_import.py; run it by hand for a hundred."""

import runpy
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_import_leaves_a_sound_memory(tmp_path: Path) -> None:
    script = runpy.run_path(str(Path(__file__).with_name("kill_import.py")))
    outcome = script["kill_imports"](6, tmp_path, seed=1)
    assert outcome.killed + outcome.finished == 6
    assert outcome.killed > 0
