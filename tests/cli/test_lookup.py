"""`padanan lookup` as its users run it."""

import json
import os
import signal
import sqlite3
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
def memory(padanan_here: Padanan, tmp_path: Path) -> Path:
    (tmp_path / "x.tmx").write_text(_TMX, encoding="utf-8")
    assert padanan_here("import", "x.tmx").returncode == 0
    return tmp_path / ".padanan" / "memory.sqlite3"


@pytest.mark.usefixtures("memory")
def test_a_fuzzy_match_shows_its_difference(padanan_here: Padanan) -> None:
    done = padanan_here("lookup", "Simpan berkas itu", "--from", "id", "--to", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        " 88%  msgctxt menu",
        "  id  Simpan berkas [-ini-]{+itu+}",
        "  en  Save this file",
        "  x.tmx:4, Ana, 2025-01-17T08:30:00Z",
    ]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(("source", "target"), [("en", "zh"), ("en_GB", "zh_CN"), ("eng", "cmn-Hans")])
def test_english_to_chinese_through_the_shared_unit(padanan_here: Padanan, source: str, target: str) -> None:
    done = padanan_here("lookup", "Save this file", "--from", source, "--to", target)
    assert done.stdout.splitlines()[:3] == [
        "100%  msgctxt menu",
        "  en     Save this file",
        "  zh-CN  保存此文件",
    ]


@pytest.mark.usefixtures("memory")
def test_json(padanan_here: Padanan) -> None:
    done = padanan_here(
        "lookup", "Simpan berkas itu", "--from", "id", "--to", "zh_CN", "--output-format", "json"
    )
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
def test_context_makes_101(padanan_here: Padanan, text: str, arguments: list[str], score: int) -> None:
    done = padanan_here("lookup", text, "--from", "id", *arguments, "--output-format", "json")
    assert [match["score"] for match in json.loads(done.stdout)["matches"]] == [score]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("stdin", ["Simpan berkas ini", "Simpan berkas ini\n", "Simpan berkas ini\r\n"])
def test_the_text_comes_from_stdin(padanan: Padanan, stdin: str) -> None:
    done = padanan("lookup", "-", "--from", "id", "--to", "en", stdin=stdin)
    assert done.stdout.startswith("100%")


@pytest.mark.usefixtures("memory")
def test_no_match_is_no_error(padanan_here: Padanan) -> None:
    done = padanan_here("lookup", "sama sekali lain", "--from", "id", "--to", "en")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no match of 75 % or more\n")
    done = padanan_here("lookup", "sama sekali lain", "--from", "id", "--to", "en", "--output-format", "json")
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
def test_what_cannot_be_asked(padanan_here: Padanan, arguments: list[str], message: str) -> None:
    done = padanan_here("lookup", "Simpan", *arguments)
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


def test_texts_stay_on_their_lines_and_command_no_terminal(padanan_here: Padanan, tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr "Language: id\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    entry = 'msgid "One\\ntwo"\nmsgstr "Satu\\n\\033[2Jdua"\n'
    (tmp_path / "id.po").write_text(header + entry, encoding="utf-8")
    assert padanan_here("import", "id.po", "--memory", "m").returncode == 0
    done = padanan_here("lookup", "One\ntoo", "--from", "en", "--to", "id", "--memory", "m")
    assert done.stdout.splitlines()[1:3] == ["  en  One\\n[-two-]{+too+}", "  id  Satu\\n<U+001B>[2Jdua"]


def test_of_many_pairs_the_likely_ones_are_named(padanan_here: Padanan, tmp_path: Path) -> None:
    variants = "".join(
        f'<tuv xml:lang="{tag}"><seg>{tag}</seg></tuv>' for tag in ("de", "en", "es", "fr", "id", "it")
    )
    document = f'<tmx version="1.4"><header srclang="en"/><body><tu>{variants}</tu></body></tmx>'
    (tmp_path / "six.tmx").write_text(document, encoding="utf-8")
    assert padanan_here("import", "six.tmx", "--memory", "m").returncode == 0
    done = padanan_here("lookup", "x", "--from", "it", "--to", "ja", "--memory", "m")
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


@pytest.fixture
def memories(padanan_here: Padanan, tmp_path: Path) -> None:
    """Two memories in two files: one of the project, one for reference."""
    pair = '<tu><tuv xml:lang="en"><seg>{}</seg></tuv><tuv xml:lang="id"><seg>{}</seg></tuv></tu>'
    for name, pairs in {
        "own": [("Save 3 files", "Simpan 3 berkas"), ("Open", "Buka")],
        "ref": [("Open", "Membuka"), ("Open", "Buka")],
    }.items():
        units = "".join(pair.format(*texts) for texts in pairs)
        document = f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>'
        (tmp_path / f"{name}.tmx").write_text(document, encoding="utf-8")
        assert padanan_here("import", f"{name}.tmx", "--memory", f"{name}.sqlite3").returncode == 0
    (tmp_path / "padanan.toml").write_text(
        'memory = "own.sqlite3"\n[[memories]]\npath = "ref.sqlite3"\nname = "reference"\npenalty = 2\n'
        "read_only = true\n[penalties]\n'ref.tmx' = 3\n",
        encoding="utf-8",
    )


@pytest.mark.usefixtures("memories")
def test_a_repaired_match_says_what_was_put_in(padanan_here: Padanan) -> None:
    done = padanan_here("lookup", "Save 4 files", "--from", "en", "--to", "id")
    assert done.stdout.splitlines()[:4] == [
        " 91%  only numbers differ",
        "  en  Save [-3-]{+4+} files",
        "  id  Simpan 3 berkas",
        "      Simpan 4 berkas  (repaired: 3 -> 4)",
    ]
    done = padanan_here("lookup", "Save 4 files", "--from", "en", "--to", "id", "--no-repair")
    assert "repaired" not in done.stdout


@pytest.mark.usefixtures("memories")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Save 3 files.", " 92%  only punctuation differs", id="one"),
        pytest.param("save 3 files", " 91%  only case differs", id="case"),
        pytest.param("Save 4  files", " 84%  only numbers and spaces differ", id="two"),
        pytest.param("save 4  files", " 76%  only numbers, case and spaces differ", id="three"),
        pytest.param("Save 3 filed", " 91%", id="words"),
    ],
)
def test_what_alone_differs_is_said(padanan_here: Padanan, text: str, expected: str) -> None:
    done = padanan_here("lookup", text, "--from", "en", "--to", "id")
    assert done.stdout.splitlines()[0] == expected


