"""Documents with markup: what is to be translated of them, and how translations are put in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from padanan.core.errors import MarkupError
from padanan.formats.document.html import read_html
from padanan.formats.document.markdown import read_markdown
from padanan.formats.document.markdown_inline import Line, read_lines
from padanan.formats.document.model import Block, DocumentKind

_SUFFIXES: Final = {
    ".htm": DocumentKind.HTML,
    ".html": DocumentKind.HTML,
    ".markdown": DocumentKind.MARKDOWN,
    ".md": DocumentKind.MARKDOWN,
    ".xhtml": DocumentKind.HTML,
}
# What a file begins with that is HTML whatever it is called.
_HTML: Final = re.compile(
    r"\ufeff?\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s++html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 10_000
_WHITE_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_LINE_BREAK: Final = re.compile(r"[ \t]*+[\r\n][ \t\r\n]*+")
_VALUE: Final = re.compile(
    r"(?<=[\s\"'])(abbr|alt|aria-[a-z]+|label|placeholder|summary|title)(\s*=\s*)(\"[^\"]*\"|'[^']*')",
    re.IGNORECASE,
)
_TAG_NAME: Final = re.compile(r"<[!?/]?[A-Za-z-][^\s/>]*")
# What would make a line of Markdown something else than a paragraph; for numbers the place behind them.
_BLOCK_START: Final = re.compile(
    r"(?=[#+*=-](?:[ \t\r\n]|$)|#{2,6}(?:[ \t\r\n]|$)|>|[=-]{2,}[ \t]*$|`{3}|~{3}|\|)"
    r"|[0-9]{1,9}(?=[.)](?:[ \t\r\n]|$))"
)
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDocument:
    """A document as it was read; `labels` are what links in Markdown can refer to."""

    kind: DocumentKind
    source: str
    blocks: tuple[Block, ...]
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What comes in the place of `start:end` of a document: `markup` is what stands there, in one line."""

    start: int
    end: int
    markup: str
    target: str


def detect_kind(name: str, text: str) -> DocumentKind:
    """Say how a document is written: HTML by what it begins with, else by its name's suffix."""
    if _HTML.match(text, 0, _HEAD):
        return DocumentKind.HTML
    return _SUFFIXES.get(PurePath(name).suffix.lower(), DocumentKind.TEXT)


def read_document(source: str, kind: DocumentKind) -> MarkedDocument:
    """Read a document in Markdown or HTML; no text is refused.

    Cost: linear in the text.
    """
    if kind is DocumentKind.HTML:
        return MarkedDocument(kind=kind, source=source, blocks=tuple(read_html(source)))
    blocks, labels = read_markdown(source)
    return MarkedDocument(kind=kind, source=source, blocks=tuple(blocks), labels=labels)


def write_document(document: MarkedDocument, translations: Iterable[Translation]) -> str:
    """Put translations into a document; everything else stays byte for byte.

    Args:
        document: The document.
        translations: Those of fragments of it, in document order.

    Raises:
        MarkupError: a translation lacks a code of its source or has one that its source has not, or would
            become something else than the text it takes the place of.
    """
    quotes = dict(_quotes(document.blocks))
    pieces: list[str] = []
    position = 0
    for item in translations:
        pieces += [
            document.source[position : item.start],
            _encode(document, item, quotes.get(item.start, "")),
        ]
        position = item.end
    text = "".join([*pieces, document.source[position:]])
    _require_same_shape(document, text)
    return text


def line_of(text: str, offset: int) -> int:
    """Give the line in which an offset stands, from 1."""
    return text.count("\n", 0, offset) + 1


def _quotes(blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
    """Give every place at which text within the value of an attribute can begin, and what encloses it."""
    for block in blocks:
        if block.quote:
            yield from ((place, block.quote) for place in range(block.runs[0].start, block.runs[-1].end))
        for code in block.codes:
            yield from _quotes(code.attributes)


def _encode(document: MarkedDocument, item: Translation, quote: str) -> str:
    """Write a translation as the document must have it."""
    target = _LINE_BREAK.sub(" ", item.target)
    if quote:
        return target.replace(quote, "&quot;" if quote == '"' else "&#39;")
    source_codes, target_codes = _codes(document, item.markup), _codes(document, target)
    lacking, surplus = source_codes - target_codes, target_codes - source_codes
    if lacking or surplus:
        problem = "lacks" if lacking else "has what its source has not:"
        code = next(iter(lacking or surplus))
        raise MarkupError(
            f"the translation of {item.markup[:_SHOWN]!r} {problem} {code[:_SHOWN]}",
            line=line_of(document.source, item.start),
            hint="every code of the source stands in the translation once",
        )
    found = _BLOCK_START.match(target) if document.kind is DocumentKind.MARKDOWN else None
    if found and not _BLOCK_START.match(document.source, item.start, item.end):
        return f"{target[: found.end()]}\\{target[found.end() :]}"
    return target


def _codes(document: MarkedDocument, markup: str) -> Counter[str]:
    """Count the codes of a fragment, their texts for translators left out."""
    text = f" {markup.strip()}"  # it does not begin a block
    if document.kind is DocumentKind.HTML:
        blocks = list(read_html(text))
    else:
        blocks = list(read_lines(text, [Line(0, len(text))], document.labels))
    written = (_WHITE_SPACE.sub(" ", code.inline.markup) for block in blocks for code in block.codes)
    found = Counter(_VALUE.sub(r"\1\2\"\"", text) for text in written)
    if document.kind is DocumentKind.HTML:  # what is no code is no part of a fragment
        names = Counter(name.lower() for name in _TAG_NAME.findall(text))
        names.subtract(name.lower() for code in found.elements() for name in _TAG_NAME.findall(code))
        found.update(+names)
    return found


def _require_same_shape(document: MarkedDocument, text: str) -> None:
    """Make sure that what was put in is read as text where the source had text."""
    before, after = document.blocks, read_document(text, document.kind).blocks
    shapes = [(block.quote, len(block.codes)) for block in before]
    found = [(block.quote, len(block.codes)) for block in after]
    if shapes == found:
        return
    pairs = enumerate(zip(shapes, found, strict=False))
    place = next((index for index, (old, new) in pairs if old != new), min(len(shapes), len(found)) - 1)
    raise MarkupError(
        "a translation would change the structure of the document",
        line=line_of(document.source, before[place].start) if before else None,
        hint="it holds something that begins a block, or markup of its own",
    )
