"""Corpus scores, computed by sacrebleu: BLEU, chrF, chrF++ and TER.

Every score carries sacrebleu's full signature, as Post (2018, "A Call for Clarity in Reporting BLEU Scores")
asks: two scores with other signatures cannot be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from padanan.core.errors import ScoreError
from padanan.core.language import Language

if TYPE_CHECKING:  # sacrebleu costs 150 ms, so it is loaded by the functions that score
    from sacrebleu.metrics.base import Metric as SacrebleuMetric


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


class Tokenizer(StrEnum):
    """sacrebleu's BLEU tokenizers that work offline (its SentencePiece models are downloads)."""

    MTEVAL_13A = "13a"
    INTERNATIONAL = "intl"
    CHINESE = "zh"
    JAPANESE = "ja-mecab"
    KOREAN = "ko-mecab"
    CHARACTER = "char"
    NONE = "none"


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
_MECAB_EXTRAS = {Tokenizer.JAPANESE: ("Japanese", "ja"), Tokenizer.KOREAN: ("Korean", "ko")}


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

    TER of Chinese and Japanese is counted in characters: sacrebleu's `asian_support`, which does nothing
    without `normalized`.

    Args:
        metric: What to compute.
        hypotheses: The system's segments, at least one.
        references: As many reference segments, in the same order.
        language: The language of both.
        tokenizer: For BLEU, in place of the one that suits the language.

    Raises:
        ValueError: no segment, or unequal numbers of them.
        ScoreError: the tokenizer needs a package that is not installed.

    Cost: about 20,000 segments of 27 words a second for BLEU, 10,000 for chrF, 8 for TER.
    """
    if not hypotheses or len(hypotheses) != len(references):
        raise ValueError(f"{len(hypotheses)} hypotheses against {len(references)} references")
    if metric is Metric.BLEU:
        return _score_bleu(hypotheses, references, tokenizer or choose_tokenizer(language))
    computer = _computer(metric, language)
    result = computer.corpus_score(hypotheses, [references])
    return MetricScore(
        metric=metric,
        name=result.name,
        score=float(result.score),
        signature=computer.get_signature().format(),
    )


def _score_bleu(hypotheses: Sequence[str], references: Sequence[str], tokenizer: Tokenizer) -> MetricScore:
    from sacrebleu.metrics.bleu import BLEU

    try:
        # `force` only keeps sacrebleu from logging its guess that a text is tokenised already.
        bleu = BLEU(tokenize=tokenizer.value, force=True)
    except RuntimeError as error:
        raise _missing_tokenizer(tokenizer) from error
    result = bleu.corpus_score(hypotheses, [references])
    is_identical = list(hypotheses) == list(references)
    is_defined = bool(result.totals[-1])
    bleu.effective_order = is_identical and not is_defined
    return MetricScore(
        metric=Metric.BLEU,
        name=result.name,
        score=100.0 if is_identical else min(float(result.score), 100.0),
        signature=bleu.get_signature().format(),
        is_defined=is_defined or is_identical,
    )


def _computer(metric: Metric, language: Language) -> "SacrebleuMetric":
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    if metric is Metric.TER:
        by_character = is_chinese(language) or language.language == "ja"
        return TER(normalized=by_character, asian_support=by_character)
    # chrF++ adds words and pairs of words: Popović 2017, "chrF++: words helping character n-grams".
    return CHRF(word_order=2 if metric is Metric.CHRF_PLUS_PLUS else 0)


def _missing_tokenizer(tokenizer: Tokenizer) -> ScoreError:
    language, extra = _MECAB_EXTRAS[tokenizer]
    return ScoreError(
        f"BLEU for {language} needs the tokenizer MeCab, which is not installed",
        hint=f"pip install 'sacrebleu[{extra}]', or choose --tokenize char, or --metric chrf",
    )
