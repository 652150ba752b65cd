"""How long an analysis takes: N new segments against a memory of M, and against one another, in all bands.

First the comparison by itself, in CPU time, against rapidfuzz.process.cdist with the same cutoff. The
segments are the first and the last ones of a shuffled segments-1m.jsonl.xz (a JSON string a line), in the
folder that --data or PADANAN_DATA names. Any file of that name with JSON strings will do as a stand-in.
"""

import argparse
import json
import lzma
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from padanan.core.model import TranslationUnit, Variant
from padanan.core.progress import ignore_progress
from padanan.memory import batch
from padanan.memory.similarity import normalise_symbols
from padanan.memory.sqlite import SqliteStore

_NAME = "segments-1m.jsonl.xz"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    parser.add_argument("--segments", type=int, default=10_000)
    parser.add_argument("--memory", type=int, default=100_000)
    arguments = parser.parse_args()
    if arguments.data is None or not (arguments.data / _NAME).is_file():
        print(f"skipped: needs {_NAME} in the folder that --data or PADANAN_DATA names")
        return 0
    with lzma.open(arguments.data / _NAME, "rt", encoding="utf-8") as stream:
        segments = [json.loads(line) for line in stream]
    random.Random(0).shuffle(segments)
    compare_ways([normalise_symbols(text) for text in segments[:51_000]])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_job(folder / "id.po", segments[-arguments.segments :])
        with SqliteStore.open(folder / "memory", create=True) as store:
            store.add(units(segments[: arguments.memory]))
        del segments
        print(f"{arguments.segments} segments, a memory of {arguments.memory}, {os.cpu_count()} cores")
        for what in ("with a new index", "again"):
            started = time.perf_counter()
            report = analyse(folder)
            seconds = time.perf_counter() - started
            print(f"{what}: {seconds:.1f} s, {arguments.segments / seconds:,.0f} segments/s")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"peak {peak:,.0f} MB")
        print({band: share["segments"] for band, share in report["bands"].items() if share["segments"]})
    return 0


def compare_ways(symbols: list[str]) -> None:
    """Compare a thousand texts with fifty thousand, in C and by rapidfuzz alone."""
    queries, texts = symbols[:1000], symbols[1000:]
    seconds, scores = [], []
    for way in ("kernel", "cdist"):
        if way == "cdist":
            batch._load_batch_kernel = lambda: None  # type: ignore[assignment]
        comparison = batch.BatchComparison(queries, threshold_percent=50)
        started = time.process_time()
        comparison.add(texts, ignore_progress(""))
        seconds.append(time.process_time() - started)
        scores.append(comparison.scores())
        print(f"{way}: {seconds[-1]:.2f} s of CPU for {len(queries)} x {len(texts)}")
    print(f"the same answers: {scores[0] == scores[1]}; ratio {seconds[1] / seconds[0]:.1f}")


def analyse(folder: Path) -> dict[str, dict[str, dict[str, int]]]:
    command = [sys.executable, "-m", "padanan", "analyse", "id.po", "--memory", "memory"]
    done = subprocess.run(
        [*command, "--output-format", "json"], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    report: dict[str, dict[str, dict[str, int]]] = json.loads(done.stdout)
    return report


def write_job(path: Path, segments: list[str]) -> None:
    blocks = ['msgid ""\nmsgstr "Language: id\\nContent-Type: text/plain; charset=UTF-8\\n"\n']
    # A context for each: catalogues hold no message twice.
    blocks += [
        f'msgctxt "{number}"\nmsgid {quote(text)}\nmsgstr ""\n' for number, text in enumerate(segments)
    ]
    path.write_text("\n".join(blocks), encoding="utf-8")


def quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def units(segments: list[str]) -> Iterator[TranslationUnit]:
    for number, text in enumerate(segments):
        variants = (Variant(language="en", text=text), Variant(language="id", text=f"terjemahan {number}"))
        yield TranslationUnit(
            collection="benchmark", key=str(number), source_language="en", variants=variants
        )


if __name__ == "__main__":
    sys.exit(main())
