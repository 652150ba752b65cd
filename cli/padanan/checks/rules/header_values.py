"""See `HeaderValues`."""

import difflib
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject
from padanan.core.model import Certainty, Severity, Span

_LINE = re.compile(r"^([^\n:]*)(:[ \t]*)?([^\n]*)$", re.MULTILINE)
_FIELDS = (
    "Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date", "Last-Translator",
    "Language-Team", "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms",
)  # fmt: skip
_DATE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?[+-]\d\d:?\d\d")
_SOUND = {
    "mime-version": re.compile(r"1\.0"),
    "content-transfer-encoding": re.compile(r"8bit", re.IGNORECASE),
    "content-type": re.compile(r"text/plain;[ \t]*charset=[\w.:-]+", re.IGNORECASE),
    "plural-forms": re.compile(r"nplurals=[^;]*;[ \t]*plural=[^;]*;?"),
    "language": re.compile(r"[^.]*"),  # no .UTF-8 behind it
}
_LIMIT_LINES = 200  # a header has ten or twenty
_ACTED_UPON = frozenset({"content-type", "language", "plural-forms"})  # duplicate-header-field's business
# The first release of GNU gettext (its ChangeLog begins there).
_FIRST_YEAR = 1995


class HeaderValues(FileCheck):
    """Every line of the header is a field, there once, spelled as gettext knows it, with a sound value.

    A date that cannot be, `MIME-Version: 2.0`, `Language: de_DE.UTF-8`, a misspelt `Content-type` or a line
    without a colon change little for the reader, and often somebody's tool wrote them: off by default. Values
    that xgettext left to be filled in, missing values and fields of other names are left alone.
    """

    severity = Severity.INFO
    certainty = Certainty.LIKELY
    preset = Preset.STRICT
    source = (
        "GNU gettext manual, “Filling in the Header Entry”; i18nspector, invalid-date, "
        "stray-header-line and others"
    )
    templates = False
    good = (
        Example(
            po='msgid ""\nmsgstr ""\n"PO-Revision-Date: 2025-01-17 08:30+0700\\n"\n"MIME-Version: 1.0\\n"\n'
            '"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Generator: Poedit 3.0\\n"\n'
        ),
    )
    bad = (
        Example(po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"PO-Revision-Date: ⟦17/01/2025⟧\\n"\n'),
        Example(
            po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"PO-Revision-Date: ⟦2025-02-30 08:30+0700⟧\\n"\n'
        ),
        Example(po='msgid ""\nmsgstr ""\n"Language: ⟦id_ID.UTF-8⟧\\n"\n'),
        Example(po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"⟦Plural-Form⟧: nplurals=1; plural=0;\\n"\n'),
        Example(po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"⟦translated by hand⟧\\n"\n'),
        Example(po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"MIME-Version: ⟦2.0⟧\\n"\n'),
        Example(po='msgid ""\nmsgstr ""\n"X-Domain: a\\n"\n"⟦X-Domain⟧: b\\n"\n'),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Look at every line of the header."""
        header = subject.catalogue.header_entry
        seen: set[str] = set()
        for line in islice(_LINE.finditer(header.msgstr[0]), _LIMIT_LINES) if header else ():
            if not line[0].strip():
                continue
            name = line[1].strip()
            group, message, hint = _judge(name, line[2] is not None, line[3].strip())
            if name.lower() in seen:
                group, message, hint = 1, f"the header has {name} already", "keep the one that is right"
            if message:
                yield Problem(
                    message=message,
                    detail=line[0].strip()[:200],
                    hint=hint,
                    entry=header,
                    span=Span(start=line.start(group), end=line.end(group)),
                )
            seen |= {name.lower()} - _ACTED_UPON


def _judge(name: str, is_field: bool, value: str) -> tuple[int, str, str | None]:
    """Give the part of a line that is wrong (a group of `_LINE`), why, and what to do; "" if nothing is."""
    if not is_field:
        return 1, "a line of the header without a colon", "a long value stands on one line"
    known = _known_name(name)
    if known != name and known:
        return 1, f"{name!r} is no field of the header", f"write {known}"
    sound = _SOUND.get(name.lower())
    if value and sound and not sound.fullmatch(value):
        return 3, f"not a value for {name}", None
    if name.lower() in {"po-revision-date", "pot-creation-date"} and not _is_date(value):
        return 3, "not a date as gettext writes them", "such as 2025-01-17 08:30+0700"
    return 1, "", None


def _known_name(name: str) -> str | None:
    """Give the field of which a name is a spelling, right or wrong; None for a name of its own."""
    if name in _FIELDS or name.startswith("X-"):
        return name
    by_lower = {field.lower(): field for field in _FIELDS}
    close = difflib.get_close_matches(name.lower()[:40], by_lower, n=1, cutoff=0.9)
    return by_lower[close[0]] if close else None


def _is_date(value: str) -> bool:
    if not value or "YEAR" in value:
        return True  # to be filled in: header-boilerplate's business
    if not _DATE.fullmatch(value):
        return False
    try:
        return datetime.fromisoformat(value).year >= _FIRST_YEAR
    except ValueError:
        return False
