"""How fast similar segments are found among many, whether all are found, and what the index costs.

For each size the first segments become a memory, whose index is built in a process of its own. Each query is
looked up through the public interface and by rapidfuzz.process.extract over the same texts held in memory,
with the same cutoff, in CPU time and one run. Recall is the share of queries whose five best scores are
those of an exhaustive search by integer distances.

    python benchmarks/lookup.py --data FOLDER

FOLDER holds segments-1m.jsonl.xz (a JSON string a line) and queries-dev.json (a list of strings). Without
them, make both from the msgids of any catalogues: as queries take some of them with a word or two changed.
"""

import argparse
import json
import lzma
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from padanan import Memory
from padanan.core.model import TranslationUnit, Variant
from padanan.memory.fuzzy.files import index_directory, open_search
from padanan.memory.fuzzy.mapped_index import open_index
from padanan.memory.index import Nearest, best_of, reaching
from padanan.memory.similarity import normalise_symbols
from padanan.memory.sqlite import SqliteStore
from padanan.memory.store import StoredText

LIMIT = 5
THRESHOLDS = (75, 70)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--queries", type=int, default=60, help="so many are also searched exhaustively")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        return build(options.build)
    if options.data is None or not (options.data / "segments-1m.jsonl.xz").is_file():
        sys.stderr.write(f"no segments-1m.jsonl.xz in {options.data}: give --data FOLDER\n\n{__doc__}")
        return 2
    queries = json.loads((options.data / "queries-dev.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        medians = []
        for size in options.sizes:
            memory = Path(folder) / f"{size}.sqlite3"
            with SqliteStore.open(memory, create=True) as store:
                store.add(make_units(options.data / "segments-1m.jsonl.xz", size))
            print(f"\n{size:,} texts", flush=True)
            measure_index(memory)
            medians.append([measure_look_ups(memory, queries, options.queries, each) for each in THRESHOLDS])
            measure_addition(memory)
            measure_command(memory, queries[0])
    for threshold, first, last in zip(THRESHOLDS, medians[0], medians[-1], strict=True):
        print(f"{threshold} %: p50 grows {last / first:.1f} x from the smallest size to the largest")
    return 0


def make_units(segments: Path, count: int) -> Iterator[TranslationUnit]:
    with lzma.open(segments, "rt", encoding="utf-8") as lines:
        for number, text in enumerate(map(json.loads, islice(lines, count))):
            variants = (
                Variant(language="en", text=text),
                Variant(language="id", text=f"terjemahan {number}"),
            )
            yield TranslationUnit(collection="x", key=str(number), source_language="en", variants=variants)


def build(memory: Path) -> int:
    """Build the index, in a process of its own."""
    start, cpu_start = time.perf_counter(), time.process_time()
    with SqliteStore.open(memory) as store:
        problems = open_index(store, memory).refresh(["en"])
    wall_s, cpu_s = time.perf_counter() - start, time.process_time() - cpu_start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"build from the store: {cpu_s:.1f} s CPU, {wall_s:.1f} s in all, peak {peak_mb:.0f} MB", *problems)
    return 0


def measure_index(memory: Path) -> None:
    subprocess.run([sys.executable, __file__, "--build", str(memory)], check=True)
    directory = index_directory(memory)
    size_mb = sum(file.stat().st_size for file in directory.iterdir()) / 1e6
    with SqliteStore.open(memory) as store:
        token = store.index_token("en")
        assert token is not None
        start = time.perf_counter()
        open_search(directory, "en", token)
        print(f"index on disk {size_mb:.0f} MB, opened in {1000 * (time.perf_counter() - start):.1f} ms")


def measure_look_ups(path: Path, queries: Sequence[str], searched: int, threshold: int) -> float:
    """Compare; give the median time of a look-up in ms."""
    with SqliteStore.open(path) as store:
        stored = list(store.texts(["en"]))
    texts = [text.symbols for text in stored]
    ours: list[float] = []
    scans: list[float] = []
    right = 0
    sample = set(queries[:: max(len(queries) // searched, 1)])
    with Memory.open(path, create=False) as memory:
        for query in queries:
            start = time.process_time()
            matches = memory.lookup(query, source="en", target="id", threshold=threshold, limit=LIMIT)
            ours.append(time.process_time() - start)
            if query in sample:
                scans.append(scan(query, texts, threshold))
                right += [match.score for match in matches] == search_all(query, stored, threshold)
    print(f"{threshold} %, {len(queries)} queries, {len(scans)} of them searched exhaustively")
    for percent in (50, 95):
        mine, theirs = percentile(ours, percent), percentile(scans, percent)
        print(f"  p{percent}: {mine:.2f} ms, extract {theirs:.1f} ms, ratio {theirs / mine:.0f}")
    print(f"  recall {right / len(scans):.3f}", flush=True)
    return percentile(ours, 50)


def scan(query: str, texts: Sequence[str], threshold: int) -> float:
    start = time.process_time()
    process.extract(
        query, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=threshold / 100, limit=LIMIT
    )
    return time.process_time() - start


def search_all(text: str, texts: Sequence[StoredText], threshold: int) -> list[int]:
    """Give the best scores over everything, decided by integers."""
    everything = Nearest(tuple(reaching(texts, normalise_symbols(text), threshold)), complete=True)
    return [candidate.score_percent for candidate in best_of([everything], LIMIT).candidates[:LIMIT]]


def measure_addition(path: Path) -> None:
    text = "A segment that nobody has ever written before"
    with Memory.open(path, create=False) as memory:
        memory.lookup(text, source="en", target="id")
        start = time.perf_counter()
        memory.add(text, "Segmen yang belum pernah ditulis", source="en", target="id")
        added = time.perf_counter()
        (match,) = memory.lookup(text, source="en", target="id")
        found_ms = 1000 * (time.perf_counter() - added)
    assert match.score == 100
    print(
        f"one unit added in {1000 * (added - start):.1f} ms, found by the next look-up in {found_ms:.1f} ms"
    )


def measure_command(path: Path, query: str) -> None:
    command = [sys.executable, "-m", "padanan", "lookup", query, "--from", "en", "--to", "id"]
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([*command, "--memory", str(path)], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    print(f"padanan lookup from the shell: {statistics.median(times):.2f} s in all", flush=True)


def percentile(seconds: Sequence[float], percent: int) -> float:
    return 1000 * statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    sys.exit(main())
