"""What is read out of a text with placeholders."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from padanan.core.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """A place where the program puts a value.

    `argument` says which one: a name, or the 1-based position of an argument. `kind` says what the value must
    be or how it is shown ("integer", "text", "formatted value"), and is "" where neither is said.
    `is_numbered` tells `%1$s` and `{0}`, which may be moved, from `%s` and `{}`.
    """

    span: Span
    text: str
    argument: str | int
    kind: str = ""
    is_numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that begins like a placeholder and is none; `reason` completes the sentence "it ..."."""

    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatString:
    """What a text asks of the program: placeholders in order of appearance, and what is broken."""

    placeholders: tuple[Placeholder, ...] = ()
    faults: tuple[Fault, ...] = ()


Part = Placeholder | Fault
Reader = Callable[[str], Iterable[Part]]
