"""Mending the inline codes of a segment."""

import re
from collections.abc import Iterator
from itertools import count

from padanan.formats.tmx.grammar import VALUES
from padanan.formats.tmx.nodes import COMMENT, Node, write_attributes, write_node
from padanan.formats.tmx.repair.attributes import mend_attributes
from padanan.formats.tmx.repair.mends import MendKind, Notes, quote
from padanan.formats.tmx.vocabulary import CODE_KINDS

_NUMBER = re.compile("[0-9]{1,9}")


class CodeMender:
    """Mends one segment; `numbers` gives numbers of a unit for `x` that were none, the same for the same."""

    def __init__(self, notes: Notes, numbers: dict[str, str]) -> None:
        self._notes = notes
        self._numbers = numbers
        self._taken: set[str] = set()
        self._begun: set[str] = set()
        self._open: list[tuple[str | None, Node]] = []  # with the i that stood there
        self._links: set[tuple[str, str]] = set()

    def mend(self, segment: Node) -> None:
        """Mend all codes of a segment."""
        self._taken = {code.attributes.get("i", "") for code in _walk(segment) if code.name == "bpt"}
        self._mend_children(segment)
        self._pair([code for code in _walk(segment) if code.name in {"bpt", "ept"}])
        for code in _walk(segment):
            self._mend_link(code)

    def _mend_children(self, parent: Node) -> None:
        """Leave in text, <hi> and <sub> what may stand there."""
        children: list[Node | str] = []
        for child in parent.children:
            if isinstance(child, str) or child.name == COMMENT:
                children.append(child)
            elif child.name in CODE_KINDS:
                self._mend_code(child)
                children.append(child)
            elif child.name == "hi":
                mend_attributes(child, self._notes)
                self._mend_children(child)
                children.append(child)
            else:
                children += self._translate(child)
        parent.children = children

    def _mend_code(self, code: Node) -> None:
        """Leave in a code native text and <sub>."""
        mend_attributes(code, self._notes)
        children: list[Node | str] = []
        for child in code.children:
            if isinstance(child, str) or child.name == COMMENT:
                children.append(child)
            elif child.name == "sub":
                mend_attributes(child, self._notes)
                self._mend_children(child)
                children.append(child)
            else:
                message = f"<{child.name[:40]}> inside <{code.name}> became the text of that code"
                self._notes.note(MendKind.CODE, child.place, message)
                children.append(write_node(child))
        code.children = children
        if code.name == "it" and "pos" not in code.attributes:
            self._notes.note(MendKind.CODE, code.place, "<it> without pos got pos begin")
            code.attributes = {"pos": "begin", **code.attributes}

    def _translate(self, child: Node) -> list[Node | str]:
        """Make codes of TMX out of an element that is none, such as <g> of XLIFF or <b> of HTML."""
        if child.name == "sub":
            self._notes.note(
                MendKind.CODE, child.place, "a <sub> outside of a code was opened: its text stays"
            )
            self._mend_children(child)
            return child.children
        start, place = f"<{child.name}{write_attributes(child.attributes)}", child.place
        if not child.children:
            self._notes.note(MendKind.CODE, place, f"<{child.name[:40]}/> became a <ph> that holds it")
            return [Node(name="ph", place=place, children=[f"{start}/>"])]
        self._notes.note(MendKind.CODE, place, f"<{child.name[:40]}> became <bpt> and <ept> that hold it")
        number = self._next_number()
        self._mend_children(child)
        return [
            Node(name="bpt", place=place, attributes={"i": number}, children=[f"{start}>"]),
            *child.children,
            Node(name="ept", place=place, attributes={"i": number}, children=[f"</{child.name}>"]),
        ]

    def _mend_link(self, code: Node) -> None:
        link = code.attributes.get("x")
        if link is None:
            return
        if not VALUES["x"][0](link):
            number = self._numbers.setdefault(link, str(1000 + len(self._numbers)))
            self._notes.note(
                MendKind.CODE, code.place, f"the x {quote(link)} of <{code.name}> became {number}"
            )
            code.attributes["x"] = link = number
        if (code.name, link) in self._links:
            del code.attributes["x"]
            message = f"a second <{code.name}> with x {link[:20]} lost its x"
            self._notes.note(MendKind.CODE, code.place, message)
        self._links.add((code.name, link))

    def _pair(self, codes: list[Node]) -> None:
        """Give each <bpt> an <ept> of the same number; one that has none becomes an <it>."""
        for code in codes:
            if code.name == "bpt":
                self._begin(code)
            else:
                self._end(code)
        for _, code in self._open:
            self._isolate(code, "begin")

    def _begin(self, code: Node) -> None:
        written = code.attributes.get("i")
        if written is None or not _NUMBER.fullmatch(written) or written in self._begun:
            number = self._next_number()
            told = (
                "without i" if written is None else f"with i {quote(written)}, which is no number or taken,"
            )
            self._notes.note(MendKind.CODE, code.place, f"<bpt> {told} got i {number}")
            code.attributes = {**code.attributes, "i": number}
        self._begun.add(code.attributes["i"])
        self._open.append((written, code))

    def _end(self, code: Node) -> None:
        written = code.attributes.get("i")
        fitting = [pair for pair in self._open if pair[0] == written or written is None]
        if not fitting:
            self._isolate(code, "end")
            return
        self._open.remove(fitting[-1])
        number = fitting[-1][1].attributes["i"]
        if written != number:
            self._notes.note(MendKind.CODE, code.place, f"<ept> got i {number}, as the <bpt> it belongs to")
            code.attributes["i"] = number

    def _isolate(self, code: Node, position: str) -> None:
        partner = "<ept>" if position == "begin" else "<bpt> before it"
        message = f"<{code.name}> without {partner} became an <it> with pos {position}"
        self._notes.note(MendKind.CODE, code.place, message)
        kept = {name: value for name, value in code.attributes.items() if name != "i"}
        code.name, code.attributes = "it", {"pos": position, **kept}

    def _next_number(self) -> str:
        number = next(str(number) for number in count(1) if str(number) not in self._taken)
        self._taken.add(number)
        return number


def _walk(node: Node) -> Iterator[Node]:
    """Give all codes below an element, in document order."""
    for child in node.children:
        if isinstance(child, Node):
            if child.name in CODE_KINDS or child.name == "hi":
                yield child
            yield from _walk(child)
