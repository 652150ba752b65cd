"""Catalogues, translation units and lines of text, as translations that can be paired and scored."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import LanguageError
from padanan.core.language import Language, parse_language
from padanan.core.model import TranslationUnit, Variant
from padanan.core.table import TableRow
from padanan.evaluation.pairing import KeyedText, Reason, SegmentKey, Translations

LANGUAGE_HINT = "name it with --language, such as --language zh_CN"


class Scheme(StrEnum):
    """What segments are paired by."""

    ENTRY = "msgctxt and msgid"
    UNIT = "tuid and source text"
    ID = "id"
    CONTEXT = "msgctxt and source text"
    SOURCE = "source text"
    LINE = "line number"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSource:
    """Plain text, a segment a line. `path` is as the user gave it, here and below.

    `sources` and `documents` have as many items, or are None. `heading_lines` come before the first segment.
    """

    path: str
    lines: Sequence[str]
    sources: Sequence[str] | None = None
    documents: Sequence[str | None] | None = None
    heading_lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueSource:
    """A gettext catalogue. Each plural form is a segment of its own."""

    path: str
    catalogue: Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSource:
    """The gettext catalogues of a folder, at least one, by their path in it, in its order."""

    path: str
    catalogues: Mapping[str, Catalogue]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSource:
    """A translation memory exchange file. `source_language` overrides what its units say.

    `unreadable_count` is how many units it has that are broken, besides `units`.
    """

    path: str
    units: Sequence[TranslationUnit]
    source_language: Language | None = None
    unreadable_count: int = 0

    def source_variant(self, unit: TranslationUnit) -> Variant | None:
        """Give the variant that the others translate."""
        if self.source_language is not None:
            return find_variant(unit, self.source_language)
        return unit.variant(unit.source_language)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSource:
    """Rows of TSV or JSONL, at least one; `language` is what they say they are in."""

    path: str
    rows: Sequence[TableRow]
    language: str | None = None

    @property
    def has_ids(self) -> bool:
        """Whether every row has an id."""
        return all(row.id is not None for row in self.rows)

    @property
    def has_sources(self) -> bool:
        """Whether every row has its source text."""
        return all(row.source is not None for row in self.rows)

    def as_lines(self) -> LineSource:
        """Give the rows as lines, for files that have nothing else in common."""
        documents = [row.document for row in self.rows]
        return LineSource(
            path=self.path,
            lines=[row.text for row in self.rows],
            sources=[row.source or "" for row in self.rows] if self.has_sources else None,
            documents=documents if any(documents) else None,
            heading_lines=self.rows[0].line - 1,
        )


KeyedSource = TableSource | CatalogueSource | FolderSource | UnitSource
Source = LineSource | KeyedSource


def declared_language(source: Source, wanted: Language | None) -> Language | None:
    """Say which language a file gives for its translations, None when it gives none.

    A catalogue names one; of a TMX's languages it is the wanted one, or the only one beside the source.

    Raises:
        LanguageError: a TMX has several to choose from, or not the wanted one; a folder has several.
    """
    match source:
        case LineSource():
            return None
        case CatalogueSource(catalogue=catalogue):
            return parse_language(catalogue.language) if catalogue.language else None
        case FolderSource():
            return _agreed_language(source)
        case TableSource(language=name):
            return parse_language(name) if name else None
        case UnitSource():
            return _choose_target(source, wanted)


def extract_translations(source: KeyedSource, scheme: Scheme, language: Language) -> Translations:
    """Give a file's translations into `language`, keyed for `scheme`.

    Those that cannot be scored are among them, with the reason: obsolete and fuzzy entries, units without a
    variant in the language.
    """
    unreadable_count = 0
    match source:
        case CatalogueSource(catalogue=catalogue):
            texts = [text for entry in catalogue.entries for text in _entry_texts(entry, scheme)]
        case FolderSource(catalogues=catalogues):
            texts = [text for name, catalogue in catalogues.items() for text in _file_texts(name, catalogue)]
        case TableSource(rows=rows):
            texts = [_row_text(row, scheme) for row in rows]
        case UnitSource(units=units, unreadable_count=unreadable_count):
            texts = [_unit_text(source, unit, scheme, language) for unit in units]
    return Translations(path=source.path, texts=tuple(texts), unreadable_count=unreadable_count)


def same_writing(first: Language, second: Language) -> bool:
    """Whether two languages agree but for the region, so that their texts can be scored together."""
    return (first.language, first.script) == (second.language, second.script)


def find_variant(unit: TranslationUnit, language: Language) -> Variant | None:
    """Give the unit's variant in a language, or else in one that differs in the region alone."""
    return unit.variant(language.tag) or next(
        (item for item in unit.variants if same_writing(parse_language(item.language), language)), None
    )


def choose_scheme(sources: Iterable[Source]) -> Scheme | None:
    """Say what segments of these files can be paired by; None if they cannot be."""
    sources = list(sources)
    kinds = {type(source) for source in sources}
    if kinds <= {LineSource, TableSource}:
        return _scheme_of_rows([source for source in sources if isinstance(source, TableSource)], kinds)
    tables = [source for source in sources if isinstance(source, TableSource)]
    if LineSource in kinds or not all(table.has_sources for table in tables):
        return None
    if kinds in ({CatalogueSource}, {FolderSource}):
        return Scheme.ENTRY
    if FolderSource in kinds:
        return None
    memories = [source for source in sources if isinstance(source, UnitSource)]
    if kinds == {UnitSource} and set.intersection(*(_unit_ids(memory) for memory in memories)):
        return Scheme.UNIT
    has_contexts = all(any(unit.msgctxt is not None for unit in memory.units) for memory in memories)
    return Scheme.CONTEXT if memories and has_contexts and not tables else Scheme.SOURCE


