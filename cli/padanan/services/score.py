"""Scoring translations against references: files or strings in, a report out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from padanan import __version__
from padanan.core.errors import LanguageError, ScoreError
from padanan.core.language import UNKNOWN_LANGUAGE, Language, parse_language
from padanan.core.progress import Progress, ignore_progress
from padanan.evaluation.appearance import gather_evidence
from padanan.evaluation.contamination import Contamination
from padanan.evaluation.edits import count_edits, similarity_percents, summarise_edits
from padanan.evaluation.grouping import Group, group_rows, score_groups
from padanan.evaluation.lengths import bucket_names, divide_lengths, name_buckets
from padanan.evaluation.lines import pair_lines
from padanan.evaluation.metrics import Metric, MetricScore, score_statistics
from padanan.evaluation.pairing import PairedTexts, count_different, pair_segments
from padanan.evaluation.significance import HARD_LIMIT_SEGMENTS, MetricTest, compare_systems
from padanan.evaluation.sources import (
    CatalogueSource,
    FolderSource,
    LineSource,
    Scheme,
    Source,
    extract_translations,
)
from padanan.evaluation.statistics import SegmentStatistics, with_effective_order
from padanan.evaluation.survey import survey_texts
from padanan.evaluation.verdicts import describe_pair
from padanan.services.score_cache import DigestedTexts, count_systems, remember, resample_counts
from padanan.services.score_input import (
    STDIN,
    ScoreFile,
    agree_on_languages,
    agree_on_scheme,
    describe_contradiction,
    describe_language,
    find_source_language,
    read_lines,
    read_score_file,
    with_columns,
)
from padanan.services.score_options import ScoreOptions
from padanan.services.score_report import (
    Grouping,
    GroupScores,
    MetricReport,
    ScoredText,
    ScoreReport,
    SegmentColumns,
    SegmentRows,
    SystemReport,
)
from padanan.services.score_verdict import Circumstances, describe_outcome, gather_warnings

if TYPE_CHECKING:  # the checks are loaded where there is a catalogue
    from padanan.services.score_findings import CatalogueFindings


def score_files(
    hypotheses: Sequence[Path],
    references: Sequence[Path],
    options: ScoreOptions,
    progress: Progress = ignore_progress,
    *,
    stdin: BinaryIO | None = None,
) -> ScoreReport:
    """Score one or more hypotheses against one or more references, all on the same segments.

    Files are PO catalogues, TMX, TSV, JSON Lines, or text with a segment a line, told apart by their suffix;
    one of them may be `STDIN`, lines of text that are read from `stdin`.

    Raises:
        InputError: a file cannot be read, is broken, or holds no segment.
        LanguageError: the language is unknown, the files are in different languages or scripts, or a text is
            not written as its language is.
        ScoreError: the files cannot be paired, or have other segments, or nothing is left to score; a metric
            lacks what it needs, or its options make no sense.
        StoreError: a memory cannot be read.
    """
    source_language = parse_language(options.source_language) if options.source_language else None
    if [*references, *hypotheses].count(STDIN) > 1:
        raise ScoreError("standard input can be read only once", hint="give the other texts as files")
    advance = progress("reading")
    files = []
    for number, path in enumerate([*references, *hypotheses]):
        advance(number, len(references) + len(hypotheses))
        files.append(read_score_file(path, source_language, stdin=stdin))
    files[0] = replace(files[0], source=_add_columns(files[0].source, options))
    return score_sources(files, len(references), options, progress)


def score_sources(
    files: Sequence[ScoreFile],
    reference_count: int,
    options: ScoreOptions,
    progress: Progress = ignore_progress,
) -> ScoreReport:
    """Score what was read: first the references, then the hypotheses; see `score_files`."""
    scheme, sources = agree_on_scheme([file.source for file in files])
    asked_for = options.asked_language
    languages = agree_on_languages(sources, asked_for, force=options.force)
    paired = _pair(sources, reference_count, scheme, languages, options)
    forced = _check_writing(paired, [source.path for source in sources], languages, options)
    run = _Run(
        paired=paired,
        files=files,
        paths=[source.path for source in sources],
        languages=languages,
        options=options,
        progress=progress,
        references=[DigestedTexts.of(texts) for texts in paired.references],
        hypotheses=[DigestedTexts.of(texts) for texts in paired.hypotheses],
    )
    return _report(run, scheme, forced)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What is scored, and how. `files`, `paths`, `languages`: of the references, then the hypotheses."""

    paired: PairedTexts
    files: Sequence[ScoreFile]
    paths: Sequence[str]
    languages: Sequence[Language]
    options: ScoreOptions
    progress: Progress
    references: Sequence[DigestedTexts]
    hypotheses: Sequence[DigestedTexts]

    @property
    def names(self) -> Sequence[str]:
        """What the systems are called: of several files, their paths below the folder they share."""
        return _tell_apart(_shorten(self.paths[len(self.references) :]))

    def remember(
        self, name: str, texts: Sequence[DigestedTexts], compute: Callable[[], NDArray[np.int32]]
    ) -> NDArray[np.int32]:
        found: NDArray[np.int32] = remember(name, texts, compute, cache=self.options.cache)  # type: ignore[assignment]
        return found

    def survey(self, texts: DigestedTexts) -> NDArray[np.int32]:
        return self.remember("survey 1", [texts], lambda: survey_texts(texts.texts))

    def edits(self, texts: DigestedTexts) -> NDArray[np.int32]:
        streams = [reference.texts for reference in self.references]
        everything = [texts, *self.references]
        return self.remember("edits 1", everything, lambda: count_edits(texts.texts, streams))


