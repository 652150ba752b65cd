"""Which encoding an XML file is in, whatever it says."""

import codecs
import re
from collections.abc import Callable

from padanan.core.errors import TmxError

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']")
# The marks are from XML 1.0, appendix F.1.
_BYTE_PATTERNS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16le"),
    (b"\x00<", "utf-16be"),
)


def sniff_encoding(start: bytes) -> str:
    """Give the name of the encoding from the first bytes of a file.

    What the bytes show wins over what the declaration says: a declaration that can be read as ASCII does not
    stand in UTF-16. Without either it is UTF-8.
    """
    for pattern, encoding in _BYTE_PATTERNS:
        if start.startswith(pattern):
            return encoding
    declared = _DECLARED.match(start)
    name = declared[1].decode().lower() if declared else "utf-8"
    return "utf-8" if name.replace("-", "").startswith(("utf16", "ucs2", "iso10646")) else name


def decoder_for(encoding: str, path: str) -> Callable[[bytes], str]:
    """Give what turns the file's chunks into text; an empty one is the end.

    Bytes that are not in UTF-8 come out as surrogates, for the XML parser to say where they are.

    Raises:
        TmxError: nobody knows the encoding.
    """
    try:
        "x".encode(encoding)  # a LookupError also for codecs that are no text encodings, such as zlib
        decoder = codecs.getincrementaldecoder(encoding)(
            errors="surrogateescape" if encoding == "utf-8" else "strict"
        )
    except (LookupError, UnicodeError) as error:
        hint = "convert the file to UTF-8, and say so in its first line"
        raise TmxError(f"unknown encoding {encoding!r}", path=path, line=1, hint=hint) from error

    def decode(chunk: bytes) -> str:
        try:
            return decoder.decode(chunk, not chunk)
        except UnicodeError as error:
            raise TmxError(
                f"text that is not in {encoding}, as its first line says",
                path=path,
                hint="convert the file to UTF-8, and say so in its first line",
            ) from error

    return decode
