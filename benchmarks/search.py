"""How fast a text is found in a memory, and many texts are looked up from Python.

The first `--units` segments become the English of a new memory, beside made-up Indonesian. Then:

- texts that stand in many segments, in few and in none are searched in both languages, in the ways that the
  command offers, each `--runs` times; given are the median CPU times of a call, beside that of SQLite's LIKE
  over the same memory in this run;
- the whole command is run, cold but for the page cache;
- `--queries` look-ups are done one after the other, and together on all processors, at the default threshold
  and at 70 %.

    python benchmarks/search.py --data FOLDER

FOLDER holds segments-1m.jsonl.xz (a JSON string a line) and queries-dev.json (a list of strings). Without
them, make both from the msgids of any catalogues: as queries take some of them with a word or two changed.
"""

import argparse
import json
import lzma
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from padanan import Memory
from padanan.core.model import TranslationUnit, Variant
from padanan.memory.sqlite import SqliteStore

TEXTS = ("the", "e", "in", "configuration", "of the file", "zqxjkv", "标")
WAYS: dict[str, Callable[..., object]] = {
    "text": Memory.search,
    "case": partial(Memory.search, case=True),
    "fold accents": partial(Memory.search, accents=False),
    "words": partial(Memory.search, words=True),
    "with target": partial(Memory.search, target="id"),
}
LIMIT_MS = 50.0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    if options.data is None or not (options.data / "segments-1m.jsonl.xz").is_file():
        sys.stderr.write(f"no segments-1m.jsonl.xz in {options.data}: give --data FOLDER\n\n{__doc__}")
        return 2
    queries = json.loads((options.data / "queries-dev.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.sqlite3"
        with SqliteStore.open(path, create=True) as store:
            store.add(make_units(options.data / "segments-1m.jsonl.xz", options.units))
        with Memory.open(path) as memory:
            measure_index(memory, path)
            measure_searches(memory, path, options.runs)
            measure_fresh(memory)
            measure_lookups(memory, queries[: options.queries])
        measure_command(path, options.runs)
    return 0


def make_units(segments: Path, count: int) -> Iterator[TranslationUnit]:
    with lzma.open(segments, "rt", encoding="utf-8") as lines:
        for number, text in enumerate(map(json.loads, islice(lines, count))):
            variants = (
                Variant(language="en", text=text),
                Variant(language="id", text=f"terjemahan {number}"),
            )
            yield TranslationUnit(collection="x", key=str(number), source_language="en", variants=variants)


def measure_index(memory: Memory, path: Path) -> None:
    start = time.process_time()
    for language in ("en", "id"):
        memory.search("a", source=language)
    seconds = time.process_time() - start
    size_mb = sum(file.stat().st_size for file in Path(f"{path}.index").iterdir()) / 1e6
    print(f"first search in both languages, which writes the index: {seconds:.1f} s CPU, {size_mb:.0f} MB")
    with Memory.open(path) as other:
        first_ms = 1000 * timed(lambda: other.search("zqxjkv", source="en"))
    print(f"first search after opening: {first_ms:.0f} ms")


def measure_searches(memory: Memory, path: Path, runs: int) -> None:
    print(f"\n{'ms':15}" + "".join(f"{name:>14}" for name in WAYS) + f"{'LIKE':>9}  segments")
    worst = 0.0
    for text in TEXTS:
        works = [partial(way, memory, text, source="en") for way in WAYS.values()]
        times = [median_ms(work, runs) for work in works]
        worst = max(worst, *times)
        like_ms = 1000 * timed(partial(like, path, text), time.process_time)
        total = memory.search(text, source="en").total
        print(f"{text:15}" + "".join(f"{value:>14.1f}" for value in times) + f"{like_ms:>9.0f}  {total}")
    target_ms = median_ms(partial(memory.search, "terjemahan 1", source="id", target="en"), runs)
    print(f"terjemahan 1 in the other language: {target_ms:.1f} ms")
    print(f"the slowest: {max(worst, target_ms):.1f} ms; goal: under {LIMIT_MS:.0f}")


def like(path: Path, text: str) -> int:
    with sqlite3.connect(path) as connection:
        statement = "SELECT count(*) FROM variant WHERE language = 'en' AND text LIKE ?"
        return int(connection.execute(statement, (f"%{text}%",)).fetchone()[0])


def measure_fresh(memory: Memory) -> None:
    memory.add("a text that is new", "teks baru", source="en", target="id")
    seconds = timed(partial(memory.search, "that is new", source="en"), time.process_time)
    again_ms = median_ms(partial(memory.search, "that is new", source="en"), 5)
    print(f"the search after one unit was added: {1000 * seconds:.0f} ms, and then {again_ms:.1f} ms\n")


def measure_lookups(memory: Memory, queries: Sequence[str]) -> None:
    memory.lookup(queries[0], source="en", target="id")  # which writes the index
    for threshold in (75, 70):
        look_up = partial(memory.lookup, source="en", target="id", threshold=threshold)
        together = partial(memory.lookup_many, queries, source="en", target="id", threshold=threshold)
        works: dict[str, Callable[[], object]] = {
            "one after the other": partial(look_up_each, look_up, queries),
            "together": together,
        }
        together()  # threads open their connections
        for name, work in works.items():
            cpu = time.process_time()
            wall_s, cpu_s = timed(work), time.process_time() - cpu
            print(f"{len(queries)} look-ups at {threshold} % {name}: {wall_s:.2f} s wall, {cpu_s:.2f} s CPU")
    print(f"processors: {os.cpu_count()}")


def look_up_each(look_up: Callable[[str], object], queries: Sequence[str]) -> None:
    for text in queries:
        look_up(text)


def measure_command(path: Path, runs: int) -> None:
    script = Path(sys.executable).with_name("padanan")
    for text in ("the", "zqxjkv"):
        command = [str(script), "search", text, "--in", "en", "--memory", str(path)]
        run = partial(subprocess.run, command, check=True, capture_output=True)
        seconds = statistics.median(timed(run) for _ in range(runs))
        print(f"padanan search {text}: {1000 * seconds:.0f} ms wall")


def median_ms(work: Callable[[], object], runs: int) -> float:
    return 1000 * statistics.median(timed(work, time.process_time) for _ in range(runs))


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    work()
    return clock() - start


if __name__ == "__main__":
    sys.exit(main())
