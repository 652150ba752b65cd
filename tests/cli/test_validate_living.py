"""Living with validation: mending, ignoring, a baseline, changes since a revision, the cache."""

import json
import os
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from padanan.formats.po import compile_mo, read_catalogue

Padanan = Callable[..., CompletedProcess[str]]

HEADER = 'msgid ""\nmsgstr "Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
SAVED = 'msgid "Saved."\nmsgstr "已保存."\n'
BROKEN = 'msgid "Done\\n"\nmsgstr "完成"\n'
SOUND = 'msgid "Open"\nmsgstr "打开"\n'


def write(path: Path, *entries: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "\n".join(entries), encoding="utf-8", newline="")
    return path


def checks(done: CompletedProcess[str]) -> list[str]:
    return [finding["check"] for finding in json.loads(done.stdout)["findings"] if not finding["suppression"]]


# --- exit codes and where things go -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "arguments", "code"),
    [
        (SAVED, (), 1),
        (SAVED, ("--fail-on", "error"), 0),
        (SAVED, ("--exit-zero",), 0),
        (BROKEN, ("--fail-on", "error"), 1),
        ('msgid "a"\nmsgstr ""\n', (), 0),
        ('msgid "a"\nmsgstr ""\n', ("--fail-on", "info"), 1),
        (SOUND, ("--fail-on", "info"), 0),
        (SOUND, ("--fail-on", "nonsense"), 2),
        (SOUND, ("--preset", "nonsense"), 2),
        (SOUND, ("--jobs", "0"), 2),
        (SOUND, ("--select", "nonsense"), 2),
        (SOUND, ("missing.po",), 2),
        (SOUND, ("missing.po", "--exit-zero"), 2),
    ],
)
def test_exit_codes(
    padanan_here: Padanan, tmp_path: Path, entry: str, arguments: tuple[str, ...], code: int
) -> None:
    write(tmp_path / "zh_CN.po", entry)
    assert padanan_here("validate", "zh_CN.po", *arguments).returncode == code


