"""See `MergeConflict`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject
from padanan.checks.conflicts import find_conflicts
from padanan.core.catalogue import Place
from padanan.core.model import Certainty, Severity


class MergeConflict(FileCheck):
    """No merge left both of its sides in the file.

    Catalogues conflict in nearly every merge, for tools rewrite their headers and line numbers. msgfmt
    refuses a file with markers, and complains about every line between them; here a conflict is one finding,
    and what other checks would say about its lines is left out.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = (
        "git-merge documentation, “How conflicts are presented”; GNU gettext manual, “The Format of PO Files”"
    )
    good = (
        Example(po='msgid "=======\\n"\nmsgstr "=======\\n"\n', note="A line of a text is no marker."),
        Example(po='# <<<<<<< see below\nmsgid "Save"\nmsgstr "Simpan"\n'),
    )
    bad = (
        Example(
            po='⟦⟧<<<<<<< HEAD\nmsgid "Save"\nmsgstr "Simpan"\n=======\nmsgid "Save"\nmsgstr "Simpanlah"\n'
            ">>>>>>> main\n",
        ),
        Example(po='msgid "Save"\n⟦⟧<<<<<<< HEAD\nmsgstr "Simpan"\n=======\nmsgstr "Rekam"\n>>>>>>> main\n'),
        Example(
            po='msgid "Save"\nmsgstr "Simpan"\n\n⟦⟧=======\n\nmsgid "Open"\nmsgstr "Buka"\n',
            note="Somebody resolved the conflict and forgot a marker.",
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Report every conflict; a file that has one has a syntax error, too."""
        for conflict in find_conflicts(subject.lines) if subject.errors else ():
            yield Problem(
                message="a merge left a conflict here"
                if conflict.first < conflict.last
                else "a merge left a conflict marker here",
                detail=subject.lines[conflict.first - 1].strip()[:200],
                hint="choose one side, and remove the lines <<<<<<<, ======= and >>>>>>>",
                place=Place(line=conflict.first, column=1),
            )
