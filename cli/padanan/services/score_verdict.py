"""What may be said about a run of scores, in sentences: verdicts and warnings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from padanan.core.language import Language
from padanan.evaluation.appearance import Evidence, describe_evidence
from padanan.evaluation.contamination import Contamination
from padanan.evaluation.metrics import Metric, has_no_word_boundaries
from padanan.evaluation.options import BleuOptions, Tokenizer
from padanan.evaluation.pairing import PairedTexts, Reason, Side, count_different
from padanan.evaluation.significance import (
    HARD_LIMIT_SEGMENTS,
    SOFT_LIMIT_SEGMENTS,
    Conclusion,
    MetricTest,
)
from padanan.evaluation.verdicts import count_segments, describe_limits
from padanan.services.score_report import MetricReport, ScoreWarning, Severity, SystemReport

_HARMLESS_REASONS = frozenset({Reason.DUPLICATE, Reason.OBSOLETE})
# Pairs up to which each has its sentence in the verdict; of more, the ranks are told.
_MOST_PAIRS = 3
# From so large a share, references that are the source itself are no accident (names and numbers are).
_UNTRANSLATED_SHARE = 0.5
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What warnings hang on, beside the scores; `evidence` is of the references, then of the hypotheses."""

    paired: PairedTexts
    reference_names: Sequence[str]
    languages: Sequence[Language]
    evidence: Sequence[Sequence[Evidence]]
    contamination: Contamination | None
    forced: Sequence[str]


def describe_outcome(systems: Sequence[SystemReport], metrics: Sequence[MetricReport]) -> Iterator[str]:
    """Say what follows: that nothing does, or first all metrics in one sentence, then each by itself.

    Of few pairs each has its sentence, of more the ranks are told.
    """
    count = systems[0].edits.segments
    if count < HARD_LIMIT_SEGMENTS:
        yield f"nothing follows from {count_segments(count)} about which translation is better"
        return
    tested = [(metric, metric.test) for metric in metrics if metric.test is not None]
    if not tested or len(systems) == 1:
        return
    different = tested[0][1].different_count
    if different < HARD_LIMIT_SEGMENTS:
        yield (
            f"nothing follows about which translation is better: only {different} of "
            f"{count_segments(count)} differ from each other"
        )
        return
    names = [system.name for system in systems]
    pairs = len(tested[0][0].sentences)
    if len(tested) > 1 or 1 < pairs <= _MOST_PAIRS:
        yield _describe_pair(names, tested) if pairs == 1 else _describe_order(names, tested)
    for metric, test in tested:
        if pairs <= _MOST_PAIRS:
            yield from metric.sentences
        else:
            yield f"ranks that {metric.name} can tell apart are {_show_ranks(names, test)}"


def _describe_pair(names: Sequence[str], tested: Sequence[tuple[MetricReport, MetricTest]]) -> str:
    """Say in one sentence what several metrics find about two systems."""
    found: dict[Conclusion, list[str]] = {}
    for metric, test in tested:
        found.setdefault(test.pairs[0].conclusion, []).append(metric.name)
    first, second = names
    better, worse = found.pop(Conclusion.BETTER, []), found.pop(Conclusion.WORSE, [])
    if better and worse:
        return (
            f"the metrics disagree about {first} and {second}: {_join(better)} "
            f"{_verb(better, 'find')} {second} better, {_join(worse)} {first}"
        )
    silent = [name for names_of in found.values() for name in names_of]
    if not (better or worse):
        return f"no difference between {first} and {second} can be shown by {_join(silent, 'or')}"
    winner, loser = (second, first) if better else (first, second)
    rest = f"; by {_join(silent, 'or')} no difference can be shown" if silent else ""
    return f"{winner} is better than {loser} by {_join(better or worse)}{rest}"


def _describe_order(names: Sequence[str], tested: Sequence[tuple[MetricReport, MetricTest]]) -> str:
    """Say in one sentence how several systems follow each other."""
    by_order: dict[str, list[str]] = {}
    for metric, test in tested:
        groups = [_join([names[place] for place in sorted(each.systems)]) for each in test.clusters]
        order = " before ".join(groups) if len(groups) > 1 else f"no order of the {len(names)} systems"
        by_order.setdefault(order, []).append(metric.name)
    return "; ".join(
        f"{_join(metrics)} {_verb(metrics, 'show')} {order}" for order, metrics in by_order.items()
    )


def _show_ranks(names: Sequence[str], test: MetricTest) -> str:
    return "; ".join(
        (f"{cluster.first}" if cluster.first == cluster.last else f"{cluster.first}-{cluster.last}")
        + f": {', '.join(names[place] for place in cluster.systems)}"
        for cluster in test.clusters
    )


def _verb(subjects: Sequence[str], verb: str) -> str:
    return verb if len(subjects) > 1 else f"{verb}s"


