"""Mending attributes: names, forms of values, what is missing."""

from datetime import UTC, datetime

from padanan.core.errors import LanguageError
from padanan.core.language import parse_language
from padanan.formats.tmx.grammar import ELEMENTS, VALUES
from padanan.formats.tmx.nodes import Node
from padanan.formats.tmx.repair.mends import MendKind, Notes, quote
from padanan.formats.tmx.vocabulary import tmx_time

_LANGUAGES = frozenset({"xml:lang", "srclang", "adminlang"})
_TIMES = frozenset({"creationdate", "changedate", "lastusagedate"})
# What connects codes is mended with them.
_LINKS = frozenset({"i", "x"})
# Where what cannot stay as an attribute can stay as a property.
_WITH_PROPS = frozenset({"tu", "tuv", "header"})


def mend_attributes(node: Node, notes: Notes) -> None:
    """Mend the attributes of an element of TMX, as far as they can be seen alone.

    `lang` becomes `xml:lang`; languages are spelled as BCP 47 has them, times as TMX does. What TMX does not
    know, or what has no form that it could have, becomes a <prop> of the element, or of its unit.
    """
    rule = ELEMENTS[node.name]
    _rename_language(node, notes)
    known = {*rule.required, *rule.optional}
    for name, value in list(node.attributes.items()):
        if name.startswith("xmlns"):
            continue
        if name not in known:
            _put_aside(node, name, f"<{node.name}> may have no attribute {quote(name)}", notes)
        elif name in VALUES and name not in _LINKS and not VALUES[name][0](value):
            _mend_value(node, name, notes)


def _rename_language(node: Node, notes: Notes) -> None:
    language = node.attributes.get("lang")
    if language is None or node.name not in {"tuv", "note", "prop"}:
        return
    if "xml:lang" not in node.attributes:
        # In the place where it stood.
        node.attributes = {
            "xml:lang" if name == "lang" else name: value for name, value in node.attributes.items()
        }
        notes.note(MendKind.ATTRIBUTE, node.place, f"lang of <{node.name}> became xml:lang")
    elif language == node.attributes["xml:lang"]:
        del node.attributes["lang"]
        notes.note(
            MendKind.ATTRIBUTE, node.place, f"lang of <{node.name}> was removed: xml:lang says the same"
        )


def _mend_value(node: Node, name: str, notes: Notes) -> None:
    value = node.attributes[name]
    mended = None
    if name in _LANGUAGES:
        mended = _mend_language(value, may_be_all=name == "srclang")
        if mended is None and node.name == "tuv":
            return  # without it nobody knows what the text is
    elif name in _TIMES:
        mended = _mend_time(value)
    elif name == "tuid" and value.strip():
        mended = "_".join(value.split())
    elif name == "pos":
        mended = {"open": "begin", "start": "begin", "close": "end"}.get(value.lower())
    elif name == "segtype":
        mended = value.lower() if VALUES[name][0](value.lower()) else None
    elif name == "version":
        mended = "1.4"
    if mended is None:
        _put_aside(node, name, f"the {name} {quote(value)} of <{node.name}> {VALUES[name][1]}", notes)
        return
    node.attributes[name] = mended
    kind = MendKind.LANGUAGE if name in _LANGUAGES else MendKind.ATTRIBUTE
    notes.note(kind, node.place, f"the {name} {quote(value)} of <{node.name}> became {quote(mended)}")


def _put_aside(node: Node, name: str, reason: str, notes: Notes) -> None:
    """Make a <prop> of an attribute where there can be one, and remove it elsewhere."""
    value = node.attributes.pop(name)
    if node.name in _WITH_PROPS and value:
        prop = Node(name="prop", place=node.place, attributes={"type": f"x-{name}"}, children=[value])
        node.children.insert(0, prop)
        notes.note(MendKind.ATTRIBUTE, node.place, f"{reason}: it became a <prop>")
    else:
        notes.note(MendKind.ATTRIBUTE, node.place, f"{reason}: it was removed")


def _mend_language(value: str, *, may_be_all: bool) -> str | None:
    if may_be_all and value.strip().lower() in {"*all*", "all"}:
        return "*all*"
    try:
        return parse_language(value.strip()).tag
    except LanguageError:
        return None


def _mend_time(value: str) -> str | None:
    if value.isdigit() and len(value) == 14:
        value = f"{value[:8]}T{value[8:]}"
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return tmx_time((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat())
