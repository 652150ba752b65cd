"""Writing XLIFF 1.2, 2.0 and 2.1 as a stream: the same parts give the same bytes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from padanan.core.interchange import SkippedUnit
from padanan.core.model import Properties
from padanan.formats.xliff.content import write_inline
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
)
from padanan.formats.xliff.nodes import escape_text, quote_attributes
from padanan.formats.xliff.vocabulary import ILLEGAL_CHARACTER, METADATA, NAMESPACE_1, NAMESPACE_2

_PURPOSES = frozenset({"location", "match", "information"})
# What the header of 1.2 begins with.
_FIRST_OF_HEADER = ("skl", "phase-group")


def encode_xliff(parts: Iterable[Part], *, on_skip: Callable[[SkippedUnit], None]) -> Iterator[bytes]:
    """Give a document in UTF-8, a part at a time.

    Args:
        parts: They begin with a DocumentStart, whose version all others are of.
        on_skip: Told about every unit that holds a character which XML, or this version, cannot.
    """
    writer: _Writer | None = None
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
    for part in parts:
        if isinstance(part, DocumentStart):
            writer = (_Writer1 if part.version.is_first else _Writer2)()
            yield _encode(writer.start_document(part))
        elif writer is not None:
            yield from _encode_part(part, writer, on_skip)
    yield b"</xliff>\n"


def _encode_part(part: Part, writer: "_Writer", on_skip: Callable[[SkippedUnit], None]) -> Iterator[bytes]:
    text = writer.write(part)
    illegal = ILLEGAL_CHARACTER.search(text)
    if illegal is None:
        yield text.encode()
    elif isinstance(part, Unit):
        reason = f"it holds the character U+{ord(illegal[0]):04X}, which XLIFF cannot hold here"
        on_skip(SkippedUnit(key=part.segments[0].source.text or part.id, reason=reason))
    else:
        yield _encode(text)


def _encode(text: str) -> bytes:
    return ILLEGAL_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text).encode()


class _Writer:
    """What the versions have alike."""

    def __init__(self) -> None:
        self._depth = 2

    @property
    def _indent(self) -> str:
        return "  " * self._depth

    def start_document(self, start: DocumentStart) -> str:
        raise NotImplementedError

    def write(self, part: Part) -> str:
        """Write one part."""
        text = ""
        match part:
            case DocumentStart():
                text = self.start_document(part)
            case FileStart():
                text = self._start_file(part)
            case FileEnd():
                text = self._end_file()
            case GroupStart():
                text = self._start_group(part)
                self._depth += 1
            case GroupEnd():
                self._depth -= 1
                text = f"{self._indent}</group>\n"
            case Unit():
                text = self._unit(part)
            case Extra():
                text = f"{self._indent}{part.markup}\n"
        return text

    def _start_file(self, file: FileStart) -> str:
        raise NotImplementedError

    def _end_file(self) -> str:
        raise NotImplementedError

    def _start_group(self, group: GroupStart) -> str:
        raise NotImplementedError

    def _unit(self, unit: Unit) -> str:
        raise NotImplementedError


class _Writer1(_Writer):
    def __init__(self) -> None:
        super().__init__()
        self._depth = 3

    def start_document(self, start: DocumentStart) -> str:
        attributes = (("version", start.version), ("xmlns", NAMESPACE_1), *start.attributes)
        return f"<xliff{quote_attributes(attributes)}>\n"

    def _start_file(self, file: FileStart) -> str:
        given = dict(file.attributes)
        attributes = _without_none(
            {
                "original": given.pop("original", "unknown"),
                "source-language": file.source_language or "und",
                "target-language": file.target_language,
                "datatype": given.pop("datatype", "plaintext"),
                **given,
            }
        )
        return f"  <file{quote_attributes(attributes)}>\n{self._header(file)}    <body>\n"

    def _header(self, file: FileStart) -> str:
        indent = "      "
        first = [extra.markup for name in _FIRST_OF_HEADER for extra in file.extras if _is_core(extra, name)]
        rest = [extra for extra in file.extras if not any(_is_core(extra, name) for name in _FIRST_OF_HEADER)]
        core, foreign = _markups(rest)
        lines = [*first, *map(_note, file.notes), *core, *foreign]
        if not lines:
            return ""
        return f"    <header>\n{_lines(lines, indent)}    </header>\n"

    def _end_file(self) -> str:
        return "    </body>\n  </file>\n"

    def _start_group(self, group: GroupStart) -> str:
        core, foreign = _markups(group.extras)
        lines = [*_context_groups(group.facts), *core, *map(_note, group.notes), *foreign]
        start = f"{self._indent}<group{quote_attributes(group.attributes)}>\n"
        return start + _lines(lines, f"{self._indent}  ")

    def _unit(self, unit: Unit) -> str:
        core, foreign = _markups(unit.extras)
        lines = [
            *self._texts(unit.segments),
            *_context_groups(unit.facts),
            *core,
            *map(_note, unit.notes),
            *foreign,
        ]
        attributes = quote_attributes((("id", unit.id), *unit.attributes))
        content = _lines(lines, f"{self._indent}  ")
        return f"{self._indent}<trans-unit{attributes}>\n{content}{self._indent}</trans-unit>\n"

    def _texts(self, segments: Sequence[Segment]) -> Iterator[str]:
        sources = [segment.source for segment in segments]
        targets = [segment.target for segment in segments]
        first = segments[0]
        is_divided = len(segments) > 1 or any(name == "mid" for name, _ in first.attributes)
        attributes = quote_attributes(first.source.attributes)
        yield f"<source{attributes}>{''.join(map(_inline_1, sources))}</source>"
        if is_divided:
            yield f"<seg-source>{_divided(segments, sources)}</seg-source>"
        state = _without_none({"state": first.state, "state-qualifier": first.qualifier})
        if first.state is None and all(target is None for target in targets):
            return
        attributes = quote_attributes((*state, *(first.target.attributes if first.target else ())))
        content = _divided(segments, targets) if is_divided else "".join(map(_inline_1, targets))
        yield f"<target{attributes}>{content}</target>"


class _Writer2(_Writer):
    def __init__(self) -> None:
        super().__init__()
        self._metadata = f'<mda:metadata xmlns:mda="{METADATA}">'

    def start_document(self, start: DocumentStart) -> str:
        given = dict(start.attributes)
        if given.setdefault("xmlns:mda", METADATA) == METADATA:
            self._metadata = "<mda:metadata>"
        attributes = _without_none(
            {
                "version": start.version,
                "xmlns": NAMESPACE_2,
                "srcLang": start.source_language or "und",
                "trgLang": start.target_language,
                **given,
            }
        )
        return f"<xliff{quote_attributes(attributes)}>\n"

    def _start_file(self, file: FileStart) -> str:
        skeletons = [extra.markup for extra in file.extras if _is_core(extra, "skeleton")]
        others = [extra.markup for extra in file.extras if not _is_core(extra, "skeleton")]
        lines = [*skeletons, *others, *self._metadata_of(file.facts), *_notes(file.notes)]
        return f"  <file{quote_attributes(file.attributes)}>\n{_lines(lines, '    ')}"

    def _end_file(self) -> str:
        return "  </file>\n"

    def _start_group(self, group: GroupStart) -> str:
        lines = [
            *(extra.markup for extra in group.extras), *self._metadata_of(group.facts), *_notes(group.notes)
        ]  # fmt: skip
        start = f"{self._indent}<group{quote_attributes(group.attributes)}>\n"
        return start + _lines(lines, f"{self._indent}  ")

    def _unit(self, unit: Unit) -> str:
        lines = [
            *(extra.markup for extra in unit.extras),
            *self._metadata_of(unit.facts),
            *_notes(unit.notes),
            *_original_data(unit.data),
            *map(_segment, unit.segments),
        ]
        attributes = quote_attributes((("id", unit.id), *unit.attributes))
        content = _lines(lines, f"{self._indent}  ")
        return f"{self._indent}<unit{attributes}>\n{content}{self._indent}</unit>\n"

    def _metadata_of(self, facts: Sequence[Facts]) -> Iterator[str]:
        groups = [_meta_group(group) for group in facts if group.values]
        if groups:
            yield f"{self._metadata}{''.join(groups)}</mda:metadata>"


def _meta_group(facts: Facts) -> str:
    category = quote_attributes((("category", facts.category),)) if facts.category else ""
    metas = [
        f"<mda:meta{quote_attributes((('type', name),))}>{escape_text(value)}</mda:meta>"
        for name, value in facts.values
    ]
    return f"<mda:metaGroup{category}>{''.join(metas)}</mda:metaGroup>"


def _segment(segment: Segment) -> str:
    name = "ignorable" if segment.is_ignorable else "segment"
    state = _without_none({"state": segment.state, "subState": segment.qualifier})
    pieces = [f"<{name}{quote_attributes((*segment.attributes, *state))}>"]
    for element, content in (("source", segment.source), ("target", segment.target)):
        if content is not None:
            attributes = quote_attributes(content.attributes)
            pieces.append(f"<{element}{attributes}>{write_inline(content, is_first=False)}</{element}>")
    return "".join([*pieces, f"</{name}>"])


def _original_data(data: Properties) -> Iterator[str]:
    if data:
        items = [f"<data{quote_attributes((('id', name),))}>{content}</data>" for name, content in data]
        yield f"<originalData>{''.join(items)}</originalData>"


def _notes(notes: Sequence[Note]) -> Iterator[str]:
    if notes:
        yield f"<notes>{''.join(map(_note, notes))}</notes>"


def _note(note: Note) -> str:
    return f"<note{quote_attributes(note.attributes)}>{escape_text(note.text)}</note>"


def _context_groups(facts: Sequence[Facts]) -> Iterator[str]:
    for group in facts:
        if not group.values:
            continue
        purpose = group.category if group.category in _PURPOSES else None
        contexts = [
            f"<context{quote_attributes((('context-type', name),))}>{escape_text(value)}</context>"
            for name, value in group.values
        ]
        attributes = quote_attributes(_without_none({"name": group.name, "purpose": purpose}))
        yield f"<context-group{attributes}>{''.join(contexts)}</context-group>"


def _divided(segments: Sequence[Segment], contents: Sequence[Content | None]) -> str:
    pieces = []
    for segment, content in zip(segments, contents, strict=True):
        text = _inline_1(content)
        if segment.is_ignorable:
            pieces.append(text)
        else:
            mid = quote_attributes(segment.attributes)
            pieces.append(f'<mrk mtype="seg"{mid}>{text}</mrk>')
    return "".join(pieces)


def _inline_1(content: Content | None) -> str:
    return "" if content is None else write_inline(content, is_first=True)


def _markups(extras: Sequence[Extra]) -> tuple[list[str], list[str]]:
    """Give the elements of XLIFF, and all others."""
    core = [extra.markup for extra in extras if not extra.namespace]
    return core, [extra.markup for extra in extras if extra.namespace]


def _is_core(extra: Extra, name: str) -> bool:
    return not extra.namespace and extra.name == name


def _without_none(attributes: Mapping[str, str | None]) -> Properties:
    return tuple((name, value) for name, value in attributes.items() if value is not None)


def _lines(lines: Iterable[str], indent: str) -> str:
    return "".join([f"{indent}{line}\n" for line in lines])
