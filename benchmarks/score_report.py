"""How long `padanan score` takes as a user runs it, from files to report, against sacrebleu's own command.

Three systems are made of a reference by losing words. The same three files go through `padanan
score` twice, first with an empty cache, and through `sacrebleu --paired-bs`; both must give the same scores
and p values for the first system against the others. Seconds by the clock and of CPU, as ratios in one run,
and the most memory.

    python benchmarks/score_report.py                              2,000 made-up segments
    python benchmarks/score_report.py --data FOLDER --segments 100000      en.txt, repeated; sacrebleu: 6 GB
    python benchmarks/score_report.py --segments 1000000 --alone           without sacrebleu
    python benchmarks/score_report.py --sample FOLDER              only writes a thousand made-up segments,
                                                                   or with --data those of en.txt
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SYSTEMS = {"one": 0.10, "two": 0.10, "three": 0.12}
_SUBJECTS = ("the ministry", "a new company", "the old bridge", "every student", "our neighbour", "the river")
_VERBS = ("announced", "changed", "found", "carried", "repaired", "described", "remembered", "lost")
_OBJECTS = ("a plan", "the report", "many letters", "the second door", "some water", "its own history")
_PLACES = ("in the city", "near the market", "before the rain", "after two years", "without any help", "")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    parser.add_argument("--segments", type=int, default=2000)
    parser.add_argument("--alone", action="store_true", help="do not run sacrebleu")
    parser.add_argument("--sample", type=Path, metavar="FOLDER", help="write made-up text, and end")
    arguments = parser.parse_args()
    if arguments.sample is not None:
        path = find_text(arguments.data)
        write_systems(arguments.sample, list(make_sentences(1000)) if path is None else read_lines(path))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_systems(folder, find_sentences(arguments.data, arguments.segments))
        compare(folder, alone=arguments.alone)


def compare(folder: Path, *, alone: bool) -> None:
    names = [str(folder / f"{name}.txt") for name in SYSTEMS]
    reference = str(folder / "reference.txt")
    ours = [sys.executable, "-m", "padanan", "score", *names, "-r", reference, "--language", "en"]
    ours += ["-m", "bleu", "--output-format", "json", "--cache-dir", str(folder / "cache")]
    first_s, first_cpu_s, first_mb, report = run(ours)
    second_s, second_cpu_s, second_mb, _ = run(ours)
    print(f"padanan, three systems: {first_s:.2f} s, {first_cpu_s:.2f} s of CPU, {first_mb:.0f} MB")
    print(f"again: {second_s:.2f} s, {second_cpu_s:.2f} s of CPU, {second_mb:.0f} MB")
    if alone:
        return
    theirs = [sys.executable, "-m", "sacrebleu", reference, "-i", *names, "-m", "bleu", "--paired-bs"]
    theirs += ["--format", "json", "--width", "14"]
    their_s, their_cpu_s, their_mb, peer = run(theirs)
    print(f"sacrebleu --paired-bs: {their_s:.2f} s, {their_cpu_s:.2f} s of CPU, {their_mb:.0f} MB")
    print(f"ratio: {their_s / first_s:.1f} by the clock, {their_cpu_s / first_cpu_s:.1f} by CPU time")
    require_same(json.loads(report), json.loads(peer))


def require_same(report: dict[str, Any], peer: list[dict[str, Any]]) -> None:
    """Compare the scores, and the p values of the first system against the others, to ten digits."""
    pairs = report["metrics"]["bleu"]["test"]["pairs"]
    ours = [system["scores"]["bleu"]["score"] for system in report["systems"]]
    ours += [pair["p"] for pair in pairs if pair["first"] == f"{next(iter(SYSTEMS))}.txt"]
    theirs = [system["BLEU"]["score"] for system in peer]
    theirs += [system["BLEU"]["p_value"] for system in peer[1:]]
    if [round(number, 10) for number in ours] != [round(number, 10) for number in theirs]:
        raise SystemExit(f"padanan says {ours}, sacrebleu {theirs}")
    print("the same scores and p values")


def run(command: Sequence[str]) -> tuple[float, float, float, str]:
    """Give seconds, seconds of CPU, megabytes and output of a command run by itself."""
    watcher = "import resource,subprocess,sys;code=subprocess.run(sys.argv[1:]).returncode;"
    watcher += "used=resource.getrusage(resource.RUSAGE_CHILDREN);"
    watcher += "print(used.ru_utime+used.ru_stime,used.ru_maxrss,file=sys.stderr);sys.exit(code)"
    started = time.perf_counter()
    environment = {**os.environ, "SACREBLEU_SEED": "12345"}
    done = subprocess.run(
        [sys.executable, "-c", watcher, *command],
        capture_output=True, encoding="utf-8", check=False, env=environment,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(done.stderr)
    cpu_s, kilobytes = map(float, done.stderr.split()[-2:])
    return seconds, cpu_s, kilobytes / (1024 if sys.platform != "darwin" else 1024 * 1024), done.stdout


def find_sentences(data: Path | None, count: int) -> list[str]:
    """Give the lines of en.txt as often as it takes, or made-up ones."""
    path = find_text(data)
    lines = list(make_sentences(count)) if path is None else read_lines(path)
    print(f"text: {'made up' if path is None else path.name}, {count} segments")
    return [lines[number % len(lines)] for number in range(count)]


def find_text(data: Path | None) -> Path | None:
    places = [Path(data) / "ntrex-dev" / "en.txt", Path(data) / "en.txt"] if data else []
    return next((place for place in places if place.is_file()), None)


def read_lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def make_sentences(count: int) -> Iterator[str]:
    """Make sentences of one to four clauses."""
    lots = random.Random(1)
    for _ in range(count):
        clauses = []
        for _ in range(lots.randint(1, 4)):
            words = [lots.choice(kind) for kind in (_SUBJECTS, _VERBS, _OBJECTS, _PLACES)]
            clauses.append(" ".join(word for word in words if word))
        sentence = ", and ".join(clauses)
        yield f"{sentence[0].upper()}{sentence[1:]}."


def write_systems(folder: Path, lines: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "reference.txt", lines)
    for name, share in SYSTEMS.items():
        lots = random.Random(name)
        write(folder / f"{name}.txt", [lose_words(line, share, lots) for line in lines])


def lose_words(line: str, share: float, lots: random.Random) -> str:
    """Leave out a share of the words."""
    words = line.split()
    kept = [word for word in words if lots.random() >= share]
    return " ".join(kept or words[:1])


def write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    if not hasattr(resource, "getrusage"):
        raise SystemExit("this system does not tell how much memory a process took")
    main()
