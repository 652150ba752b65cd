"""A unit out of its tree: segments with states, notes, facts, native data, and all else as it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from padanan.core.model import Properties
from padanan.formats.xliff.content import ContentBuilder, read_content
from padanan.formats.xliff.model import Content, Extra, Facts, Note, Segment, Unit, XliffVersion
from padanan.formats.xliff.nodes import Node, as_extra, start_tag, write_content
from padanan.formats.xliff.vocabulary import METADATA

_SEGMENT = "seg"
_TEXTS_1 = frozenset({"source", "seg-source", "target"})
_SEGMENTS_2 = frozenset({"segment", "ignorable"})
_TEXTS_2 = _SEGMENTS_2 | {"originalData"}

Lose = Callable[[str], None]


class UnitError(Exception):
    """A unit that cannot be used; its text says why, and `node` where."""

    def __init__(self, reason: str, node: Node | None = None) -> None:
        super().__init__(reason)
        self.node = node


def read_unit(node: Node, version: XliffVersion, lose: Lose) -> Unit:
    """Read a <trans-unit> or <unit>.

    Raises:
        UnitError: it has no or two sources, is too large, or has an unknown entity.
    """
    if node.problem:
        raise UnitError(node.problem)
    attributes = dict(node.attributes)
    identity = attributes.pop("id", None)
    if identity is None:
        lose("a unit has no id")
    segments = _read_segments_1(node, lose) if version.is_first else list(_read_segments_2(node))
    beside = read_beside(node, _TEXTS_1 if version.is_first else _TEXTS_2)
    data = [item for original in node.core("originalData") for item in original.core("data")]
    return Unit(
        id=identity or "",
        segments=tuple(segments),
        attributes=tuple(attributes.items()),
        notes=beside.notes,
        facts=beside.facts,
        data=tuple((item.attributes.get("id", ""), write_content(item)) for item in data),
        extras=beside.extras,
        line=node.line,
        column=node.column,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What files, groups and units hold beside units and texts."""

    notes: tuple[Note, ...]
    facts: tuple[Facts, ...]
    extras: tuple[Extra, ...]


def read_beside(node: Node, used: frozenset[str] = frozenset()) -> Beside:
    """Read notes, facts and others; `used` are the elements of XLIFF that are read elsewhere."""
    notes: list[Note] = []
    facts: list[Facts] = []
    extras: list[Extra] = []
    for child in node.elements():
        if child.is_core and child.name == "note":
            notes.append(read_note(child))
        elif child.is_core and child.name == "notes":
            notes += [read_note(note) for note in child.core("note")]
        elif (found := read_facts(child)) is not None:
            facts += found
        elif not child.is_core or child.name not in used:
            extras.append(as_extra(child))
    return Beside(notes=tuple(notes), facts=tuple(facts), extras=tuple(extras))


def read_note(node: Node) -> Note:
    """Read a <note>."""
    return Note(text=node.text(), attributes=tuple(node.attributes.items()))


def read_facts(node: Node) -> list[Facts] | None:
    """Read a <context-group>, or <metadata> of the metadata module, None for others and deeper ones."""
    if node.is_core and node.name == "context-group":
        return _read_contexts(node)
    if node.namespace == METADATA and node.local_name == "metadata" and not node.attributes:
        groups = list(node.elements())
        found = [_read_group(group) for group in groups]
        return [facts for facts in found if facts is not None] if all(found) else None
    return None


def _read_contexts(node: Node) -> list[Facts] | None:
    contexts = list(node.elements())
    if set(node.attributes) - {"purpose", "name"} or any(
        set(context.attributes) != {"context-type"} or any(context.elements()) for context in contexts
    ):
        return None
    values = tuple((context.attributes["context-type"], context.text()) for context in contexts)
    given = node.attributes
    return [Facts(category=given.get("purpose", ""), values=values, name=given.get("name"))]


def _read_group(node: Node) -> Facts | None:
    metas = list(node.elements())
    if node.local_name != "metaGroup" or set(node.attributes) - {"category"}:
        return None
    if any(set(meta.attributes) != {"type"} or any(meta.elements()) for meta in metas):
        return None
    values = tuple((meta.attributes["type"], meta.text()) for meta in metas)
    return Facts(category=node.attributes.get("category", ""), values=values)