@pytest.mark.usefixtures("memories")
def test_a_repaired_match_as_json(padanan_here: Padanan) -> None:
    arguments = ["lookup", "Save 4 files", "--from", "en", "--to", "id", "--output-format", "json"]
    (match,) = json.loads(padanan_here(*arguments).stdout)["matches"]
    assert match["differs_only_in"] == ["numbers"]
    assert match["repaired"] == {
        "text": "Simpan 4 berkas",
        "codes": [],
        "replacements": [{"kind": "number", "old": "3", "new": "4", "source": [5, 6], "target": [7, 8]}],
    }
    (match,) = json.loads(padanan_here(*arguments, "--no-repair").stdout)["matches"]
    assert match["repaired"] is None


@pytest.mark.usefixtures("memories")
def test_configured_memories_and_penalties_are_asked_and_named(padanan_here: Padanan) -> None:
    done = padanan_here("lookup", "Open", "--from", "en", "--to", "id")
    assert [line for line in done.stdout.splitlines() if "%" in line or "memory" in line] == [
        "100%",
        "  memory own.sqlite3, own.tmx:1",
        " 95%  (100 - 3 origin ref.tmx - 2 memory reference)",
        "  memory reference, ref.tmx:1",
    ]


@pytest.mark.usefixtures("memories")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["--memory", "reference"], [(95, "Membuka"), (95, "Buka")], id="by-name"),
        pytest.param(["--memory", "own.sqlite3"], [(100, "Buka")], id="by-path"),
        pytest.param(
            ["--memory", "reference", "--memory", "own.sqlite3", "--penalty", "own.tmx=5"],
            [(95, "Membuka"), (95, "Buka")],
            id="the-first-wins-ties",
        ),
        pytest.param(["--penalty", "*=0"], [(100, "Buka"), (98, "Membuka")], id="overruled"),
        pytest.param(["--penalty", "*.tmx=30"], [], id="below-the-threshold"),
        pytest.param(["--penalty", "*=30", "--threshold", "68"], [(70, "Buka"), (68, "Membuka")], id="on-it"),
        pytest.param(
            ["--penalty", "*=0", "--penalty", "several-translations=1"],
            [(99, "Buka"), (97, "Membuka")],
            id="several-translations",
        ),
    ],
)
def test_memories_and_penalties_by_option(
    padanan_here: Padanan, arguments: list[str], expected: list[tuple[int, str]]
) -> None:
    done = padanan_here("lookup", "Open", "--from", "en", "--to", "id", "--output-format", "json", *arguments)
    matches = json.loads(done.stdout)["matches"]
    assert [(match["score"], match["target"]["text"]) for match in matches] == expected


@pytest.mark.usefixtures("memories")
def test_exact_shows_identical_text_only(padanan_here: Padanan) -> None:
    done = padanan_here("lookup", "Save 4 files", "--from", "en", "--to", "id", "--exact")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no identical text of 75 % or more\n")
    done = padanan_here("lookup", "Open", "--from", "en", "--to", "id", "--exact", "--penalty", "*=30")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no identical text of 75 % or more\n")
    assert padanan_here("lookup", "Open", "--from", "en", "--to", "id", "--exact").stdout.startswith("100%")


