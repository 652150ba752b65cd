"""Gettext catalogues: PO and POT without loss, MO."""

from padanan.formats.po.document import PoDocument, new_document, parse_catalogue, read_catalogue
from padanan.formats.po.mo import encode_mo, parse_mo, read_mo

__all__ = [
    "PoDocument",
    "encode_mo",
    "new_document",
    "parse_catalogue",
    "parse_mo",
    "read_catalogue",
    "read_mo",
]
