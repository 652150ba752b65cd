import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

ARTICLE = "locales/id/xiaohongshu.txt"
EN = "locales/en/LC_MESSAGES/xiaohongshu.po"
ZH = "locales/zh_CN/LC_MESSAGES/xiaohongshu.po"
GENERATED = (
    "locales/xiaohongshu.pot",
    EN,
    ZH,
    "locales/en/xiaohongshu.txt",
    "locales/zh_CN/xiaohongshu.txt",
    "tmx/xiaohongshu.tmx",
)


def _contents(project: Path) -> dict[str, bytes]:
    return {name: (project / name).read_bytes() for name in GENERATED}


def _memory(project: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(project / ".padanan/memory.sqlite3")) as connection:
        return connection.execute("SELECT language, text FROM variant ORDER BY unit_id, language").fetchall()


def test_the_committed_catalogues_and_tmx_are_current(project: Path, padanan) -> None:
    before = _contents(project)
    done = padanan("build", cwd=project)
    assert done.returncode == 0, done.stderr
    assert _contents(project) == before
    assert "written  nothing: every file is current" in done.stdout


def test_everything_generated_can_be_made_from_the_article_and_the_catalogues(project: Path, padanan) -> None:
    before = _contents(project)
    for name in set(GENERATED) - {"locales/xiaohongshu.pot", EN, ZH}:
        (project / name).unlink()
    assert padanan("build", cwd=project).returncode == 0
    assert _contents(project) == before


def test_the_summary_says_how_far_each_language_is(project: Path, padanan) -> None:
    done = padanan("build", cwd=project)
    assert "24 segments in 21 paragraphs" in done.stdout
    assert len(re.findall(r"24/24", done.stdout)) == 2
    assert "2 catalogues, 24 units added, 24 updated, 0 unchanged" in done.stdout
    assert "no findings" in done.stderr


def test_a_second_run_changes_no_byte_and_no_unit(project: Path, padanan) -> None:
    padanan("build", cwd=project)
    before, units = _contents(project), _memory(project)
    done = padanan("build", "--output-format", "json", cwd=project)
    assert _contents(project) == before
    assert _memory(project) == units
    report = json.loads(done.stdout)
    assert report["written"] == []
    assert report["memory"] == {
        "path": ".padanan/memory.sqlite3",
        "added": 0,
        "updated": 0,
        "unchanged": 48,
    }


def test_the_memory_holds_each_segment_in_three_languages(project: Path, padanan) -> None:
    padanan("build", cwd=project)
    languages = [language for language, _ in _memory(project)]
    assert sorted(set(languages)) == ["en", "id", "zh-CN"]
    assert len(languages) == 3 * 24


def _changed_lines(before: bytes, after: bytes) -> list[str]:
    """Lines that are only in one of the two."""
    old, new = before.decode().splitlines(), after.decode().splitlines()
    return [line for line in old if line not in new] + [line for line in new if line not in old]


def test_editing_one_sentence_touches_only_what_hangs_on_it(project: Path, padanan) -> None:
    padanan("build", cwd=project)
    before = _contents(project)
    article = project / ARTICLE
    article.write_bytes(
        article.read_bytes().replace(b"sekitar 170 juta pengguna", b"sekitar 180 juta pengguna")
    )
    done = padanan("build", "--output-format", "json", cwd=project)
    assert done.returncode == 0, done.stderr
    after = _contents(project)
    for catalogue in json.loads(done.stdout)["documents"][0]["catalogues"]:
        assert (catalogue["kept"], catalogue["carried_over"], catalogue["new"], catalogue["obsolete"]) == (
            23,
            1,
            0,
            0,
        )
        assert (catalogue["translated"], catalogue["fuzzy"]) == (23, 1)
    changed = _changed_lines(before[EN], after[EN])
    assert all(
        "POT-Creation-Date" in line or "juta pengguna" in line or line.startswith("#") for line in changed
    ), changed
    assert '#| msgid ""' in after[EN].decode()
    assert "#, fuzzy" in after[EN].decode()
    changed_text = _changed_lines(before["locales/en/xiaohongshu.txt"], after["locales/en/xiaohongshu.txt"])
    assert changed_text == [
        "TikTok has about 170 million users in the US, or nearly half of the country's population.",
        "TikTok memiliki sekitar 180 juta pengguna di AS atau hampir setengah dari populasi negara tersebut.",
    ]


def test_a_vanished_sentence_becomes_obsolete_and_comes_back(project: Path, padanan) -> None:
    padanan("build", cwd=project)
    before = _contents(project)
    article = project / ARTICLE
    original = article.read_bytes()
    article.write_bytes(
        original.replace(b"Baca juga: China akan salurkan bantuan ke Gaza saat masa gencatan senjata\n", b"")
    )
    padanan("build", cwd=project)
    catalogue = (project / EN).read_text("utf-8")
    assert '#~ "Baca juga: China akan salurkan' in catalogue
    assert "Gaza" not in (project / "locales/en/xiaohongshu.txt").read_text("utf-8")
    article.write_bytes(original)
    done = padanan("build", "--output-format", "json", cwd=project)
    assert [item["revived"] for item in json.loads(done.stdout)["documents"][0]["catalogues"]] == [1, 1]
    after = _contents(project)
    assert after["tmx/xiaohongshu.tmx"] == before["tmx/xiaohongshu.tmx"]
    assert after["locales/en/xiaohongshu.txt"] == before["locales/en/xiaohongshu.txt"]
    dated = re.compile(rb'"POT-Creation-Date: [^"]*"\n')
    assert dated.sub(b"", after[EN]) == dated.sub(b"", before[EN])


