"""Plain aligned tables for terminals and logs."""

from collections.abc import Sequence

from rich.cells import cell_len

from padanan.core.text import show_on_one_line


def render_table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> str:
    """Align rows in columns by display width (a Chinese character is two wide), two spaces between them.

    A cell is one line: a newline in it, or what a terminal would obey, is shown by its code.

    Args:
        rows: Rows of equally many cells, the heading first.
        right: Indexes of the columns to align on the right, such as numbers.

    Returns:
        A line a row, each ended with a newline, without trailing spaces.
    """
    rows = [[show_on_one_line(cell) for cell in row] for row in rows]
    widths = [max(cell_len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return "".join(_render_row(row, widths, right) for row in rows)


def _render_row(row: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> str:
    cells = []
    for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
        padding = " " * (width - cell_len(cell))
        cells.append(padding + cell if index in right else cell + padding)
    return "  ".join(cells).rstrip() + "\n"
