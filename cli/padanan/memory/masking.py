"""Telling a difference in words from one in numbers, tags, spaces and the like alone."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from padanan.core.markup import find_tags
from padanan.core.placeholders import find_likely_placeholders

# In the order in which they are named, and preferred where several explain a difference equally well.
KINDS = ("numbers", "placeholders", "tags", "case", "punctuation", "spaces")

_CODE = re.compile("[\ufdd0-\ufdd2]")  # an inline code (see similarity.normalise_symbols)
# Digits of any script with what groups them or begins the fraction in English, Indonesian, French, Arabic.
_RUN = re.compile(
    r"(?P<letters>[^\W\d_]+)|(?P<numbers>\d+(?:[.,'’\u066b\u066c]\d+)*)|(?P<spaces>\s+)|.", re.DOTALL
)
_QUOTES = frozenset("`´")  # symbols by category, used as quotation marks

Piece = tuple[str, str]


def differing_kinds(query: str, source: str, others: Collection[str] = ()) -> tuple[str, ...]:
    """Name the fewest kinds of characters without which two texts are the same.

    Args:
        query: A text in the form of `similarity.normalise_symbols`.
        source: Another.
        others: Kinds that are known to differ, though it does not show in this form: the markup of codes.

    Returns:
        Kinds out of KINDS, in that order, so that both texts are equal when everything of these kinds is
        taken out ("case": when all is folded); `others` are among them. Empty for equal texts without
        `others`, and when nothing but words explains the difference. Among equally few kinds, those that come
        first in KINDS.

    Cost: O(length), and up to 62 times that when the words are the same.
    """
    first, second = list(_pieces(query)), list(_pieces(source))
    if (query == source and not others) or _mask(first, KINDS) != _mask(second, KINDS):
        return ()
    sizes = range(1, len(KINDS) + 1)
    return next(
        kinds
        for size in sizes
        for kinds in combinations(KINDS, size)
        if set(others) <= set(kinds) and _mask(first, kinds) == _mask(second, kinds)
    )


def _mask(pieces: Sequence[Piece], kinds: Sequence[str]) -> str:
    text = "".join(text for kind, text in pieces if kind not in kinds)
    return unicodedata.normalize("NFC", text.casefold()) if "case" in kinds else text


def _pieces(text: str) -> Iterator[Piece]:
    """Cut a text into pieces of one kind each; "" is the kind of everything else."""
    end = 0
    for start, stop, kind in _spans(text):
        if start >= end:
            yield from _plain_pieces(text[end:start])
            yield kind, text[start:stop]
            end = stop
    yield from _plain_pieces(text[end:])


def _spans(text: str) -> list[tuple[int, int, str]]:
    """Find tags, and placeholders of any syntax, in order; no two begin together."""
    spans = [(found.start(), found.end(), "tags") for found in _CODE.finditer(text)]
    spans += [(tag.span.start, tag.span.end, "tags") for tag in find_tags(text)]
    spans += [(span.start, span.end, "placeholders") for span in find_likely_placeholders(text)]
    return sorted(spans)


def _plain_pieces(text: str) -> Iterator[Piece]:
    for found in _RUN.finditer(text):
        kind = found.lastgroup or _kind_of_character(found[0])
        yield "" if kind == "letters" else kind, found[0]


def _kind_of_character(character: str) -> str:
    is_mark = unicodedata.category(character).startswith("P") or character in _QUOTES
    return "punctuation" if is_mark else ""
