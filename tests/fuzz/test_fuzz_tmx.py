"""Some seconds of tests/fuzz/fuzz_tmx.py; run it by hand for an hour."""

import os
import runpy
from pathlib import Path


def test_no_document_crashes_hangs_or_stays_broken() -> None:
    script = runpy.run_path(str(Path(__file__).with_name("fuzz_tmx.py")))
    seconds = 20.0 if os.environ.get("CI") else 5.0
    assert script["fuzz"](seconds, seed=2) > 50
