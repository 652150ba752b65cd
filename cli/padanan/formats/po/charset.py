"""The character set of a catalogue: named in its header, UTF-8 where nothing is named."""

import codecs
import re
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from padanan.core.errors import PoError
from padanan.formats.files import SourceFile, locate_byte, looks_like_utf16

_BETWEEN = rb"[ \t\r\f\v\n]*+"
# By lines, not by quoted strings: before the charset is known, a backslash in front of a quote may be the
# second byte of a character (Shift_JIS, Big5, GBK).
_HEADER: Final = re.compile(
    rb'^(?:\xef\xbb\xbf)?[ \t]*msgid%b""%bmsgstr%b("[^\n]*+(?:\n%b"[^\n]*+)*+)' % ((_BETWEEN,) * 4),
    re.MULTILINE,
)
_JOINT: Final = re.compile(rb'"%b"' % _BETWEEN)
_CHARSET: Final = re.compile(rb'charset=([^\s\\;"]*)')
_UTF8_HINT = "convert it to UTF-8"
_HEADER_HINT = "save the catalogue in the charset that its header names, or correct the header"
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
        error = _error_at(source, offset, f"unknown charset {name!r} in the header", _UTF8_HINT)
        return DecodedText(text=_guess(data), encoding="utf-8", errors=(error,))
    if source.has_bom and encoding != "utf-8":
        error = _error_at(
            source, offset, f"the file is marked as UTF-8, its header says {name}", _HEADER_HINT
        )
        return DecodedText(text=_guess(data), encoding="utf-8", errors=(error,))
    try:
        return DecodedText(text=data.decode(encoding).removeprefix("\ufeff"), encoding=encoding)
    except UnicodeDecodeError as cause:
        error = _misfit(source, cause, encoding, name)
        return DecodedText(text=_guess(data), encoding=encoding, errors=(error,))


def encode_catalogue(text: str, *, original: DecodedText, source: SourceFile) -> bytes:
    """Encode a changed catalogue in the charset that its header names now.

    It has a byte order mark if the original has one and both are UTF-8. Lines that it has in common with the
    original come out as they were there, also where the charset has several ways to write a character.

    Raises:
        PoError: a character is not in the charset, or nobody knows that charset.
    """
    name, _ = _find_charset(text.encode(errors="replace"))
    encoding = python_charset(name)
    if encoding is None:
        raise PoError(f"unknown charset {name!r} in the header", path=str(source.path), hint=_UTF8_HINT)
    if encoding != original.encoding:
        return _encode(text, encoding, source.path)
    encoded = _encode(text, encoding, source.path, known=original.text)
    bom = codecs.BOM_UTF8 if source.has_bom else b""
    body = source.data.removeprefix(bom)
    if original.text.encode(encoding) == body:
        return bom + encoded
    written: dict[str, deque[bytes]] = {}
    for line, raw in zip(original.text.split("\n"), body.split(b"\n"), strict=True):
        written.setdefault(line, deque()).append(raw)
    return bom + b"\n".join(_take(written, line) or line.encode(encoding) for line in text.split("\n"))


def _encode(text: str, encoding: str, path: Path, known: str = "") -> bytes:
    """Encode text so that decoding gives it back; of the characters in `known` that is known."""
    try:
        encoded = text.encode(encoding)
    except UnicodeEncodeError as error:
        raise _uncodable(text[error.start], encoding, path) from error
    if encoding != "utf-8":
        for character in sorted(set(text) - set(known)):
            # Python writes the yen sign as a backslash in Shift_JIS and EUC-JP.
            if character.encode(encoding).decode(encoding) != character:
                raise _uncodable(character, encoding, path)
    return encoded


def _uncodable(character: str, encoding: str, path: Path) -> PoError:
    return PoError(
        f"{character!r} (U+{ord(character):04X}) cannot be written in {encoding.upper()}",
        path=str(path),
        hint="convert the catalogue to UTF-8 first: msgconv -t UTF-8",
    )


def _take(written: dict[str, deque[bytes]], line: str) -> bytes | None:
    """Give the bytes that a line of the original has, in file order where the same text has several."""
    found = written.get(line)
    if found is None:
        return None
    return found.popleft() if len(found) > 1 else found[0]


def _find_charset(data: bytes) -> tuple[str, int]:
    """Give the charset's name as the header writes it, and the byte offset where it stands."""
    header = _HEADER.search(data)
    if header is None:
        return "UTF-8", 0
    charset = _CHARSET.search(_JOINT.sub(b"", header[1]))
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
    return _error_at(source, cause.start, f"byte 0x{bad:02X} is not {name}", _HEADER_HINT, encoding)


def _error_at(source: SourceFile, offset: int, message: str, hint: str, encoding: str = "utf-8") -> PoError:
    line, column = locate_byte(source.data, offset, encoding)
    return PoError(message, path=str(source.path), line=line, column=column, hint=hint)


def _guess(data: bytes) -> str:
    return data.decode("utf-8", errors="replace").removeprefix("\ufeff")
