"""Where the pieces of an entry's strings stand, worked out when somebody asks: few entries are ever asked."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from padanan.core.catalogue import Place

_TOKEN: Final = re.compile(
    r'(?P<string>"[^"\\\n]*+(?:\\(?s:.)[^"\\\n]*+)*+")'
    r"|(?P<keyword>msg[a-z_]+)|\[[ \t]*(?P<index>[0-9]+)[ \t]*\]|#[^\n]*"
)
_PREFIX: Final = re.compile(r"#~(?!\|)")


class Places(Mapping[str, tuple[Place, ...]]):
    """Maps an entry's keywords ("msgid", "msgstr[0]") to the places of their quoted pieces.

    Holds the whole text of the catalogue by reference and reads it at the first use.

    Args:
        text: The catalogue.
        start: Where the entry's first keyword stands (after comments), in code points.
        end: Where the entry ends.
        line: The line of `start`.
    """

    __slots__ = ("_end", "_line", "_places", "_start", "_text")

    def __init__(self, text: str, start: int, end: int, line: int) -> None:
        self._text, self._start, self._end, self._line = text, start, end, line
        self._places: dict[str, tuple[Place, ...]] | None = None

    def __getitem__(self, keyword: str) -> tuple[Place, ...]:
        return self._read()[keyword]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def _read(self) -> dict[str, tuple[Place, ...]]:
        if self._places is None:
            self._places = {
                keyword: tuple(places)
                for keyword, places in _locate(self._text, self._start, self._end, self._line).items()
            }
        return self._places


def _locate(text: str, start: int, end: int, line: int) -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = {}
    keyword, position = "", start
    while position < end:
        token = _TOKEN.search(text, position, end)
        if token is None:
            break
        begin, after = token.span()
        line += text.count("\n", position, begin)
        prefix = _PREFIX.match(text, begin)
        position = prefix.end() if prefix else after
        if token["keyword"]:
            keyword = token["keyword"]
        elif token["index"]:
            keyword += f"[{int(token['index'])}]"
        elif token["string"]:
            column = begin - text.rfind("\n", 0, begin)
            places.setdefault(keyword, []).append(Place(line=line, column=column))
            line += token["string"].count("\n")
    return places