def _join(words: Sequence[str], last: str = "and") -> str:
    """Write `A`, `A and B`, `A, B and C`."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def gather_warnings(
    systems: Sequence[SystemReport], metrics: Sequence[MetricReport], about: Circumstances
) -> Iterator[ScoreWarning]:
    """Give the warnings, the hard ones first."""
    found = [
        *_force_warnings(about),
        *_size_warnings(systems, metrics),
        *_repetition_warnings(about.paired),
        *_contamination_warnings(about.contamination),
        *_system_warnings(systems, metrics),
        *_text_warnings(systems, about),
        *_language_warnings(metrics, about.languages),
    ]
    yield from sorted(dict.fromkeys(found), key=lambda warning: warning.severity is not Severity.HARD)


def _soft(message: str) -> ScoreWarning:
    return ScoreWarning(severity=Severity.SOFT, message=message)


def _hard(message: str) -> ScoreWarning:
    return ScoreWarning(severity=Severity.HARD, message=message)


def _force_warnings(about: Circumstances) -> Iterator[ScoreWarning]:
    yield from map(_hard, about.forced)


def _size_warnings(
    systems: Sequence[SystemReport], metrics: Sequence[MetricReport]
) -> Iterator[ScoreWarning]:
    tests = [metric.test for metric in metrics if metric.test is not None]
    for test in tests:
        for hard, message in describe_limits(test):
            yield _hard(message) if hard else _soft(message)
    if tests:
        return
    count = systems[0].edits.segments
    if count < HARD_LIMIT_SEGMENTS:
        yield _hard(
            f"only {count_segments(count)}: nothing follows from so few about which translation is better "
            f"(at least {HARD_LIMIT_SEGMENTS} are needed to say anything)"
        )
    elif count < SOFT_LIMIT_SEGMENTS:
        yield _soft(f"{count_segments(count)}: only large differences can be trusted")


def _repetition_warnings(paired: PairedTexts) -> Iterator[ScoreWarning]:
    """Warn of systems compared on a test set that is long only because it repeats itself: no test notices."""
    count = len(paired.keys)
    if count < HARD_LIMIT_SEGMENTS or len(paired.hypotheses) == 1:
        return
    different = count_different([*paired.references, *paired.hypotheses], HARD_LIMIT_SEGMENTS)
    if different < HARD_LIMIT_SEGMENTS:
        yield _hard(
            f"only {different} of {count_segments(count)} differ from each other: a test takes "
            "repetitions for evidence, so nothing follows from its p values"
        )


def _contamination_warnings(contamination: Contamination | None) -> Iterator[ScoreWarning]:
    if contamination is None or not contamination.known:
        return
    named = ", ".join(f'"{segment.source[:40]}"' for segment in contamination.known[:_NAMED])
    more = ", …" if len(contamination.known) > _NAMED else ""
    verb = "stands" if len(contamination.known) == 1 else "stand"
    yield _hard(
        f"{len(contamination.known)} of {count_segments(contamination.segments)} {verb} in the memory, so "
        f"scores say less about text that does not: {named}{more}"
    )


def _system_warnings(
    systems: Sequence[SystemReport], metrics: Sequence[MetricReport]
) -> Iterator[ScoreWarning]:
    for number, system in enumerate(systems):
        lacking = sum(
            item.count
            for item in system.left_out
            if item.side is Side.HYPOTHESIS and item.reason not in _HARMLESS_REASONS
        )
        if lacking:
            yield _soft(
                f"{system.name}: its scores leave out {count_segments(lacking)} that it does not translate"
            )
        for score, metric in zip(system.scores, metrics, strict=True):
            options = metric.statistics[number].options
            if not score.is_defined and isinstance(options, BleuOptions):
                yield _hard(
                    f"{system.name}: BLEU is 0 because no segment has {_tokens(options.max_ngram_order)}, "
                    "whatever its quality"
                )


def _tokens(order: int) -> str:
    return "four tokens" if order == 4 else f"{order} tokens"


def _text_warnings(systems: Sequence[SystemReport], about: Circumstances) -> Iterator[ScoreWarning]:
    paired = about.paired
    ours = [(system.name, texts) for system, texts in zip(systems, paired.hypotheses, strict=True)]
    names = ["the reference" if len(about.reference_names) == 1 else name for name in about.reference_names]
    everything = [*zip(names, paired.references, strict=True), *ours]
    for (name, texts), evidence in zip(everything, about.evidence, strict=True):
        empty = texts.count("") + sum(map(str.isspace, texts))
        if empty:
            yield _soft(f"{count_segments(empty)} scored though empty in {name}, as sacrebleu does")
        for item in evidence:
            yield _soft(describe_evidence(item, name))
    sources = paired.provenance.sources
    for name, texts in zip(names, paired.references, strict=True):
        same = sum(map(str.__eq__, sources, texts)) if sources else 0
        if same and same >= _UNTRANSLATED_SHARE * len(texts):
            yield _hard(
                f"{same} of {count_segments(len(texts))} in {name} are the source itself: is it translated?"
            )


def _language_warnings(
    metrics: Sequence[MetricReport], languages: Sequence[Language]
) -> Iterator[ScoreWarning]:
    regions = {language.region for language in languages} - {None}
    if len(regions) > 1:
        names = ", ".join(dict.fromkeys(language.tag for language in languages))
        yield _soft(f"the files differ in region: {names}")
    if languages and has_no_word_boundaries(languages[0]) and any(map(_counts_words, metrics)):
        yield _hard(
            f"{languages[0].tag} is written without spaces between words, and sacrebleu cannot part "
            "them: only chrF means anything, and BLEU with --tokenize char"
        )


def _counts_words(metric: MetricReport) -> bool:
    options = metric.statistics[0].options
    if isinstance(options, BleuOptions):
        return options.tokenizer is not Tokenizer.CHARACTER
    return metric.metric is not Metric.CHRF
