"""Compiled catalogues hold what the catalogue holds, for us, for Python's gettext and for msgunfmt."""

import gettext
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from padanan.core.catalogue import Catalogue, Entry
from padanan.formats.files import SourceFile
from padanan.formats.po import encode_mo, parse_catalogue, parse_mo

HEADER = (
    "Content-Type: text/plain; charset=UTF-8\nLanguage: id\nPlural-Forms: nplurals=3; plural=n>2?2:n>1;\n"
)
# Not what divides texts in MO, nor what GNU gettext refuses in PO.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\t"\\'), max_size=40)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    # polib reads an empty plural or context as none, and nobody has seen one.
    plural = draw(st.none() | TEXT.filter(bool))
    forms = draw(st.lists(TEXT.filter(bool), min_size=3, max_size=3))
    return Entry(
        msgctxt=draw(st.none() | TEXT.filter(bool)),
        msgid=draw(TEXT.filter(bool)),
        msgid_plural=plural,
        msgstr=tuple(forms[: 1 if plural is None else 3]),
    )


CATALOGUES = st.lists(entries(), max_size=8, unique_by=lambda entry: entry.key).map(
    lambda found: Catalogue(path="a.po", entries=tuple(found), header_entry=Entry(msgid="", msgstr=(HEADER,)))
)


def contents(catalogue: Catalogue) -> set[tuple[object, ...]]:
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural, entry.msgstr) for entry in catalogue.entries}


@given(CATALOGUES)
def test_what_is_compiled_is_read(catalogue: Catalogue) -> None:
    read = parse_mo(SourceFile.of(Path("a.mo"), encode_mo(catalogue)))
    assert contents(read) == contents(catalogue)
    assert read.header_entry == catalogue.header_entry
    assert encode_mo(read) == encode_mo(catalogue)


@given(CATALOGUES)
def test_python_loads_every_message(catalogue: Catalogue) -> None:
    loaded = gettext.GNUTranslations(io.BytesIO(encode_mo(catalogue)))
    for entry in catalogue.entries:
        if entry.msgid_plural is None:
            found = [
                loaded.gettext(entry.msgid)
                if entry.msgctxt is None
                else loaded.pgettext(entry.msgctxt, entry.msgid)
            ]
        else:
            plural = (entry.msgid, entry.msgid_plural)
            found = [
                loaded.ngettext(*plural, number)
                if entry.msgctxt is None
                else loaded.npgettext(entry.msgctxt, *plural, number)
                for number in (1, 2, 3)
            ]
        assert tuple(found) == entry.msgstr


@given(CATALOGUES.filter(lambda catalogue: bool(catalogue.entries)))  # of a header alone it writes nothing
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_msgunfmt_gives_the_catalogue_back(
    require_program: Callable[[str], str], catalogue: Catalogue
) -> None:
    done = subprocess.run(
        [require_program("msgunfmt"), "-"], input=encode_mo(catalogue), capture_output=True, check=True
    )
    document, errors = parse_catalogue(SourceFile.of(Path("a.po"), done.stdout))
    assert errors == []
    assert contents(document.catalogue) == contents(catalogue)