def test_a_translators_edit_flows_into_memory_tmx_and_text(project: Path, padanan) -> None:
    padanan("build", cwd=project)
    path = project / EN
    path.write_bytes(path.read_bytes().replace(b'msgstr "Reporter: Desca', b'msgstr "By Desca'))
    done = padanan("build", cwd=project)
    # The sentence, and the two before and behind it, whose context it is.
    assert "0 units added, 3 updated, 45 unchanged" in done.stdout
    assert b"By Desca Lidya Natalia" in (project / "tmx/xiaohongshu.tmx").read_bytes()
    assert b"By Desca Lidya Natalia" in (project / "locales/en/xiaohongshu.txt").read_bytes()


def test_a_new_project_begins_with_one_document(tmp_path: Path, padanan) -> None:
    (tmp_path / "padanan.toml").write_text(
        'source_language = "en"\nlanguages = ["id", "zh-Hans", "fr"]\ndocuments = ["texts/*.txt"]\n', "utf-8"
    )
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/one.txt").write_text("Good morning. How are you?\n\nFine.", "utf-8")
    (tmp_path / "texts/two.txt").write_text("Fine.", "utf-8")
    done = padanan("build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    header = (tmp_path / "locales/zh_Hans/LC_MESSAGES/one.po").read_text("utf-8")
    assert '"Language: zh_Hans\\n"' in header
    assert '"Plural-Forms: nplurals=1; plural=0;\\n"' in header
    assert (tmp_path / "locales/fr/LC_MESSAGES/two.po").is_file()
    assert (tmp_path / "locales/fr/one.txt").read_text("utf-8") == "Good morning. How are you?\n\nFine."
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.p*") if path.is_file()}
    padanan("build", cwd=tmp_path)
    assert {path: path.read_bytes() for path in before} == before


def test_it_works_from_a_directory_below(project: Path, padanan) -> None:
    before = _contents(project)
    done = padanan("build", cwd=project / "locales" / "id")
    assert done.returncode == 0, done.stderr
    assert _contents(project) == before


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (ARTICLE, b"Baik.\nKami \xff kirim.\n", f"{ARTICLE}:2:6: not UTF-8: byte 0xFF"),
        (ARTICLE, b"Baik.\x00\n", f"{ARTICLE}:1:6: NUL byte in a text file"),
        (EN, b'msgid "a"\nmsgstr "b\n', f"{EN}:2:8: "),
        (EN, b"", f"{EN}:1:1: the file is empty"),
        (ZH, b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n', f"{ZH}:"),
        (
            "pyproject.toml",
            b"[tool.padanan]\nlanguages = 3\n",
            "pyproject.toml:2: languages must be a list of texts",
        ),
        (
            "pyproject.toml",
            b"[tool.padanan]\nlanguages = ['xx']\n",
            "pyproject.toml:2: unknown language 'xx'",
        ),
        ("pyproject.toml", b"[tool.padanan]\n", "no source documents are configured"),
        ("pyproject.toml", b"[tool.padanan]\ndocuments = ['none.txt']\n", "none.txt: no such file"),
        ("pyproject.toml", b"[tool.padanan]\ndocuments = ['*.none']\n", "no document matches '*.none'"),
        (
            ".padanan/memory.sqlite3",
            b"not a database, but long enough to look like one",
            "not a padanan memory",
        ),
    ],
)
def test_bad_input_ends_with_one_clear_line_and_changes_nothing_of_it(
    project: Path, padanan, name: str, content: bytes, message: str
) -> None:
    path = project / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    done = padanan("build", cwd=project)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr
    assert path.read_bytes() == content


def test_a_document_that_is_a_directory_is_named(project: Path, padanan) -> None:
    (project / ARTICLE).unlink()
    (project / ARTICLE).mkdir()
    done = padanan("build", cwd=project)
    assert done.returncode == 2
    assert f"{ARTICLE}: this is a directory" in done.stderr


def test_two_documents_of_one_name_are_refused(tmp_path: Path, padanan) -> None:
    (tmp_path / "padanan.toml").write_text('documents = ["a/x.txt", "b/x.txt"]\n', "utf-8")
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("Text.", "utf-8")
    done = padanan("build", cwd=tmp_path)
    assert done.returncode == 2
    assert "two documents would share the catalogue x.po" in done.stderr


