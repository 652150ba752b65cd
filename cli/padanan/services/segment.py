"""Cutting a document into segments, and saying why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from operator import add
from pathlib import Path

from padanan.core.language import parse_language
from padanan.core.model import Segment
from padanan.formats.document import DocumentKind, detect_kind, read_document
from padanan.formats.files import SourceFile, decode_utf8
from padanan.segmentation import Decision, format_srx, load_rules, split_lines
from padanan.services.documents import Lines, segment_text

# How much of the text is shown on either side of a break.
_CONTEXT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentOptions:
    """How a document is cut: its language in any usual spelling, and an SRX 2.0 file for the shipped rules.

    Without a `kind` the document's content and name say how it is written.
    """

    language: str
    rules_path: Path | None = None
    kind: DocumentKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentedDocument:
    """A document's segments in their order; `language` is a normalised BCP 47 tag."""

    path: str
    language: str
    kind: DocumentKind
    segments: tuple[Segment, ...]
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPlace:
    """A place at which a document is broken, or is not although a break rule matches there.

    Line and column count from 1, `offset` from 0. `before` and `after` are some text around it. Without a
    `decision` it is the end of a line, or of a block in a document with markup.
    """

    line: int
    column: int
    offset: int
    before: str
    after: str
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedDocument:
    """All places of a document where something was decided, in order; `rules` is the file of the rules."""

    path: str
    language: str
    kind: DocumentKind
    rules: str
    places: tuple[ExplainedPlace, ...]


def segment_source(source: SourceFile, options: SegmentOptions) -> SegmentedDocument:
    """Segment a document in UTF-8.

    Raises:
        TextError: it is not UTF-8 text.
        LanguageError: the language is unknown.
        SrxError: the rules are broken, or take far too long.
    """
    text = decode_utf8(source)
    kind, tag = _kind(source, text, options), parse_language(options.language).tag
    segments = segment_text(text, kind, language=tag, rules=load_rules(options.rules_path))
    path = source.path.as_posix()
    return SegmentedDocument(path=path, language=tag, kind=kind, segments=tuple(segments), text=text)


def explain_source(source: SourceFile, options: SegmentOptions) -> ExplainedDocument:
    """Say for each place of a document where it could be broken what decided there.

    Raises:
        TextError, LanguageError, SrxError: as `segment_source` does.
    """
    text = decode_utf8(source)
    kind, tag = _kind(source, text, options), parse_language(options.language).tag
    rules = load_rules(options.rules_path)
    lines = Lines(text)
    places: list[ExplainedPlace] = []
    for block, locate in _blocks(text, kind):
        if not block.strip():
            continue
        decided = [(item.offset, item) for item in rules.explain(block, language=tag)]
        for offset, decision in [*decided, (len(block.rstrip()), None)]:
            place = locate(offset)
            places.append(
                ExplainedPlace(
                    line=lines.of(place),
                    column=lines.column(place),
                    offset=place,
                    before=block[max(offset - _CONTEXT, 0) : offset],
                    after=block[offset : offset + _CONTEXT],
                    decision=decision,
                )
            )
    return ExplainedDocument(
        path=source.path.as_posix(),
        language=tag,
        kind=kind,
        rules=rules.document.path or "",
        places=tuple(places[:-1]),
    )


def export_rules(path: Path | None) -> bytes:
    """Give the rules of an SRX file, or the shipped ones, as SRX 2.0.

    Raises:
        SrxError: the rules are broken.
    """
    return format_srx(load_rules(path).document)


def _kind(source: SourceFile, text: str, options: SegmentOptions) -> DocumentKind:
    return options.kind or detect_kind(source.path.name, text)


def _blocks(text: str, kind: DocumentKind) -> Iterator[tuple[str, Callable[[int], int]]]:
    """Give what is segmented by itself, with what says where in the document its characters end."""
    if kind is DocumentKind.TEXT:
        for start, content in split_lines(text):
            yield content, partial(add, start)
        return
    for block in read_document(text, kind).blocks:
        yield block.text, block.source_end
