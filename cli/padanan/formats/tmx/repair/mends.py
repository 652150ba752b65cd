"""What a repair tells about: each change, with the place in the broken document."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from padanan.formats.tmx.nodes import Place


class MendKind(StrEnum):
    """What was mended; `DROPPED` is what could not be, and is not in the mended document."""

    ENCODING = "encoding"
    CHARACTER = "character"
    ENTITY = "entity"
    MARKUP = "markup"
    HEADER = "header"
    ATTRIBUTE = "attribute"
    LANGUAGE = "language"
    ORDER = "order"
    CODE = "inline code"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One change; line and column count from 1 in the document that was read."""

    kind: MendKind
    line: int
    column: int
    message: str


Tell = Callable[[Mend], None]


class Notes:
    """Tells about changes and counts them, so that one can see whether a piece was changed at all."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self.count = 0
        self.dropped = 0

    def note(self, kind: MendKind, place: Place, message: str) -> None:
        """Tell about a change."""
        self.count += 1
        self.dropped += kind is MendKind.DROPPED
        self._tell(Mend(kind=kind, line=place[0], column=place[1], message=message))


def quote(text: str) -> str:
    """Show a piece of a broken document in a message."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
