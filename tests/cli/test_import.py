"""`padanan import` as its users run it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from padanan.memory.sqlite import SqliteStore

Padanan = Callable[..., subprocess.CompletedProcess[str]]

_HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {language}\\n"\n\n'
_PO = (
    _HEADER
    + 'msgid "Save"\nmsgstr "{save}"\n\n#, fuzzy\nmsgid "Open"\nmsgstr "?"\n\nmsgid "Close"\nmsgstr ""\n'
)
_TMX = (
    '<tmx version="1.4"><header srclang="en"/><body>\n'
    '<tu><tuv xml:lang="en"><seg>Print</seg></tuv><tuv xml:lang="id"><seg>Cetak</seg></tuv></tu>\n'
    '<tu><tuv xml:lang="en"><seg>Print</seg></tuv><tuv xml:lang="id"><seg>Mencetak</seg></tuv></tu>\n'
    '<tu tuid="7"><tuv xml:lang="en"><seg>a&nbsp;b</seg></tuv></tu>\n'
    '<tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu>\n'
    '<tu><tuv xml:lang="en"><seg> </seg></tuv></tu>\n'
    "</body></tmx>"
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Two catalogues of one domain and a TMX document, in the directory the command runs in."""
    for locale, save in (("id", "Simpan"), ("zh_CN", "保存")):
        folder = tmp_path / "locales" / locale / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "x.po").write_text(_PO.format(language=locale, save=save), encoding="utf-8")
    (tmp_path / "x.tmx").write_text(_TMX, encoding="utf-8")
    return tmp_path


_PATHS = ("locales/id/LC_MESSAGES/x.po", "locales/zh_CN/LC_MESSAGES/x.po", "x.tmx")


def _counts(stdout: str) -> list[tuple[int, int, int]]:
    report = json.loads(stdout)
    assert report["version"] == 1
    return [(file["added"], file["updated"], file["unchanged"]) for file in report["files"]]


def test_what_landed_and_what_did_not(padanan: Padanan, files: Path) -> None:
    done = padanan("import", *_PATHS, "--memory", "m.sqlite3")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "m.sqlite3",
        "file                            added  updated  unchanged  skipped",
        "locales/id/LC_MESSAGES/x.po         1        0          0        2",
        "locales/zh_CN/LC_MESSAGES/x.po      0        1          0        2",
        "x.tmx                               2        0          0        3",
        "total                               3        1          0        7",
        "skipped in locales/id/LC_MESSAGES/x.po: 1 untranslated, 1 fuzzy",
        "skipped in locales/zh_CN/LC_MESSAGES/x.po: 1 untranslated, 1 fuzzy",
        "skipped in x.tmx: 1 empty, 1 one language only, 1 bad unit",
        "  x.tmx:4:39: unit '7': it has the unknown entity &nbsp;",
    ]


def test_the_same_files_twice_add_nothing(padanan: Padanan, files: Path) -> None:
    command = ("import", *_PATHS, "--output-format", "json")
    assert _counts(padanan(*command).stdout) == [(1, 0, 0), (0, 1, 0), (2, 0, 0)]
    assert _counts(padanan(*command).stdout) == [(0, 0, 1), (0, 0, 1), (0, 0, 2)]
    assert (files / ".padanan" / "memory.sqlite3").is_file()


def test_paths_spelt_otherwise_are_the_same_files(padanan: Padanan, files: Path) -> None:
    padanan("import", *_PATHS)
    absolute = [str(files / path) for path in _PATHS]
    done = padanan("import", *absolute, "--output-format", "json")
    assert _counts(done.stdout) == [(0, 0, 1), (0, 0, 1), (0, 0, 2)]


def test_json_tells_all(padanan: Padanan, files: Path) -> None:
    report = json.loads(padanan("import", "x.tmx", "--output-format", "json", "--memory", "m").stdout)
    assert report == {
        "version": 1,
        "memory": "m",
        "dry_run": False,
        "files": [
            {
                "path": "x.tmx",
                "added": 2,
                "updated": 0,
                "unchanged": 0,
                "skipped": {"empty": 1, "one language only": 1, "bad unit": 1},
                "lost": 0,
                "problems": [
                    {"line": 4, "column": 39, "message": "unit '7': it has the unknown entity &nbsp;"}
                ],
                "error": None,
            }
        ],
        "total": {"added": 2, "updated": 0, "unchanged": 0},
    }


def test_a_dry_run_counts_the_same_and_makes_nothing(padanan: Padanan, files: Path) -> None:
    command = ("import", *_PATHS, "--output-format", "json", "--memory", "new/m.sqlite3")
    rehearsed = padanan(*command, "--dry-run")
    assert not (files / "new").exists()
    assert _counts(rehearsed.stdout) == _counts(padanan(*command).stdout)
    assert _counts(padanan(*command, "--dry-run").stdout) == [(0, 0, 1), (0, 0, 1), (0, 0, 2)]
    assert "a dry run, nothing was changed" in padanan("import", "x.tmx", "--dry-run").stdout


