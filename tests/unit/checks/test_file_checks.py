"""Checks of files: one finding a cause, whatever else is broken, and hostile headers in bounded time."""

from pathlib import Path

import pytest

from padanan.checks.base import Preset, Subject, make_subject
from padanan.checks.conflicts import Conflict, find_conflicts
from padanan.checks.registry import check_ids, load_check
from padanan.checks.runner import check_catalogue
from padanan.formats.files import SourceFile
from padanan.formats.po import parse_catalogue

HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"Language: id\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
ENTRY = 'msgid "Save é"\nmsgstr "Simpan é"\n'
PLURAL = 'msgid "%d é"\nmsgid_plural "%d és"\nmsgstr[0] "%d x"\n'
OTHER = ENTRY.replace("Simpan", "Rekam")


def subject_of(text: str, path: str = "locale/id/LC_MESSAGES/app.po") -> Subject:
    source = SourceFile.of(Path(path), text.encode())
    document, errors = parse_catalogue(source)
    return make_subject(document.catalogue, text=document.text, errors=errors, has_bom=source.has_bom)


def found(text: str, *, path: str = "locale/id/LC_MESSAGES/app.po") -> list[tuple[str, int]]:
    checks = [load_check(check_id)() for check_id in check_ids()]
    chosen = [check for check in checks if check.preset is not Preset.STRICT]
    return [(finding.check, finding.line) for finding in check_catalogue(subject_of(text, path), chosen)]


def conflict(one: str, other: str, base: str = "") -> str:
    return f"<<<<<<< HEAD\n{one}{base}=======\n{other}>>>>>>> branch\n"


DATES = conflict('"PO-Revision-Date: 1\\n"\n', '"PO-Revision-Date: 2\\n"\n')
CONFLICTS = {
    "in the header": HEADER.replace('"Language', f'{DATES}"Language') + PLURAL,
    "around entries": HEADER + conflict(ENTRY, OTHER) + "\n" + PLURAL,
    "inside an entry": HEADER + 'msgid "a"\n' + conflict('msgstr "b"\n', 'msgstr "c"\n') + "\n" + PLURAL,
    "in references": HEADER + conflict("#: a.c:1\n", "#: a.c:2\n") + ENTRY + "\n" + PLURAL,
    "in a form": HEADER + 'msgid "a"\nmsgid_plural "b"\n' + conflict('msgstr[0] "c"\n', 'msgstr[0] "d"\n'),
    "between pieces": HEADER + 'msgid "a"\nmsgstr "x"\n' + conflict('"b"\n', '"c"\n') + '"d"\n\n' + ENTRY,
    "of three sides": HEADER + conflict(ENTRY, OTHER, base="||||||| base\n" + ENTRY),
    "with line ends of Windows": (HEADER + conflict(ENTRY, OTHER)).replace("\n", "\r\n"),
    "with one marker left": HEADER + ENTRY + "=======\n\n" + PLURAL,
}


@pytest.mark.parametrize("text", CONFLICTS.values(), ids=CONFLICTS)
def test_a_merge_conflict_is_one_finding_and_nothing_else(text: str) -> None:
    line = next(
        number for number, line in enumerate(text.split("\n"), 1) if line.startswith(("<<<<<<<", "======="))
    )
    assert found(text) == [("merge-conflict", line)]


def test_two_conflicts_are_two_findings_and_errors_elsewhere_are_reported() -> None:
    text = HEADER + conflict(ENTRY, OTHER) + "\nmsgtsr\n\n" + conflict(PLURAL, PLURAL)
    assert [check for check, _ in found(text)] == ["merge-conflict", "syntax", "merge-conflict"]


@pytest.mark.parametrize(
    ("lines", "conflicts"),
    [
        ([], []),
        (["<<<<<<< a", "x", "=======", "y", ">>>>>>> b"], [(1, 5)]),
        (["<<<<<<< a", "<<<<<<< b", ">>>>>>> c"], [(1, 1), (2, 3)]),
        (["=======", "x", ">>>>>>> b"], [(1, 1), (3, 3)]),
        (["x", "<<<<<<< a"], [(2, 2)]),
        (["<<<<<<<< a", " <<<<<<< a", "<<<<<<<x", "======== x"], []),
    ],
    ids=["empty", "one", "nested", "no beginning", "no end", "look-alikes"],
)
def test_where_conflicts_are(lines: list[str], conflicts: list[tuple[int, int]]) -> None:
    expected = tuple(Conflict(first=first, last=last) for first, last in conflicts)
    assert find_conflicts(lines) == expected


