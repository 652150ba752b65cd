"""TMX 1.4b: translation memories in XML, read (1.1 to 1.4) and written unit by unit."""

from padanan.core.interchange import Loss, SkippedUnit
from padanan.formats.tmx.conformance import find_deviations
from padanan.formats.tmx.header import TmxHeader, read_header
from padanan.formats.tmx.reader import read_tmx
from padanan.formats.tmx.writer import encode_tmx, write_tmx

__all__ = [
    "Loss",
    "SkippedUnit",
    "TmxHeader",
    "encode_tmx",
    "find_deviations",
    "read_header",
    "read_tmx",
    "write_tmx",
]
