"""See `PluralCount`."""

from collections.abc import Iterator

from padanan.checks.base import (
    Example,
    FileCheck,
    Preset,
    Problem,
    State,
    Subject,
    entry_state,
    header_span,
    header_value,
)
from padanan.checks.broken import header_is_broken
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity


class PluralCount(FileCheck):
    """Every translated plural has as many forms as the header's Plural-Forms announces.

    With a form too few the program shows another message's text or the source; a form too many is never
    shown, and usually means that the header is another language's. Without Plural-Forms gettext counts as for
    German.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = "GNU gettext manual, section “Additional functions for plural forms”; msgfmt --check-header"
    templates = False
    good = (
        Example(po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d berkas"\n'),
        Example(
            po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d Datei"\nmsgstr[1] "%d Dateien"\n',
            language="de",
        ),
    )
    bad = (
        Example(
            po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d berkas"\nmsgstr[1] ⟦"%d berkas"⟧\n',
            note="The header says nplurals=1.",
        ),
        Example(
            po='msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] ⟦"%d Datei"⟧\n',
            language="de",
        ),
        Example(
            po='msgid ""\nmsgstr ⟦"Language: id\\n"⟧\n\n'
            'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d berkas"\n',
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Compare the header with the entries."""
        plurals = [
            entry
            for entry in subject.catalogue.entries
            if entry.msgid_plural is not None and entry_state(entry) is State.TRANSLATED
        ]
        if not plurals or header_is_broken(subject):
            return
        if not header_value(subject.catalogue, "Plural-Forms"):
            yield Problem(
                message="there are plural messages, but the header has no Plural-Forms",
                detail="missing",
                hint=_suggestion(subject),
                entry=subject.catalogue.header_entry,
                span=header_span(subject.catalogue, "Plural-Forms"),
            )
        if subject.plural_forms is not None:
            yield from _compare(plurals, subject.plural_forms.count)


def _compare(plurals: list[Entry], expected: int) -> Iterator[Problem]:
    """Report entries with another count; only the first, where all have the same: it is the header then."""
    wrong = [entry for entry in plurals if len(entry.msgstr) != expected]
    counts = {len(entry.msgstr) for entry in plurals}
    common = len(wrong) > 1 and len(counts) == 1
    for entry in wrong[:1] if common else wrong:
        given = len(entry.msgstr)
        every = f" in all {len(wrong)} plural messages" if common else ""
        yield Problem(
            message=f"{_forms(given)}{every}, but nplurals in the header is {expected}",
            detail=f"{given} {expected}",
            hint=_hint(given, expected, common=common),
            entry=entry,
            field=f"msgstr[{min(given - 1, expected)}]",
        )


def _hint(given: int, expected: int, *, common: bool) -> str:
    if common:
        return "correct Plural-Forms in the header, or translate the messages for the forms it announces"
    return "add the missing forms" if given < expected else "remove what is too much"


def _forms(count: int) -> str:
    return "1 plural form" if count == 1 else f"{count} plural forms"


def _suggestion(subject: Subject) -> str | None:
    from padanan.core.plural_rules import plural_forms_for  # loads CLDR

    tag = subject.catalogue.language
    return f'add "Plural-Forms: {plural_forms_for(tag)}\\n"' if tag else None
