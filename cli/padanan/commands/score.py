"""padanan score: how near translations are to a reference, and which of several is nearer."""

import gc
import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.exits import EXIT_FINDINGS, echo_note
from padanan.commands.progress import show_progress
from padanan.core.config import MemorySettings
from padanan.core.errors import ScoreError
from padanan.evaluation.metrics import Metric
from padanan.evaluation.option_changes import parse_change
from padanan.evaluation.options import Tokenizer
from padanan.evaluation.pairing import PairingOptions, Reason
from padanan.evaluation.resampling import DEFAULT_SEED
from padanan.evaluation.significance import Method, TestOptions
from padanan.formats.files import write_file
from padanan.services.cache_directory import cache_directory as find_cache_directory
from padanan.services.score import score_files
from padanan.services.score_cache import ScoreCache
from padanan.services.score_history import append_history
from padanan.services.score_kept import KeptStatistics, compare_with_kept, read_kept
from padanan.services.score_limits import failing_scores, parse_limit
from padanan.services.score_options import DEFAULT_METRICS, ScoreOptions
from padanan.services.score_report import ScoreReport

# Objects after which Python looks for cycles, 700 by default: a million texts hold none, and looking through
# them again and again costs a twentieth of a run.
_COLLECT_AFTER = 100_000


class ScoreFormat(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    LATEX = "latex"
    HTML = "html"


class TestChoice(StrEnum):
    """The paired test, and the interval of each score."""

    __test__ = False  # no test class of pytest

    BOOTSTRAP = "bootstrap"
    RANDOMISATION = "approximate-randomisation"
    NONE = "none"


class Included(StrEnum):
    """Entries that are left out unless they are asked for."""

    FUZZY = "fuzzy"
    UNTRANSLATED = "untranslated"
    OBSOLETE = "obsolete"
    DUPLICATE = "duplicate"


_HypothesesArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="HYPOTHESIS",
        help="Translations to score: PO, TMX, XLIFF, TSV, JSONL, text with a segment a line, or a directory "
        "of PO catalogues; - is text from stdin.",
    ),
]
_ReferenceOption = Annotated[
    list[Path],
    typer.Option("--reference", "-r", help="The translation to score them against; repeat it for several."),
]
_MetricOption = Annotated[
    list[Metric] | None,
    typer.Option(
        "--metric", "-m", help="Metric to compute; repeat for several. By default bleu, chrf and ter."
    ),
]
_MetricOptionOption = Annotated[
    list[str] | None,
    typer.Option(
        "--metric-option",
        metavar="METRIC.NAME=VALUE",
        help="An option of a metric, by sacrebleu's name: bleu.smooth-method=add-k, chrf.beta=3, "
        "ter.normalized=yes. Repeatable.",
    ),
]
_LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language", "--to", help="Language of the translations; needed for text. PO and TMX say theirs."
    ),
]
_SourceLanguageOption = Annotated[
    str | None,
    typer.Option("--from", help="Source language of TMX files, where their units do not say it."),
]
_TokenizerOption = Annotated[
    Tokenizer | None,
    typer.Option("--tokenize", help="BLEU tokenizer, in place of the one for the language."),
]
_OnlyCommonOption = Annotated[
    bool, typer.Option("--only-common", help="Score the segments all files have, where these differ.")
]
_ScoreEmptyOption = Annotated[
    bool,
    typer.Option("--score-empty", help="Score untranslated entries of a hypothesis as empty translations."),
]
_IncludeOption = Annotated[
    list[Included] | None,
    typer.Option("--include", help="Score such entries too; repeatable. untranslated is --score-empty."),
]
_ForceOption = Annotated[
    bool,
    typer.Option("--force", help="Score what is in other languages or scripts all the same, with a warning."),
]
_SourceOption = Annotated[
    Path | None,
    typer.Option("--source", metavar="FILE", help="Source texts of plain text, a segment a line."),
]
_DocumentsOption = Annotated[
    Path | None,
    typer.Option("--documents", metavar="FILE", help="Document names of plain text, one a line."),
]
_MemoryOption = Annotated[
    list[str] | None,
    typer.Option(
        "--memory",
        metavar="PATH",
        help="Count the test segments that stand in this memory; repeatable. By default none is asked.",
    ),
]
_TestOption = Annotated[
    TestChoice,
    typer.Option("--test", help="How systems are compared; none leaves intervals away, too."),
]
_ResamplesOption = Annotated[
    int | None,
    typer.Option(
        "--resamples",
        min=2,
        max=1_000_000,
        help="Rounds of the test; by default 1000, and 10000 of approximate-randomisation.",
    ),
]
_SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Where the random numbers begin.")]
_ConfidenceOption = Annotated[
    float,
    typer.Option("--confidence", help="How certain differences and intervals are, in percent."),
]
_HistoryOption = Annotated[
    Path | None,
    typer.Option("--history", metavar="FILE", help="Add this run to a JSONL file, and show its runs."),
]
_KeepOption = Annotated[
    bool,
    typer.Option(
        "--keep-statistics",
        help="Keep in JSON and history what a later --fail-if-worse-than needs, ten bytes a segment.",
    ),
]
_SegmentsOption = Annotated[
    bool, typer.Option("--segments", help="Put every segment with its scores into JSON, too.")
]
_FailUnderOption = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-under", metavar="METRIC=SCORE", help="Exit with 1 when a score is worse, such as bleu=30."
    ),
]
_FailIfWorseOption = Annotated[
    Path | None,
    typer.Option(
        "--fail-if-worse-than",
        metavar="RUN",
        help="Exit with 1 when the test shows a system to be worse than in this JSON report or history, "
        "written with --keep-statistics.",
    ),
]
_OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the report into a file; it is replaced."),
]
_FormatOption = Annotated[
    ScoreFormat, typer.Option("--output-format", help="For people, programs, spreadsheets, papers, browsers.")
]
_FindingsOption = Annotated[
    bool, typer.Option("--findings/--no-findings", help="Check hypotheses that are catalogues, too.")
]
_CacheDirectoryOption = Annotated[
    Path | None,
    typer.Option(
        "--cache-dir", help="Where counts of earlier runs are kept; the user's cache directory otherwise."
    ),
]
_CacheOption = Annotated[
    bool, typer.Option("--cache/--no-cache", help="Remember counts, so that unchanged files score at once.")
]


