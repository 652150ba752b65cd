"""A gettext catalogue out of an XLIFF document: see `gettext` for what stands where."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from padanan.core.catalogue import Catalogue, Entry, Place, Reference
from padanan.core.errors import LanguageError
from padanan.core.interchange import Loss
from padanan.core.language import parse_language
from padanan.formats.po.header import format_header, parse_header
from padanan.formats.xliff.gettext import (
    FLAG,
    FUZZY,
    HEADER,
    LINE_NUMBER,
    MSGCTXT,
    MSGID_PLURAL,
    OBSOLETE,
    PLURALS,
    PREVIOUS_MSGCTXT,
    PREVIOUS_MSGID,
    PREVIOUS_MSGID_PLURAL,
    SOURCE_FILE,
    name_type,
)
from padanan.formats.xliff.model import (
    Content,
    DocumentStart,
    Extra,
    FileStart,
    GroupEnd,
    GroupStart,
    Note,
    Part,
    Unit,
    XliffVersion,
)
from padanan.formats.xliff.vocabulary import is_finished

_TRANSLATORS = frozenset({"po-translator", "translator", ""})
# What the Translate Toolkit writes of comments beside the notes that say the same.
_AUTO_COMMENT, _TRANSLATOR_COMMENT = "x-po-autocomment", "x-po-trancomment"
_KNOWN_FACTS = frozenset(
    {
        SOURCE_FILE, LINE_NUMBER, MSGCTXT, MSGID_PLURAL, FLAG, OBSOLETE, PREVIOUS_MSGCTXT, PREVIOUS_MSGID,
        PREVIOUS_MSGID_PLURAL, _AUTO_COMMENT, _TRANSLATOR_COMMENT,
    }
)  # fmt: skip
_KNOWN_ATTRIBUTES = frozenset({"approved", "translate", "xml:space"})
_KNOWN_STATES = frozenset(
    {None, "new", "needs-review-translation", "translated", "initial", "final", "signed-off"}
)
_LONGEST_LINE_NUMBER = 9


def catalogue_of_parts(parts: Iterable[Part], *, path: str, on_loss: Callable[[Loss], None]) -> Catalogue:
    """Make a catalogue of a document: an entry of each unit, or of each group of plural forms.

    Of a document that holds several files, the languages of the first count. Entries that gettext could not
    tell apart get their unit's id as msgctxt.

    Args:
        parts: The document.
        path: What the catalogue is called.
        on_loss: Told about each thing that no catalogue holds.
    """
    builder = _Builder(on_loss)
    for part in parts:
        builder.take(part)
    return builder.build(path)


@dataclass(slots=True)
class _Builder:
    on_loss: Callable[[Loss], None]
    version: XliffVersion = XliffVersion.V1_2
    languages: tuple[str | None, str | None] = (None, None)
    header_entry: Entry | None = None
    entries: list[Entry] = field(default_factory=list)
    keys: set[tuple[object, ...]] = field(default_factory=set)
    forms: list[Unit] | None = None  # of the plural group we are in
    depth: int = 0
    files: int = 0

    def take(self, part: Part) -> None:
        match part:
            case DocumentStart():
                self.version = part.version
            case FileStart():
                self._start_file(part)
            case GroupStart():
                self._start_group(part)
            case GroupEnd():
                self._end_group()
            case Unit():
                if self.forms is None:
                    self._add([part], is_plural=False)
                else:
                    self.forms.append(part)
            case Extra():
                self._lose(None, f"<{part.name}> is left out")

    def build(self, path: str) -> Catalogue:
        header_entry = self.header_entry or self._make_header()
        header = parse_header(header_entry.msgstr[0])
        return Catalogue(
            path=path,
            entries=tuple(self.entries),
            header_entry=header_entry,
            header=MappingProxyType(header),
            language=_tag(self.languages[1]) or _tag(header.get("Language")),
        )

    def _make_header(self) -> Entry:
        source, target = map(_tag, self.languages)
        fields = {
            "Language": parse_language(target).gettext if target else "",
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
        }
        if source:
            fields["X-Source-Language"] = source
        return Entry(msgid="", msgstr=(format_header(fields),))

    def _start_file(self, file: FileStart) -> None:
        languages = (file.source_language, file.target_language)
        if not self.files:
            self.languages = languages
        elif languages != self.languages:
            self._lose(
                None, f"the languages {' and '.join(map(str, languages))} of a further file are left out"
            )
        self.files += 1
        self._lose_extras(file.extras, None)
        for _ in file.notes:
            self._lose(None, "a note of the whole file is left out")

    def _start_group(self, group: GroupStart) -> None:
        self.depth += 1
        name, kind = name_type(PLURALS, self.version)
        if self.forms is None and group.attribute(name) == kind:
            self.forms, self.depth = [], 1
        self._lose_extras(group.extras, None)
        for _ in (*group.notes, *group.facts):
            self._lose(None, "notes and contexts of a group are left out")

    def _end_group(self) -> None:
        self.depth -= 1
        if self.forms is not None and self.depth == 0:
            forms, self.forms = self.forms, None
            if forms:
                self._add(forms, is_plural=True)

    def _add(self, units: Sequence[Unit], *, is_plural: bool) -> None:
        entry = self._read_entry(units, is_plural=is_plural)
        first = units[0]
        name, kind = name_type(HEADER, self.version)
        if first.attribute(name) == kind and not is_plural:
            self.header_entry = replace(entry, msgid="", msgstr=(entry.msgstr[0] or entry.msgid,))
            return
        key = (entry.key, entry.obsolete)
        if key in self.keys:
            self._lose(first, "the same source again: the id of the unit is its msgctxt")
            entry = replace(entry, msgctxt=f"{entry.msgctxt or ''}{first.id}")
        self.keys.add((entry.key, entry.obsolete))
        self.entries.append(entry)

    def _read_entry(self, units: Sequence[Unit], *, is_plural: bool) -> Entry:
        first = units[0]
        given = [pair for facts in first.facts for pair in facts.values]
        facts = dict(given)
        texts = [self._read_texts(unit) for unit in units]
        extracted, translator = self._read_notes(units, facts)
        plural = facts.get(MSGID_PLURAL, texts[-1][0]) if is_plural else None
        return Entry(
            msgid=texts[0][0],
            msgstr=tuple(target for _, target, _ in texts),
            msgctxt=facts.get(MSGCTXT),
            msgid_plural=plural,
            flags=_flags([value for name, value in given if name == FLAG], any(one[2] for one in texts)),
            references=tuple(_references(first)),
            extracted_comments=extracted,
            translator_comments=translator,
            previous_msgctxt=facts.get(PREVIOUS_MSGCTXT),
            previous_msgid=facts.get(PREVIOUS_MSGID),
            previous_msgid_plural=facts.get(PREVIOUS_MSGID_PLURAL),
            obsolete=facts.get(OBSOLETE) == "yes",
            line=first.line,
            places={"msgstr": (Place(line=first.line, column=first.column),)} if first.line else {},
        )

    def _read_texts(self, unit: Unit) -> tuple[str, str, bool]:
        """Give source, target, and whether the target needs work."""
        self._lose_rest(unit)
        segments = unit.segments
        own = [segment for segment in segments if not segment.is_ignorable]
        source = "".join([self._read_text(unit, segment.source) for segment in segments])
        if all(segment.target is None for segment in own):
            return (
                source,
                "",
                any(not is_finished(segment.state) for segment in own if segment.state != "new"),
            )
        target = "".join([self._read_text(unit, segment.target or segment.source) for segment in segments])
        done = all(segment.target is not None and is_finished(segment.state) for segment in own)
        return source, target, not done

    def _read_text(self, unit: Unit, content: Content) -> str:
        if not content.codes:
            return content.text
        self._lose(unit, "inline codes are written as text")
        pieces, done = [], 0
        for code in content.codes:
            pieces += [content.text[done : code.offset], code.markup]
            done = code.offset
        return "".join([*pieces, content.text[done:]])

    def _read_notes(
        self, units: Sequence[Unit], facts: dict[str, str]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give extracted and translator comments: the first unit's, and what others have beside them."""
        notes = list(units[0].notes)
        for unit in units[1:]:
            notes += [note for note in unit.notes if note not in units[0].notes]
        extracted: list[str] = []
        translator: list[str] = []
        for note in notes:
            author = self._author(units[0], note)
            (translator if author in _TRANSLATORS else extracted).extend(note.text.split("\n"))
        if not notes:
            extracted += facts[_AUTO_COMMENT].split("\n") if _AUTO_COMMENT in facts else []
            translator += facts[_TRANSLATOR_COMMENT].split("\n") if _TRANSLATOR_COMMENT in facts else []
        return tuple(extracted), tuple(translator)

    def _author(self, unit: Unit, note: Note) -> str:
        given = dict(note.attributes)
        author = given.pop("from", given.pop("category", "") if not self.version.is_first else "")
        if author not in _TRANSLATORS | {"developer"}:
            self._lose(unit, f"a note from {author!r} becomes an extracted comment")
        for name in given:
            self._lose(unit, f"the attribute {name} of notes is left out")
        return author

    def _lose_rest(self, unit: Unit) -> None:
        """Tell what of a unit an entry does not hold."""
        special = name_type(HEADER, self.version)
        for name, value in unit.attributes:
            if name not in _KNOWN_ATTRIBUTES and (name, value) != special:
                self._lose(unit, f"the attribute {name} of units is left out")
        for facts in unit.facts:
            for name, _ in facts.values:
                if name not in _KNOWN_FACTS:
                    self._lose(unit, f"the context {name!r} is left out")
        for segment in unit.segments:
            if segment.state not in _KNOWN_STATES or segment.state in {"final", "signed-off"}:
                self._lose(unit, f"the state {segment.state} is only kept as finished or fuzzy")
        if len(unit.segments) > 1:
            self._lose(unit, "segments of a unit are written as one")
        self._lose_extras(unit.extras, unit)

    def _lose_extras(self, extras: Iterable[Extra], unit: Unit | None) -> None:
        for extra in extras:
            self._lose(unit, f"<{extra.name}> is left out")

    def _lose(self, unit: Unit | None, message: str) -> None:
        place = {} if unit is None or not unit.line else {"line": unit.line, "column": unit.column}
        self.on_loss(Loss(message=message, **place))


def _flags(flags: list[str], needs_work: bool) -> tuple[str, ...]:
    """Give the flags; it is the state of targets that says what is fuzzy."""
    if not needs_work:
        return tuple(flag for flag in flags if flag != FUZZY)
    return tuple(flags) if FUZZY in flags else (FUZZY, *flags)


def _references(unit: Unit) -> Iterator[Reference]:
    for facts in unit.facts:
        path = None
        for name, value in facts.values:
            if name == SOURCE_FILE:
                if path is not None:
                    yield Reference(path=path)
                path = value
            elif name == LINE_NUMBER and path is not None:
                line = _read_number(value)
                yield Reference(path=path if line is not None or not value else f"{path}:{value}", line=line)
                path = None
        if path is not None:
            yield Reference(path=path)


def _read_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_LINE_NUMBER else None


def _tag(name: str | None) -> str | None:
    try:
        return parse_language(name).tag if name else None
    except LanguageError:
        return None
