"""What the comments of an entry ask of whoever checks it.

Known are `padanan: ignore CHECK, CHECK` in a translator's or an extracted comment, Weblate's flags in a `#,`
or `#.` comment, and dennis's `dennis-ignore: CODE,CODE` in a `#.` comment.

Source: Weblate's manual, "Customizing behavior using flags"; dennis's manual, "Linting".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from padanan.core.catalogue import Entry

EVERYTHING = "*"

# Nearly all entries have nothing of the kind: one search over their comments says so.
_WORTH_READING = re.compile(r"ignore|max-|placeholders|regex|strict-same", re.IGNORECASE)
_OWN = re.compile(
    r"\bpadanan:[ \t]*ignore\b[ \t]*:?[ \t]*(?P<names>\*|[a-z0-9-]+(?:[ \t]*,[ \t]*[a-z0-9-]+)*)?"
)
_DENNIS = re.compile(r"\bdennis-ignore:[ \t]*(?P<codes>\*|[EW][0-9]+(?:[ \t]*,[ \t]*[EW][0-9]+)*)")
_WEBLATE_LINE = re.compile(r"(?:weblate(?:-flags)?:[ \t]*)?(?P<flags>[a-z][a-z-]*(?::[^,]*)?(?:,[^,]*)*)")
_PLACEHOLDER = re.compile(r'"([^"]+)"|([^:"]+)')
_PART = re.compile(r'(?:"([^"]*)"|([^:"]*))(?::|$)')
_LENGTH = re.compile(r"max-(?P<of>length|columns|size):[ \t]*(?P<number>[0-9]{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFlags:
    """What somebody asked for at one entry.

    `ignored` are checks: ids of our own, `weblate/same` and `dennis/W303` for names of others, EVERYTHING for
    all. `max_length` counts code points, `max_columns` columns of a terminal. `placeholders` are texts that
    must stay, as Weblate's flag of that name gives them; `replacements` say what will stand for a piece of
    text where it is shown, and so how long it is.
    """

    ignored: frozenset[str] = field(default_factory=frozenset)
    max_length: int | None = None
    max_columns: int | None = None
    placeholders: tuple[str, ...] = ()
    replacements: tuple[tuple[str, str], ...] = ()


_NONE = EntryFlags()


def read_flags(entry: Entry) -> EntryFlags:
    """Read the flags of an entry; what is not understood is somebody else's, and left out."""
    comments = "\n".join((*entry.flags, *entry.extracted_comments, *entry.translator_comments))
    if not _WORTH_READING.search(comments):
        return _NONE
    flags = [*entry.flags, *(flag for line in entry.extracted_comments for flag in _flags_of_line(line))]
    limits = {found["of"]: int(found["number"]) for flag in flags if (found := _LENGTH.fullmatch(flag))}
    return EntryFlags(
        ignored=frozenset((*_ignored_here(comments), *_ignored_in_weblate(flags))),
        max_length=limits.get("length"),
        max_columns=limits.get("columns"),
        placeholders=tuple(_placeholders(flags)),
        replacements=tuple(_replacements(flags)),
    )


def _flags_of_line(line: str) -> Iterator[str]:
    found = _WEBLATE_LINE.fullmatch(line.strip())
    if found:
        yield from (flag.strip() for flag in found["flags"].split(","))


def _ignored_here(comments: str) -> Iterator[str]:
    for found in _OWN.finditer(comments):
        yield from _names(found["names"]) if found["names"] else (EVERYTHING,)
    for found in _DENNIS.finditer(comments):
        codes = _names(found["codes"])
        yield from (EVERYTHING if code == EVERYTHING else f"dennis/{code}" for code in codes)


def _ignored_in_weblate(flags: list[str]) -> Iterator[str]:
    for flag in flags:
        if flag == "ignore-all-checks":
            yield EVERYTHING
        elif flag.startswith("ignore-"):
            yield f"weblate/{flag.removeprefix('ignore-').replace('-', '_')}"


def _placeholders(flags: list[str]) -> Iterator[str]:
    for flag in flags:
        name, _, value = flag.partition(":")
        if name == "placeholders" and not value.startswith("r"):  # a regular expression is nobody's to run
            yield from (quoted or bare for quoted, bare in _PLACEHOLDER.findall(value))


def _replacements(flags: list[str]) -> Iterator[tuple[str, str]]:
    for flag in flags:
        name, _, value = flag.partition(":")
        if name == "replacements":
            parts = [quoted or bare for quoted, bare in _PART.findall(value)]
            yield from ((old, new) for old, new in zip(parts[::2], parts[1::2], strict=False) if old)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]
