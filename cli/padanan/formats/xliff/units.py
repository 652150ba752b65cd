"""Translation units out of XLIFF documents and into them: a unit a segment, of two languages."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from padanan.core.errors import LanguageError
from padanan.core.interchange import NOTE_PROPERTY, Loss, SkippedUnit
from padanan.core.language import parse_language
from padanan.core.model import InlineCode, Origin, TranslationUnit, Variant
from padanan.core.progress import Advance
from padanan.formats.files import open_file
from padanan.formats.xliff.codes_reading import CodeReader
from padanan.formats.xliff.codes_writing import CodeWriter
from padanan.formats.xliff.gettext import HEADER, MSGCTXT, name_type
from padanan.formats.xliff.model import (
    Content,
    DocumentStart,
    Extra,
    Facts,
    FileEnd,
    FileStart,
    GroupStart,
    Note,
    Part,
    Segment,
    Unit,
    XliffVersion,
)
from padanan.formats.xliff.reader import Reports, read_xliff
from padanan.formats.xliff.vocabulary import ILLEGAL_CHARACTER, PRESERVE, STATES
from padanan.formats.xliff.writer import encode_xliff

# The properties of a target that say its state, and why; the words are those of 1.2 or 2.x.
STATE_PROPERTY = "x-xliff-state"
QUALIFIER_PROPERTY = "x-xliff-state-qualifier"
_ATTRIBUTE_PROPERTY = "x-xliff-"
# Facts of units of ours, which no XLIFF document has a place for.
_KEY = "x-key"
_LANGUAGE = "x-language"
_PROP = "x-prop:"
_SIDES = ("x-source-", "x-target-")
_SIDE_PROP = "prop:"
_SIDE_FIELDS = ("previous", "next")
_ORIGIN_FIELDS = ("path", "line", "author", "changed")
_UNWRITABLE = re.compile(r"[\s%]")
_ESCAPED = re.compile("%([0-9A-F]{2,6});")
_SILENT_ATTRIBUTES = frozenset({"xml:space", "translate", "approved"})
_LINE_NUMBER = re.compile("[0-9]{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The tags of the languages of a document; None where nobody says."""

    source: str | None = None
    target: str | None = None


def read_units_xliff(  # noqa: PLR0913 - one parameter a thing that readers of units take
    path: Path,
    *,
    name: str | None = None,
    languages: Pair | None = None,
    on_skip: Callable[[SkippedUnit], None] | None = None,
    on_loss: Callable[[Loss], None] | None = None,
    advance: Advance | None = None,
) -> Iterator[TranslationUnit]:
    """Read the segments of a document as units, lazily and in order.

    A unit's key is the file's `original`, the unit's id and, where there are several, the segment's. A target
    that is missing or empty makes no variant; its state is the property `x-xliff-state`. Codes are given as
    TMX writes them.

    Args:
        path: The document.
        name: What to call it in collections and origins, by default its path.
        languages: Languages of documents that do not say theirs.
        on_skip: Told about each unit that cannot be used; the others follow.
        on_loss: Told about each thing that units do not hold.
        advance: Told how much of the file has been read, in bytes.

    Raises:
        InputError: the file cannot be read.
        XliffError: as `read_xliff`.
    """
    reports = Reports(on_skip=on_skip or (lambda _: None), on_loss=on_loss or (lambda _: None))
    reader = UnitReader(name or str(path), languages or Pair(), reports)
    with open_file(path) as stream:
        parts = read_xliff(stream, path, on_skip=reports.on_skip, on_loss=reports.on_loss, advance=advance)
        for part in parts:
            yield from reader.take(part)


