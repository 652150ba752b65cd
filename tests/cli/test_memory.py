"""padanan memory: what each of its commands says, and how it ends."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from padanan.commands.app import MEMORY_COMMANDS
from padanan.memory.fuzzy.kernel import load_fuzzy_kernel
from padanan.memory.sqlite import SqliteStore

_TMX = """<tmx version="1.4"><header srclang="en"/><body>
<tu tuid="1" changedate="20240101T000000Z" changeid="Ana"><tuv xml:lang="en"><seg>Save</seg></tuv>
  <tuv xml:lang="id"><seg>Simpan</seg></tuv></tu>
<tu tuid="2" changedate="20250101T000000Z"><tuv xml:lang="en"><seg>Save</seg></tuv>
  <tuv xml:lang="id"><seg>=Hemat()</seg></tuv></tu>
<tu tuid="3" changedate="20250601T000000Z"><tuv xml:lang="en"><seg>Save</seg></tuv>
  <tuv xml:lang="id"><seg>Simpan</seg></tuv></tu>
<tu tuid="4"><tuv xml:lang="en"><seg>Open \x7f file</seg></tuv><tuv xml:lang="id"><seg>Buka</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture
def folder(tmp_path: Path, padanan) -> Path:
    (tmp_path / "a.tmx").write_text(_TMX, "utf-8")
    assert padanan("import", "a.tmx", "--memory", "m").returncode == 0
    return tmp_path


@pytest.mark.parametrize("name", MEMORY_COMMANDS)
def test_every_command_explains_itself(padanan, name: str) -> None:
    done = padanan("memory", name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Usage: padanan memory {name}" in done.stdout


def test_help_names_every_command(padanan) -> None:
    done = padanan("memory", "--help")
    assert done.returncode == 0
    assert all(f"│ {name} " in done.stdout for name in MEMORY_COMMANDS)


def test_an_unknown_command_is_a_usage_error(padanan) -> None:
    done = padanan("memory", "compat")
    assert (done.returncode, done.stdout) == (2, "")
    assert "compact" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [*([name] for name in MEMORY_COMMANDS if name != "delete"), ["delete", "--to", "id", "--yes"]],
)
@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "no such memory"), (b"something else", "not a padanan memory")],
    ids=["missing", "foreign"],
)
def test_what_is_no_memory_is_one_line(
    padanan, tmp_path: Path, arguments: list[str], content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / "m").write_bytes(content)
    done = padanan("memory", *arguments, "--memory", "m")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: m: ")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert content is None or (tmp_path / "m").read_bytes() == content


def test_info_counts(padanan, folder: Path) -> None:
    done = padanan("memory", "info", "--memory", "m")
    assert (done.returncode, done.stderr) == (0, "")
    assert "4 units with 8 texts, from 2024-01-01T00:00:00Z to 2025-06-01T00:00:00Z" in done.stdout
    value = json.loads(padanan("memory", "info", "--memory", "m", "--output-format", "json").stdout)
    assert (value["version"], value["units"], value["texts"]) == (1, 4, 8)
    assert value["pairs"] == [{"languages": ["en", "id"], "units": 4}]
    assert value["languages"][0] == {"language": "en", "texts": 4, "index": "none", "behind": None}
    assert value["origins"][0]["path"] == "a.tmx"
    assert value["authors"] == [{"author": "Ana", "texts": 2}]


def test_info_of_an_empty_memory(padanan, tmp_path: Path) -> None:
    SqliteStore.open(tmp_path / "m", create=True).close()
    done = padanan("memory", "info", "--memory", "m")
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 units with 0 texts" in done.stdout


def test_conflicts_are_findings(padanan, folder: Path) -> None:
    done = padanan("memory", "conflicts", "--memory", "m")
    assert (done.returncode, done.stderr) == (1, "1 conflict\n")
    assert done.stdout.splitlines()[:3] == [
        "en  Save",
        "  id  Simpan",
        "    a.tmx:3, Ana, 2024-01-01T00:00:00Z",
    ]
    assert padanan("memory", "conflicts", "--memory", "m", "--exit-zero").returncode == 0
    none = padanan("memory", "conflicts", "--memory", "m", "--from", "id", "--to", "en")
    assert (none.returncode, none.stdout, none.stderr) == (0, "", "0 conflicts\n")


