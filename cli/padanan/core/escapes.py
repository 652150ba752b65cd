"""The escapes inside a quoted string of a catalogue.

Source: GNU gettext manual, "The Format of PO Files" (strings follow C's syntax), and what msgfmt 0.21
accepts.
"""

import re
from typing import Final

_SIMPLE: Final = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    '"': '"',
    "\\": "\\",
}
_NUMBER: Final = r"\\(?:[0-7]{1,3}|x[0-9a-fA-F]+)"
# Numbers name bytes, so a run of them is decoded together; anything else behind a backslash is an error.
_ESCAPE: Final = re.compile(rf"(?P<numbers>(?:{_NUMBER})+)|\\(?P<name>.|\n|$)")
_NUMBERS: Final = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]+))")
_HAS_NUMBER: Final = re.compile(r"\\[0-7x]")
# What must be escaped to come back the same, or would spoil the line it stands on.
_SPECIAL: Final = re.compile(r'["\\\x00-\x1f\x7f]')
_NAMES: Final = {character: f"\\{name}" for name, character in _SIMPLE.items()}


class BadEscapeError(ValueError):
    """A backslash followed by something that no escape begins with, `offset` characters into the string."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def unescape(raw: str, encoding: str = "utf-8") -> str:
    """Turn what stands between two quotes into the text it means.

    A backslash before a line end joins the lines. `encoding` is the catalogue's: octal and hexadecimal
    escapes name bytes of it.

    Raises:
        BadEscapeError: an escape that msgfmt rejects too, or bytes that are no character in `encoding`.
    """
    if "\\" not in raw:
        return raw

    def replace(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return _decode_numbers(match, encoding)
        if name == "\n":
            return ""
        try:
            return _SIMPLE[name]
        except KeyError:
            raise BadEscapeError(match.start()) from None

    return _ESCAPE.sub(replace, raw)


def unescape_pieces(pieces: list[str], encoding: str) -> str:
    """Unescape and join the pieces of one string; an escape never reaches over two pieces.

    Raises:
        BadEscapeError: as in `unescape`; its offset counts from the start of its own piece.
    """
    joined = "".join(pieces)
    if "\\" not in joined:
        return joined
    if _HAS_NUMBER.search(joined):
        return "".join(unescape(piece, encoding) for piece in pieces)
    return unescape(joined, encoding)


def escape(text: str) -> str:
    """Write text so that `unescape` gives it back: named escapes, octal for other control characters."""
    return _SPECIAL.sub(lambda match: _NAMES.get(match[0]) or f"\\{ord(match[0]):03o}", text)


def _decode_numbers(match: re.Match[str], encoding: str) -> str:
    # As in C, a hexadecimal escape takes all digits that follow, and msgfmt keeps the lowest byte.
    numbers = (
        int(digits, 8) if digits else int(hexadecimal[-2:], 16)
        for digits, hexadecimal in _NUMBERS.findall(match["numbers"])
    )
    try:
        return bytes(number & 0xFF for number in numbers).decode(encoding)
    except UnicodeDecodeError:
        raise BadEscapeError(match.start()) from None
