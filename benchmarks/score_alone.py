"""How long one system takes to score as users run it, by command and from Python, against sacrebleu.

Each metric alone, without a test, as sacrebleu does it by default: `padanan score` with an empty cache, the
same again, `padanan.score` on lists of strings, and `sacrebleu`. Seconds by the clock and of CPU, the most
memory, and the CPU time as a ratio in one run; the scores must be the same to ten digits.

    python benchmarks/score_alone.py --data FOLDER --segments 100000 --ter-segments 1000

FOLDER and the text are those of score_statistics.py. sacrebleu takes minutes and gigabytes for 100,000.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from score_report import run  # type: ignore[import-not-found]  # beside this script
from score_statistics import METRICS, write_texts  # type: ignore[import-not-found]

GOALS = {"bleu": 2, "chrf++": 3, "ter": 75}
_PEER_OPTIONS = {"bleu": ["bleu"], "chrf++": ["chrf", "--chrf-word-order", "2"], "ter": ["ter"]}
_FROM_PYTHON = """
import sys, padanan
metric, *paths = sys.argv[1:]
texts = [open(path, encoding="utf-8").read().splitlines() for path in paths]
report = padanan.score(*texts, metrics=[metric], tests=None, language="en")
print(repr(report.systems[0].scores[0].score))
"""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    parser.add_argument("--segments", type=int, default=10_000)
    parser.add_argument("--ter-segments", type=int, default=200)
    options = parser.parse_args()
    if options.data is None or not (Path(options.data) / "ntrex-dev" / "en.txt").is_file():
        sys.stderr.write(f"no ntrex-dev/en.txt in {options.data}: give --data FOLDER\n\n{__doc__}")
        return 2
    lines = (Path(options.data) / "ntrex-dev" / "en.txt").read_text(encoding="utf-8").splitlines()
    for metric in METRICS:
        with tempfile.TemporaryDirectory() as folder:
            count = options.ter_segments if metric == "ter" else options.segments
            compare(metric, count, write_texts(Path(folder), lines, count, by_words=metric == "ter"))
    return 0


def compare(metric: str, count: int, texts: tuple[Path, Path]) -> None:
    hypotheses, references = map(str, texts)
    ours = [sys.executable, "-m", "padanan", "score", hypotheses, "-r", references, "--language", "en"]
    ours += ["-m", metric, "--test", "none", "--output-format", "json"]
    ours += ["--cache-dir", str(texts[0].parent / "cache")]
    theirs = [sys.executable, "-m", "sacrebleu", references, "-i", hypotheses, "-b", "-w", "14"]
    commands = {
        "padanan score": ours,
        "the same again": ours,
        "padanan.score": [sys.executable, "-c", _FROM_PYTHON, metric, hypotheses, references],
        "sacrebleu": [*theirs, "-m", *_PEER_OPTIONS[metric]],
    }
    print(f"{metric}, {count} segments, goal {GOALS[metric]}")
    taken, scores = {}, set()
    for name, command in commands.items():
        seconds, taken[name], megabytes, said = run(command)
        score = json.loads(said)["systems"][0]["scores"][metric]["score"] if command is ours else said
        scores.add(round(float(score), 10))
        print(f"    {name}: {seconds:.2f} s, {taken[name]:.2f} s of CPU, {megabytes:.0f} MB")
    for name in ("padanan score", "padanan.score"):
        print(f"    {name}: {taken['sacrebleu'] / taken[name]:.1f} times as fast by CPU time")
    if len(scores) > 1:
        raise SystemExit(f"{metric}: other scores: {scores}")


if __name__ == "__main__":
    sys.exit(main())
