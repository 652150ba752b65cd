"""Break long strings where GNU gettext would.

Source: Unicode Standard Annex 14 (Line Breaking), the classes that matter in catalogues and as GNU gettext's
libunistring applies them; checked against the line ends in published catalogues (benchmarks/po_roundtrip.py).
"""

import re
import unicodedata
from typing import Final

_IDEOGRAPHIC_CLOSING: Final = (
    "、。，．：；！？）〕〉》」』】〗〙〛ぁぃぅぇぉっゃゅょァィゥェォッャュョーヽヾゝゞ々"
)
# No line begins with these (classes CL, EX, IS, SY, QU, NS, BA, HY, IN) ...
_NOT_BEFORE: Final = frozenset(" )]}!?.,:;/\"'’”»›-–—|…\\؟،؛।॥" + _IDEOGRAPHIC_CLOSING)
# ... nor ends with these (OP, QU, PR).
_NOT_AFTER: Final = frozenset("([{\"'‘“«‹$\\" + "（〔〈《「『【〖〘〚＄￥")
_OPENING: Final = frozenset("([{（〔〈《「『【〖〘〚")
_QUOTES: Final = frozenset("\"'‘’“”«»‹›")
_MANY_SPACES = 40  # nobody writes more between two words
# A line may end behind these although no blank follows (BA, HY, SY, IS, EX, CL, B2) ...
_BREAK_AFTER: Final = frozenset("-–—/|.,:;!?)]}")
# ... but not inside a number (HY x NU, SY x NU, IS x NU), nor between a closing bracket or mark and a letter.
_NUMERIC: Final = frozenset("-/.,:;")
# Marks over and under letters, which Thai and Hindi are full of, and format characters.
_NO_COLUMN: Final = frozenset({"Mn", "Me", "Cf"})
# What must stay in one piece: format directives, escapes.
_ATOM: Final = re.compile(
    r"%(?:\([^()\s]*\))?[-+ #0-9*.$]*[hlLqjzt]*[a-zA-Z%]|\{[^{}\s]*\}|\\[0-7]{1,3}|\\x[0-9a-fA-F]+|\\."
)


def display_width(text: str) -> int:
    """Give the columns that text takes on a terminal: two for a wide character, none for a combining one."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrap(escaped: str, room: int | None) -> list[str]:
    """Break escaped text into pieces of at most `room` columns, where it can be broken.

    Args:
        escaped: What is to stand between quotes.
        room: The columns there are for it; None for no limit.

    Returns:
        At least one piece; joined they are the text.
    """
    if room is None or display_width(escaped) <= room:
        return [escaped]
    pieces, piece, used = [], "", 0
    for chunk in _unbreakable(escaped):
        width = display_width(chunk)
        if piece and used + width > room:
            pieces.append(piece)
            piece, used = "", 0
        piece += chunk
        used += width
    return [*pieces, piece]


def _unbreakable(escaped: str) -> list[str]:
    """Split text at every place where a line may end."""
    inside = {index for atom in _ATOM.finditer(escaped) for index in range(atom.start() + 1, atom.end())}
    chunks, start = [], 0
    for index in range(1, len(escaped)):
        if index in inside or _is_held(escaped, index):
            continue
        if _may_break(escaped[index - 1], escaped[index]):
            chunks.append(escaped[start:index])
            start = index
    return [*chunks, escaped[start:]]


def _is_held(escaped: str, index: int) -> bool:
    """Whether spaces do not divide a quotation mark and a bracket that opens (LB15)."""
    if escaped[index] not in _OPENING or escaped[index - 1] != " ":
        return False
    before = escaped[max(index - _MANY_SPACES, 0) : index].rstrip(" ")
    return before[-1:] in _QUOTES


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if after in _NOT_BEFORE or before in _NOT_AFTER:
        return False
    if before in _BREAK_AFTER:
        return not (after.isdigit() and before in _NUMERIC)
    return _columns(before) == 2 or _columns(after) == 2


def _columns(character: str) -> int:
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 2
    return 0 if unicodedata.category(character) in _NO_COLUMN and character != "\u00ad" else 1
