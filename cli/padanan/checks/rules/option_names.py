"""See `OptionNames`."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from padanan.checks.base import EntryCheck, Example, Problem, Subject
from padanan.checks.kept import Name, find_losses, kept_problem
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

# Options of one letter are told from words by what stands around them: -x, `-x', [-x].
_OPTION = re.compile(
    r"-(?<![\w%\u00aa-\u1fff-]-)(?:-[a-zA-Z][a-zA-Z0-9]*(?:-[a-zA-Z0-9]+)*(?![\w-])"
    r"|[a-zA-Z](?=[^\x21-\x7e\u00aa-\u1fff]|['\"`)\],.;:|/=]|$)(?!\.\w))",
    re.ASCII,
)
_DASHES = re.compile(r"(?:[‐‑–—―−]{1,2}|－－)[a-zA-Z]")


class OptionNames(EntryCheck):
    """A translation has the names of command-line options as its source has them: --verbose, -v.

    Programs know options by these names alone. A translated name, or one with a dash that a word processor
    made of two hyphens, is an error message for whoever copies it. What follows the name (`--input=FILE`) may
    be translated.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "POSIX.1-2024, Utility Conventions, 12.1; GNU Coding Standards, 4.8; pofilter, options"
    trigger = re.compile(r"-(?:(?<![\w%-]-)[a-zA-Z]|-[a-zA-Z])", re.ASCII)
    good = (
        Example(po='msgid "use --input=FILE"\nmsgstr "pakai --input=BERKAS"\n'),
        Example(po='msgid "Hello! -- Hi"\nmsgstr "Halo! — Hai"\n'),
        Example(po='msgid "--blank--"\nmsgstr "--kosong--"\n', note="No option."),
        Example(po='msgid "Options -a and -b"\nmsgstr "Opsi -b dan -a"\n'),
    )
    bad = (
        Example(po='msgid "Try --help."\nmsgstr "Probeer ⟦--hulp⟧."\n', language="af"),
        Example(po='msgid "Use --verbose"\nmsgstr "Pakai ⟦—v⟧erbose"\n'),
        Example(po='msgid "Use -v for more"\nmsgstr ⟦"Pakai opsi ini"⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each option that a form lacks."""
        for loss in find_losses(entry, _options, _keeps):
            problem = kept_problem(loss, kind="option", hint="write it as the program knows it, with hyphens")
            dash = _DASHES.search(loss.target.text) if loss.instead is None else None
            yield replace(problem, span=Span(start=dash.start(), end=dash.end())) if dash else problem


def _options(text: str) -> Iterator[Name]:
    for found in _OPTION.finditer(text):
        yield Name(text=found[0], span=Span(start=found.start(), end=found.end()))


def _keeps(name: str, text: str, _: Collection[str]) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![a-zA-Z0-9])", text, re.ASCII) is not None
