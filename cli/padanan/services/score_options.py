"""How a run of scoring is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from padanan.core.config import MemorySettings
from padanan.core.language import Language, parse_language
from padanan.evaluation.metrics import Metric, choose_options
from padanan.evaluation.option_changes import OptionChange, change_options
from padanan.evaluation.options import MetricOptions, Tokenizer
from padanan.evaluation.pairing import PairingOptions
from padanan.evaluation.significance import TestOptions
from padanan.services.score_cache import ScoreCache

DEFAULT_METRICS = (Metric.BLEU, Metric.CHRF, Metric.TER)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreOptions:
    """How to score. The languages are names in any spelling, needed where the files do not say them.

    `changes` are options of metrics other than those that suit the language. `test` is None for no interval
    and no test. `force` scores what is in other languages or scripts all the same, with a hard warning.
    `memories` are looked through for the test segments. `sources` and `documents` are files with as many
    lines as the text, for text that is paired by line. `validates` runs the checks over catalogues. `cache`
    remembers what was counted in the same texts before; None counts anew.
    """

    metrics: tuple[Metric, ...] = DEFAULT_METRICS
    changes: tuple[OptionChange, ...] = ()
    language: str | Language | None = None
    source_language: str | None = None
    tokenizer: Tokenizer | None = None
    pairing: PairingOptions = field(default_factory=PairingOptions)
    test: TestOptions | None = field(default_factory=TestOptions)
    force: bool = False
    memories: Sequence[MemorySettings] = ()
    sources: Path | None = None
    documents: Path | None = None
    validates: bool = True
    cache: ScoreCache | None = None

    @property
    def asked_language(self) -> Language | None:
        """The language that was asked for.

        Raises:
            LanguageError: nobody knows it.
        """
        return parse_language(self.language) if isinstance(self.language, str) else self.language

    def for_metric(self, metric: Metric, language: Language) -> MetricOptions:
        """Give a metric's options.

        Raises:
            ScoreError: the changes together make no sense.
        """
        options = choose_options(metric, language, tokenizer=self.tokenizer)
        changes = [change for change in self.changes if change.metric is metric]
        return change_options(options, changes) if changes else options
