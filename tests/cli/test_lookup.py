"""`padanan lookup` as its users run it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Padanan = Callable[..., subprocess.CompletedProcess[str]]

_TMX = """<tmx version="1.4"><header srclang="id"/><body>
<tu tuid="1" changedate="20250117T083000Z" changeid="Ana"><prop type="x-context">menu</prop>
<tuv xml:lang="id"><seg>Simpan berkas ini</seg></tuv>
<tuv xml:lang="en"><seg>Save this file</seg></tuv>
<tuv xml:lang="zh-CN"><seg>保存此文件</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="id"><prop type="x-context-pre">satu</prop><prop type="x-context-post">tiga</prop>
<seg>Hapus</seg></tuv><tuv xml:lang="fr"><seg>Supprimer</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture
def memory(padanan: Padanan, tmp_path: Path) -> Path:
    (tmp_path / "x.tmx").write_text(_TMX, encoding="utf-8")
    assert padanan("import", "x.tmx").returncode == 0
    return tmp_path / ".padanan" / "memory.sqlite3"


@pytest.mark.usefixtures("memory")
def test_a_fuzzy_match_shows_its_difference(padanan: Padanan) -> None:
    done = padanan("lookup", "Simpan berkas itu", "--from", "id", "--to", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        " 88%  msgctxt menu",
        "  id  Simpan berkas [-ini-]{+itu+}",
        "  en  Save this file",
        "  x.tmx:4, Ana, 2025-01-17T08:30:00Z",
    ]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(("source", "target"), [("en", "zh"), ("en_GB", "zh_CN"), ("eng", "cmn-Hans")])
def test_english_to_chinese_through_the_shared_unit(padanan: Padanan, source: str, target: str) -> None:
    done = padanan("lookup", "Save this file", "--from", source, "--to", target)
    assert done.stdout.splitlines()[:3] == [
        "100%  msgctxt menu",
        "  en     Save this file",
        "  zh-CN  保存此文件",
    ]


@pytest.mark.usefixtures("memory")
def test_json(padanan: Padanan) -> None:
    done = padanan("lookup", "Simpan berkas itu", "--from", "id", "--to", "zh_CN", "--output-format", "json")
    report = json.loads(done.stdout)
    (match,) = report.pop("matches")
    assert report == {
        "version": 1,
        "query": "Simpan berkas itu",
        "from": "id",
        "to": "zh-CN",
        "threshold": 75,
        "exact": False,
    }
    assert match["score"] == match["before"] == 88
    assert match["penalties"] == []
    assert match["context"] == "menu"
    assert match["difference"] == [
        {"change": "same", "text": "Simpan berkas "},
        {"change": "gone", "text": "ini"},
        {"change": "new", "text": "itu"},
    ]
    assert match["source"]["text"] == "Simpan berkas ini"
    assert match["target"] == {
        "language": "zh-CN",
        "text": "保存此文件",
        "codes": [],
        "previous": None,
        "next": None,
        "origin": {"path": "x.tmx", "line": 5, "author": "Ana", "changed": "2025-01-17T08:30:00Z"},
    }


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("text", "arguments", "score"),
    [
        ("Simpan berkas ini", ["--to", "en"], 100),
        ("Simpan berkas ini", ["--to", "en", "--msgctxt", "menu"], 101),
        ("Hapus", ["--to", "fr", "--previous", "satu", "--next", "tiga"], 101),
        ("Hapus", ["--to", "fr", "--previous", "satu"], 100),
    ],
)
def test_context_makes_101(padanan: Padanan, text: str, arguments: list[str], score: int) -> None:
    done = padanan("lookup", text, "--from", "id", *arguments, "--output-format", "json")
    assert [match["score"] for match in json.loads(done.stdout)["matches"]] == [score]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("stdin", ["Simpan berkas ini", "Simpan berkas ini\n", "Simpan berkas ini\r\n"])
def test_the_text_comes_from_stdin(padanan: Padanan, stdin: str) -> None:
    done = padanan("lookup", "-", "--from", "id", "--to", "en", stdin=stdin)
    assert done.stdout.startswith("100%")


