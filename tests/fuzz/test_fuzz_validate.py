"""A minute of tests/fuzz/fuzz_validate.py; run it by hand for an hour."""

import os
import runpy
from pathlib import Path


def test_no_catalogue_crashes_or_hangs_validation() -> None:
    script = runpy.run_path(str(Path(__file__).with_name("fuzz_validate.py")))
    seconds = 60.0 if os.environ.get("CI") else 10.0
    assert script["fuzz"](seconds, seed=2) > 100