def test_a_dry_run_leaves_an_existing_memory_alone(padanan: Padanan, files: Path) -> None:
    padanan("import", "x.tmx", "--memory", "m")
    padanan("import", _PATHS[0], "--memory", "m", "--dry-run")
    with SqliteStore.open(files / "m") as store:
        assert store.languages() == ("en", "id")


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        pytest.param("a.po", b'msgid "a"\nmsgstr "b\n', "a.po:2", id="broken-po"),
        pytest.param("a.po", b"\xff\xfe\xfa", "a.po", id="binary-po"),
        pytest.param("a.po", b'msgid "a"\nmsgstr "\xff"\n', "a.po", id="invalid-utf8"),
        pytest.param("a.po", b'msgid "a"\nmsgstr "b"\n', "a.po", id="no-language"),
        pytest.param("a.tmx", b"<tmx>\n<body>", "a.tmx:2", id="broken-tmx"),
        pytest.param("a.tmx", b"", "a.tmx", id="empty-tmx"),
        pytest.param("a.tmx", b"<!DOCTYPE tmx [<!ENTITY a 'b'>]><tmx/>", "a.tmx:1", id="entity-bomb"),
        pytest.param("a.docx", b"PK", "a.docx", id="other-format"),
        pytest.param("a.po/x", b"", "a.po", id="directory"),
        pytest.param(None, b"", "missing.po", id="missing"),
    ],
)
def test_a_broken_file_is_reported_and_the_others_go_on(
    padanan: Padanan, files: Path, name: str | None, content: bytes, place: str
) -> None:
    if name is not None:
        (files / name).parent.mkdir(exist_ok=True)
        (files / name).write_bytes(content)
    bad = place.split(":", maxsplit=1)[0]
    done = padanan("import", bad, *_PATHS, "--memory", "m")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error: {place}:")
    assert "total                               3        1" in done.stdout


def test_nothing_of_a_broken_file_lands(padanan: Padanan, files: Path) -> None:
    unit = _TMX.splitlines()[1]
    (files / "cut.tmx").write_text(f"{_TMX.splitlines()[0]}\n{unit * 3000}\n<tu>")
    assert padanan("import", "cut.tmx", "--memory", "m").returncode == 2
    with SqliteStore.open(files / "m") as store:
        assert list(store.units()) == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param([], ("en", "id"), id="english-by-default"),
        pytest.param(["--from", "ms"], ("id", "ms"), id="by-option"),
    ],
)
def test_source_language(
    padanan: Padanan, files: Path, arguments: list[str], expected: tuple[str, str]
) -> None:
    padanan("import", _PATHS[0], "--memory", "m", *arguments)
    with SqliteStore.open(files / "m") as store:
        assert store.languages() == expected


def test_source_language_from_the_header(padanan: Padanan, files: Path) -> None:
    path = files / "a.po"
    header = _HEADER.format(language="id").replace('"\n\n', '"\n"X-Source-Language: zh_CN\\n"\n\n')
    path.write_text(header + 'msgid "保存"\nmsgstr "Simpan"\n', encoding="utf-8")
    padanan("import", "a.po", "--memory", "m")
    with SqliteStore.open(files / "m") as store:
        assert store.languages() == ("id", "zh-CN")


def test_source_language_from_the_settings(padanan: Padanan, files: Path) -> None:
    (files / "padanan.toml").write_text('source_language = "ms"\nmemory = "here.sqlite3"\n')
    padanan("import", _PATHS[0])
    with SqliteStore.open(files / "here.sqlite3") as store:
        assert store.languages() == ("id", "ms")


def test_an_unknown_language(padanan: Padanan, files: Path) -> None:
    done = padanan("import", _PATHS[0], "--from", "klingonese")
    assert (done.returncode, done.stdout) == (2, "")
    assert "unknown language 'klingonese'" in done.stderr


def test_a_foreign_database_is_left_alone(padanan: Padanan, files: Path) -> None:
    (files / "m").write_bytes(b"precious")
    done = padanan("import", *_PATHS, "--memory", "m")
    assert done.returncode == 2
    assert (
        done.stderr
        == "error: m: not a padanan memory, or a damaged one (choose another path with --memory)\n"
    )
    assert (files / "m").read_bytes() == b"precious"


def test_several_processes_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    """Eight start together on a memory that is not there yet; each has a file of its own and a shared one."""
    _write_tmx(tmp_path / "shared.tmx", "shared", 300)
    commands = []
    for number in range(8):
        own = _write_tmx(tmp_path / f"{number}.tmx", f"own {number}", 300)
        commands.append([sys.executable, "-m", "padanan", "import", own.name, "shared.tmx", "--memory", "m"])
    running = [
        subprocess.Popen(
            command,
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        for command in commands
    ]
    outcomes = [(process.communicate(timeout=120)[1], process.returncode) for process in running]
    assert outcomes == [("", 0)] * 8
    with SqliteStore.open(tmp_path / "m") as store:
        keys = [(unit.collection, unit.key) for unit in store.units()]
    assert len(keys) == len(set(keys)) == 9 * 300


def _write_tmx(path: Path, text: str, count: int) -> Path:
    units = "".join(
        f'<tu tuid="{n}"><tuv xml:lang="en"><seg>{text} {n}</seg></tuv>'
        f'<tuv xml:lang="id"><seg>{n}</seg></tuv></tu>\n'
        for n in range(count)
    )
    path.write_text(f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>')
    return path


def test_a_file_name_is_shown_and_not_obeyed(padanan) -> None:
    done = padanan("import", "\x1b[31m\n::error::x.po", "--memory", "m.sqlite3")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert "\n::error::" not in done.stderr