@pytest.mark.usefixtures("memories")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--penalty", "a=-1"], "a penalty of -1 for a is out of range", id="negative"),
        pytest.param(["--penalty", "a=101"], "a penalty of 101 for a is out of range", id="high"),
        pytest.param(["--penalty", "a"], "a penalty is written ORIGIN=N, not 'a'", id="no-number"),
        pytest.param(["--memory", "own.sqlite3", "--memory", "none"], "none: no such memory", id="missing"),
        pytest.param(["--memory", "own.sqlite3", "--memory", "own.tmx"], "own.tmx: not a padanan", id="tmx"),
        pytest.param(["--to", "fr"], "the memories have no units in en and fr (they have en/id)", id="pair"),
        pytest.param(["--batch", "text"], "give - in place of TEXT", id="batch"),
        pytest.param(["--memory", "none", "--limit", "0"], "a limit of 0 matches", id="options-first"),
    ],
)
def test_what_cannot_be_asked_of_several(padanan_here: Padanan, arguments: list[str], message: str) -> None:
    done = padanan_here("lookup", "Open", "--from", "en", "--to", "id", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


@pytest.mark.usefixtures("memory")
def test_a_memory_of_a_newer_version_is_refused(padanan_here: Padanan, memory: Path) -> None:
    connection = sqlite3.connect(memory)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    done = padanan_here("lookup", "Hapus", "--from", "id", "--to", "fr")
    assert done.returncode == 2
    assert "a memory of version 99, made by a newer padanan" in done.stderr


@pytest.mark.usefixtures("memories")
def test_a_batch_answers_line_by_line(padanan: Padanan) -> None:
    done = padanan(
        "lookup",
        "-",
        "--from",
        "en",
        "--to",
        "id",
        "--batch",
        "text",
        stdin="Open\n\nnothing\r\nSave 3 files",
    )
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(answer["query"], len(answer["matches"])) for answer in answers] == [
        ("Open", 2),
        ("", 0),
        ("nothing", 0),
        ("Save 3 files", 1),
    ]
    alone = padanan("lookup", "Open", "--from", "en", "--to", "id", "--output-format", "json")
    assert answers[0] == json.loads(alone.stdout)


@pytest.mark.usefixtures("memory")
def test_a_batch_of_json_may_say_where_a_text_stands(padanan: Padanan) -> None:
    lines = [
        '"Hapus"',
        '{"text": "Hapus", "previous": "satu", "next": "tiga"}',
        '{"text": "Hapus", "msgctxt": null}',
    ]
    done = padanan(
        "lookup", "-", "--from", "id", "--to", "fr", "--batch", "jsonl", stdin="\n".join(lines) + "\n"
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["matches"][0]["score"] for answer in answers] == [100, 101, 100]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("form", "line", "message"),
    [
        pytest.param("jsonl", "Hapus", "no JSON", id="no-json"),
        pytest.param("jsonl", "[" * 100_000, "no JSON", id="deep"),
        pytest.param("jsonl", "[1]", "neither a JSON string nor an object", id="list"),
        pytest.param("jsonl", "{}", "neither a JSON string nor an object", id="no-text"),
        pytest.param("jsonl", '{"text": 1}', "text must be a text", id="number"),
        pytest.param("jsonl", '{"text": "Hapus", "next": 1}', "next must be a text", id="next"),
        pytest.param("jsonl", '{"text": "Hapus", "x": ""}', "unknown field 'x'", id="field"),
        pytest.param("text", "x" * 100_001, "the limit is 100000", id="long"),
        pytest.param("text", "x" * 3_000_000, "more than 2000000 bytes in a line", id="very-long"),
    ],
)
def test_a_bad_line_is_told_and_the_others_go_on(
    padanan: Padanan, form: str, line: str, message: str
) -> None:
    good = '"Hapus"' if form == "jsonl" else "Hapus"
    done = padanan(
        "lookup", "-", "--from", "id", "--to", "fr", "--batch", form, stdin=f"{good}\n{line}\n{good}\n"
    )
    assert done.returncode == 2
    assert done.stderr.startswith("error: line 2: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr
    first, bad, last = (json.loads(answer) for answer in done.stdout.splitlines())
    assert (bad["version"], bad["line"]) == (1, 2)
    assert message in bad["error"]
    assert first == last
    assert len(first["matches"]) == 1


@pytest.mark.usefixtures("memory", "interruptible")
def test_a_program_may_wait_for_each_answer(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "padanan",
        "lookup",
        "-",
        "--from",
        "id",
        "--to",
        "fr",
        "--batch",
        "text",
    ]
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for _ in range(2):
            running.stdin.write(b"Hapus\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["query"] == "Hapus"
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert (running.returncode, errors) == (130, b"")


@pytest.mark.usefixtures("memory")
def test_a_batch_of_nothing_still_refuses_what_no_line_could_ask(padanan: Padanan) -> None:
    done = padanan("lookup", "-", "--from", "id", "--to", "de", "--batch", "text", stdin="")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no units in id and de" in done.stderr


@pytest.mark.usefixtures("memories")
def test_a_read_only_memory_takes_no_import(padanan_here: Padanan, tmp_path: Path) -> None:
    before = (tmp_path / "ref.sqlite3").read_bytes()
    done = padanan_here("import", "own.tmx", "--memory", "ref.sqlite3")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ref.sqlite3: the settings say that this memory is only read" in done.stderr
    assert (tmp_path / "ref.sqlite3").read_bytes() == before
