"""What may stand where in a TMX 1.4b document: elements, their attributes, and the values of these.

Source: TMX 1.4b specification (LISA OSCAR, 2005-04-26), sections "Elements" and "Attributes", and its DTD.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from padanan.core.errors import LanguageError
from padanan.core.language import parse_language
from padanan.formats.tmx.vocabulary import HEADER_ATTRIBUTES, UNIT_ATTRIBUTES, VARIANT_ATTRIBUTES, iso_time

_INLINE = frozenset({"bpt", "ept", "it", "ph", "hi", "ut"})
_NUMBER = re.compile("[0-9]+")
# RFC 5646, section 2.1: subtags of one to eight letters and digits, between hyphens.
_LANGUAGE_TAG = re.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_UNICODE_VALUE = re.compile("#x[0-9A-Fa-f]{1,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element: the children it may have, the attributes it must and may have, whether it holds text.

    `last` are those children after which none of the others comes, and at most `last_count` of them.
    """

    children: frozenset[str] = frozenset()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    has_text: bool = False
    last: frozenset[str] = frozenset()
    last_count: int | None = None


def _code(*required: str, optional: tuple[str, ...] = ()) -> Element:
    return Element(children=frozenset({"sub"}), required=required, optional=optional, has_text=True)


_PARTS = frozenset({"note", "prop"})
ELEMENTS: Mapping[str, Element] = {
    "tmx": Element(
        children=frozenset({"header", "body"}), required=("version",), last=frozenset({"body"}), last_count=1
    ),
    "header": Element(
        children=_PARTS | {"ude"}, required=HEADER_ATTRIBUTES[:7], optional=HEADER_ATTRIBUTES[7:]
    ),
    "body": Element(children=frozenset({"tu"})),
    "ude": Element(children=frozenset({"map"}), required=("name",), optional=("base",)),
    "map": Element(required=("unicode",), optional=("code", "ent", "subst")),
    "note": Element(optional=("o-encoding", "xml:lang"), has_text=True),
    "prop": Element(required=("type",), optional=("xml:lang", "o-encoding"), has_text=True),
    "tu": Element(
        children=_PARTS | {"tuv"}, optional=("tuid", "srclang", *UNIT_ATTRIBUTES), last=frozenset({"tuv"})
    ),
    "tuv": Element(
        children=_PARTS | {"seg"},
        required=("xml:lang",),
        optional=VARIANT_ATTRIBUTES,
        last=frozenset({"seg"}),
        last_count=1,
    ),
    "seg": Element(children=_INLINE, has_text=True),
    "bpt": _code("i", optional=("x", "type")),
    "ept": _code("i"),
    "it": _code("pos", optional=("x", "type")),
    "ph": _code(optional=("x", "type", "assoc")),
    "ut": _code(optional=("x",)),
    "hi": Element(children=_INLINE, optional=("x", "type"), has_text=True),
    "sub": Element(children=_INLINE, optional=("datatype", "type"), has_text=True),
}


def _is_language(value: str) -> bool:
    if not _LANGUAGE_TAG.fullmatch(value):
        return False
    try:
        parse_language(value)
    except LanguageError:
        return False
    return True


def _one_of(*names: str) -> tuple[Callable[[str], bool], str]:
    return frozenset(names).__contains__, f"is none of {', '.join(names)}"


_LANGUAGE = (_is_language, "is no language tag of BCP 47")
_DATE = (lambda value: iso_time(value) is not None, "is no time such as 20250117T083000Z")
_COUNT = (lambda value: _NUMBER.fullmatch(value) is not None, "is no number")
_NAME = (lambda value: value != "" and not any(map(str.isspace, value)), "is empty, or has white space in it")
_SOURCE = (
    lambda value: value == "*all*" or _is_language(value),
    "is neither *all* nor a language tag of BCP 47",
)
_CODE_POINT = (lambda value: _UNICODE_VALUE.fullmatch(value) is not None, "is no code point such as #xF8FF")

# What the value of an attribute must be, and what to say when it is not.
VALUES: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "xml:lang": _LANGUAGE,
    "lang": _LANGUAGE,
    "adminlang": _LANGUAGE,
    "srclang": _SOURCE,
    "creationdate": _DATE,
    "changedate": _DATE,
    "lastusagedate": _DATE,
    "usagecount": _COUNT,
    "i": _COUNT,
    "x": _COUNT,
    "tuid": _NAME,
    "unicode": _CODE_POINT,
    "segtype": _one_of("block", "paragraph", "sentence", "phrase"),
    "assoc": _one_of("p", "f", "b"),
    "pos": _one_of("begin", "end"),
    "version": _one_of("1.1", "1.2", "1.3", "1.4"),
}
