"""What padanan writes of plain text is what msgcat would have written."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from padanan.core.catalogue import Entry, Reference
from padanan.formats.po import new_document

WORDS = st.lists(
    st.sampled_from(
        ["a", "file", "cannot", "be", "opened.", "%s", "{name}", 'the "best"', "tab\t", "línea", "文件"]
    ),
    min_size=1,
    max_size=40,
).map(" ".join)
TEXT = st.lists(WORDS, min_size=1, max_size=3).map("\n".join) | WORDS.map("{}\n".format)
COMMENT = st.sampled_from(["by hand", "see the manual"])


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    plural = draw(st.none() | TEXT)
    fuzzy = draw(st.booleans())
    obsolete = draw(st.booleans())
    reference = st.builds(Reference, path=st.just("src/menu.c"), line=st.integers(1, 99999))
    references = draw(st.lists(reference, unique=True))
    return Entry(
        msgctxt=draw(st.none() | TEXT),
        msgid=draw(TEXT),
        msgid_plural=plural,
        msgstr=tuple(draw(st.lists(TEXT, min_size=2, max_size=2)))[: 1 if plural is None else 2],
        flags=("fuzzy",) if fuzzy else (),
        previous_msgid=draw(st.none() | TEXT) if fuzzy else None,
        translator_comments=tuple(draw(st.lists(COMMENT, max_size=2))),
        extracted_comments=() if obsolete else tuple(draw(st.lists(COMMENT, max_size=2))),
        references=() if obsolete else tuple(references),
        obsolete=obsolete,
    )


@given(st.lists(entries(), min_size=1, max_size=6, unique_by=lambda entry: entry.key))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_msgcats_fixed_point(
    require_program: Callable[[str], str], found: list[Entry]
) -> None:
    header = {
        "Language": "id",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    document = new_document(Path("a.po"), header)
    for entry in sorted(found, key=lambda entry: entry.obsolete):
        document.append_entry(entry)
    data = document.to_bytes()
    done = subprocess.run([require_program("msgcat"), "-"], input=data, capture_output=True, check=True)
    assert done.stdout.decode().split("\n") == data.decode().split("\n")