@dataclass(slots=True)
class UnitReader:
    """Makes units of the parts of a document, as they come (see `read_units_xliff`)."""

    path: str
    told: Pair
    reports: Reports
    version: XliffVersion = XliffVersion.V1_2
    file: FileStart = field(default_factory=lambda: FileStart(source_language=None, target_language=None))

    def take(self, part: Part) -> Iterator[TranslationUnit]:
        """Give the units of a part."""
        match part:
            case DocumentStart():
                self.version = part.version
            case FileStart():
                self.file = part
                self._lose_beside(part)
            case GroupStart():
                self._lose_beside(part)
            case Extra():
                self._lose(None, f"<{part.name}> is left out")
            case Unit() if name_type(HEADER, self.version) in part.attributes:
                pass  # a catalogue's own, and no text of anybody's
            case Unit():
                yield from self._read(part)

    def _read(self, unit: Unit) -> Iterator[TranslationUnit]:
        self._lose_extras(unit.extras, unit)
        codes = CodeReader(self.version, dict(unit.data), lambda message: self._lose(unit, message))
        segments = [segment for segment in unit.segments if not segment.is_ignorable]
        for number, segment in enumerate(segments, 1):
            try:
                source, target = self._languages(segment)
            except LanguageError as error:
                self._skip(unit, error.message)
                continue
            if target == source and segment.target is not None:
                self._skip(unit, f"source and target are both in {source}")
                continue
            name = dict(segment.attributes).get("mid" if self.version.is_first else "id") or str(number)
            key = unit.id if len(segments) == 1 else f"{unit.id}/{name}"
            yield self._build(unit, segment, (source, target), key, codes)

    def _languages(self, segment: Segment) -> tuple[str, str | None]:
        """Give the tags of source and target.

        Raises:
            LanguageError: one is unknown, or nobody says it.
        """
        own = dict(segment.target.attributes).get("xml:lang") if segment.target else None
        source = self.file.source_language or self.told.source
        target = self.file.target_language or own or self.told.target
        if source is None:
            raise LanguageError("nobody says which language its source is in")
        if segment.target is not None and target is None:
            raise LanguageError("nobody says which language its target is in")
        return _tag(source), _tag(target) if target else None

    def _build(
        self, unit: Unit, segment: Segment, languages: tuple[str, str | None], key: str, codes: CodeReader
    ) -> TranslationUnit:
        kept = _Kept.of(unit)
        source_language, target_language = languages
        source, target = segment.source, segment.target
        variants = [kept.sides[0].build(source, source_language, self._origin(unit), codes.read(source))]
        if target is not None and target_language is not None and (target.text or target.codes):
            side = kept.sides[1]
            side.properties[:0] = [
                (name, value)
                for name, value in ((STATE_PROPERTY, segment.state), (QUALIFIER_PROPERTY, segment.qualifier))
                if value is not None
            ]
            variants.append(side.build(target, target_language, self._origin(unit), codes.read(target)))
        original = self.file.original
        return TranslationUnit(
            collection=self.path,
            key=kept.key if kept.key is not None else f"{original}#{key}" if original else key,
            source_language=kept.language or source_language,
            variants=tuple(variants),
            msgctxt=kept.msgctxt,
            properties=(*self._notes(unit), *self._attributes(unit), *kept.properties),
        )

    def _origin(self, unit: Unit) -> Origin:
        return Origin(path=self.path, line=unit.line or None)

    def _notes(self, unit: Unit) -> Iterator[tuple[str, str]]:
        for note in unit.notes:
            for name, _ in note.attributes:
                self._lose(unit, f"the attribute {name} of notes is left out")
            yield NOTE_PROPERTY, note.text

    def _attributes(self, unit: Unit) -> Iterator[tuple[str, str]]:
        for name, value in unit.attributes:
            if name not in _SILENT_ATTRIBUTES:
                yield f"{_ATTRIBUTE_PROPERTY}{name}", value

    def _lose_beside(self, part: FileStart | GroupStart) -> None:
        self._lose_extras(part.extras, None)
        if part.notes or part.facts:
            self._lose(None, "notes and contexts of files and groups are left out")

    def _lose_extras(self, extras: Iterable[Extra], unit: Unit | None) -> None:
        for extra in extras:
            self._lose(unit, f"<{extra.name}> is left out")

    def _lose(self, unit: Unit | None, message: str) -> None:
        place = (unit.line, unit.column) if unit is not None else (None, None)
        self.reports.on_loss(Loss(message=message, line=place[0], column=place[1]))

    def _skip(self, unit: Unit, reason: str) -> None:
        self.reports.on_skip(SkippedUnit(key=unit.id, reason=reason, line=unit.line, column=unit.column))


