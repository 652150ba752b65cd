"""See `CodeNames`."""

import re
from collections.abc import Collection, Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject
from padanan.checks.kept import Name, find_losses, kept_problem
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

# Names that stand in a placeholder's brackets or behind its sign are the placeholder's.
_CONSTANT = re.compile(
    r"[A-Z](?<![\w$%{@&\[<\\#-][A-Z])(?<!%\([A-Z])[A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w%$}\]@-])", re.ASCII
)
_FUNCTION = re.compile(r"[A-Za-z_](?<![\w.$%{@][A-Za-z_])[\w.]*(?<!\.)\(\)", re.ASCII)

# Beside options, words in capitals stand for what the user puts there, and are translated.
_OPTION = re.compile(r"-(?<![\w-]-)-?[a-zA-Z]", re.ASCII)
# So end most words for what the user puts in: PROGRAM_NAME, JOB_SPEC.
_STAND_INS = ("_ADDRESS", "_LIST", "_NAME", "_PAGE", "_SPEC", "_WIDTH")


class CodeNames(EntryCheck):
    """A translation has the names of code that its source has: SOME_CONSTANT, HOME_DIR, some_function().

    Constants and environment variables in capitals with an underscore, and functions with empty brackets,
    are what the program knows them by; a reader who types a translated one gets an error. Left alone are
    words for what users put in themselves (beside options, and PROGRAM_NAME or JOB_SPEC), and a message that
    is nothing but such a name, for it may be a key.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "pofilter, functions and variables; POSIX.1-2024, Environment Variables, 8.1"
    trigger = re.compile(r"_[A-Z0-9]|\(\)")
    good = (
        Example(po='msgid "Set LC_ALL."\nmsgstr "Atur LC_ALL."\n'),
        Example(po='msgid "MENU_TITLE"\nmsgstr "Judul menu"\n', note="A key."),
        Example(po='msgid "call(s)"\nmsgstr "panggilan"\n'),
        Example(po='msgid "%(USER_NAME)s is in"\nmsgstr "%(USER_NAME)s masuk"\n'),
    )
    bad = (
        Example(po='msgid "calls rgb() here"\nmsgstr "roep ⟦brg()⟧ hier"\n', language="af"),
        Example(po='msgid "Set LC_ALL."\nmsgstr "Atur ⟦LC_SEMUA⟧."\n'),
        Example(po='msgid "Set LC_ALL."\nmsgstr ⟦"Atur pelokalan."⟧\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each name that a form lacks."""
        if (
            _OPTION.search(entry.msgid)
            or _CONSTANT.fullmatch(entry.msgid)
            or _FUNCTION.fullmatch(entry.msgid)
        ):
            return
        for loss in find_losses(entry, _names, _keeps):
            yield kept_problem(loss, kind="name", hint="names of code are not translated")


def _names(text: str) -> Iterator[Name]:
    for pattern in (_CONSTANT, _FUNCTION):
        for found in pattern.finditer(text):
            if not found[0].endswith(_STAND_INS):
                yield Name(text=found[0], span=Span(start=found.start(), end=found.end()))


def _keeps(name: str, text: str, _: Collection[str]) -> bool:
    return name.removesuffix("()") in text
