"""sacrebleu's metrics, which score and sign, made from our options."""

from pathlib import Path
from typing import TYPE_CHECKING

from padanan.core.errors import ScoreError
from padanan.evaluation.options import BleuOptions, ChrfOptions, MetricOptions, TerOptions, Tokenizer

if TYPE_CHECKING:  # sacrebleu costs 150 ms, so it is loaded by the functions that need it
    from sacrebleu.metrics.base import Metric as SacrebleuMetric
    from sacrebleu.metrics.bleu import BLEU

_MECAB_EXTRAS = {Tokenizer.JAPANESE: ("Japanese", "ja"), Tokenizer.KOREAN: ("Korean", "ko")}
_MODEL_TOKENIZERS = frozenset(
    {Tokenizer.FLORES_101, Tokenizer.FLORES_200, Tokenizer.SENTENCEPIECE, Tokenizer.SPBLEU_1K}
)


def make_computer(options: MetricOptions, *, for_text: bool = True) -> "SacrebleuMetric":
    """Make sacrebleu's metric. Without `for_text` it can score counts but not text, and needs no tokenizer.

    Raises:
        ScoreError: the tokenizer needs a package or a model that is not installed.
    """
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    match options:
        case BleuOptions():
            return _make_bleu(options, options.tokenizer if for_text else Tokenizer.NONE)
        case ChrfOptions():
            return CHRF(
                char_order=options.char_order,
                word_order=options.word_order,
                beta=options.beta,
                lowercase=options.lowercase,
                whitespace=options.whitespace,
                eps_smoothing=options.eps_smoothing,
            )
        case TerOptions():
            return TER(
                normalized=options.normalized,
                no_punct=options.no_punct,
                asian_support=options.asian_support,
                case_sensitive=options.case_sensitive,
            )


def count_columns(options: MetricOptions) -> int:
    """Give how many numbers the metric counts in a segment."""
    match options:
        case BleuOptions(max_ngram_order=order):
            return 2 + 2 * order
        case ChrfOptions(char_order=characters, word_order=words):
            return 3 * (characters + words)
        case TerOptions():
            return 2


def name_and_sign(
    computer: "SacrebleuMetric", options: MetricOptions, reference_count: int | None
) -> tuple[str, str]:
    """Give sacrebleu's name of the score and its full signature.

    Args:
        computer: Made from `options`.
        options: What the metric was told.
        reference_count: How many references each segment has, None where that differs.
    """
    computer.num_refs = -1 if reference_count is None else reference_count
    name = computer._compute_score_from_stats([0] * count_columns(options)).name
    return str(name), computer.get_signature().format()


def _make_bleu(options: BleuOptions, tokenizer: Tokenizer) -> "BLEU":
    from sacrebleu.metrics.bleu import BLEU

    if tokenizer in _MODEL_TOKENIZERS:
        _require_model(tokenizer)
    try:
        return BLEU(
            lowercase=options.lowercase,
            force=True,
            tokenize=tokenizer.value,
            smooth_method=options.smooth_method.value,
            smooth_value=options.smooth_value,
            max_ngram_order=options.max_ngram_order,
            effective_order=options.effective_order,
        )
    except RuntimeError as error:
        language, extra = _MECAB_EXTRAS[tokenizer]
        raise ScoreError(
            f"BLEU for {language} needs the tokenizer MeCab, which is not installed",
            hint=f"pip install 'sacrebleu[{extra}]', or choose --tokenize char, or --metric chrf",
        ) from error
    except ImportError as error:
        raise ScoreError(
            f"the BLEU tokenizer {tokenizer} needs SentencePiece, which is not installed",
            hint="pip install sentencepiece, or choose another --tokenize, or --metric chrf",
        ) from error


def _require_model(tokenizer: Tokenizer) -> None:
    """Refuse before sacrebleu would fetch the model: a score never opens a connection."""
    from sacrebleu.tokenizers.tokenizer_spm import SPM_MODELS
    from sacrebleu.utils import SACREBLEU_DIR

    known = SPM_MODELS.get(tokenizer.value)
    if known is None:
        raise ScoreError(
            f"the installed sacrebleu has no tokenizer {tokenizer}", hint="pip install --upgrade sacrebleu"
        )
    model = Path(SACREBLEU_DIR) / "models" / Path(known["url"]).name
    if not model.is_file():
        raise ScoreError(
            f"the BLEU tokenizer {tokenizer} needs a model that padanan does not download",
            path=str(model),
            hint="running sacrebleu once with this tokenizer puts it there; or choose --tokenize char",
        )
