"""padanan score: how near translations are to a reference."""

from pathlib import Path
from typing import Annotated

import typer

from padanan.commands.options import OutputFormat, OutputFormatOption
from padanan.evaluation.metrics import Metric
from padanan.evaluation.options import Tokenizer
from padanan.evaluation.pairing import PairingOptions
from padanan.reports.scores import render_scores_json, render_scores_text
from padanan.services.score import ScoreOptions, score_files
from padanan.services.score_cache import ScoreCache, default_cache_directory

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


def score(  # noqa: PLR0913 - one parameter an option
    hypotheses: Annotated[
        list[Path],
        typer.Argument(
            metavar="HYPOTHESIS", help="Translations to score: PO, TMX, or text with a segment a line."
        ),
    ],
    *,
    reference: Annotated[
        Path, typer.Option("--reference", "-r", help="The translation to score them against.")
    ],
    metrics: Annotated[
        list[Metric] | None,
        typer.Option(
            "--metric",
            "-m",
            help="Metric to compute; repeat for several. By default bleu, chrf and ter.",
        ),
    ] = None,
    language: _LanguageOption = None,
    source_language: _SourceLanguageOption = None,
    tokenizer: _TokenizerOption = None,
    only_common: Annotated[
        bool,
        typer.Option("--only-common", help="Score the segments all files have, where these differ."),
    ] = False,
    score_empty: Annotated[
        bool,
        typer.Option(
            "--score-empty", help="Score untranslated entries of a hypothesis as empty translations."
        ),
    ] = False,
    cache_directory: Annotated[
        Path | None,
        typer.Option(
            "--cache-dir", help="Where counts of earlier runs are kept; the user's cache directory otherwise."
        ),
    ] = None,
    use_cache: Annotated[
        bool,
        typer.Option("--cache/--no-cache", help="Remember counts, so that unchanged files score at once."),
    ] = True,
    output_format: OutputFormatOption = OutputFormat.TEXT,
) -> None:
    """Score translations against a reference with BLEU, chrF and TER.

    The numbers are sacrebleu's, and each comes with its signature: scores
    with other signatures, other references or other segments cannot be
    compared. Higher is better for BLEU and chrF, lower for TER.

    Entries of PO catalogues are paired by msgctxt and msgid, TMX units by
    tuid or source text, text by line. Fuzzy, untranslated, obsolete, empty
    and duplicate entries are left out, and counted. In text every line is
    scored, as sacrebleu does.

    Example: padanan score draft.po --reference locales/en/LC_MESSAGES/news.po
    """
    options = ScoreOptions(
        metrics=tuple(metrics or (Metric.BLEU, Metric.CHRF, Metric.TER)),
        language=language,
        source_language=source_language,
        tokenizer=tokenizer,
        pairing=PairingOptions(only_common=only_common, score_empty=score_empty),
        cache=_open_cache(cache_directory) if use_cache else None,
    )
    report = score_files(hypotheses, reference, options)
    render = render_scores_json if output_format is OutputFormat.JSON else render_scores_text
    typer.echo(render(report), nl=False)


def _open_cache(directory: Path | None) -> ScoreCache | None:
    directory = directory or default_cache_directory()
    return None if directory is None else ScoreCache(directory=directory)
