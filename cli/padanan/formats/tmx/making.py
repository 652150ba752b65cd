"""Making many units quickly.

A frozen dataclass sets each field through `object.__setattr__`, which takes four times as long as plain
assignment: a third of all reading. Here the fields are set in a twin of the class that is not frozen, whose
slots are the same, and which then becomes the class itself (Python's data model, "__slots__": assignment to
`__class__` works where the slots are the same).
"""

from dataclasses import MISSING, field, fields, make_dataclass
from typing import Any

from padanan.core.model import InlineCode, Origin, Properties, TranslationUnit, Variant


def _twin(original: type[Any]) -> Any:
    """Make a class with the same slots; its fields are given by position, those with defaults may be left."""
    columns = [
        (one.name, one.type, field() if one.default is MISSING else field(default=one.default))
        for one in fields(original)
    ]
    return make_dataclass(f"_{original.__name__}", columns, slots=True)


_Origin, _Variant, _Unit, _Code = (_twin(one) for one in (Origin, Variant, TranslationUnit, InlineCode))


def make_code(offset: int, kind: str, markup: str) -> InlineCode:
    """Make an inline code."""
    made: Any = _Code(offset, kind, markup)
    made.__class__ = InlineCode
    return made  # type: ignore[no-any-return]


def make_origin(path: str, line: int | None, author: str | None, changed: str | None) -> Origin:
    """Make an origin."""
    made: Any = _Origin(path, line, author, changed)
    made.__class__ = Origin
    return made  # type: ignore[no-any-return]  # it has just become one


def make_variant(
    language: str,
    content: tuple[str, tuple[InlineCode, ...]],
    neighbours: tuple[str | None, str | None],
    origin: Origin,
    properties: Properties,
) -> Variant:
    """Make a variant; `content` is its text and codes, `neighbours` the texts before and after it."""
    made: Any = _Variant(language, *content, *neighbours, origin, properties)
    made.__class__ = Variant
    return made  # type: ignore[no-any-return]


def make_unit(
    identity: tuple[str, str, str],
    variants: tuple[Variant, ...],
    msgctxt: str | None,
    properties: Properties,
) -> TranslationUnit:
    """Make a unit; `identity` is its collection, key and source language."""
    made: Any = _Unit(*identity, variants, msgctxt, properties)
    made.__class__ = TranslationUnit
    return made  # type: ignore[no-any-return]
