"""How the end of a translation compares with the ends of its sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from padanan.checks.base import FRAME, Target
from padanan.core.model import Span
from padanan.core.punctuation import Ending, Mark, count_marks, end_of_words, read_ending

# Behind the last mark of a framed text: what `read_ending` passes over, as far as it is ever seen.
REST = rf"[^\w<{FRAME}]{{0,30}}(?:<[^<>{FRAME}]{{1,200}}>[^\w<{FRAME}]{{0,30}}){{0,4}}{FRAME}"

_ARMENIAN = frozenset({"hy", "hyw"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How a form ends (`given`, None for no punctuation), and how its sources do; `wanted` has no None."""

    text: str
    wanted: tuple[Ending, ...]
    given: Ending | None

    @property
    def lost(self) -> Ending | None:
        """The mark that the sources end with, where the form has none in its place."""
        return self.wanted[-1] if self.wanted and self.given is None else None

    @property
    def span(self) -> Span:
        """What to show of the end of the form: its punctuation, or the last character of its last word."""
        if self.given is not None:
            return self.given.span
        end = max(1, end_of_words(self.text))
        return Span(start=end - 1, end=end)


def compare_endings(sources: Sequence[str], target: Target, language: str | None) -> Comparison | None:
    """Compare the end of a form with those of its sources, in the marks of the language.

    Returns:
        None where there is nothing to say: both end with the same kind of mark, or with none, or the form
        has as many of the mark as its sources, only elsewhere.
    """
    given = read_ending(target.text, language)
    endings = [read_ending(text) for text in sources]
    if any(_agree(wanted, given, language) for wanted in endings):
        return None
    comparison = Comparison(
        text=target.text, wanted=tuple(ending for ending in endings if ending), given=given
    )
    lost = comparison.lost
    if lost is not None and count_marks(target.text, lost.mark, language) >= max(
        count_marks(text, lost.mark) for text in sources
    ):
        return None
    return comparison


def name_mark(ending: Ending) -> str:
    """Name a mark with its article."""
    article = "an" if ending.mark in {Mark.EXCLAMATION, Mark.ELLIPSIS} else "a"
    return f"{article} {ending.mark}"


def _agree(wanted: Ending | None, given: Ending | None, language: str | None) -> bool:
    if wanted is None or given is None:
        return wanted is given
    kinds = {wanted.mark, given.mark}
    # Armenian writes the full stop like a colon, and the colon like a point (Unicode 16, section 7.6).
    return len(kinds) == 1 or (language in _ARMENIAN and kinds == {Mark.STOP, Mark.COLON})
