"""Building a memory out of two documents that are translations of each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from padanan.alignment import AlignmentOptions, Bead, Lexicon, align_sentences, learn_lexicon
from padanan.alignment.embedding import load_embedder
from padanan.core.errors import InputError
from padanan.core.interchange import CONFIDENCE_PROPERTY, REVIEW_PROPERTY
from padanan.core.language import covers, writes_without_spaces
from padanan.core.model import Origin, Properties, Segment, TranslationUnit, Variant
from padanan.formats.files import SourceFile, decode_utf8
from padanan.memory.sqlite import SqliteStore
from padanan.services.segment import SegmentOptions, segment_source

# Below this a pair is marked for review: about what one pair in eight of heavily edited news has.
REVIEW_BELOW = 0.8
# Units of a memory that a lexicon is learned from; more teach little.
_LEXICON_UNITS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignOptions:
    """How two documents are aligned; languages are BCP 47 tags.

    With `segmented` every line is a sentence, and an empty one ends a paragraph. `rules_path` is an SRX file
    in place of the shipped rules. Pairs below `min_confidence` are left out, those below `review_below` are
    marked. A lexicon is learned from the `memory` at a path, if one is given. With `semantic` sentence
    embeddings count too, which are an extra.
    """

    source_language: str
    target_language: str
    segmented: bool = False
    rules_path: Path | None = None
    min_confidence: float = 0.0
    review_below: float = REVIEW_BELOW
    memory: Path | None = None
    semantic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedPair:
    """Texts that translate each other, "" where one side has nothing; lines count from 1.

    `kind` counts the sentences of both, such as `1-2`.
    """

    source: str
    target: str
    kind: str
    confidence: float
    source_line: int | None
    target_line: int | None
    needs_review: bool

    @property
    def is_pair(self) -> bool:
        """Whether both sides have text."""
        return bool(self.source and self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedDocuments:
    """Two documents, taken apart into pairs in order; every sentence of both is in exactly one."""

    source_path: str
    target_path: str
    source_language: str
    target_language: str
    min_confidence: float
    pairs: tuple[AlignedPair, ...]

    @property
    def kept(self) -> tuple[AlignedPair, ...]:
        """The pairs with text on both sides that are confident enough."""
        return tuple(pair for pair in self.pairs if pair.is_pair and pair.confidence >= self.min_confidence)

    @property
    def unpaired(self) -> int:
        """How many sentences have no counterpart."""
        return sum(not pair.is_pair for pair in self.pairs)


def align_documents(source: SourceFile, target: SourceFile, options: AlignOptions) -> AlignedDocuments:
    """Align two documents: plain text, Markdown or HTML.

    Raises:
        InputError: a document has no text.
        TextError: it is not UTF-8.
        SrxError: the rules are broken.
        StoreError: the memory cannot be read.
        PadananError: embeddings are asked for and not installed.

    Cost: as `align_sentences`.
    """
    first = _read_sentences(source, options.source_language, options)
    second = _read_sentences(target, options.target_language, options)
    beads = align_sentences(
        [segment.text for segment in first.segments],
        [segment.text for segment in second.segments],
        options=AlignmentOptions(
            source_language=options.source_language,
            target_language=options.target_language,
            source_paragraphs=_paragraphs(first.segments),
            target_paragraphs=_paragraphs(second.segments),
            lexicon=_learn(options),
            embed=load_embedder() if options.semantic else None,
        ),
    )
    return AlignedDocuments(
        source_path=str(source.path),
        target_path=str(target.path),
        source_language=options.source_language,
        target_language=options.target_language,
        min_confidence=options.min_confidence,
        pairs=tuple(_make_pair(bead, first, second, options) for bead in beads),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """A document's text and sentences."""

    text: str
    segments: Sequence[Segment]
    language: str

    def join(self, segments: Sequence[Segment]) -> str:
        """Give sentences that follow one another as one text: those of one line as they stand there."""
        plain = all(segment.markup is None for segment in segments)
        if segments and plain and segments[0].line == segments[-1].line:
            return self.text[segments[0].start : segments[-1].end]
        between = "" if writes_without_spaces(self.language) else " "
        return between.join(segment.text for segment in segments)


