"""The analysis that a translation job is priced with: what of it is already there, and how much is new."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from padanan.core.bands import (
    CONTEXT_PERCENT,
    LOWEST_PERCENT,
    Band,
    Rates,
    band_of_internal_match,
    band_of_match,
)
from padanan.core.errors import InputError, PadananError
from padanan.core.progress import Advance, Progress, ignore_progress
from padanan.core.words import CountMethod, Volume
from padanan.memory.similarity import normalise_symbols
from padanan.services.analysis_memory import Question, ask_memories, knows_pair
from padanan.services.analysis_sources import LeftOut, Passage, SourceDocument, SourceOptions, read_sources
from padanan.services.catalogue_files import find_catalogues
from padanan.services.lookup import LIMIT_QUERY
from padanan.services.memory_session import MemorySession

_TEMPLATE_SUFFIX = ".pot"
_BEST_INTERNAL_PERCENT = 99

_Groups = dict[tuple[str, str], list[SourceDocument]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOptions:
    """How a job is analysed.

    With `repeat_in_context`, only a segment with the same msgctxt as the earlier one is a repetition.
    """

    sources: SourceOptions
    rates: Rates
    repeat_in_context: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The segments of one band and how much text they are."""

    segments: int = 0
    volume: Volume = field(default_factory=Volume)

    def __add__(self, other: "Share") -> "Share":
        """Add up two shares."""
        return Share(segments=self.segments + other.segments, volume=self.volume + other.volume)


