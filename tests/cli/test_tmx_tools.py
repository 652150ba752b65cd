"""Other programs read our TMX, and we read theirs. Each test is skipped where its program is missing."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from padanan.core.model import InlineCode, Origin, TranslationUnit, Variant
from padanan.formats.tmx import TmxHeader, find_deviations, read_tmx, write_tmx

Padanan = Callable[..., subprocess.CompletedProcess[str]]
_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>en</source_lang><target_lang>id</target_lang><sentence_seg>true</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""
_ORIGIN = Origin(path="x.po", line=3, author="budi", changed="2025-01-17T08:30:00Z")
_BOLD = (
    InlineCode(offset=6, kind="open", markup='<bpt i="0" x="0">&lt;b0&gt;</bpt>'),
    InlineCode(offset=11, kind="close", markup='<ept i="0">&lt;/b0&gt;</ept>'),
)


def _unit(key: str, source: Variant, target: Variant) -> TranslationUnit:
    return TranslationUnit(collection="x", key=key, source_language="en", variants=(source, target))


_UNITS = [
    _unit(
        "1",
        Variant(language="en", text="Print R&D <now>.", previous="Before", next="After"),
        Variant(language="id", text="Cetak R&D <kini>.", origin=_ORIGIN, properties=(("<note>", "checked"),)),
    ),
    _unit(
        "2",
        Variant(language="en", text="Press Enter now.", codes=_BOLD),
        Variant(language="id", text="Tekan Enter kini.", codes=_BOLD),
    ),
]


def _translate_with_omegat(folder: Path, memory: bytes) -> tuple[str, str]:
    """Let OmegaT translate a text and a page with a memory, and give what it made of them."""
    if shutil.which("omegat") is None:
        pytest.skip("OmegaT is not installed (Debian: omegat)")
    project = folder / "project"
    for name in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(_PROJECT)
    (project / "source" / "a.txt").write_text("Print R&D <now>.\n")
    (project / "source" / "b.html").write_text("<html><body><p>Press <b>Enter</b> now.</p></body></html>")
    (project / "tm" / "auto" / "ours.tmx").write_bytes(memory)
    done = subprocess.run(
        ["omegat", "--mode=console-translate", str(project)],
        env={**os.environ, "HOME": str(folder), "JAVA_TOOL_OPTIONS": f"-Duser.home={folder}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert "Reading of TMX file complete" in done.stdout + done.stderr, done
    return (project / "target" / "a.txt").read_text(), (project / "target" / "b.html").read_text()


def test_omegat_translates_with_our_memory(tmp_path: Path) -> None:
    text, _ = _translate_with_omegat(tmp_path, write_tmx(_UNITS, header=TmxHeader(source_language="en")))
    assert text == "Cetak R&D <kini>.\n"
    (unit,) = [one for one in read_tmx(tmp_path / "project" / "project-omegat.tmx") if "R&D" in one.key]
    target = unit.variant("id")
    assert target is not None
    assert target.text == "Cetak R&D <kini>."
    assert target.origin is not None
    assert (target.origin.author, target.origin.changed) == ("budi", "2025-01-17T08:30:00Z")


def test_omegat_takes_our_inline_codes_for_its_own(tmp_path: Path) -> None:
    """It looks at codes only where it believes to have written the memory itself."""
    header = TmxHeader(
        source_language="en", attributes=(("creationtool", "OmegaT"), ("creationtoolversion", "3.6.0_10"))
    )
    _, page = _translate_with_omegat(tmp_path, write_tmx(_UNITS, header=header))
    assert "<p>Tekan <b>Enter</b> kini.</p>" in page
    units = {one.key: one for one in read_tmx(tmp_path / "project" / "project-level2.tmx")}
    assert [variant.codes for variant in units["Press Enter now."].variants] == [_BOLD, _BOLD]


@pytest.fixture
def po2tmx() -> Path:
    """The Translate Toolkit's program; its first line names the Python that has the toolkit."""
    found = shutil.which("po2tmx")
    if found is None:
        pytest.skip("the Translate Toolkit is not installed (Debian: translate-toolkit)")
    return Path(found)


def test_the_toolkits_memories_are_read_and_mended(padanan: Padanan, po2tmx: Path, tmp_path: Path) -> None:
    (tmp_path / "x.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "menu"\nmsgid "Save & close"\nmsgstr "保存并关闭 <b>"\n'
    )
    subprocess.run(
        [po2tmx, "--progress=none", "-l", "zh_CN", "x.po", "x.tmx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    (unit,) = read_tmx(tmp_path / "x.tmx")
    assert [(one.language, one.text) for one in unit.variants] == [
        ("en", "Save & close"),
        ("zh-CN", "保存并关闭 <b>"),
    ]
    done = padanan("validate", "x.tmx", "--select", "syntax")
    assert "'zh_CN' of <tuv> is no language tag of BCP 47" in done.stdout
    assert padanan("repair", "x.tmx", "-o", "mended.tmx").returncode == 0
    assert not list(find_deviations(tmp_path / "mended.tmx"))
    assert [one.text for one in next(read_tmx(tmp_path / "mended.tmx")).variants] == [
        one.text for one in unit.variants
    ]


def test_the_toolkit_reads_our_memory(po2tmx: Path, tmp_path: Path) -> None:
    (tmp_path / "ours.tmx").write_bytes(write_tmx(_UNITS[:1], header=TmxHeader(source_language="en")))
    python = po2tmx.read_text().splitlines()[0].removeprefix("#!").split()[0]
    script = (
        "from translate.storage.tmx import tmxfile\n"
        "(unit,) = tmxfile(open('ours.tmx', 'rb'), 'en', 'id').units\n"
        "print(unit.source, unit.target, unit.getnotes(), unit.getid(), sep='|')"
    )
    done = subprocess.run(
        [python, "-c", script],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
        env={"PATH": os.defpath},
    )
    assert done.stdout == "Print R&D <now>.|Cetak R&D <kini>.|checked|1\n"
