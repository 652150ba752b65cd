"""Numbered places of toolkits: Qt, KDE, YaST, Smalltalk.

Sources: Qt, QString::arg and QObject::tr; KDE, "Programmer's guide" of ki18n, and KUIT; YaST's sformat; GNU
Smalltalk, String>>bindWith:.
"""

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from padanan.core.placeholders.matching import PERCENT_HINT, about, fault, fault_at, placeholder
from padanan.core.placeholders.model import Part, Placeholder, Reader

_QT = re.compile(r"%(L)?([0-9]{1,2})")
_QT_PLURAL = re.compile(r"%L?n")
_KDE = re.compile(r"%([1-9][0-9]*)")
_ONE_DIGIT = re.compile(r"%(?:([1-9])|%)?")


def _qt(text: str) -> Iterator[Part]:
    """Read `%1` and `%L1`, which shows a number as is the custom of the language."""
    for found in _QT.finditer(text):
        yield placeholder(found, int(found[2]), "converted value" if found[1] else "", numbered=True)


def _qt_plural(text: str) -> Iterator[Part]:
    return (placeholder(found, "n", "integer", numbered=True) for found in _QT_PLURAL.finditer(text))


def _kde(text: str) -> Iterator[Part]:
    placeholders = [placeholder(found, int(found[1][-9:]), numbered=True) for found in _KDE.finditer(text)]
    yield from placeholders
    yield from _two_left_out(placeholders)


def _two_left_out(placeholders: list[Placeholder]) -> Iterator[Part]:
    """Report a number above which two are missing: KDE lets a message leave out one, the plural's."""
    numbers = {other.argument for other in placeholders}
    for other in placeholders:
        if isinstance(other.argument, int) and other.argument > len(numbers) + 1:
            yield about(other, "leaves out two arguments before it")
            return


def _kuit(text: str) -> Iterator[Part]:
    """Read the places of KDE in a text with KUIT's markup, in which `&` may stand for itself."""
    yield from _kde(text)
    data = f"<kuit>{text.replace('&', ' ')}</kuit>".encode(errors="replace")
    parser = expat.ParserCreate()
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        before = data[: parser.ErrorByteIndex].decode(errors="ignore")
        start = min(max(len(before) - len("<kuit>"), 0), len(text) - 1)
        yield fault_at(text, start, start + 1, f"is where the markup breaks: {expat.ErrorString(error.code)}")


def _one_digit(text: str) -> Iterator[Part]:
    for found in _ONE_DIGIT.finditer(text):
        if found[1]:
            yield placeholder(found, int(found[1]), numbered=True)
        elif found[0] == "%":
            yield fault(found, f"has no digit from 1 to 9; {PERCENT_HINT}")


READERS: Mapping[str, Reader] = {
    "qt": _qt,
    "qt-plural": _qt_plural,
    "kde": _kde,
    "kde-kuit": _kuit,
    "ycp": _one_digit,
    "smalltalk": _one_digit,
}
