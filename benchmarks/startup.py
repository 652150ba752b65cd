"""How much `padanan --version` costs beside `python -c "import typer"`, which no Typer program can beat.

Each command runs `--runs` times, in turn with the others so that a busy machine slows all of them alike,
after `--warmup` unmeasured rounds. The table gives the median wall time and its ratio to `import typer` in
this run; the exit code is 1 if `padanan --version` is above `--limit` times that.

    python benchmarks/startup.py

It measures the padanan that is installed beside the Python running it, compiled to bytecode by the warm-up.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

BASELINE = "import typer"
MEASURED = "padanan --version"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=31, help="measured runs of each command")
    parser.add_argument("--warmup", type=int, default=3, help="unmeasured rounds before them")
    parser.add_argument("--limit", type=float, default=1.5, help="highest ratio that passes")
    options = parser.parse_args()
    commands = find_commands()
    medians_ms = measure(commands, runs=options.runs, warmup=options.warmup)
    print(f"{'command':28} {'median ms':>10} {'ratio':>6}")
    for name, median_ms in medians_ms.items():
        print(f"{name:28} {median_ms:10.1f} {median_ms / medians_ms[BASELINE]:6.2f}")
    ratio = medians_ms[MEASURED] / medians_ms[BASELINE]
    print(f"\n{MEASURED}: {ratio:.2f} x {BASELINE}, limit {options.limit}")
    return 0 if ratio <= options.limit else 1


def find_commands() -> dict[str, list[str]]:
    """Give the commands to run; the script beside this Python starts as a user's shell would start it."""
    script = Path(sys.executable).with_name("padanan")
    if not script.exists():
        sys.exit(f"no padanan beside {sys.executable}: install it first, pip install .")
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        BASELINE: [sys.executable, "-c", "import typer"],
        MEASURED: [str(script), "--version"],
        "padanan --help": [str(script), "--help"],
        "padanan score --help": [str(script), "score", "--help"],
    }


def measure(commands: dict[str, list[str]], *, runs: int, warmup: int) -> dict[str, float]:
    """Give the median wall time of each command in milliseconds."""
    times_ms: dict[str, list[float]] = {name: [] for name in commands}
    for round_number in range(warmup + runs):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            if round_number >= warmup:
                times_ms[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in times_ms.items()}


if __name__ == "__main__":
    sys.exit(main())
