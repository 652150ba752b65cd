"""Cutting documents of every kind into segments, and putting translations in their place."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import regex

from padanan.core.language import writes_without_spaces
from padanan.core.model import Segment
from padanan.formats.document import (
    Block,
    DocumentKind,
    Fragment,
    Translation,
    cut,
    read_document,
    write_document,
)
from padanan.segmentation import Rules, segment_document, split_paragraph

_LINE_BREAK = regex.compile(r"\r\n|\r|\n")


class Lines:
    """On which line, and where in it, each character of a text stands."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]

    def of(self, offset: int) -> int:
        """Give the line of an offset, from 1."""
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        """Give the column of an offset, from 1."""
        return offset - self._starts[self.of(offset) - 1] + 1


def segment_text(
    text: str, kind: DocumentKind, *, language: str, rules: Rules | None = None
) -> list[Segment]:
    """Cut a document into segments, in document order.

    In plain text a line break ends a segment. In Markdown and HTML a paragraph, a heading, a cell or the like
    is cut by the rules alone, by what a reader sees of it.

    Raises:
        LanguageError: the language is unknown.
        SrxError: a rule of the language is broken, or takes far too long.
    """
    if kind is DocumentKind.TEXT:
        return segment_document(text, language=language, rules=rules)
    lines = Lines(text)
    paragraphs = _paragraphs(read_document(text, kind).blocks, text, language, rules)
    in_order = sorted(paragraphs, key=lambda fragments: fragments[0].start)
    return [
        _segment(fragment, lines, paragraph, number)
        for paragraph, fragments in enumerate(in_order, 1)
        for number, fragment in enumerate(fragments, 1)
    ]


def translate_text(
    text: str,
    kind: DocumentKind,
    segments: Iterable[Segment],
    translations: Mapping[str, str],
    *,
    language: str,
) -> str:
    """Put translations into a document; a segment without one stays as it is, byte for byte.

    What stands between segments stays too, but for the space between two sentences of a paragraph: Chinese
    and Japanese write none, and other languages write one even where the source does not.

    Args:
        text: The document.
        kind: How it is written.
        segments: What `segment_text` gave for it.
        translations: Translations by message.
        language: The tag of the language of the translations.

    Raises:
        MarkupError: a translation does not keep the codes of its source, or would break the document.
    """
    is_spaced = not writes_without_spaces(language)
    chosen: list[Translation] = []
    before: Segment | None = None
    for segment in sorted(segments, key=lambda segment: segment.start):
        if segment.message in translations:
            chosen.append(_translation(text, segment, before, translations[segment.message], is_spaced))
        elif before is not None and is_spaced and _touches(before, segment) and chosen:
            last = chosen[-1]
            chosen[-1] = replace(last, target=last.target + " " * (last.end == segment.start))
        before = segment
    if kind is not DocumentKind.TEXT:
        return write_document(read_document(text, kind), chosen)
    pieces: list[str] = []
    position = 0
    for item in chosen:
        pieces += [text[position : item.start], item.target]
        position = item.end
    return "".join([*pieces, text[position:]])


def _translation(
    text: str, segment: Segment, before: Segment | None, target: str, is_spaced: bool
) -> Translation:
    """Say what comes in the place of a segment, with or without the space before it."""
    start = segment.start
    if before is not None and _follows(before, segment):
        gap = text[before.end : start]
        if is_spaced and not gap:
            target = f" {target}"
        elif not is_spaced and gap.isspace():
            start = before.end
    return Translation(start=start, end=segment.end, markup=segment.message, target=target)


def _follows(before: Segment, segment: Segment) -> bool:
    return (before.paragraph, before.number + 1) == (segment.paragraph, segment.number)


def _touches(before: Segment, segment: Segment) -> bool:
    return _follows(before, segment) and before.end == segment.start


def _paragraphs(
    blocks: Iterable[Block], text: str, language: str, rules: Rules | None
) -> Iterator[list[Fragment]]:
    """Give the segments of each block, and behind them those of the attributes in it; none without any."""
    for block in blocks:
        pieces = split_paragraph(block.text, language=language, rules=rules) if block.text.strip() else []
        found = list(cut(block, pieces, text))
        fragments = [item for item in found if isinstance(item, Fragment)]
        if fragments:
            yield fragments
        yield from _paragraphs((item for item in found if isinstance(item, Block)), text, language, rules)


def _segment(fragment: Fragment, lines: Lines, paragraph: int, number: int) -> Segment:
    return Segment(
        text=fragment.text,
        start=fragment.start,
        end=fragment.end,
        line=lines.of(fragment.start),
        paragraph=paragraph,
        number=number,
        codes=fragment.codes,
        markup=fragment.markup,
    )
