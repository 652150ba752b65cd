"""A plain text document, kept exactly."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from padanan.formats.files import SourceFile, decode_utf8, read_file

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDocument:
    """A text as it stands in its file, line ends included, without the byte order mark."""

    path: Path
    text: str
    has_bom: bool = False

    @property
    def lines(self) -> list[str]:
        """The lines without their ends (CR LF, LF or CR); a final line end makes no further line.

        Only these end a line: U+2028, form feeds and the like are characters of it.
        """
        lines = _LINE_END.split(self.text)
        return lines if lines[-1] else lines[:-1]

    @property
    def newline(self) -> str:
        """The line end that most lines have; a line feed where there is none."""
        counts = Counter(_LINE_END.findall(self.text))
        return max(counts, key=lambda end: counts[end], default="\n")

    def to_bytes(self) -> bytes:
        """Give the bytes of the file it was read from."""
        return (codecs.BOM_UTF8 if self.has_bom else b"") + self.text.encode()


def read_text(path: Path) -> TextDocument:
    """Read a text file.

    Raises:
        InputError: it cannot be read.
        TextError: it is not UTF-8 text.
    """
    return parse_text(read_file(path))


def parse_text(source: SourceFile) -> TextDocument:
    """Make a document of a file's bytes.

    Raises:
        TextError: they are not UTF-8 text.
    """
    return TextDocument(path=source.path, text=decode_utf8(source), has_bom=source.has_bom)
