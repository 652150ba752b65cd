"""A score over several runs, as inline SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from padanan.evaluation.comparability import ScoreBasis
from padanan.reports.charts import Scale, figure, make_scale, series_class, show_tick
from padanan.reports.html import Html, element

HISTORY_STYLE = """
.chart .line { fill: none; stroke-width: 2; } .chart .break { stroke: var(--muted); stroke-dasharray: 2 3; }
"""

_WIDTH, _HEIGHT = 568, 200  # two stand side by side on a wide screen
_LEFT, _FOOT = 44, 34


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPoint:
    """One run: when it was (ISO 8601), its score and what that rests on."""

    time: str
    value: float
    basis: ScoreBasis


def history_line(caption: str, points: Sequence[HistoryPoint], unit: str, *, series: int = 0) -> Html:
    """Draw scores over runs, the oldest first, evenly spaced.

    The line is broken where signature, references or segments change: scores on the two sides cannot be
    compared.
    """
    across = Scale(low=0, high=max(len(points) - 1, 1), start=_LEFT + 8, end=_WIDTH - 12)
    upwards = make_scale([point.value for point in points], _HEIGHT - _FOOT, 12, margin=0.1)
    places = [(across.place(number), upwards.place(point.value)) for number, point in enumerate(points)]
    parts = [
        *_frame(points, across, upwards, unit),
        element("path", d=_path(points, places), class_=f"line {series_class(series)}"),
        *(_dot(point, place, series) for point, place in zip(points, places, strict=True)),
    ]
    breaks = sum(old.basis != new.basis for old, new in pairwise(points))
    said = (
        f"{caption}: {len(points)} runs, from {points[0].value:.2f} to {points[-1].value:.2f}, "
        f"with {breaks} breaks where they cannot be compared"
    )
    return figure(caption, parts, (_WIDTH, _HEIGHT), said)


def _path(points: Sequence[HistoryPoint], places: Sequence[tuple[float, float]]) -> str:
    steps = []
    for number, (x, y) in enumerate(places):
        joined = number > 0 and points[number].basis == points[number - 1].basis
        steps.append(f"{'L' if joined else 'M'}{x} {y}")
    return "".join(steps)


def _frame(points: Sequence[HistoryPoint], across: Scale, upwards: Scale, unit: str) -> Iterator[Html]:
    for value in upwards.ticks(4):
        y = upwards.place(value)
        yield element("line", x1=_LEFT, x2=across.end, y1=y, y2=y, class_="grid")
        yield element("text", show_tick(value), x=_LEFT - 6, y=y + 4, class_="tick", text_anchor="end")
    for number, (old, new) in enumerate(pairwise(points)):
        if old.basis != new.basis:
            x = across.place(number + 0.5)
            said = element("title", _say_change(old.basis, new.basis))
            yield element("line", said, x1=x, x2=x, y1=upwards.end, y2=upwards.start, class_="break")
            short = _name_change(old.basis, new.basis)
            yield element("text", short, x=x, y=upwards.end - 2, class_="tick", text_anchor="middle")
    below = upwards.start + 16
    yield element("text", points[0].time[:10], x=across.start, y=below, class_="tick")
    if len(points) > 1:
        yield element("text", points[-1].time[:10], x=across.end, y=below, class_="tick", text_anchor="end")
    yield element("text", unit, x=across.end, y=below + 14, class_="tick", text_anchor="end")


def _dot(point: HistoryPoint, place: tuple[float, float], series: int) -> Html:
    said = f"{point.time}: {point.value:.2f} ({point.basis.signature})"
    return element(
        "circle", element("title", said), cx=place[0], cy=place[1], r=4, class_=series_class(series)
    )


def _say_change(old: ScoreBasis, new: ScoreBasis) -> str:
    if old.signature != new.signature:
        return f"the signature changes from {old.signature} to {new.signature}"
    return _name_change(old, new)


def _name_change(old: ScoreBasis, new: ScoreBasis) -> str:
    if old.signature != new.signature:
        return "other signature"
    return "other segments" if old.segments != new.segments else "other references"
