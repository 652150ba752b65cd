"""Mending one unit: what stands in it, in which order, in which languages."""

from copy import deepcopy
from dataclasses import dataclass, field

from padanan.formats.tmx.grammar import ELEMENTS
from padanan.formats.tmx.nodes import COMMENT, Node
from padanan.formats.tmx.repair.attributes import mend_attributes
from padanan.formats.tmx.repair.codes import CodeMender
from padanan.formats.tmx.repair.mends import MendKind, Notes, quote

_HOLDS_TEXT = frozenset({"prop", "note"})
# A document has few languages; a hostile one may name millions.
_LIMIT_LANGUAGES = 1000


@dataclass(slots=True, kw_only=True)
class Memory:
    """What earlier units and the header say that later ones need.

    `source` is the header's language or *all*; `languages` are those seen so far; `tuids` has for the hash of
    each tuid the number that its next namesake gets.
    """

    source: str = "*all*"
    languages: dict[str, None] = field(default_factory=dict)
    tuids: dict[int, int] = field(default_factory=dict)


def mend_unit(unit: Node, memory: Memory, notes: Notes) -> list[Node]:
    """Mend a <tu>; one with two variants of a language becomes several.

    Returns:
        The units that are left of it: none where it has no text in any language.
    """
    _mend_content(unit, notes)
    mend_attributes(unit, notes)
    for part in unit.elements("prop", "note"):
        mend_part(part, notes)
    for variant in unit.elements("tuv"):
        _mend_variant(unit, variant, notes)
    _give_languages(unit, memory, notes)
    if not unit.elements("tuv"):
        notes.note(MendKind.DROPPED, unit.place, "the unit has no text in any language")
        return []
    numbers: dict[str, str] = {}
    for variant in unit.elements("tuv"):
        for segment in variant.elements("seg"):
            CodeMender(notes, numbers).mend(segment)
    units = _split(unit, notes)
    for one in units:
        _distinguish(one, memory, notes)
    return units


def mend_part(part: Node, notes: Notes) -> None:
    """Mend a <prop> or <note>: its attributes, and that it holds text alone."""
    mend_attributes(part, notes)
    if part.name == "prop" and "type" not in part.attributes:
        part.attributes = {"type": "x-unknown", **part.attributes}
        notes.note(MendKind.ATTRIBUTE, part.place, "<prop> without type got type x-unknown")
    if any(isinstance(child, Node) and child.name != COMMENT for child in part.children):
        part.children = [part.text()]
        notes.note(
            MendKind.MARKUP, part.place, f"elements inside <{part.name}> were opened: their text stays"
        )


def _mend_variant(unit: Node, variant: Node, notes: Notes) -> None:
    _mend_content(variant, notes)
    mend_attributes(variant, notes)
    for part in variant.elements("prop", "note"):
        mend_part(part, notes)
    segments = variant.elements("seg")
    for further in segments[1:]:
        variant.children.remove(further)
        shown = quote(further.text())
        notes.note(MendKind.DROPPED, further.place, f"a second <seg> of a <tuv>: {shown}")
    if not segments:
        unit.children.remove(variant)
        notes.note(MendKind.DROPPED, variant.place, "a <tuv> without <seg>")
    elif segments[0].attributes:
        segments[0].attributes.clear()
        notes.note(MendKind.ATTRIBUTE, segments[0].place, "attributes of <seg> were removed: it has none")


def _mend_content(parent: Node, notes: Notes) -> None:
    """Take out of a <tu> or <tuv> what may not stand there, and put the rest in order."""
    rule = ELEMENTS[parent.name]
    kept: list[Node | str] = []
    for child in parent.children:
        if isinstance(child, str):
            kept.append(child if not child.strip() else _drop_text(child, parent, notes))
        elif child.name in rule.children or child.name == COMMENT:
            kept.append(child)
        else:
            kept.append(_as_prop(child, parent, notes))
    late = False
    for child in kept:
        if isinstance(child, Node) and child.name != COMMENT:
            if late and child.name in _HOLDS_TEXT:
                message = f"<{child.name}> was moved before <{'> and <'.join(rule.last)}>"
                notes.note(MendKind.ORDER, child.place, message)
            late = late or child.name in rule.last
    parent.children = kept if not late else _in_order(kept)


