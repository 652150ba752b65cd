"""What each metric can be told: sacrebleu's options, all of them, under their own names.

`force` is not among them. It changes no number: it only keeps sacrebleu from logging that a text looks
tokenised, and padanan never lets it log that.
"""

import math
from dataclasses import dataclass
from enum import StrEnum


class Tokenizer(StrEnum):
    """sacrebleu's tokenizers for BLEU. The last four need a model, which padanan never downloads."""

    MTEVAL_13A = "13a"
    INTERNATIONAL = "intl"
    CHINESE = "zh"
    JAPANESE = "ja-mecab"
    KOREAN = "ko-mecab"
    CHARACTER = "char"
    NONE = "none"
    FLORES_101 = "flores101"
    FLORES_200 = "flores200"
    SENTENCEPIECE = "spm"
    SPBLEU_1K = "spBLEU-1K"


class Smoothing(StrEnum):
    """How BLEU counts an order without a match: Chen and Cherry 2014, methods 3, 1 and 2, or not at all."""

    EXPONENTIAL = "exp"
    FLOOR = "floor"
    ADD_K = "add-k"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class BleuOptions:
    """Options of BLEU. `smooth_value` is for FLOOR (0.1 where None) and ADD_K (1 where None).

    Raises:
        ValueError: `max_ngram_order` is below 1, or `smooth_value` is negative or no number.
    """

    tokenizer: Tokenizer = Tokenizer.MTEVAL_13A
    lowercase: bool = False
    smooth_method: Smoothing = Smoothing.EXPONENTIAL
    smooth_value: float | None = None
    max_ngram_order: int = 4
    effective_order: bool = False

    def __post_init__(self) -> None:
        if self.max_ngram_order < 1:
            raise ValueError(f"max_ngram_order is {self.max_ngram_order}, but there is nothing below 1")
        if self.smooth_value is not None and not 0 <= self.smooth_value < math.inf:
            raise ValueError(f"smooth_value is {self.smooth_value}, not a number from 0 up")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChrfOptions:
    """Options of chrF; with `word_order` 2 it is chrF++.

    Source: Popović 2017, "chrF++: words helping character n-grams".

    Raises:
        ValueError: an order is negative, both are 0, or `beta` is negative.
    """

    char_order: int = 6
    word_order: int = 0
    beta: int = 2
    lowercase: bool = False
    whitespace: bool = False
    eps_smoothing: bool = False

    def __post_init__(self) -> None:
        if min(self.char_order, self.word_order) < 0 or self.char_order + self.word_order == 0:
            raise ValueError(f"chrF of {self.char_order} character and {self.word_order} word orders")
        if self.beta < 0:
            raise ValueError(f"beta is {self.beta}, but a weight is not negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class TerOptions:
    """Options of TER. `asian_support` does nothing without `normalized` or `no_punct`."""

    normalized: bool = False
    no_punct: bool = False
    asian_support: bool = False
    case_sensitive: bool = False


MetricOptions = BleuOptions | ChrfOptions | TerOptions
