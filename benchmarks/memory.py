"""How fast the memory takes units in, and how much memory that takes.

The first `--units` segments become a TMX document of pairs, which is written, read, imported into a new
memory, indexed and imported again, in units per second of CPU time.

    python benchmarks/memory.py --data FOLDER

FOLDER holds segments-1m.jsonl.xz (a JSON string a line). Without it, make one from the msgids of any
catalogues. How fast texts are found again is measured by benchmarks/lookup.py.
"""

import argparse
import json
import lzma
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from padanan.core.model import TranslationUnit, Variant
from padanan.core.progress import ignore_progress
from padanan.formats.tmx import TmxHeader, encode_tmx, read_tmx
from padanan.memory.fuzzy.files import index_directory
from padanan.memory.sqlite import SqliteStore
from padanan.services.import_ import ImportOptions, import_files, import_into_memory
from padanan.services.indexing import refresh_index


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    parser.add_argument("--units", type=int, default=500_000)
    options = parser.parse_args()
    if options.data is None or not (options.data / "segments-1m.jsonl.xz").is_file():
        sys.stderr.write(f"no segments-1m.jsonl.xz in {options.data}: give --data FOLDER\n\n{__doc__}")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        measure_import(Path(folder), options.data / "segments-1m.jsonl.xz", options.units)
    return 0


def measure_import(folder: Path, segments: Path, count: int) -> None:
    document, memory = folder / "units.tmx", folder / "memory.sqlite3"
    options = ImportOptions(root=folder, default_source_language="en")
    start = time.process_time()
    with document.open("wb") as stream:
        units = make_units(segments, count)
        stream.writelines(encode_tmx(units, header=TmxHeader(source_language="en"), on_skip=lambda _: None))
    report_rate("write TMX, with unpacking the segments", count, start)
    start = time.process_time()
    written = sum(1 for _ in read_tmx(document))
    report_rate("read TMX", written, start)
    start = time.process_time()
    with SqliteStore.open(memory, create=True) as store:
        (imported,) = import_files(store, [document], options)
    report_rate("import", imported.tally.added, start)
    report_peak()
    start = time.process_time()
    with SqliteStore.open(memory) as store:
        for problem in refresh_index(store, memory, ignore_progress):
            print(problem)
    report_rate("index", written, start)
    report_peak()
    start = time.process_time()
    total = import_into_memory(memory, [document], options).total
    report_rate("import again", total.unchanged, start)
    index_mb = sum(path.stat().st_size for path in index_directory(memory).glob("*")) / 1e6
    print(f"memory file {memory.stat().st_size / 1e6:.0f} MB, index {index_mb:.0f} MB")


def make_units(segments: Path, count: int) -> Iterator[TranslationUnit]:
    with lzma.open(segments, "rt", encoding="utf-8") as lines:
        for number, text in enumerate(map(json.loads, islice(lines, count))):
            variants = (
                Variant(language="en", text=text),
                Variant(language="id", text=f"terjemahan {number}"),
            )
            yield TranslationUnit(collection="x", key=str(number), source_language="en", variants=variants)


def report_rate(name: str, count: int, start: float) -> None:
    print(f"{name}: {count / (time.process_time() - start):,.0f} units/s")


def report_peak() -> None:
    print(f"  peak so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
