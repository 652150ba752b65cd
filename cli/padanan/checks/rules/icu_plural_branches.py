"""See `IcuPluralBranches`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from padanan.checks.base import EntryCheck, Example, Problem, Subject, targets
from padanan.core import icu
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity
from padanan.core.plural_categories import CATEGORIES, plural_categories

_SPELT_OUT = {"zero": "=0", "one": "=1", "two": "=2"}
# Who translates into a language without plural forms often leaves `one` in place, with the same text.
_NEVER_BY_HABIT = CATEGORIES - {"one"}


class IcuPluralBranches(EntryCheck):
    """A plural of an ICU message has the branches that the language of the translation counts with.

    Russian counts 2 to 4 with `few`; without that branch `other` is shown, which is meant for fractions, and
    the reader finds "2 файла" misspelt. A branch the language does not have, such as `few` in German, is
    never shown: its text is lost (but `one` is left alone, which many keep in languages with one form).
    Branches for numbers (`=0`) go beside these. `many` of French, Spanish, Italian and Portuguese, which
    begins at a million, may be left out; so may `one` where the branch `=1` is there.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = "Unicode CLDR: Language Plural Rules; ICU user guide: Formatting Messages"
    trigger = re.compile(r",\s*(?:plural|selectordinal)")
    good = (
        Example(po='msgid "{n, plural, one {#} other {#s}}"\nmsgstr "{n, plural, other {#}}"\n'),
        Example(
            po='msgid "{n, plural, one {#} other {#s}}"\n'
            'msgstr "{n, plural, one {# а} few {# б} many {# в} other {# г}}"\n',
            language="ru",
        ),
        Example(
            po='msgid "{n, plural, one {#} other {#s}}"\nmsgstr "{n, plural, =1 {un} other {#}}"\n',
            language="fr",
        ),
    )
    bad = (
        Example(
            po='msgid "{n, plural, one {#} other {#s}}"\nmsgstr "⟦{n, plural, one {# а} other {# г}}⟧"\n',
            language="ru",
            note="`few` and `many` are missing.",
        ),
        Example(
            po='msgid "{n, plural, one {#} other {#s}}"\nmsgstr "{n, plural, one {#} ⟦few⟧ {#} other {#}}"\n',
            language="de",
        ),
        Example(
            po='msgid "{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}"\n'
            'msgstr "{n, selectordinal, ⟦two⟧ {#.} other {#.}}"\n',
            language="de",
        ),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare the branches of each plural with the categories of the language."""
        tag = subject.catalogue.language
        if tag is None or not icu.has_branches(entry.msgid):
            return
        for target in targets(entry):
            for argument in icu.read_icu(target.text).walk():
                for problem in _compare(argument, tag):
                    yield replace(problem, field=target.field, detail=f"{target.form} {problem.detail}")


def _compare(argument: icu.IcuArgument, tag: str) -> Iterator[Problem]:
    categories = plural_categories(tag, ordinal=argument.kind == "selectordinal")
    if argument.kind not in icu.PLURALS or categories is None:
        return
    selectors = {branch.selector for branch in argument.branches}
    if not all(selector in CATEGORIES or selector.startswith("=") for selector in selectors):
        return  # a translated keyword, which is `icu-message`'s to report
    for branch in argument.branches:
        if branch.selector in _NEVER_BY_HABIT - categories.all:
            message = f"{tag} has no numbers for {branch.selector}: the branch is never shown"
            yield Problem(message=message, detail=f"{argument.name} {branch.selector}", span=branch.span)
    missing = [name for name in categories.counted if not _has(name, selectors)]
    if missing and "other" in selectors:
        message = f"{argument.name} has no {' and no '.join(missing)}, which {tag} counts with"
        detail = f"{argument.name} lacks {' '.join(missing)}"
        yield Problem(message=message, detail=detail, span=argument.span)


def _has(name: str, selectors: set[str]) -> bool:
    return name in selectors or _SPELT_OUT.get(name) in selectors
