"""How fast the memory takes units in and finds them again, and whether it finds all of them.

The first `--units` segments become a TMX document of pairs, which is written, read, imported into a new
memory and imported again, in units per second of CPU time. Then queries are looked up at the default
threshold, and compared with rapidfuzz.process.extract over the same texts held in memory, with the same
cutoff: time as a ratio in one run, and recall as the share of queries whose scores are those of an exhaustive
search.

    python benchmarks/memory.py --data FOLDER

FOLDER holds segments-1m.jsonl.xz (a JSON string a line) and queries-dev.json (a list of strings). Without
them, make both from the msgids of any catalogues: as queries take some of them with a word or two changed.
"""

import argparse
import json
import lzma
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from padanan.core.model import TranslationUnit, Variant
from padanan.formats.tmx import TmxHeader, encode_tmx, read_tmx
from padanan.memory.index import ScanIndex
from padanan.memory.lookup import DEFAULT_THRESHOLD_PERCENT, Query, SearchedMemory, find_matches
from padanan.memory.similarity import allowed_distance, normalise_symbols, score_percent
from padanan.memory.sqlite import SqliteStore
from padanan.services.import_ import ImportOptions, import_into_memory

LIMIT = 5


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=60)
    options = parser.parse_args()
    if options.data is None or not (options.data / "segments-1m.jsonl.xz").is_file():
        sys.stderr.write(f"no segments-1m.jsonl.xz in {options.data}: give --data FOLDER\n\n{__doc__}")
        return 2
    queries = json.loads((options.data / "queries-dev.json").read_text(encoding="utf-8"))
    queries = queries[:: max(len(queries) // options.queries, 1)]
    with tempfile.TemporaryDirectory() as folder:
        measure_import(Path(folder), options.data / "segments-1m.jsonl.xz", options.units)
        measure_lookup(Path(folder) / "memory.sqlite3", queries)
    return 0


def measure_import(folder: Path, segments: Path, count: int) -> None:
    document, memory = folder / "units.tmx", folder / "memory.sqlite3"
    options = ImportOptions(root=folder, default_source_language="en")
    units = list(make_units(segments, count))
    start = time.process_time()
    with document.open("wb") as stream:
        stream.writelines(encode_tmx(units, header=TmxHeader(source_language="en"), on_skip=lambda _: None))
    report_rate("write TMX", count, start)
    del units
    start = time.process_time()
    written = sum(1 for _ in read_tmx(document))
    report_rate("read TMX", written, start)
    for name in ("import", "import again"):
        start = time.process_time()
        total = import_into_memory(memory, [document], options).total
        report_rate(name, total.added + total.unchanged, start)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"memory file {memory.stat().st_size / 1e6:.0f} MB, peak {peak_mb:.0f} MB with the units themselves"
    )


def make_units(segments: Path, count: int) -> Iterator[TranslationUnit]:
    with lzma.open(segments, "rt", encoding="utf-8") as lines:
        for number, text in enumerate(map(json.loads, islice(lines, count))):
            variants = (
                Variant(language="en", text=text),
                Variant(language="id", text=f"terjemahan {number}"),
            )
            yield TranslationUnit(collection="x", key=str(number), source_language="en", variants=variants)


def measure_lookup(path: Path, queries: Sequence[str]) -> None:
    with SqliteStore.open(path) as store:
        texts = [text.symbols for text in store.texts(["en"])]
        memory = SearchedMemory(store=store, index=ScanIndex(store))
        ours, scans, complete = [], [], 0
        for text in queries:
            query = Query(text=text, source="en", target="id", limit=LIMIT)
            start = time.process_time()
            matches = find_matches([memory], query)
            ours.append(time.process_time() - start)
            start = time.process_time()
            process.extract(
                text,
                texts,
                scorer=Levenshtein.normalized_similarity,
                score_cutoff=DEFAULT_THRESHOLD_PERCENT / 100,
                limit=LIMIT,
            )
            scans.append(time.process_time() - start)
            complete += [match.score_percent for match in matches] == search_all(text, texts)
    print(f"{len(texts)} texts, {len(queries)} queries, threshold {DEFAULT_THRESHOLD_PERCENT} %")
    print(f"look-up p50 {percentile(ours, 50):.1f} ms, p95 {percentile(ours, 95):.1f} ms")
    print(f"rapidfuzz extract p50 {percentile(scans, 50):.1f} ms, p95 {percentile(scans, 95):.1f} ms")
    print(f"extract / look-up: {percentile(scans, 50) / percentile(ours, 50):.2f} at p50")
    print(f"recall {complete / len(queries):.3f}")


def search_all(text: str, texts: Sequence[str]) -> list[int]:
    """Give the best scores over everything, decided by integers."""
    query = normalise_symbols(text)
    scores = []
    for candidate in texts:
        longer = max(len(query), len(candidate))
        distance = Levenshtein.distance(
            query, candidate, score_cutoff=allowed_distance(longer, DEFAULT_THRESHOLD_PERCENT)
        )
        if distance <= allowed_distance(longer, DEFAULT_THRESHOLD_PERCENT):
            scores.append(score_percent(distance, longer))
    return sorted(scores, reverse=True)[:LIMIT]


def report_rate(name: str, count: int, start: float) -> None:
    print(f"{name}: {count / (time.process_time() - start):,.0f} units/s")


def percentile(seconds: Sequence[float], percent: int) -> float:
    return 1000 * statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    sys.exit(main())
