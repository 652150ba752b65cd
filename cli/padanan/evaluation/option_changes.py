"""Options of metrics as people write them: `bleu.tokenize=char`, `chrf.beta=3`, `ter.normalized=yes`.

The names are those of sacrebleu's command line behind the metric's (`--chrf-word-order` there is
`chrf.word-order` here), so that every option it has can be reached.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from padanan.core.errors import ScoreError
from padanan.evaluation.metrics import Metric
from padanan.evaluation.options import (
    BleuOptions,
    ChrfOptions,
    MetricOptions,
    Smoothing,
    TerOptions,
    Tokenizer,
)

_YES = frozenset({"yes", "true", "on", "1"})
_NO = frozenset({"no", "false", "off", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionChange:
    """One option of a metric with its value, as written; checked when it is read."""

    metric: Metric
    name: str
    value: str


def _yes_or_no(value: str) -> bool:
    if value.lower() not in _YES | _NO:
        raise ValueError("yes or no")
    return value.lower() in _YES


def _one_of(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(value: str) -> StrEnum:
        try:
            return kind(value)
        except ValueError as error:
            raise ValueError(", ".join(kind)) from error

    return read


def _whole(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 2):
        raise ValueError("a whole number from 0 to 99")
    return int(value)


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError as error:
        raise ValueError("a number") from error


# sacrebleu's name, the name here, how the value is read.
_Option = tuple[str, str, Callable[[str], object]]
_BLEU: tuple[_Option, ...] = (
    ("tokenize", "tokenizer", _one_of(Tokenizer)),
    ("lowercase", "lowercase", _yes_or_no),
    ("smooth-method", "smooth_method", _one_of(Smoothing)),
    ("smooth-value", "smooth_value", _number),
    ("max-ngram-order", "max_ngram_order", _whole),
    ("effective-order", "effective_order", _yes_or_no),
)
_CHRF: tuple[_Option, ...] = (
    ("char-order", "char_order", _whole),
    ("word-order", "word_order", _whole),
    ("beta", "beta", _whole),
    ("lowercase", "lowercase", _yes_or_no),
    ("whitespace", "whitespace", _yes_or_no),
    ("eps-smoothing", "eps_smoothing", _yes_or_no),
)
_TER: tuple[_Option, ...] = (
    ("normalized", "normalized", _yes_or_no),
    ("no-punct", "no_punct", _yes_or_no),
    ("asian-support", "asian_support", _yes_or_no),
    ("case-sensitive", "case_sensitive", _yes_or_no),
)
_OPTIONS = {Metric.BLEU: _BLEU, Metric.CHRF: _CHRF, Metric.CHRF_PLUS_PLUS: _CHRF, Metric.TER: _TER}


def parse_change(text: str) -> OptionChange:
    """Read `METRIC.NAME=VALUE`.

    Raises:
        ScoreError: it is written otherwise, or metric, name or value do not exist; the hint lists what does.
    """
    target, equals, value = text.partition("=")
    metric_name, _, name = target.strip().partition(".")
    if not equals or not name:
        raise ScoreError(
            f"a metric's option is written METRIC.NAME=VALUE, not {text[:60]!r}",
            hint="such as bleu.tokenize=char or chrf.beta=3",
        )
    try:
        metric = Metric(metric_name.lower())
    except ValueError as error:
        hint = f"the metrics are {', '.join(Metric)}"
        raise ScoreError(f"unknown metric {metric_name[:40]!r}", hint=hint) from error
    change = OptionChange(metric=metric, name=name.strip().lower().replace("_", "-"), value=value.strip())
    _read_value(change)
    return change


def change_options(options: MetricOptions, changes: Sequence[OptionChange]) -> MetricOptions:
    """Put changes of one metric over its options; the last of a name counts.

    Raises:
        ScoreError: together they make no sense, such as chrF of no order at all.
    """
    values = dict(_read_value(change) for change in changes)
    try:
        match options:  # one kind a branch, so that types are checked
            case BleuOptions():
                return replace(options, **values)  # type: ignore[arg-type]
            case ChrfOptions():
                return replace(options, **values)  # type: ignore[arg-type]
            case TerOptions():
                return replace(options, **values)  # type: ignore[arg-type]
    except ValueError as error:
        raise ScoreError(f"the options of {changes[0].metric} make no sense: {error}") from error


def _read_value(change: OptionChange) -> tuple[str, object]:
    known = _OPTIONS[change.metric]
    for name, own_name, read in known:
        if name == change.name:
            try:
                return own_name, read(change.value)
            except ValueError as error:
                raise ScoreError(
                    f"{change.metric}.{name} cannot be {change.value[:40]!r}", hint=f"it is {error}"
                ) from error
    names = ", ".join(name for name, _, _ in known)
    raise ScoreError(f"{change.metric} has no option {change.name[:40]!r}", hint=f"it has {names}")
