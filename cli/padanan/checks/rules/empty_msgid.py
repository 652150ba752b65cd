"""See `EmptyMsgid`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Problem, Subject
from padanan.core.model import Certainty, Severity


class EmptyMsgid(FileCheck):
    """No program asks for the translation of an empty text.

    The empty message is the header: where the source calls `gettext("")`, people see the names and dates of
    the catalogue. xgettext then writes the place in the source above the header, the programmer's comment, or
    a plural into it; nothing else does. The mistake is in the source and shows in every catalogue. With a
    context the empty text is a message like any other.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = (
        "i18nspector, empty-msgid-message-with-source-code-references; GNU gettext manual, “The Header Entry”"
    )
    good = (
        Example(po='msgid ""\nmsgstr "Language: id\\n"\n'),
        Example(po='#: main.c:7\nmsgctxt "separator"\nmsgid ""\nmsgstr ""\n'),
    )
    bad = (
        Example(po='#: main.c:7\nmsgid ⟦""⟧\nmsgstr "Language: id\\n"\n', language=""),
        Example(po='#. an empty line\nmsgid ⟦""⟧\nmsgstr "Language: id\\n"\n', language=""),
        Example(
            po='msgid ⟦""⟧\nmsgid_plural "%d files"\nmsgstr[0] "Language: id\\n"\n',
            language="",
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Look at what stands with the header."""
        header = subject.catalogue.header_entry
        if header and (header.references or header.extracted_comments or header.msgid_plural is not None):
            place = f" in {header.references[0].path}" if header.references else ""
            yield Problem(
                message=f"the program asks for the translation of an empty text{place}, and gets this header",
                detail="",
                hint='in the source, leave gettext("") out',
                entry=header,
                field="msgid",
            )
