"""Making of a piece of text one that an XML parser takes: characters, references, stray marks."""

import re
from html.entities import html5

from padanan.formats.tmx.nodes import Place
from padanan.formats.tmx.repair.mends import MendKind, Notes, quote
from padanan.formats.tmx.vocabulary import ILLEGAL_CHARACTER, TEXT_ESCAPES

_ILLEGAL = ILLEGAL_CHARACTER.pattern
_OPAQUE = r"<!--(?:(?!--).)*-->|<!\[CDATA\[.*?\]\]>"
_SUSPECT = re.compile(
    rf"(?P<opaque>{_OPAQUE})|(?P<illegal>{_ILLEGAL})|&(?!(?:amp|lt|gt|quot|apos);)(?P<reference>#?[A-Za-z0-9]{{1,40}};)?"
    r"|(?P<less><)(?![A-Za-z/?]|!DOCTYPE)|(?P<cdata_end>\]\]>)",
    re.DOTALL,
)
# Tags that may be meant as such; another < in a unit that cannot be parsed is text.
_NAMES = "tu|tuv|seg|prop|note|bpt|ept|ph|it|hi|ut|sub"
_FOREIGN = re.compile(rf"(?P<opaque>{_OPAQUE})|<(?!/?(?:{_NAMES})(?=[\s/>]))", re.DOTALL)


def clean(text: str, place: Place, notes: Notes) -> str:
    """Take out of a piece of a document what XML forbids, and resolve entities it does not know.

    Bytes that are not in the document's encoding come as surrogates, and are read as Windows-1252, which they
    mostly are. HTML's entities become the characters they name; what looks like an entity and is none, and
    stray marks, become text.
    """
    last = _Locator(text, place)

    def mend(found: re.Match[str]) -> str:
        kind, message, mended = _mend(found)
        if message:
            notes.note(kind, last.go_to(found.start()), message)
        return mended

    return _SUSPECT.sub(mend, text)


def escape_foreign_tags(text: str, place: Place, notes: Notes) -> str:
    """Make text of everything that looks like a tag and is none of TMX: a < b, <b>, <g id="1">."""
    last = _Locator(text, place)

    def mend(found: re.Match[str]) -> str:
        if found["opaque"] is not None:
            return found[0]
        notes.note(MendKind.MARKUP, last.go_to(found.start()), "a < that is no tag of TMX became text")
        return "&lt;"

    return _FOREIGN.sub(mend, text)


def locate(text: str, offset: int, place: Place) -> Place:
    """Give the place in the document of an offset in a piece of it that begins at `place`."""
    lines = text.count("\n", 0, offset)
    if lines:
        return place[0] + lines, offset - text.rfind("\n", 0, offset)
    return place[0], place[1] + offset


class _Locator:
    """Gives the places of offsets that only grow, without counting all lines for each."""

    def __init__(self, text: str, place: Place) -> None:
        self._text, self._place, self._offset = text, place, 0

    def go_to(self, offset: int) -> Place:
        """Give the place of an offset."""
        self._place = locate(self._text[self._offset : offset], offset - self._offset, self._place)
        self._offset = offset
        return self._place


def _mend(found: re.Match[str]) -> tuple[MendKind, str, str]:
    """Give what was wrong, what is said about it (nothing for what may stay), and what stands there now."""
    if found["opaque"] is not None:
        cleaned = ILLEGAL_CHARACTER.sub("", found[0])
        told = "" if cleaned == found[0] else "characters that XML forbids were removed"
        return MendKind.CHARACTER, told, cleaned
    if found["illegal"] is not None:
        return _mend_character(found[0])
    if found["less"] is not None:
        return MendKind.MARKUP, "a stray < became &lt;", "&lt;"
    if found["cdata_end"] is not None:
        return MendKind.MARKUP, "a stray ]]> became ]]&gt;", "]]&gt;"
    reference = found["reference"]
    if reference is None:
        return MendKind.ENTITY, "a stray & became &amp;", "&amp;"
    return _mend_reference(reference)


def _mend_character(character: str) -> tuple[MendKind, str, str]:
    byte = ord(character) - 0xDC00
    if not 0x80 <= byte <= 0xFF:
        message = f"the character U+{ord(character):04X} was removed, which XML forbids"
        return MendKind.CHARACTER, message, ""
    read = bytes([byte]).decode("cp1252", errors="replace")
    return MendKind.ENCODING, f"the byte 0x{byte:02X} was read as {read} (Windows-1252)", read


def _mend_reference(reference: str) -> tuple[MendKind, str, str]:
    if not reference.startswith("#"):
        named = html5.get(reference)
        if named is None:
            message = f"the unknown entity &{reference} became text"
            return MendKind.ENTITY, message, f"&amp;{reference}"
        return (
            MendKind.ENTITY,
            f"the entity &{reference} became {quote(named)}",
            named.translate(TEXT_ESCAPES),
        )
    number = _read_number(reference[1:-1])
    if number is None:
        return MendKind.ENTITY, f"&{reference} became text", f"&amp;{reference}"
    if number > 0x10FFFF or ILLEGAL_CHARACTER.match(chr(number)):
        return MendKind.CHARACTER, f"&{reference} was removed, a character that XML forbids", ""
    return MendKind.ENTITY, "", f"&{reference}"


def _read_number(digits: str) -> int | None:
    try:
        if digits.startswith("x"):
            return int(digits[1:], 16)
        return int(digits) if digits.isascii() else None
    except ValueError:
        return None