@dataclass(slots=True)
class _Side:
    """What the facts of a unit say of its source or target."""

    fields: dict[str, str] = field(default_factory=dict)
    properties: list[tuple[str, str]] = field(default_factory=list)

    def take(self, name: str, value: str) -> None:
        if name.startswith(_SIDE_PROP):
            self.properties.append((name.removeprefix(_SIDE_PROP), value))
        else:
            self.fields[name] = value

    def build(
        self, content: Content, language: str, origin: Origin, codes: tuple[InlineCode, ...]
    ) -> Variant:
        """Make the variant; what the facts say of its origin wins."""
        said = self.fields
        line = said.get("line", "")
        noted = Origin(
            path=said.get("path", origin.path),
            line=(int(line) if _LINE_NUMBER.fullmatch(line) else None) if "path" in said else origin.line,
            author=said.get("author"),
            changed=said.get("changed"),
        )
        return Variant(
            language=language,
            text=content.text,
            codes=codes,
            previous=said.get("previous"),
            next=said.get("next"),
            origin=noted,
            properties=tuple(self.properties),
        )


@dataclass(slots=True)
class _Kept:
    """What the facts of a unit say; `sides` are those of source and target."""

    key: str | None = None
    language: str | None = None
    msgctxt: str | None = None
    properties: list[tuple[str, str]] = field(default_factory=list)
    sides: tuple[_Side, _Side] = field(default_factory=lambda: (_Side(), _Side()))

    @classmethod
    def of(cls, unit: Unit) -> "_Kept":
        kept = cls()
        for facts in unit.facts:
            for name, value in facts.values:
                kept.take(_unescape_name(name), value)
        return kept

    def take(self, name: str, value: str) -> None:
        side = next((at for at, prefix in enumerate(_SIDES) if name.startswith(prefix)), None)
        if name == _KEY:
            self.key = value
        elif name == _LANGUAGE:
            self.language = _known_tag(value)
        elif name == MSGCTXT:
            self.msgctxt = value
        elif side is not None:
            self.sides[side].take(name.removeprefix(_SIDES[side]), value)
        else:
            self.properties.append((name.removeprefix(_PROP), value))


def encode_units_xliff(  # noqa: PLR0913 - one parameter a thing that a document has
    units: Iterable[TranslationUnit],
    *,
    version: XliffVersion,
    source: str,
    target: str | None,
    original: str = "units",
    on_skip: Callable[[SkippedUnit], None],
    on_loss: Callable[[Loss], None],
) -> Iterator[bytes]:
    """Write units as a document with one file, lazily.

    A document has two languages: texts in others are left out, and units without text in its source language.

    Args:
        units: The units, consumed lazily.
        version: What to write.
        source: The tag of the document's source language.
        target: The tag of its target language; None for a document of sources alone.
        original: What the units come from.
        on_skip: Told about units that are left out.
        on_loss: Told about what is left out of the others.
    """
    languages = Pair(source=source, target=target)
    reports = Reports(on_skip=on_skip, on_loss=on_loss)
    return encode_xliff(_parts_of_units(units, version, languages, original, reports), on_skip=on_skip)


def _parts_of_units(
    units: Iterable[TranslationUnit], version: XliffVersion, languages: Pair, original: str, reports: Reports
) -> Iterator[Part]:
    source, target = languages.source, languages.target
    yield DocumentStart(version=version, source_language=source, target_language=target)
    common = (("original", original), PRESERVE)
    yield FileStart(
        source_language=source,
        target_language=target,
        attributes=common if version.is_first else (("id", "f1"), *common),
    )
    number = 0
    for unit in units:
        variant = unit.variant(source) if source else None
        if variant is None:
            reports.on_skip(SkippedUnit(key=unit.key, reason=f"it has no text in {source}"))
            continue
        number += 1
        yield _UnitWriter(unit, variant, languages, version, reports).write(str(number))
    yield FileEnd()


