"""Corpus scores, as sacrebleu gives them: BLEU, chrF, chrF++ and TER.

Every score carries sacrebleu's full signature, as Post (2018, "A Call for Clarity in Reporting BLEU Scores")
asks: two scores with other signatures cannot be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from padanan.core.language import Language
from padanan.evaluation.options import BleuOptions, ChrfOptions, MetricOptions, TerOptions, Tokenizer

if TYPE_CHECKING:  # NumPy costs 100 ms, so it is loaded by the functions that score
    from padanan.evaluation.statistics import SegmentStatistics


class Metric(StrEnum):
    """A metric, by the name used on the command line and in JSON."""

    BLEU = "bleu"
    CHRF = "chrf"
    CHRF_PLUS_PLUS = "chrf++"
    TER = "ter"

    @property
    def higher_is_better(self) -> bool:
        """Whether a better translation scores more; TER counts edits, so less is better there."""
        return self is not Metric.TER


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricScore:
    """One corpus score. `name` is sacrebleu's (`chrF2`, `chrF2++`); `score` is on its scale of 0 to 100.

    TER has no upper bound: it is edits per 100 reference words. `signature` is sacrebleu's full one.
    `is_defined` is False where no hypothesis segment has the four tokens BLEU needs, and sacrebleu says 0.
    """

    metric: Metric
    name: str
    score: float
    signature: str
    is_defined: bool = True


# Scripts in which words are not set apart, and for which sacrebleu has no tokenizer.
_UNSPACED_SCRIPTS = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
_HAN_SCRIPTS = frozenset({"Hans", "Hant", "Hani", "Hanb"})


def choose_tokenizer(language: Language) -> Tokenizer:
    """Give the tokenizer sacrebleu recommends for a language, however the language was spelled.

    sacrebleu itself knows the exact codes zh, ja and ko only, and falls back to 13a for `zh_CN` or `cmn`: the
    same Chinese text then scores 19 in place of 46.
    """
    if is_chinese(language):
        return Tokenizer.CHINESE
    if language.language == "ja":
        return Tokenizer.JAPANESE
    if language.language == "ko":
        return Tokenizer.KOREAN
    return Tokenizer.MTEVAL_13A


def is_chinese(language: Language) -> bool:
    """Whether the language is written in Chinese characters alone (Chinese, Cantonese, Wu and so on)."""
    return language.language != "ko" and (language.language == "zh" or language.script in _HAN_SCRIPTS)


def has_no_word_boundaries(language: Language) -> bool:
    """Whether words run together and sacrebleu cannot part them, so that BLEU and TER say little."""
    return language.script in _UNSPACED_SCRIPTS


def choose_options(
    metric: Metric, language: Language, *, tokenizer: Tokenizer | None = None
) -> MetricOptions:
    """Give the options under which a metric scores a language: sacrebleu's defaults but for what follows.

    TER of Chinese and Japanese is counted in characters: sacrebleu's `asian_support`, which does nothing
    without `normalized`.

    Args:
        metric: What is to be computed.
        language: The language of the translations.
        tokenizer: For BLEU, in place of the one that suits the language.
    """
    match metric:
        case Metric.BLEU:
            return BleuOptions(tokenizer=tokenizer or choose_tokenizer(language))
        case Metric.CHRF:
            return ChrfOptions()
        case Metric.CHRF_PLUS_PLUS:
            # chrF++ adds words and pairs of words: Popović 2017, "chrF++: words helping character n-grams".
            return ChrfOptions(word_order=2)
        case Metric.TER:
            by_character = is_chinese(language) or language.language == "ja"
            return TerOptions(normalized=by_character, asian_support=by_character)


def score_corpus(
    metric: Metric,
    hypotheses: Sequence[str],
    references: Sequence[str],
    *,
    language: Language,
    tokenizer: Tokenizer | None = None,
) -> MetricScore:
    """Score a system's segments against one reference each, as sacrebleu does, to the last digit.

    There is one difference: a text scored against itself gets exactly 100, where sacrebleu says
    100.00000000000004, or 0 when no segment has four tokens. In the latter case n-gram orders that do not
    occur are left out of BLEU, and the signature says `eff:yes`.

    Args:
        metric: What to compute.
        hypotheses: The system's segments, at least one.
        references: As many reference segments, in the same order.
        language: The language of both, see `choose_options`.
        tokenizer: For BLEU, in place of the one that suits the language.

    Raises:
        ValueError: no segment, or unequal numbers of them.
        ScoreError: the tokenizer needs a package or a model that is not installed.

    Cost: as `extract_statistics`.
    """
    from padanan.evaluation.extraction import extract_statistics

    if not hypotheses or len(hypotheses) != len(references):
        raise ValueError(f"{len(hypotheses)} hypotheses against {len(references)} references")
    options = choose_options(metric, language, tokenizer=tokenizer)
    statistics = extract_statistics(hypotheses, [references], options)
    return score_statistics(metric, statistics, is_identical=list(hypotheses) == list(references))


def score_statistics(metric: Metric, statistics: "SegmentStatistics", *, is_identical: bool) -> MetricScore:
    """Score all segments together from their statistics, see `score_corpus`.

    Args:
        metric: What the statistics are of.
        statistics: Of at least one segment.
        is_identical: Whether the hypotheses are the references, character for character.
    """
    from padanan.evaluation.statistics import corpus_score, with_effective_order

    is_defined = metric is not Metric.BLEU or bool(statistics.counts[:, -1].any())
    if is_identical and not is_defined:
        statistics = with_effective_order(statistics)
    score = clamp_score(metric, float(corpus_score(statistics).score))
    return MetricScore(
        metric=metric,
        name=statistics.name,
        score=100.0 if is_identical and metric is Metric.BLEU else score,
        signature=statistics.signature,
        is_defined=is_defined or is_identical,
    )


def clamp_score(metric: Metric, score: float) -> float:
    """Cut a score to what is shown: rounding takes sacrebleu's BLEU of identical text to 100.00000000000004.

    Only what is shown is cut. Whatever compares scores takes them as sacrebleu gives them.
    """
    return min(score, 100.0) if metric.higher_is_better else score