@pytest.mark.usefixtures("memory")
def test_no_match_is_no_error(padanan: Padanan) -> None:
    done = padanan("lookup", "sama sekali lain", "--from", "id", "--to", "en")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no match of 75 % or more\n")
    done = padanan("lookup", "sama sekali lain", "--from", "id", "--to", "en", "--output-format", "json")
    assert json.loads(done.stdout)["matches"] == []


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--from", "id", "--to", "de"], "(it has en/id, fr/id, id/zh-CN, en/zh-CN)", id="pair"),
        pytest.param(["--from", "en", "--to", "fr"], "no units in en and fr", id="not-joined"),
        pytest.param(["--from", "id", "--to", "zh_TW"], "no units in id and zh-TW", id="other-script"),
        pytest.param(["--from", "id", "--to", "klingonese"], "unknown language", id="unknown"),
        pytest.param(["--from", "id", "--to", "in"], "both id", id="same"),
        pytest.param(["--from", "id", "--to", "en", "--threshold", "0"], "threshold of 0 %", id="low"),
        pytest.param(["--from", "id", "--to", "en", "--threshold", "101"], "threshold of 101 %", id="high"),
        pytest.param(["--from", "id", "--to", "en", "--limit", "0"], "limit of 0", id="limit"),
        pytest.param(["--from", "id", "--to", "en", "--memory", "no/m"], "no/m: no such memory", id="memory"),
        pytest.param(["--from", "id", "--to", "en", "--memory", "x.tmx"], "x.tmx: not a padanan", id="file"),
        pytest.param(["--from", "id", "--to", "en", "--memory", "."], "directory", id="directory"),
    ],
)
def test_what_cannot_be_asked(padanan: Padanan, arguments: list[str], message: str) -> None:
    done = padanan("lookup", "Simpan", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("stdin", "message"), [("", "empty"), (" \n", "empty"), ("x" * 10_000_000, "the limit is 100000")]
)
def test_what_cannot_be_looked_up(padanan: Padanan, stdin: str, message: str) -> None:
    done = padanan("lookup", "-", "--from", "id", "--to", "en", stdin=stdin)
    assert done.returncode == 2
    assert message in done.stderr


def test_texts_stay_on_their_lines_and_command_no_terminal(padanan: Padanan, tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr "Language: id\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    entry = 'msgid "One\\ntwo"\nmsgstr "Satu\\n\\033[2Jdua"\n'
    (tmp_path / "id.po").write_text(header + entry, encoding="utf-8")
    assert padanan("import", "id.po", "--memory", "m").returncode == 0
    done = padanan("lookup", "One\ntoo", "--from", "en", "--to", "id", "--memory", "m")
    assert done.stdout.splitlines()[1:3] == ["  en  One\\n[-two-]{+too+}", "  id  Satu\\n<U+001B>[2Jdua"]


def test_of_many_pairs_the_likely_ones_are_named(padanan: Padanan, tmp_path: Path) -> None:
    variants = "".join(
        f'<tuv xml:lang="{tag}"><seg>{tag}</seg></tuv>' for tag in ("de", "en", "es", "fr", "id", "it")
    )
    document = f'<tmx version="1.4"><header srclang="en"/><body><tu>{variants}</tu></body></tmx>'
    (tmp_path / "six.tmx").write_text(document, encoding="utf-8")
    assert padanan("import", "six.tmx", "--memory", "m").returncode == 0
    done = padanan("lookup", "x", "--from", "it", "--to", "ja", "--memory", "m")
    assert "(it has de/it, en/it, es/it, fr/it, id/it, " in done.stderr
    assert done.stderr.endswith(" and 7 other pairs)\n")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a POSIX thing")
@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        pytest.param({}, "\x1b[31;9mini\x1b[0m\x1b[32;4mitu\x1b[0m", id="coloured"),
        pytest.param({"NO_COLOR": "1"}, "[-ini-]{+itu+}", id="no-color"),
        pytest.param({"TERM": "dumb"}, "[-ini-]{+itu+}", id="dumb"),
    ],
)
def test_on_a_terminal(memory: Path, variables: dict[str, str], expected: str) -> None:
    import pty  # not on Windows

    arguments = ["lookup", "Simpan berkas itu", "--from", "id", "--to", "en", "--memory", str(memory)]
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    pid, terminal = pty.fork()
    if pid == 0:
        command = [sys.executable, "-m", "padanan", *arguments]
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
