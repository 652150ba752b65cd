"""What is taken off a match's score for reasons that lie outside of its text, in percent points."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from padanan.core.errors import PadananError

_WHOLE_NUMBER = re.compile(r"(-?)0*([0-9]+)")
_DIGITS_READ = 10  # more than any number in range has
_HINT = "such as markup=1, or legacy/*=5 for all that came from the folder legacy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalties:
    """How many percent points each reason costs, 0 for none; what applies to a match is added up.

    markup: The inline codes stand in the same places but are others. 1 is what translators know (the
        formatting penalty of OmegaT and Trados).
    several_translations: The same source text has several translations, and no context decides. Trados takes
        1; here 0, because the number of translations grows with the memory, and says nothing about how alike
        two texts are.
    reversed: The unit was translated from the language asked for into that of the query.
    pivot: The unit was translated from a third language into both. 0 for these two, since a unit in many
        languages is what a memory of catalogues consists of.
    origins: Patterns for the path of the file that the translation came from; the last that fits counts.
    """

    markup: int = 1
    several_translations: int = 0
    reversed: int = 0
    pivot: int = 0
    origins: tuple[tuple[str, int], ...] = ()

    def of_origin(self, path: str) -> tuple[str, int] | None:
        """Give the pattern that counts for a path and its penalty; None when no pattern fits."""
        return next((pair for pair in reversed(self.origins) if _fits(pair[0], path)), None)

    def adjust(self, changes: Iterable[tuple[str, int]]) -> "Penalties":
        """Set penalties by the names of PENALTY_NAMES; any other name is an origin's pattern.

        Raises:
            PadananError: a penalty outside 0..100, or no name.
        """
        result = self
        for name, percent in changes:
            _require_percent(name, percent)
            if name in PENALTY_NAMES:
                field = name.replace("-", "_")
                result = replace(result, **{field: percent})  # type: ignore[arg-type]
            else:
                result = replace(result, origins=(*result.origins, (name, percent)))
        return result


PENALTY_NAMES = ("markup", "several-translations", "reversed", "pivot")


def parse_penalty(text: str) -> tuple[str, int]:
    """Read `NAME=N`; the last equals sign counts, since a path may hold others.

    Raises:
        PadananError: no name, or no whole number from 0 to 100.
    """
    name, _, number = text.rpartition("=")
    if not name.strip() or not number.strip():
        raise PadananError(f"a penalty is written ORIGIN=N, not {text!r}", hint=_HINT)
    # Not int() alone: that takes 1_0 and Arabic digits too, and refuses thousands of digits.
    found = _WHOLE_NUMBER.fullmatch(number.strip())
    if found is None:
        raise PadananError(f"the penalty {number.strip()!r} is no whole number", hint=_HINT)
    percent = int(found[1] + found[2][:_DIGITS_READ])
    _require_percent(name.strip(), percent)
    return name.strip(), percent


def _require_percent(name: str, percent: int) -> None:
    if not name:
        raise PadananError("a penalty without a name", hint=_HINT)
    if not 0 <= percent <= 100:
        raise PadananError(f"a penalty of {percent} for {name} is out of range", hint="give 0 to 100")


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern names a file or a folder above it; without a slash, wherever that stands.

    `*` stands for anything, slashes too, as in fnmatch; otherwise the rules are those of gitignore(5).
    """
    pure = PurePosixPath(path)
    wanted = pattern.rstrip("/")
    places = (*pure.parts, str(pure), *map(str, pure.parents))
    return any(fnmatchcase(place, wanted) for place in places)
