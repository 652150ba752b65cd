"""`padanan analyse` as its users run it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Padanan = Callable[..., subprocess.CompletedProcess[str]]

_EXAMPLE = "note: the rates are an example: set those that were agreed on (--rate BAND=PERCENT)\n"
_CATALOGUE = 'msgid ""\nmsgstr "Language: id\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
_ENTRY = 'msgid "Save this file"\nmsgstr ""\n'


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "id.po"
    path.write_text(_CATALOGUE + _ENTRY, encoding="utf-8")
    return path


def test_the_article_is_new_without_a_memory_and_known_with_one(padanan: Padanan, project: Path) -> None:
    arguments = ["analyse", "locales/id/xiaohongshu.txt", "--to", "en", "--output-format", "json"]
    done = padanan(*arguments, cwd=project)
    assert done.returncode == 0
    assert done.stderr == f"note: no memory was asked: what is not repeated counts as new\n{_EXAMPLE}"
    report = json.loads(done.stdout)
    assert report["memories"] == []
    assert (report["bands"]["no-match"]["segments"], report["total"]["words"]) == (24, 473)
    assert padanan("import", "locales/en/LC_MESSAGES/xiaohongshu.po", cwd=project).returncode == 0
    done = padanan(*arguments, cwd=project)
    assert done.stderr == _EXAMPLE
    report = json.loads(done.stdout)
    assert report["bands"]["101"]["segments"] == 24
    assert report["total"]["weighted_words"] == 47.3


def test_the_project_is_the_default(padanan: Padanan, project: Path) -> None:
    done = padanan("analyse", "--all", "--output-format", "json", cwd=project)
    pairs = json.loads(done.stdout)["pairs"]
    assert [(pair["source"], pair["target"], pair["total"]["segments"]) for pair in pairs] == [
        ("id", "en", 24),
        ("id", "zh-CN", 24),
    ]
    assert "note: a template (.pot) was passed over in directories" in done.stderr


@pytest.mark.usefixtures("catalogue")
def test_the_method_stands_in_every_output(padanan: Padanan) -> None:
    for output_format in ("text", "json", "csv", "html"):
        done = padanan("analyse", "id.po", "--count", "spaces", "--output-format", output_format)
        assert done.returncode == 0
        assert "spaces" in done.stdout


@pytest.mark.usefixtures("catalogue")
def test_rates_of_the_settings_and_of_the_command(padanan: Padanan, tmp_path: Path) -> None:
    table = '[analyse.rates]\n"no-match" = 50\n"100" = 12.5\n'
    (tmp_path / "padanan.toml").write_text(table, encoding="utf-8")
    done = padanan("analyse", "id.po", "--rate", "100=0", "--output-format", "json")
    report = json.loads(done.stdout)
    assert (report["rates"]["no-match"], report["rates"]["100"]) == (50, 0)
    assert report["rates_are_example"] is False
    assert report["total"]["weighted_words"] == 1.5
    assert "example" not in done.stderr


@pytest.mark.usefixtures("catalogue")
def test_a_report_into_a_file(padanan: Padanan, tmp_path: Path) -> None:
    done = padanan("analyse", "id.po", "-o", "new/job.html", "--output-format", "html")
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "new/job.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--rate", "99=5"], "unknown band '99'", id="band"),
        pytest.param(["--rate", "100=101"], "the rate of 100 is '101', which is out of range", id="rate"),
        pytest.param(["--rate", "100"], "a rate is written BAND=PERCENT, not '100'", id="no-rate"),
        pytest.param(["--to", "klingonese"], "unknown language", id="to"),
        pytest.param(["--from", "klingonese"], "unknown language", id="from"),
        pytest.param(["--memory", "no/m"], "no/m: no such memory", id="memory"),
        pytest.param(["--penalty", "x"], "a penalty is written", id="penalty"),
        pytest.param(["--count", "letters"], "letters", id="count"),
        pytest.param(["-o", "id.po/x"], "not a directory", id="output"),
    ],
)
def test_what_cannot_be_asked(padanan: Padanan, arguments: list[str], message: str) -> None:
    done = padanan("analyse", "id.po", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('[analyse.rates]\n"101" = 5\n"99" = 5\n', "padanan.toml:3: unknown band '99'"),
        ('[analyse.rates]\n"100" = 120\n', "padanan.toml:2: the rate of 100 is '120'"),
        ("[analyse]\nrate = 3\n", "analyse must be a table that holds rates alone"),
        ("analyse = 3\n", "padanan.toml:1: analyse must be a table"),
    ],
)
def test_wrong_settings(padanan: Padanan, tmp_path: Path, table: str, message: str) -> None:
    (tmp_path / "padanan.toml").write_text(table, encoding="utf-8")
    done = padanan("analyse", "x.po")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


@pytest.mark.usefixtures("catalogue")
def test_a_broken_file_among_good_ones(padanan: Padanan, tmp_path: Path) -> None:
    (tmp_path / "broken.po").write_text('msgid "a\n', encoding="utf-8")
    done = padanan("analyse", "broken.po", "id.po", "gone.po", "--output-format", "json")
    assert done.returncode == 2
    report = json.loads(done.stdout)
    assert report["total"]["segments"] == 1
    assert [error["path"] for error in report["errors"]] == ["broken.po", "gone.po"]
    assert "error: broken.po:1" in done.stderr
    assert "error: gone.po: no such file" in done.stderr


def test_nothing_at_all(padanan: Padanan, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = padanan("analyse", "empty")
    assert (done.returncode, done.stdout) == (2, "")
    assert "error: empty: no catalogue" in done.stderr


def test_nothing_left_to_do(padanan: Padanan, project: Path) -> None:
    done = padanan("analyse", "locales/en", cwd=project)
    assert done.returncode == 0
    assert done.stdout.splitlines()[2:] == [
        "id to en",
        "nothing to translate",
        "",
        "file                                   segments  words  weighted words  not counted",
        "locales/en/LC_MESSAGES/xiaohongshu.po         0      0               0  24 translated",
    ]
    assert done.stderr == "note: no memory was asked: what is not repeated counts as new\n"
