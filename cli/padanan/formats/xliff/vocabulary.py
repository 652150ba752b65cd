"""Names of XLIFF 1.2 (OASIS, 2008-02-01) and 2.1 (OASIS, 2018-02-13) that reading and writing share."""

import re
from typing import Literal

from padanan.formats.xliff.model import XliffVersion

NAMESPACE_1 = "urn:oasis:names:tc:xliff:document:1.2"
NAMESPACE_2 = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
# XLIFF's own elements, by the namespaces that its versions gave them; 1.0 had none.
CORE_NAMESPACES = frozenset(
    {
        "",
        "urn:oasis:names:tc:xliff:document:1.1",
        NAMESPACE_1,
        NAMESPACE_2,
        "urn:oasis:names:tc:xliff:document:2.2",
    }
)
VERSIONS = {
    "1.0": XliffVersion.V1_2,
    "1.1": XliffVersion.V1_2,
    "1.2": XliffVersion.V1_2,
    "2.0": XliffVersion.V2_0,
    "2.1": XliffVersion.V2_1,
    "2.2": XliffVersion.V2_1,
}

# Inline elements; `None` for those that have content and so open and close.
CODE_KINDS_1: dict[str, Literal["open", "close", "standalone"] | None] = {
    "g": None,
    "mrk": None,
    "x": "standalone",
    "bx": "open",
    "ex": "close",
    "bpt": "open",
    "ept": "close",
    "ph": "standalone",
    "it": "standalone",
}
CODE_KINDS_2: dict[str, Literal["open", "close", "standalone"] | None] = {
    "pc": None,
    "mrk": None,
    "ph": "standalone",
    "sc": "open",
    "ec": "close",
    "sm": "open",
    "em": "close",
}

# XML 1.0, section 2.2, production Char.
ILLEGAL_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# XML 1.0, production Nmtoken, for ASCII.
NAME_TOKEN = re.compile(r"[A-Za-z0-9._:-]+")

# XML that keeps white space (XML 1.0, section 2.10).
PRESERVE = ("xml:space", "preserve")

# States of 1.2 with what 2.x calls them. Those that several share keep their own name in `subState`, behind
# this prefix, so that nothing is lost on the way back.
STATES = {
    "new": "initial",
    "needs-translation": "initial",
    "needs-adaptation": "initial",
    "needs-l10n": "initial",
    "needs-review-translation": "initial",
    "needs-review-adaptation": "initial",
    "needs-review-l10n": "initial",
    "translated": "translated",
    "signed-off": "reviewed",
    "final": "final",
}
PLAIN_STATES = {"initial": "new", "translated": "translated", "reviewed": "signed-off", "final": "final"}
STATE_PREFIX = "xliff12:"
NEEDS_REVIEW = "needs-review-translation"


def is_finished(state: str | None) -> bool:
    """Whether a target in this state, of either version, counts as a translation.

    Tools that do not work with states write none: then what is there counts.
    """
    return state is None or STATES.get(state, state) != "initial"
