"""What all tests share."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

# How long an example takes says something about the machine, not about us.
settings.register_profile("padanan", deadline=None)
settings.load_profile("padanan")


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> None:
    """Let Ctrl-C reach the programs under test: a shell that runs us in the background has it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def require_program() -> Callable[[str], str]:
    """Give a program's path; without the program skip on a user's machine, and fail where CI=true."""

    def require(name: str) -> str:
        path = shutil.which(name)
        if path is not None:
            return path
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed, and CI must have it")
        package = "gettext" if name.startswith("msg") else name
        pytest.skip(f"{name} is not installed (Debian: apt-get install {package})")

    return require


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Root may do everything, so nothing could be refused: become somebody else for the test."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)  # nobody, on every system that has one
    try:
        yield
    finally:
        os.seteuid(0)
