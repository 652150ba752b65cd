"""See `FilePaths`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject
from padanan.checks.kept import Name, find_losses, kept_problem
from padanan.core.addresses import find_file_paths
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity


class FilePaths(EntryCheck):
    """A translation has the paths of its source.

    Nobody finds `/etc/gasheer` where the file is `/etc/hosts`. Looked at are absolute paths below the
    directories that every Unix has, paths below `~/`, and Windows paths with a drive. Made-up paths
    (`/path/to/file`) may be translated, and so may the made-up end of a real one (`/home/user`).
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "Filesystem Hierarchy Standard 3.0, chapters 3 to 5; pofilter, filepaths"
    trigger = re.compile(
        r"[/~:](?:(?:bin|boot|dev|etc|lib|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)/|(?<=~)/|(?<=:)\\)"
    )
    good = (
        Example(po='msgid "Edit /etc/hosts."\nmsgstr "Sunting /etc/hosts."\n'),
        Example(po='msgid "in /path/to/file"\nmsgstr "di /jalur/ke/berkas"\n'),
        Example(po='msgid "Line<br />break"\nmsgstr "Pemisah<br />baris"\n'),
        Example(po='msgid "in /home/user/file"\nmsgstr "di /home/pengguna/berkas"\n'),
    )
    bad = (
        Example(po='msgid "Edit /etc/hosts."\nmsgstr "Wysig ⟦/etc/gasheer⟧."\n', language="af"),
        Example(po='msgid "Look into ~/.config/app"\nmsgstr ⟦"Lihat konfigurasi"⟧\n'),
        Example(
            po='msgid "C:\\\\Windows\\\\System32"\nmsgstr "⟦C:\\\\Jendela\\\\System32⟧"\n',
        ),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each path that a form lacks."""
        for loss in find_losses(entry, _paths):
            yield kept_problem(loss, kind="path", hint="names of files are not translated")


def _paths(text: str) -> Iterator[Name]:
    for span in find_file_paths(text):
        yield Name(text=text[span.start : span.end], span=span)
