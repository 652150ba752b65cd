"""How fast paired tests are against sacrebleu's, on the same statistics and with the same answers.

Two translations are made of `--data FOLDER`'s en.txt (a segment a line) by dropping and swapping words, and
sacrebleu counts the statistics of their segments, which are repeated up to `--segments`. Three systems take
each segment from one of the two by lot, so that they hardly differ. Then both test the systems with the same
seed, each in a process of its own: seconds, as a ratio in one run, and the most memory each process ever had.
Where the p values differ, the benchmark fails.

    python benchmarks/score_resampling.py --data FOLDER              10,000 segments, both tests
    python benchmarks/score_resampling.py --data FOLDER --segments 100000 --method bs      sacrebleu: 6 GB
    python benchmarks/score_resampling.py --data FOLDER --segments 1000000 --method bs --alone

FOLDER is ntrex-dev of the measuring data; any file of some hundred lines of text named en.txt will do.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sacrebleu.metrics import BLEU  # type: ignore[attr-defined]
from sacrebleu.significance import Result, _paired_ar_test, _paired_bs_test

from padanan.evaluation.options import BleuOptions
from padanan.evaluation.significance import Method, TestOptions, compare_systems
from padanan.evaluation.statistics import SegmentStatistics

SYSTEMS = ("a", "b", "c")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    parser.add_argument("--segments", type=int, default=10_000)
    parser.add_argument("--method", choices=[method.value for method in Method])
    parser.add_argument("--alone", action="store_true", help="without sacrebleu, where it has no memory")
    parser.add_argument("--run", nargs=3, metavar=("WHO", "METHOD", "STATISTICS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        who, method, path = options.run
        return run(who, Method(method), np.load(path))
    text = find_text(options.data)
    if text is None:
        sys.stderr.write(f"no en.txt in {options.data}: give --data FOLDER\n\n{__doc__}")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statistics.npy"
        np.save(path, make_statistics(text.read_text(encoding="utf-8").splitlines(), options.segments))
        methods = [Method(options.method)] if options.method else list(Method)
        return max(measure(path, method, alone=options.alone) for method in methods)


def find_text(data: Path | None) -> Path | None:
    places = [data / "en.txt", data / "ntrex-dev" / "en.txt"] if data else []
    return next((path for path in places if path.is_file()), None)


def make_statistics(lines: Sequence[str], segments: int) -> NDArray[np.int32]:
    """Give (systems, segments, 10) of BLEU."""
    bleu = BLEU(force=True)
    repeats = -(-segments // len(lines))
    pools = [
        np.tile(np.array(bleu._extract_corpus_statistics(texts, [lines]), dtype=np.int32), (repeats, 1))
        for texts in ([spoil(line, seed) for line in lines] for seed in ("first", "second"))
    ]
    lots = np.random.default_rng(1).integers(2, size=(len(SYSTEMS), segments, 1))
    return np.where(lots, pools[0][:segments], pools[1][:segments]).astype(np.int32)


def spoil(line: str, seed: str) -> str:
    rng = random.Random(f"{seed} {line}")
    words = [word for word in line.split() if rng.random() > 0.1]
    for place in range(len(words) - 1):
        if rng.random() < 0.1:
            words[place], words[place + 1] = words[place + 1], words[place]
    return " ".join(words)


def measure(path: Path, method: Method, *, alone: bool) -> int:
    print(
        f"{method.name.lower()}, {len(SYSTEMS)} systems, {np.load(path, mmap_mode='r').shape[1]:,} segments"
    )
    answers = {}
    for who in ["padanan"] if alone else ["padanan", "sacrebleu"]:
        command = [sys.executable, __file__, "--run", who, method.value, str(path)]
        done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True)
        seconds, megabytes, *answers[who] = done.stdout.split()
        print(f"  {who:<9} {float(seconds):8.2f} s  {float(megabytes):6.0f} MB  p {' '.join(answers[who])}")
        answers[who].append(seconds)
    if alone:
        return 0
    ours, theirs = float(answers["padanan"].pop()), float(answers["sacrebleu"].pop())
    same = answers["padanan"] == answers["sacrebleu"]
    print(f"  {theirs / ours:.0f} x faster, {'the same p values' if same else 'OTHER P VALUES'}")
    return 0 if same else 1


def run(who: str, method: Method, statistics: NDArray[np.int32]) -> int:
    """Print seconds, megabytes of the process, and p of each system against the first."""
    counted: list[list[list[int]]] = [] if who == "padanan" else statistics.tolist()
    start = time.perf_counter()
    p_values = test_theirs(counted, method) if counted else test_ours(statistics, method)
    seconds = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:.3f} {megabytes:.0f} {' '.join(map(str, p_values))}")
    return 0


def test_ours(statistics: NDArray[np.int32], method: Method) -> list[float]:
    systems = [
        SegmentStatistics(options=BleuOptions(), name="BLEU", signature="nrefs:1|", counts=counts)
        for counts in statistics
    ]
    (metric,) = compare_systems(SYSTEMS, [systems], TestOptions(method=method))
    return [pair.p_value for pair in metric.pairs if pair.first == 0]


class Counted(BLEU):
    """sacrebleu's BLEU of segments that are counted already: only the test is measured."""

    def _extract_corpus_statistics(self, hypotheses: object, references: object) -> object:  # noqa: ARG002 - as there
        return hypotheses


def test_theirs(statistics: list[list[list[int]]], method: Method) -> list[float]:
    bleu = Counted(force=True)
    baseline = {"BLEU": (statistics[0], Result(bleu._aggregate_and_compute(statistics[0]).score))}
    test = _paired_bs_test if method is Method.BOOTSTRAP else _paired_ar_test
    results = []
    for name, rows in zip(SYSTEMS[1:], statistics[1:], strict=True):
        trials = TestOptions(method=method).rounds
        _, result = test(baseline, name, rows, None, {"BLEU": bleu}, trials, -1, 12345)  # type: ignore[arg-type]
        results.append(result["BLEU"].p_value or 0.0)
    return results


if __name__ == "__main__":
    sys.exit(main())
