"""Documents with markup, Markdown and HTML: their text, and the way back."""

from padanan.formats.document.document import (
    MarkedDocument,
    Translation,
    detect_kind,
    read_document,
    write_document,
)
from padanan.formats.document.model import Block, DocumentKind, Fragment, cut

__all__ = [
    "Block",
    "DocumentKind",
    "Fragment",
    "MarkedDocument",
    "Translation",
    "cut",
    "detect_kind",
    "read_document",
    "write_document",
]
