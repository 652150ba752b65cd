"""What the XML parser calls: TMX elements in, translation units out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NoReturn
from xml.parsers.expat import XMLParserType
from xml.sax.saxutils import escape, quoteattr

from padanan.core.errors import TmxError
from padanan.core.interchange import Loss, SkippedUnit
from padanan.core.model import InlineCode, TranslationUnit
from padanan.formats.tmx.drafts import UnitDraft, UnitError, VariantDraft, build_unit
from padanan.formats.tmx.parsing import Listener
from padanan.formats.tmx.vocabulary import (
    CODE_KINDS,
    KNOWN_OF_UNIT,
    KNOWN_OF_VARIANT,
    name_property,
)

_LIMIT_DEPTH = 100
_BODY_DEPTH = 2
# Text and markup of one unit, in code points; a book of 300 pages has about 500,000.
_LIMIT_UNIT = 1_000_000
# What an element counts besides its text, so that a unit of nothing but empty elements ends too.
_ELEMENT_COST = 50


Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Who is told about units that cannot be used, and about what units do not hold."""

    on_skip: Callable[[SkippedUnit], None]
    on_loss: Callable[[Loss], None]


class TmxHandlers(Listener):
    """Builds units while expat walks through a document.

    `path` is for messages, `name` for collections and origins; `saw_root` tells whether there was an element,
    and `in_body` whether units can begin.
    """

    def __init__(self, path: str, name: str, reports: Reports) -> None:
        super().__init__(path)
        self.saw_root = False
        self.name = name
        self._on_skip = reports.on_skip
        self._on_loss = reports.on_loss
        self._done: list[TranslationUnit] = []
        self._source_language: str | None = None
        self._depth = 0
        self._unit: UnitDraft | None = None
        self._unit_depth = 0
        self._unit_end = -1
        self._variant: VariantDraft | None = None
        self._pieces: list[str] | None = None  # the text of the <seg>, <prop> or <note> we are in
        self._prop_type: str | None = None  # None inside a <seg>
        self._length = 0
        self._codes: list[InlineCode] = []
        self._code: list[str] = []  # the markup of the inline code we are in
        self._code_depth = 0

    def _begin(self, parser: XMLParserType, *, is_resumed: bool) -> None:
        self.in_body = is_resumed
        self._depth = 0
        self._unit = self._variant = self._pieces = None
        self._code_depth = 0
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def add_units(self, units: list[TranslationUnit]) -> None:
        """Add units that somebody else read."""
        self._done += units

    @property
    def source_language(self) -> str | None:
        """Give what the header names as such."""
        return self._source_language

    def has_ended_unit_at(self, byte: int) -> bool:
        """Whether the last thing was the end tag, beginning at that byte, of a unit in the body."""
        return self._unit_end == byte and self._depth == _BODY_DEPTH

    def skip_broken(self, reason: str, place: tuple[int, int], *, is_unit: bool) -> None:
        """Report the unit we are in, or whose start tag we are in, or what stands elsewhere, as broken."""
        unit, (line, column) = self._unit, place
        if unit is not None:
            line, column = unit.place or place
            self._on_skip(SkippedUnit(key=unit.tuid, reason=unit.problem or reason, line=line, column=column))
        elif is_unit:
            self._on_skip(SkippedUnit(key="", reason=reason, line=line, column=column))
        else:
            message = f"{reason}: what stands here, up to the next unit, is left out"
            self._on_loss(Loss(line=line, column=column, message=message))

    def take_units(self) -> list[TranslationUnit]:
        """Give the units that were completed since the last call."""
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > _LIMIT_DEPTH:
            self._break(f"elements nested more than {_LIMIT_DEPTH} deep", self.place())
        unit = self._unit
        if unit is None:
            self._start_outside(name, attributes)
            return
        if name == "tu":
            self._break("it has no end", (unit.line, unit.column))
        unit.cost += _ELEMENT_COST
        if unit.cost > _LIMIT_UNIT:
            self._stop_reading(unit)
        if unit.problem is not None:
            return
        if self._pieces is None:
            self._start_part(unit, name, attributes)
        elif self._code_depth:
            self._code.append(_tag(name, attributes))
            self._code_depth += 1
        else:
            self._start_inline(unit, name, attributes)

    def _start_outside(self, name: str, attributes: Attributes) -> None:
        if not self.saw_root:
            self.saw_root = True
            if name != "tmx":
                self._fail(f"not a TMX document: its root element is <{name[:40]}>", hint="expected <tmx>")
        elif name == "body":
            self.in_body = True
        elif name == "header":
            self._source_language = attributes.get("srclang")
        elif name == "tu":
            self._unit_depth = self._depth
            line, column = self.place()
            self._unit = UnitDraft(
                line=line,
                column=column,
                tuid=attributes.get("tuid", ""),
                attributes={name: value for name, value in attributes.items() if name != "tuid"},
                source_language=attributes.get("srclang", self._source_language),
                cost=len(attributes.get("tuid", "")),
            )
            self._report_unknown("tu", self._unit.attributes, KNOWN_OF_UNIT)

    def _start_part(self, unit: UnitDraft, name: str, attributes: Attributes) -> None:
        if name == "tuv":
            self._variant = VariantDraft(line=self.place()[0], attributes=attributes)
            self._report_unknown("tuv", attributes, KNOWN_OF_VARIANT)
        elif name in {"prop", "note"}:
            self._open_text()
            self._prop_type = name_property(name, attributes)
        elif name == "seg":
            self._open_text()
            self._prop_type, self._length, self._codes = None, 0, []
            if self._variant is None:
                self._spoil(unit, "it has a <seg> outside <tuv>")
        else:
            self._lose(f"the element <{name[:40]}> in a unit is none of TMX: it is left out")

    def _open_text(self) -> None:
        self._pieces = []
        # Only here is text listened to: most of what stands between the elements is white space.
        self._parser.CharacterDataHandler = self._characters

    def _close_text(self) -> None:
        self._pieces = None
        self._parser.CharacterDataHandler = None

    def _start_inline(self, unit: UnitDraft, name: str, attributes: Attributes) -> None:
        if self._prop_type is not None:
            self._spoil(unit, f"it has a <{name[:40]}> inside <prop> or <note>")
        elif name in CODE_KINDS:
            self._code = [_tag(name, attributes)]
            self._code_depth = 1
        elif name == "hi":
            self._add_code("open", _tag(name, attributes))
        else:
            self._spoil(unit, f"it has a <{name[:40]}> inside <seg>, which is no inline element of TMX")

    def _end(self, name: str) -> None:
        depth = self._depth
        self._depth = depth - 1
        unit = self._unit
        if unit is None:
            if name == "body":
                self.in_body = False
        elif depth == self._unit_depth:
            self._finish_unit(unit)
        elif unit.problem is None:
            if self._pieces is not None:
                self._end_inside(unit, name, self._pieces)
            elif name == "tuv" and self._variant is not None:
                unit.variants.append(self._variant)
                self._variant = None

    def _end_inside(self, unit: UnitDraft, name: str, pieces: list[str]) -> None:
        if self._code_depth:
            self._end_code(name)
        elif name == "hi":
            self._add_code("close", "</hi>")
        else:
            self._end_text(unit, "".join(pieces))

    def _end_code(self, name: str) -> None:
        self._code_depth -= 1
        self._code.append(f"</{name}>")
        if self._code_depth == 0:
            empty = len(self._code) == 2
            self._add_code(CODE_KINDS[name], f"{self._code[0][:-1]}/>" if empty else "".join(self._code))

    def _end_text(self, unit: UnitDraft, text: str) -> None:
        self._close_text()
        if self._prop_type is not None:
            (self._variant or unit).properties.append((self._prop_type, text))
        elif self._variant is not None:
            if self._variant.text is not None:
                self._spoil(unit, "it has a <tuv> with two <seg>")
            self._variant.text, self._variant.codes = text, tuple(self._codes)

    def _finish_unit(self, unit: UnitDraft) -> None:
        self._unit = self._variant = None
        self._unit_end = self._parser.CurrentByteIndex
        if self._pieces is not None:
            self._close_text()
        self._code_depth = 0
        try:
            self._done.append(build_unit(unit, name=self.name))
        except UnitError as error:
            line, column = unit.place or (unit.line, unit.column)
            self._on_skip(SkippedUnit(key=unit.tuid, reason=str(error), line=line, column=column))

    def _characters(self, data: str) -> None:
        unit = self._unit
        if unit is None or self._pieces is None:
            return
        unit.cost += len(data)
        if unit.cost > _LIMIT_UNIT:
            self._stop_reading(unit)
        if unit.problem is not None:
            return
        if self._code_depth:
            self._code.append(escape(data))
        else:
            self._pieces.append(data)
            self._length += len(data)

    def _add_code(self, kind: Literal["open", "close", "standalone"], markup: str) -> None:
        self._codes.append(InlineCode(offset=self._length, kind=kind, markup=markup))

    def _stop_reading(self, unit: UnitDraft) -> None:
        self._spoil(unit, f"it has more than {_LIMIT_UNIT} characters")

    def _spoil(self, unit: UnitDraft, problem: str) -> None:
        if unit.problem is None:
            unit.problem, unit.place = problem, self.place()

    def _lose(self, message: str) -> None:
        line, column = self.place()
        self._on_loss(Loss(line=line, column=column, message=message))

    def _report_unknown(self, element: str, attributes: Attributes, known: frozenset[str]) -> None:
        if not known.issuperset(attributes):
            names = ", ".join(sorted(set(attributes) - known))
            self._lose(
                f"<{element}> has attributes that TMX does not know, and they are left out: {names[:80]}"
            )

    def _unknown_entity(self, name: str) -> None:
        if self._unit is not None:
            self._spoil(self._unit, f"it has the unknown entity &{name[:40]};")
        else:
            self._lose(f"the unknown entity &{name[:40]}; stands outside of units: it is left out")

    def expect(self, data: bytes) -> None:
        """See what the parser is about to be fed: attributes are looked at where there is something."""
        is_due = self._watch.look_over(data)
        self._parser.StartElementHandler = self._start_watched if is_due else self._start

    def _start_watched(self, name: str, attributes: Attributes) -> None:
        self._start(name, attributes)
        unknown = self._watch.find_in_tag()
        if unknown:
            self._unknown_entity(unknown)

    def _fail(self, message: str, *, hint: str) -> NoReturn:
        raise TmxError(message, path=self.path, line=self.place()[0], hint=hint)


def _tag(name: str, attributes: Attributes) -> str:
    pairs = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{pairs}>"
