"""Tell how a catalogue is written from its lines."""

import re
from typing import Final

from padanan.formats.po.rendering import DEFAULT_WIDTH, Style, display_width

# Two lines of one field, the first not at the end of a line of the text: somebody wrapped it there.
_WRAPPED: Final = re.compile(r'^((?:#~ )?"[^\n]*[^\n"\\]"|"[^\n]*\\[^n]")\r?\n(?:#~ )?"', re.MULTILINE)
_STRING_LINE: Final = re.compile(r'^(?:#~ )?(?:msg[a-z_]+(?:\[[0-9]\])? )?"[^\n\r]*', re.MULTILINE)
# The widths tools wrap at: Babel's default, polib's, GNU gettext's.
_WIDTHS: Final = (76, 78, DEFAULT_WIDTH)
_SAMPLE = 200_000


def detect_style(text: str) -> Style:
    """Find the line end that prevails, and the width that lines are wrapped at.

    A catalogue without a wrapped field tells nothing if it has no long line either: it counts as wrapped at
    GNU gettext's width.
    """
    crlf = text.count("\r\n")
    newline = "\r\n" if crlf * 2 > text.count("\n") else "\n"
    return Style(newline=newline, width=_detect_width(text[:_SAMPLE]))


def _detect_width(text: str) -> int | None:
    wrapped = [display_width(line) for line in _WRAPPED.findall(text)]
    long_lines = sum(
        display_width(line) > DEFAULT_WIDTH + 1 and " " in line for line in _STRING_LINE.findall(text)
    )
    if long_lines > len(wrapped):
        return None
    if not wrapped:
        return DEFAULT_WIDTH
    widest = max((width for width in wrapped if width <= DEFAULT_WIDTH), default=DEFAULT_WIDTH)
    return next(width for width in _WIDTHS if widest <= width)
