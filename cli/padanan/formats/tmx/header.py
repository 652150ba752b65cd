"""What a document says about itself."""

from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from padanan.core.errors import TmxError
from padanan.core.model import Properties
from padanan.formats.files import open_file
from padanan.formats.tmx.encoding import decoder_for, sniff_encoding
from padanan.formats.tmx.nodes import COMMENT, Node, NodeBuilder, NotXmlError, write_node
from padanan.formats.tmx.parsing import syntax_errors
from padanan.formats.tmx.vocabulary import HEADER_ATTRIBUTES, UDE, name_property

_CHUNK_BYTES = 1 << 14
_LIMIT_HEADER_BYTES = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True)
class TmxHeader:
    """What a document says about itself.

    `source_language` is a BCP 47 tag, or `*all*` where units have different ones; `datatype` is one of the
    names the standard recommends. `attributes` are further ones, or win over ours, such as `creationtool`;
    `properties` are <prop> and <note> elements, named as those of a unit, and <ude> elements as they stood,
    named `<ude>`.
    """

    source_language: str
    admin_language: str = "en"
    datatype: str = "plaintext"
    attributes: Properties = ()
    properties: Properties = ()


def read_header(path: Path) -> TmxHeader:
    """Read the header of a document, with all its attributes, <prop>, <note> and <ude> elements.

    Raises:
        InputError: the file cannot be read.
        TmxError: it has no header in its first 4 MiB, or none that can be read.
    """
    try:
        node = _find_header(path)
    except NotXmlError as error:
        line, column = error.place
        raise TmxError(str(error), path=str(path), line=line, column=column) from error
    own = ("srclang", "adminlang", "datatype")
    return TmxHeader(
        source_language=node.attributes.get("srclang", "*all*"),
        admin_language=node.attributes.get("adminlang", "en"),
        datatype=node.attributes.get("datatype", "unknown"),
        attributes=tuple(
            (name, node.attributes[name])
            for name in HEADER_ATTRIBUTES
            if name in node.attributes and name not in own
        ),
        properties=tuple(_property_of(part) for part in node.elements("prop", "note", "ude")),
    )


def _property_of(part: Node) -> tuple[str, str]:
    if part.name == "ude":
        return UDE, write_node(part)
    return name_property(part.name, part.attributes), part.text()


def _find_header(path: Path) -> Node:
    builder = NodeBuilder((1, 1))
    builder.refuse_subset(str(path))
    with open_file(path) as stream, syntax_errors(str(path)):
        chunk = stream.read(_CHUNK_BYTES)
        decode = decoder_for(sniff_encoding(chunk), str(path))
        done = 0
        while chunk and done < _LIMIT_HEADER_BYTES:
            try:
                builder.parser.Parse(decode(chunk).encode(errors="surrogateescape"), False)
            except (expat.ExpatError, NotXmlError):
                if _ended_child(builder) is None:  # what is wrong behind a header is no concern here
                    raise
            first = _ended_child(builder)
            if first is not None:
                if first.name == "header":
                    return first
                break
            done += len(chunk)
            chunk = stream.read(_CHUNK_BYTES)
    raise TmxError("it has no <header>", path=str(path), hint="is this really a TMX document?")


def _ended_child(builder: NodeBuilder) -> Node | None:
    """Give the root's first child, once its end has come."""
    children = (child for child in builder.root.children if isinstance(child, Node) and child.name != COMMENT)
    first = next(children, None)
    return first if first is not None and builder.has_ended(first) else None
