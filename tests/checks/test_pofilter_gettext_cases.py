"""What pofilter, i18nspector and GNU gettext report or let pass in their tests, and what is said of it here.

Each row is one kind of case that their tests have, in other words: flags, source, translation, and the checks
of the default preset that must speak. None means that they let it pass, and so must we.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from padanan.core.model import Severity
from padanan.formats.files import SourceFile
from padanan.services.validate_examine import Plan, examine

_HEADER = (
    'msgid ""\nmsgstr ""\n"Language: nl\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


class Case(NamedTuple):
    """One message, as it stands between the quotation marks of a PO file."""

    flags: str
    source: str
    translation: str
    checks: str = ""


POFILTER = (
    Case("", "Really?", "Echt", "end-punctuation"),
    Case("", "Name:", "Naam", "end-punctuation"),
    Case("", "Wait...", "Wacht…"),
    Case("", "one\\n", "een", "edge-newlines"),
    Case("", "three spaces", "drie  spaties", "doubled-spaces"),
    Case("", "see (above)", "zie (boven", "brackets"),
    Case("", "12 apples", "13 appels", "numbers"),
    Case("", "the price is 57.60", "de prijs is 57,60"),
    Case("", "go to http://a.org/x", "ga naar http://b.org/x", "web-addresses"),
    Case("", "see http://localhost/a", "zie daar", "web-addresses"),
    Case("", "put --verbose", "zet --breedsprakig", "option-names"),
    Case("", "<b>bold</b> text", "<b>vette tekst", "markup-tags"),
    Case("", "the dog barks", "de de hond blaft", "repeated-words"),
    Case("", "a dog", " ", "blank-translation"),
    Case("c-format", "%d of %s", "%s van %d", "placeholders"),
    Case("c-format", "%1$d of %2$s", "%2$s van %1$d"),
    Case("python-format", "at %(place)s", "bij %(plaats)s", "placeholders"),
    Case("python-brace-format", "{0} by {1}", "{1} bij {0}"),
    Case("python-brace-format", "{0} by {1}", "{0} bij {2}", "placeholders"),
)
I18NSPECTOR = (
    Case("python-brace-format", "a {} fox", "een {!s} vos"),
    Case("python-brace-format", "a {} fox", "een {!r} vos", "placeholders"),
    Case("python-brace-format", "a {n} fox", "een {n", "placeholders"),
    Case("perl-brace-format", "a {n} fox", "een {m} vos", "placeholders"),
    Case("c-format", "%d foxes", "%ld vossen", "placeholders"),
    Case("c-format", "%s %s", "%1$s %s", "placeholders"),
    Case("", "a fox", "een\\x01 vos", "control-characters"),
    Case("", "a fox", "een \ufeffvos", "invisible-characters"),
)
GETTEXT = (
    Case("python-brace-format", "on {date} at {time}", "om {time} op {date}"),
    Case("python-brace-format", "of {{{a}{b}", "{b} van {a}"),
    Case("python-brace-format", "on {date}", "op {date} om {time}", "placeholders"),
    Case("kde-kuit-format", "a <filename>b</filename>", "een <filename>c</filename>"),
    Case("kde-kuit-format", "plain", "gewoon <", "placeholders"),
    Case("kde-kuit-format", "<filename>b</filename>", "<filename>c</name>", "markup-tags placeholders"),
    Case("kde-format", "%1 of %2", "%2 van %1"),
    Case("lisp-format", "~D of ~S", "~S van ~D", "placeholders"),
    Case("scheme-format", "~a and ~a", "~a", "placeholders"),
    Case("sh-format", "in $dir", "in $map", "placeholders"),
    Case("awk-format", "%s by %d", "%2$d bij %1$s"),
    Case("tcl-format", "%d", "%s", "placeholders"),
    Case("php-format", "%s by %d", "%d bij %s", "placeholders"),
    Case("boost-format", "%1% of %2%", "%2% van %1%"),
    Case("boost-format", "%1% of %2%", "%1%", "placeholders"),
    Case("qt-format", "%1 of %2", "%1", "placeholders"),
    Case("lua-format", "%d", "%s", "placeholders"),
    Case("javascript-format", "%d", "%s", "placeholders"),
)


@pytest.mark.parametrize(
    "case", POFILTER + I18NSPECTOR + GETTEXT, ids=lambda case: f"{case.flags}: {case.translation!r}"
)
def test_cases_of_pofilter_i18nspector_and_gettext(case: Case) -> None:
    flags = f"#, {case.flags}\n" if case.flags else ""
    text = f'{_HEADER}{flags}msgid "{case.source}"\nmsgstr "{case.translation}"\n'
    source = SourceFile(path=Path("nl.po"), data=text.encode(), digest="case")
    findings = examine(source, Plan()).report.findings
    assert {finding.check for finding in findings if finding.severity is not Severity.INFO} == set(
        case.checks.split()
    )
