"""Text with its markup, and where each of its characters stands in the document.

Nothing of a document is ever taken apart for good: blocks and fragments say what to translate and where it
stands, and a translated document is the source with some ranges replaced.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from padanan.core.model import InlineCode


class DocumentKind(StrEnum):
    """How a document is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`length` characters of a block's text from `at` on, which `start:end` of the document says.

    Where both are of the same length they stand for one another one by one; else the document writes a
    character in several (`&amp;`), or white space that counts as one blank.
    """

    at: int
    length: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of a block, `start:end` of the document; its markup is how messages write it.

    `attributes` are values inside it that are to be translated; `name` tells which codes go together. One
    that is a word of its sentence, such as a code span, belongs to it even at its edge.
    """

    inline: InlineCode
    start: int
    end: int
    name: str
    is_word: bool = False
    attributes: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a document that is segmented by itself: a paragraph, a cell, the value of an attribute.

    `text` is what a reader sees, white space as single blanks; `codes` stand in it in document order.
    `quote` is what encloses the value of an attribute.
    """

    text: str
    runs: tuple[Run, ...]
    codes: tuple[Code, ...] = ()
    quote: str = ""

    @property
    def start(self) -> int:
        """Say where in the document it begins."""
        return min([run.start for run in self.runs[:1]] + [code.start for code in self.codes[:1]])

    def source_start(self, offset: int) -> int:
        """Say where in the document the character at `offset` begins."""
        run = self.runs[bisect_right(self.runs, offset, key=_place) - 1]
        return run.start + offset - run.at if run.length == run.end - run.start else run.start

    def source_end(self, offset: int) -> int:
        """Say where in the document the character before `offset` ends."""
        run = self.runs[bisect_right(self.runs, offset - 1, key=_place) - 1]
        return run.start + offset - run.at if run.length == run.end - run.start else run.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A segment of a block: its text, the codes inside it, and how the document writes it in one line.

    `start:end` is what a translation of `markup` takes the place of.
    """

    text: str
    codes: tuple[InlineCode, ...]
    markup: str
    start: int
    end: int
    quote: str = ""


def cut(block: Block, pieces: Sequence[tuple[int, int]], source: str) -> Iterator[Fragment | Block]:
    """Cut a block into fragments, in document order.

    Codes at the edge of a fragment stay outside, unless the code that they go together with is inside, or
    they stand for a word. The attributes of those that are outside come as blocks of their own.

    Args:
        block: The block.
        pieces: Ranges of its text, ascending, none empty.
        source: The document.
    """
    partners = _pair(block.codes)
    done = 0
    for index, (start, end) in enumerate(pieces):
        limit = pieces[index + 1][0] if index + 1 < len(pieces) else len(block.text)
        first, last = _inside(block.codes, partners, (start, end), (done, limit))
        for code in block.codes[done:first]:
            yield from code.attributes
        yield _fragment(block, (start, end), block.codes[first:last], source)
        done = last
    for code in block.codes[done:]:
        yield from code.attributes


def _pair(codes: Sequence[Code]) -> dict[int, int]:
    """Say by their places which codes go together, both ways."""
    open_codes: dict[str, list[int]] = {}
    partners: dict[int, int] = {}
    for place, code in enumerate(codes):
        if code.inline.kind == "open":
            open_codes.setdefault(code.name, []).append(place)
        elif code.inline.kind == "close" and open_codes.get(code.name):
            partners[place] = open_codes[code.name].pop()
            partners[partners[place]] = place
    return partners


def _inside(
    codes: Sequence[Code], partners: dict[int, int], piece: tuple[int, int], around: tuple[int, int]
) -> tuple[int, int]:
    """Give the range of codes that belong to a piece.

    Args:
        codes: Those of the block.
        partners: Which of them go together.
        piece: The range of text.
        around: The first code that is still free, and the offset at which the next piece begins.
    """
    done, limit = around
    first = max(bisect_right(codes, piece[0], key=_offset), done)
    last = max(bisect_right(codes, piece[1] - 1, key=_offset), first)
    after = max(bisect_right(codes, limit, key=_offset), last)
    first = _first_inside(codes, partners, (done, first, last))
    trailing = [
        place
        for place in range(last, after)
        if first <= partners.get(place, -1) < last
        or (codes[place].is_word and (_offset(codes[place]) <= piece[1] or after == len(codes)))
    ]
    last = max([last, *(place + 1 for place in trailing)])
    return _first_inside(codes, partners, (done, first, last)), last


def _first_inside(codes: Sequence[Code], partners: dict[int, int], places: tuple[int, int, int]) -> int:
    """Give the first of the codes between `done` and `first` that goes with what is inside."""
    done, first, last = places
    for place in range(done, first):
        if codes[place].is_word or first <= partners.get(place, -1) < last:
            return place
    return first


def _place(run: Run) -> int:
    return run.at


def _offset(code: Code) -> int:
    return code.inline.offset


def _fragment(block: Block, piece: tuple[int, int], codes: Sequence[Code], source: str) -> Fragment:
    start = min([piece[0], *(code.inline.offset for code in codes[:1])])
    end = max([piece[1], *(code.inline.offset for code in codes[-1:])])
    parts: list[str] = []
    at = start
    for code in codes:
        parts += [_written(block, at, code.inline.offset, source), code.inline.markup]
        at = code.inline.offset
    parts.append(_written(block, at, end, source))
    inlines = (code.inline for code in codes)
    return Fragment(
        text=block.text[start:end],
        codes=tuple(replace(inline, offset=inline.offset - start) for inline in inlines),
        markup="".join(parts),
        start=min([block.source_start(piece[0]), *(code.start for code in codes[:1])]),
        end=max([block.source_end(piece[1]), *(code.end for code in codes[-1:])]),
        quote=block.quote,
    )


def _written(block: Block, start: int, end: int, source: str) -> str:
    """Give how the document writes a range of a block's text that has no codes in it, in one line."""
    parts: list[str] = []
    index = max(bisect_right(block.runs, start, key=_place) - 1, 0)
    while index < len(block.runs) and block.runs[index].at < end:
        run = block.runs[index]
        index += 1
        first, last = max(start, run.at), min(end, run.at + run.length)
        if first >= last:
            continue
        raw = source[block.source_start(first) : block.source_end(last)]
        parts.append(" " if raw.isspace() or block.text[first:last] == " " else raw)
    return "".join(parts)
