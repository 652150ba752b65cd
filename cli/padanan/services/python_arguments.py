"""Reading what Python users pass: what was meant where that is clear, else a clear error."""

import operator
import os
from pathlib import Path
from typing import SupportsIndex

from padanan.core.errors import PadananError
from padanan.services.python_types import Context

AnyPath = str | os.PathLike[str]
# A msgctxt; the texts before and after; or all three.
AnyContext = str | tuple[str | None, str | None] | Context


def read_path(path: object) -> Path:
    """Give a path, whatever it was given as.

    Raises:
        PadananError: it is none.
    """
    try:
        return Path(os.fsdecode(path))  # type: ignore[arg-type]  # what it refuses is refused here
    except TypeError:
        raise PadananError(f"{path!r} is no path", hint="give a str or a pathlib.Path") from None


def read_text(name: str, value: object) -> str:
    """Give a text.

    Raises:
        PadananError: it is none.
    """
    if not isinstance(value, str):
        raise PadananError(f"{name} is {type(value).__name__}, and must be a str")
    return value


def read_storable(name: str, value: object) -> str:
    """Give a text that can be written: one without lone surrogates, the halves of characters.

    Raises:
        PadananError: it is none.
    """
    text = read_text(name, value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise PadananError(f"{name} has half a character at {error.start}, a lone surrogate") from error
    return text


def read_whole(name: str, value: object, *, hint: str | None = None) -> int:
    """Give a whole number, 75.0 too.

    Raises:
        PadananError: it is none.
    """
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, SupportsIndex):
        return operator.index(value)
    raise PadananError(f"{name} is {value!r}, and must be a whole number", hint=hint)


def read_percent(name: str, value: object) -> int:
    """Give a whole number of percent, in no range as yet.

    Raises:
        PadananError: it is none.
    """
    return read_whole(name, value, hint="give percent, such as 75")


def read_context(value: object) -> Context:
    """Give the context that a msgctxt, or a pair of neighbours, or a Context stands for; None for none.

    Raises:
        PadananError: it is something else.
    """
    match value:
        case None:
            return Context()
        case str():
            return Context(msgctxt=value)
        case Context():
            return value
        case (str() | None as previous, str() | None as following):
            return Context(previous=previous, next=following)
    raise PadananError(
        f"a context of {value!r} is none", hint="give a msgctxt, a pair (previous, next), or a Context"
    )
