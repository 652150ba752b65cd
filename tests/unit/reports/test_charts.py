"""Charts of awkward numbers."""

import pytest

from padanan.reports.charts import (
    IntervalRow,
    Scale,
    count_steps,
    forest_plot,
    histogram,
    make_scale,
    show_tick,
)
from padanan.reports.charts_scatter import MOST_MARKS, scatter


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        pytest.param(0, 100, [0, 20, 40, 60, 80, 100], id="percent"),
        pytest.param(-0.4, 0.4, [-0.4, -0.2, 0, 0.2, 0.4], id="around nothing"),
        pytest.param(31.2, 33.9, [32, 33], id="narrow"),
    ],
)
def test_ticks_are_round(low: float, high: float, ticks: list[float]) -> None:
    assert Scale(low=low, high=high, start=0, end=100).ticks() == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("value", "shown"), [(20.0, "20"), (0.1 + 0.2, "0.3"), (-0.0, "0"), (12000.0, "12,000"), (2.5, "2.5")]
)
def test_ticks_are_shown_without_a_tail(value: float, shown: str) -> None:
    assert show_tick(value) == shown


def test_one_value_has_a_scale() -> None:
    for value in (0.0, 100.0, -3.0):
        scale = make_scale([value], 0, 10)
        assert scale.low < value < scale.high


def test_every_value_is_counted_once() -> None:
    scale = make_scale([0.0, 100.0], 0, 10, margin=0.0)
    counts = count_steps([0.0, 50.0, 100.0, 100.0], scale)
    assert (sum(counts), counts[0], counts[-1]) == (4, 1, 2)


def test_equal_values_make_charts() -> None:
    assert "NaN" not in histogram("same", [50.0] * 9, "BLEU", zero=True)
    assert "nan" not in forest_plot("same", [IntervalRow(label="a", value=1, low=1, high=1)], "BLEU").lower()


def test_many_segments_share_marks() -> None:
    few = scatter("few", ("a", "b"), [(float(row), 1.0) for row in range(MOST_MARKS)])
    many = scatter("many", ("a", "b"), [(row % 100.0, row % 7.0) for row in range(MOST_MARKS + 1)])
    assert few.count("<circle") == MOST_MARKS
    assert many.count("<circle") == 0
    assert 0 < many.count("<rect") < MOST_MARKS
