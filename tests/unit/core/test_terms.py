"""Terms found in texts: where, in which forms, and where not."""

import time

import pytest

from padanan.core.glossary import Term
from padanan.core.terms import TermIndex, has_term, has_verbatim


def find(text: str, *terms: str, language: str = "en", case_sensitive: bool = False) -> list[str]:
    numbered = [
        (number, Term(text=term, language=language, case_sensitive=case_sensitive))
        for number, term in enumerate(terms)
    ]
    hits = TermIndex(numbered, language=language).find(text)
    return [f"{hit.term.text}={text[hit.span.start : hit.span.end]}" for hit in hits]


@pytest.mark.parametrize(
    ("text", "terms", "found"),
    [
        ("Open a file", ["file"], ["file=file"]),
        ("FILES!", ["file"], ["file=FILES"]),
        ("the file's name", ["file"], ["file=file"]),
        ("_File", ["file"], ["file=File"]),
        ("file-manager", ["file manager"], ["file manager=file-manager"]),
        ("a file manager and a file", ["file", "file manager"], ["file manager=file manager", "file=file"]),
        ("a file\nmanager", ["file manager"], ["file manager=file\nmanager"]),
        ("profile, defile", ["file"], []),
        ("file. manager", ["file manager"], []),
        ("two terms, one place", ["term", "terms"], ["term=terms", "terms=terms"]),
    ],
)
def test_words(text: str, terms: list[str], found: list[str]) -> None:
    assert find(text, *terms) == found


@pytest.mark.parametrize(
    "text",
    [
        "%(file)s", "%(file)d of 3", "{file}", "{file!r:>10}", "<file>", '<a href="file">', "&file;",
        "https://example.org/file", "file@example.org", "my_file", "file_name", "file.txt", "MY_FILE",
    ],
)  # fmt: skip
def test_what_is_no_word(text: str) -> None:
    assert find(text, "file") == []


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("C++ and C", "C++", ["C++=C++"]),
        ("Install Node.js now", "Node.js", ["Node.js=Node.js"]),
        (".NET, ASP.NET", ".NET", [".NET=.NET", ".NET=.NET"]),
        ("Nodes.js", "Node.js", []),
        ("C++11", "C++", ["C++=C++"]),
    ],
)
def test_terms_with_signs_are_found_by_letter(text: str, term: str, found: list[str]) -> None:
    assert find(text, term) == found


def test_short_terms_in_capitals_mind_capitals() -> None:
    assert find("Tell us about the US", "US") == ["US=US"]
    assert find("it is IT", "IT") == ["IT=IT"]
    assert find("two APIs", "API") == ["API=APIs"]


def test_case_sensitive_terms() -> None:
    assert find("go, Go", "Go", case_sensitive=True) == ["Go=Go"]


def test_languages_without_spaces() -> None:
    assert find("请删除文件。", "文件", language="zh") == ["文件=文件"]
    assert find("文件管理器的文件", "文件", "文件管理器", language="zh") == [
        "文件管理器=文件管理器",
        "文件=文件",
    ]
    assert find("GitHub上", "git", language="zh") == []


def test_marks_belong_to_words() -> None:
    assert find("यह फ़ाइल है", "फ़ाइल", language="hi") == ["फ़ाइल=फ़ाइल"]


@pytest.mark.parametrize(
    ("text", "term", "language"),
    [
        ("Bu_ka berkas", "buka", "id"),
        ("Buku-bukunya", "buku", "id"),
        ("di-unduh", "unduh", "id"),
        ("file-nya", "file", "id"),
        ("kata-kata sandinya", "kata sandi", "id"),
        ("l’utilisateur", "utilisateur", "fr"),
        ("Bestands&naam", "bestandsnaam", "nl"),
    ],
)
def test_a_term_is_there_in_some_form(text: str, term: str, language: str) -> None:
    assert has_term(text, Term(text=term, language=language), language=language)


def test_verbatim_means_letter_by_letter() -> None:
    assert has_verbatim("Firefox-nya", Term(text="Firefox", language="en"))
    assert has_verbatim("firefox", Term(text="Firefox", language="en"))
    assert not has_verbatim("firefox", Term(text="Firefox", language="en", case_sensitive=True))
    assert not has_verbatim("Fire fox", Term(text="Firefox", language="en"))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000, "a_" * 100_000, "{" * 100_000, "<a" * 100_000, "%(" * 100_000, "a." * 100_000,
        "@" * 100_000, "file " * 40_000, "- " * 100_000, "&a" * 100_000,
    ],
    ids=["word", "identifier", "braces", "tags", "printf", "dots", "at", "hits", "gaps", "entities"],
)  # fmt: skip
def test_hostile_texts_end(text: str) -> None:
    started = time.process_time()
    find(text, "file", "file manager", "C++")
    assert time.process_time() - started < 60  # a guard against hanging, no measurement
