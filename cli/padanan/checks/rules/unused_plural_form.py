"""See `UnusedPluralForm`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject, header_span
from padanan.core.model import Certainty, Severity
from padanan.core.plurals import PluralFormsError, form_numbers


class UnusedPluralForm(FileCheck):
    """Every plural form that the header announces is one that some number takes.

    A form that no number takes is translated in every message and never shown. Several platforms write such
    headers on purpose: their Russian or Czech has a fourth form for fractions, which gettext never asks for.
    So this is off by default.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    preset = Preset.STRICT
    source = "i18nspector, codomain-error-in-plural-forms; GNU gettext manual, “Plural forms”"
    templates = False
    good = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: fr\\n"\n'
            '"Plural-Forms: nplurals=3; plural=n < 2 ? 0 : n % 1000000 == 0 ? 1 : 2;\\n"\n',
            language="fr",
            note="The millions have a form of their own.",
        ),
    )
    bad = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: ⟦nplurals=3; plural=(n != 1);⟧\\n"\n',
            language="de",
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Evaluate the formula; one that fails is plural-formula's business."""
        if subject.plural_forms is None:
            return
        try:
            numbers = form_numbers(subject.plural_forms)
        except PluralFormsError:
            return
        unused = ", ".join(str(form) for form, taken in enumerate(numbers) if not taken)
        if unused:
            yield Problem(
                message=f"no number takes plural form {unused}",
                detail=unused,
                entry=subject.catalogue.header_entry,
                span=header_span(subject.catalogue, "Plural-Forms"),
            )
