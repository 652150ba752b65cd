"""What the columns of a table of translation units mean, and units out of its rows.

A column is a language by its tag (`en`, `id`, `zh_CN`), or `source` or `target` where the languages are known
otherwise, or one of the names below; any other name is a property of the unit. Names are read in any case.
`id` is Indonesian where another column is a language, and the key otherwise.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from padanan.core.errors import LanguageError, TextError
from padanan.core.interchange import NOTE_PROPERTY
from padanan.core.language import covers, parse_language
from padanan.core.model import Origin, TranslationUnit, Variant

KEY, CONTEXT, NOTE = "key", "context", "note"
SOURCE, TARGET = "source", "target"
SOURCE_LANGUAGE, TARGET_LANGUAGE = "source language", "target language"
_NAMES = {
    "key": KEY, "tuid": KEY, "unit": KEY, "context": CONTEXT, "msgctxt": CONTEXT,
    "source": SOURCE, "source text": SOURCE, "target": TARGET, "translation": TARGET, "target text": TARGET,
    "source language": SOURCE_LANGUAGE, "source lang": SOURCE_LANGUAGE,
    "target language": TARGET_LANGUAGE, "target lang": TARGET_LANGUAGE, "language": TARGET_LANGUAGE,
}  # fmt: skip
_NOTES = frozenset({NOTE, "notes", "comment"})
_LONGEST_TAG_HEAD = 3
_SHOWN_COLUMNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLanguages:
    """What a table does not say itself: tags of the languages of columns `source` and `target`.

    `source` is also the source language of units in a table of language columns, where it is one of them.
    """

    source: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class UnitColumns:
    """The columns of one table by their position; `width` is how many its heading has."""

    width: int
    texts: Mapping[int, str | None]  # the language's tag; None where the row says it
    named: Mapping[str, int]
    properties: Mapping[int, str] = field(default_factory=dict)
    source: int = 0


class RowError(Exception):
    """A row that gives no unit; its text says why."""


def read_heading(names: Sequence[str], languages: TableLanguages, *, path: str, line: int) -> UnitColumns:
    """Find out what each column is.

    Raises:
        TextError: there is no column with text, two columns are the same, or a language nobody names.
    """
    shown = [" ".join(name.lower().replace("_", " ").split()) for name in names]
    tags = [_language_of(name) for name in names]
    several = sum(tag is not None for tag in tags) > 1
    texts: dict[int, str | None] = {}
    named: dict[str, int] = {}
    properties: dict[int, str] = {}
    for number, name in enumerate(shown):
        role = KEY if name == "id" and not several else _NAMES.get(name)
        tag = tags[number]
        if role is not None:
            if role in named:
                raise _heading_error(f"two columns {role!r}", path, line)
            named[role] = number
        elif tag is not None and (several or name != "id"):
            if tag in texts.values():
                raise _heading_error(f"two columns in {tag}", path, line)
            texts[number] = tag
        elif name:
            properties[number] = NOTE_PROPERTY if name in _NOTES else names[number].strip()
    _add_pair(texts, named, languages, path, line)
    if not texts:
        columns = ", ".join(name.strip() for name in names[:_SHOWN_COLUMNS])[:80]
        raise _heading_error(f"no column with text: the heading is {columns!r}", path, line)
    return UnitColumns(len(names), texts, named, properties, _find_source(texts, named, languages))


def _add_pair(
    texts: dict[int, str | None], named: Mapping[str, int], languages: TableLanguages, path: str, line: int
) -> None:
    for role, where, tag in (
        (SOURCE, SOURCE_LANGUAGE, languages.source),
        (TARGET, TARGET_LANGUAGE, languages.target),
    ):
        if role not in named:
            continue
        if where not in named and tag is None:
            raise _heading_error(f"nobody says which language the column {role!r} is in", path, line)
        texts[named[role]] = None if where in named else tag


def _find_source(texts: Mapping[int, str | None], named: Mapping[str, int], languages: TableLanguages) -> int:
    if SOURCE in named:
        return named[SOURCE]
    wanted = languages.source
    serving = (at for at, tag in texts.items() if wanted and tag and covers(wanted, tag))
    return next(serving, min(texts))


def _heading_error(message: str, path: str, line: int) -> TextError:
    hint = "name columns by their language, such as en and zh_CN; or source and target, with --from and --to"
    return TextError(message, path=path, line=line, hint=hint)


@lru_cache(maxsize=1024)
def _language_of(name: str) -> str | None:
    """Give the tag where a heading is one, and not a word that happens to be (`Key`, `Description`)."""
    name = name.strip()
    head = name.replace("_", "-").partition("-")[0]
    if not 1 < len(head) <= _LONGEST_TAG_HEAD or " ".join(name.lower().split()) in _NAMES:
        return None
    try:
        return parse_language(name).tag
    except LanguageError:
        return None


def build_unit(cells: Sequence[str], columns: UnitColumns, *, name: str, line: int) -> TranslationUnit:
    """Make a unit of a row; an empty cell is no text.

    Raises:
        RowError: it has no text, more cells than the heading, or a language that is unknown or there twice.
    """

    def cell(at: int | None) -> str:
        return cells[at] if at is not None and at < len(cells) else ""

    if any(cells[columns.width :]):
        raise RowError(f"it has {len(cells)} cells, the heading only {columns.width}")
    origin = Origin(path=name, line=line)
    variants = tuple(
        Variant(language=language, text=text, origin=origin) for language, text in _texts(cells, columns)
    )
    source_language = columns.texts[columns.source] or _tag(cell(columns.named.get(SOURCE_LANGUAGE)))
    by_language = {variant.language: variant.text for variant in variants}
    if not variants:
        raise RowError("it has no text")
    if len(by_language) < len(variants):
        raise RowError(f"it has two texts in {variants[0].language}")
    first = by_language.get(source_language, variants[0].text)
    return TranslationUnit(
        collection=name,
        key=cell(columns.named.get(KEY)) or first,
        source_language=source_language if source_language in by_language else variants[0].language,
        variants=variants,
        msgctxt=cell(columns.named.get(CONTEXT)) or None,
        properties=tuple((name, cell(at)) for at, name in columns.properties.items() if cell(at)),
    )


def _texts(cells: Sequence[str], columns: UnitColumns) -> Iterator[tuple[str, str]]:
    said = {SOURCE: SOURCE_LANGUAGE, TARGET: TARGET_LANGUAGE}
    for at, tag in columns.texts.items():
        text = cells[at] if at < len(cells) else ""
        if not text:
            continue
        if tag is None:
            role = next(role for role in said if columns.named.get(role) == at)
            where = columns.named[said[role]]
            yield _tag(cells[where] if where < len(cells) else ""), text
        else:
            yield tag, text


@lru_cache(maxsize=1024)
def _tag(name: str) -> str:
    try:
        return parse_language(name.strip()).tag
    except LanguageError:
        raise RowError(f"it names the unknown language {name[:40]!r}") from None