Shares = Mapping[Band, Share]
"""A share for every band, in the order of bands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnalysis:
    """What there is for a file's segments in one pair of languages."""

    path: str
    source: str
    target: str
    shares: Shares
    left_out: tuple[tuple[LeftOut, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAnalysis:
    """All files of one pair of languages, which are translated together: their sum."""

    source: str
    target: str
    files: tuple[FileAnalysis, ...]

    @property
    def shares(self) -> Shares:
        """The sum over the files."""
        return add_shares(file.shares for file in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisReport:
    """A job, a pair of languages after the other in the order they came.

    `memories` are the names of those that were asked; `notes` say what a reader of the numbers must know.
    """

    method: CountMethod
    rates: Rates
    repeat_in_context: bool
    memories: tuple[str, ...]
    pairs: tuple[PairAnalysis, ...]
    notes: tuple[str, ...] = ()
    errors: tuple[PadananError, ...] = ()

    @property
    def shares(self) -> Shares:
        """The sum over all files and pairs of languages."""
        return add_shares(pair.shares for pair in self.pairs)


def add_shares(several: Iterable[Shares]) -> Shares:
    """Add up shares, band by band."""
    total = dict.fromkeys(Band, Share())
    for shares in several:
        for band, share in shares.items():
            total[band] += share
    return total


def total_share(shares: Shares) -> Share:
    """Give the sum over the bands."""
    return sum(shares.values(), Share())


def analyse_paths(
    paths: Sequence[Path],
    options: AnalysisOptions,
    session: MemorySession | None = None,
    progress: Progress = ignore_progress,
) -> AnalysisReport:
    """Analyse files, and go on past those that cannot be read.

    Args:
        paths: Catalogues, TMX documents and texts, and directories, which are searched for PO catalogues.
        options: How.
        session: The memories to ask; without one everything is new, or repeated.
        progress: Told how far the work has come.

    Raises:
        StoreError: a memory fails.
    """
    files, errors, templates = _find_files(paths)
    documents, unreadable = read_sources(files, options.sources)
    groups = _group(documents)
    notes = list(_notes(templates, groups, session))
    if session is not None:
        for source in dict.fromkeys(source for source, _ in groups):
            notes += session.prepare(source, progress)
    pairs = tuple(
        PairAnalysis(
            source=source, target=target, files=tuple(_analyse_pair(group, options, session, progress))
        )
        for (source, target), group in groups.items()
    )
    return AnalysisReport(
        method=options.sources.method,
        rates=options.rates,
        repeat_in_context=options.repeat_in_context,
        memories=() if session is None else tuple(memory.name for memory in session.memories),
        pairs=pairs,
        notes=tuple(dict.fromkeys(notes)),
        errors=(*errors, *unreadable),
    )


def _find_files(paths: Sequence[Path]) -> tuple[list[Path], list[PadananError], int]:
    """Find the files; templates below directories are counted only, for their catalogues hold the same."""
    files: list[Path] = []
    errors: list[PadananError] = []
    templates = 0
    for found in find_catalogues(paths):
        if isinstance(found, InputError):
            errors.append(found)
        elif found.suffix == _TEMPLATE_SUFFIX and found not in paths:
            templates += 1
        else:
            files.append(found)
    return files, errors, templates


def _notes(templates: int, groups: _Groups, session: MemorySession | None) -> Iterator[str]:
    if session is None:
        yield "no memory was asked: what is not repeated counts as new"
    else:
        for (source, target), documents in groups.items():
            has_work = any(document.passages for document in documents)
            if has_work and not knows_pair(session, (source, target)):
                yield f"no memory has units in {source} and {target}: what is not repeated counts as new"
    if templates:
        subject = "a template (.pot) was" if templates == 1 else f"{templates} templates (.pot) were"
        yield f"{subject} passed over in directories, since catalogues hold the same; name them to count them"


def _group(documents: Iterable[SourceDocument]) -> _Groups:
    groups: _Groups = {}
    for document in documents:
        groups.setdefault((document.source, document.target), []).append(document)
    return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A segment of the batch, the number of its document, and that of the one where it stood last before."""

    document: int
    before: int | None
    passage: Passage
    symbols: str

    @property
    def question(self) -> Question:
        """What a memory is asked: of a repetition only whether it is one in context."""
        return Question(passage=self.passage, symbols=self.symbols, exact=self.before is not None)


def _analyse_pair(
    documents: Sequence[SourceDocument],
    options: AnalysisOptions,
    session: MemorySession | None,
    progress: Progress,
) -> Iterator[FileAnalysis]:
    items = list(_list_items(documents, in_context=options.repeat_in_context))
    pair = (documents[0].source, documents[0].target)
    percents = [0] * len(items)
    if session is not None and knows_pair(session, pair):
        percents = ask_memories(session, pair, [item.question for item in items], progress)
    internal = _compare(items, percents, progress(f"comparing segments, {pair[0]} to {pair[1]}"))
    shares = [dict.fromkeys(Band, Share()) for _ in documents]
    for item, percent, inside in zip(items, percents, internal, strict=True):
        band = _choose_band(item, percent, inside)
        shares[item.document][band] += Share(segments=1, volume=item.passage.volume)
    for document, share in zip(documents, shares, strict=True):
        yield FileAnalysis(
            path=document.path,
            source=document.source,
            target=document.target,
            shares=share,
            left_out=document.left_out,
        )


def _list_items(documents: Sequence[SourceDocument], *, in_context: bool) -> Iterator[_Item]:
    last: dict[tuple[object, ...], int] = {}
    for number, document in enumerate(documents):
        for passage in document.passages:
            symbols = normalise_symbols(passage.text, passage.codes)
            context = passage.msgctxt if in_context else None
            key = (symbols, tuple(code.markup for code in passage.codes), context)
            yield _Item(document=number, before=last.get(key), passage=passage, symbols=symbols)
            last[key] = number


def _compare(items: Sequence[_Item], percents: Sequence[int], advance: Advance) -> list[int]:
    """Give the score of the most similar segment earlier in the batch, for segments that are no repetition.

    Identical text that is none (its codes are others, or its context) counts as 99 %.
    """
    internal = [0] * len(items)
    distinct = [
        index for index, item in enumerate(items) if item.before is None and len(item.symbols) <= LIMIT_QUERY
    ]
    wanted = [place for place, index in enumerate(distinct) if percents[index] < _BEST_INTERNAL_PERCENT]
    if len(distinct) > 1 and wanted:
        from padanan.memory.batch import BatchComparison  # NumPy, which small jobs need not wait for

        symbols = [items[index].symbols for index in distinct]
        asked = [symbols[place] for place in wanted]
        comparison = BatchComparison(asked, threshold_percent=LOWEST_PERCENT, places=wanted)
        comparison.add_earlier(symbols, advance)
        for place, score in zip(wanted, comparison.scores(), strict=True):
            internal[distinct[place]] = min(score, _BEST_INTERNAL_PERCENT)
    return internal


def _choose_band(item: _Item, percent: int, internal: int) -> Band:
    if percent == CONTEXT_PERCENT:
        return Band.CONTEXT
    if item.before is not None:
        same = item.before == item.document
        return Band.REPETITION if same else Band.CROSS_FILE_REPETITION
    return band_of_internal_match(internal) if internal > percent else band_of_match(percent)
