"""Text that is not what metrics take: tokenised already, or full of markup.

Metrics tokenise by themselves. Text whose words and marks somebody set apart beforehand gets another score
(Post 2018, "A Call for Clarity in Reporting BLEU Scores"), as does text whose tags count as words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from padanan.core.markup import find_tags

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
    tokenised = [row for row, text in enumerate(texts) if looks_tokenised(text)]
    marked = [row for row, text in enumerate(texts) if "<" in text and find_tags(text)]
    found = ((Suspicion.TOKENISED, tokenised, _SUSPECT_SHARE * len(texts)), (Suspicion.MARKUP, marked, 1))
    return tuple(_evidence(kind, rows, texts) for kind, rows, least in found if rows and len(rows) >= least)


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


def _evidence(suspicion: Suspicion, rows: Sequence[int], texts: Sequence[str]) -> Evidence:
    return Evidence(suspicion=suspicion, count=len(rows), segments=len(texts), examples=tuple(rows[:_NAMED]))
