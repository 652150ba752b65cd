"""How much of one segment can be reused for another.

A score is `100 * (1 - d / m)`, where d is the Levenshtein distance (V. Levenshtein, 1966: insertions,
deletions and substitutions cost 1 each) and m the length of the longer text, both counted in code points of
NFC text in which each inline code is one symbol. It is rounded down, so that 100 means identical and nothing
else. Only integers decide: a float cutoff loses matches that lie exactly on the threshold.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from fractions import Fraction

from rapidfuzz.distance import Levenshtein

from padanan.core.model import InlineCode

# Noncharacters: Unicode reserves them for use inside a program, so that no text means anything by them
# (The Unicode Standard, section 23.7). A code is compared by its kind; its markup is looked at afterwards.
_CODE_SYMBOLS = {"open": "\ufdd0", "close": "\ufdd1", "standalone": "\ufdd2"}

# TMX 1.4b: `i` pairs a begin with an end within one segment, `x` with the other language's within one unit.
_PAIRING = re.compile(r"""\s(?:i|x)\s*=\s*(?:"[^"]*"|'[^']*')""")


def normalise_symbols(text: str, codes: Iterable[InlineCode] = ()) -> str:
    """Give the form in which texts are compared: NFC, with one symbol for each inline code.

    Args:
        text: Any text.
        codes: Its inline codes, in document order.
    """
    pieces = []
    end = 0
    for code in codes:
        pieces += [text[end : code.offset], _CODE_SYMBOLS[code.kind]]
        end = code.offset
    pieces.append(text[end:])
    return unicodedata.normalize("NFC", "".join(pieces))


def is_same_markup(first: Sequence[InlineCode], second: Sequence[InlineCode]) -> bool:
    """Whether two texts' codes say the same, apart from the numbers that only pair them up in their unit.

    Codes of other kinds, or more of them, count as the same here: they have made a distance already.
    """
    if [code.kind for code in first] != [code.kind for code in second]:
        return True
    pairs = zip(first, second, strict=True)
    return all(a.markup == b.markup or _unpaired(a.markup) == _unpaired(b.markup) for a, b in pairs)


def _unpaired(markup: str) -> str:
    return _PAIRING.sub("", markup)


def has_codes(symbols: str) -> bool:
    """Whether a text in the form of `normalise_symbols` had inline codes."""
    return not symbols.isascii() and any(code in symbols for code in _CODE_SYMBOLS.values())


def edit_distance(query: str, candidate: str, *, limit: int) -> int | None:
    """Count the code points to change to turn one text into the other; None when more than `limit`.

    Cost: O(limit * max(n, m) / 64) or better (rapidfuzz's bit-parallel and banded algorithms).
    """
    distance = Levenshtein.distance(query, candidate, score_cutoff=limit)
    return distance if distance <= limit else None


def score_percent(distance: int, longer: int) -> int:
    """Turn a distance into a score of 0..100, rounded down.

    Args:
        distance: Edits, 0..longer.
        longer: Symbols in the longer of the two texts; two empty texts are identical.
    """
    return 100 * (longer - distance) // longer if longer else 100


def exact_score(distance: int, longer: int) -> Fraction:
    """Turn a distance into the exact score in percent, 0..100: what decides the order of matches."""
    return Fraction(100 * (longer - distance), longer) if longer else Fraction(100)


def allowed_distance(longer: int, threshold_percent: int) -> int:
    """Give the largest distance that still scores `threshold_percent` (0..100)."""
    return longer * (100 - threshold_percent) // 100


def length_bounds(length: int, threshold_percent: int) -> tuple[int, int]:
    """Give the lengths of the shortest and the longest text that can score `threshold_percent` (1..100).

    The distance is at least the difference of the lengths, so the shorter text has at least that percentage
    of the longer one's symbols.
    """
    return -(-length * threshold_percent // 100), length * 100 // threshold_percent
