"""`padanan search` as its users run it."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Padanan = Callable[..., subprocess.CompletedProcess[str]]

_PROSE = " ".join(f"kata{number}" for number in range(60))
_TMX = f"""<tmx version="1.4"><header srclang="id"/><body>
<tu tuid="1" changedate="20250117T083000Z" changeid="Ana"><prop type="x-context">menu</prop>
<tuv xml:lang="id"><seg>Simpan <ph x="1"/>berkas ini</seg></tuv>
<tuv xml:lang="en"><seg>Save this file</seg></tuv>
<tuv xml:lang="zh-CN"><seg>保存此文件</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="id"><seg>Berkas</seg></tuv><tuv xml:lang="en"><seg>File</seg></tuv></tu>
<tu tuid="3"><tuv xml:lang="id"><seg>Berkas</seg></tuv><tuv xml:lang="fr"><seg>Résumé</seg></tuv></tu>
<tu tuid="4"><tuv xml:lang="id"><seg>{_PROSE} berkas {_PROSE}</seg></tuv>
<tuv xml:lang="en"><seg>{_PROSE} files {_PROSE}</seg></tuv></tu>
<tu tuid="5"><tuv xml:lang="id"><seg>Jalan</seg></tuv><tuv xml:lang="de"><seg>Straße</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture
def memory(padanan: Padanan, tmp_path: Path) -> Path:
    (tmp_path / "x.tmx").write_text(_TMX, encoding="utf-8")
    assert padanan("import", "x.tmx").returncode == 0
    return tmp_path / ".padanan" / "memory.sqlite3"


@pytest.mark.usefixtures("memory")
def test_hits_stand_with_their_translations_the_shortest_first(padanan: Padanan) -> None:
    done = padanan("search", "BERKAS", "--in", "id")
    assert done.returncode == 0
    assert done.stdout.split("\n\n")[:3] == [
        "id  Berkas\nen  File\n    x.tmx:6",
        "id  Berkas\nfr  Résumé\n    x.tmx:7",
        "id     Simpan berkas ini\nen     Save this file\nzh-CN  保存此文件\n"
        "       x.tmx:3, Ana, 2025-01-17T08:30:00Z, context menu",
    ]
    assert done.stderr == "4 segments\n"


@pytest.mark.usefixtures("memory")
def test_a_long_segment_is_shown_around_its_hit(padanan: Padanan) -> None:
    done = padanan("search", "berkas", "--in", "id", "--to", "en", "--offset", "2")
    source, translation, _ = done.stdout.splitlines()
    assert re.fullmatch("id  ….* berkas .*…", source)
    assert len(source) < 200
    assert re.fullmatch("en  kata0 .*…", translation)
    assert done.stderr == "3 segments, this is number 3\n"


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("text", "options", "sources"),
    [
        pytest.param("berkas", ["--case"], 2, id="case"),
        pytest.param("berk", [], 4, id="part-of-a-word"),
        pytest.param("berk", ["--words"], 0, id="no-whole-word"),
        pytest.param("ini simpan", ["--words"], 1, id="any-order"),
        pytest.param("ini simpan", [], 0, id="phrase-keeps-its-order"),
        pytest.param("Simpan berkas", [], 1, id="across-a-code"),
        pytest.param("文件", [], 1, id="two-chinese-characters"),
        pytest.param("件", ["--words"], 1, id="one-chinese-character"),
        pytest.param("resume", [], 0, id="accents-kept"),
        pytest.param("resume", ["--fold-accents"], 1, id="accents-folded"),
        pytest.param("Re\u0301sume\u0301", [], 1, id="decomposed"),
        pytest.param("STRASSE", [], 1, id="sharp-s"),
        pytest.param("berkas", ["--to", "zh"], 1, id="only-translated"),
        pytest.param("file", ["--in", "en_GB", "--to", "cmn"], 1, id="any-spelling"),
        pytest.param("berkas", ["--in", "en"], 0, id="only-this-language"),
    ],
)
def test_what_is_found(padanan: Padanan, text: str, options: list[str], sources: int) -> None:
    done = padanan("search", text, *options, "--output-format", "json")
    assert (done.returncode, json.loads(done.stdout)["total"]) == (0, sources), done.stderr


@pytest.mark.usefixtures("memory")
def test_json(padanan: Padanan) -> None:
    done = padanan("search", "ss", "--in", "de", "--to", "id", "--output-format", "json")
    assert done.stderr == ""
    assert json.loads(done.stdout) == {
        "version": 1,
        "query": "ss",
        "from": "de",
        "to": "id",
        "words": False,
        "case": False,
        "accents": True,
        "offset": 0,
        "limit": 20,
        "total": 1,
        "hits": [
            {
                "memory": ".padanan/memory.sqlite3",
                "context": None,
                "spans": [{"start": 4, "end": 5}],
                "source": {
                    "language": "de",
                    "text": "Straße",
                    "origin": {"path": "x.tmx", "line": 10, "author": None, "changed": None},
                },
                "translations": [
                    {
                        "language": "id",
                        "text": "Jalan",
                        "origin": {"path": "x.tmx", "line": 10, "author": None, "changed": None},
                    }
                ],
            }
        ],
    }