@dataclass(slots=True)
class _UnitWriter:
    unit: TranslationUnit
    source: Variant
    languages: Pair
    version: XliffVersion
    reports: Reports

    def write(self, identity: str) -> Unit:
        unit = self.unit
        target = unit.variant(self.languages.target) if self.languages.target else None
        self._lose_rest(target)
        codes = CodeWriter(self.version, self._lose)
        given = dict(target.properties) if target else {}
        state, qualifier = self._state(given)
        segment = Segment(
            source=codes.write(self.source.text, self.source.codes, is_target=False),
            target=codes.write(target.text, target.codes, is_target=True) if target else None,
            state=state,
            qualifier=qualifier,
        )
        notes = tuple(Note(text=value) for name, value in unit.properties if name == NOTE_PROPERTY)
        return Unit(
            id=identity, segments=(segment,), notes=notes, facts=tuple(self._facts(target)), data=codes.data
        )

    def _state(self, properties: dict[str, str]) -> tuple[str | None, str | None]:
        state = properties.get(STATE_PROPERTY)
        known = state in STATES if self.version.is_first else state in set(STATES.values())
        if state is None or not known:
            return None, None
        return state, properties.get(QUALIFIER_PROPERTY)

    def _lose_rest(self, target: Variant | None) -> None:
        for variant in self.unit.variants:
            if variant is not self.source and variant is not target:
                self._lose(f"text in {variant.language} is left out: XLIFF holds two languages")

    def _facts(self, target: Variant | None) -> Iterator[Facts]:
        unit = self.unit
        # Keys of catalogues' entries are made of their texts with a character that no XML can hold.
        match = [] if ILLEGAL_CHARACTER.search(unit.key) else [(_KEY, unit.key)]
        if unit.msgctxt is not None:
            match.append((MSGCTXT, unit.msgctxt))
        yield Facts(category="match", values=tuple(match))
        values = [(_PROP + name, value) for name, value in unit.properties if name != NOTE_PROPERTY]
        if unit.source_language != self.source.language:
            values.append((_LANGUAGE, unit.source_language))
        for variant, prefix in ((self.source, _SIDES[0]), (target, _SIDES[1])):
            if variant is not None:
                values += _side_facts(variant, prefix)
        if values:
            written = tuple((_escape_name(name), value) for name, value in values)
            yield Facts(category="information", values=written)

    def _lose(self, message: str) -> None:
        self.reports.on_loss(Loss(message=message))


def _side_facts(variant: Variant, prefix: str) -> Iterator[tuple[str, str]]:
    for name in _SIDE_FIELDS:
        value = getattr(variant, name)
        if value is not None:
            yield prefix + name, value
    if variant.origin is not None:
        for name in _ORIGIN_FIELDS:
            value = getattr(variant.origin, name)
            if value is not None:
                yield prefix + name, str(value)
    for name, value in variant.properties:
        if name not in {STATE_PROPERTY, QUALIFIER_PROPERTY}:
            yield f"{prefix}{_SIDE_PROP}{name}", value


@lru_cache(maxsize=1024)
def _escape_name(name: str) -> str:
    """Write a name without blanks, which a type of 1.2 cannot have."""
    return _UNWRITABLE.sub(lambda found: f"%{ord(found[0]):02X};", name)


@lru_cache(maxsize=1024)
def _unescape_name(name: str) -> str:
    return _ESCAPED.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), name)


@lru_cache(maxsize=1024)
def _tag(name: str) -> str:
    return parse_language(name).tag


def _known_tag(name: str) -> str | None:
    try:
        return _tag(name)
    except LanguageError:
        return None
