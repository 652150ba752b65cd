"""See `RequiredTexts`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Problem, State, Subject, entry_state, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.flags import read_flags
from padanan.core.model import Certainty, Severity

_CASE_INSENSITIVE = "case-insensitive"  # Weblate's


class RequiredTexts(FileCheck):
    """A translation keeps the texts that a comment beside the message lists.

    Where placeholders have a form of their own, such as `$URL$` or `[[name]]`, Weblate's flag says which
    they are: `#. placeholders:$URL$:"[[name]]"`, or the same in a `#,` comment. Each of them that the source
    has must be in every form of the translation, letter by letter,
    or in capitals or not where `case-insensitive` stands beside it. Nothing is looked at without such a
    comment, and regular expressions (`placeholders:r"..."`) are left alone.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    templates = False
    source = "Weblate's manual: Customizing behavior using flags, placeholders"
    good = (
        Example(po='#. placeholders:$URL$\nmsgid "See $URL$"\nmsgstr "Lihat $URL$"\n'),
        Example(po='#, placeholders:$URL$\nmsgid "See it"\nmsgstr "Lihat"\n', note="The source has none."),
        Example(po='msgid "See $URL$"\nmsgstr "Lihat"\n', note="Nobody asked for it."),
        Example(po='#, placeholders:$URL$, case-insensitive\nmsgid "See $URL$"\nmsgstr "Lihat $url$"\n'),
    )
    bad = (
        Example(po='#. placeholders:$URL$\nmsgid "See $URL$"\nmsgstr ⟦"Lihat $url$"⟧\n'),
        Example(po='#, placeholders:$A$:$B$\nmsgid "$A$ and $B$"\nmsgstr ⟦"$A$ dan B"⟧\n'),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Look at the few messages with such a comment."""
        for entry in subject.catalogue.entries:
            if _has_list(entry) and entry_state(entry) is State.TRANSLATED:
                yield from _check(entry)


def _has_list(entry: Entry) -> bool:
    return any("placeholders:" in comment for comment in (*entry.flags, *entry.extracted_comments))


def _check(entry: Entry) -> Iterator[Problem]:
    required = [text for text in read_flags(entry).placeholders if text in sources(entry)[-1]]
    for target in targets(entry):
        missing = [text for text in required if text not in target.text]
        if _CASE_INSENSITIVE in entry.flags:
            missing = [text for text in missing if text.casefold() not in target.text.casefold()]
        if missing:
            names = ", ".join(missing)
            yield Problem(
                message=f"{names} {'is' if len(missing) == 1 else 'are'} missing",
                detail=f"{target.form} {names}",
                entry=entry,
                field=target.field,
            )
