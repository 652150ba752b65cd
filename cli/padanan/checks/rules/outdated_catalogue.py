"""See `OutdatedCatalogue`."""

from collections.abc import Iterator, Sequence

from padanan.checks.base import Example, FileCheck, Problem, Subject, excerpt
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity

_SHOWN = 3
_HINT = "merge the template into the catalogue: padanan update CATALOGUE TEMPLATE"


class OutdatedCatalogue(FileCheck):
    """A catalogue has the messages of its template, no fewer and no more.

    What the template has and the catalogue lacks nobody can translate: it does not even count as
    untranslated. What it has beyond the template the program never asks for. Merging brings both into line,
    and one finding says so for all messages. A template that shares less than half of its messages with the
    catalogue is not taken for the catalogue's own, and a catalogue without a template is left alone.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    needs_template = True
    source = "GNU gettext manual, “Invoking the msgcmp Program”"
    templates = False
    good = (
        Example(
            po='msgid "Save"\nmsgstr "Simpan"\n\n#~ msgid "Print"\n#~ msgstr "Cetak"\n',
            template='msgid "Save"\nmsgstr ""\n',
        ),
        Example(po='msgid "Save"\nmsgstr "Simpan"\n', note="There is no template."),
        Example(
            po='msgid "Save"\nmsgstr "Simpan"\n',
            template='msgid "Something"\nmsgstr ""\n\nmsgid "quite different"\nmsgstr ""\n',
            note="This is the template of another program.",
        ),
    )
    bad = (
        Example(
            po='msgid ""\nmsgstr ⟦"Language: id\\n"⟧\n\nmsgid "Save"\nmsgstr "Simpan"\n\n'
            'msgid "Open"\nmsgstr "Buka"\n',
            template='msgid "Save"\nmsgstr ""\n\nmsgid "Open"\nmsgstr ""\n\nmsgid "Close"\nmsgstr ""\n',
        ),
        Example(
            po='msgid "Save"\nmsgstr "Simpan"\n\nmsgid ⟦"Print"⟧\nmsgstr "Cetak"\n',
            template='msgid "Save"\nmsgstr ""\n',
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Compare the keys of both."""
        if subject.template is None or subject.errors:
            return
        wanted = {entry.key: entry for entry in subject.template.entries if not entry.obsolete}
        given = {entry.key: entry for entry in subject.catalogue.entries if not entry.obsolete}
        missing = [entry for key, entry in wanted.items() if key not in given]
        surplus = [entry for key, entry in given.items() if key not in wanted]
        if 2 * (len(wanted) - len(missing)) < len(wanted) or not given:
            return
        if missing:
            yield Problem(
                message=f"the template has {_count(missing, 'further')}: {_name(missing)}",
                detail="missing",
                hint=_HINT,
                entry=subject.catalogue.header_entry,
            )
        if surplus:
            yield Problem(
                message=f"the template does not have {_count(surplus, '')}: {_name(surplus)}",
                detail="surplus",
                hint=_HINT,
                entry=surplus[0],
                field="msgid",
            )


def _count(entries: Sequence[Entry], kind: str) -> str:
    noun = "message" if len(entries) == 1 else "messages"
    return " ".join(filter(None, (str(len(entries)), kind, noun)))


def _name(entries: Sequence[Entry]) -> str:
    names = ", ".join(f"“{excerpt(entry.msgid, 40)}”" for entry in entries[:_SHOWN])
    return f"{names} …" if len(entries) > _SHOWN else names
