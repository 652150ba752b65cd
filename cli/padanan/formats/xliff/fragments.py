"""Markup of one inline code as a tree: codes of TMX and XLIFF are read from what they were written as."""

from functools import lru_cache
from xml.parsers import expat

from padanan.formats.xliff.nodes import Node

# Longer markup than any unit may have is not looked into.
_LIMIT_MARKUP = 1_000_000
_LIMIT_DEPTH = 20


class _NoMarkupError(Exception):
    pass


@lru_cache(maxsize=4096)  # most units have the codes of some other
def parse_markup(markup: str) -> Node | None:
    """Read one element, or the start tag of one; None for anything else."""
    if not markup.startswith("<") or not markup.endswith(">") or len(markup) > _LIMIT_MARKUP:
        return None
    return _parse(markup) or (_parse(f"{markup[:-1]}/>") if not markup.endswith("/>") else None)


@lru_cache(maxsize=4096)
def is_well_formed(content: str) -> bool:
    """Whether markup may stand inside an element as it is."""
    return _parse(f"<x>{content}</x>") is not None


def _parse(markup: str) -> Node | None:
    root: list[Node] = []
    path: list[Node] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(path) >= _LIMIT_DEPTH:
            raise _NoMarkupError
        node = Node(name=name, namespace="", attributes=attributes, line=1, column=1)
        (path[-1].children if path else root).append(node)
        path.append(node)

    def end(_name: str) -> None:
        path.pop()

    def characters(text: str) -> None:
        path[-1].children.append(text)

    def doctype(*_: object) -> None:
        raise _NoMarkupError

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(markup.encode(errors="surrogatepass"), True)
    except (expat.ExpatError, _NoMarkupError):
        return None
    return root[0]
