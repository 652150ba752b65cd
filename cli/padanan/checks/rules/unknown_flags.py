"""See `UnknownFlags`."""

import re
from collections import Counter
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Preset, Problem, State, Subject
from padanan.core.catalogue import Entry
from padanan.core.message_flags import is_known_flag
from padanan.core.model import Certainty, Severity

# Weblate's flags (its manual, "Customizing behavior using flags") are lower case, with a value or without.
_OF_WEBLATE = re.compile(
    r"(?:ignore|max|strict|check|auto|add|font|replacements|placeholders|regex|xml|rst|md|safe|java|icu|i18next"
    r"|vue|url|variant|priority|terminology|read|forbidden|case|discard|fluent|laravel|percent|ruby|bbcode|automattic"
    r"|es|point|python|php|perl|c|object|scheme|lua|javascript)(?:-[a-z-]+)?(?::.*)?",
    re.DOTALL,
)


class UnknownFlags(EntryCheck):
    """A flag is one that gettext or Weblate knows, and stands there once.

    A misspelt flag (`fuzy`, `pyhton-format`) is passed over without a word: the message counts as finished,
    or its placeholders are not checked. Flags of other tools are no mistake, which is why this is
    information, and `possible-c-format` beside `c-format` says nothing more than the latter.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    states = frozenset({State.TRANSLATED, State.UNTRANSLATED, State.FUZZY})
    source = "GNU gettext manual: PO Files; i18nspector: unknown-message-flag, duplicate-message-flag"
    good = (
        Example(po='#, c-format, no-wrap\nmsgid "a"\nmsgstr "b"\n'),
        Example(po='#, max-length:30, ignore-same\nmsgid "a"\nmsgstr "b"\n', note="Weblate's."),
    )
    bad = (
        Example(po='#, fuzy\nmsgid ⟦"a"⟧\nmsgstr "b"\n'),
        Example(po='#, pyhton-format\nmsgid ⟦"a"⟧\nmsgstr "b"\n'),
        Example(po='#, c-format, c-format\nmsgid ⟦"a"⟧\nmsgstr "b"\n'),
        Example(po='#, c-format, possible-c-format\nmsgid ⟦"a"⟧\nmsgstr "b"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Look at each flag by itself, and for repetitions."""
        counts = Counter(entry.flags)
        for flag, count in counts.items():
            if not is_known_flag(flag) and not _OF_WEBLATE.fullmatch(flag):
                yield Problem(message=f"nobody knows the flag {flag}", detail=flag, field="msgid")
            elif count > 1:
                yield Problem(
                    message=f"the flag {flag} stands there twice", detail=f"2 {flag}", field="msgid"
                )
            elif flag.startswith("possible-") and flag.removeprefix("possible-") in counts:
                message = f"{flag} says less than {flag.removeprefix('possible-')}, which is there, too"
                yield Problem(message=message, detail=f"{flag} redundant", field="msgid")
