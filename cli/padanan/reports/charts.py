"""Charts as inline SVG: intervals, histograms and bars.

Every chart is an image with a name for screen readers; what it shows also stands in a table of the page, or
in the text of its marks. Colours are classes (`series0`, `series1`, ...) that the page's style gives for both
schemes, and never the only thing that tells two things apart.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from padanan.core.text import show_on_one_line
from padanan.reports.html import Html, element, join, text

CHART_STYLE = """
:root { --s0: #0b57b7; --s1: #a8440a; --s2: #1b7837; --s3: #762a83; --s4: #7a6000; --s5: #a3195b; }
@media (prefers-color-scheme: dark) { :root { --s0: #8ab8ff; --s1: #ffab70; --s2: #7fd18f; --s3: #d3a4e6;
  --s4: #e3c655; --s5: #ff9cc4; } }
@media print { :root { --s0: #0b57b7; --s1: #a8440a; --s2: #1b7837; --s3: #762a83; --s4: #7a6000;
  --s5: #a3195b; } }
.series0 { fill: var(--s0); stroke: var(--s0); } .series1 { fill: var(--s1); stroke: var(--s1); }
.series2 { fill: var(--s2); stroke: var(--s2); } .series3 { fill: var(--s3); stroke: var(--s3); }
.series4 { fill: var(--s4); stroke: var(--s4); } .series5 { fill: var(--s5); stroke: var(--s5); }
.charts { display: flex; flex-wrap: wrap; gap: 1.5rem; }
figure { margin: 0; max-width: 100%; }
figcaption { font-weight: 600; margin-bottom: .3rem; }
.chart { max-width: 100%; height: auto; overflow: visible; }
.chart text { fill: var(--text); font: 12px system-ui, sans-serif; }
.chart .tick { fill: var(--muted); font-size: 11px; }
.chart .grid { stroke: var(--line); stroke-width: 1; }
.chart .zero { stroke: var(--text); stroke-width: 1; stroke-dasharray: 4 3; }
.chart .bar { stroke: none; } .chart .whisker { stroke-width: 2; fill: none; }
"""
SERIES_COUNT = 6

_WIDTH = 368  # three stand side by side on a wide screen
_LABEL_LENGTH = 34
_ROW = 26
_FOOT = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Where values stand: `low` at `start`, `high` at `end`, in pixels; `low < high`."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Give the pixel of a value, to a tenth."""
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)

    def ticks(self, count: int = 5) -> list[float]:
        """Give round values in the range, about `count` of them."""
        step = _round_step((self.high - self.low) / count)
        first = math.ceil(self.low / step - 1e-9)
        return [number * step for number in range(first, math.floor(self.high / step + 1e-9) + 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalRow:
    """A row of a forest plot: a value and the interval around it."""

    label: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar: what it is called, how long it is, which series it belongs to, what it says."""

    label: str
    value: float
    series: int
    note: str


def make_scale(values: Iterable[float], start: float, end: float, *, margin: float = 0.05) -> Scale:
    """Make a scale that holds all values with some room; a single value gets room on both sides."""
    found = list(values)
    low, high = min(found), max(found)
    room = (high - low) * margin or max(abs(high), 1.0) * margin
    return Scale(low=low - room, high=high + room, start=start, end=end)


def forest_plot(caption: str, rows: Sequence[IntervalRow], unit: str) -> Html:
    """Draw values with their intervals, a row each, on one scale."""
    scale = make_scale([edge for row in rows for edge in (row.low, row.high, row.value)], 8, _WIDTH - 8)
    height = 2 * _ROW * len(rows) + _FOOT
    marks = [part for place, row in enumerate(rows) for part in _interval_marks(row, place, scale)]
    said = "; ".join(_say_interval(row) for row in rows)
    return figure(
        caption, [*x_axis(scale, 4, height - _FOOT, unit), *marks], (_WIDTH, height), f"{caption}: {said}"
    )


def histogram(  # noqa: PLR0913 - three keywords with a default
    caption: str,
    values: Sequence[float],
    unit: str,
    *,
    series: int = 0,
    zero: bool = False,
    among: Sequence[float] = (),
) -> Html:
    """Draw how many values fall into each of thirty steps of their range.

    Args:
        caption: What the values are.
        values: At least one.
        unit: What they count.
        series: The colour.
        zero: Whether to mark 0, for differences.
        among: Values that have their place on the scale too, so that charts of several can be compared.
    """
    scale = make_scale([*values, *among, *([0.0] if zero else ())], 8, _WIDTH - 8, margin=0.02)
    counts = count_steps(values, scale)
    height = 150
    rise = Scale(low=0, high=max(counts), start=height - _FOOT, end=8)
    width = (scale.end - scale.start) / len(counts)
    bars = [
        _step_bar(place, count, (scale, rise, width), series) for place, count in enumerate(counts) if count
    ]
    line = [element("line", x1=scale.place(0), x2=scale.place(0), y1=4, y2=height - _FOOT, class_="zero")]
    parts = [*x_axis(scale, 4, height - _FOOT, unit), *bars, *(line if zero else ())]
    said = f"{caption}: {len(values):,} values from {min(values):.1f} to {max(values):.1f}"
    return figure(caption, parts, (_WIDTH, height), said)


def count_steps(values: Sequence[float], scale: Scale, steps: int = 30) -> list[int]:
    """Count the values in each of `steps` equal parts of a scale."""
    counts = [0] * steps
    for value in values:
        part = (value - scale.low) / (scale.high - scale.low)
        counts[min(int(part * steps), steps - 1)] += 1
    return counts


def bar_chart(caption: str, bars: Sequence[Bar], unit: str, *, among: Sequence[float] = ()) -> Html:
    """Draw bars from zero, one below the other; neighbours with the same label share it.

    Values `among` which these are have their place on the scale, so that several charts can be compared.
    """
    scale = make_scale([0.0, *among, *(bar.value for bar in bars)], 0, _WIDTH - 60, margin=0)
    parts: list[Html] = []
    top, before = 0, None
    for bar in bars:
        if bar.label != before:
            parts.append(label(bar.label, 0, top + 16))
            top, before = top + 22, bar.label
        parts += _bar_marks(bar, top, scale)
        top += 16
    return figure(caption, parts, (_WIDTH, top + 4), f"{caption}, in {unit}")


def figure(
    caption: str, parts: Iterable[Html], size: tuple[int, int], said: str, *, walkable: bool = False
) -> Html:
    """Put a drawing with its caption on the page.

    Args:
        caption: Stands above.
        parts: What is drawn.
        size: Width and height.
        said: The drawing's name, for who cannot see it.
        walkable: Whether its parts are there to be walked through; those of an image are hidden from screen
            readers.
    """
    drawing = element(
        "svg",
        *parts,
        viewBox=f"0 0 {size[0]} {size[1]}",
        width=size[0],
        height=size[1],
        class_="chart",
        role="group" if walkable else "img",
        aria_label=said,
    )
    return element("figure", element("figcaption", caption), drawing)


def x_axis(scale: Scale, top: float, bottom: float, unit: str) -> list[Html]:
    """Draw a vertical line at each round value, with the value below, and the unit at the end."""
    parts = []
    for value in scale.ticks():
        x = scale.place(value)
        parts.append(element("line", x1=x, x2=x, y1=top, y2=bottom, class_="grid"))
        parts.append(
            element("text", show_tick(value), x=x, y=bottom + 14, class_="tick", text_anchor="middle")
        )
    parts.append(element("text", unit, x=scale.end, y=bottom + 29, class_="tick", text_anchor="end"))
    return parts


def show_tick(value: float) -> str:
    """Show a value of an axis without a tail of zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value + 0.0:,.0f}"


def label(value: str, x: float, y: float) -> Html:
    """Write a name into a drawing: on one line, cut in its middle where it is long."""
    shown = show_on_one_line(value)
    half = _LABEL_LENGTH // 2
    short = shown if len(shown) <= _LABEL_LENGTH else f"{shown[:half]}…{shown[-half:]}"
    return element("text", text(short), element("title", shown), x=x, y=y, direction="ltr")


def series_class(number: int) -> str:
    """Give the class of a series' colour; more series than colours begin anew."""
    return f"series{number % SERIES_COUNT}"


def legend(names: Sequence[str]) -> Html:
    """Say which colour is whose."""
    items = (
        element("li", _swatch(number), element("bdi", show_on_one_line(name), lang="und", dir="auto"))
        for number, name in enumerate(names)
    )
    return element("ul", *items, class_="legend")


def _swatch(number: int) -> Html:
    box = element("rect", width=10, height=10, class_=f"bar {series_class(number)}")
    return element("svg", box, width=10, height=10, class_="swatch", aria_hidden="true")


def _interval_marks(row: IntervalRow, place: int, scale: Scale) -> list[Html]:
    y = 2 * _ROW * place + 36
    low, high, middle = scale.place(row.low), scale.place(row.high), scale.place(row.value)
    ends = f"M{low} {y - 5}v10M{low} {y}H{high}M{high} {y - 5}v10"
    colour = series_class(place)
    return [
        label(row.label, 8, y - 14),
        element("text", f"{row.value:.2f}", x=scale.end, y=y - 14, class_="tick", text_anchor="end"),
        element("path", element("title", _say_interval(row)), d=ends, class_=f"whisker {colour}"),
        element("circle", element("title", _say_interval(row)), cx=middle, cy=y, r=5, class_=colour),
    ]


def _say_interval(row: IntervalRow) -> str:
    return f"{show_on_one_line(row.label)}: {row.value:.2f}, from {row.low:.2f} to {row.high:.2f}"


def _step_bar(place: int, count: int, scales: tuple[Scale, Scale, float], series: int) -> Html:
    scale, rise, width = scales
    step = (scale.high - scale.low) / round((scale.end - scale.start) / width)
    start = scale.low + place * step
    top = rise.place(count)
    return element(
        "rect",
        element("title", f"{start:.1f} to {start + step:.1f}: {count:,}"),
        x=round(scale.start + place * width + 0.5, 1),
        y=top,
        width=round(width - 1, 1),
        height=round(rise.start - top, 1),
        class_=f"bar {series_class(series)}",
    )


def _bar_marks(bar: Bar, top: int, scale: Scale) -> list[Html]:
    width = max(scale.place(bar.value), 0.5)
    box = element(
        "rect",
        element("title", bar.note),
        x=0,
        y=top,
        width=width,
        height=13,
        class_=f"bar {series_class(bar.series)}",
    )
    return [box, element("text", f"{bar.value:.1f}", x=width + 5, y=top + 11, class_="tick")]


def _round_step(size: float) -> float:
    """Give the least of 1, 2, 5, 10, 20, ... (or of their tenths) that is no smaller than `size`."""
    power: float = 10.0 ** math.floor(math.log10(size))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= size * (1 - 1e-9))


def grid(charts: Iterable[Html]) -> Html:
    """Put charts side by side where there is room."""
    return element("div", join(charts), class_="charts")