def _read_sentences(source: SourceFile, language: str, options: AlignOptions) -> _Document:
    segments: Sequence[Segment]
    if options.segmented:
        text = decode_utf8(source)
        segments = list(_read_lines(text))
    else:
        document = segment_source(source, SegmentOptions(language=language, rules_path=options.rules_path))
        text, segments = document.text, document.segments
    if not segments:
        raise InputError("there is no text in it", path=str(source.path), hint="is it the right file?")
    return _Document(text=text, segments=segments, language=language)


def _read_lines(text: str) -> Iterator[Segment]:
    paragraph, start = 1, 0
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped:
            offset = start + line.index(stripped[0])
            yield Segment(
                text=stripped,
                start=offset,
                end=offset + len(stripped),
                line=number,
                paragraph=paragraph,
                number=1,
            )
        else:
            paragraph += 1
        start += len(line) + 1


def _paragraphs(segments: Sequence[Segment]) -> list[int]:
    """Give each sentence's paragraph, or nothing where every sentence is one, which tells nothing."""
    numbers = [segment.paragraph for segment in segments]
    return numbers if len(set(numbers)) < len(numbers) or len(numbers) == 1 else []


def _learn(options: AlignOptions) -> Lexicon:
    if options.memory is None:
        return {}
    with SqliteStore.open(options.memory) as store:
        found = _pairs_of(store.units(), options.source_language, options.target_language)
        return learn_lexicon(
            list(islice(found, _LEXICON_UNITS)),
            source_language=options.source_language,
            target_language=options.target_language,
        )


def _pairs_of(units: Iterable[TranslationUnit], source: str, target: str) -> Iterator[tuple[str, str]]:
    for unit in units:
        texts = [
            next((variant.text for variant in unit.variants if covers(tag, variant.language)), None)
            for tag in (source, target)
        ]
        if texts[0] and texts[1]:
            yield texts[0], texts[1]


def _make_pair(bead: Bead, source: _Document, target: _Document, options: AlignOptions) -> AlignedPair:
    left = source.segments[bead.source_start : bead.source_end]
    right = target.segments[bead.target_start : bead.target_end]
    return AlignedPair(
        source=source.join(left),
        target=target.join(right),
        kind=bead.kind,
        confidence=bead.confidence,
        source_line=left[0].line if left else None,
        target_line=right[0].line if right else None,
        needs_review=bead.confidence < options.review_below,
    )


def units_of_alignment(aligned: AlignedDocuments) -> Iterator[TranslationUnit]:
    """Give the pairs that are kept as translation units, in order, with their confidence.

    A unit's neighbours are those of the source document; a pair for review has a property that says so.
    """
    kept = aligned.kept
    for place, pair in enumerate(kept):
        yield TranslationUnit(
            collection=aligned.source_path,
            key=pair.source,
            source_language=aligned.source_language,
            variants=(
                _variant(aligned.source_language, pair.source, aligned.source_path, pair.source_line, (
                    kept[place - 1].source if place else "",
                    kept[place + 1].source if place + 1 < len(kept) else "",
                )),
                _variant(aligned.target_language, pair.target, aligned.target_path, pair.target_line, (
                    kept[place - 1].target if place else "",
                    kept[place + 1].target if place + 1 < len(kept) else "",
                )),
            ),
            properties=_properties(pair),
        )  # fmt: skip


def _variant(language: str, text: str, path: str, line: int | None, neighbours: tuple[str, str]) -> Variant:
    previous, following = neighbours
    return Variant(
        language=language,
        text=text,
        previous=previous,
        next=following,
        origin=Origin(path=path, line=line),
    )


def _properties(pair: AlignedPair) -> Properties:
    confidence = (CONFIDENCE_PROPERTY, f"{pair.confidence:.2f}")
    return (confidence, (REVIEW_PROPERTY, "yes")) if pair.needs_review else (confidence,)