def score(  # noqa: PLR0913 - one parameter an option
    hypotheses: _HypothesesArgument,
    *,
    reference: _ReferenceOption,
    metrics: _MetricOption = None,
    metric_option: _MetricOptionOption = None,
    tokenizer: _TokenizerOption = None,
    language: _LanguageOption = None,
    source_language: _SourceLanguageOption = None,
    only_common: _OnlyCommonOption = False,
    score_empty: _ScoreEmptyOption = False,
    include: _IncludeOption = None,
    force: _ForceOption = False,
    source: _SourceOption = None,
    documents: _DocumentsOption = None,
    memory: _MemoryOption = None,
    test: _TestOption = TestChoice.BOOTSTRAP,
    resamples: _ResamplesOption = None,
    seed: _SeedOption = DEFAULT_SEED,
    confidence: _ConfidenceOption = 95.0,
    findings: _FindingsOption = True,
    history: _HistoryOption = None,
    keep_statistics: _KeepOption = False,
    segments: _SegmentsOption = False,
    fail_under: _FailUnderOption = None,
    fail_if_worse_than: _FailIfWorseOption = None,
    cache_directory: _CacheDirectoryOption = None,
    use_cache: _CacheOption = True,
    output: _OutputOption = None,
    output_format: _FormatOption = ScoreFormat.TEXT,
) -> None:
    """Score translations against references with BLEU, chrF, chrF++ and TER, and say what follows.

    The numbers are sacrebleu's, and each comes with its signature: scores
    with other signatures, other references or other segments cannot be
    compared. Higher is better for BLEU and chrF, lower for TER. Several
    hypotheses are tested in pairs, and only a difference that the test
    shows is called one.

    Entries of PO catalogues are paired by msgctxt and msgid, TMX units by
    tuid or source text, tables by id or source, text by line, and those
    of directories also by file. Fuzzy, untranslated, obsolete, empty and
    duplicate entries are left out, and counted. In text every line is
    scored, as sacrebleu does.

    Example: padanan score a.po b.po --reference locales/en/LC_MESSAGES/news.po
    """
    gc.set_threshold(_COLLECT_AFTER)
    limits = [parse_limit(text) for text in fail_under or ()]
    test_options = _choose_test(test, resamples, seed, confidence)
    earlier = _read_earlier(fail_if_worse_than, test_options)
    options = ScoreOptions(
        metrics=tuple(metrics or DEFAULT_METRICS),
        changes=tuple(map(parse_change, metric_option or ())),
        language=language,
        source_language=source_language,
        tokenizer=tokenizer,
        pairing=_choose_pairing(only_common, score_empty, include or ()),
        test=test_options,
        force=force,
        memories=_choose_memories(memory or ()),
        sources=source,
        documents=documents,
        validates=findings,
        cache=_open_cache(cache_directory) if use_cache else None,
    )
    with show_progress() as progress:
        report = score_files(hypotheses, reference, options, progress, stdin=sys.stdin.buffer)
    failures = [*failing_scores(report, limits), *_find_worse(report, earlier, test_options)]
    if history is not None:
        report = append_history(history, report, statistics=keep_statistics)
    _write(_render(report, output_format, segments=segments, statistics=keep_statistics), output)
    for failure in failures:
        echo_note(failure)
    if failures:
        raise typer.Exit(EXIT_FINDINGS)


