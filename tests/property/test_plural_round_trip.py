"""Plural entries go into a memory, through TMX, and out of it again form by form; all else stays as it is."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padanan.core.catalogue import Entry
from padanan.core.config import MemorySettings
from padanan.core.plural_rules import plural_forms_for
from padanan.core.plurals import parse_plural_forms
from padanan.formats.files import absent_file
from padanan.formats.po import PoDocument, read_catalogue
from padanan.services.export_memory import export_memory
from padanan.services.import_ import ImportOptions, import_into_memory
from padanan.services.memory_session import MemorySession
from padanan.services.pretranslate import PretranslationOptions
from padanan.services.update_files import UpdateOptions, update_paths

HEADER = "Language: {0}\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: {1}\n"
FILLING = PretranslationOptions(default_source_language="en")
WORD = st.text("abcdefghijkl mn", min_size=1, max_size=12).filter(lambda text: text.strip() == text)
SOURCES = st.tuples(WORD, st.none() | WORD).map(
    lambda pair: (f"one {pair[0]}", None if pair[1] is None else f"many {pair[1]}")
)


def make(path: Path, entries: list[Entry], language: str) -> None:
    document = PoDocument(absent_file(path))
    header = HEADER.format(language, plural_forms_for(language))
    document.append_entry(Entry(msgid="", msgstr=(header,)))
    for entry in entries:
        document.append_entry(entry)
    document.save()


def translated(index: int, source: tuple[str, str | None], count: int) -> Entry:
    forms = range(1 if source[1] is None else count)
    texts = tuple(f"entry {index} form {form}" for form in forms)
    return Entry(msgid=source[0], msgid_plural=source[1], msgstr=texts, extracted_comments=("seen",))


@pytest.mark.parametrize("language", ["id", "de", "fr", "lv", "pl", "ar"])
@pytest.mark.parametrize("by_tmx", [False, True], ids=["by-po", "by-tmx"])
@settings(max_examples=8)
@given(sources=st.lists(SOURCES, min_size=1, max_size=6, unique_by=lambda source: source[0]))
def test_every_form_comes_back(language: str, by_tmx: bool, sources: list[tuple[str, str | None]]) -> None:
    count = parse_plural_forms(plural_forms_for(language)).count
    known = [translated(index, source, count) for index, source in enumerate(sources)]
    other = Entry(msgid="other", msgstr=("another",), flags=("fuzzy",), previous_msgid="before")
    gone = Entry(msgid="gone", msgstr=("away",), obsolete=True, translator_comments=("by hand",))
    with TemporaryDirectory() as folder:
        directory = Path(folder)
        memory = directory / "m"
        options = ImportOptions(root=directory, default_source_language="en")
        make(directory / "known.po", known, language)
        import_into_memory(memory, [directory / "known.po"], options)
        if by_tmx:
            export_memory(memory, directory / "m.tmx")
            memory = directory / "n"
            import_into_memory(memory, [directory / "m.tmx"], options)
        make(directory / "x.pot", [replace(entry, msgstr=("",)) for entry in [*known, other]], language)
        make(directory / "x.po", [other, gone], language)
        with MemorySession([MemorySettings(path=memory, name="m")]) as session:
            update_paths(
                [directory / "x.po"],
                UpdateOptions(template=directory / "x.pot", filling=FILLING),
                session,
            )
        entries = [replace(entry, line=0) for entry in read_catalogue(directory / "x.po").catalogue.entries]
    assert entries == [*known, other, gone]