def _report(run: _Run, scheme: Scheme, forced: Sequence[str]) -> ScoreReport:
    surveys = [run.survey(texts) for texts in (*run.references, *run.hypotheses)]
    volumes, *lengths = (survey[:, :2] for survey in (surveys[0], *surveys[len(run.references) :]))
    edits = [run.edits(texts) for texts in run.hypotheses]
    metrics, scores = _score_metrics(run, volumes[:, 0].astype(np.int64))
    findings = [_find_findings(run, number) for number in range(len(run.hypotheses))]
    systems = tuple(
        SystemReport(
            name=name,
            text=_describe_text(run, len(run.references) + number),
            scores=tuple(of_metric[number] for of_metric in scores),
            edits=summarise_edits(edits[number], volumes[:, 0].astype(np.int64)),
            length=divide_lengths(lengths[number], volumes),
            left_out=run.paired.left_out[number],
            findings=None if found is None else found.counts,
        )
        for number, (name, found) in enumerate(zip(run.names, findings, strict=True))
    )
    contamination = _find_contamination(run)
    about = Circumstances(
        paired=run.paired,
        reference_names=run.paths[: len(run.references)],
        languages=run.languages,
        evidence=[gather_evidence(survey[:, 2:]) for survey in surveys],
        contamination=contamination,
        forced=forced,
    )
    return ScoreReport(
        created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        padanan_version=__version__,
        language=None if run.languages[0] == UNKNOWN_LANGUAGE else run.languages[0].tag,
        source_language=_source_tag(run),
        paired_by=scheme,
        references=tuple(_describe_text(run, number) for number in range(len(run.references))),
        segments_sha256=_digest_keys(run, scheme),
        segment_count=len(run.paired.keys),
        word_count=int(volumes[:, 0].sum()),
        systems=systems,
        metrics=metrics,
        segments=SegmentRows(_columns(run, metrics, volumes, edits, findings)),
        verdict=tuple(describe_outcome(systems, metrics)),
        warnings=tuple(gather_warnings(systems, metrics, about)),
        contamination=contamination,
    )


def _source_tag(run: _Run) -> str | None:
    asked_for = run.options.source_language
    sources = [file.source for file in run.files]
    language = find_source_language(sources, parse_language(asked_for) if asked_for else None)
    return None if language is None else language.tag


def _add_columns(source: Source, options: ScoreOptions) -> Source:
    if options.sources is None and options.documents is None:
        return source
    count = len(source.lines) if isinstance(source, LineSource) else 0
    if not count:
        return with_columns(source, sources=None, documents=None)
    return with_columns(
        source,
        sources=read_lines(options.sources, count, "sources") if options.sources else None,
        documents=read_lines(options.documents, count, "documents") if options.documents else None,
    )


