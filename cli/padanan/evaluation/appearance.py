"""Text that is not what metrics take: tokenised already, or full of markup.

Metrics tokenise by themselves. Text whose words and marks somebody set apart beforehand gets another score
(Post 2018, "A Call for Clarity in Reporting BLEU Scores"), as does text whose tags count as words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from padanan.core.markup import find_tags

if TYPE_CHECKING:  # NumPy costs 100 ms, so it is loaded by the function that looks
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.int32]

# Marks that follow a word at once in every language that has spaces. French sets one before ; : ! ? and »:
# those are no sign of anything.
_LOOSE_MARK = re.compile(r"(?<=\w) [.,)\]}](?= |$)")
# What tokenizers write and nobody else: Moses' escapes and split hyphens, Penn's brackets, subword marks.
_TOKENIZER_SIGNS = re.compile(r"&(?:#91|#93|#124);|@-@|-(?:LRB|RRB|LSB|RSB)-|@@ |\u2581| n't\b")
# sacrebleu warns of a hundred lines that end in " ."; a twentieth of a text is no slip of the pen either.
_SUSPECT_SHARE = 0.05
_NAMED = 3


class Suspicion(StrEnum):
    """What a text looks like."""

    TOKENISED = "tokenised"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a text is suspected: how many of its segments show it, and the first of them, by number from 0."""

    suspicion: Suspicion
    count: int
    segments: int
    examples: tuple[int, ...]


def inspect_texts(texts: Sequence[str]) -> tuple[Evidence, ...]:
    """Look for segments that seem tokenised, and for markup.

    Tokenised: a word is followed by a space and a mark that closes (` .`, ` ,`, ` )`), or there are signs
    that only tokenizers write, in one segment of twenty or more. One segment with markup is enough.
    """
    return gather_evidence(flag_texts(texts))


def flag_texts(texts: Sequence[str]) -> "Flags":
    """Look at each text: an int32 array of (texts, 2), 1 where it seems tokenised, and where it has markup.

    Cost: 3 microseconds a sentence.
    """
    import numpy as np

    flags = np.zeros((len(texts), 2), dtype=np.int32)
    for row, text in enumerate(texts):
        flags[row] = looks_tokenised(text), "<" in text and bool(find_tags(text))
    return flags


def gather_evidence(flags: "Flags") -> tuple[Evidence, ...]:
    """Say what flags of texts amount to, see `inspect_texts`."""
    found = []
    for kind, column, share in ((Suspicion.TOKENISED, 0, _SUSPECT_SHARE), (Suspicion.MARKUP, 1, 0.0)):
        rows = flags[:, column].nonzero()[0].tolist()
        if rows and len(rows) >= share * len(flags):
            found.append(
                Evidence(suspicion=kind, count=len(rows), segments=len(flags), examples=tuple(rows[:_NAMED]))
            )
    return tuple(found)


def looks_tokenised(text: str) -> bool:
    """Whether one segment looks as a tokenizer leaves it."""
    return bool(_LOOSE_MARK.search(text) or _TOKENIZER_SIGNS.search(text))


def describe_evidence(evidence: Evidence, name: str) -> str:
    """Say in one sentence what a text looks like, and what that does to its scores."""
    plural = "" if evidence.segments == 1 else "s"
    rows = ", ".join(str(row + 1) for row in evidence.examples)
    seen = f"{evidence.count} of {evidence.segments} segment{plural} in {name} (such as segment {rows})"
    if evidence.suspicion is Suspicion.TOKENISED:
        return f"{seen} look tokenised: score text as people read it, since metrics tokenise by themselves"
    return f"{seen} carry markup: its tags are scored as if they were words"
