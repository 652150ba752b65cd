"""See `Incomplete`."""

from collections.abc import Iterator

from padanan.checks.base import CheckSettings, Example, FileCheck, Problem, Subject
from padanan.core.catalogue import Place
from padanan.core.model import Certainty, Severity

_SETTINGS = CheckSettings(min_complete_percent=75)


class Incomplete(FileCheck):
    """As much of a catalogue is translated as the project asks for.

    Runs only where it asks: `--min-complete 100`, or `min_complete = 100` in `[tool.padanan.validate]`. A
    message counts once all of its forms are translated and nobody marked it fuzzy; obsolete ones do not
    count. A share is rounded down: 999 of 1000 are 99 %. The catalogue of the source language is left
    alone, and so is a file with syntax errors, where entries are missing.
    """

    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = "msgfmt --statistics; what readers ask of continuous integration (crowdin-cli, issue 446)"
    templates = False
    good = (
        Example(
            po='msgid "A"\nmsgstr "A"\n\nmsgid "B"\nmsgstr "B"\n\nmsgid "C"\nmsgstr "C"\n\n'
            'msgid "D"\nmsgstr ""\n',
            settings=_SETTINGS,
            note="The project asks for 75 %.",
        ),
        Example(po='msgid "A"\nmsgstr ""\n', note="The project asks for nothing."),
        Example(po='msgid "A"\nmsgstr ""\n', language="en", settings=_SETTINGS),
    )
    bad = (
        Example(
            po='msgid ""\nmsgstr ⟦"Language: id\\n"⟧\n\nmsgid "A"\nmsgstr "A"\n\n#, fuzzy\n'
            'msgid "B"\nmsgstr "B"\n',
            settings=_SETTINGS,
            note="1 of 2 messages is translated, the project asks for 75 %.",
        ),
        Example(po='⟦⟧msgid "A"\nmsgid_plural "B"\nmsgstr[0] ""\n', language="", settings=_SETTINGS),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Count."""
        wanted = subject.settings.min_complete_percent
        entries = [entry for entry in subject.catalogue.entries if not entry.obsolete]
        if wanted is None or not entries or subject.errors or _is_source(subject):
            return
        done = sum(entry.is_translated for entry in entries)
        percent = done * 100 // len(entries)
        if percent < wanted:
            header = subject.catalogue.header_entry
            yield Problem(
                message=f"{percent} % is translated ({done} of {len(entries)} messages), {wanted} % wanted",
                detail="",
                entry=header,
                place=None if header else Place(line=1, column=1),
            )


def _is_source(subject: Subject) -> bool:
    return subject.catalogue.language == subject.settings.source_language
