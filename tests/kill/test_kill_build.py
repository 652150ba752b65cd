"""A few rounds of kill_build.py; run the script itself for a hundred."""

import importlib.util
from pathlib import Path


def test_a_killed_build_loses_nothing() -> None:
    path = Path(__file__).with_name("kill_build.py")
    specification = importlib.util.spec_from_file_location("kill_build", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    assert module.main(rounds=6) > 0
