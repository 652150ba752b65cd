"""The bands into which an analysis sorts segments by what is already there for them, and what each costs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from padanan.core.errors import PadananError


class Band(StrEnum):
    """What there is for a segment; the order is that of reports.

    Repetitions stood in the batch before, in the same file or in an earlier one. Internal bands are segments
    whose best match is not in the memory but earlier in the batch: it will be there by the time they are
    translated.
    """

    CONTEXT = "101"
    REPETITION = "repetition"
    CROSS_FILE_REPETITION = "cross-file-repetition"
    EXACT = "100"
    FUZZY_95 = "95-99"
    FUZZY_85 = "85-94"
    FUZZY_75 = "75-84"
    FUZZY_50 = "50-74"
    INTERNAL_95 = "internal-95-99"
    INTERNAL_85 = "internal-85-94"
    INTERNAL_75 = "internal-75-84"
    INTERNAL_50 = "internal-50-74"
    NO_MATCH = "no-match"


LOWEST_PERCENT = 50
_RATE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
CONTEXT_PERCENT = 101
_FROM_MEMORY = (
    (CONTEXT_PERCENT, Band.CONTEXT),
    (100, Band.EXACT),
    (95, Band.FUZZY_95),
    (85, Band.FUZZY_85),
    (75, Band.FUZZY_75),
    (LOWEST_PERCENT, Band.FUZZY_50),
    (0, Band.NO_MATCH),
)
_INTERNAL = (
    (95, Band.INTERNAL_95),
    (85, Band.INTERNAL_85),
    (75, Band.INTERNAL_75),
    (LOWEST_PERCENT, Band.INTERNAL_50),
)
# Bands that cost what another costs, unless they have a rate of their own.
_LIKE = {
    Band.CROSS_FILE_REPETITION: Band.REPETITION,
    Band.INTERNAL_95: Band.FUZZY_95,
    Band.INTERNAL_85: Band.FUZZY_85,
    Band.INTERNAL_75: Band.FUZZY_75,
    Band.INTERNAL_50: Band.FUZZY_50,
}
# An example to be replaced by what was agreed on, after the one in memoQ's help ("Weighted word counts":
# context 10 %, repetition 20 %, exact 30 %, higher fuzzy 40 %, no match 100 %); there is no standard.
_EXAMPLE = {
    Band.CONTEXT: 10,
    Band.REPETITION: 20,
    Band.EXACT: 30,
    Band.FUZZY_95: 40,
    Band.FUZZY_85: 60,
    Band.FUZZY_75: 80,
    Band.FUZZY_50: 100,
    Band.NO_MATCH: 100,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What part of a word's price is paid in each band, in percent of at most two decimals.

    `are_example` tells that nobody set a single one.
    """

    percents: Mapping[Band, Decimal]
    are_example: bool = False

    def weigh(self, words: int, band: Band) -> Decimal:
        """Give the words that are paid, exactly."""
        return words * self.percents[band] / 100


def band_of_match(score_percent: int) -> Band:
    """Give the band of a match from the memory, 0 for none."""
    return next(band for lowest, band in _FROM_MEMORY if score_percent >= lowest)


def band_of_internal_match(score_percent: int) -> Band:
    """Give the band of a match from the batch, LOWEST_PERCENT to 99."""
    return next(band for lowest, band in _INTERNAL if score_percent >= lowest)


def set_rates(changes: Mapping[str, object]) -> Rates:
    """Give the rates: those in `changes` by the names of bands, then what they imply, then the example's.

    A cross-file repetition costs what a repetition does, and an internal match what a match from the memory
    does, unless it is named.

    Raises:
        PadananError: a name is no band's, or a rate no number from 0 to 100 with at most two decimals.
    """
    given = {_read_band(name): _read_rate(name, value) for name, value in changes.items()}
    percents = {band: Decimal(percent) for band, percent in _EXAMPLE.items()} | given
    percents |= {band: given.get(band, percents[like]) for band, like in _LIKE.items()}
    return Rates(percents={band: percents[band] for band in Band}, are_example=not given)


def _read_band(name: str) -> Band:
    try:
        return Band(name)
    except ValueError as error:
        raise PadananError(f"unknown band {name!r}", hint=f"the bands are {', '.join(Band)}") from error


def _read_rate(name: str, value: object) -> Decimal:
    text = "" if isinstance(value, bool) else str(value).strip().removesuffix("%").strip()
    if _RATE.fullmatch(text) and Decimal(text) <= 100:
        return Decimal(text)
    raise PadananError(
        f"the rate of {name} is {str(value)[:40]!r}, which is out of range",
        hint="give a percentage from 0 to 100, such as 60 or 12.5",
    )
