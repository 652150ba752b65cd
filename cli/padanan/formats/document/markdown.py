"""Reading Markdown: what of it is text, and where.

Blocks are found by markdown-it-py (CommonMark 0.31 and tables), which says on which lines each stands; what
stands in a line is scanned here, since it has no positions for that (docs/decisions/0017-documents.md).
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from padanan.formats.document.html import read_html
from padanan.formats.document.markdown_inline import Line, read_lines
from padanan.formats.document.model import Block

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER: Final = re.compile(
    r"(?:\ufeff)?(?P<mark>---|\+\+\+)[ \t]*\n(?:.*?\n)?(?:(?P=mark)|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_HARD_BREAK: Final = re.compile(r"(?: {2,}|\\)\Z")
# Of block quotes and lists inside one another; CommonMark sets no limit, and a parser needs one.
_MAX_NESTING = 50


def read_markdown(source: str) -> tuple[list[Block], frozenset[str]]:
    """Give what is to be translated of Markdown, in document order, and the labels that links may refer to.

    Blocks are paragraphs, headings, cells, and what a hard line break divides; of HTML blocks what
    `read_html` gives. Not translated are front matter, code, and definitions of links. What cannot be found
    again in the source, because the parser wrote it anew, is left alone.
    """
    from markdown_it import MarkdownIt  # most commands read no Markdown

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table").disable(["inline"])
    front = _FRONT_MATTER.match(source)
    begin = front.end() if front else 0
    lines = [(found.start(), found.end()) for found in _LINE.finditer(source, begin)]
    environment: dict[str, dict[str, object]] = {}
    tokens = parser.parse(source[begin:], environment)
    labels = frozenset(environment.get("references", {}))
    return list(_blocks(tokens, source, lines, labels)), labels


def _blocks(
    tokens: "list[Token]", source: str, lines: list[tuple[int, int]], labels: frozenset[str]
) -> Iterator[Block]:
    cells_line, column = -1, 0  # where the last cell was found
    for token in tokens:
        if token.map is None:
            continue
        first, last = token.map
        if token.type == "html_block":
            yield from read_html(source, lines[first][0], lines[last - 1][1])
        elif token.type == "inline" and token.content:
            if first != cells_line:
                cells_line, column = first, lines[first][0]
            found = list(_locate(token.content, source, lines[first:], column))
            if found and "\n" not in token.content:
                column = found[-1].end
            for part in _divide(found, source):
                yield from read_lines(source, part, labels)


def _locate(content: str, source: str, lines: list[tuple[int, int]], column: int) -> Iterator[Line]:
    """Find the lines of a block's content in the source; none of them where one is not there."""
    found: list[Line] = []
    pieces = content.split("\n")
    for piece, (begin, end) in zip(pieces, lines, strict=False):
        # A cell's bar has lost the backslash before it.
        written = (piece.strip(), piece.strip().replace("|", "\\|"))
        starts = [(source.find(text, max(begin, column), end), text) for text in written]
        start, text = next((place for place in starts if place[0] >= 0), (-1, ""))
        if start < 0:
            return
        rest = source[start + len(text) : end].rstrip("\r\n")
        blanks = len(rest) - len(rest.lstrip(" ")) if len(found) + 1 < len(pieces) else 0
        found.append(Line(start=start, end=start + len(text) + blanks))
    yield from found


def _divide(lines: list[Line], source: str) -> Iterator[list[Line]]:
    """Divide lines at hard line breaks."""
    part: list[Line] = []
    for line in lines:
        part.append(line)
        mark = _HARD_BREAK.search(source[line.start : line.end])
        if mark and line is not lines[-1]:
            part[-1] = Line(start=line.start, end=line.start + mark.start())
            yield part
            part = []
    if part:
        yield part
