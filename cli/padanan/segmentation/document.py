"""Cutting a text document into segments that keep their place in it."""

from collections.abc import Iterator
from itertools import pairwise

import regex

from padanan.core.language import parse_language
from padanan.core.model import Segment
from padanan.segmentation.engine import Rules
from padanan.segmentation.reader import load_rules

# The mandatory breaks of UAX #14: LF, CR, CR LF, VT, FF, NEL, and the line and paragraph separators.
_LINE = regex.compile(r"([^\n\r\x0B\f\x85\u2028\u2029]*)(?:\r\n|[\n\r\x0B\f\x85\u2028\u2029]|\Z)")
_BYTE_ORDER_MARK = "\ufeff"


def segment_document(text: str, *, language: str, rules: Rules | None = None) -> list[Segment]:
    """Cut a document into segments, in document order.

    A line break always ends a segment; within a line the rules decide. White space at either end of a segment
    belongs to none, nor does a byte order mark, so that the segments with what lies between them are the
    document, and no segment is empty.

    Args:
        text: The whole document, with any line ends.
        language: Any spelling that `parse_language` reads.
        rules: The shipped ones where None.

    Raises:
        LanguageError: the language is unknown.
        SrxError: a rule of the language is broken, or takes far too long.

    Cost: O(n) with the shipped rules, a few million characters a second.
    """
    tag = parse_language(language).tag
    rules = rules or load_rules()
    segments: list[Segment] = []
    paragraph = 0
    for line, (start, content) in enumerate(split_lines(text), 1):
        pieces = list(_split_line(content, rules.break_offsets(content, language=tag)))
        paragraph += bool(pieces)
        segments.extend(
            Segment(
                text=content[first:end],
                start=start + first,
                end=start + end,
                line=line,
                paragraph=paragraph,
                number=number,
            )
            for number, (first, end) in enumerate(pieces, 1)
        )
    return segments


def split_paragraph(text: str, *, language: str, rules: Rules | None = None) -> list[tuple[int, int]]:
    """Give the ranges of a paragraph's segments, without the white space around them; none is empty.

    Takes the same, and raises the same, as `segment_document`; line breaks in it are as any white space.
    """
    tag = parse_language(language).tag
    return list(_split_line(text, (rules or load_rules()).break_offsets(text, language=tag)))


def split_lines(text: str) -> Iterator[tuple[int, str]]:
    """Give each line's offset and its content without the line break."""
    for match in _LINE.finditer(text):
        yield match.start(), match[1]


def _split_line(content: str, breaks: list[int]) -> Iterator[tuple[int, int]]:
    """Give the ranges between the breaks, without the white space around them; none that is empty."""
    for start, end in pairwise([0, *breaks, len(content)]):
        piece = content[start:end]
        stripped = piece.lstrip().removeprefix(_BYTE_ORDER_MARK).lstrip() if start == 0 else piece.lstrip()
        first = end - len(stripped)
        stripped = stripped.rstrip()
        if stripped:
            yield first, first + len(stripped)
