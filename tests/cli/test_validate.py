"""padanan validate, as a process: what it prints where, and its exit codes."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Padanan = Callable[..., CompletedProcess[str]]

HEADER = 'msgid ""\nmsgstr "Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def catalogue(tmp_path: Path) -> Callable[[str], Path]:
    def write(entries: str) -> Path:
        path = tmp_path / "zh_CN.po"
        path.write_text(HEADER + entries, encoding="utf-8", newline="")
        return path

    return write


def test_a_clean_catalogue_is_silent_on_stdout(padanan: Padanan, catalogue: Callable[[str], Path]) -> None:
    catalogue('msgid "Saved."\nmsgstr "已保存。"\n')
    done = padanan("validate", "zh_CN.po")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 file, 1 message: no findings\n"


def test_text_quotes_the_line_and_marks_the_span(padanan: Padanan, catalogue: Callable[[str], Path]) -> None:
    catalogue('msgid "Saved.\\n"\nmsgstr ""\n"文件，\\n"\n"已保存.\\n"\n')
    done = padanan("validate", "zh_CN.po")
    assert done.returncode == 1
    assert done.stdout == (
        "zh_CN.po:7:5: warning chinese-punctuation half-width '.' after Chinese text\n"
        '    "已保存.\\n"\n'
        "           ^\n"
        "    hint: write 。\n"
    )
    assert done.stderr == "1 file, 1 message: 1 warning\n"


def test_information_exits_with_0(padanan: Padanan, catalogue: Callable[[str], Path]) -> None:
    catalogue('msgid "Save"\nmsgstr ""\n')
    done = padanan("validate", "zh_CN.po")
    assert (done.returncode, done.stdout) == (0, "zh_CN.po:5:8: info untranslated not translated\n")


def test_json_has_the_documented_shape(padanan: Padanan, catalogue: Callable[[str], Path]) -> None:
    catalogue('#, python-format\nmsgctxt "menu"\nmsgid "%(n)s"\nmsgstr "%(m)s"\n')
    done = padanan("validate", "zh_CN.po", "--output-format", "json")
    document = json.loads(done.stdout)
    assert document["version"] == 1
    assert document["summary"] == {
        "files": 1,
        "unreadable": 0,
        "entries": 1,
        "error": 1,
        "warning": 0,
        "info": 0,
        "ignored": 0,
        "baseline": 0,
    }
    assert document["errors"] == []
    (finding,) = document["findings"]
    assert len(finding.pop("fingerprint")) == 32
    assert finding == {
        "check": "placeholders",
        "severity": "error",
        "certainty": "certain",
        "path": "zh_CN.po",
        "line": 7,
        "column": 9,
        "end_column": 14,
        "message": "%(m)s is not in the source",
        "hint": "the source has %(n)s",
        "language": "zh-CN",
        "msgctxt": "menu",
        "msgid": "%(n)s",
        "field": "msgstr",
        "replacement": None,
        "suppression": None,
    }


def test_json_is_a_document_when_there_is_nothing_to_say(padanan: Padanan, tmp_path: Path) -> None:
    done = padanan("validate", "missing.po", "--output-format", "json")
    assert done.returncode == 2
    document = json.loads(done.stdout)
    assert document["findings"] == []
    assert document["errors"][0]["path"] == "missing.po"
    assert (document["summary"]["files"], document["summary"]["unreadable"]) == (0, 1)


def test_terminal_codes_in_a_catalogue_are_shown_not_obeyed(
    padanan: Padanan, catalogue: Callable[[str], Path]
) -> None:
    catalogue('msgid "a"\nmsgstr "\x1b[31m\x1b]0;title\x07 \u202ered \u200b"\n')
    done = padanan("validate", "zh_CN.po")
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "<U+001B>[31m" in done.stdout


def test_a_path_with_terminal_codes_is_shown_not_obeyed(padanan: Padanan, tmp_path: Path) -> None:
    (tmp_path / "\x1b[31m.po").write_text('msgid "a\n', encoding="utf-8")
    done = padanan("validate", ".")
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr


def test_long_lines_are_cut_around_the_span(padanan: Padanan, catalogue: Callable[[str], Path]) -> None:
    catalogue(f'msgid "a"\nmsgstr "{"很" * 5000}已保存.{"长" * 5000}"\n')
    done = padanan("validate", "zh_CN.po")
    _, quoted, carets, _ = done.stdout.splitlines()
    assert len(quoted) < 120
    assert quoted.strip().startswith("…")
    assert quoted.endswith("…")
    assert carets.strip() == "^"


def test_a_tab_or_control_character_moves_the_caret_along(
    padanan: Padanan, catalogue: Callable[[str], Path]
) -> None:
    catalogue('msgid "a"\nmsgstr\t"中\u200b文"\n')
    done = padanan("validate", "zh_CN.po")
    _, quoted, carets, _ = done.stdout.splitlines()
    assert quoted == '    msgstr "中<U+200B>文"'
    assert carets == " " * (4 + len('msgstr "') + 2) + "^" * len("<U+200B>")


@pytest.mark.parametrize(
    ("arguments", "checks"),
    [
        (("--select", "edge-newlines"), {"edge-newlines"}),
        (("--select", "edge-newlines", "--select", "untranslated"), {"edge-newlines", "untranslated"}),
        (("--select", "edge-newlines,untranslated"), {"edge-newlines", "untranslated"}),
        (("--ignore", "edge-newlines"), {"untranslated"}),
        (("--select", "edge-newlines", "--ignore", "edge-newlines"), set()),
    ],
)
def test_checks_are_chosen(
    padanan: Padanan, catalogue: Callable[[str], Path], arguments: tuple[str, ...], checks: set[str]
) -> None:
    catalogue('msgid "a\\n"\nmsgstr "b"\n\nmsgid "c"\nmsgstr ""\n')
    done = padanan("validate", "zh_CN.po", *arguments, "--output-format", "json")
    assert {finding["check"] for finding in json.loads(done.stdout)["findings"]} == checks


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_check_is_an_error_with_a_suggestion(padanan: Padanan, option: str) -> None:
    done = padanan("validate", ".", option, "placeholder")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: unknown check 'placeholder' (did you mean placeholders?)\n"


def test_syntax_errors_are_findings_with_their_place(
    padanan: Padanan, catalogue: Callable[[str], Path]
) -> None:
    catalogue('msgid "a"\nmsgtsr "b"\n\nmsgid "c\\n"\nmsgstr "d"\n')
    done = padanan("validate", "zh_CN.po")
    assert done.returncode == 1
    assert "zh_CN.po:5:1: error syntax" in done.stdout
    assert "zh_CN.po:8:9: error edge-newlines" in done.stdout


def test_conflict_markers_are_named_once(padanan: Padanan, catalogue: Callable[[str], Path]) -> None:
    catalogue('<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n=======\nmsgid "a"\nmsgstr "c"\n>>>>>>> main\n')
    done = padanan("validate", "zh_CN.po", "--select", "syntax,merge-conflict")
    assert done.stdout.count("a merge left a conflict here") == 1
    assert done.stderr.endswith(": 1 error\n")


def test_what_cannot_be_read_is_exit_2_and_the_rest_goes_on(
    padanan: Padanan, catalogue: Callable[[str], Path], tmp_path: Path
) -> None:
    catalogue('msgid "a\\n"\nmsgstr "b"\n')
    os.mkfifo(tmp_path / "pipe.po")
    done = padanan("validate", "missing.po", "pipe.po", "zh_CN.po")
    assert done.returncode == 2
    assert "zh_CN.po:5:9: error edge-newlines" in done.stdout
    assert "error: missing.po: no such file" in done.stderr
    assert "error: pipe.po: " in done.stderr
    assert done.stderr.endswith("\n1 file, 1 message: 1 error; 2 paths could not be read\n")


def test_a_run_that_read_nothing_does_not_speak_of_no_findings(padanan: Padanan) -> None:
    done = padanan("validate", "missing.po")
    assert done.returncode == 2
    assert done.stderr.splitlines()[1:] == ["1 path could not be read"]


def test_a_line_end_in_a_file_name_begins_no_line(padanan: Padanan, tmp_path: Path) -> None:
    (tmp_path / "a\n::error::b.po").write_text('msgid "a\n', encoding="utf-8")
    done = padanan("validate", ".", "c\n::error::d.po")
    assert done.returncode == 2
    assert not any(line.startswith("::") for line in (done.stdout + done.stderr).splitlines())


def test_errors_of_any_command_are_shown_not_obeyed(padanan: Padanan) -> None:
    done = padanan("score", "missing.po", "--reference", "\x1b]0;x\x07\n::error::.po")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "\x1b" not in done.stderr
    assert "<U+001B>" in done.stderr


def test_a_file_name_that_is_no_text_is_shown_and_read(padanan: Padanan, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.po")).write_text('msgid "a\n', encoding="utf-8")
    done = padanan("validate", ".")
    assert done.returncode == 1
    assert done.stdout.startswith("<U+DCFF>.po:1:7: error syntax")
    document = json.loads(padanan("validate", ".", "--output-format", "json").stdout)
    assert document["findings"][0]["path"] == "<U+DCFF>.po"


def test_an_empty_directory_is_an_error(padanan: Padanan, tmp_path: Path) -> None:
    done = padanan("validate", ".")
    assert done.returncode == 2
    assert "no catalogue" in done.stderr


def test_without_paths_the_projects_catalogues_are_read(padanan: Padanan, tmp_path: Path) -> None:
    (tmp_path / "padanan.toml").write_text('locales = "po"\n', encoding="utf-8")
    (tmp_path / "po").mkdir()
    (tmp_path / "po" / "id.po").write_text(HEADER.replace("zh_CN", "id"), encoding="utf-8")
    done = padanan("validate")
    assert (done.returncode, done.stderr) == (0, "1 file, 0 messages: no findings\n")
