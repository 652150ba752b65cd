"""Running checks: which entries they see, in what order findings come, what names them."""

from dataclasses import replace
from pathlib import Path

import pytest

from padanan.checks.base import EntryCheck, Preset, State, Subject, header_value, make_subject
from padanan.checks.registry import check_ids, load_check, select_checks
from padanan.checks.runner import check_catalogue
from padanan.core.config_validate import PRESETS, CheckSelection
from padanan.core.errors import UnknownCheckError
from padanan.core.model import Finding, Suppression
from padanan.formats.files import SourceFile
from padanan.formats.po import parse_catalogue

HEADER = 'msgid ""\nmsgstr "Language: de\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def subject_of(po: str, path: str = "de.po") -> Subject:
    source = SourceFile(path=Path(path), data=(HEADER + po).encode(), digest="x")
    document, errors = parse_catalogue(source)
    return make_subject(document.catalogue, text=HEADER + po, errors=errors)


def findings(po: str, *checks: str, path: str = "de.po") -> list[Finding]:
    return check_catalogue(subject_of(po, path), select_checks(CheckSelection(select=checks)))


def test_findings_come_in_order_of_place() -> None:
    po = 'msgid "a\\n"\nmsgstr "b"\n\nmsgid "c"\nmsgstr ""\n\nmsgid "d\\n"\nmsgstr "e"\n'
    assert [(f.line, f.check) for f in findings(po)] == [
        (5, "edge-newlines"),
        (8, "untranslated"),
        (11, "edge-newlines"),
    ]


@pytest.mark.parametrize("flag", ["#, fuzzy\n", "#, fuzzy, c-format\n"])
def test_content_checks_pass_fuzzy_entries_by(flag: str) -> None:
    po = f'{flag}msgid "a\\n"\nmsgstr "b"\n'
    assert [f.check for f in findings(po)] == ["fuzzy"]


def test_content_checks_pass_obsolete_entries_by() -> None:
    assert findings('#~ msgid "a\\n"\n#~ msgstr "b"\n') == []


def test_templates_have_nothing_to_translate() -> None:
    assert findings('msgid "a"\nmsgstr ""\n', path="de.pot") == []


def test_a_check_for_other_languages_is_not_run() -> None:
    assert findings('msgid "Saved."\nmsgstr "已保存."\n', "chinese-punctuation") == []


def test_a_fingerprint_does_not_hang_on_the_line_or_the_path() -> None:
    (first,) = findings('msgid "a\\n"\nmsgstr "b"\n', "edge-newlines")
    (moved,) = findings(
        '\n\nmsgid "x"\nmsgstr "y"\n\nmsgid "a\\n"\nmsgstr "b"\n', "edge-newlines", path="e.po"
    )
    assert first.line != moved.line
    assert first.fingerprint == moved.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        'msgid "z\\n"\nmsgstr "b"\n',
        'msgctxt "c"\nmsgid "a\\n"\nmsgstr "b"\n',
        'msgctxt ""\nmsgid "a\\n"\nmsgstr "b"\n',
        'msgid "\\na\\n"\nmsgstr "b\\n"\n',
    ],
    ids=["msgid", "msgctxt", "empty msgctxt", "detail"],
)
def test_a_fingerprint_hangs_on_what_is_wrong(other: str) -> None:
    (first,) = findings('msgid "a\\n"\nmsgstr "b"\n', "edge-newlines")
    (second,) = findings(other, "edge-newlines")
    assert first.fingerprint != second.fingerprint


def test_fingerprints_are_unique_among_equal_findings() -> None:
    po = 'msgid "a"\nmsgstr "b"\n\n' * 3
    names = [f.fingerprint for f in findings(po, "duplicate-entry")]
    assert len(names) == len(set(names)) == 2


def test_header_fields_are_found_however_they_are_capitalised() -> None:
    catalogue = subject_of("").catalogue
    assert header_value(catalogue, "LANGUAGE") == "de"
    assert header_value(replace(catalogue, header_entry=None), "Language") is None


