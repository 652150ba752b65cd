"""The fuzzy index in C under sanitizers: against the textbook, on hostile files, in scarce memory."""

import subprocess
from pathlib import Path

import pytest

NATIVE = Path(__file__).resolve().parents[2] / "cli" / "padanan" / "native"
FLAGS = ["-g", "-O1", "-std=c11", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", f"-I{NATIVE}"]
# The version for any processor, where an allocation can be made to fail.
KERNEL_FLAGS = ["-DFAST=", *(f"-D{name}=scarce_{name}" for name in ("malloc", "calloc", "realloc"))]


@pytest.fixture(scope="session")
def fuzzer(tmp_path_factory, require_program):
    """The fuzzer, compiled as a program of its own."""
    folder = tmp_path_factory.mktemp("fuzzer")
    compiler = [require_program("cc"), *FLAGS]
    kernel = [*compiler, *KERNEL_FLAGS, "-c", *map(str, sorted(NATIVE.glob("fuzzy_*.c")))]
    subprocess.run(kernel, cwd=folder, check=True)
    program = folder / "fuzzer"
    source = Path(__file__).with_name("fuzzy_fuzzer.c")
    linking = [*compiler, "-o", str(program), str(source), *map(str, folder.glob("*.o"))]
    linked = subprocess.run(linking, capture_output=True, text=True, check=False)
    if "cannot find" in linked.stderr:
        pytest.skip("the compiler has no sanitizers (Debian: apt-get install libasan8 libubsan1)")
    assert linked.returncode == 0, linked.stderr
    return program


@pytest.mark.parametrize(
    ("mode", "indexes", "longest"),
    [
        ("answers", 1000, 80),
        ("answers", 300, 400),
        ("hostile", 2000, 80),
        ("hostile", 400, 400),
        ("memory", 5, 200),
    ],
    ids=["short", "long", "hostile-short", "hostile-long", "memory"],
)
def test_no_answer_is_wrong_and_no_byte_beyond_the_file_is_read(fuzzer, mode, indexes, longest):
    done = subprocess.run(
        [fuzzer, mode, "0", str(indexes), str(longest)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
