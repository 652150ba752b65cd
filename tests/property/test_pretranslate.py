"""Whatever a catalogue and a memory hold, pretranslation fills what is empty, whole, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from padanan.core.catalogue import Entry
from padanan.core.config import MemorySettings
from padanan.formats.files import absent_file
from padanan.formats.po import PoDocument, read_catalogue
from padanan.services.filling import COMMENT_MARK
from padanan.services.import_ import ImportOptions, import_into_memory
from padanan.services.memory_session import MemorySession
from padanan.services.pretranslate import PretranslationOptions, pretranslate_paths

HEADER = "Language: {0}\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals={1}; plural={2};\n"
LANGUAGES = {"de": (2, "n != 1"), "id": (1, "0")}

sources = st.sampled_from(["Open 5 files", "Open 7 files", "Open %d files", "Open all files", "Close\n"])
targets = st.sampled_from(["5 auf", "%d auf", "auf", "auf\n", ""])
states = st.sampled_from(["", "fuzzy", "obsolete"])
entries = st.lists(
    st.tuples(st.sampled_from([None, "a", "b"]), sources, st.none() | sources, targets, targets, states),
    max_size=5,
    unique_by=lambda fields: fields[:2],
)
Fields = Sequence[tuple[str | None, str, str | None, str, str, str]]


def write(path: Path, fields: Fields, language: str) -> None:
    count, formula = LANGUAGES[language]
    document = PoDocument(absent_file(path))
    document.append_entry(Entry(msgid="", msgstr=(HEADER.format(language, count, formula),)))
    for msgctxt, msgid, plural, first, second, state in fields:
        document.append_entry(
            Entry(
                msgctxt=msgctxt,
                msgid=msgid,
                msgid_plural=plural,
                msgstr=(first, second)[:count] if plural is not None else (first,),
                flags=("fuzzy",) if state == "fuzzy" else (),
                obsolete=state == "obsolete",
            )
        )
    document.save()


def bare(entry: Entry) -> Entry:
    """Leave away what filling may change, and where it stood."""
    kept = tuple(comment for comment in entry.translator_comments if not comment.startswith(COMMENT_MARK))
    return replace(
        entry,
        msgstr=(),
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
        translator_comments=kept,
        previous_msgctxt=None,
        previous_msgid=None,
        previous_msgid_plural=None,
        line=0,
    )


@settings(max_examples=60)
@given(known=entries, wanted=entries, language=st.sampled_from(["de", "id"]))
def test_what_is_empty_is_filled_whole_and_the_rest_stays(
    known: Fields, wanted: Fields, language: str
) -> None:
    with TemporaryDirectory() as folder:
        directory = Path(folder)
        write(directory / "known.po", known, language)
        write(directory / "wanted.po", wanted, language)
        before = read_catalogue(directory / "wanted.po").catalogue
        import_into_memory(
            directory / "m",
            [directory / "known.po"],
            ImportOptions(root=directory, default_source_language="en"),
        )
        with MemorySession([MemorySettings(path=directory / "m", name="m")]) as session:
            options = PretranslationOptions(default_source_language="en", threshold_percent=50)
            pretranslate_paths([directory / "wanted.po"], session, options)
        after = read_catalogue(directory / "wanted.po").catalogue
    assert after.header_entry == before.header_entry
    for old, new in zip(before.entries, after.entries, strict=True):
        if any(old.msgstr) or old.obsolete:
            assert replace(new, line=0) == replace(old, line=0)
            continue
        assert bare(new) == bare(old)
        assert all(new.msgstr) or not any(new.msgstr)
        if not any(new.msgstr):
            continue
        assert len(new.msgstr) == (1 if new.msgid_plural is None else LANGUAGES[language][0])
        if new.is_fuzzy:
            assert new.translator_comments[-1].startswith(COMMENT_MARK)
        else:
            texts = {text for fields in known if not fields[5] for text in fields[3:5]}
            assert set(new.msgstr) <= texts
