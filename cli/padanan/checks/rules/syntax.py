"""See `Syntax`."""

from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Preset, Problem, Subject, excerpt
from padanan.checks.conflicts import find_conflicts, lies_in
from padanan.core.catalogue import Place
from padanan.core.model import Certainty, Severity


class Syntax(FileCheck):
    """The file follows the grammar of its format, in the character set its header names.

    A catalogue that cannot be read is not shipped at all: msgfmt stops at the first such line, and some
    programs fall back to the source language without a word. A byte order mark, which some editors for
    Windows put before UTF-8, is a syntax error to msgfmt too. What a conflict left behind by a merge breaks
    is reported by merge-conflict alone.

    A TMX document is held against all that its standard demands: the order of its elements, attributes and
    the form of their values, pairs of inline codes, languages. Other tools say “invalid TMX” to such a file
    or, worse, lose a part of it without a word.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    memories = True
    source = "GNU gettext manual, section “The Format of PO Files”; TMX 1.4b specification"
    good = (
        Example(po='msgid "Save"\nmsgstr "Simpan"\n'),
        Example(po='#~ msgid "Print"\n#~ msgstr "Cetak"\n', note="Obsolete entries follow the same grammar."),
    )
    bad = (
        Example(po='msgid "Save"\n⟦⟧msgtsr "Simpan"\n'),
        Example(
            po='⟦⟧\ufeffmsgid ""\nmsgstr "Language: id\\n"\n\nmsgid "Save"\nmsgstr "Simpan"\n', language=""
        ),
        Example(
            po='#~ msgid "Print"\n⟦⟧msgstr "Cetak"\n',
            note="An entry is obsolete as a whole, or not at all.",
        ),
        Example(po='msgid "Save"\nmsgstr "Simpan" ⟦⟧disk\n'),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Report what the parser stumbled over, and a byte order mark, which our parser does not mind."""
        if subject.has_bom:
            yield Problem(
                message="a byte order mark stands before the first line; msgfmt refuses the file",
                detail="byte order mark",
                hint="save the file as UTF-8 without it",
                place=Place(line=1, column=1),
            )
        conflicts = find_conflicts(subject.lines) if subject.errors else ()
        for error in subject.errors:
            line, column = error.line or 1, error.column or 1
            if not lies_in(line, conflicts):
                text = subject.lines[line - 1] if line <= len(subject.lines) else ""
                yield Problem(
                    message=error.message,
                    detail=excerpt(text.strip(), 200),
                    hint=error.hint,
                    place=Place(line=line, column=column),
                )
