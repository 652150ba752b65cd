"""Names and forms of TMX 1.4b (LISA OSCAR, 2005-04-26) that reading and writing share."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

# Elements that stand for native codes inside a segment (section "Content Markup" of the standard). `hi` marks
# text and is no code itself; `sub` is text inside a code.
CODE_KINDS: dict[str, Literal["open", "close", "standalone"]] = {
    "bpt": "open",
    "ept": "close",
    "ph": "standalone",
    "it": "standalone",
    "ut": "standalone",
}
INLINE_ELEMENTS = frozenset({*CODE_KINDS, "hi", "sub"})

# Types of <prop>, which the standard leaves to the tools: `x-context` is the Translate Toolkit's, `-pre` and
# `-post` are XTM's and memoQ's, `prev` and `next` OmegaT's. The last two are ours.
PROP_CONTEXT = "x-context"
PROP_PREVIOUS = "x-context-pre"
PROP_NEXT = "x-context-post"
PROP_ORIGIN = "x-origin"
PROP_ORIGIN_LINE = "x-origin-line"
PREVIOUS_TYPES = (PROP_PREVIOUS, "prev")
NEXT_TYPES = (PROP_NEXT, "next")

# The property name under which <note> elements are kept. Names that begin with < are start tags as they
# stood, those that begin with @ are attributes of the unit or variant, all others are types of <prop>.
NOTE = "<note>"
ATTRIBUTE_MARK = "@"
# <ude> elements of a header, whose values are the elements as they stood.
UDE = "<ude>"

# Attributes of <tu> and <tuv> in the order of the standard, without those that have a place of their own in
# the model (tuid, srclang, xml:lang).
UNIT_ATTRIBUTES = (
    "o-encoding",
    "datatype",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "creationdate",
    "creationid",
    "changedate",
    "segtype",
    "changeid",
    "o-tmf",
)
VARIANT_ATTRIBUTES = tuple(name for name in UNIT_ATTRIBUTES if name != "segtype")
HEADER_ATTRIBUTES = (
    "creationtool",
    "creationtoolversion",
    "segtype",
    "o-tmf",
    "adminlang",
    "srclang",
    "datatype",
    "o-encoding",
    "creationdate",
    "creationid",
    "changedate",
    "changeid",
)
KNOWN_OF_UNIT = frozenset({"srclang", *UNIT_ATTRIBUTES})
KNOWN_OF_VARIANT = frozenset({"xml:lang", "lang", *VARIANT_ATTRIBUTES})
KNOWN_OF_PART = frozenset({"type", "xml:lang", "lang", "o-encoding"})
KNOWN_OF_CODE = frozenset({"i", "x", "type", "assoc", "pos"})
NOTE_ATTRIBUTES = ("xml:lang", "lang", "o-encoding")

# A carriage return would come back as a newline (XML 1.0, section 2.11), as would white space in an attribute
# as a space (3.3.3).
TEXT_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
ATTRIBUTE_ESCAPES = TEXT_ESCAPES | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})

# XML 1.0, section 2.2, production Char.
ILLEGAL_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What XML forbids of the characters below the space (XML 1.0, section 2.2), as bytes of UTF-8.
CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 13})
_TMX_TIME = re.compile("[0-9]{8}T[0-9]{6}Z")


def escape_text(text: str) -> str:
    """Write text as XML does (see TEXT_ESCAPES; four replacements are quicker than one table)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def quote_attributes(pairs: Iterable[tuple[str, str | None]]) -> str:
    """Write attributes with a space before each, leaving out those without value."""
    return "".join(
        [f' {name}="{value.translate(ATTRIBUTE_ESCAPES)}"' for name, value in pairs if value is not None]
    )


def name_property(element: str, attributes: Mapping[str, str]) -> str:
    """Name a <prop> by its type, a <note> by NOTE, and one with further attributes by its start tag."""
    kind = attributes.get("type", "")
    if element == "prop" and len(attributes) <= 1 and not kind.startswith(("<", ATTRIBUTE_MARK)):
        return kind
    names = NOTE_ATTRIBUTES if element == "note" else ("type", *NOTE_ATTRIBUTES)
    return f"<{element}{quote_attributes((name, attributes.get(name)) for name in names)}>"


def tmx_time(iso_time: str) -> str | None:
    """Write a time as TMX does (ISO 8601, basic form, UTC); None when it is no time."""
    try:
        moment = datetime.fromisoformat(iso_time)
        # A time without zone is UTC: nothing in TMX is in anybody's local time.
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    # strftime does not write the year 987 with four digits everywhere.
    return moment.isoformat(timespec="seconds")[:19].replace("-", "").replace(":", "") + "Z"


@lru_cache(maxsize=4096)  # units are often exported by the thousand with one time
def iso_time(tmx_time: str) -> str | None:
    """Read a time of TMX; None when it is no time."""
    if not _TMX_TIME.fullmatch(tmx_time):
        return None
    try:
        return datetime.fromisoformat(tmx_time[:-1]).isoformat() + "Z"
    except ValueError:
        return None
