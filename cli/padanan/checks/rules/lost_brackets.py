"""See `LostBrackets`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity

# A pair around a word or more; not the "(s)" of English plurals, not the brackets of a placeholder or a call.
_PAIRS = {"round": re.compile(r"(?<![%\w])\((?!s\))[^()]{2,}\)"), "square": re.compile(r"\[[^\[\]]{2,}\]")}
_ANY = {"round": re.compile(r"[(（﹙⦅『「【〔《〈]"), "square": re.compile(r"[\[［【〔]")}
_PLACEHOLDER = re.compile(r"%\([^()]*\)")


class LostBrackets(EntryCheck):
    """What stands in brackets in the source does so in the translation.

    Brackets hold what may be skipped, the unit of a value, or the name of a key; without them it is part of
    the sentence. Many languages put a comma or nothing instead, and are right: so this belongs to the strict
    preset. Brackets of any width and shape will do, and the English plural "(s)" needs none.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "pofilter, test “brackets”; Okapi, quality check “corresponding brackets”"
    trigger = re.compile(r"[(\[][^()\[\]\0]{2}")
    good = (
        Example(po='msgid "Name (optional)"\nmsgstr "名称（可选）"\n', language="zh-CN"),
        Example(po='msgid "file(s)"\nmsgstr "berkas"\n'),
        Example(po='msgid "%(n)s of many"\nmsgstr "%(n)s dari banyak"\n'),
    )
    bad = (
        Example(po='msgid "Name (optional)"\nmsgstr ⟦"Nama, bila ada"⟧\n'),
        Example(po='msgid "[default] all"\nmsgstr ⟦"bawaan semua"⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Look for brackets in every form whose sources all have some."""
        texts = [_PLACEHOLDER.sub("", text) for text in sources(entry)]
        for kind, pairs in _PAIRS.items():
            if all(pairs.search(text) for text in texts):
                for target in targets(entry):
                    if not _ANY[kind].search(_PLACEHOLDER.sub("", target.text)):
                        yield Problem(
                            message=f"the {kind} brackets of the source are missing",
                            detail=f"{kind} {target.form}",
                            field=target.field,
                        )
