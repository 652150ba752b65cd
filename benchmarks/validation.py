"""How fast catalogues are validated, beside `msgfmt -c` on every file, and pofilter.

Usage: python benchmarks/validation.py --data FOLDER [FOLDER ...] [--pofilter PROGRAM] [--per-check]

The folders are searched for .po files. Take real ones: `pip download --no-deps django wagtail sphinx`, and
unpack the wheels. `padanan validate` runs as its users run it, as a process of its own, once without the
cache on all cores, once on one, and once more on files it knows. --per-check tells what each check costs by
itself.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

PADANAN = [sys.executable, "-m", "padanan", "validate"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", nargs="+", type=Path, required=True)
    parser.add_argument("--pofilter", help="the program, where it is installed")
    parser.add_argument("--per-check", action="store_true")
    options = parser.parse_args()
    files = sorted(path for folder in options.data for path in folder.rglob("*.po"))
    if not files:
        sys.exit("no .po file below these folders: unpack the wheels of django, wagtail and sphinx there")
    size = sum(path.stat().st_size for path in files)
    print(f"{len(files):,} catalogues, {size / 1e6:.1f} MB, {os.cpu_count()} cores")
    if options.per_check:
        print_costs(files)
        return
    with tempfile.TemporaryDirectory() as scratch:
        run_all(files, options, Path(scratch))


def run_all(files: list[Path], options: argparse.Namespace, scratch: Path) -> None:
    os.environ["XDG_CACHE_HOME"] = str(scratch)
    folders = [str(folder) for folder in options.data]
    quiet = ["--output-format", "json", "--output-file", str(scratch / "report.json"), "--exit-zero"]
    msgfmt = measure("msgfmt -c, a file at a time", lambda: run_msgfmt(files))
    rows = {
        "padanan validate, no cache": [*PADANAN, *folders, *quiet, "--no-cache"],
        "padanan validate, no cache, one process": [*PADANAN, *folders, *quiet, "--no-cache", "--jobs", "1"],
        "padanan validate, first run": [*PADANAN, *folders, *quiet],
        "padanan validate, nothing changed": [*PADANAN, *folders, *quiet],
    }
    if options.pofilter:
        rows |= {
            f"pofilter {folder.name}": [options.pofilter, str(folder), str(scratch / "out")]
            for folder in options.data
        }
    for name, command in rows.items():
        taken = measure(name, partial(run, command))
        print(f"    {taken / msgfmt:.2f} x msgfmt")


def run_msgfmt(files: list[Path]) -> None:
    program = shutil.which("msgfmt")
    if program is None:
        sys.exit("msgfmt is not installed: apt-get install gettext")
    for path in files:
        run([program, "-c", "-o", os.devnull, str(path)])


def run(command: list[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def measure(name: str, work: Callable[[], object]) -> float:
    """Time the work, in seconds of the clock: it is waited for."""
    began, used = time.perf_counter(), os.times()
    work()
    taken, now = time.perf_counter() - began, os.times()
    busy = sum(now[2:4]) - sum(used[2:4])
    print(f"{name:45} {taken:7.2f} s   {busy:7.2f} s of processor time")
    return taken


def print_costs(files: list[Path]) -> None:
    from padanan.checks.base import make_subject
    from padanan.checks.registry import check_ids, load_check
    from padanan.checks.runner import check_catalogue
    from padanan.formats.files import read_file
    from padanan.formats.po import parse_catalogue

    checks = {name: load_check(name)() for name in check_ids()}
    spent = dict.fromkeys((*checks, "(reading)", "(sorting out entries)"), 0.0)
    counts = dict.fromkeys(checks, 0)
    for path in files:
        began = time.perf_counter()
        document, errors = parse_catalogue(read_file(path))
        subject = make_subject(document.catalogue, text=document.text, errors=errors)
        spent["(reading)"] += time.perf_counter() - began
        began = time.perf_counter()
        check_catalogue(subject, [])
        spent["(sorting out entries)"] += time.perf_counter() - began
        for name, check in checks.items():
            began = time.perf_counter()
            counts[name] += len(check_catalogue(subject, [check]))
            spent[name] += time.perf_counter() - began
    total = sum(spent.values())
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        preset = checks[name].preset if name in checks else ""
        print(
            f"{name:35} {preset:8} {seconds:7.2f} s {seconds / total:6.1%} {counts.get(name, 0):8,} findings"
        )


if __name__ == "__main__":
    main()
