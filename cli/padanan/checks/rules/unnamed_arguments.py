"""See `UnnamedArguments`."""

from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, State, Subject, sources
from padanan.core.catalogue import Entry
from padanan.core.message_flags import syntaxes_of
from padanan.core.model import Certainty, Severity
from padanan.core.placeholders import read_placeholders


class UnnamedArguments(EntryCheck):
    """A source for translators names its arguments where there are several.

    Python's `%s` are filled in by order, and a translation cannot change it: "%s of %s" forces English word
    order on every language, and with a plural the number cannot be left out. `%(part)s of %(whole)s` can be
    translated. Only programmers can change it, hence information. In C and most other languages a translator
    may number the arguments (`%2$s`), so that only Python's % is looked at, and Lua, which has no numbers.
    """

    severity = Severity.INFO
    certainty = Certainty.CERTAIN
    preset = Preset.STRICT
    states = frozenset({State.TRANSLATED, State.UNTRANSLATED})
    source = "GNU gettext manual: Python; Weblate: multiple unnamed variables"
    good = (
        Example(po='#, python-format\nmsgid "%(a)s of %(b)s"\nmsgstr "%(b)s: %(a)s"\n'),
        Example(po='#, python-format\nmsgid "%s files"\nmsgstr "%s berkas"\n'),
        Example(po='#, c-format\nmsgid "%s of %s"\nmsgstr "%2$s: %1$s"\n'),
    )
    bad = (
        Example(po='#, python-format\nmsgid ⟦"%s of %s"⟧\nmsgstr "%s dari %s"\n'),
        Example(po='#, lua-format\nmsgid ⟦"%s of %d"⟧\nmsgstr ""\n'),
        Example(
            po='#, python-format\nmsgid ⟦"%d file"⟧\nmsgid_plural "%d files"\nmsgstr[0] "%d berkas"\n',
            note="A form for one number could not leave it out.",
        ),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Count the arguments of the sources."""
        for syntax in syntaxes_of(entry.flags):
            if syntax not in {"python", "lua"}:
                continue
            formats = [read_placeholders(text, syntax) for text in sources(entry)]
            unnamed = [
                one
                for one in formats[-1].placeholders
                if isinstance(one.argument, int) and not one.is_numbered
            ]
            if any(read.faults for read in formats):
                continue
            if len(unnamed) > 1 or (unnamed and entry.msgid_plural is not None and syntax == "python"):
                names = ", ".join(one.text for one in unnamed)
                yield Problem(
                    message=f"{names} cannot be moved in a translation", detail=names, field="msgid"
                )
