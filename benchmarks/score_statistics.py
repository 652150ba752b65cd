"""How fast segments are counted and scored, against sacrebleu on the same text in the same run.

Each metric is computed by padanan and by sacrebleu in a process of its own: CPU time of counting and scoring
after a first segment that loads what there is to load, and the peak of its memory, text included. The scores
must be the same to the last bit. Then padanan's own times at a larger size, and a second run from its cache.

    python benchmarks/score_statistics.py --data FOLDER

FOLDER holds ntrex-dev/en.txt; any text of a thousand lines does instead. It is grown to size: reference n is
line n (and again from the start) with one word in ten replaced by one from anywhere in the file, and the
hypothesis is the reference with one word in four replaced, one in twelve dropped, and in half of the segments
two words moved elsewhere. For TER, segments are made of 27 words, two in five of them are replaced, and four
times one to six words are moved. With `--segments 100000` sacrebleu takes minutes and gigabytes.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

METRICS = ("bleu", "chrf++", "ter")
GOALS = {"bleu": "2", "chrf++": "3", "ter": "75"}
TER_WORDS = 27


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    parser.add_argument("--segments", type=int, default=10_000)
    parser.add_argument("--ter-segments", type=int, default=200)
    parser.add_argument("--larger", type=int, default=100_000)
    parser.add_argument("--child", nargs=4, metavar=("WHO", "METRIC", "HYPOTHESES", "REFERENCES"))
    options = parser.parse_args()
    if options.child:
        run_child(*options.child)
        return 0
    if options.data is None or not (options.data / "ntrex-dev" / "en.txt").is_file():
        sys.stderr.write(f"no ntrex-dev/en.txt in {options.data}: give --data FOLDER\n\n{__doc__}")
        return 2
    lines = (options.data / "ntrex-dev" / "en.txt").read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        for metric in METRICS:
            count = options.ter_segments if metric == "ter" else options.segments
            texts = write_texts(Path(folder), lines, count, by_words=metric == "ter")
            compare(metric, count, texts)
        texts = write_texts(Path(folder), lines, options.larger, by_words=False)
        for metric in METRICS:
            seconds, megabytes, _ = measure("padanan", metric, texts)
            print(f"{metric}: {options.larger} segments in {seconds:.2f} s, peak {megabytes:.0f} MB")
        measure_cache(Path(folder), texts)
    return 0


def write_texts(folder: Path, lines: Sequence[str], count: int, *, by_words: bool) -> tuple[Path, Path]:
    """Write `count` hypotheses and references, a line each."""
    rng = random.Random(12345)
    vocabulary = [word for line in lines for word in line.split()]
    source = cut_words(vocabulary) if by_words else (line.split() for line in cycle(lines))
    hypotheses, references = folder / f"hypotheses-{count}", folder / f"references-{count}"
    with hypotheses.open("w", encoding="utf-8") as first, references.open("w", encoding="utf-8") as second:
        for words in islice(source, count):
            reference = replace_words(rng, words, vocabulary, 0.1)
            hypothesis = [word for word in reference if rng.random() > 1 / 12]
            hypothesis = replace_words(rng, hypothesis, vocabulary, 0.4 if by_words else 0.25)
            for _ in range(4 if by_words else rng.randrange(2)):
                move_words(rng, hypothesis, rng.randint(1, 6) if by_words else 2)
            second.write(" ".join(reference) + "\n")
            first.write(" ".join(hypothesis) + "\n")
    return hypotheses, references


def cut_words(vocabulary: Sequence[str]) -> Iterator[list[str]]:
    words = cycle(vocabulary)
    while True:
        yield list(islice(words, TER_WORDS))


def replace_words(
    rng: random.Random, words: Sequence[str], vocabulary: Sequence[str], share: float
) -> list[str]:
    return [rng.choice(vocabulary) if rng.random() < share else word for word in words]


def move_words(rng: random.Random, words: list[str], count: int) -> None:
    start = rng.randrange(max(len(words) - count, 1))
    moved, words[start : start + count] = words[start : start + count], []
    target = rng.randint(0, len(words))
    words[target:target] = moved


def compare(metric: str, count: int, texts: tuple[Path, Path]) -> None:
    ours, ours_mb, our_score = measure("padanan", metric, texts)
    theirs, theirs_mb, their_score = measure("sacrebleu", metric, texts)
    if our_score != their_score:
        raise SystemExit(f"{metric}: padanan says {our_score}, sacrebleu {their_score}")
    print(f"{metric}: {count} segments, both {our_score}")
    print(f"    padanan {ours:.3f} s, {ours_mb:.0f} MB; sacrebleu {theirs:.2f} s, {theirs_mb:.0f} MB")
    print(f"    {theirs / ours:.1f} times as fast (goal {GOALS[metric]})")


def measure(who: str, metric: str, texts: tuple[Path, Path]) -> tuple[float, float, str]:
    command = [sys.executable, __file__, "--child", who, metric, *map(str, texts)]
    seconds, megabytes, score = subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8"
    ).stdout.split()
    return float(seconds), float(megabytes), score


def run_child(who: str, metric: str, hypothesis_path: str, reference_path: str) -> None:
    hypotheses, references = (
        Path(path).read_text(encoding="utf-8").splitlines() for path in (hypothesis_path, reference_path)
    )
    compute = score_by_padanan if who == "padanan" else score_by_sacrebleu
    compute(metric, hypotheses[:1], references[:1])
    start = time.process_time()
    score = compute(metric, hypotheses, references)
    seconds = time.process_time() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, repr(score))


def score_by_padanan(metric: str, hypotheses: list[str], references: list[str]) -> float:
    from padanan.core.language import parse_language
    from padanan.evaluation.extraction import extract_statistics
    from padanan.evaluation.metrics import Metric, choose_options
    from padanan.evaluation.statistics import corpus_score

    options = choose_options(Metric(metric), parse_language("en"))
    return float(corpus_score(extract_statistics(hypotheses, [references], options)).score)


def score_by_sacrebleu(metric: str, hypotheses: list[str], references: list[str]) -> float:
    from sacrebleu.metrics import BLEU, CHRF, TER  # type: ignore[attr-defined]

    peer = {"bleu": BLEU(force=True), "chrf++": CHRF(word_order=2), "ter": TER()}[metric]
    return float(peer.corpus_score(hypotheses, [references]).score)


def measure_cache(folder: Path, texts: tuple[Path, Path]) -> None:
    hypotheses, references = map(str, texts)
    command = [sys.executable, "-m", "padanan", "score", hypotheses, "-r", references, "--to", "en"]
    for run in ("first", "second"):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run([*command, "--cache-dir", str(folder / "cache")], check=True, capture_output=True)
        elapsed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"padanan score, {run} run: {elapsed:.2f} s, {cpu:.2f} s of CPU")


if __name__ == "__main__":
    sys.exit(main())
