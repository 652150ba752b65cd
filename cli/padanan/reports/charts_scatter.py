"""One system against another, segment by segment, as inline SVG that a keyboard can walk through.

Up to some thousand segments each has its mark. More would make a page that nobody can move in, so then the
plane is cut into squares, and a square is the darker the more segments lie in it.
"""

import math
from collections.abc import Iterator, Sequence

from padanan.core.text import show_on_one_line
from padanan.reports.charts import Scale, figure, make_scale, show_tick
from padanan.reports.html import Html, element

SCATTER_STYLE = """
.mark { fill: var(--s0); fill-opacity: .45; stroke: none; cursor: pointer; }
.mark:focus { outline: none; fill: var(--s1); fill-opacity: 1; stroke: var(--text); stroke-width: 2; }
.mark:hover { fill: var(--s1); fill-opacity: 1; }
"""
MOST_MARKS = 1500

_SIZE = 420
_EDGE = 44
_HEAD = 24
_CELLS = 40


def scatter(caption: str, names: tuple[str, str], scores: Sequence[tuple[float, float]]) -> Html:
    """Draw a system's score (upwards) against another's (rightwards), for each segment.

    The marks carry the numbers of their segments (`data-row`, the first, and `data-count`), from which the
    page's script shows their texts on hover and on focus. One mark is in the order of Tab; from it the arrow
    keys lead to the others.

    Args:
        caption: What is shown.
        names: The system to the right, then the one upwards.
        scores: Of each segment, in the order of the names.
    """
    values = [value for pair in scores for value in pair]
    across = make_scale(values, _EDGE, _SIZE - 8, margin=0.03)
    upwards = Scale(low=across.low, high=across.high, start=_SIZE - _EDGE, end=_HEAD)
    gathered = _gather(scores, across)
    most = max(len(rows) for rows in gathered)
    marks = [_draw(rows, scores, (across, upwards), most) for rows in gathered]
    first, second = map(show_on_one_line, names)
    above = sum(b > a for a, b in scores)
    below = sum(b < a for a, b in scores)
    said = (
        f"{caption}: {above:,} segments are scored higher for {second}, {below:,} for {first}, "
        f"{len(scores) - above - below:,} alike"
    )
    parts = [
        *_frame(across, upwards, (first, second)),
        element("g", *marks, class_="marks", id="scatter-marks"),
    ]
    return figure(caption, parts, (_SIZE, _SIZE), said, walkable=True)


def _gather(scores: Sequence[tuple[float, float]], scale: Scale) -> list[list[int]]:
    """Gather the segments of each mark, from the lower left, rightwards and up."""
    if len(scores) <= MOST_MARKS:
        return [[row] for row in sorted(range(len(scores)), key=lambda row: (*scores[row], row))]
    cells: dict[tuple[int, int], list[int]] = {}
    step = (scale.high - scale.low) / _CELLS
    for row, (first, second) in enumerate(scores):
        cell = (int((first - scale.low) / step), int((second - scale.low) / step))
        cells.setdefault(cell, []).append(row)
    return [cells[cell] for cell in sorted(cells)]


def _draw(
    rows: Sequence[int], scores: Sequence[tuple[float, float]], scales: tuple[Scale, Scale], most: int
) -> Html:
    across, upwards = scales
    first, second = scores[rows[0]]
    common: dict[str, str | int] = {
        "class_": "mark",
        "role": "button",
        "tabindex": -1,
        "data_row": rows[0],
        "data_count": len(rows),
    }
    if len(scores) <= MOST_MARKS:
        said = f"segment {rows[0] + 1}: {first:.1f} and {second:.1f}"
        place: dict[str, float] = {"cx": across.place(first), "cy": upwards.place(second), "r": 4}
        return element("circle", **common, **place, aria_label=said)
    said = f"{len(rows):,} segments near {first:.0f} and {second:.0f}"
    # By the logarithm: most segments lie in few squares, and single ones should still be seen.
    shade = round(0.15 + 0.85 * math.log1p(len(rows)) / math.log1p(most), 2)
    return element("rect", **common, **_square(first, second, scales), fill_opacity=shade, aria_label=said)


def _square(first: float, second: float, scales: tuple[Scale, Scale]) -> dict[str, float]:
    """Give the square of the plane in which two scores lie."""
    across, upwards = scales
    step = (across.high - across.low) / _CELLS
    left = across.low + step * int((first - across.low) / step)
    top = upwards.low + step * (int((second - upwards.low) / step) + 1)
    return {
        "x": across.place(left),
        "y": upwards.place(top),
        "width": round((across.end - across.start) / _CELLS - 0.5, 1),
        "height": round((upwards.start - upwards.end) / _CELLS - 0.5, 1),
    }


def _frame(across: Scale, upwards: Scale, names: tuple[str, str]) -> Iterator[Html]:
    """Draw the axes, and the line on which both systems score alike."""
    for value in across.ticks():
        x, y = across.place(value), upwards.place(value)
        yield element("line", x1=x, x2=x, y1=upwards.end, y2=upwards.start, class_="grid")
        yield element("line", x1=across.start, x2=across.end, y1=y, y2=y, class_="grid")
        tick = show_tick(value)
        yield element("text", tick, x=x, y=upwards.start + 14, class_="tick", text_anchor="middle")
        yield element("text", tick, x=across.start - 6, y=y + 4, class_="tick", text_anchor="end")
    yield element(
        "line",
        x1=across.place(across.low),
        y1=upwards.place(across.low),
        x2=across.place(across.high),
        y2=upwards.place(across.high),
        class_="zero",
    )
    first, second = names
    yield element("text", _short(first), x=across.end, y=_SIZE - 6, class_="tick", text_anchor="end")
    yield element("text", _short(second), x=2, y=12, class_="tick")


def _short(name: str) -> str:
    return name if len(name) <= 50 else f"{name[:24]}…{name[-25:]}"
