"""Options of `padanan validate` that meet: what is shown, where it goes, and what is refused."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree import ElementTree as ET

import pytest

from padanan.formats.po import encode_mo, read_catalogue

Padanan = Callable[..., CompletedProcess[str]]

HEADER = 'msgid ""\nmsgstr "Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
SAVED = 'msgid "Saved."\nmsgstr "已保存."\n'
BROKEN = 'msgid "Done\\n"\nmsgstr "完成"\n'
SOUND = 'msgid "Open"\nmsgstr "打开"\n'
EMPTY = [f'msgid "{number}x"\nmsgstr ""\n' for number in range(7)]
MEMORY = (
    '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>&lt;b&gt;{0}&lt;/b&gt;</seg>'
    '</tuv><tuv xml:lang="id"><seg>Tersimpan</seg></tuv></tu></body></tmx>\n'
)


def write(path: Path, *entries: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "\n".join(entries), encoding="utf-8", newline="")
    return path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    write(tmp_path / "po" / "zh_CN.po", SAVED)
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "more")


# --- how much is shown --------------------------------------------------------------------------------------


def test_text_shows_some_notes_of_a_kind_and_how_many_more_there_are(
    padanan_here: Padanan, tmp_path: Path
) -> None:
    write(tmp_path / "zh_CN.po", *EMPTY, BROKEN)
    done = padanan_here("validate", "zh_CN.po")
    lines = [line for line in done.stdout.splitlines() if line.startswith("zh_CN.po")]
    assert [line.split()[1:3] for line in lines] == [
        *[["info", "untranslated"]] * 3,
        ["error", "edge-newlines"],
        ["info", "untranslated"],
    ]
    assert lines[-1] == "zh_CN.po: info untranslated 4 more (--all shows them)"
    assert "7 notes" in done.stderr


@pytest.mark.parametrize("arguments", [("--all",), ("--fail-on", "info")])
def test_all_notes_are_shown_where_they_are_wanted_or_fail(
    padanan_here: Padanan, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    write(tmp_path / "zh_CN.po", *EMPTY)
    done = padanan_here("validate", "zh_CN.po", *arguments)
    assert len(done.stdout.splitlines()) == 7
    assert "more" not in done.stdout


def test_errors_and_warnings_are_never_left_out(padanan_here: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", *(BROKEN.replace("Done", f"Done {number}") for number in range(20)))
    done = padanan_here("validate", "zh_CN.po", "--fail-on", "error")
    assert done.stdout.count("error edge-newlines") == 20


@pytest.mark.parametrize(
    ("arguments", "failures", "skipped"),
    [((), 2, 1), (("--fail-on", "error"), 1, 2), (("--fail-on", "info"), 3, 0)],
    ids=["default", "error", "info"],
)
def test_junit_fails_what_the_run_fails(
    padanan_here: Padanan, tmp_path: Path, arguments: tuple[str, ...], failures: int, skipped: int
) -> None:
    write(tmp_path / "zh_CN.po", BROKEN, SAVED, EMPTY[0])
    done = padanan_here("validate", "zh_CN.po", "--output-format", "junit", *arguments)
    (suite,) = ET.fromstring(done.stdout)
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == (
        "3",
        str(failures),
        str(skipped),
    )
    assert (len(suite.findall(".//failure")), len(suite.findall(".//skipped"))) == (failures, skipped)


# --- statistics ---------------------------------------------------------------------------------------------


def test_statistics_are_written_as_json(padanan_here: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", BROKEN, BROKEN.replace("Done", "More"), SAVED)
    done = padanan_here("validate", ".", "missing.po", "--statistics", "--output-format", "json")
    value = json.loads(done.stdout)
    assert value["version"] == 1
    assert value["statistics"] == [
        {"check": "edge-newlines", "severity": "error", "findings": 2},
        {"check": "chinese-punctuation", "severity": "warning", "findings": 1},
    ]
    assert [error["path"] for error in value["errors"]] == ["missing.po"]
    assert (value["summary"]["error"], value["summary"]["warning"]) == (2, 1)


@pytest.mark.parametrize("form", ["jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "html"])
def test_statistics_have_no_other_format(padanan_here: Padanan, tmp_path: Path, form: str) -> None:
    write(tmp_path / "zh_CN.po", SOUND)
    done = padanan_here("validate", ".", "--statistics", "--output-format", form)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: --statistics are written as text or json, not as {form}")


# --- where it goes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(".",), ("zh_CN.po",), ("odd",)])
@pytest.mark.parametrize("name", ["zh_CN.po", "odd"])
def test_a_report_never_replaces_a_catalogue(
    padanan_here: Padanan, tmp_path: Path, arguments: tuple[str, ...], name: str
) -> None:
    if name == "odd" and arguments != ("odd",):
        arguments = ("odd", *arguments)
    paths = [write(tmp_path / "zh_CN.po", BROKEN), write(tmp_path / "odd", BROKEN)]
    before = [path.read_bytes() for path in paths]
    done = padanan_here("validate", *arguments, "-o", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert "a report would replace this catalogue" in done.stderr
    assert [path.read_bytes() for path in paths] == before


def test_a_report_is_no_directory(padanan_here: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "po" / "zh_CN.po", BROKEN)
    done = padanan_here("validate", "po", "-o", "po")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: po: this is a directory (name a file in it)\n"


# --- mending a part -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_what_is_excluded_is_not_mended(padanan_here: Padanan, tmp_path: Path, option: str) -> None:
    (tmp_path / "padanan.toml").write_text('[validate]\nexclude = ["vendor/*"]\n')
    path = write(tmp_path / "vendor" / "zh_CN.po", SAVED)
    before = path.read_bytes()
    write(tmp_path / "zh_CN.po", SOUND)
    done = padanan_here("validate", ".", option)
    assert (done.returncode, done.stdout) == (0, "")
    assert path.read_bytes() == before


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_standard_input_is_not_mended(padanan_here: Padanan, option: str) -> None:
    done = padanan_here("validate", "-", option)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: standard input cannot be mended (name the file, in place of -)\n"


def test_only_what_changed_is_mended(padanan_here: Padanan, repository: Path) -> None:
    stored = SAVED.replace("Saved", "Stored")
    path = write(repository / "po" / "zh_CN.po", SAVED, stored)
    diff = padanan_here("validate", "po", "--changed", "HEAD", "--diff")
    assert diff.stdout.count("\n+msgstr") == 1
    assert padanan_here("validate", "po", "--changed", "HEAD", "--fix").returncode == 0
    assert path.read_text("utf-8") == f"{HEADER}{SAVED}\n{stored.replace('存.', '存。')}"


def test_many_mistakes_that_a_check_tells_one_by_one_are_mended_at_once(
    padanan_here: Padanan, tmp_path: Path
) -> None:
    code = f"`{'a b ' * 12}`"
    path = write(tmp_path / "fr.po", f'msgid "{code}"\nmsgstr "{code.replace(" ", chr(0xA0))}"\n')
    assert padanan_here("validate", "fr.po", "--diff").returncode == 1
    padanan_here("validate", "fr.po", "--fix")
    assert padanan_here("validate", "fr.po", "--diff").returncode == 0
    assert "\u00a0" not in path.read_text("utf-8")


# --- changes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["mo", "tmx"])
def test_changes_are_seen_in_what_is_not_po(padanan_here: Padanan, repository: Path, suffix: str) -> None:
    path = repository / f"zh_CN.{suffix}"

    def make(text: str) -> None:
        if suffix == "tmx":
            path.write_text(MEMORY.format(text))
        else:
            source = write(repository / "source", BROKEN.replace("Done", text))
            path.write_bytes(encode_mo(read_catalogue(source).catalogue))

    make("Done")
    commit(repository)
    assert padanan_here("validate", path.name).returncode == 1
    assert padanan_here("validate", path.name, "--changed", "HEAD").returncode == 0
    make("More")
    assert padanan_here("validate", path.name, "--changed", "HEAD").returncode == 1


def test_changes_of_standard_input(padanan: Padanan, repository: Path) -> None:
    arguments = ("validate", "-", "--stdin-filename", "po/zh_CN.po", "--changed", "HEAD")
    done = padanan(*arguments, stdin=HEADER + SAVED + "\n" + BROKEN)
    assert [line.split()[2] for line in done.stdout.splitlines() if line.startswith("po/")] == [
        "edge-newlines"
    ]
    assert padanan(*arguments, stdin=HEADER + SAVED).returncode == 0
