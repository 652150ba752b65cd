"""What the readers of all syntaxes share: walking along a text, and numbering the arguments of printf."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from padanan.core.model import Span
from padanan.core.placeholders.model import Fault, Part, Placeholder

PERCENT_HINT = "a percent sign by itself is written %%"

STAR = r"\*(?:[0-9]+\$)?"
PLAIN_STAR = r"\*"
NUMBER = r"(?:(?P<number>[0-9]+)\$)?"
NO_NUMBER = r"(?P<number>(?!))?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printf:
    """One dialect of printf.

    `pattern` matches at a percent sign, part by part, each of them optional, so that a broken conversion
    shows how far it is sound; its groups are `number`, `width`, `precision`, `conversion`. `kind_of` tells
    what a match asks for: "" for nothing (`%%`), None when it is broken.

    Where a string may have numbered and unnumbered conversions (`may_mix`), the former do not count for the
    latter, unless counting goes on behind them (`resumes`). Where the numbers need not be complete
    (`may_skip`), `%2$s` may stand alone. `first` is the number of the first argument.
    """

    pattern: re.Pattern[str]
    kind_of: Callable[[re.Match[str]], str | None]
    may_mix: bool = False
    resumes: bool = False
    may_skip: bool = True
    first: int = 1


def printf_pattern(
    *,
    number: str = NUMBER,
    flags: str = r"[-+ #0]*+",
    star: str = STAR,
    length: str = "",
    conversion: str = "[a-zA-Z%]",
) -> re.Pattern[str]:
    """Build the pattern of a dialect from the parts in which dialects differ; `star` may be empty."""
    amount = f"{star}|[0-9]*+" if star else "[0-9]*+"
    return re.compile(
        f"%{number}(?P<flags>{flags})(?P<width>{amount})(?P<precision>\\.(?:{amount}))?"
        f"(?P<length>{length})(?P<conversion>{conversion})?",
        re.DOTALL,
    )


def kinds(*groups: tuple[str, str]) -> dict[str, str]:
    """Give a table from conversion letters to kinds."""
    return {letter: kind for letters, kind in groups for letter in letters}


def by_letter(table: dict[str, str]) -> Callable[[re.Match[str]], str | None]:
    """Give the `kind_of` of a dialect in which the letter alone says what is asked for."""
    return lambda found: table.get(found["conversion"] or "")


def read_printf(text: str, dialect: Printf) -> Iterator[Part]:
    """Read a text in a dialect of printf."""
    position = 1
    for found in starts(dialect.pattern, text, "%"):
        kind = dialect.kind_of(found)
        if kind is None:
            yield fault(found, printf_reason(found))
            continue
        if dialect.resumes and found["number"]:
            position = int(found["number"][-9:]) - dialect.first + 1
        for number, asked in _arguments(found, kind):
            numbered = number is not None
            argument = position if number is None else number - dialect.first + 1
            yield placeholder(found, argument, asked, numbered=numbered)
            if dialect.resumes:
                position = argument + 1
            else:
                position += not numbered


def _arguments(found: re.Match[str], kind: str) -> Iterator[tuple[int | None, str]]:
    """Give number (None: the next one) and kind of each argument that a conversion takes, stars first."""
    for star in (found["width"], found["precision"]):
        if star and "*" in star:
            yield _number(star.strip(".*$[]")), "integer"
    if kind:
        yield _number(found["number"]), kind


def _number(digits: str | None) -> int | None:
    return int(digits[-9:]) if digits else None


def finish_printf(parts: Iterable[Part], dialect: Printf) -> Iterator[Part]:
    """Add what is wrong between the conversions of a string: mixed numbering, missing numbers, two kinds."""
    found = list(parts)
    yield from found
    placeholders = [part for part in found if isinstance(part, Placeholder)]
    if not dialect.may_mix:
        yield from mixed_numbering(placeholders)
    yield from two_kinds(placeholders)
    if not dialect.may_skip:
        yield from _skipped_numbers(placeholders)


def mixed_numbering(placeholders: list[Placeholder]) -> Iterator[Fault]:
    """Report the first placeholder that is numbered where those before it are not, or the reverse."""
    for other in placeholders:
        if other.is_numbered != placeholders[0].is_numbered:
            yield about(other, f"does not go together with {placeholders[0].text}")
            return


def two_kinds(placeholders: list[Placeholder]) -> Iterator[Fault]:
    """Report an argument that is asked for as two things: `%1$s %1$d`."""
    first: dict[str | int, Placeholder] = {}
    for other in placeholders:
        known = first.setdefault(other.argument, other)
        if known.kind != other.kind:
            yield about(other, f"takes the argument of {known.text} for something else")
            return


def _skipped_numbers(placeholders: list[Placeholder]) -> Iterator[Fault]:
    numbers = {other.argument for other in placeholders}
    for other in placeholders:
        if isinstance(other.argument, int) and other.argument > len(numbers):
            yield about(other, f"leaves out an argument before number {other.argument}")
            return


def starts(pattern: re.Pattern[str], text: str, sign: str) -> Iterator[re.Match[str]]:
    """Match a pattern, which begins with a sign, at each of the signs that no match before it took in."""
    position = text.find(sign)
    while position >= 0 and (found := pattern.match(text, position)):
        yield found
        position = text.find(sign, found.end())


def printf_reason(found: re.Match[str]) -> str:
    """Say what is wrong with a conversion that was matched only in part."""
    if found["conversion"]:
        return f"is no conversion, as {found['conversion']!r} is none here; {PERCENT_HINT}"
    if found.end() == len(found.string):
        return f"ends in the middle; {PERCENT_HINT}"
    return f"has no conversion letter; {PERCENT_HINT}"


def placeholder(
    found: re.Match[str], argument: str | int, kind: str = "", *, numbered: bool = False
) -> Placeholder:
    """Make a placeholder of a match."""
    span = Span(start=found.start(), end=found.end())
    return Placeholder(span=span, text=found[0], argument=argument, kind=kind, is_numbered=numbered)


def fault(found: re.Match[str], reason: str) -> Fault:
    """Make a fault of a match."""
    return Fault(span=Span(start=found.start(), end=found.end()), text=found[0], reason=reason)


def fault_at(text: str, start: int, end: int, reason: str) -> Fault:
    """Make a fault of a piece of a text."""
    return Fault(span=Span(start=start, end=end), text=text[start:end], reason=reason)


def about(other: Placeholder, reason: str) -> Fault:
    """Make a fault of a placeholder that is sound by itself."""
    return Fault(span=other.span, text=other.text, reason=reason)


def in_printf(dialect: Printf) -> Callable[[str], Iterable[Part]]:
    """Give the reader of a dialect."""
    return lambda text: finish_printf(read_printf(text, dialect), dialect)
