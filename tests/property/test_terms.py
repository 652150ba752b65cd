"""Terms and glossaries on any text: nothing crashes, and what is found is there."""

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padanan.core.errors import InputError
from padanan.core.glossary import Term
from padanan.core.inflection import bases, resembles
from padanan.core.terms import TermIndex, has_term
from padanan.formats.files import SourceFile
from padanan.formats.glossary.columns import read_glossary_table
from padanan.formats.glossary.tbx import read_tbx
from padanan.formats.table.delimited import read_delimited

LANGUAGES = st.sampled_from(["en", "id", "de", "fr", "ru", "ar", "zh", "ja", "tr", "hi", "xx"])
# Letters that change their number when capitals do, marks, signs of code, and affixes.
TEXTS = st.text(alphabet="aAbBßİıΣς é'’-_&%{}<>()./\n文件ไฟล्ू", max_size=60) | st.lists(
    st.sampled_from(
        ["file", "files", "berkas", "mengunduh", "-nya", "C++", "%(file)s", " ", "文件", "file_a"]
    ),
    max_size=12,
).map("".join)
TERMS = st.sampled_from(["file", "file manager", "berkas", "unduh", "C++", "文件", "a", "ß", "İ", "é", "US"])


@given(TEXTS, st.lists(TERMS, max_size=4), LANGUAGES, st.booleans())
def test_hits_lie_in_the_text_in_order_and_none_inside_another(
    text: str, terms: list[str], language: str, skip_code: bool
) -> None:
    numbered = [(number, Term(text=term, language=language)) for number, term in enumerate(terms)]
    hits = TermIndex(numbered, language=language).find(text, skip_code=skip_code)
    spans = [(hit.span.start, hit.span.end) for hit in hits]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans, key=lambda span: span[0])
    for start, end in spans:
        assert not any(
            (first, last) != (start, end) and first <= start and end <= last for first, last in spans
        )


@given(TEXTS, TERMS, LANGUAGES)
def test_what_is_found_strictly_is_there_generously(text: str, term: str, language: str) -> None:
    wanted = Term(text=term, language=language)
    if TermIndex([(0, wanted)], language=language).find(text, skip_code=False):
        assert has_term(text, wanted, language=language)


@given(st.text(alphabet="abdeghiklmnoprstuy", min_size=1, max_size=14), LANGUAGES)
def test_a_word_is_a_form_of_itself_and_of_its_bases(word: str, language: str) -> None:
    assert word in bases(word, language)
    assert all(resembles(word, base, language) for base in bases(word, language))


@given(
    st.lists(
        st.lists(st.text(alphabet="ab,;\"'=- \n\r\té文", max_size=8), min_size=2, max_size=4), max_size=5
    )
)
def test_tables_are_read_as_the_standard_library_reads_them(rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["a", "b"], *rows])
    source = SourceFile.of(Path("terms.csv"), stream.getvalue().encode())
    expected = [[cell.strip() for cell in row] for row in rows]
    found = [[cell.text for cell in row] for row in read_delimited(source)][1:]
    assert found == [
        [cell[1:] if cell.startswith(("'=", "'-", "'\t", "'\r")) else cell for cell in row]
        for row in expected
        if any(row)
    ]


@pytest.mark.parametrize("reader", ["table", "tbx"])
@given(
    data=st.binary(max_size=200)
    | st.text(alphabet='<>/=" tbxmlangterm&;en,id\n', max_size=120).map(str.encode)
)
def test_any_bytes_are_a_glossary_or_an_error(reader: str, data: bytes) -> None:
    source = SourceFile.of(Path("terms"), data)
    with contextlib.suppress(InputError):
        found = read_tbx(source) if reader == "tbx" else read_glossary_table(source, source_language="en")
        assert all(term.text for concept in found.concepts for term in concept.terms)
