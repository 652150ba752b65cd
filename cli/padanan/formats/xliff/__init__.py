"""XLIFF 1.2, 2.0 and 2.1: documents as streams of parts, units out of them, catalogues as them."""

from padanan.formats.xliff.gettext import CataloguePair, parts_of_catalogue
from padanan.formats.xliff.gettext_reading import catalogue_of_parts
from padanan.formats.xliff.model import XliffVersion
from padanan.formats.xliff.reader import Reports, read_xliff
from padanan.formats.xliff.units import STATE_PROPERTY, Pair, encode_units_xliff, read_units_xliff
from padanan.formats.xliff.versions import change_version
from padanan.formats.xliff.vocabulary import is_finished
from padanan.formats.xliff.writer import encode_xliff

__all__ = [
    "STATE_PROPERTY",
    "CataloguePair",
    "Pair",
    "Reports",
    "XliffVersion",
    "catalogue_of_parts",
    "change_version",
    "encode_units_xliff",
    "encode_xliff",
    "is_finished",
    "parts_of_catalogue",
    "read_units_xliff",
    "read_xliff",
]
