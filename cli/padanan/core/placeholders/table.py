"""The table of syntaxes by the name of gettext's format flag; families are loaded when they are asked for."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType

from padanan.core.placeholders.model import Fault, FormatString, Placeholder, Reader

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "python": ("python", "python-brace"),
    "c_family": ("c", "c++", "objc", "awk", "sh-printf", "tcl", "boost", "gcc-internal", "gfc-internal"),
    "scripting": ("perl", "perl-brace", "php", "laravel", "javascript", "lua", "ruby", "sh"),
    "compiled": ("java", "java-printf", "csharp", "c++-brace", "rust", "go", "object-pascal"),
    "lisp": ("lisp", "scheme", "elisp", "librep"),
    "toolkits": ("qt", "qt-plural", "kde", "kde-kuit", "ycp", "smalltalk"),
}

MOST_FAULTS = 100
_WORTH_KEEPING = 5000  # characters: longer texts do not come twice

# From a syntax to the module that reads it.
SYNTAXES: Mapping[str, str] = MappingProxyType(
    {syntax: family for family, syntaxes in _FAMILIES.items() for syntax in syntaxes}
)


def read_placeholders(text: str, syntax: str) -> FormatString:
    """Find the placeholders of a text in a syntax of SYNTAXES.

    Raises:
        KeyError: no such syntax.
    Cost: O(length); repeated texts are answered from a cache. After MOST_FAULTS it is clear what a text is
    not, and reading ends.
    """
    return _remember(text, syntax) if len(text) < _WORTH_KEEPING else _read(text, syntax)


def _read(text: str, syntax: str) -> FormatString:
    placeholders: list[Placeholder] = []
    faults: list[Fault] = []
    for part in _reader(syntax)(text):
        if isinstance(part, Placeholder):
            placeholders.append(part)
        else:
            faults.append(part)
            if len(faults) == MOST_FAULTS:
                break
    return FormatString(placeholders=tuple(placeholders), faults=tuple(faults))


_remember = lru_cache(maxsize=4096)(_read)


@lru_cache(maxsize=64)
def _reader(syntax: str) -> Reader:
    family = import_module(f"padanan.core.placeholders.{SYNTAXES[syntax]}")
    readers: Mapping[str, Reader] = family.READERS
    return readers[syntax]