def _read_segments_2(node: Node) -> Iterator[Segment]:
    empty = True
    for child in node.elements():
        if not child.is_core or child.name not in _SEGMENTS_2:
            continue
        empty = False
        source, target = _only(child, "source"), _only(child, "target")
        if source is None:
            raise UnitError(f"it has a <{child.name}> without <source>", child)
        attributes = dict(child.attributes)
        yield Segment(
            source=read_content(source, is_first=False),
            target=None if target is None else read_content(target, is_first=False),
            state=attributes.pop("state", None),
            qualifier=attributes.pop("subState", None),
            attributes=tuple(attributes.items()),
            is_ignorable=child.name == "ignorable",
        )
    if empty:
        raise UnitError("it has no <segment>")


def _read_segments_1(node: Node, lose: Lose) -> list[Segment]:
    source, target = _only(node, "source"), _only(node, "target")
    if source is None:
        raise UnitError("it has no <source>")
    state = qualifier = None
    attributes: Properties = ()
    if target is not None:
        given = dict(target.attributes)
        state, qualifier = given.pop("state", None), given.pop("state-qualifier", None)
        attributes = tuple(given.items())
    divided = _only(node, "seg-source")
    segments = None
    if divided is not None and _is_divided(divided):
        segments = _divide(divided, target)
        if segments is None:
            lose("the segments of source and target are not the same: the unit is taken as a whole")
    if segments is None:
        content = None if target is None else read_content(target, is_first=True)
        segments = [Segment(source=read_content(source, is_first=True), target=content)]
    else:
        first = segments[0]
        own = tuple(source.attributes.items())
        segments[0] = replace(first, source=replace(first.source, attributes=own))
    return [
        replace(
            segment,
            state=state,
            qualifier=qualifier,
            target=segment.target and replace(segment.target, attributes=attributes),
        )
        for segment in segments
    ]


def _only(node: Node, name: str) -> Node | None:
    """Give the one element of this name.

    Raises:
        UnitError: there are two.
    """
    found = list(node.core(name))
    if len(found) > 1:
        raise UnitError(f"it has two <{name}>", found[1])
    return found[0] if found else None


def _is_divided(node: Node) -> bool:
    return any(
        child.is_core and (child.attributes.get("mtype") == _SEGMENT or _is_divided(child))
        for child in node.elements()
    )


def _divide(source: Node, target: Node | None) -> list[Segment] | None:
    """Pair the segments of <seg-source> and <target>; None when they are not in the same order."""
    sources = list(_cut(source))
    targets = [] if target is None else list(_cut(target))
    names = [name for name, _ in sources if name is not None]
    if targets and [name for name, _ in targets if name is not None] != names:
        return None
    pairs = _pair(sources, targets) if targets else [(name, content, None) for name, content in sources]
    return [
        Segment(
            source=content,
            target=translation,
            attributes=() if name is None else (("mid", name),),
            is_ignorable=name is None,
        )
        for name, content, translation in pairs
    ]


Piece = tuple[str | None, Content]


def _pair(sources: list[Piece], targets: list[Piece]) -> list[tuple[str | None, Content, Content | None]]:
    """Pair pieces whose named ones are the same, and what stands between them where there is any."""
    pairs: list[tuple[str | None, Content, Content | None]] = []
    nothing = Content(text="")
    at = 0
    for name, content in sources:
        if name is None:
            between = at < len(targets) and targets[at][0] is None
            pairs.append((None, content, targets[at][1] if between else nothing))
            at += between
            continue
        if targets[at][0] is None:
            pairs.append((None, nothing, targets[at][1]))
            at += 1
        pairs.append((name, content, targets[at][1]))
        at += 1
    pairs += [(None, nothing, content) for _, content in targets[at:]]
    return pairs


def _cut(node: Node) -> Iterator[Piece]:
    """Cut what is divided by <mrk mtype="seg"> into segments, with their mid, and what is between them.

    Codes around segments stand half before and half behind them.
    """
    builder = ContentBuilder()
    yield from _cut_children(node, builder)
    if not builder.is_empty:
        yield None, builder.take()


def _cut_children(node: Node, builder: ContentBuilder) -> Iterator[Piece]:
    for child in node.children:
        if isinstance(child, str):
            builder.add_text(child)
        elif child.is_core and child.attributes.get("mtype") == _SEGMENT:
            if not builder.is_empty:
                yield None, builder.take()
            yield child.attributes.get("mid", ""), read_content(replace(child, attributes={}), is_first=True)
        elif child.is_core and child.name in {"g", "mrk"}:
            builder.add_code("open", start_tag(child))
            yield from _cut_children(child, builder)
            builder.add_code("close", f"</{child.name}>")
        else:
            builder.add_element(child, is_first=True)
