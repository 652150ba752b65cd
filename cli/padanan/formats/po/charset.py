"""The character set of a catalogue: named in its header, UTF-8 where nothing is named."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from padanan.core.errors import PoError
from padanan.formats.files import SourceFile, locate_byte, looks_like_utf16

_STRING = rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_BETWEEN = rb"(?:[ \t\r\f\v\n]*+)"
_HEADER: Final = re.compile(
    rb'^[ \t]*msgid%b""%bmsgstr%b((?:%b%b)++)' % (_BETWEEN, _BETWEEN, _BETWEEN, _STRING, _BETWEEN),
    re.MULTILINE,
)
_PIECE: Final = re.compile(_STRING)
_CHARSET: Final = re.compile(rb"charset=([^ \t\\;]*)")
_PLACEHOLDER = "CHARSET"  # what xgettext leaves in a template

# The character sets that GNU gettext lists as portable ("The Header Entry" in its manual), by Python's names,
# plus ISO-8859-10 and -16. All of them hold ASCII, so that lines and keywords are found in any of them.
_KNOWN: Final = frozenset({
    "ascii", "utf-8", "koi8-r", "koi8-u", "koi8-t", "tis-620", "johab", "euc_jp", "euc_kr", "gb2312", "gbk",
    "gb18030", "big5", "big5hkscs", "shift_jis", "cp850", "cp866", "cp874", "cp932", "cp949", "cp950",
    *(f"cp125{number}" for number in range(9)),
    *(f"iso8859-{number}" for number in range(1, 17)),
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedText:
    """A catalogue's text without its byte order mark, line ends untouched.

    `encoding` is Python's name. With errors the text is a best guess: good for finding more errors, never for
    writing.
    """

    text: str
    encoding: str
    errors: tuple[PoError, ...] = ()


def decode_catalogue(source: SourceFile) -> DecodedText:
    """Decode a catalogue by the charset that its header names."""
    data = source.data
    if looks_like_utf16(data):
        error = PoError(
            "this is UTF-16, not UTF-8",
            path=str(source.path),
            hint="convert it first: iconv -f UTF-16 -t UTF-8",
        )
        return DecodedText(text="", encoding="utf-8", errors=(error,))
    nul = data.find(0)
    if nul >= 0:
        error = _error_at(source, nul, "NUL byte", "no text file has one: is this really a catalogue?")
        return DecodedText(text="", encoding="utf-8", errors=(error,))
    name, offset = _find_charset(data)
    encoding = python_charset(name)
    if encoding is None:
        error = _error_at(source, offset, f"unknown charset {name!r} in the header", "convert it to UTF-8")
        return DecodedText(text=_guess(data), encoding="utf-8", errors=(error,))
    try:
        return DecodedText(text=data.decode(encoding).removeprefix("\ufeff"), encoding=encoding)
    except UnicodeDecodeError as cause:
        error = _misfit(source, cause, encoding, name)
        return DecodedText(text=_guess(data), encoding=encoding, errors=(error,))


def encode_catalogue(text: str, *, original: DecodedText, source: SourceFile) -> bytes:
    """Encode a changed catalogue in its charset, without a byte order mark.

    Lines that it has in common with the original come out as they were there, also where the charset has
    several ways to write a character.

    Raises:
        PoError: a character is not in the charset.
    """
    encoding = original.encoding
    try:
        encoded = text.encode(encoding)
    except UnicodeEncodeError as error:
        character = text[error.start]
        raise PoError(
            f"{character!r} (U+{ord(character):04X}) cannot be written in {encoding.upper()}",
            path=str(source.path),
            hint="convert the catalogue to UTF-8 first: msgconv -t UTF-8",
        ) from error
    body = source.data.removeprefix(codecs.BOM_UTF8)
    if original.text.encode(encoding) == body:
        return encoded
    lines = dict(zip(original.text.split("\n"), body.split(b"\n"), strict=True))
    return b"\n".join(lines.get(line) or line.encode(encoding) for line in text.split("\n"))


def _find_charset(data: bytes) -> tuple[str, int]:
    """Give the charset's name as the header writes it, and the byte offset where it stands."""
    header = _HEADER.search(data)
    if header is None:
        return "UTF-8", 0
    joined = b"".join(piece[1:-1] for piece in _PIECE.findall(header[1]))
    charset = _CHARSET.search(joined)
    if charset is None:
        return "UTF-8", header.start(1)
    offset = data.find(b"charset=", header.start(1))
    return charset[1].decode("ascii", errors="backslashreplace"), max(offset, header.start(1))


def python_charset(name: str) -> str | None:
    """Give Python's name of a charset that catalogues may have, None for any other."""
    if name in {"", _PLACEHOLDER}:
        return "utf-8"
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return found if found in _KNOWN else None


def _misfit(source: SourceFile, cause: UnicodeDecodeError, encoding: str, name: str) -> PoError:
    bad = source.data[cause.start]
    hint = "save the catalogue in the charset that its header names, or correct the header"
    return _error_at(source, cause.start, f"byte 0x{bad:02X} is not {name}", hint, encoding)


def _error_at(source: SourceFile, offset: int, message: str, hint: str, encoding: str = "utf-8") -> PoError:
    line, column = locate_byte(source.data, offset, encoding)
    return PoError(message, path=str(source.path), line=line, column=column, hint=hint)


def _guess(data: bytes) -> str:
    return data.decode("utf-8", errors="replace").removeprefix("\ufeff")
