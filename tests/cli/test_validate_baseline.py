"""A baseline remembers what a run did not look at, whatever part of a project that run was about."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Padanan = Callable[..., CompletedProcess[str]]

HEADER = 'msgid ""\nmsgstr "Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
SAVED = 'msgid "Saved."\nmsgstr "已保存."\n'
BROKEN = 'msgid "Done\\n"\nmsgstr "完成"\n'
SOUND = 'msgid "Open"\nmsgstr "打开"\n'


def write(path: Path, *entries: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "\n".join(entries), encoding="utf-8", newline="")
    return path


def known(folder: Path) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = json.loads((folder / "b.json").read_text("utf-8"))["findings"]
    return findings


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("update", [("--update-baseline",), ()], ids=["update", "shrink"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("a",),
        ("a/zh_CN.po",),
        (".", "--select", "charset"),
        (".", "--ignore", "edge-newlines,chinese-punctuation"),
        (".", "--changed", "HEAD"),
    ],
    ids=["directory", "file", "select", "ignore", "changed"],
)
def test_what_was_not_looked_at_stays_known(
    padanan_here: Padanan, tmp_path: Path, arguments: tuple[str, ...], update: tuple[str, ...]
) -> None:
    for name in ("a", "b"):
        write(tmp_path / name / "zh_CN.po", BROKEN, SAVED)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    padanan_here("validate", ".", "--baseline", "b.json", "--update-baseline")
    before = (tmp_path / "b.json").read_bytes()
    assert len(known(tmp_path)) == 4
    assert padanan_here("validate", *arguments, "--baseline", "b.json", *update).returncode == 0
    assert (tmp_path / "b.json").read_bytes() == before


def test_an_update_that_could_not_read_all_forgets_nothing(padanan_here: Padanan, tmp_path: Path) -> None:
    path = write(tmp_path / "zh_CN.po", BROKEN)
    padanan_here("validate", "zh_CN.po", "--baseline", "b.json", "--update-baseline")
    write(path, SAVED)
    done = padanan_here("validate", ".", "missing.po", "--baseline", "b.json", "--update-baseline")
    assert done.returncode == 2
    assert [row["check"] for row in known(tmp_path)] == ["chinese-punctuation", "edge-newlines"]


def test_an_update_adds_what_is_new_and_drops_what_is_mended(padanan_here: Padanan, tmp_path: Path) -> None:
    path = write(tmp_path / "zh_CN.po", BROKEN)
    padanan_here("validate", "zh_CN.po", "--baseline", "b.json", "--update-baseline")
    write(path, SAVED)
    done = padanan_here("validate", "zh_CN.po", "--baseline", "b.json", "--update-baseline")
    assert (done.returncode, done.stdout) == (0, "")
    assert [row["check"] for row in known(tmp_path)] == ["chinese-punctuation"]


def test_what_a_check_across_files_said_waits_for_all_of_them(padanan_here: Padanan, tmp_path: Path) -> None:
    for name, word in (("a", "打开"), ("b", "打开"), ("c", "开启")):
        write(tmp_path / name / "zh_CN.po", SOUND.replace("打开", word), BROKEN)
    arguments = ("--select", "inconsistent-translation,edge-newlines", "--baseline", "b.json")
    padanan_here("validate", ".", *arguments, "--update-baseline")
    before = known(tmp_path)
    assert "inconsistent-translation" in {row["check"] for row in before}
    padanan_here("validate", "c", *arguments)
    assert known(tmp_path) == before
    write(tmp_path / "c" / "zh_CN.po", SOUND, BROKEN)
    padanan_here("validate", ".", *arguments)
    assert {row["check"] for row in known(tmp_path)} == {"edge-newlines"}


def test_a_file_that_moved_does_not_take_anothers_place(padanan_here: Padanan, tmp_path: Path) -> None:
    for name in ("b", "c"):
        write(tmp_path / name / "zh_CN.po", BROKEN)
    padanan_here("validate", ".", "--baseline", "b.json", "--update-baseline")
    (tmp_path / "c").rename(tmp_path / "a")
    assert padanan_here("validate", "a", "--baseline", "b.json").returncode == 0
    assert padanan_here("validate", ".", "--baseline", "b.json").returncode == 0


def test_a_baseline_may_lie_elsewhere(padanan_here: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "po" / "zh_CN.po", BROKEN)
    (tmp_path / "ci").mkdir()
    (tmp_path / "else").mkdir()
    padanan_here("validate", "po", "--baseline", "ci/b.json", "--update-baseline")
    (row,) = known(tmp_path / "ci")
    assert row["path"] == "../po/zh_CN.po"
    done = padanan_here("validate", "../po", "--baseline", "../ci/b.json", cwd=tmp_path / "else")
    assert (done.returncode, done.stdout) == (0, "")


def test_what_is_mended_leaves_the_baseline(padanan_here: Padanan, tmp_path: Path) -> None:
    write(tmp_path / "zh_CN.po", SAVED, BROKEN)
    padanan_here("validate", "zh_CN.po", "--baseline", "b.json", "--update-baseline")
    done = padanan_here("validate", "zh_CN.po", "--baseline", "b.json", "--fix")
    assert done.returncode == 0
    assert "taken out" in done.stderr
    assert known(tmp_path) == []
