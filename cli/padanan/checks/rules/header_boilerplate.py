"""See `HeaderBoilerplate`."""

import re
from collections.abc import Iterator
from itertools import islice

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject
from padanan.core.model import Certainty, Severity, Span

# What xgettext and msginit leave to be filled in (gettext-tools/src/xgettext.c, construct_header).
_LEFT = re.compile(
    r"^(Project-Id-Version|Report-Msgid-Bugs-To|PO-Revision-Date|POT-Creation-Date|Last-Translator|Language-Team)"
    r":[ \t]*(PACKAGE VERSION|YEAR-MO-DA HO:MI\+ZONE|FULL NAME <EMAIL@ADDRESS>|LANGUAGE "
    r"<LL@li\.org>|none)[ \t]*$",
    re.MULTILINE,
)
_LIMIT = 20  # there are six such fields


class HeaderBoilerplate(FileCheck):
    """The header of a translated catalogue was filled in.

    `FULL NAME <EMAIL@ADDRESS>` and the like are what xgettext writes for a person to replace. The reader of
    the program sees none of it, and most projects keep names and dates in their version control: so this is
    for those who want to know, and off by default. A character set that was never filled in is an error of
    its own (charset).
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    preset = Preset.STRICT
    source = "msgfmt --check-header; i18nspector, boilerplate-in-last-translator and its like"
    templates = False
    good = (
        Example(po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"Last-Translator: Budi <budi@example.id>\\n"\n'),
        Example(po='msgid ""\nmsgstr ""\n"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n"\n', path="app.pot"),
    )
    bad = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"Last-Translator: ⟦FULL NAME <EMAIL@ADDRESS>⟧\\n"\n'
        ),
        Example(
            po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"PO-Revision-Date: ⟦YEAR-MO-DA HO:MI+ZONE⟧\\n"\n'
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Report every field that still has its initial value."""
        header = subject.catalogue.header_entry
        for found in islice(_LEFT.finditer(header.msgstr[0]), _LIMIT) if header else ():
            yield Problem(
                message=f"{found[1]} was never filled in",
                detail=found[1],
                hint="fill it in, or remove the line",
                entry=header,
                span=Span(start=found.start(2), end=found.end(2)),
            )
