"""Strict bead F1 of sentence alignment on documents with known answers.

Usage: python benchmarks/alignment.py --data DIRECTORY   (or $PADANAN_DATA)

The directory holds alignment-dev-<source>-<target>-<noise>.json: a list of {doc, src: [sentence, ...],
tgt: [...], gold: [[[i, ...], [j, ...]], ...]}. A bead counts only when both of its sides are right.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from padanan.alignment import align_sentences


def main() -> None:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    data = parser.parse_args().data
    files = sorted(Path(data).glob("alignment-*.json")) if data else []
    if not files:
        sys.exit("no alignment-*.json: give their directory with --data or $PADANAN_DATA (see the docstring)")
    for path in files:
        print(f"{path.stem:<40} {100 * _score(json.loads(path.read_text(encoding='utf-8'))):5.1f}")


def _score(documents: list[dict[str, list]]) -> float:
    right = found = known = 0
    for document in documents:
        gold = {(tuple(left), tuple(right_)) for left, right_ in document["gold"] if left and right_}
        beads = {
            (tuple(range(b.source_start, b.source_end)), tuple(range(b.target_start, b.target_end)))
            for b in align_sentences(document["src"], document["tgt"])
        }
        beads = {bead for bead in beads if bead[0] and bead[1]}
        right += len(gold & beads)
        found += len(beads)
        known += len(gold)
    return 2 * right / (found + known)


if __name__ == "__main__":
    main()
