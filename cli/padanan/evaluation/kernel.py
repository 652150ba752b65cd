"""The compiled kernel of the evaluation: n-grams and edits of a batch of segments, counted in C.

It sees texts as code points, and knows of each code point only what Python, `regex` and sacrebleu say of it,
so that a new version of Unicode changes both ways of counting alike.
"""

import ctypes
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padanan.core.errors import ScoreError
from padanan.core.words import OBJECT_REPLACEMENT, word_class
from padanan.evaluation.options import ChrfOptions, Tokenizer
from padanan.native.loader import load_kernel

# The versions of sacrebleu whose tokenizers and counts the kernel follows. Under any other, sacrebleu counts.
_FOLLOWED_VERSIONS = ("2.5.", "2.6.")
_CODEC = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
_CODE_POINTS = 0x110000

# As in evaluation.h.
_KNOWN, _SPACE, _NUMBER, _PUNCTUATION, _SYMBOL, _CHINESE = 1, 2, 4, 8, 16, 32
_SPACES_ONLY = 0
_TOKENIZERS = {
    Tokenizer.NONE: _SPACES_ONLY,
    Tokenizer.MTEVAL_13A: 1,
    Tokenizer.INTERNATIONAL: 2,
    Tokenizer.CHINESE: 3,
    Tokenizer.CHARACTER: 4,
}
_NO_MEMORY, _TOO_LONG = 1, 2
# As in evaluation_texts.c.
_IGNORED, _NO_CHARACTER = "-", 0x80


class _Batch(ctypes.Structure):
    _fields_ = (
        ("hyp_points", ctypes.c_void_p),
        ("hyp_offsets", ctypes.c_void_p),
        ("ref_points", ctypes.c_void_p),
        ("ref_offsets", ctypes.c_void_p),
        ("ref_starts", ctypes.c_void_p),
        ("segments", ctypes.c_int64),
        ("systems", ctypes.c_int64),
        ("classes", ctypes.c_void_p),
    )


