"""Django's wheel holds over a thousand catalogues in a hundred languages: the promises hold for all."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from padanan.core.catalogue import Entry
from padanan.core.escapes import unescape
from padanan.formats.files import SourceFile, read_file
from padanan.formats.po import PoDocument, parse_catalogue


def find_catalogues() -> list[Path]:
    spec = importlib.util.find_spec("django")
    assert spec is not None, "django is a development dependency"
    assert spec.origin is not None
    return sorted(Path(spec.origin).parent.rglob("*.po"))


CATALOGUES = find_catalogues()


@pytest.fixture(scope="module")
def documents() -> list[PoDocument]:
    return [PoDocument(read_file(path)) for path in CATALOGUES]


def test_there_are_over_a_thousand() -> None:
    assert len(CATALOGUES) > 1000


def test_none_has_errors_and_all_come_back_byte_for_byte(documents: list[PoDocument]) -> None:
    assert [document.errors for document in documents if document.errors] == []
    assert all(document.to_bytes() == document.source.data for document in documents)
    assert sum(len(document.catalogue.entries) for document in documents) > 50_000


def in_polibs_words(entry: Entry) -> tuple[object, ...]:
    return (
        entry.msgctxt,
        entry.msgid,
        entry.msgid_plural or "",
        entry.msgstr,
        list(entry.flags),
        [(item.path, "" if item.line is None else str(item.line)) for item in entry.references],
        "\n".join(line.rstrip() for line in entry.extracted_comments),
        "\n".join(line.rstrip() for line in entry.translator_comments),
        (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural),
        entry.obsolete,
        entry.line,
    )


def of_polib(entry: polib.POEntry) -> tuple[object, ...]:
    forms = tuple(text for _, text in sorted(entry.msgstr_plural.items()))
    return (
        entry.msgctxt,
        entry.msgid,
        entry.msgid_plural,
        forms or (entry.msgstr,),
        entry.flags,
        entry.occurrences,
        entry.comment,
        entry.tcomment,
        (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural),
        bool(entry.obsolete),
        entry.linenum,
    )


def test_read_as_polib_reads(documents: list[PoDocument]) -> None:
    for document in documents:
        catalogue = document.catalogue
        reference = polib.pofile(catalogue.path)
        assert dict(catalogue.header) == reference.metadata, catalogue.path
        assert [in_polibs_words(entry) for entry in catalogue.entries] == [
            of_polib(entry) for entry in reference
        ], catalogue.path


def test_every_piece_stands_where_its_place_says(documents: list[PoDocument]) -> None:
    for document in documents[::5]:
        lines = document.source.data.decode().split("\n")
        for entry in document.catalogue.entries[::7]:
            fields = {"msgctxt": entry.msgctxt, "msgid": entry.msgid, "msgid_plural": entry.msgid_plural}
            forms = [keyword for keyword in entry.places if keyword.startswith("msgstr")]
            fields |= dict(zip(forms, entry.msgstr, strict=True))
            for keyword, places in entry.places.items():
                pieces = [lines[place.line - 1][place.column - 1 :] for place in places]
                assert all(piece.startswith('"') for piece in pieces)
                assert "".join(unescape(piece.rstrip()[1:-1]) for piece in pieces) == fields[keyword]


def test_an_edit_changes_the_lines_of_its_entry_alone(documents: list[PoDocument]) -> None:
    edited = 0
    for document in documents:
        entries = document.catalogue.entries
        if not entries:
            continue
        index = len(entries) // 2
        old = entries[index]
        new = replace(old, msgstr=tuple(f"{form} edited" for form in old.msgstr))
        fresh, _ = parse_catalogue(SourceFile.of(document.source.path, document.source.data))
        fresh.replace_entry(old, new)
        check_edit(document.source.data.decode(), fresh, index, new)
        edited += 1
    assert edited > 1000


def check_edit(before: str, document: PoDocument, index: int, new: Entry) -> None:
    """Assert that all changed lines belong to msgstr of the entry, and that it says what it should."""
    after = document.to_bytes().decode()
    entries = document.catalogue.entries
    assert replace(entries[index], line=new.line) == new
    old_lines, new_lines = before.split("\n"), after.split("\n")
    start = min(
        place.line for key, places in new.places.items() if key.startswith("msgstr") for place in places
    )
    end = max(place.line for places in new.places.values() for place in places)
    assert old_lines[: start - 1] == new_lines[: start - 1]
    assert old_lines[end:] == new_lines[len(new_lines) - (len(old_lines) - end) :]
