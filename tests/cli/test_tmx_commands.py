"""TMX as the commands see it: what lands, what does not, and what is wrong with it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Padanan = Callable[..., subprocess.CompletedProcess[str]]
_HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" '
    'srclang="en" datatype="plaintext"/>'
)
_UNIT = (
    '<tu tuid="{0}"><tuv xml:lang="en"><seg>one {0}</seg></tuv><tuv xml:lang="id"><seg>{1}</seg></tuv></tu>\n'
)
_BAD = (
    f'<tmx version="1.4">{_HEADER}<body>\n'
    + _UNIT.format(1, "satu")
    + _UNIT.format(2, "du & a")
    + _UNIT.format(3, "tiga").replace("<tu ", '<tu colour="red" ')
    + _UNIT.format(4, "em&nbsp;pat").replace("&nbsp;", "pat").replace("<tu ", '<tu changeid="&nbsp;" ')
    + _UNIT.format(5, "lima")
    + "</body></tmx>\n"
)
_PROBLEMS = [
    "  bad.tmx:3:83: unit '2': broken XML: not well-formed (invalid token)",
    "  bad.tmx:4:1: <tu> has attributes that TMX does not know, and they are left out: colour",
    "  bad.tmx:5:1: unit '4': it has the unknown entity &nbsp;",
]


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.tmx"
    path.write_text(_BAD)
    return path


@pytest.mark.parametrize("dry_run", [False, True], ids=["for-good", "dry-run"])
def test_bad_units_cost_nobody_else_anything(padanan: Padanan, bad: Path, dry_run: bool) -> None:
    done = padanan("import", "bad.tmx", "--memory", "m", *(["--dry-run"] if dry_run else []))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "m: a dry run, nothing was changed" if dry_run else "m"
    assert lines[2].split() == ["bad.tmx", "3", "0", "0", "2"]
    assert lines[3:] == ["skipped in bad.tmx: 2 bad unit", "left out of units in bad.tmx: 1", *_PROBLEMS]
    assert (bad.parent / "m").exists() is not dry_run


def test_strict_stops_at_the_first(padanan: Padanan, bad: Path) -> None:
    done = padanan("import", "bad.tmx", "--memory", "m", "--strict", "--output-format", "json")
    assert done.returncode == 2
    assert done.stderr.startswith("error: bad.tmx:3:83: unit '2': broken XML")
    assert "padanan repair" in done.stderr
    (file,) = json.loads(done.stdout)["files"]
    assert (file["added"], file["problems"]) == (0, [])
    bad.write_text(_BAD.replace("du & a", "dua"))
    assert "colour" in padanan("import", "bad.tmx", "--memory", "m", "--strict").stderr


def test_validation_names_every_deviation(padanan: Padanan, bad: Path) -> None:
    bad.write_text(_BAD.replace("du & a", '<g id="1">dua</g>').replace("tiga", '<bpt i="1"/>tiga'))
    done = padanan("validate", "bad.tmx", "--select", "syntax")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "bad.tmx:3:79: error syntax <g> must not stand in <seg>",
        "bad.tmx:4:1: error syntax <tu> has the unknown attribute colour",
        "bad.tmx:4:92: error syntax <bpt> with i '1' has no <ept>",
        "bad.tmx:5:1: error syntax the unknown entity &nbsp;",
    ]


def test_validation_goes_on_behind_what_is_no_xml(padanan: Padanan, bad: Path) -> None:
    done = padanan("validate", "bad.tmx", "--select", "syntax")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "bad.tmx:3:83: error syntax broken XML: not well-formed (invalid token)",
        "    hint: padanan repair mends what can be mended",
        "bad.tmx:4:1: error syntax <tu> has the unknown attribute colour",
        "bad.tmx:5:1: error syntax the unknown entity &nbsp;",
    ]


def test_a_memory_in_utf16_with_returns_lands_and_comes_out(padanan: Padanan, tmp_path: Path) -> None:
    unit = _UNIT.format(1, "satu")
    document = (
        f'<?xml version="1.0" encoding="UTF-16"?>\n<tmx version="1.1">{_HEADER}<body>{unit}</body></tmx>'
    )
    for number, (codec, newline) in enumerate((("utf-16", "\r\n"), ("utf-16-le", "\r"), ("utf-16-be", "\n"))):
        data = document.replace('xml:lang="', 'lang="').replace("\n", newline).encode(codec)
        (tmp_path / f"{number}.tmx").write_bytes(data)
    done = padanan("import", "0.tmx", "1.tmx", "2.tmx", "--memory", "m", "--output-format", "json")
    assert [file["added"] for file in json.loads(done.stdout)["files"]] == [1, 1, 1]
    exported = padanan("export", "--memory", "m", "-o", "-").stdout
    assert exported.count("<seg>satu</seg>") == 3
    assert exported.count('xml:lang="id"') == 3


def test_codes_are_looked_up_and_shown_as_one_symbol_each(padanan: Padanan, tmp_path: Path) -> None:
    pair = '<bpt i="1" x="1">&lt;b style="bold"&gt;</bpt>{}<ept i="1">&lt;/b&gt;</ept>'
    unit = (
        f'<tu><tuv xml:lang="en"><seg>Press {pair.format("Enter")} now<ph x="2">{{0}}</ph></seg></tuv>'
        f'<tuv xml:lang="id"><seg><ph x="2">{{0}}</ph>Tekan {pair.format("Enter")}</seg></tuv></tu>'
    )
    (tmp_path / "x.tmx").write_text(f'<tmx version="1.4">{_HEADER}<body>{unit}</body></tmx>')
    padanan("import", "x.tmx", "--memory", "m")
    done = padanan(
        "lookup", "Press Return now", "--from", "en", "--to", "id", "--memory", "m", "--threshold", "30"
    )
    score, source, target, *_ = done.stdout.splitlines()
    # Six of 18 symbols: three letters, and three codes that the query has not.
    assert score.strip().startswith("66%")
    assert source == "  en  Press <1>[-Enter-]{+Return+}</1> now<2/>"
    assert target == "  id  <2/>Tekan <1>Enter</1>"
    (match,) = json.loads(
        padanan(
            *("lookup", "Press Return now", "--from", "en", "--to", "id", "--memory", "m"),
            *("--threshold", "30", "--output-format", "json"),
        ).stdout
    )["matches"]
    assert [code["offset"] for code in match["source"]["codes"]] == [6, 11, 15]


def test_of_very_many_deviations_the_rest_is_counted(padanan: Padanan, tmp_path: Path) -> None:
    wrong = '<tu><x/><tuv xml:lang="en"><seg/></tuv></tu>\n'
    (tmp_path / "x.tmx").write_text(f'<tmx version="1.4">{_HEADER}<body>{wrong * 10_002}</body></tmx>')
    done = padanan("validate", "x.tmx", "--select", "syntax", "--output-format", "jsonl")
    messages = [json.loads(line)["message"] for line in done.stdout.splitlines() if '"message"' in line]
    assert len(messages) == 10_001
    assert "2 further deviations behind this one are not listed" in messages
