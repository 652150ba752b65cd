"""Finding unknown entities in attributes, which the XML parser leaves out without a word."""

import re
from xml.parsers.expat import XMLParserType

UNKNOWN_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);|#)([^;<&\s]{1,64});")
_START_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_LIMIT_ENTITY_BYTES = 100


class EntityWatch:
    """Looks over what is fed to a parser, so that start tags are looked at only where there is something."""

    def __init__(self, parser: XMLParserType) -> None:
        self._parser = parser
        self._fed_bytes = 0
        self._last_end = 0  # of the last unknown entity seen
        self._tail = b""

    def look_over(self, data: bytes) -> bool:
        """See data that is about to be fed; tell whether start tags in it are worth a look."""
        for found in UNKNOWN_ENTITY.finditer(self._tail + data):
            self._last_end = self._fed_bytes - len(self._tail) + found.end()
        self._fed_bytes += len(data)
        self._tail = data[-_LIMIT_ENTITY_BYTES:]
        return self._last_end > self._parser.CurrentByteIndex

    def find_in_tag(self) -> str | None:
        """Give the first unknown entity in the start tag that the parser is at."""
        if self._last_end <= self._parser.CurrentByteIndex:
            return None
        tag = _START_TAG.match(self._parser.GetInputContext() or b"")
        unknown = UNKNOWN_ENTITY.search(tag[0]) if tag else None
        return unknown[1].decode(errors="replace") if unknown else None