class _ChrfOrders(ctypes.Structure):
    _fields_ = (
        ("keeps_spaces", ctypes.c_int32),
        ("char_order", ctypes.c_int32),
        ("word_order", ctypes.c_int32),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBatch:
    """Some segments: their hypotheses, and all references; those of segment i begin at `starts[i]`.

    Of several systems, the hypotheses of the first are before those of the second.

    Raises:
        ValueError: `starts` does not part the references among the segments.
    """

    hypotheses: Sequence[str]
    references: Sequence[str]
    starts: NDArray[np.int64]
    systems: int = 1

    def __post_init__(self) -> None:
        bounds = [0, *self.starts.tolist(), len(self.references)]
        if len(self) * self.systems != len(self.hypotheses) or bounds != sorted(bounds):
            raise ValueError("the references are not parted among the segments")

    def __len__(self) -> int:
        return len(self.starts) - 1

    def by_system(self) -> "list[TextBatch]":
        """Give the segments of each system by itself."""
        if self.systems == 1:
            return [self]
        return [
            replace(self, hypotheses=self.hypotheses[start : start + len(self)], systems=1)
            for start in range(0, len(self.hypotheses), len(self))
        ]


@cache
def load_evaluation_kernel() -> ctypes.CDLL | None:
    """Load the kernel; None where there is none, or it does not follow the installed sacrebleu."""
    from sacrebleu import __version__ as version

    return load_survey_kernel() if version.startswith(_FOLLOWED_VERSIONS) else None


@cache
def load_survey_kernel() -> ctypes.CDLL | None:
    """Load the kernel for `survey`, which follows no version of sacrebleu; None where there is none."""
    kernel = load_kernel("evaluation")
    if kernel is None:
        return None
    pointer, number = ctypes.c_void_p, ctypes.c_int64
    kernel.padanan_count_bleu.argtypes = (pointer, ctypes.c_int, ctypes.c_int32, pointer)
    kernel.padanan_count_chrf.argtypes = (pointer, pointer, pointer)
    kernel.padanan_count_ter.argtypes = (pointer, pointer)
    kernel.padanan_survey.argtypes = (pointer, pointer, number, pointer, pointer)
    kernel.padanan_find_unknown.argtypes = (pointer, number, number, pointer)
    kernel.padanan_find_unknown.restype = number
    return kernel


def can_tokenize(tokenizer: Tokenizer) -> bool:
    """Whether the kernel has this tokenizer of sacrebleu's."""
    return tokenizer in _TOKENIZERS


def count_bleu(
    kernel: ctypes.CDLL, batch: TextBatch, tokenizer: Tokenizer, max_order: int
) -> NDArray[np.int32]:
    """Count tokens and n-grams: a row a hypothesis, with the columns of `SegmentStatistics`.

    Of a tokenizer that the kernel lacks, it takes texts that are tokenised already, with spaces between.
    """
    out = np.empty((len(batch.hypotheses), 2 + 2 * max_order), dtype=np.int32)
    number = _TOKENIZERS.get(tokenizer, _SPACES_ONLY)
    with_classes = _classes(kernel, tokenizer if can_tokenize(tokenizer) else Tokenizer.NONE)
    _run(kernel.padanan_count_bleu, batch, with_classes, (number, max_order), out)
    return out


def count_chrf(kernel: ctypes.CDLL, batch: TextBatch, options: ChrfOptions) -> NDArray[np.int32]:
    """Count n-grams: a row a reference, with the columns of `SegmentStatistics`."""
    out = np.empty((len(batch.references), 3 * (options.char_order + options.word_order)), dtype=np.int32)
    orders = _ChrfOrders(options.whitespace, options.char_order, options.word_order)
    _run(kernel.padanan_count_chrf, batch, _classes(kernel, Tokenizer.NONE), (ctypes.byref(orders),), out)
    return out


def count_ter(kernel: ctypes.CDLL, batch: TextBatch) -> NDArray[np.int32]:
    """Count edits and words of the reference: a row a reference. Words are what spaces part."""
    out = np.empty((len(batch.references), 2), dtype=np.int32)
    _run(kernel.padanan_count_ter, batch, _classes(kernel, Tokenizer.NONE), (), out)
    return out


def survey(kernel: ctypes.CDLL, texts: Sequence[str]) -> NDArray[np.int32]:
    """Count what is in each of some texts, which are NFC: a row a text.

    The columns are words by UAX #29 and characters, as `core.words.measure` counts them, and 1 where the text
    may hold something that `appearance.flag_texts` looks for.

    Raises:
        ScoreError: a text is too long.
    """
    points, offsets = _pack(texts)
    out = np.empty((len(texts), 3), dtype=np.int32)
    classes = _word_classes(kernel)
    classes.learn(points)
    arguments = points.ctypes.data, offsets.ctypes.data, len(texts), classes.table.ctypes.data
    _raise_for_status(kernel.padanan_survey(*arguments, out.ctypes.data))
    return out


def _run(
    function: Callable[..., int],
    batch: TextBatch,
    classes: "_CharacterClasses",
    arguments: tuple[Any, ...],
    out: NDArray[np.int32],
) -> None:
    hypothesis_points, hypothesis_offsets = _pack(batch.hypotheses)
    reference_points, reference_offsets = _pack(batch.references)
    for points in (hypothesis_points, reference_points):
        classes.learn(points)
    starts = np.ascontiguousarray(batch.starts, dtype=np.int64)
    argument = _Batch(
        hypothesis_points.ctypes.data,
        hypothesis_offsets.ctypes.data,
        reference_points.ctypes.data,
        reference_offsets.ctypes.data,
        starts.ctypes.data,
        len(batch),
        batch.systems,
        classes.table.ctypes.data,
    )
    _raise_for_status(function(ctypes.byref(argument), *arguments, out.ctypes.data))


def _raise_for_status(status: int) -> None:
    if status == _TOO_LONG:
        raise ScoreError("a segment is too long to be scored", hint="is each segment on a line of its own?")
    if status == _NO_MEMORY:
        raise MemoryError
    if status:
        raise RuntimeError(f"the kernel of the evaluation broke off with status {status}")


def _pack(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Give the code points of all texts, with one more that is of none, and where each begins and ends."""
    data = ("".join(texts) + "\0").encode(_CODEC, "surrogatepass")
    offsets = np.fromiter(accumulate(map(len, texts), initial=0), np.int64, len(texts) + 1)
    return np.frombuffer(data, dtype=np.uint32), offsets


class _CharacterClasses:
    """What the kernel asks of code points: a byte each, not 0, filled in as they are first seen."""

    def __init__(self, kernel: ctypes.CDLL, classify: Callable[[str], int]) -> None:
        self._find_unknown = kernel.padanan_find_unknown
        self._classify = classify
        self.table: NDArray[np.uint8] = np.zeros(_CODE_POINTS, dtype=np.uint8)
        # Tokenizers write spaces and signs that the text need not have.
        for point in range(128):
            self.table[point] = classify(chr(point))

    def learn(self, points: NDArray[np.uint32]) -> None:
        """Fill in what is not yet known of these code points."""
        at, count, table = 0, len(points), self.table.ctypes.data
        while (at := self._find_unknown(points.ctypes.data, at, count, table)) < count:
            self.table[points[at]] = self._classify(chr(points[at]))


@cache
def _classes(kernel: ctypes.CDLL, tokenizer: Tokenizer) -> _CharacterClasses:
    if tokenizer is Tokenizer.INTERNATIONAL:
        return _CharacterClasses(kernel, _with_spaces(_international_classifier()))
    if tokenizer is Tokenizer.CHINESE:
        from sacrebleu.tokenizers.tokenizer_zh import TokenizerZh

        return _CharacterClasses(
            kernel, _with_spaces(lambda character: _CHINESE * TokenizerZh._is_chinese_char(character))
        )
    return _CharacterClasses(kernel, _with_spaces(lambda _: 0))


@cache
def _word_classes(kernel: ctypes.CDLL) -> _CharacterClasses:
    return _CharacterClasses(kernel, _classify_for_words)


def _with_spaces(classify: Callable[[str], int]) -> Callable[[str], int]:
    return lambda character: _KNOWN | _SPACE * character.isspace() | classify(character)


def _classify_for_words(character: str) -> int:
    no_character = _NO_CHARACTER * (character.isspace() or character == OBJECT_REPLACEMENT)
    return no_character | ord(word_class(character) or _IGNORED)


def _international_classifier() -> Callable[[str], int]:
    import regex

    patterns = {
        _NUMBER: regex.compile(r"\p{N}"),
        _PUNCTUATION: regex.compile(r"\p{P}"),
        _SYMBOL: regex.compile(r"\p{S}"),
    }
    return lambda character: sum(bit for bit, pattern in patterns.items() if pattern.match(character))
