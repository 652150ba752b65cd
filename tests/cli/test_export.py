import gettext
from pathlib import Path

import pytest

from padanan.core.model import TranslationUnit, Variant
from padanan.formats.po import read_catalogue
from padanan.formats.tmx import read_tmx
from padanan.memory.sqlite import SqliteStore

EN = "locales/en/LC_MESSAGES/xiaohongshu.po"


def test_tmx_goes_to_its_place_in_the_project(project: Path, padanan) -> None:
    before = (project / "tmx/xiaohongshu.tmx").read_bytes()
    (project / "tmx/xiaohongshu.tmx").unlink()
    done = padanan("export", "--to", "tmx", cwd=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "tmx/xiaohongshu.tmx\n", "")
    assert (project / "tmx/xiaohongshu.tmx").read_bytes() == before


def test_text_has_the_articles_lines_in_each_language(project: Path, padanan) -> None:
    done = padanan("export", "--to", "text", "--output", "out", cwd=project)
    assert done.stdout == "out/locales/en/xiaohongshu.txt\nout/locales/zh_CN/xiaohongshu.txt\n"
    source = (project / "locales/id/xiaohongshu.txt").read_text("utf-8").splitlines()
    english = (project / "out/locales/en/xiaohongshu.txt").read_text("utf-8").splitlines()
    chinese = (project / "out/locales/zh_CN/xiaohongshu.txt").read_text("utf-8").splitlines()
    assert len(source) == len(english) == len(chinese) == 21
    assert ". The posts have" in english[12]
    assert "。这些帖子" in chinese[12]


def test_mo_loads_in_pythons_gettext(project: Path, padanan) -> None:
    padanan("export", "--to", "mo", cwd=project)
    translation = gettext.translation("xiaohongshu", project / "locales", languages=["zh_CN"])
    assert translation.gettext("Pewarta: Desca Lidya Natalia") == "记者：Desca Lidya Natalia"


def test_po_is_a_clean_copy_without_drafts(project: Path, padanan) -> None:
    path = project / EN
    text = path.read_text("utf-8").replace(
        "#. paragraph 20, segment 1\n", "#. paragraph 20, segment 1\n#, fuzzy\n"
    )
    path.write_text(text + '\n#~ msgid "lama"\n#~ msgstr "old"\n', "utf-8")
    done = padanan("export", "--to", "po", "--language", "en", "-o", "out", cwd=project)
    assert done.stdout == f"out/{EN}\n"
    assert done.stderr == f"out/{EN}: 1 of 24 segments are not translated\n"
    catalogue = read_catalogue(project / "out" / EN).catalogue
    assert [entry.msgid for entry in catalogue.entries if not entry.is_translated] == [
        "Editor: D.Dj. Kliwantoro"
    ]
    assert not any(entry.obsolete or entry.is_fuzzy for entry in catalogue.entries)


def test_a_language_is_found_in_any_spelling(project: Path, padanan) -> None:
    done = padanan("export", "--to", "text", "--language", "cmn", "-o", "out", cwd=project)
    assert done.stdout == "out/locales/zh_CN/xiaohongshu.txt\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--to", "po"), "name another directory with --output"),
        (("--to", "text", "-l", "fr"), "the project has no fr (its languages are: en, zh_CN)"),
        (("--to", "text", "-l", "zh_TW"), "the project has no zh_TW"),
        (("--to", "text", "-l", "xx"), "unknown language 'xx'"),
        (("--to", "mo", "-o", "pyproject.toml"), "pyproject.toml/locales/en/LC_MESSAGES/xiaohongshu.mo: "),
    ],
)
def test_what_cannot_be_exported_is_said(
    project: Path, padanan, arguments: tuple[str, ...], message: str
) -> None:
    done = padanan("export", *arguments, cwd=project)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert message in done.stderr
    assert done.stdout == ""


