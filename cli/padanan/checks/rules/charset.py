"""See `Charset`."""

import re
from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject, header_span
from padanan.checks.broken import header_is_broken
from padanan.core.model import Certainty, Severity, Span

_HINT = 'add "Content-Type: text/plain; charset=UTF-8\\n" to the header'


class Charset(FileCheck):
    """The header names the character set of a catalogue that has more than ASCII in it.

    Without a name gettext cannot convert the translations for the reader's terminal, and Python's gettext
    decodes them as ASCII and raises an error. `CHARSET` is what xgettext leaves to be filled in.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "GNU gettext manual, section “Filling in the Header Entry”; msgfmt --check-header"
    templates = False
    good = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
            'msgid "Close"\nmsgstr "Fermé"\n',
            language="fr",
        ),
        Example(
            po='msgid ""\nmsgstr "Language: id\\n"\n\nmsgid "Close"\nmsgstr "Tutup"\n',
            note="ASCII is the same in every character set that gettext takes.",
        ),
    )
    bad = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=⟦CHARSET⟧\\n"\n\n'
            'msgid "Close"\nmsgstr "Fermé"\n',
            language="fr",
        ),
        Example(
            po='msgid ""\nmsgstr ⟦"Language: fr\\n"⟧\n\nmsgid "Close"\nmsgstr "Fermé"\n',
            language="fr",
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Report a charset that is missing or was never filled in."""
        header = subject.catalogue.header_entry
        texts = (text for entry in subject.catalogue.entries for text in (entry.msgid, *entry.msgstr))
        if header is None or header_is_broken(subject) or all(text.isascii() for text in texts):
            return
        content_type = header_span(subject.catalogue, "Content-Type")
        value = header.msgstr[0][content_type.start : content_type.end] if content_type else ""
        found = re.search(r"charset=([^\s;]*)", value, re.IGNORECASE)
        if content_type is None or found is None:
            message = "the header names no charset"
            yield Problem(message=message, detail="missing", hint=_HINT, entry=header, span=content_type)
        elif found[1] in {"", "CHARSET"}:
            start = content_type.start
            yield Problem(
                message="the charset in the header was never filled in",
                detail="CHARSET",
                hint="write charset=UTF-8, if that is how the file was saved",
                entry=header,
                span=Span(start=start + found.start(1), end=start + found.end(1)),
            )
