"""How well and how fast padanan finds sentence boundaries.

A collection is a list of paragraphs, each a list of sentences. The sentences of a paragraph are joined with
the collection's separator, segmented, and compared: a boundary is the offset at which a sentence ends, in
every paragraph all but the last one's. Precision, recall and F1 are taken over the boundaries of the whole
collection (micro average). Speed is the median of `--runs` runs over the collection repeated to a million
characters, a paragraph a line, on one core, rules compiled.

    python benchmarks/segmentation.py --data FOLDER

FOLDER holds segmentation-dev.json, as {language: {collection: {"separator": str, "paragraphs": [[str]]}}}.
Without it, make a small one from any text of which you know the sentences: a CoNLL-U treebank has them in its
"# text" lines.
"""

import argparse
import json
import os
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from padanan.segmentation import segment_document

DATA_FILE = "segmentation-dev.json"
SPEED_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Boundaries that were found, wrongly set, and missed."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            found=self.found + other.found, wrong=self.wrong + other.wrong, missed=self.missed + other.missed
        )

    @property
    def precision_percent(self) -> float:
        return 100 * self.found / max(self.found + self.wrong, 1)

    @property
    def recall_percent(self) -> float:
        return 100 * self.found / max(self.found + self.missed, 1)

    @property
    def f1_percent(self) -> float:
        return 200 * self.found / max(2 * self.found + self.wrong + self.missed, 1)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("PADANAN_DATA"), help="folder of the data"
    )
    parser.add_argument("--runs", type=int, default=3, help="runs of which the median speed is shown")
    parser.add_argument("--errors", metavar="LANGUAGE", help="show each wrong and missed boundary instead")
    options = parser.parse_args()
    path = Path(options.data) / DATA_FILE if options.data else None
    if path is None or not path.is_file():
        print(f"no {DATA_FILE}: give its folder with --data or in PADANAN_DATA", file=sys.stderr)
        print("\n".join(__doc__.splitlines()[-3:]), file=sys.stderr)
        return 2
    collections = json.loads(path.read_text("utf-8"))
    if options.errors:
        show_errors(options.errors, collections[options.errors])
    else:
        show_figures(collections, options.runs)
    return 0


def show_figures(collections: dict[str, dict[str, dict[str, object]]], runs: int) -> None:
    print(f"{'collection':22} {'sentences':>9} {'P':>6} {'R':>6} {'F1':>6} {'Mchar/s':>8}")
    for language, by_name in collections.items():
        for name, collection in by_name.items():
            separator, paragraphs = read_collection(collection)
            counts = sum((count(p, separator, language) for p in paragraphs), Counts())
            speed = measure_speed([separator.join(p) for p in paragraphs], language, runs)
            figures = f"{counts.precision_percent:6.2f} {counts.recall_percent:6.2f} {counts.f1_percent:6.2f}"
            print(f"{f'{language} {name}':22} {sum(map(len, paragraphs)):9} {figures} {speed / 1e6:8.2f}")


def show_errors(language: str, by_name: dict[str, dict[str, object]]) -> None:
    for name, collection in by_name.items():
        separator, paragraphs = read_collection(collection)
        for sentences in paragraphs:
            text = separator.join(sentences)
            gold, found = gold_offsets(sentences, separator), found_offsets(text, language)
            for offset in sorted(gold ^ found):
                kind = "missed" if offset in gold else "wrong "
                print(f"{name} {kind} {text[max(0, offset - 60) : offset]} ‖ {text[offset : offset + 40]}")


def read_collection(collection: dict[str, object]) -> tuple[str, list[list[str]]]:
    separator, paragraphs = collection["separator"], collection["paragraphs"]
    assert isinstance(separator, str)
    assert isinstance(paragraphs, list)
    return separator, paragraphs


def count(sentences: list[str], separator: str, language: str) -> Counts:
    gold = gold_offsets(sentences, separator)
    found = found_offsets(separator.join(sentences), language)
    return Counts(found=len(gold & found), wrong=len(found - gold), missed=len(gold - found))


def gold_offsets(sentences: list[str], separator: str) -> set[int]:
    offsets = set()
    position = 0
    for sentence in sentences[:-1]:
        offsets.add(position + len(sentence))
        position += len(sentence) + len(separator)
    return offsets


def found_offsets(text: str, language: str) -> set[int]:
    return {segment.end for segment in segment_document(text, language=language)} - {len(text.rstrip())}


def measure_speed(paragraphs: list[str], language: str, runs: int) -> float:
    """Give characters a second."""
    text = "\n".join(paragraphs) + "\n"
    text *= SPEED_CHARACTERS // len(text) + 1
    segment_document("x", language=language)
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        segment_document(text, language=language)
        seconds.append(time.perf_counter() - start)
    return len(text) / statistics.median(seconds)


if __name__ == "__main__":
    sys.exit(main())
