"""Sentence alignment: strict bead F1 on documents with known answers, and what large ones cost.

Usage: python benchmarks/alignment.py --data DIRECTORY [--large]   (or $PADANAN_DATA)

The directory holds alignment-dev-<source>-<target>-<noise>.json: a list of {doc, src: [sentence, ...],
tgt: [...], gold: [[[i, ...], [j, ...]], ...]}. A bead counts when both of its sides are right; sentences
without counterpart are no beads here. --semantic uses sentence embeddings too, in a second column. --large
joins the documents of a file to 1,000 and 100,000 sentences.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np

from padanan.alignment import AlignmentOptions, align_sentences
from padanan.alignment.embedding import Embed, load_embedder
from padanan.alignment.evidence import Floats

LARGE = (1_000, 100_000)


def main() -> None:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    parser.add_argument("--semantic", action="store_true")
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    files = sorted(Path(options.data).glob("alignment-*.json")) if options.data else []
    if not files:
        sys.exit("no alignment-*.json: give their directory with --data or $PADANAN_DATA (see the docstring)")
    for path in files:
        documents = json.loads(path.read_text(encoding="utf-8"))
        known = languages_of(path)
        scores = [score(documents, known)]
        if options.semantic:
            scores.append(score(documents, replace(known, embed=remembering_embedder())))
        print(f"{path.stem:<40} " + " ".join(f"{100 * share:5.1f}" for share in scores))
    if options.large:
        path = next(path for path in files if "light" in path.stem)
        for count in LARGE:
            measure(json.loads(path.read_text(encoding="utf-8")), languages_of(path), count)


@cache
def remembering_embedder() -> Embed:
    """Embed every sentence once."""
    embed = load_embedder()
    seen: dict[str, Floats] = {}

    def remember(texts: Sequence[str]) -> Floats:
        new = [text for text in dict.fromkeys(texts) if text not in seen]
        if new:
            seen.update(zip(new, embed(new), strict=True))
        return np.array([seen[text] for text in texts])

    return remember


def languages_of(path: Path) -> AlignmentOptions:
    source, target = path.stem.split("-")[2:4]
    return AlignmentOptions(source_language=source, target_language=target)


def score(documents: list[dict[str, Any]], options: AlignmentOptions) -> float:
    right = found = known = 0
    for document in documents:
        gold = {(tuple(left), tuple(right_)) for left, right_ in document["gold"] if left and right_}
        beads = {
            (tuple(range(b.source_start, b.source_end)), tuple(range(b.target_start, b.target_end)))
            for b in align_sentences(document["src"], document["tgt"], options=options)
        }
        beads = {bead for bead in beads if bead[0] and bead[1]}
        right += len(gold & beads)
        found += len(beads)
        known += len(gold)
    return 2 * right / (found + known)


def measure(documents: list[dict[str, Any]], options: AlignmentOptions, count: int) -> None:
    """Align about `count` sentences: the documents one after another, again and again.

    Each round has its own numbers, so that what repeats is not what tells.
    """
    source: list[str] = []
    target: list[str] = []
    for number, document in islice(enumerate(cycle(documents)), count):
        if len(source) >= count:
            break
        mark = f" {number}" if number >= len(documents) else ""
        source += [text + mark for text in document["src"]]
        target += [text + mark for text in document["tgt"]]
    before = time.process_time()
    beads = align_sentences(source[:count], target, options=options)
    used = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} sentences: {used:.2f} s of CPU time, {peak:,.0f} MB at most, {len(beads):,} beads")


if __name__ == "__main__":
    main()