def _pair(
    sources: Sequence[Source],
    reference_count: int,
    scheme: Scheme,
    languages: Sequence[Language],
    options: ScoreOptions,
) -> PairedTexts:
    if scheme is Scheme.LINE:
        lines = [source for source in sources if isinstance(source, LineSource)]
        return pair_lines(lines[reference_count:], lines[:reference_count])
    # What is forced is taken for the language that was agreed on, but read in its own.
    texts = [
        extract_translations(source, scheme, language)
        for source, language in zip(sources, languages, strict=True)
        if not isinstance(source, LineSource)
    ]
    return pair_segments(texts[reference_count:], texts[:reference_count], options.pairing)


def _check_writing(
    paired: PairedTexts, paths: Sequence[str], languages: Sequence[Language], options: ScoreOptions
) -> list[str]:
    """Refuse text that is not written as its language is; give what was forced, in sentences."""
    forced = []
    first = languages[0]
    for path, language, texts in zip(paths, languages, [*paired.references, *paired.hypotheses], strict=True):
        if (language.language, language.script) != (first.language, first.script):
            forced.append(
                f"{path} is in {describe_language(language)}, not {describe_language(first)}: its scores "
                "mean nothing"
            )
        problem = describe_contradiction(texts, language)
        if problem is not None and not options.force:
            raise LanguageError(
                problem, path=path, hint="is it the right file, and --language right? --force scores it"
            )
        if problem is not None:
            forced.append(f"{path}: {problem}")
    return forced


def _shorten(paths: Sequence[str]) -> list[str]:
    """Leave away the folders that all of several paths begin with."""
    if len(set(paths)) == 1:
        return list(paths)
    levels = zip(*(Path(path).parent.parts for path in paths), strict=False)
    shared = len(list(takewhile(lambda names: len(set(names)) == 1, levels)))
    return [str(Path(*Path(path).parts[shared:])) if shared else path for path in paths]


def _tell_apart(paths: Sequence[str]) -> list[str]:
    """Put a number behind paths that were given before."""
    seen: dict[str, int] = {}
    names = []
    for path in paths:
        seen[path] = seen.get(path, 0) + 1
        names.append(path if seen[path] == 1 else f"{path} ({seen[path]})")
    return names


def _describe_text(run: _Run, number: int) -> ScoredText:
    texts = [*run.references, *run.hypotheses][number]
    return ScoredText(
        path=run.files[number].source.path, file_sha256=run.files[number].sha256, text_sha256=texts.digest
    )


def _digest_keys(run: _Run, scheme: Scheme) -> str:
    keys = run.paired.keys
    if scheme is Scheme.LINE:
        numbers = run.paired.provenance.lines[0]
        return DigestedTexts.of([f"{len(keys)} lines", repr(list(numbers))]).digest
    return DigestedTexts.of([repr(key) for key in keys]).digest


def _score_metrics(
    run: _Run, words: NDArray[np.int64]
) -> tuple[tuple[MetricReport, ...], list[list[MetricScore]]]:
    metrics = list(dict.fromkeys(run.options.metrics))
    if not metrics:
        raise ScoreError("no metric to compute", hint=f"choose one or more of {', '.join(Metric)}")
    identical = [any(texts.texts == each.texts for each in run.references) for texts in run.hypotheses]
    statistics = [_count(run, metric, identical) for metric in metrics]
    scores = [
        [
            score_statistics(metric, system, is_identical=same)
            for system, same in zip(systems, identical, strict=True)
        ]
        for metric, systems in zip(metrics, statistics, strict=True)
    ]
    tests = _test(run, statistics)
    groups = _groups(run, words)
    return tuple(
        MetricReport(
            metric=metric,
            name=systems[0].name,
            signature=systems[0].signature,
            higher_is_better=metric.higher_is_better,
            statistics=tuple(systems),
            test=test,
            sentences=() if test is None else tuple(describe_pair(pair, test) for pair in test.pairs),
            groups=_score_groups(groups, systems, words),
        )
        for metric, systems, test in zip(metrics, statistics, tests, strict=True)
    ), scores


