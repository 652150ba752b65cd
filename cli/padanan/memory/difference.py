"""What differs between a query and the source text of a match."""

import re
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Levenshtein

from padanan.core.text import MARK_LETTER, write_marks_as_letters

Change = Literal["same", "gone", "new"]

# A word, with its hyphens and apostrophes inside; or a run of white space; or one other character. Scripts
# without spaces between words are compared character by character, each with its marks: Thai and Lao,
# Burmese, Khmer, kana, Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_TOKEN = re.compile(
    rf"[{_UNSPACED}]{MARK_LETTER}*|[^\W{_UNSPACED}]+(?:[-'’][^\W{_UNSPACED}]+)*|\s+|.", re.DOTALL
)


def difference(query: str, source: str) -> tuple[tuple[Change, str], ...]:
    """Compare two texts word by word (character by character where a script has no spaces).

    Args:
        query: The text looked up.
        source: The match's source text.

    Returns:
        Pieces in reading order: "same" stands in both, "gone" in `source` only, "new" in `query` only. The
        "same" and "gone" pieces joined give `source`, the "same" and "new" ones `query`. Neighbouring pieces
        differ in kind.

    Cost: O(n * m) in words, at most.
    """
    old, new = _tokens(source), _tokens(query)
    pieces: list[tuple[Change, str]] = []
    for step in Levenshtein.opcodes(old, new):
        gone = "".join(old[step.src_start : step.src_end])
        if step.tag == "equal":
            pieces.append(("same", gone))
            continue
        pieces += [("gone", gone), ("new", "".join(new[step.dest_start : step.dest_end]))]
    return _joined(pieces)


def _tokens(text: str) -> list[str]:
    return [text[found.start() : found.end()] for found in _TOKEN.finditer(write_marks_as_letters(text))]


def _joined(pieces: list[tuple[Change, str]]) -> tuple[tuple[Change, str], ...]:
    """Make one piece of each kind out of what changed between two "same" pieces, "gone" first."""
    result: list[tuple[Change, str]] = []
    for same, group in groupby(pieces, key=lambda piece: piece[0] == "same"):
        run = list(group)
        kinds: tuple[Change, ...] = ("same",) if same else ("gone", "new")
        for kind in kinds:
            text = "".join(text for of, text in run if of == kind)
            if text:
                result.append((kind, text))
    return tuple(result)
