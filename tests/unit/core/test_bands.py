from decimal import Decimal

import pytest

from padanan.core.bands import Band, band_of_internal_match, band_of_match, set_rates
from padanan.core.errors import PadananError


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (101, "101"),
        (100, "100"),
        (99, "95-99"),
        (95, "95-99"),
        (94, "85-94"),
        (85, "85-94"),
        (84, "75-84"),
        (75, "75-84"),
        (74, "50-74"),
        (50, "50-74"),
        (49, "no-match"),
        (0, "no-match"),
    ],
)
def test_bands_of_scores(score: int, band: str) -> None:
    assert band_of_match(score) == band
    if 50 <= score < 100:
        assert band_of_internal_match(score) == f"internal-{band}"


def test_rates_of_the_example() -> None:
    rates = set_rates({})
    assert rates.are_example
    assert set(rates.percents) == set(Band)
    assert rates.percents[Band.INTERNAL_85] == rates.percents[Band.FUZZY_85] == 60
    assert rates.weigh(7, Band.FUZZY_85) == Decimal("4.2")


def test_a_rate_implies_others_unless_they_are_named() -> None:
    rates = set_rates({"85-94": 12.5, "repetition": "0%", "internal-85-94": "33"})
    assert not rates.are_example
    assert rates.percents[Band.FUZZY_85] == Decimal("12.5")
    assert rates.percents[Band.INTERNAL_85] == 33
    assert rates.percents[Band.CROSS_FILE_REPETITION] == 0
    assert rates.weigh(3, Band.FUZZY_85) == Decimal("0.375")


@pytest.mark.parametrize(
    "rate", ["-1", "101", "100.01", "1e1", "NaN", "", "1.234", "x", "٣", True, None, [5], "."]
)
def test_rates_out_of_range(rate: object) -> None:
    with pytest.raises(PadananError, match=r"the rate of 100 is .* out of range"):
        set_rates({"100": rate})


def test_unknown_bands_name_the_known() -> None:
    with pytest.raises(PadananError, match=r"unknown band '99'.*95-99, 85-94"):
        set_rates({"99": 5})
