"""Scoring translations against a reference: files in, a report out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from padanan.core.errors import LanguageError, PoError, ScoreError, TextError, TmxError
from padanan.core.language import Language, parse_language
from padanan.evaluation.lines import pair_lines
from padanan.evaluation.metrics import (
    Metric,
    MetricScore,
    choose_options,
    has_no_word_boundaries,
    score_statistics,
)
from padanan.evaluation.options import Tokenizer
from padanan.evaluation.pairing import LeftOut, PairedTexts, PairingOptions, Reason, Side, pair_segments
from padanan.evaluation.sources import (
    LANGUAGE_HINT,
    CatalogueSource,
    LineSource,
    Scheme,
    Source,
    UnitSource,
    choose_scheme,
    declared_language,
    extract_translations,
    same_writing,
)
from padanan.formats.files import decode_utf8, read_file
from padanan.formats.po import read_catalogue
from padanan.formats.tmx import SkippedUnit, read_tmx
from padanan.services.score_cache import DigestedTexts, ScoreCache, count_statistics

# Below these numbers of segments a difference of scores says nothing, or little. Even 2000 segments show a
# difference of 1 BLEU only three times in four (Card et al. 2020, "With Little Power Comes Great
# Responsibility").
HARD_LIMIT_SEGMENTS = 100
SOFT_LIMIT_SEGMENTS = 500

_HARMLESS_REASONS = frozenset({Reason.DUPLICATE, Reason.OBSOLETE})
_CATALOGUE_SUFFIXES = frozenset({".po", ".pot"})
_STRUCTURED_SUFFIXES = frozenset(
    {".csv", ".json", ".jsonl", ".mo", ".tsv", ".xlf", ".xliff", ".xlsx", ".xml"}
)


class Severity(StrEnum):
    """How much a warning takes away from the scores."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreWarning:
    """Something the reader of the scores must know."""

    severity: Severity
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemScores:
    """One hypothesis: its scores in the order of the metrics asked for, and what was not scored."""

    path: str
    scores: tuple[MetricScore, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReport:
    """The scores of one or more hypotheses on the same `segment_count` segments of one reference.

    `systems` are in the order they were given, `language` is a BCP 47 tag.
    """

    reference: str
    language: str
    paired_by: Scheme
    segment_count: int
    systems: tuple[SystemScores, ...]
    warnings: tuple[ScoreWarning, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreOptions:
    """How to score. The languages are names in any spelling, needed where the files do not say them.

    `cache` remembers what was counted in the same texts before; None counts anew.
    """

    metrics: tuple[Metric, ...] = (Metric.BLEU, Metric.CHRF, Metric.TER)
    language: str | None = None
    source_language: str | None = None
    tokenizer: Tokenizer | None = None
    pairing: PairingOptions = field(default_factory=PairingOptions)
    cache: ScoreCache | None = None


def score_files(hypotheses: Sequence[Path], reference: Path, options: ScoreOptions) -> ScoreReport:
    """Score one or more hypotheses against a reference.

    Files are PO catalogues, TMX, or text with a segment a line, told apart by their suffix. All are scored on
    the same segments.

    Raises:
        InputError: a file cannot be read, is broken, or holds no segment.
        LanguageError: the language is unknown, or the files are in different languages or scripts.
        ScoreError: the files cannot be paired, or have other segments, or nothing is left to score.
    """
    source_language = parse_language(options.source_language) if options.source_language else None
    sources = [read_source(path, source_language) for path in (reference, *hypotheses)]
    scheme = _scheme(sources)
    languages = _agree_on_language(sources, parse_language(options.language) if options.language else None)
    paired = _pair(sources, scheme, languages, options.pairing)
    references = DigestedTexts.of(paired.references)
    systems = tuple(
        SystemScores(
            path=str(path),
            scores=_score_system(DigestedTexts.of(texts), references, languages[0], options),
            left_out=left_out,
        )
        for path, texts, left_out in zip(hypotheses, paired.hypotheses, paired.left_out, strict=True)
    )
    return ScoreReport(
        reference=str(reference),
        language=languages[0].tag,
        paired_by=scheme,
        segment_count=len(paired.keys),
        systems=systems,
        warnings=tuple(_warnings(paired, systems, languages, options)),
    )


def read_source(path: Path, source_language: Language | None = None) -> Source:
    """Read a file of translations.

    Raises:
        InputError: it cannot be read, is broken, or holds no segment.
        ScoreError: it is of a kind that is not scored.
    """
    suffix = path.suffix.lower()
    if suffix in _STRUCTURED_SUFFIXES:
        raise ScoreError(
            f"{suffix} files are not scored", path=str(path), hint="use PO, TMX, or lines of text"
        )
    if suffix in _CATALOGUE_SUFFIXES:
        return _read_catalogue_source(path)
    if suffix == ".tmx":
        return _read_unit_source(path, source_language)
    return _read_line_source(path)


def _read_catalogue_source(path: Path) -> Source:
    catalogue = read_catalogue(path).catalogue
    if not catalogue.entries:
        raise PoError("the catalogue has no entries", path=str(path), hint="is it the right file?")
    return CatalogueSource(path=str(path), catalogue=catalogue)


def _read_unit_source(path: Path, source_language: Language | None) -> Source:
    skipped: list[SkippedUnit] = []
    units = tuple(read_tmx(path, on_skip=skipped.append))
    if not units:
        raise TmxError("the file has no translation units", path=str(path), hint="is it the right file?")
    return UnitSource(
        path=str(path), units=units, source_language=source_language, unreadable_count=len(skipped)
    )


def _read_line_source(path: Path) -> Source:
    # As sacrebleu reads it: a line ends with LF or CR LF only, and a CR elsewhere is a character of it.
    lines = [line.removesuffix("\r") for line in decode_utf8(read_file(path)).split("\n")]
    if not lines[-1]:
        lines.pop()
    if not lines:
        raise TextError("the file is empty", path=str(path), hint="is it the right file?")
    return LineSource(path=str(path), lines=lines)


def _scheme(sources: Sequence[Source]) -> Scheme:
    scheme = choose_scheme(sources)
    if scheme is None:
        names = ", ".join(source.path for source in sources[1:])
        raise ScoreError(
            f"lines of text cannot be paired with entries of a catalogue or TMX: {names}",
            path=sources[0].path,
            hint="give all as PO or TMX, or all as text with a segment a line",
        )
    return scheme


def _agree_on_language(sources: Sequence[Source], asked_for: Language | None) -> list[Language]:
    """Give the language of each file, of which the first is the reference's or the one asked for."""
    wanted = asked_for or _first_declared(sources)
    languages = []
    for source in sources:
        language = declared_language(source, wanted) or wanted
        if not same_writing(language, wanted):
            origin = "--language says" if asked_for else "the other files are in"
            raise LanguageError(
                f"the translations are in {_describe(language)}, but {origin} {_describe(wanted)}",
                path=source.path,
                hint="scores need one language and one script; is the Language header right?",
            )
        languages.append(language)
    return [asked_for or languages[0], *languages[1:]]


def _first_declared(sources: Sequence[Source]) -> Language:
    """Find a language that a file names; catalogues first, since a TMX may hold several."""
    for source in sorted(sources, key=lambda source: isinstance(source, UnitSource)):
        language = declared_language(source, None)
        if language is not None:
            return language
    raise LanguageError("the language is not known", path=sources[0].path, hint=LANGUAGE_HINT)


def _describe(language: Language) -> str:
    return f"{language.tag} ({language.script})" if language.script else language.tag


def _pair(
    sources: Sequence[Source], scheme: Scheme, languages: Sequence[Language], options: PairingOptions
) -> PairedTexts:
    if scheme is Scheme.LINE:
        reference, *hypotheses = [source for source in sources if isinstance(source, LineSource)]
        return pair_lines(hypotheses, reference)
    reference_texts, *hypothesis_texts = [
        extract_translations(source, scheme, language)
        for source, language in zip(sources, languages, strict=True)
        if not isinstance(source, LineSource)
    ]
    return pair_segments(hypothesis_texts, reference_texts, options)


def _score_system(
    hypotheses: DigestedTexts, references: DigestedTexts, language: Language, options: ScoreOptions
) -> tuple[MetricScore, ...]:
    is_identical = hypotheses.texts == references.texts
    scores = []
    for metric in dict.fromkeys(options.metrics):
        metric_options = choose_options(metric, language, tokenizer=options.tokenizer)
        statistics = count_statistics(hypotheses, [references], metric_options, cache=options.cache)
        scores.append(score_statistics(metric, statistics, is_identical=is_identical))
    return tuple(scores)


def _warnings(
    paired: PairedTexts,
    systems: Sequence[SystemScores],
    languages: Sequence[Language],
    options: ScoreOptions,
) -> Iterator[ScoreWarning]:
    yield from _size_warnings(len(paired.keys))
    yield from _empty_warnings("the reference", paired.references)
    for system, texts in zip(systems, paired.hypotheses, strict=True):
        yield from _system_warnings(system)
        yield from _empty_warnings(system.path, texts)
    regions = {language.region for language in languages} - {None}
    if len(regions) > 1:
        names = ", ".join(dict.fromkeys(language.tag for language in languages))
        yield ScoreWarning(severity=Severity.SOFT, message=f"the files differ in region: {names}")
    by_word = set(options.metrics) & {Metric.BLEU, Metric.TER, Metric.CHRF_PLUS_PLUS}
    if has_no_word_boundaries(languages[0]) and by_word and options.tokenizer is not Tokenizer.CHARACTER:
        yield ScoreWarning(
            severity=Severity.HARD,
            message=f"{languages[0].tag} is written without spaces between words, and sacrebleu cannot part "
            "them: only chrF means anything, and BLEU with --tokenize char",
        )


def _segments(count: int) -> str:
    return f"{count} segment{'' if count == 1 else 's'}"


def _size_warnings(count: int) -> Iterator[ScoreWarning]:
    number = _segments(count)
    if count < HARD_LIMIT_SEGMENTS:
        yield ScoreWarning(
            severity=Severity.HARD,
            message=f"only {number}: nothing follows from so few about which translation is better "
            f"(at least {HARD_LIMIT_SEGMENTS} are needed to say anything)",
        )
    elif count < SOFT_LIMIT_SEGMENTS:
        yield ScoreWarning(severity=Severity.SOFT, message=f"{number}: only large differences can be trusted")


def _empty_warnings(name: str, texts: Sequence[str]) -> Iterator[ScoreWarning]:
    count = sum(not text or text.isspace() for text in texts)
    if count:
        yield ScoreWarning(
            severity=Severity.SOFT,
            message=f"{_segments(count)} scored though empty in {name}, as sacrebleu does",
        )


def _system_warnings(system: SystemScores) -> Iterator[ScoreWarning]:
    lacking = sum(
        item.count
        for item in system.left_out
        if item.side is Side.HYPOTHESIS and item.reason not in _HARMLESS_REASONS
    )
    if lacking:
        yield ScoreWarning(
            severity=Severity.SOFT,
            message=f"{system.path}: its scores leave out {_segments(lacking)} that it does not translate",
        )
    if not all(score.is_defined for score in system.scores):
        yield ScoreWarning(
            severity=Severity.HARD,
            message=f"{system.path}: BLEU is 0 because no segment has four tokens, whatever its quality",
        )
