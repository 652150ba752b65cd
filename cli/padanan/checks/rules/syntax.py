"""See `Syntax`."""

import re
from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Problem, Subject, excerpt
from padanan.core.catalogue import Place
from padanan.core.model import Certainty, Severity

_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7})(?: |\r?$)")


class Syntax(FileCheck):
    """The file follows the grammar of PO files, in the character set its header names.

    A catalogue that cannot be read is not shipped at all: msgfmt stops at the first such line, and some
    programs fall back to the source language without a word. Conflict markers that a merge left behind are
    the most frequent case and are named as what they are, once a conflict. A byte order mark, which some
    editors for Windows put before UTF-8, is a syntax error to msgfmt too.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    source = "GNU gettext manual, section “The Format of PO Files”"
    good = (
        Example(po='msgid "Save"\nmsgstr "Simpan"\n'),
        Example(po='#~ msgid "Print"\n#~ msgstr "Cetak"\n', note="Obsolete entries follow the same grammar."),
    )
    bad = (
        Example(po='msgid "Save"\n⟦⟧msgtsr "Simpan"\n'),
        Example(
            po='⟦⟧\ufeffmsgid ""\nmsgstr "Language: id\\n"\n\nmsgid "Save"\nmsgstr "Simpan"\n', language=""
        ),
        Example(po='⟦⟧<<<<<<< HEAD\nmsgid "Save"\nmsgstr "Simpan"\n>>>>>>> main\n'),
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
        for error in subject.errors:
            line, column = error.line or 1, error.column or 1
            text = subject.lines[line - 1] if line <= len(subject.lines) else ""
            marker = _CONFLICT.match(text)
            if marker and not marker[0].startswith("<"):
                continue
            yield Problem(
                message="a merge left a conflict marker here" if marker else error.message,
                detail=excerpt(text.strip(), 200),
                hint="choose one side, and remove the lines <<<<<<<, ======= and >>>>>>>"
                if marker
                else error.hint,
                place=Place(line=line, column=1 if marker else column),
            )