def _choose_test(choice: TestChoice, rounds: int | None, seed: int, confidence: float) -> TestOptions | None:
    if not 0 < confidence < 100:
        raise ScoreError(f"--confidence {confidence:g} is no percentage", hint="such as 95")
    if choice is TestChoice.NONE:
        return None
    options = TestOptions(seed=seed, alpha=round(1 - confidence / 100, 12))
    if choice is TestChoice.RANDOMISATION:
        return replace(options, method=Method.RANDOMISATION, trials=rounds or options.trials)
    return replace(options, resamples=rounds or options.resamples)


def _choose_pairing(only_common: bool, score_empty: bool, include: Sequence[Included]) -> PairingOptions:
    return PairingOptions(
        only_common=only_common,
        score_empty=score_empty or Included.UNTRANSLATED in include,
        include=frozenset(Reason(item.value) for item in include if item is not Included.UNTRANSLATED),
    )


def _choose_memories(names: Sequence[str]) -> tuple[MemorySettings, ...]:
    if not names:
        return ()
    from padanan.services.configuration import load_settings
    from padanan.services.memory_session import choose_memories

    return choose_memories(load_settings(), names)


def _read_earlier(path: Path | None, options: TestOptions | None) -> list[KeptStatistics]:
    if path is not None and options is None:
        raise ScoreError("--fail-if-worse-than needs a test", hint="leave --test none away")
    return read_kept(path) if path is not None else []


def _find_worse(
    report: ScoreReport, earlier: Sequence[KeptStatistics], options: TestOptions | None
) -> list[str]:
    if not earlier or options is None:
        return []
    found = compare_with_kept(report, earlier, options)
    for item in found:
        if not item.is_worse:
            echo_note(item.sentence)
    return [item.sentence for item in found if item.is_worse]


def _render(report: ScoreReport, form: ScoreFormat, *, segments: bool, statistics: bool) -> str:
    match form:
        case ScoreFormat.TEXT:
            from padanan.reports.scores import render_scores_text

            return render_scores_text(report)
        case ScoreFormat.JSON:
            from padanan.reports.scores_json import render_scores_json

            return render_scores_json(report, segments=segments, statistics=statistics)
        case ScoreFormat.HTML:
            from padanan.reports.score_page import render_score_page

            return render_score_page(report)
        case ScoreFormat.CSV:
            from padanan.reports.scores_csv import render_scores_csv

            return render_scores_csv(report)
    from padanan.reports import scores_tables

    if form is ScoreFormat.MARKDOWN:
        return scores_tables.render_scores_markdown(report)
    return scores_tables.render_scores_latex(report)


def _write(text: str, path: Path | None) -> None:
    if path is None:
        typer.echo(text, nl=False)
    else:
        write_file(path, text.encode("utf-8", "surrogatepass"))


def _open_cache(directory: Path | None) -> ScoreCache | None:
    directory = directory or find_cache_directory("scores")
    return None if directory is None else ScoreCache(directory=directory)
