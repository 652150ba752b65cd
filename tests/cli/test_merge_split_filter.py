"""padanan merge, split and filter: large memories, a unit at a time."""

import json
from pathlib import Path

import pytest

from padanan.formats.detection import FileFormat
from padanan.services.split_units import Parts


def line(source: str, target: str, **more: str) -> str:
    texts = {"en": {"text": source, **more}, more.pop("language", "id"): {"text": target}}
    return json.dumps({"key": source, "source_language": "en", "variants": texts}) + "\n"


MEMORY = (
    line("Open", "Buka", changed="2024-01-31T10:00:00Z", origin="app/menu.po")
    + line("Close", "Tutup", changed="2025-06-01T00:00:00Z", origin="web/page.po")
    + line("Save the file", "Simpan berkas")
    + line("Open", "打开", language="zh-CN")
)


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "m.jsonl"
    path.write_text(MEMORY, "utf-8")
    return path


def keys(path: Path) -> list[str]:
    rows = [json.loads(row) for row in path.read_text("utf-8").splitlines()]
    return [f"{row['key']} {'+'.join(row['variants'])}" for row in rows]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["Open en+id", "Close en+id", "Save the file en+id", "Open en+zh-CN"]),
        (["-l", "en", "-l", "id"], ["Open en+id", "Close en+id", "Save the file en+id"]),
        (["-l", "zh"], ["Open zh-CN"]),
        (["--after", "2024-01-31"], ["Open en+id", "Close en+id"]),
        (["--before", "2024-01-31"], []),
        (["--before", "2024-02-01"], ["Open en+id"]),
        (["--origin", "app/*"], ["Open en+id"]),
        (["--origin", "app/*", "--origin", "web/*.po"], ["Open en+id", "Close en+id"]),
        (["--min-length", "5"], ["Close en+id", "Save the file en+id"]),
        (["--max-length", "4"], ["Open en+id", "Open en+zh-CN"]),
        (["--from", "id", "--max-length", "4"], ["Open en+id"]),
        (["--match", "(?i)^o|berkas"], ["Open en+id", "Save the file en+id", "Open en+zh-CN"]),
        (["--match", "berkas", "--in-source"], []),
        (["--exclude", r"\p{Han}", "--match", "e"], ["Open en+id", "Close en+id", "Save the file en+id"]),
    ],
)
def test_units_that_hold_are_kept(
    memory: Path, padanan_here, options: list[str], expected: list[str]
) -> None:
    done = padanan_here("filter", "m.jsonl", "-o", "out.jsonl", *options)
    assert done.returncode == 0
    assert keys(memory.parent / "out.jsonl") == expected
    assert done.stderr == f"{len(expected)} unit{'' if len(expected) == 1 else 's'} of 4\n"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--match", "("], "'(' is no regular expression: missing ) at position 1"),
        (["--match", "(a+)+$"], "the expression '(a+)+$' takes too long over the unit"),
        (["--after", "soon"], "'soon' is no date"),
        (["-l", "qq"], "unknown language 'qq'"),
        (["-o", "m.jsonl"], "m.jsonl: this is the file that is read"),
    ],
)
def test_what_cannot_be_filtered(memory: Path, padanan_here, options: list[str], message: str) -> None:
    memory.write_text(MEMORY + line("a" * 5000 + "!", "x"), "utf-8")
    before = memory.read_bytes()
    done = padanan_here("filter", "m.jsonl", "-o", "out.jsonl", *options)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert message in done.stderr
    assert not (memory.parent / "out.jsonl").exists()
    assert memory.read_bytes() == before


def test_memories_are_put_together_without_repeating_themselves(memory: Path, padanan_here) -> None:
    (memory.parent / "n.csv").write_text("en,id\nOpen,Buka\nOpen,Bukalah\n", "utf-8")
    done = padanan_here("merge", "m.jsonl", "n.csv", "m.jsonl", "-o", "all.jsonl")
    assert done.returncode == 0
    assert done.stderr == "5 units of 10\n5 said the same as an earlier one\n"
    assert keys(memory.parent / "all.jsonl")[-1] == "Open en+id"
    first = json.loads((memory.parent / "all.jsonl").read_text("utf-8").splitlines()[0])
    assert first["variants"]["en"]["changed"] == "2024-01-31T10:00:00Z"


def test_standard_input_is_read_once(memory: Path, padanan) -> None:
    done = padanan("merge", "-", "m.jsonl", "-o", "-", "--to-format", "jsonl", stdin=MEMORY)
    assert (done.returncode, done.stdout.count("\n")) == (0, 4)
    done = padanan("merge", "-", "-", "-o", "x.tmx", stdin=MEMORY)
    assert done.stderr == "error: standard input can be read once (name - once)\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            ["--by", "language"],
            {
                "m.en-id.jsonl": ["Open en+id", "Close en+id", "Save the file en+id"],
                "m.en-zh_CN.jsonl": ["Open en+zh-CN"],
            },
        ),
        (["--units", "3"], {"m.0001.jsonl": 3, "m.0002.jsonl": 1}),
        (
            ["--by", "origin"],
            {"m.app-menu.po.jsonl": 1, "m.web-page.po.jsonl": 1, "m.m.jsonl.jsonl": 2},
        ),
    ],
)
def test_a_memory_is_taken_apart(
    memory: Path, padanan_here, options: list[str], expected: dict[str, list[str] | int]
) -> None:
    done = padanan_here("split", "m.jsonl", "-o", "parts", *options)
    assert done.returncode == 0
    assert done.stdout == "".join(f"parts/{name}\n" for name in expected)
    for name, units in expected.items():
        found = keys(memory.parent / "parts" / name)
        assert found == units if isinstance(units, list) else len(found) == units
    assert len(list((memory.parent / "parts").iterdir())) == len(expected)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "what makes a part?"),
        (["--by", "language", "--units", "3"], "what makes a part?"),
        (["--units", "0"], "--units"),
        (["--by", "origin"], "there would be more than 200 files"),
    ],
)
def test_what_cannot_be_taken_apart(memory: Path, padanan_here, options: list[str], message: str) -> None:
    memory.write_text("".join(line("a", "b", origin=f"{number}.po") for number in range(201)), "utf-8")
    done = padanan_here("split", "m.jsonl", "-o", "parts", *options)
    assert done.returncode == 2
    assert message in done.stderr
    assert not (memory.parent / "parts").exists()


def test_two_origins_never_share_a_file(memory: Path, padanan_here) -> None:
    memory.write_text(line("a", "b", origin="a/b.po") + line("a", "c", origin="a-b.po"), "utf-8")
    done = padanan_here("split", "m.jsonl", "-o", "parts", "--by", "origin")
    assert done.returncode == 2
    assert "'a-b.po' and 'a/b.po' would be one file" in done.stderr


@pytest.mark.parametrize(
    "part", ["../../etc/passwd", "/etc/passwd", "..", "", "a\0b", "C:\\x", "x" * 999, "\n"]
)
def test_no_part_leads_out_of_the_directory(tmp_path: Path, part: str) -> None:
    parts = Parts(directory=tmp_path, stem="m", suffix=".tmx", file_format=FileFormat.TMX)
    path = parts.path(part)
    assert path.parent == tmp_path
    assert path.name.startswith("m.")
    assert len(path.name) < 100