def test_a_clean_copy_never_replaces_the_catalogues(project: Path, padanan) -> None:
    before = (project / EN).read_bytes()
    done = padanan("export", "--to", "po", "--output", ".", cwd=project)
    assert done.returncode == 2
    assert "needs a place of its own" in done.stderr
    assert (project / EN).read_bytes() == before


def test_a_catalogue_that_is_not_there_is_named(project: Path, padanan) -> None:
    (project / EN).unlink()
    done = padanan("export", "--to", "tmx", cwd=project)
    assert done.returncode == 2
    assert f"{EN}: no such file" in done.stderr


def test_a_memory_goes_whole_into_a_tmx_and_back(project: Path, padanan) -> None:
    padanan("import", EN, "locales/zh_CN/LC_MESSAGES/xiaohongshu.po", "--memory", "a", cwd=project)
    done = padanan("export", "--memory", "a", "-o", "out/a.tmx", cwd=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "out/a.tmx\n", "24 units\n")
    padanan("import", "out/a.tmx", "--memory", "b", cwd=project)
    with SqliteStore.open(project / "a") as one, SqliteStore.open(project / "b") as other:
        assert [unit.variants for unit in one.units()] == [unit.variants for unit in other.units()]
    again = padanan("export", "--memory", "a", "-o", "-", cwd=project)
    assert again.stdout == (project / "out/a.tmx").read_text("utf-8")


def test_chosen_languages_of_a_memory(project: Path, padanan) -> None:
    padanan("import", EN, "locales/zh_CN/LC_MESSAGES/xiaohongshu.po", "--memory", "a", cwd=project)
    done = padanan("export", "--memory", "a", "--from", "en", "-l", "zh", "-o", "a.tmx", cwd=project)
    assert done.stderr == "24 units\n"
    units = list(read_tmx(project / "a.tmx"))
    assert {unit.source_language for unit in units} == {"en"}
    assert {variant.language for unit in units for variant in unit.variants} == {"en", "zh-CN"}
    alone = padanan("export", "--memory", "a", "-l", "zh", "-o", "a.tmx", cwd=project)
    assert alone.stderr == "0 units\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--memory", "a"], "no file to write", id="no-output"),
        pytest.param(["--memory", "a", "-o", "a"], "this is the memory itself", id="onto-itself"),
        pytest.param(["--memory", "a", "-o", "."], "this is a directory", id="directory"),
        pytest.param(["--memory", "a", "-o", "x", "--to", "po"], "as TMX alone", id="format"),
        pytest.param(
            ["--memory", "a", "-o", "x", "-l", "fr"], "nothing in fr (it has en, id)", id="language"
        ),
        pytest.param(["--memory", "b", "-o", "x"], "no such memory", id="no-memory"),
        pytest.param([], "--to must say", id="nothing"),
        pytest.param(["--to", "po", "--from", "en"], "goes with --memory", id="from-alone"),
    ],
)
def test_exports_of_a_memory_that_are_refused(
    project: Path, padanan, arguments: list[str], message: str
) -> None:
    padanan("import", EN, "--memory", "a", cwd=project)
    before = (project / "a").read_bytes()
    done = padanan("export", *arguments, cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert (project / "a").read_bytes() == before
    assert not (project / "x").exists()


def test_units_that_tmx_cannot_hold_are_told(tmp_path: Path, padanan) -> None:
    variants = (Variant(language="en", text="a\x01b"), Variant(language="id", text="c"))
    unit = TranslationUnit(collection="c", key="k", source_language="en", variants=variants)
    with SqliteStore.open(tmp_path / "m", create=True) as store:
        store.add([unit])
    done = padanan("export", "--memory", "m", "-o", "x.tmx")
    assert (done.returncode, done.stdout) == (0, "x.tmx\n")
    assert done.stderr.splitlines() == [
        "0 units",
        "note: unit 'k' is left out: it holds the character U+0001, which XML forbids",
    ]
    assert list(read_tmx(tmp_path / "x.tmx")) == []