def _in_order(children: list[Node | str]) -> list[Node | str]:
    """Put <prop> and <note> first; white space stays before what it stood before."""
    first: list[Node | str] = []
    last: list[Node | str] = []
    spaces: list[Node | str] = []
    for child in children:
        if isinstance(child, str) or child.name == COMMENT:
            spaces.append(child)
            continue
        (first if child.name in _HOLDS_TEXT else last).extend([*spaces, child])
        spaces = []
    return [*first, *last, *spaces]


def _drop_text(text: str, parent: Node, notes: Notes) -> str:
    message = f"text in <{parent.name}>, where none may stand: {quote(text.strip())}"
    notes.note(MendKind.DROPPED, parent.place, message)
    return " "


def _as_prop(child: Node, parent: Node, notes: Notes) -> Node:
    message = f"<{child.name[:40]}> in <{parent.name}> is none of TMX: its text became a <prop>"
    notes.note(MendKind.MARKUP, child.place, message)
    return Node(
        name="prop", place=child.place, attributes={"type": f"x-{child.name}"}, children=[child.text()]
    )


def _give_languages(unit: Node, memory: Memory, notes: Notes) -> None:
    """Give a variant without language the only one that it can have.

    That is the source's, where the first variant has none; or, of two languages that all units before had,
    the one that is left.
    """
    variants = unit.elements("tuv")
    given = [one.attributes["xml:lang"] for one in variants if "xml:lang" in one.attributes]
    without = [one for one in variants if "xml:lang" not in one.attributes]
    if len(without) == 1:
        expected = {memory.source: None} if memory.source != "*all*" else {}
        left = [tag for tag in {**expected, **memory.languages} if tag not in given]
        tag = left[0] if len(left) == 1 or (left and left[0] == memory.source) else None
        if tag is not None:
            without[0].attributes = {"xml:lang": tag, **without[0].attributes}
            message = f"<tuv> without language got {tag}, the one that its unit lacked"
            notes.note(MendKind.LANGUAGE, without[0].place, message)
            without = []
    for variant in without:
        unit.children.remove(variant)
        text = variant.elements("seg")[0].text()
        notes.note(MendKind.DROPPED, variant.place, f"a <tuv> without language: {quote(text)}")
    if len(memory.languages) < _LIMIT_LANGUAGES:
        memory.languages.update(dict.fromkeys(given))


def _split(unit: Node, notes: Notes) -> list[Node]:
    """Make a further unit for each further variant in a language; one that says the same is left out."""
    seen: dict[str, str] = {}
    further: list[Node] = []
    for variant in unit.elements("tuv"):
        language = variant.attributes["xml:lang"].lower()
        text = variant.elements("seg")[0].text()
        if language not in seen:
            seen[language] = text
            continue
        unit.children.remove(variant)
        message = f"a second variant in {variant.attributes['xml:lang'][:40]}"
        if text == seen[language]:
            notes.note(MendKind.DROPPED, variant.place, f"{message}, which said the same")
        else:
            notes.note(MendKind.LANGUAGE, variant.place, f"{message} became a unit of its own")
            further.append(variant)
    return [unit, *(_with_variant(unit, variant) for variant in further)]


def _with_variant(unit: Node, variant: Node) -> Node:
    language = variant.attributes["xml:lang"].lower()
    copy = deepcopy(unit)
    copy.children = [
        variant
        if isinstance(child, Node)
        and child.name == "tuv"
        and child.attributes["xml:lang"].lower() == language
        else child
        for child in copy.children
    ]
    return copy


def _distinguish(unit: Node, memory: Memory, notes: Notes) -> None:
    """Give a unit a tuid of its own where it has that of another."""
    tuid = unit.attributes.get("tuid")
    if tuid is None:
        return
    own = tuid
    while hash(own) in memory.tuids:
        number = memory.tuids[hash(tuid)]
        memory.tuids[hash(tuid)] = number + 1
        own = f"{tuid}-{number}"
    if own != tuid:
        unit.attributes["tuid"] = own
        message = f"the tuid {quote(tuid)} is another unit's: it became {quote(own)}"
        notes.note(MendKind.ATTRIBUTE, unit.place, message)
    memory.tuids[hash(own)] = 2
