"""Documents of one version of XLIFF as those of another.

2.0 and 2.1 are the same but for their number. Between 1.2 and 2.x, what both have is renamed; an attribute
that only one has becomes a fact named for it, and an attribute again on the way back. The rest is reported.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from padanan.core.interchange import Loss, SkippedUnit
from padanan.core.model import Properties
from padanan.formats.xliff.codes_reading import CodeReader
from padanan.formats.xliff.codes_writing import CodeWriter
from padanan.formats.xliff.fragments import is_well_formed, parse_markup
from padanan.formats.xliff.gettext import HEADER, PLURALS, name_type
from padanan.formats.xliff.model import (
    Content,
    DocumentStart,
    Extra,
    Facts,
    FileEnd,
    FileStart,
    GroupEnd,
    GroupStart,
    Note,
    Part,
    Segment,
    Unit,
    XliffVersion,
)
from padanan.formats.xliff.nodes import escape_text, quote_attributes, unescape_text, write_content
from padanan.formats.xliff.reader import Reports
from padanan.formats.xliff.vocabulary import NAME_TOKEN, PLAIN_STATES, STATE_PREFIX, STATES

# Attributes that have the same name and meaning in both versions.
_SAME = frozenset({"translate", "original", "id"})
# 1.2 -> 2.x, of groups and units, and of notes.
_RENAMED = {"resname": "name"}
_RENAMED_OF_NOTES = {"from": "category", "annotates": "appliesTo", "priority": "priority"}
_KEPT = {True: "x-xliff1-", False: "x-xliff2-"}
_QUALIFIER, _SUBSTATE = "state-qualifier", "subState"
_STANDARD_CONTEXT = re.compile(
    r"x-\S+|database|element|elementtitle|linenumber|numparams|paramnotes|record|recordtitle|sourcefile"
)
_OTHER_CONTEXT = "x-meta:"
_PURPOSES = frozenset({"location", "match", "information"})
_ATTRIBUTE_NAME = re.compile(r"[A-Za-z][A-Za-z-]*")
_XML_FORM = "application/xml"


def change_version(parts: Iterable[Part], version: XliffVersion, *, reports: Reports) -> Iterator[Part]:
    """Give a document in another version, lazily.

    Args:
        parts: The document.
        version: The version wanted.
        reports: Who is told about what the other version does not have.
    """
    changer: _Changer | None = None
    for part in parts:
        if isinstance(part, DocumentStart):
            if part.version.is_first == version.is_first:
                yield replace(part, version=version)
                continue
            changer = _Changer(part, version, reports)
        elif changer is None:
            yield part
        else:
            yield from changer.change(part)
    if changer is not None and changer.languages is None:
        yield replace(changer.start, version=version)  # a document without files


@dataclass(slots=True)
class _Changer:
    start: DocumentStart
    version: XliffVersion
    reports: Reports
    languages: tuple[str | None, str | None] | None = None
    numbers: dict[str, int] = field(default_factory=dict)
    is_left_out: bool = False  # whether the file we are in is in other languages than the document

    @property
    def _to_first(self) -> bool:
        return self.version.is_first

    def change(self, part: Part) -> Iterator[Part]:
        match part:
            case FileStart():
                yield from self._file(part)
            case FileEnd():
                if not self.is_left_out:
                    yield part
            case Unit() if self.is_left_out:
                reason = "its file is in other languages than the first one"
                place = {"line": part.line, "column": part.column}
                self.reports.on_skip(SkippedUnit(key=part.id, reason=reason, **place))
            case GroupStart() if not self.is_left_out:
                yield self._group(part)
            case GroupEnd() if not self.is_left_out:
                yield part
            case Unit():
                yield self._unit(part)
            case Extra() if self.languages is None:
                self._lose(None, f"<{part.name}> before the files is left out")
            case Extra() if not self.is_left_out:
                yield from self._extras([part], None)

    def _file(self, file: FileStart) -> Iterator[Part]:
        languages = (file.source_language, file.target_language)
        if self.languages is None:
            self.languages = languages
            source, target = languages
            if self._to_first:
                source = target = None
            yield replace(self.start, version=self.version, source_language=source, target_language=target)
        self.is_left_out = not self._to_first and languages != self.languages
        if self.is_left_out:
            return
        given, restored = self._restore(file.facts)
        attributes, kept = self._attributes(file.attributes, {})
        named = {**dict(attributes), **restored}
        if self._to_first:
            named.pop("id", None)
        else:
            named = {"id": self._number("f"), **named}
        facts = self._facts(given, kept, None)
        if self._to_first and given:
            self._lose(None, "metadata of a file is left out")
        skeletons = [
            extra for extra in file.extras if not extra.namespace and extra.name in {"skl", "skeleton"}
        ]
        others = [extra for extra in file.extras if extra not in skeletons]
        yield replace(
            file,
            attributes=tuple(named.items()),
            notes=self._notes(file.notes, None),
            facts=() if self._to_first else facts,
            extras=(*map(self._skeleton, skeletons), *self._extras(others, None)),
        )

    def _group(self, group: GroupStart) -> GroupStart:
        facts, restored = self._restore(group.facts)
        attributes, kept = self._attributes(group.attributes, _RENAMED)
        named = {**dict(attributes), **restored}
        if not self._to_first and not NAME_TOKEN.fullmatch(named.get("id", "")):
            named = {**named, "id": self._number("g")}
        return GroupStart(
            attributes=tuple(named.items()),
            notes=self._notes(group.notes, None),
            facts=self._facts(facts, kept, None),
            extras=tuple(self._extras(group.extras, None)),
        )

    def _unit(self, unit: Unit) -> Unit:
        given, restored = self._restore(unit.facts)
        attributes, kept = self._attributes(unit.attributes, _RENAMED)
        identity = restored.pop("id", unit.id)
        if not self._to_first and not NAME_TOKEN.fullmatch(identity):
            kept.append((f"{_KEPT[True]}id", identity))
            identity = self._number("u")
        qualifier = restored.pop(_QUALIFIER if self._to_first else _SUBSTATE, None)
        segments, data, further = self._segments(unit)
        if qualifier is not None and all(segment.qualifier is None for segment in segments):
            segments = tuple(replace(segment, qualifier=qualifier) for segment in segments)
        facts = self._facts(given, [*kept, *further], unit)
        return replace(
            unit,
            id=identity,
            attributes=tuple({**dict(attributes), **restored}.items()),
            segments=segments,
            notes=self._notes(unit.notes, unit),
            facts=facts,
            data=data,
            extras=tuple(self._extras(unit.extras, unit)),
        )

    def _attributes(
        self, attributes: Properties, renamed: Mapping[str, str]
    ) -> tuple[Properties, list[tuple[str, str]]]:
        """Rename attributes; what has no place is kept as facts."""
        names = renamed if not self._to_first else {new: old for old, new in renamed.items()}
        changed: list[tuple[str, str]] = []
        kept: list[tuple[str, str]] = []
        for name, value in attributes:
            special = self._special(name, value)
            if special is not None:
                changed.append(special)
            elif name in _SAME or ":" in name:
                changed.append((name, value))
            elif name in names:
                changed.append((names[name], value))
            else:
                kept.append((_KEPT[not self._to_first] + name, value))
        return tuple(changed), kept

    def _restore(self, facts: Sequence[Facts]) -> tuple[list[Facts], dict[str, str]]:
        """Divide facts from the attributes of this version that were kept as such."""
        prefix = _KEPT[self._to_first]
        restored = {
            name.removeprefix(prefix): value
            for group in facts
            for name, value in group.values
            if name.startswith(prefix) and _ATTRIBUTE_NAME.fullmatch(name.removeprefix(prefix))
        }
        others = (
            replace(group, values=tuple(pair for pair in group.values if not pair[0].startswith(prefix)))
            for group in facts
        )
        return [group for group in others if group.values], restored

    def _special(self, name: str, value: str) -> tuple[str, str] | None:
        other = XliffVersion.V2_0 if self._to_first else XliffVersion.V1_2
        kinds = (kind for kind in (HEADER, PLURALS) if name_type(kind, other) == (name, value))
        return next((name_type(kind, self.version) for kind in kinds), None)

    def _facts(
        self, facts: Sequence[Facts], kept: Sequence[tuple[str, str]], unit: Unit | None
    ) -> tuple[Facts, ...]:
        changed = [self._fact_group(group, unit) for group in facts]
        if kept:
            changed.append(Facts(category="information", values=tuple(kept)))
        return tuple(group for group in changed if group.values)

    def _fact_group(self, facts: Facts, unit: Unit | None) -> Facts:
        if not self._to_first:
            values = tuple((name.removeprefix(_OTHER_CONTEXT), value) for name, value in facts.values)
            if facts.name is not None:
                self._lose(unit, "names of <context-group> are left out")
            return replace(facts, values=values, name=None)
        if facts.category not in _PURPOSES:
            self._lose(unit, f"the category {facts.category!r} of metadata is left out")
        values = tuple(
            (name if _STANDARD_CONTEXT.fullmatch(name) else _OTHER_CONTEXT + re.sub(r"\s", "_", name), value)
            for name, value in facts.values
        )
        return replace(facts, values=values)

    def _notes(self, notes: Sequence[Note], unit: Unit | None) -> tuple[Note, ...]:
        return tuple(self._note(note, unit) for note in notes)

    def _note(self, note: Note, unit: Unit | None) -> Note:
        names = _RENAMED_OF_NOTES
        if self._to_first:
            names = {new: old for old, new in names.items()}
        attributes = []
        for name, value in note.attributes:
            if name == "annotates" and value == "general":
                continue  # what 2.x says without words
            if name in names:
                attributes.append((names[name], value))
            elif name == "xml:lang":
                attributes.append((name, value))
            else:
                self._lose(unit, f"the attribute {name} of notes is left out")
        return replace(note, attributes=tuple(attributes))

    def _segments(self, unit: Unit) -> tuple[tuple[Segment, ...], Properties, list[tuple[str, str]]]:
        """Give the segments, their native data, and facts about their states."""

        def lose(message: str) -> None:
            self._lose(unit, message)

        reader = CodeReader(self.start.version, dict(unit.data), lose)
        writer = CodeWriter(self.version, lose)
        states = [self._state(segment) for segment in unit.segments]
        changed = []
        for number, (segment, (state, qualifier, _)) in enumerate(zip(unit.segments, states, strict=True), 1):
            source = self._content(segment.source, reader, writer, is_target=False)
            target = segment.target and self._content(segment.target, reader, writer, is_target=True)
            changed.append(
                Segment(
                    source=source,
                    target=target,
                    state=state,
                    qualifier=qualifier,
                    attributes=self._segment_attributes(segment, number, is_only=len(states) == 1),
                    is_ignorable=segment.is_ignorable,
                )
            )
        if self._to_first and len({state for state, _, _ in states if state}) > 1:
            lose("segments of a unit have one state in 1.2: the first one's")
        first = next((kept for _, _, kept in states if kept), [])
        return tuple(changed), writer.data, first

    def _content(
        self, content: Content, reader: CodeReader, writer: CodeWriter, *, is_target: bool
    ) -> Content:
        changed = writer.write(content.text, reader.read(content), is_target=is_target)
        attributes = tuple((name, value) for name, value in content.attributes if name.startswith("xml:"))
        return replace(changed, attributes=attributes)

    def _segment_attributes(self, segment: Segment, number: int, *, is_only: bool) -> Properties:
        given = dict(segment.attributes)
        if self._to_first:
            identity = given.get("id", str(number)).removeprefix("s")
            return () if segment.is_ignorable or is_only else (("mid", identity),)
        return (("id", f"s{given['mid']}"),) if "mid" in given else ()

    def _state(self, segment: Segment) -> tuple[str | None, str | None, list[tuple[str, str]]]:
        """Give state, qualifier, and facts that keep what has no place."""
        state, qualifier = segment.state, segment.qualifier
        if segment.is_ignorable and not self._to_first:
            return None, None, []
        if self._to_first:
            if qualifier is not None and qualifier.startswith(STATE_PREFIX):
                return qualifier.removeprefix(STATE_PREFIX), None, []
            kept = [(_KEPT[False] + _SUBSTATE, qualifier)] if qualifier is not None else []
            return (PLAIN_STATES.get(state, state) if state else None), None, kept
        kept = [(_KEPT[True] + _QUALIFIER, qualifier)] if qualifier is not None else []
        if state is None:
            return None, None, kept
        new = STATES.get(state, "initial")
        is_plain = PLAIN_STATES[new] == state
        return new, None if is_plain else STATE_PREFIX + re.sub(r"[\s:]", "_", state), kept

    def _skeleton(self, extra: Extra) -> Extra:
        node = parse_markup(extra.markup)
        if node is None:
            return extra
        if self._to_first:
            href = node.attributes.get("href")
            if href is not None:
                inside = f"<external-file{quote_attributes((('href', href),))}/>"
            else:
                form = quote_attributes((("form", _XML_FORM),))
                inside = f"<internal-file{form}>{escape_text(write_content(node))}</internal-file>"
            return Extra(markup=f"<skl>{inside}</skl>", name="skl")
        child = next(node.elements(), None)
        if child is None:
            return Extra(markup="<skeleton/>", name="skeleton")
        if child.local_name == "external-file":
            href = child.attributes.get("href", "")
            return Extra(markup=f"<skeleton{quote_attributes((('href', href),))}/>", name="skeleton")
        content = write_content(child)
        if child.attributes.get("form") == _XML_FORM and is_well_formed(unescape_text(content)):
            content = unescape_text(content)
        return Extra(markup=f"<skeleton>{content}</skeleton>", name="skeleton")

    def _extras(self, extras: Iterable[Extra], unit: Unit | None) -> Iterator[Extra]:
        for extra in extras:
            if extra.namespace:
                yield extra
            else:
                self._lose(unit, f"<{extra.name}> is left out: XLIFF {self.version} has no such element")

    def _number(self, prefix: str) -> str:
        self.numbers[prefix] = self.numbers.get(prefix, 0) + 1
        return f"{prefix}{self.numbers[prefix]}"

    def _lose(self, unit: Unit | None, message: str) -> None:
        place = {} if unit is None or not unit.line else {"line": unit.line, "column": unit.column}
        self.reports.on_loss(Loss(message=message, **place))
