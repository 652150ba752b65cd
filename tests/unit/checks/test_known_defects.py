"""The defects known to stand in published catalogues, and the false alarms known of other checkers.

Each case is the shape of a real entry in as few words as show it, looked at by the default preset.
"""

from pathlib import Path

import pytest

from padanan.checks.base import make_subject
from padanan.checks.registry import select_checks
from padanan.checks.runner import check_catalogue
from padanan.core.config_validate import CheckSelection
from padanan.core.model import Finding, Severity
from padanan.core.plural_rules import plural_forms_for
from padanan.formats.files import SourceFile
from padanan.formats.po import parse_catalogue


def find(entries: str, language: str = "id", plural_forms: str | None = None) -> list[Finding]:
    """Give what the default preset finds in a catalogue with a complete header."""
    header = {
        "Project-Id-Version": "app 1.0",
        "PO-Revision-Date": "2025-01-17 08:30+0700",
        "Last-Translator": "Siti <siti@example.org>",
        "Language-Team": "Team",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms or plural_forms_for(language.replace("_", "-")),
    }
    fields = "".join(f'"{name}: {value}\\n"\n' for name, value in header.items())
    data = f'msgid ""\nmsgstr ""\n{fields}\n{entries}'.encode()
    document, errors = parse_catalogue(SourceFile.of(Path(f"{language}.po"), data))
    subject = make_subject(document.catalogue, text=document.text, errors=errors)
    return check_catalogue(subject, select_checks(CheckSelection()))


def entry(msgid: str, msgstr: str, *, flags: str = "", above: str = "") -> str:
    flag_line = f"#, {flags}\n" if flags else ""
    return f'{above}{flag_line}msgid "{msgid}"\nmsgstr "{msgstr}"\n'


def plural(one: str, many: str, *forms: str, flags: str = "python-format") -> str:
    strings = "".join(f'msgstr[{index}] "{form}"\n' for index, form in enumerate(forms))
    return f'#, {flags}\nmsgid "{one}"\nmsgid_plural "{many}"\n{strings}'


NOT_ONE = "nplurals=2; plural=(n != 1);"


@pytest.mark.parametrize(
    ("entries", "language", "plural_forms", "check", "severity"),
    [
        (
            plural("%(count)s item", "%(count)s items", "%(count) item", "%(count)s items"),
            "en_GB", None, "placeholders", Severity.ERROR,
        ),
        (entry("<strong>a</strong>", "<kuat>a</kuat>"), "id", None, "markup-tags", Severity.WARNING),
        (entry("<strong>a</strong> b", "<strong>a<strong> b"), "id", None, "markup-tags", Severity.WARNING),
        (entry("See <em>this</em>.", "Lihat ini."), "id", None, "markup-tags", Severity.WARNING),
        (entry("Save", "Sim\u200bpan"), "id", None, "invisible-characters", Severity.WARNING),
        (
            plural("%(n)s a", "%(n)s b", "%(n)s x", "%(n)s y", "%(n)s z"),
            "en_GB", NOT_ONE, "plural-count", Severity.ERROR,
        ),
        (
            plural("%(n)s file", "%(n)s files", "%(n)s berkas", "%(n)s berkas"),
            "id", NOT_ONE, "plural-formula", Severity.ERROR,
        ),
    ],
    ids=[
        "a placeholder without its type", "a translated tag", "an open tag for a close tag", "dropped tags",
        "a zero-width space", "three forms where two are declared", "Indonesian with two forms",
    ],
)  # fmt: skip
def test_known_defects_are_found(
    entries: str, language: str, plural_forms: str | None, check: str, severity: Severity
) -> None:
    assert [(found.check, found.severity) for found in find(entries, language, plural_forms)] == [
        (check, severity)
    ]


BELARUSIAN = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
)
TWO_IN_FRENCH = "nplurals=2; plural=(n > 1);"
THREE_IN_FRENCH = "nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"