def _count(run: _Run, metric: Metric, identical: Sequence[bool]) -> list[SegmentStatistics]:
    """Count all systems under one metric.

    Where a system is the reference itself and no segment has the tokens that BLEU needs, orders that do not
    occur are left out, for all systems alike: their signatures agree.
    """
    options = run.options.for_metric(metric, run.languages[0])
    run.progress(f"counting {metric}")(0, None)
    systems = count_systems(run.hypotheses, run.references, options, cache=run.options.cache)
    undefined = metric is Metric.BLEU and any(
        same and not system.counts[:, -1].any() for same, system in zip(identical, systems, strict=True)
    )
    return [with_effective_order(system) for system in systems] if undefined else systems


def _test(run: _Run, statistics: Sequence[Sequence[SegmentStatistics]]) -> Sequence[MetricTest | None]:
    if run.options.test is None:
        return [None] * len(statistics)
    run.progress("resampling")(0, None)
    options, cache = run.options.test, run.options.cache
    resample = partial(resample_counts, options=options, cache=cache)
    different = count_different([*run.paired.references, *run.paired.hypotheses], HARD_LIMIT_SEGMENTS)
    return compare_systems(run.names, statistics, options, resample=resample, different_count=different)


def _groups(run: _Run, words: NDArray[np.int64]) -> list[tuple[Grouping, Group]]:
    provenance = run.paired.provenance
    groups = [
        (grouping, group)
        for grouping, labels in (
            (Grouping.DOCUMENT, provenance.documents),
            (Grouping.FILE, provenance.files),
        )
        for group in group_rows(labels or ())
    ]
    buckets = group_rows(name_buckets(words.tolist()), bucket_names())
    return groups + [(Grouping.LENGTH, group) for group in buckets]


def _score_groups(
    groups: Sequence[tuple[Grouping, Group]],
    systems: Sequence[SegmentStatistics],
    words: NDArray[np.int64],
) -> tuple[GroupScores, ...]:
    scores = [score_groups(system, [group for _, group in groups]) for system in systems]
    return tuple(
        GroupScores(
            grouping=grouping,
            label=group.label,
            segments=len(group.rows),
            words=int(words[list(group.rows)].sum()),
            scores=tuple(of_system[number] for of_system in scores),
        )
        for number, (grouping, group) in enumerate(groups)
    )


def _find_contamination(run: _Run) -> Contamination | None:
    memories = run.options.memories
    if not memories:
        return None
    from padanan.services.score_memory import find_contamination

    return find_contamination(run.paired, memories, run.languages[0], run.progress)


def _find_findings(run: _Run, number: int) -> "CatalogueFindings | None":
    source = run.files[len(run.references) + number].source
    catalogues: dict[Path, str | None] = {}
    match source:
        case CatalogueSource(path=path):
            catalogues = {Path(path): None}
        case FolderSource(path=path, catalogues=inside):
            catalogues = {Path(path, name): name for name in inside}
    if not (run.options.validates and catalogues):
        return None
    from padanan.services.score_findings import find_findings

    return find_findings(catalogues, run.paired.keys, run.paired.provenance.sources or ())


def _columns(
    run: _Run,
    metrics: Sequence[MetricReport],
    volumes: NDArray[np.int32],
    edits: Sequence[NDArray[np.int32]],
    findings: "Sequence[CatalogueFindings | None]",
) -> SegmentColumns:
    nothing: Mapping[int, tuple[()]] = {}
    return SegmentColumns(
        keys=run.paired.keys,
        sources=run.paired.provenance.sources,
        references=run.paired.references,
        documents=run.paired.provenance.documents,
        files=run.paired.provenance.files,
        words=volumes[:, 0].astype(np.int64),
        hypotheses=run.paired.hypotheses,
        statistics=tuple(metric.statistics for metric in metrics),
        similarity_percents=tuple(similarity_percents(each) for each in edits),
        lines=run.paired.provenance.lines,
        findings=tuple(nothing if found is None else found.by_segment for found in findings),
    )