def test_conflicts_as_json_and_csv(padanan, folder: Path) -> None:
    done = padanan("memory", "conflicts", "--memory", "m", "--output-format", "json")
    (conflict,) = json.loads(done.stdout)["conflicts"]
    assert [target["text"] for target in conflict["targets"]] == ["Simpan", "=Hemat()"]
    assert len(conflict["targets"][0]["units"]) == 2
    done = padanan("memory", "conflicts", "--memory", "m", "--output-format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["target"] for row in rows] == ["Simpan", "Simpan", "'=Hemat()"]
    assert rows[0]["origin"] == "a.tmx"


def test_delete_rehearses_and_deletes(padanan, folder: Path) -> None:
    rehearsal = padanan("memory", "delete", "--memory", "m", "--equals", "Simpan", "--dry-run")
    assert rehearsal.returncode == 0
    assert rehearsal.stdout.startswith("m: would be deleted: 2 translations, and 2 units with them\n")
    done = padanan(
        "memory", "delete", "--memory", "m", "--equals", "Simpan", "--yes", "--output-format", "json"
    )
    assert done.returncode == 0
    value = json.loads(done.stdout)
    assert (value["dry_run"], value["translations"], value["units"]) == (False, 2, 2)
    assert value["examples"][0]["source"]["text"] == "Save"
    assert "2 units" in padanan("memory", "info", "--memory", "m").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "nothing says what to delete", id="nothing"),
        pytest.param(["--contains", ""], "an empty text", id="empty-text"),
        pytest.param(["--origin", ""], "an empty text", id="empty-origin"),
        pytest.param(["--before", "yesterday"], "no day or time", id="date"),
        pytest.param(["--after", "2025-02-30"], "no day or time", id="no-such-day"),
        pytest.param(["--after", "0001-01-01T00:00:00+05:00"], "no day or time", id="before-all-time"),
        pytest.param(["--in", "en"], "--in says where", id="in-without-text"),
        pytest.param(["--to", "fr"], "the memory has nothing in fr (it has en, id)", id="absent-language"),
        pytest.param(["--from", "qqqqq-!"], "qqqqq-!", id="unknown-language"),
    ],
)
def test_delete_refuses(padanan, folder: Path, arguments: list[str], message: str) -> None:
    done = padanan("memory", "delete", "--memory", "m", "--yes", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert "4 units" in padanan("memory", "info", "--memory", "m").stdout


def test_delete_asks_nobody_in_a_pipe(padanan, folder: Path) -> None:
    done = padanan("memory", "delete", "--memory", "m", "--to", "id", stdin="y\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--yes" in done.stderr
    assert "4 units" in padanan("memory", "info", "--memory", "m").stdout


@pytest.mark.parametrize(("answer", "left"), [("y\n", "1 unit "), ("n\n", "4 units"), ("\n", "4 units")])
def test_delete_asks_on_a_terminal(padanan, folder: Path, answer: str, left: str) -> None:
    pty = pytest.importorskip("pty", reason="the system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    os.write(ours, answer.encode())
    command = [sys.executable, "-m", "padanan", "memory", "delete", "--memory", "m", "--contains", "Save"]
    done = subprocess.run(
        command, cwd=folder, stdin=theirs, capture_output=True, text=True, check=False, timeout=60
    )
    os.close(ours)
    os.close(theirs)
    assert "would be deleted: 3 translations" in done.stderr
    assert done.returncode == (0 if answer == "y\n" else 1)
    assert left in padanan("memory", "info", "--memory", "m").stdout


def test_dedupe(padanan, folder: Path) -> None:
    rehearsal = padanan("memory", "dedupe", "--memory", "m", "--dry-run")
    assert rehearsal.stdout.startswith("m: would be merged: 1 duplicate\n")
    done = padanan("memory", "dedupe", "--memory", "m", "--output-format", "json")
    assert json.loads(done.stdout)["merged"] == 1
    assert "3 units" in padanan("memory", "info", "--memory", "m").stdout


def test_compact(padanan, folder: Path) -> None:
    (folder / "m.index").mkdir()
    (folder / "m.index" / "fuzzy-fr-0123456789abcdef.idx").write_bytes(b"x" * 9)
    done = padanan("memory", "compact", "--memory", "m", "--output-format", "json")
    value = json.loads(done.stdout)
    assert (done.returncode, value["removed"]) == (0, ["fuzzy-fr-0123456789abcdef.idx"])
    assert value["before"]["indexes"] == 9
    assert value["after"] == {"file": (folder / "m").stat().st_size, "indexes": 0}
    assert "4 units" in padanan("memory", "info", "--memory", "m").stdout


def test_check(padanan, folder: Path) -> None:
    done = padanan("memory", "check", "--memory", "m")
    assert (done.returncode, done.stdout, done.stderr) == (0, "m: sound\n", "")
    data = bytearray((folder / "m").read_bytes())
    data[3 * 4096 :] = b"\xff" * (len(data) - 3 * 4096)
    (folder / "m").write_bytes(data)
    done = padanan("memory", "check", "--memory", "m")
    assert done.returncode == 1
    assert "damaged" in done.stdout
    value = json.loads(padanan("memory", "check", "--memory", "m", "--output-format", "json").stdout)
    assert value["sound"] is False
    assert value["damage"]


def test_a_newer_memory_is_refused(padanan, folder: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(folder / "m")
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    done = padanan("memory", "info", "--memory", "m")
    assert (done.returncode, done.stdout) == (2, "")
    assert "newer padanan" in done.stderr


def test_an_index_that_cannot_be_written_is_a_note_on_a_good_import(padanan, tmp_path: Path) -> None:
    if load_fuzzy_kernel() is None:
        pytest.skip("without the kernel there is no index")
    units = "".join(
        f'<tu tuid="{number}"><tuv xml:lang="en"><seg>sentence {number}</seg></tuv>'
        f'<tuv xml:lang="id"><seg>kalimat {number}</seg></tuv></tu>'
        for number in range(5000)
    )
    (tmp_path / "a.tmx").write_text(f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>')
    (tmp_path / "m.index").write_bytes(b"in the way")
    done = padanan("import", "a.tmx", "--memory", "m")
    assert done.returncode == 0
    assert done.stderr.startswith("note: ")
    assert "m.index: no index for en: " in done.stderr
    assert done.stderr.count("\n") == 1
    assert "5000 units" in padanan("memory", "info", "--memory", "m").stdout