def test_a_document_that_two_patterns_match_is_built_once(tmp_path: Path, padanan) -> None:
    (tmp_path / "padanan.toml").write_text('documents = ["*.txt", "./x.txt", "x.txt"]\n', "utf-8")
    (tmp_path / "x.txt").write_text("Text.", "utf-8")
    done = padanan("build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("1 segments in") == 1


def test_a_pattern_may_be_absolute_and_matches_no_directory(tmp_path: Path, padanan) -> None:
    (tmp_path / "padanan.toml").write_text(f'documents = ["{tmp_path.as_posix()}/texts/*"]\n', "utf-8")
    (tmp_path / "texts" / "folder").mkdir(parents=True)
    (tmp_path / "texts" / "x.txt").write_text("Text.", "utf-8")
    done = padanan("build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "#: texts/x.txt:1\n" in (tmp_path / "locales/x.pot").read_text("utf-8")


@pytest.mark.parametrize("pattern", ["**a/*.txt", "[", "texts\\\\*.txt"])
def test_a_pattern_that_matches_nothing_is_named_with_its_file(tmp_path: Path, padanan, pattern: str) -> None:
    (tmp_path / "padanan.toml").write_text(f'documents = ["{pattern}"]\n', "utf-8")
    done = padanan("build", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("error: padanan.toml: no document matches ")


def test_a_document_is_never_overwritten_by_its_translation(project: Path, padanan) -> None:
    (project / "padanan.toml").write_text(
        f'source_language = "id"\nlanguages = ["id"]\ndocuments = ["{ARTICLE}"]\n', "utf-8"
    )
    before = _contents(project)
    done = padanan("build", cwd=project)
    assert done.returncode == 2
    assert f"the document {ARTICLE} would be overwritten" in done.stderr
    assert _contents(project) == before


def test_a_message_that_stands_twice_is_refused_and_nothing_is_dropped(project: Path, padanan) -> None:
    catalogue = project / EN
    data = (
        catalogue.read_bytes() + b'\nmsgid "Pewarta: Desca Lidya Natalia"\nmsgstr "By Desca Lidya Natalia"\n'
    )
    catalogue.write_bytes(data)
    done = padanan("build", cwd=project)
    assert done.returncode == 2
    assert re.match(rf"error: {EN}:\d+: the same message stands in line \d+ already", done.stderr)
    assert catalogue.read_bytes() == data


def test_a_template_without_a_header_gets_no_half_of_one(project: Path, padanan) -> None:
    template = project / "locales/xiaohongshu.pot"
    template.write_bytes(template.read_bytes().partition(b"\n\n")[2])
    article = project / ARTICLE
    article.write_bytes(article.read_bytes().replace(b"170 juta pengguna", b"180 juta pengguna"))
    padanan("build", cwd=project)
    assert template.read_bytes().startswith(b"#. paragraph 1, segment 1\n")
    assert b"180 juta" in template.read_bytes()


def test_an_empty_document_gives_an_empty_catalogue(tmp_path: Path, padanan) -> None:
    (tmp_path / "padanan.toml").write_text('languages = ["id"]\ndocuments = ["x.txt"]\n', "utf-8")
    (tmp_path / "x.txt").write_bytes(b"")
    done = padanan("build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "0 segments in 0 paragraphs" in done.stdout


def test_findings_end_with_exit_code_1(project: Path, padanan) -> None:
    path = project / ZH
    path.write_bytes(path.read_bytes().replace("。".encode(), b".", 1))
    done = padanan("build", cwd=project)
    assert done.returncode == 1
    assert "chinese-punctuation" in done.stderr


def test_what_a_settings_file_brings_in_is_shown_and_not_obeyed(project: Path, padanan) -> None:
    (project / "pyproject.toml").write_text(
        '[tool.padanan]\ndocuments = ["\\u001b[31m\\n::error::x.txt"]\n', "utf-8"
    )
    done = padanan("build", cwd=project)
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_document_in_markdown_comes_back_translated(tmp_path: Path, padanan) -> None:
    settings = '[tool.padanan]\ndocuments = ["page.md"]\nsource_language = "en"\nlanguages = ["id"]\n'
    (tmp_path / "pyproject.toml").write_text(settings)
    page = "# The *cat*\n\nThe cat sleeps\non a [table](x). It is **black**.\n\n    code\n"
    (tmp_path / "page.md").write_text(page)
    assert padanan("build").returncode == 0
    catalogue = tmp_path / "locales/id/LC_MESSAGES/page.po"
    assert (tmp_path / "locales/id/page.md").read_text() == page
    text = catalogue.read_text("utf-8")
    message = 'msgid "The cat sleeps on a [table](x)."\nmsgstr ""'
    assert message in text
    catalogue.write_text(text.replace(message, f'{message[:-1]}Kucing tidur di [meja](x)."'), "utf-8")
    assert padanan("build").returncode == 0
    translated = "# The *cat*\n\nKucing tidur di [meja](x). It is **black**.\n\n    code\n"
    assert (tmp_path / "locales/id/page.md").read_text() == translated
    catalogue.write_text(catalogue.read_text("utf-8").replace("[meja](x)", "meja"), "utf-8")
    done = padanan("build")
    assert done.returncode == 2
    assert done.stderr.startswith("error: page.md:3: in id: the translation of 'The cat sleeps on a")