def test_an_english_language_name_is_answered_with_its_code() -> None:
    text = 'msgid ""\nmsgstr "Language: Bulgarian\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    document, _ = parse_catalogue(SourceFile(path=Path("x.po"), data=text.encode(), digest="x"))
    subject = make_subject(document.catalogue, text=text)
    (finding,) = check_catalogue(subject, select_checks(CheckSelection(select=("header-fields",))))
    assert (finding.hint or "").endswith("Bulgarian is bg")


def test_names_are_those_of_the_files() -> None:
    assert "plural-count" in check_ids()
    assert list(check_ids()) == sorted(check_ids())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("placeholder", "did you mean placeholders?"),
        ("xyz", "padanan explain lists all checks"),
        ("double_space", "here its work is done by doubled-spaces"),
        ("weblate/max-length", "here its work is done by length-limit"),
        ("W301", "here its work is done by blank-translation"),
    ],
)
def test_an_unknown_name_gets_a_suggestion(name: str, hint: str) -> None:
    with pytest.raises(UnknownCheckError) as caught:
        load_check(name)
    assert caught.value.hint == hint


def test_selection_and_exclusion() -> None:
    chosen = CheckSelection(select=("fuzzy", "syntax"), extend_select=("charset",), ignore=("fuzzy",))
    assert [check.id for check in select_checks(chosen)] == ["charset", "syntax"]
    strict = select_checks(CheckSelection(preset="strict"))
    assert [check.id for check in strict] == list(check_ids())
    assert len(select_checks(CheckSelection(preset="strict", ignore=("fuzzy",)))) == len(check_ids()) - 1


def test_a_preset_holds_the_smaller_ones() -> None:
    minimal, default, strict = (
        {check.id for check in select_checks(CheckSelection(preset=preset))} for preset in PRESETS
    )
    assert minimal <= default <= strict
    assert {check.id for check in select_checks()} == default


def test_checks_of_translated_entries_have_a_trigger_or_are_seldom_asked() -> None:
    """Without, each entry costs a call of the check; only what nobody runs by default may."""
    for check in map(load_check, check_ids()):
        if not issubclass(check, EntryCheck) or check.preset is Preset.STRICT:
            continue
        if State.TRANSLATED in check.states:
            assert check.trigger is not None or check.applies is not EntryCheck.applies


def test_a_renamed_check_answers_to_its_old_name(monkeypatch: pytest.MonkeyPatch) -> None:
    fuzzy = load_check("fuzzy")
    monkeypatch.setattr(fuzzy, "aliases", ("unconfirmed",))
    assert load_check("unconfirmed") is fuzzy


# --- ignoring -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "comment", "suppressed"),
    [
        ("", "# padanan: ignore edge-newlines\n", True),
        ("", "#. padanan: ignore\n", True),
        ("", "#. dennis-ignore: *\n", True),
        ("", "#, ignore-all-checks\n", True),
        ("# padanan: ignore edge-newlines\n", "", True),
        ("", "# padanan: ignore brackets\n", False),
        ("", "", False),
    ],
    ids=["own", "all", "dennis", "weblate", "header", "another-check", "no-comment"],
)
def test_what_comments_ask_to_ignore_is_suppressed(head: str, comment: str, suppressed: bool) -> None:
    text = f'{head}{HEADER}{comment}msgid "a\\n"\nmsgstr "b"\n'
    source = SourceFile(path=Path("de.po"), data=text.encode(), digest="x")
    document, _ = parse_catalogue(source)
    (finding,) = check_catalogue(make_subject(document.catalogue, text=text), [load_check("edge-newlines")()])
    assert (finding.suppression is Suppression.COMMENT) == suppressed


def test_of_one_check_in_one_message_the_first_hundred_are_found() -> None:
    header = 'msgid ""\nmsgstr "Language: id\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
    text = f'{header}\nmsgid "a"\nmsgstr "{chr(0x202E) * 500}"\n'
    document, errors = parse_catalogue(SourceFile.of(Path("id.po"), text.encode()))
    subject = make_subject(document.catalogue, text=document.text, errors=errors)
    found = [
        finding
        for finding in check_catalogue(subject, select_checks(CheckSelection()))
        if finding.check == "direction-controls"
    ]
    assert len(found) == 100
    assert [("further ones" in finding.message) for finding in found] == [False] * 99 + [True]