@pytest.mark.usefixtures("memory")
def test_pages_follow_one_another(padanan: Padanan) -> None:
    first = padanan("search", "berkas", "--limit", "3")
    assert first.stderr == "4 segments, these are 1 to 3; --offset 3 shows more\n"
    last = padanan("search", "berkas", "--limit", "3", "--offset", "3")
    assert last.stderr == "4 segments, this is number 4\n"
    assert f"{first.stdout}\n{last.stdout}" == padanan("search", "berkas").stdout
    beyond = padanan("search", "berkas", "--offset", "9")
    assert (beyond.stdout, beyond.stderr) == ("", "4 segments, and none from 10 on\n")


def test_several_memories_are_searched_together(padanan: Padanan, tmp_path: Path, memory: Path) -> None:
    (tmp_path / "y.tmx").write_text(_TMX.replace("Berkas", "Berkas-berkas"), encoding="utf-8")
    assert padanan("import", "y.tmx", "--memory", "other").returncode == 0
    done = padanan("search", "berkas", "--in", "id", "--memory", "other", "--memory", str(memory))
    assert done.stderr == "8 segments\n"
    places = [line.strip() for line in done.stdout.splitlines() if line.startswith("    ")]
    assert places[:4] == [
        "x.tmx:6, .padanan/memory.sqlite3",
        "x.tmx:7, .padanan/memory.sqlite3",
        "y.tmx:6, other",
        "y.tmx:7, other",
    ]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("stdin", ["Jalan", "Jalan\n", "Jalan\r\n"])
def test_the_text_comes_from_stdin(padanan: Padanan, stdin: str) -> None:
    assert padanan("search", "-", "--to", "de", stdin=stdin).stdout.startswith("id  Jalan\nde  Straße\n")


@pytest.mark.usefixtures("memory")
def test_nothing_found_is_no_error(padanan: Padanan) -> None:
    done = padanan("search", "sama sekali lain", "--in", "id")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing found\n")


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("text", "arguments", "message"),
    [
        pytest.param("", [], "the text is empty", id="empty"),
        pytest.param(" \n", [], "the text is empty", id="blank"),
        pytest.param("\u0301", ["--fold-accents"], "nothing to search for but accents", id="accents"),
        pytest.param("x" * 10_001, [], "the limit is 10000", id="long"),
        pytest.param(" ".join(map(str, range(60))), ["--words"], "60 words are no search", id="words"),
        pytest.param("x", ["--limit", "0"], "a limit of 0", id="limit"),
        pytest.param("x", ["--offset", "-1"], "an offset of -1", id="offset"),
        pytest.param("x", ["--in", "klingonese"], "unknown language", id="unknown"),
        pytest.param("x", ["--in", "ja"], "no texts in ja (it has de, en, fr, id, zh-CN)", id="source"),
        pytest.param("x", ["--to", "ja"], "no texts in ja (it has de, en, fr, id, zh-CN)", id="target"),
        pytest.param("x", ["--in", "de", "--to", "fr"], "no units in de and fr (it has", id="pair"),
        pytest.param("x", ["--in", "id", "--to", "in"], "both id", id="same"),
        pytest.param("x", ["--memory", "no/m"], "no/m: no such memory", id="memory"),
        pytest.param("x", ["--memory", "x.tmx"], "x.tmx: not a padanan memory", id="file"),
    ],
)
def test_what_cannot_be_asked(padanan: Padanan, text: str, arguments: list[str], message: str) -> None:
    done = padanan("search", text, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


@pytest.mark.usefixtures("memory")
def test_a_text_of_ten_megabytes_is_refused(padanan: Padanan) -> None:
    done = padanan("search", "-", stdin="x" * 10_000_000)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the limit is 10000" in done.stderr


def test_a_memory_of_a_newer_version_is_refused(padanan: Padanan, memory: Path) -> None:
    with sqlite3.connect(memory) as connection:
        connection.execute("PRAGMA user_version = 99")
    done = padanan("search", "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert "version 99" in done.stderr


def test_texts_stay_on_their_lines_and_command_no_terminal(padanan: Padanan, tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr "Language: id\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    entry = 'msgid "One\\ntwo"\nmsgstr "Satu\\n\\033[2Jdua"\n'
    (tmp_path / "id.po").write_text(header + entry, encoding="utf-8")
    assert padanan("import", "id.po", "--memory", "m").returncode == 0
    done = padanan("search", "E\nT", "--in", "en", "--memory", "m")
    assert done.stdout.splitlines()[:2] == ["en  One\\ntwo", "id  Satu\\n<U+001B>[2Jdua"]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a POSIX thing")
@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        pytest.param({}, "Stra\x1b[1;31mße\x1b[0m", id="coloured"),
        pytest.param({"NO_COLOR": "1"}, "de  Straße", id="no-color"),
        pytest.param({"TERM": "dumb"}, "de  Straße", id="dumb"),
    ],
)
def test_hits_are_highlighted_on_a_terminal(memory: Path, variables: dict[str, str], expected: str) -> None:
    import pty  # not on Windows

    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    pid, terminal = pty.fork()
    if pid == 0:
        command = [sys.executable, "-m", "padanan", "search", "SSE", "--memory", str(memory)]
        os.execve(sys.executable, command, environment | {"TERM": "xterm"} | variables)
    output = _read_all(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert expected in output


def _read_all(terminal: int) -> str:
    chunks = []
    try:
        while chunk := os.read(terminal, 1024):
            chunks.append(chunk)
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(terminal)
    return b"".join(chunks).decode()
