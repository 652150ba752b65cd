"""Placeholders in a text: one table of syntaxes, each a function from text to spans.

A syntax is named as gettext's format flag names it, without "-format": the syntax of `python-brace-format` is
`python-brace`. Reading never fails: what is broken is reported beside what could be read.
"""

from padanan.core.placeholders.detection import DATE_CONVERSION, find_likely_placeholders, is_date_pattern
from padanan.core.placeholders.model import Fault, FormatString, Placeholder
from padanan.core.placeholders.styles import DetectedPlaceholder, detect_placeholders, find_conversions
from padanan.core.placeholders.table import SYNTAXES, read_placeholders

__all__ = [
    "DATE_CONVERSION",
    "SYNTAXES",
    "DetectedPlaceholder",
    "Fault",
    "FormatString",
    "Placeholder",
    "detect_placeholders",
    "find_conversions",
    "find_likely_placeholders",
    "is_date_pattern",
    "read_placeholders",
]
