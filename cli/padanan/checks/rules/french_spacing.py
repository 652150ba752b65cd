"""See `FrenchSpacing`."""

import re
from collections.abc import Iterator

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span
from padanan.core.punctuation import first_matches

# A mark that touches its word; not one inside an entity (`&amp;`), a role (`:members:`) or code in quotation
# marks ("pair: %s"), nor that of a header field (`Reply-To:`), and a colon only where a space follows.
_TOUCHING = re.compile(
    r"(?:<\w[^<>\n]{0,300}(?=>)|\b(?:[A-Z][a-z]+(?:-[A-Z][a-z]+)+|To|Cc|Bcc):|&#?\w+;|:[\w%-]+:|(?<!\w)(?:[\"'`“‘]|«\s?)[\w-]+:|(?P<before>[\w)\]»”\"'}%>’])"
    r"(?P<mark>[?!;]+(?=[\s)\]»”\"<]|\Z)|:(?=[\s<]|\Z)))"
)
_GUILLEMETS = re.compile(r"(?P<opening>«)(?=[^\s»])|(?<=[^\s«])(?P<closing>»)")
_NO_BREAK, _THIN = "\u00a0", "\u202f"


class FrenchSpacing(EntryCheck):
    """French has a space before `;` `:` `?` `!` and inside « ».

    It is what French readers are used to, and the best-known mark of a text that was translated carelessly.
    Any space will do here: a narrow one (U+202F), a no-break one (U+00A0) or an ordinary one, which
    `french-no-break-spaces` looks at. In Canada only the colon and the guillemets have one, in Switzerland
    none is demanded. Left alone are entities, roles, header fields (`Reply-To:`), times, addresses and what
    was copied from the source.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = (
        "Imprimerie nationale, Lexique des règles typographiques; Office québécois de la langue française, "
        "Espacement avant et après les signes de ponctuation; Unicode Standard, section 6.2 (U+202F)"
    )
    languages = frozenset({"fr"})
    trigger = re.compile(r"[?!;:«»]")
    good = (
        Example(po='msgid "Sure?"\nmsgstr "Sûr\u202f?"\n', language="fr"),
        Example(po='msgid "Name:"\nmsgstr "Nom :"\n', language="fr"),
        Example(po='msgid "at 10:30"\nmsgstr "à 10:30"\n', language="fr"),
        Example(po='msgid "Sure?"\nmsgstr "Sûr?"\n', language="fr-CA"),
        Example(
            po='msgid "Go <x title=\\"a | b: 0\\"/> on"\nmsgstr "Et <x title=\\"a | b: 0\\"/> encore"\n',
            language="fr",
        ),
        Example(po='msgid "in To: or Cc: fields"\nmsgstr "dans To: ou Cc:"\n', language="fr"),
        Example(po='msgid "Fish &amp; chips"\nmsgstr "Poisson &amp; frites"\n', language="fr"),
    )
    bad = (
        Example(po='msgid "Sure?"\nmsgstr "Sûr⟦?⟧"\n', language="fr"),
        Example(po='msgid "[Read on!](u)"\nmsgstr "[Lire⟦!⟧](u)"\n', language="fr"),
        Example(po='msgid "Name:"\nmsgstr "Nom⟦:⟧"\n', language="fr-CA"),
        Example(po='msgid "The file “%s”"\nmsgstr "Le fichier ⟦«⟧%s »"\n', language="fr"),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Report each mark that touches its word."""
        region = (subject.catalogue.language or "").partition("-")[2]
        if region == "CH":
            return
        for target in targets(entry):
            if target.text not in sources(entry):
                yield from _touching(target, ":" if region == "CA" else ";:?!")


def _touching(target: Target, spaced: str) -> Iterator[Problem]:
    for found in first_matches(_TOUCHING, target.text):
        mark = found["mark"]
        if mark and mark[0] in spaced:
            space = _NO_BREAK if mark == ":" else _THIN
            yield _problem(target, found, "mark", f"no space stands before {mark!r}", space + mark)
    for found in first_matches(_GUILLEMETS, target.text):
        group, replacement = (
            ("opening", f"«{_NO_BREAK}") if found["opening"] else ("closing", f"{_NO_BREAK}»")
        )
        yield _problem(target, found, group, f"no space stands inside {found[0]!r}", replacement)


def _problem(target: Target, found: re.Match[str], group: str, message: str, replacement: str) -> Problem:
    return Problem(
        message=message,
        detail=f"{found[group]} {target.form}",
        hint="put a no-break space there",
        field=target.field,
        span=Span(start=found.start(group), end=found.end(group)),
        replacement=replacement,
    )