@pytest.mark.parametrize(
    "text",
    [
        HEADER.replace('"Language', "Language") + PLURAL,
        HEADER.replace('msgstr ""', 'msgtsr ""') + PLURAL,
        HEADER.replace('UTF-8\\n"', "UTF-8\\n") + PLURAL,
    ],
    ids=["a quote missing", "a keyword misspelt", "a string not closed"],
)
def test_what_a_broken_header_lost_is_not_missed(text: str) -> None:
    assert {check for check, _ in found(text)} == {"syntax"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('#~ msgid "a"\nmsgstr "b"\n', "#~ on some lines of an entry only"),
        ('#| msgid "a"\n', "the file ends"),
        ('#~| msgid "a"\nmsgid "b"\nmsgstr "c"\n', "#~ on some lines"),
        ('#| #, fuzzy\nmsgid "b"\nmsgstr "c"\n', "a comment behind #|"),
    ],
    ids=[
        "obsolete in part",
        "a previous message alone",
        "previous of an obsolete entry",
        "a comment as previous",
    ],
)
def test_obsolete_and_previous_lines_follow_their_rules(before: str, after: str) -> None:
    subject = subject_of(HEADER + before)
    findings = check_catalogue(subject, [load_check("syntax")()])
    assert any(after in finding.message for finding in findings)


HOSTILE = {
    "division by zero": "n/0",
    "remainder by zero": "n%0",
    "division at 2^31": "1/(n-2147483648)",
    "form 1 at 2^32-1": "n==4294967295",
    "10,000 brackets": "(" * 10_000 + "n" + ")" * 10_000,
    "brackets left open": "(" * 1900 + "n",
    "negations": "!" * 3900 + "n",
    "conditions": "n?" * 1900,
    "a long sum": "n+" * 1900 + "n",
    "a long number": "9" * 3900,
    "a long word": "n" * 100_000,
    "nothing": "",
}


@pytest.mark.parametrize("expression", HOSTILE.values(), ids=HOSTILE)
def test_hostile_plural_expressions_end_in_a_finding(expression: str) -> None:
    text = HEADER.replace("plural=0", f"plural={expression}") + PLURAL
    assert "plural-formula" in {check for check, _ in found(text)}


@pytest.mark.parametrize(
    ("path", "language", "agrees"),
    [
        ("locale/pt_BR/LC_MESSAGES/app.po", "pt_BR", True),
        ("locale/pt_BR/LC_MESSAGES/app.po", "pt", True),
        ("locale/pt/LC_MESSAGES/app.po", "pt_BR", True),
        ("locale/pt_BR/LC_MESSAGES/app.po", "pt_PT", False),
        ("po/sr@latin.po", "sr_Latn", True),
        ("po/sr.po", "sr@latin", False),
        ("locale/zh_Hans/LC_MESSAGES/django.po", "zh_CN", True),
        ("locale/zh_Hant/LC_MESSAGES/django.po", "zh_CN", False),
        ("locale/nb/LC_MESSAGES/django.po", "no", True),
        ("po/id.po", "in", True),
        ("po/app.po", "id", True),
    ],
)
def test_language_of_path_and_header(path: str, language: str, agrees: bool) -> None:
    text = f'msgid ""\nmsgstr "Language: {language}\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    findings = check_catalogue(subject_of(text, path), [load_check("header-language")()])
    assert (not findings) is agrees


MANY = 100_000
LONG_HEADERS = {
    "fields": '"A: b\\n"\n' * MANY,
    "languages": '"Language: x\\n"\n' * MANY,
    "lines without colon": '"x\\n"\n' * MANY,
    "spaces": f'"X: a{" " * MANY}b\\n"\n',
    "formulas": f'"Plural-Forms: {"nplurals=plural=n;" * MANY}\\n"\n',
    "boilerplate": '"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n"\n' * MANY,
}


@pytest.mark.parametrize("lines", LONG_HEADERS.values(), ids=LONG_HEADERS)
def test_hostile_headers_give_few_findings(lines: str) -> None:
    names = (
        "charset", "compendium-conflict", "duplicate-header-field", "empty-msgid", "header-boilerplate",
        "header-language", "header-missing-fields", "header-position", "header-values", "plural-count",
        "plural-formula", "unused-plural-form",
    )  # fmt: skip
    subject = subject_of(HEADER.rstrip() + "\n" + lines + "\n" + PLURAL)
    assert len(check_catalogue(subject, [load_check(name)() for name in names])) < 300


def test_many_conflicts_beside_many_duplicates() -> None:
    text = HEADER + (ENTRY + "\n") * 5_000 + conflict("", "") * 50_000
    checks = [load_check(name)() for name in ("duplicate-entry", "syntax", "merge-conflict")]
    findings = check_catalogue(subject_of(text), checks)
    assert sum(finding.check == "duplicate-entry" for finding in findings) == 4_999
