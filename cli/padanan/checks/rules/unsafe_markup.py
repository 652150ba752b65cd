"""See `UnsafeMarkup`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, Subject, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.markup_dangers import find_dangers
from padanan.core.model import Certainty, Severity


class UnsafeMarkup(EntryCheck):
    """A translation brings no code that its source does not have: scripts, handlers, javascript: addresses.

    Catalogues come from many hands, and their texts are put into pages as they are. Reported are elements
    that run, load or send something (script, iframe, object, embed, form ...), attributes that
    begin with `on`, addresses with javascript:, vbscript: or data: (but for pictures), however they are
    disguised with entities, white space or capitals, and expressions in styles. What the source has as well
    is left alone, and so are these words in running text.
    """

    severity = Severity.ERROR
    certainty = Certainty.CERTAIN
    preset = Preset.MINIMAL
    source = (
        "OWASP, Cross Site Scripting Prevention; HTML Living Standard, 8.1.8; Weblate, check “Unsafe HTML”"
    )
    trigger = re.compile(r"<[^<>a-zA-Z]{0,3}[a-zA-Z]")
    good = (
        Example(po='msgid "Click <a href=\\"/x\\">here</a>"\nmsgstr "Klik <a href=\\"/x\\">di sini</a>"\n'),
        Example(po='msgid "No javascript: found"\nmsgstr "Tak ada javascript: di sini"\n', note="Prose."),
        Example(
            po='msgid "<script>x()</script>"\nmsgstr "<script>x()</script>"\n', note="So does the source."
        ),
        Example(po='msgid "Use <object>"\nmsgstr "Pakai <object>"\n'),
    )
    bad = (
        Example(po='msgid "Save"\nmsgstr "Simpan⟦<script>⟧x()</script>"\n'),
        Example(po='msgid "<b>Save</b>"\nmsgstr "<b ⟦onclick=\\"x()\\"⟧>Simpan</b>"\n'),
        Example(po='msgid "<a href=\\"/\\">x</a>"\nmsgstr "<a ⟦href=\\"javascript:x()\\"⟧>x</a>"\n'),
        Example(
            po='msgid "<a href=\\"/\\">x</a>"\nmsgstr "<a ⟦href=\\"&#106;ava&Tab;script:x()\\"⟧>x</a>"\n'
        ),
        Example(po='msgid "<b>x</b>"\nmsgstr "<b ⟦style=\\"width: expression(x())\\"⟧>x</b>"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Compare what can do something with what the sources have of it."""
        known = {what for text in sources(entry) for what, _ in find_dangers(text)}
        for target in targets(entry):
            for what, span in find_dangers(target.text):
                if what not in known:
                    yield Problem(
                        message=f"{what} is not in the source",
                        detail=f"{target.form} {what}",
                        hint="remove it, and ask who put it there",
                        field=target.field,
                        span=span,
                    )
