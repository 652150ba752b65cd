"""`padanan.score`: scoring from Python."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from padanan.core.errors import ScoreError
from padanan.core.language import UNKNOWN_LANGUAGE, Language, parse_language

if TYPE_CHECKING:  # NumPy and sacrebleu are loaded when something is scored
    from padanan.evaluation.metrics import Metric
    from padanan.evaluation.significance import TestOptions
    from padanan.services.score_options import ScoreOptions
    from padanan.services.score_report import ScoreReport

Texts = Sequence[str]
Hypotheses = Texts | Mapping[str, Texts] | os.PathLike[str] | Sequence[os.PathLike[str]]
References = Texts | Sequence[Texts] | os.PathLike[str] | Sequence[os.PathLike[str]]

_TESTS = ("bootstrap", "approximate-randomisation")
# What text tells about its language where nobody says: enough for the tokenizer, and no more is claimed.
_LANGUAGES_OF_SCRIPTS = {"Hani": "zh", "Kana": "ja", "Hang": "ko", "Thai": "th"}


def score(  # noqa: PLR0913 - keywords, most with a default
    hypotheses: Hypotheses,
    references: References,
    *,
    metrics: Sequence[str] = ("bleu", "chrf", "ter"),
    metric_options: Sequence[str] = (),
    tests: "str | TestOptions | None" = "bootstrap",
    language: str | None = None,
    sources: Texts | None = None,
    force: bool = False,
    resamples: int | None = None,
    seed: int = 12345,
) -> "ScoreReport":
    """Score translations against references, as `padanan score` does.

    Args:
        hypotheses: Segments of one system; several systems as a mapping from their names to their segments;
            or a path (`pathlib.Path`), or several, to what the command reads.
        references: As many segments; several references as a list of such lists; or a path, or several.
        metrics: Of "bleu", "chrf", "chrf++", "ter".
        metric_options: As the command's `--metric-option`, such as "bleu.tokenize=char".
        tests: "bootstrap" or "approximate-randomisation", with intervals; None for scores alone; or a
            `TestOptions` for every detail.
        language: Of the translations, in any spelling. Files say theirs. Of strings nothing is known: those
            in Chinese, Japanese, Korean and Thai letters are taken for such, all others for a language with
            spaces, and the tokenizer follows from that.
        sources: The source segments of strings, for reports.
        force: Score what is in other languages or scripts all the same, with a warning.
        resamples: Rounds of the test: 1000 by default, 10,000 for approximate randomisation.
        seed: Where the random numbers begin; sacrebleu's by default.

    Returns:
        The report: `.systems[i].scores`, `.metrics[i].test.pairs`, `.verdict`, `.warnings`, `.segments[n]`.

    Raises:
        PadananError: what the command ends with exit code 2 for, such as files that cannot be paired.
        TypeError: neither strings nor paths.
    """
    from padanan.evaluation.option_changes import parse_change
    from padanan.services.score import score_files
    from padanan.services.score_options import ScoreOptions

    options = ScoreOptions(
        metrics=_read_metrics(metrics),
        changes=tuple(map(parse_change, metric_options)),
        language=language,
        force=force,
        test=_choose_test(tests, resamples, seed),
    )
    paths = _paths(hypotheses), _paths(references)
    if paths[0] is not None and paths[1] is not None:
        if sources is not None:
            raise ScoreError("sources are for strings; files say theirs")
        return score_files(paths[0], paths[1], options)
    if paths[0] is not None or paths[1] is not None:
        raise TypeError("hypotheses and references are both strings or both paths")
    return _score_texts(_name_systems(hypotheses), _streams(references), sources, options)


def _score_texts(
    systems: Sequence[tuple[str, Texts]],
    streams: Sequence[Texts],
    sources: Texts | None,
    options: "ScoreOptions",
) -> "ScoreReport":
    from padanan.evaluation.sources import LineSource
    from padanan.evaluation.verdicts import count_segments
    from padanan.services.score import score_sources
    from padanan.services.score_input import ScoreFile

    if options.language is None:
        options = replace(options, language=_guess_language(streams))
    if sources is not None and len(sources) != len(streams[0]):
        raise ScoreError(f"{len(sources)} sources for {count_segments(len(streams[0]))}")
    texts = [*((f"reference {number}", stream) for number, stream in enumerate(streams, 1)), *systems]
    files = [
        ScoreFile(source=LineSource(path=name, lines=list(lines), sources=sources), sha256=None)
        for name, lines in texts
    ]
    return score_sources(files, len(streams), options)


def _paths(given: object) -> list[Path] | None:
    """Give paths if it is one, or several; None for strings."""
    if isinstance(given, os.PathLike):
        return [Path(given)]
    if isinstance(given, Sequence) and given and all(isinstance(item, os.PathLike) for item in given):
        return [Path(item) for item in given]
    return None


def _name_systems(hypotheses: Hypotheses) -> list[tuple[str, Texts]]:
    if isinstance(hypotheses, Mapping):
        if not hypotheses:
            raise ScoreError("there are no systems to score")
        return [(str(name), _require_texts(texts)) for name, texts in hypotheses.items()]
    return [("hypothesis", _require_texts(hypotheses))]


def _streams(references: References) -> list[Texts]:
    if isinstance(references, Sequence) and references and not isinstance(references[0], str):
        return [_require_texts(stream) for stream in references]
    return [_require_texts(references)]


def _require_texts(texts: object) -> Texts:
    if isinstance(texts, str) or not isinstance(texts, Sequence):
        raise TypeError("segments are a list of strings, or a path is a pathlib.Path")
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("every segment is a string")
    if not texts:
        raise ScoreError("there are no segments to score")
    return texts


def _guess_language(references: Sequence[Texts]) -> Language:
    from padanan.evaluation.writing import find_chinese_script, find_script

    texts = [text for stream in references for text in stream]
    name = _LANGUAGES_OF_SCRIPTS.get(find_script(texts) or "")
    if name == "zh" and find_chinese_script(texts) == "Hant":
        name = "zh-Hant"
    return UNKNOWN_LANGUAGE if name is None else parse_language(name)


def _read_metrics(names: Sequence[str]) -> "tuple[Metric, ...]":
    from padanan.evaluation.metrics import Metric

    given = [str(name).lower() for name in ([names] if isinstance(names, str) else names)]
    unknown = [name for name in given if name not in set(Metric)]
    if unknown:
        raise ScoreError(f"unknown metric {unknown[0]!r}", hint=f"the metrics are {', '.join(Metric)}")
    return tuple(map(Metric, given))


def _choose_test(tests: "str | TestOptions | None", resamples: int | None, seed: int) -> "TestOptions | None":
    from padanan.evaluation.significance import Method, TestOptions

    if tests is None or isinstance(tests, TestOptions):
        return tests
    if tests not in _TESTS:
        raise ScoreError(f"unknown test {tests!r}", hint=f"the tests are {', '.join(_TESTS)}")
    try:
        options = TestOptions(seed=seed)
        if tests == _TESTS[1]:
            options = replace(options, method=Method.RANDOMISATION)
            return options if resamples is None else replace(options, trials=resamples)
        return options if resamples is None else replace(options, resamples=resamples)
    except ValueError as error:
        raise ScoreError(
            f"no such test: {error}", hint="rounds are 2 or more, a seed is 0 or more"
        ) from error