def test_a_project_says_from_what_on_to_fail(padanan_here: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", SAVED)
    (tmp_path / "padanan.toml").write_text('[validate]\nfail_on = "error"\n')
    assert padanan_here("validate", "zh_CN.po").returncode == 0
    assert padanan_here("validate", "zh_CN.po", "--fail-on", "warning").returncode == 1


def test_overrides_speak_of_paths_and_languages(padanan_here: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "po" / "zh_CN.po", SAVED)
    write(tmp_path / "old" / "zh_CN.po", SAVED)
    (tmp_path / "padanan.toml").write_text(
        'validate.exclude = ["gone/*"]\n[[validate.overrides]]\npaths = ["old/*"]\nlanguages = ["zh"]\n'
        'ignore = ["chinese-punctuation", "end-stop"]\n'
    )
    write(tmp_path / "gone" / "zh_CN.po", BROKEN)
    done = padanan_here("validate", ".", "--output-format", "json")
    assert {finding["path"] for finding in json.loads(done.stdout)["findings"]} == {"po/zh_CN.po"}


def test_a_report_goes_to_a_file(padanan: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", BROKEN)
    done = padanan("validate", "zh_CN.po", "--output-format", "json", "-o", "report/all.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads((tmp_path / "report/all.json").read_text("utf-8"))["summary"]["error"] == 1


def test_statistics_count_by_check(padanan: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", BROKEN, SOUND)
    done = padanan("validate", "zh_CN.po", "--statistics")
    assert done.returncode == 1
    heading, row = (line.split() for line in done.stdout.splitlines())
    assert heading == ["findings", "severity", "check", "demands"]
    assert row[:3] == ["1", "error", "edge-newlines"]


# --- what can be read ---------------------------------------------------------------------------------------


def test_standard_input_is_a_catalogue(padanan: Padanan) -> None:
    done = padanan("validate", "-", "--stdin-filename", "po/zh_CN.po", stdin=HEADER + BROKEN)
    assert done.returncode == 1
    assert done.stdout.startswith("po/zh_CN.po:5:10: error edge-newlines")


def test_compiled_catalogues_are_read(padanan_here: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", BROKEN)
    (tmp_path / "zh_CN.mo").write_bytes(compile_mo(read_catalogue(tmp_path / "zh_CN.po").catalogue))
    done = padanan_here("validate", "zh_CN.mo", "--output-format", "json")
    assert checks(done) == ["edge-newlines"]


def test_a_broken_compiled_catalogue_is_an_error(padanan_here: Padanan, tmp_path: Path) -> None:
    (tmp_path / "x.mo").write_bytes(b"\xde\x12\x04\x95rest")
    done = padanan_here("validate", "x.mo")
    assert done.returncode == 2
    assert "x.mo: not an MO file, or a damaged one" in done.stderr


def test_memories_are_read(padanan_here: Padanan, tmp_path: Path) -> None:
    (tmp_path / "m.tmx").write_text(
        '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" '
        'adminlang="en" srclang="en" datatype="plaintext"/><body>\n'
        '<tu><tuv xml:lang="en"><seg>&lt;b&gt;Saved&lt;/b&gt;</seg></tuv>\n'
        '<tuv xml:lang="id"><seg>Tersimpan</seg></tuv>\n'
        '<tuv xml:lang="de"><seg>&lt;b&gt;Da&lt;/b&gt;</seg></tuv></tu>\n'
        "</body></tmx>\n"
    )
    done = padanan_here("validate", "m.tmx", "--output-format", "json")
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["check"], finding["language"], finding["line"]) == ("markup-tags", "id", 3)


def test_the_projects_memory_is_asked(padanan: Padanan, project: Path) -> None:
    arguments = ("validate", "--select", "memory-disagreement", "--output-format", "json")
    assert checks(padanan(*arguments, cwd=project)) == []  # there is none yet
    padanan("build", cwd=project)
    assert checks(padanan(*arguments, cwd=project)) == []
    path = project / "locales" / "en" / "LC_MESSAGES" / "xiaohongshu.po"
    path.write_text(path.read_text("utf-8").replace("TikTok refugees", "TikTok fugitives"), encoding="utf-8")
    assert set(checks(padanan(*arguments, "--jobs", "2", cwd=project))) == {"memory-disagreement"}


# --- mending ------------------------------------------------------------------------------------------------


def test_fix_changes_only_what_it_mends(padanan: Padanan, tmp_path: Path) -> None:
    lost = 'msgid "a %d\\n"\nmsgstr "b\\n"\n'
    path = write(
        tmp_path / "zh_CN.po",
        SOUND,
        'msgid "Saved."\nmsgstr ""\n"已\u200b保"\n"存."\n',
        "#, c-format\n" + lost,
    )
    before = path.read_text("utf-8")
    shown = padanan("validate", "zh_CN.po", "--diff")
    assert shown.returncode == 1
    assert path.read_text("utf-8") == before
    assert '-"已<U+200B>保"' in shown.stdout
    assert '+"已保"' in shown.stdout
    done = padanan("validate", "zh_CN.po", "--fix", "--output-format", "json")
    assert done.returncode == 1
    assert checks(done) == ["placeholders"]
    assert path.read_text("utf-8") == before.replace("\u200b", "").replace('存."', '存。"')
    assert padanan("validate", "zh_CN.po", "--diff").stdout == ""


def test_fix_keeps_charset_line_ends_and_bytes(padanan_here: Padanan, tmp_path: Path) -> None:
    path = tmp_path / "zh_CN.po"
    text = (HEADER.replace("UTF-8", "GB18030") + SAVED).replace("\n", "\r\n")
    path.write_bytes(text.encode("gb18030"))
    padanan_here("validate", "zh_CN.po", "--fix")
    assert path.read_bytes() == text.replace("存.", "存。").encode("gb18030")


def test_fix_leaves_broken_files_and_ignored_findings_alone(padanan_here: Padanan, tmp_path: Path) -> None:
    broken = write(tmp_path / "a" / "zh_CN.po", SAVED, 'msgid "open\n')
    ignored = write(tmp_path / "b" / "zh_CN.po", "# padanan: ignore chinese-punctuation\n" + SAVED)
    before = broken.read_bytes(), ignored.read_bytes()
    assert padanan_here("validate", ".", "--fix").returncode == 1
    assert (broken.read_bytes(), ignored.read_bytes()) == before


def test_fix_says_what_it_cannot_write(padanan_here: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", SAVED).chmod(0o444)
    done = padanan_here("validate", "zh_CN.po", "--fix")
    assert done.returncode == 2
    assert "write-protected" in done.stderr


# --- the baseline -------------------------------------------------------------------------------------------


def test_a_baseline_hides_what_it_knows_until_it_is_mended(padanan: Padanan, tmp_path: Path) -> None:
    path = write(tmp_path / "zh_CN.po", BROKEN)
    assert padanan("validate", "zh_CN.po", "--baseline", "b.json").returncode == 2
    made = padanan("validate", "zh_CN.po", "--baseline", "b.json", "--update-baseline")
    assert (made.returncode, made.stdout) == (0, "")
    known = (tmp_path / "b.json").read_bytes()

    write(path, SOUND, "# moved\n" + BROKEN)  # elsewhere in the file
    done = padanan("validate", "zh_CN.po", "--baseline", "b.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 in the baseline" in done.stderr
    assert (tmp_path / "b.json").read_bytes() == known

    write(path, BROKEN, BROKEN.replace("Done", "More"))  # a new one beside it
    done = padanan("validate", "zh_CN.po", "--baseline", "b.json", "--output-format", "json")
    assert done.returncode == 1
    assert checks(done) == ["edge-newlines"]

    write(path, SOUND)
    assert "were taken out of it" in padanan("validate", "zh_CN.po", "--baseline", "b.json").stderr
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["findings"] == []
    write(path, BROKEN)  # it came back
    assert padanan("validate", "zh_CN.po", "--baseline", "b.json").returncode == 1


def test_a_baseline_keeps_what_was_not_looked_at(padanan_here: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "a" / "zh_CN.po", BROKEN)
    write(tmp_path / "b" / "zh_CN.po", BROKEN.replace("Done", "More"))
    padanan_here("validate", ".", "--baseline", "b.json", "--update-baseline")
    known = (tmp_path / "b.json").read_bytes()
    assert len(json.loads(known)["findings"]) == 2
    padanan_here("validate", "a", "--baseline", "b.json")
    padanan_here("validate", ".", "--baseline", "b.json", "--select", "charset")
    padanan_here("validate", ".", "missing.po", "--baseline", "b.json")
    assert (tmp_path / "b.json").read_bytes() == known
    (tmp_path / "b" / "zh_CN.po").unlink()
    padanan_here("validate", "a", "--baseline", "b.json")
    assert len(json.loads((tmp_path / "b.json").read_text("utf-8"))["findings"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": 2, "findings": []}',
        '{"version": 1, "findings": [1]}',
        "[" * 100_000,
        "\x00",
    ],
    ids=["empty", "cut-off", "list", "version", "row", "deep", "nul"],
)
def test_a_broken_baseline_is_an_error(padanan_here: Padanan, tmp_path: Path, text: str) -> None:
    write(tmp_path / "zh_CN.po", SOUND)
    (tmp_path / "b.json").write_text(text)
    done = padanan_here("validate", "zh_CN.po", "--baseline", "b.json")
    assert done.returncode == 2
    assert done.stderr.startswith("error: b.json:")
    assert (tmp_path / "b.json").read_text() == text


# --- changes since a revision -------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    write(tmp_path / "po" / "zh_CN.po", BROKEN, SOUND)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    return tmp_path


def test_changed_looks_at_what_differs(padanan: Padanan, repository: Path) -> None:
    path = repository / "po" / "zh_CN.po"
    assert padanan("validate", "po", "--changed", "HEAD").returncode == 0
    write(path, SOUND, "#: moved.c:3\n" + BROKEN)
    assert padanan("validate", "po", "--changed", "HEAD").returncode == 0
    write(path, BROKEN, SOUND, BROKEN.replace("Done", "More"))
    done = padanan("validate", "po", "--changed", "HEAD", "--output-format", "json")
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["msgid"] == "More\n"
    write(repository / "po" / "new" / "zh_CN.po", BROKEN)
    assert len(checks(padanan("validate", "po/new", "--changed", "HEAD", "--output-format", "json"))) == 1


@pytest.mark.parametrize("revision", ["nonsense", "--help", "HEAD:po", "a\nb", ""])
def test_an_unknown_revision_is_an_error(padanan: Padanan, repository: Path, revision: str) -> None:
    done = padanan("validate", "po", f"--changed={revision}")
    assert done.returncode == 2
    assert done.stderr.startswith("error: git knows no revision")


def test_changed_needs_a_repository(padanan: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", SOUND)
    done = padanan("validate", "zh_CN.po", "--changed", "HEAD")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


# --- the cache ----------------------------------------------------------------------------------------------


def cache_file() -> Path:
    return Path(os.environ["XDG_CACHE_HOME"]) / "padanan" / "validation" / "validation.sqlite3"


def test_the_cache_gives_what_was_found(padanan: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", BROKEN, SAVED, "# padanan: ignore\n" + SAVED.replace("Saved", "S"))
    arguments = ("validate", "zh_CN.po", "--output-format", "json")
    fresh = padanan(*arguments, "--no-cache").stdout
    assert not cache_file().exists()
    assert padanan(*arguments).stdout == fresh
    assert padanan(*arguments).stdout == fresh
    # What is answered is what was kept:
    with sqlite3.connect(cache_file()) as connection:
        assert connection.execute("SELECT count(*) FROM results").fetchone() == (1,)
    write(tmp_path / "zh_CN.po", SOUND)
    assert json.loads(padanan(*arguments).stdout)["findings"] == []


def test_other_settings_are_another_result(padanan: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", BROKEN)
    assert padanan("validate", "zh_CN.po").returncode == 1
    assert padanan("validate", "zh_CN.po", "--ignore", "edge-newlines").returncode == 0
    assert padanan("validate", "zh_CN.po").returncode == 1


@pytest.mark.parametrize("damage", ["garbage", "empty", "half", "values"])
def test_a_damaged_cache_is_ignored(padanan: Padanan, tmp_path: Path, damage: str) -> None:
    write(tmp_path / "zh_CN.po", BROKEN)
    expected = padanan("validate", "zh_CN.po").stdout
    data = cache_file().read_bytes()
    if damage == "values":
        with sqlite3.connect(cache_file()) as connection:
            connection.execute("UPDATE results SET value = x'00'")
    else:
        cache_file().write_bytes(
            {"garbage": b"x" * 5000, "empty": b"", "half": data[: len(data) // 2]}[damage]
        )
    for _ in range(2):
        done = padanan("validate", "zh_CN.po")
        assert (done.returncode, done.stdout) == (1, expected)
        assert "cache" not in done.stderr


def test_without_a_place_for_the_cache_nothing_is_kept(
    padanan: Padanan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "zh_CN.po", BROKEN)
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert padanan("validate", "zh_CN.po").returncode == 1


# --- many files ---------------------------------------------------------------------------------------------


def test_processes_give_what_one_gives_in_order(padanan: Padanan, tmp_path: Path) -> None:
    padding = "".join(f'msgid "filler {number}"\nmsgstr "填充"\n\n' for number in range(500))
    for number in range(40):
        write(tmp_path / f"d{number:02}" / "zh_CN.po", BROKEN, padding)
    (tmp_path / "d07" / "zh_CN.po").write_bytes(b"\xff\xfe")
    arguments = ("validate", ".", "--no-cache", "--output-format", "json")
    alone, together = padanan(*arguments, "--jobs", "1"), padanan(*arguments, "--jobs", "3")
    assert together.stdout == alone.stdout
    assert len(checks(together)) >= 40
