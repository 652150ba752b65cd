"""Plain text documents: UTF-8, any line ends."""

from padanan.formats.text.document import TextDocument, parse_text, read_text

__all__ = ["TextDocument", "parse_text", "read_text"]
