"""How fast TMX is read and written, and in how much memory.

A document of `--units` pairs, one in seven with inline codes in both languages, is written and read back;
beside it, in the same run, lxml's iterparse goes over it twice: such that it takes out of each unit what a
memory needs at least (tuid, languages, texts without codes), and looking at nothing. Each runs in a process
of its own; units per second of its CPU time, the median of `--runs`, and its peak of memory.

    python benchmarks/tmx.py [--units N] [--data FILE.tmx]

With --data a document of yours is read instead of the one made up.
"""

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from padanan.core.model import InlineCode, Origin, TranslationUnit, Variant

WORDS = [
    *(
        "the",
        "file",
        "of",
        "a",
        "translation",
        "memory",
        "is",
        "read",
        "as",
        "a",
        "stream",
        "and",
        "every",
        "unit",
    ),
    *(
        "that",
        "cannot",
        "be",
        "used",
        "reported",
        "with",
        "its",
        "place",
        "&",
        "reason",
        "<Enter>",
        "menu",
        "open",
    ),
]
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="a TMX document")
    parser.add_argument("--units", type=int, default=500_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        measure(TASKS[options.task], options.data, options.units)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        document = options.data or Path(folder) / "units.tmx"
        tasks = [task for task in TASKS if not (options.data and task == "write")]
        for task in tasks:
            show(task, document, options)
    return 0


def show(task: str, document: Path, options: argparse.Namespace) -> None:
    command = [
        sys.executable,
        __file__,
        "--task",
        task,
        "--data",
        str(document),
        "--units",
        str(options.units),
    ]
    results = []
    for _ in range(options.runs):
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        results.append(tuple(float(figure) for figure in done.stdout.split()))
    rates, peaks = zip(*results, strict=True)
    print(f"{task:12} {statistics.median(rates):>9,.0f} units/s, peak {max(peaks):.0f} MB")


def measure(task: Callable[[Path, int], int], document: Path, units: int) -> None:
    start = time.process_time()
    count = task(document, units)
    rate = count / (time.process_time() - start)
    print(rate, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def write(document: Path, count: int) -> int:
    """Write units of which seven thousand are made beforehand, over and over, each time with another key."""
    from padanan.formats.tmx import TmxHeader, encode_tmx

    some = list(make_units(min(count, 7000)))
    units = (replace(some[number % len(some)], key=str(number)) for number in range(count))
    with document.open("wb") as stream:
        stream.writelines(encode_tmx(units, header=TmxHeader(source_language="en")))
    return count


def read(document: Path, _count: int) -> int:
    from padanan.formats.tmx import read_tmx

    return sum(1 for _ in read_tmx(document))


def read_lxml_blindly(document: Path, _count: int) -> int:
    from lxml import etree

    count = 0
    for _, element in etree.iterparse(str(document), tag="tu"):
        count += 1
        forget(element)
    return count


def read_lxml(document: Path, _count: int) -> int:
    from lxml import etree

    count = 0
    for _, element in etree.iterparse(str(document), tag="tu"):
        texts = [(one.get(LANGUAGE), "".join(one.find("seg").itertext())) for one in element.iterfind("tuv")]
        count += bool(texts) and element.get("tuid") is not None
        forget(element)
    return count


def forget(element) -> None:  # type: ignore[no-untyped-def]  # lxml's stubs name no such class
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def validate(document: Path, count: int) -> int:
    from padanan.formats.tmx import find_deviations

    return count if sum(1 for _ in find_deviations(document)) < count else 0


TASKS = {
    "write": write,
    "read": read,
    "lxml": read_lxml,
    "lxml, blind": read_lxml_blindly,
    "validate": validate,
}


def make_units(count: int) -> Iterator[TranslationUnit]:
    chance = random.Random(1)
    for number in range(count):
        variants = tuple(make_variant(chance, language, number) for language in ("en", "id"))
        yield TranslationUnit(
            collection="x",
            key=str(number),
            source_language="en",
            variants=variants,
            properties=(("x-project", "web"),),
        )


def make_variant(chance: random.Random, language: str, number: int) -> Variant:
    text = " ".join(chance.choices(WORDS, k=chance.randrange(4, 24)))
    middle = len(text) // 2
    codes = (
        InlineCode(offset=0, kind="open", markup='<bpt i="1" x="1" type="bold">&lt;b&gt;</bpt>'),
        InlineCode(offset=middle, kind="close", markup='<ept i="1">&lt;/b&gt;</ept>'),
        InlineCode(offset=middle, kind="standalone", markup='<ph x="2">{0}</ph>'),
    )
    changed = f"2025-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:00:00Z"
    return Variant(
        language=language,
        text=text,
        codes=codes if number % 7 == 0 else (),
        origin=Origin(path="agency.po", author="anna", changed=changed),
    )


if __name__ == "__main__":
    sys.exit(main())
