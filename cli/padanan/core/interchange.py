"""What becomes of things that one format holds and another does not."""

from dataclasses import dataclass


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
