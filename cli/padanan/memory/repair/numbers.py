"""Numbers, dates and times as they are written, and what they say."""

import re
from dataclasses import dataclass, field
from datetime import date

from padanan.memory.repair.notation import Notation, zero_of

_ASCII = "0123456789"
_PART = re.compile(r"\d+|\D+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Digits before and behind the decimal separator, in ASCII: 1,234.50 is "1234" and "50"."""

    integer: str
    fraction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date as it is written; the year has two or four digits. `order` is None where nobody can tell it."""

    year: str
    month: int
    day: int
    order: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time of the day."""

    hour: int
    minute: int
    second: int | None = None


def read_number(text: str, notation: Notation) -> Number | None:
    """Read a number; None where the language does not write numbers like this (`1.2.3`, `12,34`)."""
    parts = _PART.findall(text)
    zeros = {zero_of(digit) for part in parts[::2] for digit in part}
    if len(zeros) != 1:
        return None
    digits = [_to_ascii(part) for part in parts[::2]]
    if len(parts) == 1:
        return Number(integer=digits[0])
    separators = notation.separators_of(zeros.pop())
    if separators is None:
        return None
    between = parts[1::2]
    fraction = ""
    if between[-1] == separators.decimal:
        fraction = digits.pop()
        between = between[:-1]
    if len(set(between)) > 1 or not all(map(separators.groups_with, between)):
        return None
    if between and not _are_groups(digits, notation.last_groups):
        return None
    return Number(integer="".join(digits), fraction=fraction)


def is_grouped(text: str, number: Number) -> bool:
    """Whether a number that was read from this text has separators between its thousands."""
    return len(text) > len(number.integer) + len(number.fraction) + bool(number.fraction)


def write_number(new: Number, *, grouped: bool, like: str, notation: Notation) -> str | None:
    """Write a number in the manner of another one.

    Args:
        new: What to write.
        grouped: Whether to put separators between the groups of its digits.
        like: A readable number of the same text: its digits and its separators are used.
        notation: The language's, for what `like` does not show.

    Returns:
        None where the separators of the script are not known.
    """
    zero = zero_of(like[0])
    needs_group = grouped and len(new.integer) > notation.last_groups[0]
    if not needs_group and not new.fraction:
        return _from_ascii(new.integer, zero)
    separators = notation.separators_of(zero)
    shown = read_number(like, notation)
    if separators is None or shown is None:
        return None
    integer = new.integer
    if needs_group:
        group = _PART.findall(like)[1] if is_grouped(like, shown) else separators.group
        integer = _group(integer, group, notation.last_groups)
    return _from_ascii(integer + separators.decimal * bool(new.fraction) + new.fraction, zero)


def read_date(text: str, notation: Notation) -> Date | None:
    """Read a date of three numbers; None where their order is not certain, or no such day exists."""
    first, second, third = (_to_ascii(part) for part in _PART.findall(text)[::2])
    if len(first) == 4:
        return _make_date(first, second, third, "ymd")
    by_order = {
        "dmy": _make_date(third, second, first, "dmy"),
        "mdy": _make_date(third, first, second, "mdy"),
    }
    usual = by_order.get(notation.date_order or "")
    if usual is not None or (notation.date_order is not None and len(third) == 2):
        return usual  # 10.30.00 is no date where the day comes first, but may well be a time
    sound = [found for found in by_order.values() if found is not None]
    if len(sound) == 2:
        same = sound[0].month == sound[0].day
        return Date(year=third, month=sound[0].month, day=sound[0].day) if same else None
    return sound[0] if sound else None


def write_date(new: Date, *, query: str, like: str, order: str) -> str | None:
    """Write a date in the manner of another one, whose numbers stand in `order`.

    Where `like` does not show whether single digits get a zero, `query` does, as the new date stands there.
    """
    parts = _PART.findall(like)
    old = dict(zip(order, parts[::2], strict=True))
    if len(new.year) != len(old["y"]):
        return None
    zero = zero_of(like[0])
    padded = _pads([old["d"], old["m"]], _PART.findall(query)[::2])
    width = 2 if padded else 1
    values = {"y": new.year, "m": f"{new.month:0{width}}", "d": f"{new.day:0{width}}"}
    return "".join(
        _from_ascii(values[order[place // 2]], zero) if place % 2 == 0 else part
        for place, part in enumerate(parts)
    )


def read_time(text: str) -> Time | None:
    """Read hours, minutes and perhaps seconds; None where there is no such time."""
    numbers = [int(part) for part in _PART.findall(text)[::2]]
    hour, minute, second = [*numbers, None][:3]
    if hour is None or minute is None or hour > 24 or minute > 59 or (second or 0) > 59:
        return None
    return Time(hour=hour, minute=minute, second=second)


def write_time(new: Time, *, query: str, like: str) -> str | None:
    """Write a time in the manner of another one; None where one of them has seconds and the other none."""
    parts = _PART.findall(like)
    if (new.second is not None) != (len(parts) > 4):
        return None
    zero = zero_of(like[0])
    width = 2 if _pads(parts[:1], _PART.findall(query)[:1]) else 1
    values = [f"{new.hour:0{width}}", f"{new.minute:02}", f"{new.second or 0:02}"]
    return "".join(
        _from_ascii(values[place // 2], zero) if place % 2 == 0 else part for place, part in enumerate(parts)
    )


def _pads(old: list[str], new: list[str]) -> bool:
    """Whether numbers below ten get a zero in front, as the first text shows, or else the second."""
    for parts in (old, new):
        small = [len(part) for part in parts if len(part) <= 2 and int(part) < 10]
        if small:
            return min(small) == 2
    return False


def _make_date(year: str, month: str, day: str, order: str) -> Date | None:
    try:
        date(int(year) if len(year) == 4 else 2000, int(month), int(day))
    except ValueError:
        return None
    return Date(year=year, month=int(month), day=int(day), order=order)


def _are_groups(digits: list[str], sizes: tuple[int, int]) -> bool:
    last, other = sizes
    first, *middle = digits[:-1]
    return (
        len(digits[-1]) == last
        and all(len(group) == other for group in middle)
        and 1 <= len(first) <= other
        and not first.startswith("0")
    )


def _group(integer: str, separator: str, sizes: tuple[int, int]) -> str:
    last, other = sizes
    rest, groups = integer[:-last], [integer[-last:]]
    while rest:
        groups.insert(0, rest[-other:])
        rest = rest[:-other]
    return separator.join(groups)


def _to_ascii(digits: str) -> str:
    return "".join(_ASCII[ord(digit) - ord(zero_of(digit))] for digit in digits)


def _from_ascii(text: str, zero: str) -> str:
    if zero == "0":
        return text
    return "".join(
        chr(ord(zero) + int(character)) if character in _ASCII else character for character in text
    )
