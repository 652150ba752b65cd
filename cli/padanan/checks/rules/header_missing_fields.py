"""See `HeaderMissingFields`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject
from padanan.checks.broken import header_is_broken
from padanan.core.model import Certainty, Severity

_FIELDS = (
    "Project-Id-Version", "PO-Revision-Date", "Last-Translator", "Language-Team", "Language", "MIME-Version",
    "Content-Type", "Content-Transfer-Encoding",
)  # fmt: skip


class HeaderMissingFields(FileCheck):
    """The header has all fields that GNU gettext's manual asks for.

    No program needs them but for the ones whose absence is reported elsewhere (charset, header-language,
    plural-count): to people who look for somebody to ask, they are useful. Off by default, for it is a matter
    of a project's custom.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    preset = Preset.STRICT
    source = "GNU gettext manual, “Filling in the Header Entry”; msgfmt --check-header"
    templates = False
    good = (
        Example(
            po='msgid ""\nmsgstr ""\n"Project-Id-Version: app 1.0\\n"\n'
            '"PO-Revision-Date: 2025-01-17 08:30+0700\\n"\n'
            '"Last-Translator: Budi <budi@example.id>\\n"\n"Language-Team: Indonesian <id@example.id>\\n"\n'
            '"Language: id\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
            '"Content-Transfer-Encoding: 8bit\\n"\n'
        ),
    )
    bad = (Example(po='msgid ""\nmsgstr ⟦"Language: id\\n"⟧\n\nmsgid "Save"\nmsgstr "Simpan"\n'),)

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Report the fields that are missing, in one finding."""
        given = {name.lower() for name in subject.catalogue.header}
        missing = ", ".join(name for name in _FIELDS if name.lower() not in given)
        if missing and subject.catalogue.header_entry and not header_is_broken(subject):
            yield Problem(
                message=f"the header lacks {missing}",
                detail=missing,
                hint="msginit and most editors write them",
                entry=subject.catalogue.header_entry,
            )
