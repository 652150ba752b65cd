"""What becomes of things that one format holds and another does not."""

from dataclasses import dataclass

from padanan.core.model import Variant

# The property under which units and variants keep notes, as TMX names it.
NOTE_PROPERTY = "<note>"
# Properties of units that an alignment made: how sure it is, 0 to 1, and that a person should look at it.
CONFIDENCE_PROPERTY = "x-confidence"
REVIEW_PROPERTY = "x-review"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedUnit:
    """A unit that could not be read or written, and why.

    `line` and `column` count from 1; they are None when writing, and where a format has none.
    """

    key: str
    reason: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something that a file holds and its units do not, or that units hold and a file cannot.

    `line` and `column` count from 1 when reading, None when writing.
    """

    message: str
    line: int | None = None
    column: int | None = None


def text_with_codes(variant: Variant) -> str:
    """Give a text with its inline codes written where they stand, for formats that have none."""
    if not variant.codes:
        return variant.text
    pieces, done = [], 0
    for code in variant.codes:
        pieces += [variant.text[done : code.offset], code.markup]
        done = code.offset
    return "".join([*pieces, variant.text[done:]])
