"""Whether a document is TMX as the standard has it: all that deviates, with its place and the reason."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from io import IncrementalNewlineDecoder
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from padanan.core.errors import LanguageError, TmxError
from padanan.core.language import covers
from padanan.formats.files import open_file
from padanan.formats.tmx.encoding import decoder_for, sniff_encoding
from padanan.formats.tmx.grammar import ELEMENTS, VALUES, Element
from padanan.formats.tmx.parsing import Listener, ResumingParser

_CHUNK_BYTES = 1 << 16
_LIMIT_DEPTH = 100
# Codes of one segment that are remembered to be paired: no segment of a person's has as many.
_LIMIT_CODES = 20_000
_LINKED = frozenset({"bpt", "it", "ph", "hi", "ut"})


def find_deviations(path: Path) -> Iterator[TmxError]:
    """Say all that deviates from TMX 1.4b, lazily and about in order; `lang` is let pass in TMX 1.1.

    Checked are elements, their order and number; attributes, that they are known, there, and of the form they
    must have (BCP 47, times, numbers, names); that each <bpt> has its <ept>, by `i`, and stands before it;
    that `x` is not given twice in a segment and is the same in all variants; that a unit has a variant in its
    source language, one for each language, and a tuid of its own; unknown entities, in attributes too. Behind
    XML that is not well-formed the search goes on with the next unit.

    Raises:
        InputError: the file cannot be read.

    Cost: time of reading, and 100 bytes a unit with a tuid.
    """
    walk = _Walk(str(path))
    with open_file(path) as stream:
        try:
            yield from _parse(stream, walk)
        except TmxError as error:
            yield from walk.take()
            yield error


def _parse(stream: BinaryIO, walk: "_Walk") -> Iterator[TmxError]:
    chunk = stream.read(_CHUNK_BYTES)
    if not chunk:
        raise TmxError("the file is empty", path=walk.path, line=1, column=1)
    decode = decoder_for(sniff_encoding(chunk), walk.path)
    newlines = IncrementalNewlineDecoder(None, translate=True)
    parser = ResumingParser(walk)
    while chunk:
        parser.feed(newlines.decode(decode(chunk)))
        yield from walk.take()
        chunk = stream.read(_CHUNK_BYTES)
    parser.feed(newlines.decode(decode(b""), final=True))
    parser.finish()
    yield from walk.take()


@dataclass(slots=True, kw_only=True)
class _Open:
    """An element we are in: how many children of the last kind it has had."""

    name: str
    rule: Element | None
    last_children: int = 0


@dataclass(slots=True, kw_only=True)
class _Variant:
    """A <tuv>: its place, its language, the codes of its segment."""

    place: tuple[int, int]
    language: str
    begun: dict[str, tuple[int, int]] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    linked: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)


class _Walk(Listener):
    """Goes through a document with the parser, and notes what deviates."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._found: list[TmxError] = []
        self._open: list[_Open] = []
        self._version = ""
        self._source_language = "*all*"
        self._unit_source = "*all*"
        self._unit_place = (1, 1)
        self._variants: list[_Variant] = []
        self._tuids: set[bytes] = set()
        self._headers = 0
        self._given = 0  # elements to come that only a resumed parser sees
        self._starts: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "tmx": self._start_document,
            "header": self._start_header,
            "tu": self._start_unit,
            "tuv": self._start_variant,
            "map": self._start_map,
        }

    def _begin(self, parser: expat.XMLParserType, *, is_resumed: bool) -> None:
        self._open = []
        self._variants = []
        self._given = 2 if is_resumed else 0
        self.in_body = is_resumed
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def skip_broken(self, reason: str, place: tuple[int, int], *, is_unit: bool) -> None:  # noqa: ARG002
        """Note that something is broken."""
        line, column = place
        hint = "padanan repair mends what can be mended"
        self._found.append(TmxError(reason, path=self.path, line=line, column=column, hint=hint))

    def take(self) -> list[TmxError]:
        """Give what was found since the last time."""
        found, self._found = self._found, []
        return found

    def _tell(self, message: str, place: tuple[int, int] | None = None) -> None:
        line, column = place or self.place()
        self._found.append(TmxError(message, path=self.path, line=line, column=column))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        rule = ELEMENTS.get(name)
        if self._given:
            self._given -= 1
            self._open.append(_Open(name=name, rule=rule, last_children=int(name == "tmx")))
            return
        self._check_child(name)
        if len(self._open) >= _LIMIT_DEPTH:
            self._break(f"elements nested more than {_LIMIT_DEPTH} deep", self.place())
        self.in_body = self.in_body or name == "body"
        self._open.append(_Open(name=name, rule=rule))
        if rule is not None:
            self._check_attributes(name, attributes, rule)
        unknown = self._watch.find_in_tag()
        if unknown is not None:
            self._unknown_entity(unknown)
        if name in self._starts:
            self._starts[name](attributes)
        elif self._variants and name in {*_LINKED, "ept"}:
            self._start_code(name, attributes, self._variants[-1])

    def _check_child(self, name: str) -> None:
        if not self._open:
            if name != "tmx":
                raise TmxError(
                    f"not a TMX document: its root element is <{name[:40]}>", path=self.path, line=1
                )
            return
        parent = self._open[-1]
        rule = parent.rule
        if rule is None:
            return  # has been told already
        if name not in rule.children:
            self._tell(f"<{name[:40]}> must not stand in <{parent.name}>")
        elif name in rule.last:
            parent.last_children += 1
            if rule.last_count is not None and parent.last_children > rule.last_count:
                self._tell(f"<{parent.name}> has a second <{name}>")
        elif parent.last_children:
            self._tell(f"<{name}> must stand before <{'> or <'.join(sorted(rule.last))}>")

    def _check_attributes(self, name: str, attributes: Mapping[str, str], rule: Element) -> None:
        given = {self._today(name, key): value for key, value in attributes.items()}
        for key in rule.required:
            if key not in given:
                self._tell(f"<{name}> lacks the attribute {key}")
        for key, value in given.items():
            if key not in rule.required and key not in rule.optional:
                if not key.startswith("xmlns"):
                    self._tell(f"<{name}> has the unknown attribute {key[:40]}")
            elif key in VALUES:
                is_good, complaint = VALUES[key]
                if not is_good(value):
                    self._tell(f"the {key} {value[:40]!r} of <{name}> {complaint}")

    def _today(self, element: str, attribute: str) -> str:
        """Give an attribute's name in TMX 1.4: 1.1 had `lang`."""
        old = attribute == "lang" and self._version in {"1.1", "1.2"} and element != "header"
        return "xml:lang" if old else attribute

    def _start_document(self, attributes: Mapping[str, str]) -> None:
        self._version = attributes.get("version", "")

    def _start_header(self, attributes: Mapping[str, str]) -> None:
        self._source_language = attributes.get("srclang", "*all*")
        self._headers += 1
        if self._headers > 1:
            self._tell("<tmx> has a second <header>")

    def _start_map(self, attributes: Mapping[str, str]) -> None:
        if not {"code", "ent", "subst"} & attributes.keys():
            self._tell("<map> has none of the attributes code, ent and subst")

    def _start_unit(self, attributes: Mapping[str, str]) -> None:
        self._unit_source = attributes.get("srclang", self._source_language)
        self._unit_place = self.place()
        self._variants = []
        tuid = attributes.get("tuid")
        if tuid is not None:
            digest = blake2b(tuid.encode(), digest_size=8).digest()
            if digest in self._tuids:
                self._tell(f"the tuid {tuid[:40]!r} is another unit's already")
            self._tuids.add(digest)

    def _start_variant(self, attributes: Mapping[str, str]) -> None:
        language = attributes.get("xml:lang", attributes.get("lang", ""))
        if language and any(one.language.lower() == language.lower() for one in self._variants):
            self._tell(f"the unit has two variants in {language[:40]!r}")
        self._variants.append(_Variant(place=self.place(), language=language))

    def _start_code(self, name: str, attributes: Mapping[str, str], variant: _Variant) -> None:
        if len(variant.begun) + len(variant.linked) > _LIMIT_CODES:
            return
        number = attributes.get("i")
        if number is not None and name == "bpt":
            if number in variant.begun:
                self._tell(f"the segment has two <bpt> with i {number[:20]!r}")
            variant.begun[number] = self.place()
        elif number is not None and name == "ept":
            if number not in variant.begun:
                self._tell(f"no <bpt> with i {number[:20]!r} stands before this <ept>")
            elif number in variant.ended:
                self._tell(f"the segment has two <ept> with i {number[:20]!r}")
            variant.ended.add(number)
        link = attributes.get("x")
        if link is not None and name in _LINKED:
            if (name, link) in variant.linked:
                self._tell(f"the segment has two <{name}> with x {link[:20]!r}")
            variant.linked[name, link] = self.place()

    def _end(self, name: str) -> None:
        closed = self._open.pop()
        if name == "body":
            self.in_body = False
        if closed.rule is None:
            return
        if closed.rule.last and not closed.last_children:
            self._tell(f"<{name}> has no <{'> or <'.join(sorted(closed.rule.last))}>")
        if name == "tmx" and not self._headers:
            self._tell("<tmx> has no <header>")
        elif name == "tu":
            self._end_unit()
        elif name == "tuv" and self._variants:
            variant = self._variants[-1]
            for number, place in variant.begun.items():
                if number not in variant.ended:
                    self._tell(f"<bpt> with i {number[:20]!r} has no <ept>", place)

    def _end_unit(self) -> None:
        source = self._unit_source
        variants, self._variants = self._variants, []
        if variants and source != "*all*" and not any(_serves(source, one.language) for one in variants):
            self._tell(f"the unit has no variant in its source language {source[:40]!r}", self._unit_place)
        coded = [one for one in variants if one.linked]
        for variant in coded:
            for (name, link), place in variant.linked.items():
                missing = [one.language for one in coded if (name, link) not in one.linked]
                if missing:
                    languages = ", ".join(sorted(missing))[:80]
                    self._tell(f"<{name}> with x {link[:20]!r} has no counterpart in {languages}", place)

    def _text(self, data: str) -> None:
        if self._open and self._open[-1].rule and not self._open[-1].rule.has_text and data.strip():
            self._tell(f"text stands in <{self._open[-1].name}>, which holds elements alone")

    def _unknown_entity(self, name: str) -> None:
        self._tell(f"the unknown entity &{name[:40]};")


def _serves(source: str, language: str) -> bool:
    if source.lower() == language.lower():
        return True
    try:
        return covers(source, language)
    except LanguageError:  # told where it stands
        return False
