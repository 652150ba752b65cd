"""See `PluralFormula`."""

import re
from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject, header_span
from padanan.core.model import Certainty, Severity, Span
from padanan.core.plural_rules import fits_language, plural_forms_for
from padanan.core.plurals import PluralFormsError, form_numbers, parse_plural_forms

_STRAY = re.compile("nplurals=|plural=")


class PluralFormula(FileCheck):
    """The Plural-Forms header can be computed, and counts as the language does.

    A wrong formula shows the wrong form for whole ranges of numbers, in every message. It is compared with
    CLDR on the numbers up to 1000 and on larger ones, whatever the order of the forms. What translators of a
    language customarily write is right too, where CLDR counts otherwise; so are French, Spanish or Italian
    with a form for the millions or without, and formulas that tell more numbers apart than needed. A language
    with one form must have nplurals=1: a second one has every message translated twice. In a catalogue
    without plural messages nplurals=1 is right for any language: nothing in it has a second form.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = (
        "Unicode CLDR, Language Plural Rules; GNU gettext manual, “Additional functions for plural forms”"
    )
    templates = False
    good = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n',
            language="fr",
        ),
        Example(
            po='msgid ""\nmsgstr ""\n"Language: fr\\n"\n'
            '"Plural-Forms: nplurals=3; plural=n < 2 ? 0 : n % 1000000 == 0 ? 1 : 2;\\n"\n',
            language="fr",
        ),
        Example(
            po='msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
            'msgid "Close"\nmsgstr "Beenden"\n',
            language="de",
            note="No message has a plural.",
        ),
    )
    bad = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: id\\n"\n"Plural-Forms: ⟦nplurals=2; plural=(n != 1);⟧\\n"\n',
        ),
        Example(
            po='msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Plural-Forms: ⟦nplurals=2; plural=(n != 1);⟧\\n"\n',
            language="fr",
            note="French says “0 jour”, not “0 jours”.",
        ),
        Example(
            po='msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=n <⟦> 1;⟧\\n"\n',
            language="de",
        ),
        Example(
            po='msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: ⟦nplurals=2; plural=10/n;⟧\\n"\n',
            language="de",
            note="10/0 has no value.",
        ),
        Example(
            po='msgid ""\nmsgstr ""\n"X-Note: ⟦nplurals=⟧3\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n',
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Parse, evaluate and compare the formula."""
        header, span = subject.catalogue.header_entry, header_span(subject.catalogue, "Plural-Forms")
        if header is None or span is None:
            return
        value = header.msgstr[0][span.start : span.end]
        if not value.strip():
            return  # as if it were missing, which is plural-count's business
        if stray := _STRAY.search(header.msgstr[0], 0, span.start):
            yield Problem(
                message="the C library looks for the formula in the whole header, and finds this first",
                detail=stray[0],
                hint="take it out of this line",
                entry=header,
                span=Span(start=stray.start(), end=stray.end()),
            )
            return
        tag = subject.catalogue.language
        hint = f"for {tag} write {plural_forms_for(tag)}" if tag else None
        try:
            forms = parse_plural_forms(value)
            form_numbers(forms)
        except PluralFormsError as error:
            start = min(span.start + error.offset, span.end)
            place = Span(start=start, end=span.end) if start < span.end else span
            yield Problem(message=error.message, detail=value, hint=hint, entry=header, span=place)
            return
        if forms.count == 1 and all(entry.msgid_plural is None for entry in subject.catalogue.entries):
            return
        if tag and not fits_language(forms, tag):
            message = f"this is not how {tag} counts"
            yield Problem(message=message, detail=value, hint=hint, entry=header, span=span)
