"""See `DuplicateHeaderField`."""

import re
from collections.abc import Iterator
from itertools import islice

from padanan.checks.base import Example, FileCheck, Problem, Subject
from padanan.core.model import Certainty, Severity, Span

# The fields that programs act upon.
_FIELD = re.compile(r"^(Content-Type|Language|Plural-Forms):[ \t]*([^\n]*)$", re.MULTILINE | re.IGNORECASE)
_LIMIT = 20  # fields that are looked at; the first few repeated ones say enough


class DuplicateHeaderField(FileCheck):
    """A header field that programs act upon is given once.

    Of two lines the C library takes the first, Python's gettext the last: the same catalogue is decoded, or
    counts its plurals, in two ways. Where both say the same, the next correction will change one of them.
    Only Content-Type, Language and Plural-Forms are looked at. Nobody reads the others but people, and they
    see both (header-values, in the strict preset, has them).
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = (
        "GNU gettext, intl/loadmsgcat.c; Python, gettext.GNUTranslations; i18nspector, duplicate-header-field"
    )
    good = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"X-Generator: Poedit 3.0\\n"\n'
            '"X-Generator: Weblate\\n"\n'
        ),
    )
    bad = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
            '"Plural-Forms: ⟦nplurals=2; plural=(n > 1);⟧\\n"\n',
            language="fr",
        ),
        Example(po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"language: ⟦ms⟧\\n"\n'),
        Example(po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"Language: ⟦id⟧\\n"\n'),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Report every further value."""
        header = subject.catalogue.header_entry
        seen: set[str] = set()
        for found in islice(_FIELD.finditer(header.msgstr[0]), _LIMIT) if header else ():
            name = found[1].lower()
            if name in seen:
                yield Problem(
                    message=f"the header has {found[1]} already",
                    detail=f"{name} {found[2]}",
                    hint="keep the one that is right",
                    entry=header,
                    span=Span(start=found.start(2), end=found.end(2)),
                )
            seen.add(name)
