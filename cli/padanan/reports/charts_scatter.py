"""One system against another, segment by segment, as inline SVG that a keyboard can walk through.

Up to some thousand segments each has its mark. More would make a page that nobody can move in, so then the
plane is cut into squares, and a square is the darker the more segments lie in it.
"""

import math
from collections.abc import Iterator, Sequence
from functools import partial

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


def scatter(
    caption: str,
    names: tuple[str, str],
    scores: Sequence[tuple[float, float]],
    *,
    most_marks: int = MOST_MARKS,
) -> Html:
    """Draw a system's score (upwards) against another's (rightwards), for each segment.

    The marks carry the numbers of their segments (`data-row`, the first, and `data-count`), from which the
    page's script shows their texts on hover and on focus. One mark is in the order of Tab; from it the arrow
    keys lead to the others.

    Args:
        caption: What is shown.
        names: The system to the right, then the one upwards.
        scores: Of each segment, in the order of the names.
        most_marks: How many segments have a mark each; of more, squares are drawn.
    """
    alone = len(scores) <= most_marks
    values = [value for pair in scores for value in pair]
    across = make_scale(values, _EDGE, _SIZE - 8, margin=0.03)
    upwards = Scale(low=across.low, high=across.high, start=_SIZE - _EDGE, end=_HEAD)
    gathered = _gather(scores, across, alone=alone)
    most = max(len(rows) for rows in gathered)
    draw = partial(_draw_one if alone else partial(_draw_many, most=most), scores, (across, upwards))
    first, second = map(show_on_one_line, names)
    said = f"{caption}: {say_who_scores_higher((first, second), scores)}"
    parts = [
        *_frame(across, upwards, (first, second)),
        element("g", *map(draw, gathered), class_="marks"),
    ]
    return figure(caption, parts, (_SIZE, _SIZE), said, walkable=True)


def say_who_scores_higher(names: tuple[str, str], scores: Sequence[tuple[float, float]]) -> str:
    """Say in words what a scatter shows: how many segments lie on which side of the line."""
    above = sum(b > a for a, b in scores)
    below = sum(b < a for a, b in scores)
    return (
        f"{above:,} segments are scored higher for {names[1]}, {below:,} for {names[0]}, "
        f"{len(scores) - above - below:,} alike"
    )


def _gather(scores: Sequence[tuple[float, float]], scale: Scale, *, alone: bool) -> list[list[int]]:
    """Gather the segments of each mark, from the lower left, rightwards and up."""
    if alone:
        return [[row] for row in sorted(range(len(scores)), key=lambda row: (*scores[row], row))]
    cells: dict[tuple[int, int], list[int]] = {}
    step = (scale.high - scale.low) / _CELLS
    for row, (first, second) in enumerate(scores):
        cell = (int((first - scale.low) / step), int((second - scale.low) / step))
        cells.setdefault(cell, []).append(row)
    return [cells[cell] for cell in sorted(cells)]


def _draw_one(
    scores: Sequence[tuple[float, float]], scales: tuple[Scale, Scale], rows: Sequence[int]
) -> Html:
    first, second = scores[rows[0]]
    said = f"segment {rows[0] + 1}: {first:.1f} and {second:.1f}"
    place: dict[str, float] = {"cx": scales[0].place(first), "cy": scales[1].place(second), "r": 4}
    return element("circle", **_mark(rows), **place, aria_label=said)


def _draw_many(
    scores: Sequence[tuple[float, float]], scales: tuple[Scale, Scale], rows: Sequence[int], *, most: int
) -> Html:
    first, second = scores[rows[0]]
    said = f"{len(rows):,} segments near {first:.0f} and {second:.0f}"
    # By the logarithm: most segments lie in few squares, and single ones should still be seen.
    shade = round(0.15 + 0.85 * math.log1p(len(rows)) / math.log1p(most), 2)
    square = _square(first, second, scales)
    return element("rect", **_mark(rows), **square, fill_opacity=shade, aria_label=said)


def _mark(rows: Sequence[int]) -> dict[str, str | int]:
    numbers = {"data_row": rows[0], "data_count": len(rows)}
    return {"class_": "mark", "role": "button", "tabindex": -1, **numbers}


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