@pytest.mark.parametrize(
    ("entries", "language", "plural_forms"),
    [
        (plural("one file", "%(n)s files", "%(n)s berkas"), "id", None),
        (plural("%(n)s file", "%(n)s files", "ein Ordner", "%(n)s Ordner"), "de", None),
        (plural("%(n)s file", "%(n)s files", "un fichier", "%(n)s fichiers"), "fr", TWO_IN_FRENCH),
        (entry("%b %d, %Y", "%d %b %Y", flags="python-format"), "id", None),
        (entry("use <name> here", "gunakan <nama> di sini"), "id", None),
        (entry("%(a)s and %(a)s", "%(a)s", flags="python-format"), "id", None),
        (entry("Wait...", "Tunggu…"), "id", None),
        (entry("Wait…", "等等……"), "zh_CN", None),
        (entry("Done.<br>", "Selesai.<br>"), "id", None),
        (entry("Done. ", "Selesai. "), "id", None),
        (entry("at 5 p.m.", "pukul 17.00"), "id", None),
        (entry("Done.", "完成。"), "zh_CN", None),
        (entry("file(s) in use", "文件使用中"), "zh_CN", None),
        (entry("they differ", "masing-masing berbeda"), "id", None),
        (entry("a butterfly", "seekor kupu kupu"), "id", None),
        (entry("They each", "Mereka masing masing"), "id", None),
        (entry("Firefox", "Firefox"), "id", None),
        (entry("OK", "ok"), "id", None),
        (entry("Say 'yes'", 'Katakan \\"ya\\"'), "id", None),
        (entry("%s a", "a", flags="fuzzy, c-format"), "id", None),
        ('#~ msgid "%s a"\n#~ msgstr "a"\n', "id", None),
        (plural("a", "b", "x", "y"), "fr", TWO_IN_FRENCH),
        (plural("a", "b", "x", "y", "z"), "fr", THREE_IN_FRENCH),
        (entry("%i b", "%d b", flags="c-format"), "id", None),
    ],
    ids=[
        "1 the union of both sources", "1 one number only", "1 zero and one", "2 a date is no printf",
        "3 prose in angle brackets", "4 a name used less often", "5 ellipses are alike",
        "5 two ellipses in Chinese", "5 a tag behind the end", "5 a space behind the end",
        "5 an abbreviation", "6 a full-width full stop", "6 a dropped (s)", "7 a hyphenated reduplication",
        "7 an animal doubled by nature", "7 a word that is always doubled", "8 a name is the same",
        "9 case", "9 quotes", "11 fuzzy", "11 obsolete", "12 two forms in French", "12 three forms in French",
        "the same type by another letter",
    ],
)  # fmt: skip
def test_known_false_alarms_are_not_given(entries: str, language: str, plural_forms: str | None) -> None:
    found = find(entries, language, plural_forms)
    assert [finding for finding in found if finding.severity is not Severity.INFO] == []


@pytest.mark.parametrize(
    ("entries", "language", "check"),
    [
        (plural("%(n)s a", "%(n)s b", "x", "%(n)s y", "%(n)s z"), "be", "placeholders"),
        (entry("Done.", "完成."), "zh_CN", "chinese-punctuation"),
        (entry("Open the file", "Buka buka dan berkas berkas itu itu"), "id", "repeated-words"),
    ],
    ids=["1 Belarusian's first form is also 21", "6 an ASCII full stop", "7 a word twice by mistake"],
)
def test_what_the_false_alarms_stand_beside_is_found(entries: str, language: str, check: str) -> None:
    plural_forms = BELARUSIAN if language == "be" else None
    assert check in {finding.check for finding in find(entries, language, plural_forms)}


def test_header_hygiene_is_no_warning() -> None:
    """Lesson 10: a header that xgettext left as it was gives nobody anything to do."""
    data = b'msgid ""\nmsgstr ""\n"Project-Id-Version: PACKAGE VERSION\\n"\n"Language: id\\n"\n'
    data += b'"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    document, errors = parse_catalogue(SourceFile.of(Path("id.po"), data))
    subject = make_subject(document.catalogue, text=document.text, errors=errors)
    found = check_catalogue(subject, select_checks(CheckSelection()))
    assert [finding for finding in found if finding.severity is not Severity.INFO] == []
