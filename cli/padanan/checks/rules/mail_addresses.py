"""See `MailAddresses`."""

import re
from collections.abc import Collection, Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject
from padanan.checks.kept import Name, find_losses, kept_problem
from padanan.core.addresses import find_mail_addresses
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity


class MailAddresses(EntryCheck):
    """A translation has the e-mail addresses of its source.

    Who writes to a translated or mistyped address reaches nobody, or a stranger: even `user@example.com` is
    safe only as long as it stays below a domain that RFC 2606 keeps free. There the part before the @ may be
    translated. Left alone are addresses that the source has not, such as the translators' own, and quite
    another address in place of one that was made up (`Heinrich Heine <heinrichh@duesseldorf.de>`).
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "RFC 5322, section 3.4.1; RFC 2606; pofilter, emails; Okapi CheckMate, patterns"
    trigger = re.compile(r"@[a-zA-Z0-9]")
    good = (
        Example(po='msgid "Write to info@example.com."\nmsgstr "Tulis ke info@example.com."\n'),
        Example(po='msgid "name@example.com"\nmsgstr "nama@example.com"\n'),
        Example(po='msgid "bugs@gnu.org"\nmsgstr "bugs@gnu.org, penerjemah@example.id"\n'),
    )
    bad = (
        Example(po='msgid "info@example.com"\nmsgstr "⟦info@voorbeeld.com⟧"\n', language="af"),
        Example(
            po='msgid "Write to bugs@gnu.org."\nmsgstr "Schreiben Sie an ⟦bug@gnu.org⟧."\n', language="de"
        ),
        Example(po='msgid "Write to bugs@gnu.org."\nmsgstr ⟦"Schreiben Sie uns."⟧\n', language="de"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each address that a form lacks."""
        for loss in find_losses(entry, _addresses, _keeps):
            yield kept_problem(loss, kind="address")


def _addresses(text: str) -> Iterator[Name]:
    for span in find_mail_addresses(text):
        yield Name(text=text[span.start : span.end], span=span)


def _keeps(name: str, text: str, strangers: Collection[str]) -> bool:
    """Whether an address is kept, or is an example in place of which another one was put."""
    if name.lower() in text.lower():
        return True
    if _is_example(name):
        return any(map(_is_example, strangers))
    parts = set(name.lower().split("@"))
    return any(parts.isdisjoint(other.lower().split("@")) for other in strangers)


def _is_example(address: str) -> bool:
    return re.search(r"[@.]example\.[a-z.]+\Z", address) is not None