def _scheme_of_rows(tables: Sequence[TableSource], kinds: Container[type]) -> Scheme:
    if LineSource in kinds:
        return Scheme.LINE
    if all(table.has_ids for table in tables):
        return Scheme.ID
    return Scheme.SOURCE if all(table.has_sources for table in tables) else Scheme.LINE


def _unit_ids(source: UnitSource) -> set[str]:
    """Give the keys of the units that have one besides their source text."""
    variants = ((unit, source.source_variant(unit)) for unit in source.units)
    return {unit.key for unit, variant in variants if variant is None or unit.key != variant.text}


def _entry_texts(entry: Entry, scheme: Scheme) -> Iterator[KeyedText]:
    for form, text in enumerate(entry.msgstr):
        yield KeyedText(
            key=_entry_key(entry, form, scheme),
            text=text,
            reason=_entry_reason(entry, text),
            line=_form_line(entry, form),
            source=entry.msgid_plural if entry.msgid_plural and form else entry.msgid,
            file=entry.references[0].path if entry.references else None,
        )


def _file_texts(name: str, catalogue: Catalogue) -> Iterator[KeyedText]:
    """Give the segments of one catalogue of a folder: its path there is the document, and part of the key."""
    for entry in catalogue.entries:
        for text in _entry_texts(entry, Scheme.ENTRY):
            yield replace(text, key=replace(text.key, file=name), document=name)


def _agreed_language(folder: FolderSource) -> Language | None:
    names = {catalogue.language for catalogue in folder.catalogues.values() if catalogue.language}
    languages = sorted(map(parse_language, names), key=lambda language: language.tag)
    if len({(language.language, language.script) for language in languages}) > 1:
        tags = ", ".join(dict.fromkeys(language.tag for language in languages))
        raise LanguageError(
            f"several languages: {tags}", path=folder.path, hint="name the folder of one language"
        )
    return languages[0] if languages else None


def _form_line(entry: Entry, form: int) -> int:
    """Give the line on which a translation begins."""
    keyword = f"msgstr[{form}]" if entry.msgid_plural is not None else "msgstr"
    places = entry.places.get(keyword, ())
    return places[0].line if places else entry.line


def _entry_key(entry: Entry, form: int, scheme: Scheme) -> SegmentKey:
    plural = entry.msgid_plural
    if scheme is Scheme.ENTRY:
        return SegmentKey(source=entry.msgid, context=entry.msgctxt, form=None if plural is None else form)
    # Outside a catalogue a plural form is known by the text it translates.
    return SegmentKey(
        source=plural if plural and form else entry.msgid,
        context=entry.msgctxt if scheme is Scheme.CONTEXT else None,
    )


def _entry_reason(entry: Entry, text: str) -> Reason | None:
    if entry.obsolete:
        return Reason.OBSOLETE
    if entry.is_fuzzy:
        return Reason.FUZZY
    return _text_reason(text)


def _text_reason(text: str) -> Reason | None:
    if not text:
        return Reason.UNTRANSLATED
    return None if text.strip() else Reason.EMPTY


def _unit_text(source: UnitSource, unit: TranslationUnit, scheme: Scheme, language: Language) -> KeyedText:
    original = source.source_variant(unit)
    target = find_variant(unit, language)
    text = target.text if target else ""
    contexts = {Scheme.UNIT: unit.key, Scheme.CONTEXT: unit.msgctxt}
    key = SegmentKey(source=original.text if original else "", context=contexts.get(scheme))
    origin = target.origin if target else None
    return KeyedText(
        key=key,
        text=text,
        reason=_text_reason(text),
        line=(origin.line if origin else None) or 0,
        source=key.source,
    )


def _row_text(row: TableRow, scheme: Scheme) -> KeyedText:
    key = SegmentKey(source=(row.id if scheme is Scheme.ID else row.source) or "")
    return KeyedText(
        key=key,
        text=row.text,
        reason=_text_reason(row.text),
        line=row.line,
        source=row.source,
        document=row.document,
    )


def _choose_target(source: UnitSource, wanted: Language | None) -> Language | None:
    targets = [parse_language(tag) for tag in dict.fromkeys(_target_tags(source))]
    candidates = [target for target in targets if wanted is None or same_writing(target, wanted)]
    names = ", ".join(target.tag for target in targets) or "none"
    if wanted is not None and not candidates:
        raise LanguageError(
            f"no translations into {wanted.tag}, only {names}", path=source.path, hint=LANGUAGE_HINT
        )
    if len({(target.language, target.script) for target in candidates}) > 1:
        raise LanguageError(f"several languages: {names}", path=source.path, hint=LANGUAGE_HINT)
    return candidates[0] if candidates else None


def _target_tags(source: UnitSource) -> Iterator[str]:
    for unit in source.units:
        original = source.source_variant(unit)
        yield from (variant.language for variant in unit.variants if variant is not original)
