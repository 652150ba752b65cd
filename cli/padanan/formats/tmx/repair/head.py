"""Mending what stands before the first unit and behind the last one."""

import re
from dataclasses import dataclass

from padanan.formats.tmx.grammar import ELEMENTS
from padanan.formats.tmx.nodes import COMMENT, Node, NotXmlError, Place, parse_node, write_node
from padanan.formats.tmx.repair.attributes import mend_attributes
from padanan.formats.tmx.repair.cleaning import clean, locate
from padanan.formats.tmx.repair.mends import MendKind, Notes, quote
from padanan.formats.tmx.repair.units import mend_part

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OURS = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
END = "</body>\n</tmx>\n"
_DECLARED = re.compile(r"\s*<\?xml\b[^>]*\?>[ \t]*\r?\n?")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<tmx(?=[\s>])")
_HEADER = re.compile(r"<header(?:\s[^<>]*?)?(?:/>|>.*?</header\s*>)", re.DOTALL)
_COMMENT = re.compile(r"<!--(?:(?!--).)*-->", re.DOTALL)
_TAIL = re.compile(r"</body\s*>(?:\s|<!--(?:(?!--).)*-->)*</tmx\s*>(?:\s|<!--(?:(?!--).)*-->)*", re.DOTALL)
# What a header says that says nothing (TMX 1.4b names "unknown" for datatype, and *all* for srclang).
_DEFAULTS = {
    "creationtool": "unknown",
    "creationtoolversion": "unknown",
    "segtype": "block",
    "o-tmf": "unknown",
    "adminlang": "en",
    "srclang": "*all*",
    "datatype": "unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands before the units, mended, and the source language it names."""

    text: str
    source_language: str


def is_tmx(text: str) -> bool:
    """Whether a document that begins so has anything of TMX."""
    return _ROOT.search(text) is not None


def mend_head(text: str, place: Place, notes: Notes) -> Head:
    """Mend the beginning of a document: declaration, DOCTYPE, <tmx>, <header>, <body>."""
    before = notes.count
    declared = _DECLARED.match(text)
    body = text[declared.end() :] if declared else text
    place = locate(text, declared.end() if declared else 0, place)
    doctype = _DOCTYPE.search(body)
    body = clean(_without_subset(body, doctype, place, notes), place, notes)
    header = _mend_header(body, place, notes)
    _check_root(body, place, notes)
    source_language = header.attributes["srclang"]
    if notes.count == before:
        return Head(text=(DECLARATION if declared else "") + body, source_language=source_language)
    comments = "".join(f"{comment}\n" for comment in _COMMENT.findall(body))
    before_root = f"{DECLARATION}{_OURS if doctype else ''}{comments}"
    mended = f'{before_root}<tmx version="1.4">\n{write_node(header)}\n<body>\n'
    return Head(text=mended, source_language=source_language)


def mend_tail(text: str, place: Place, notes: Notes) -> str:
    """Mend the end of a document."""
    if _TAIL.fullmatch(text):
        return text
    rest = re.sub(r"</?(?:body|tmx)\s*>", "", text).strip()
    if rest:
        notes.note(MendKind.DROPPED, place, f"what stood behind the units: {quote(rest)}")
    else:
        notes.note(MendKind.MARKUP, place, "the end of the document was added: it may have had more units")
    return END


def _without_subset(text: str, doctype: re.Match[str] | None, place: Place, notes: Notes) -> str:
    """Take away what a document declares for itself; its lines stay, so that places do."""
    if doctype is None or doctype[1] is None:
        return text
    message = "the DTD inside of the document was removed, with the entities it declares"
    notes.note(MendKind.HEADER, locate(text, doctype.start(), place), message)
    return text[: doctype.start(1)] + "\n" * doctype[1].count("\n") + text[doctype.end(1) :]


def _mend_header(text: str, place: Place, notes: Notes) -> Node:
    found = _HEADER.search(text)
    if found is None:
        header = Node(name="header", place=place)
        notes.note(MendKind.HEADER, place, "the document got a <header>, which it lacked")
    else:
        place = locate(text, found.start(), place)
        try:
            header = parse_node(found[0], place)
        except NotXmlError as error:
            header = Node(name="header", place=place)
            notes.note(MendKind.DROPPED, error.place, f"the <header> cannot be read: {error}")
    _mend_parts(header, notes)
    mend_attributes(header, notes)
    for name in ELEMENTS["header"].required:
        if name not in header.attributes:
            header.attributes[name] = _DEFAULTS[name]
            message = f"<header> got the attribute {name}, which it lacked: {_DEFAULTS[name]}"
            notes.note(MendKind.HEADER, place, message)
    return header


def _mend_parts(header: Node, notes: Notes) -> None:
    kept: list[Node | str] = []
    for child in header.children:
        if isinstance(child, str):
            if child.strip():
                notes.note(MendKind.DROPPED, header.place, f"text in <header>: {quote(child.strip())}")
                continue
        elif child.name in {"prop", "note"}:
            mend_part(child, notes)
        elif child.name not in {"ude", COMMENT}:
            shown = quote(write_node(child))
            notes.note(MendKind.DROPPED, child.place, f"an element in <header> that is none of TMX: {shown}")
            continue
        kept.append(child)
    header.children = kept


def _check_root(text: str, place: Place, notes: Notes) -> None:
    """Note what makes the root and the body be written anew."""
    try:
        root = parse_node(f"{text}</body></tmx>", place)
    except NotXmlError as error:
        notes.note(MendKind.HEADER, error.place, f"what stands before the units was written anew: {error}")
        return
    version = root.attributes.get("version", "")
    for body in root.elements("body"):
        if body.text().strip() or body.elements():
            notes.note(MendKind.DROPPED, body.place, f"what stood before units: {quote(write_node(body))}")
    if root.name != "tmx" or not _is_in_order(root):
        notes.note(MendKind.HEADER, root.place, "what stands before the units was written anew")
    elif version != "1.4":
        notes.note(MendKind.HEADER, root.place, f"the version {quote(version)} became '1.4'")


def _is_in_order(root: Node) -> bool:
    is_bare = all(not child.strip() for child in root.children if isinstance(child, str))
    return is_bare and [child.name for child in root.elements()] == ["header", "body"]
