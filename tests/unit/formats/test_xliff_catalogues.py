"""Gettext catalogues as XLIFF and back, other people's documents as catalogues, versions into one another."""

import io
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.catalogue import Catalogue, Entry, Reference
from padanan.core.interchange import SkippedUnit
from padanan.formats.po import read_catalogue
from padanan.formats.xliff import (
    CataloguePair,
    Reports,
    XliffVersion,
    catalogue_of_parts,
    change_version,
    encode_xliff,
    parts_of_catalogue,
    read_xliff,
)
from padanan.formats.xliff.model import Unit

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "xliff"
FILES = [(XliffVersion.V1_2, "menu-1.2.xlf"), (XliffVersion.V2_0, "menu-2.0.xlf")]


def bare(catalogue: Catalogue) -> list[Entry]:
    assert catalogue.header_entry is not None
    return [replace(entry, line=0, places={}) for entry in (catalogue.header_entry, *catalogue.entries)]


def write(catalogue: Catalogue, version: XliffVersion) -> tuple[bytes, list[SkippedUnit]]:
    told: list[SkippedUnit] = []
    parts = parts_of_catalogue(
        replace(catalogue, path="menu.po"),
        version=version,
        languages=CataloguePair(source="en", target=catalogue.language),
        on_skip=told.append,
    )
    return b"".join(encode_xliff(parts, on_skip=told.append)), told


def read(data: bytes) -> tuple[Catalogue, Counter[str]]:
    told: Counter[str] = Counter()
    parts = read_xliff(io.BytesIO(data), Path("a.xlf"), on_skip=lambda skipped: told.update([skipped.reason]))
    catalogue = catalogue_of_parts(parts, path="a.po", on_loss=lambda loss: told.update([loss.message]))
    return catalogue, told


def document(body: str) -> bytes:
    return (
        '<xliff version="1.2">'
        '<file original="a" source-language="en" target-language="de" datatype="x"><body>'
        f"{body}</body></file></xliff>"
    ).encode()


def unit(identity: str, source: str, rest: str = "") -> str:
    return f'<trans-unit id="{identity}"><source>{source}</source>{rest}</trans-unit>'


@pytest.mark.parametrize(("version", "name"), FILES)
def test_a_catalogue_is_written_as_it_always_was(version: XliffVersion, name: str) -> None:
    written, told = write(read_catalogue(GOLDEN / "menu.po").catalogue, version)
    assert written == (GOLDEN / name).read_bytes()
    assert not told


@pytest.mark.parametrize(("version", "name"), FILES)
def test_a_catalogue_comes_back_whole(version: XliffVersion, name: str) -> None:
    found, told = read((GOLDEN / name).read_bytes())
    assert bare(found) == bare(read_catalogue(GOLDEN / "menu.po").catalogue)
    assert found.language == "pl"
    assert not told


@pytest.mark.parametrize(("version", "name"), FILES)
def test_one_version_becomes_the_other_and_itself_again(version: XliffVersion, name: str) -> None:
    told: list[object] = []
    data = original = (GOLDEN / name).read_bytes()
    for wanted in (XliffVersion.V2_1 if version.is_first else XliffVersion.V1_2, version):
        parts = read_xliff(io.BytesIO(data), Path("a.xlf"))
        changed = change_version(parts, wanted, reports=Reports(on_skip=told.append, on_loss=told.append))
        data = b"".join(encode_xliff(changed, on_skip=told.append))
        assert bare(read(data)[0]) == bare(read_catalogue(GOLDEN / "menu.po").catalogue)
    # 1.2 wants to know the type of data, which 2.0 then keeps; and 1.2 the namespace of metadata.
    added = re.compile(rb' xmlns:mda="[^"]*"|    <mda:metadata>.*x-xliff1-datatype.*</mda:metadata>\n')
    assert added.sub(b"", data) == added.sub(b"", original)
    assert not told


@pytest.mark.parametrize("version", list(XliffVersion))
@pytest.mark.parametrize(
    "entry",
    [
        Entry(msgid="a\x1bb", msgstr=("b",), line=7),
        Entry(msgid="a", msgctxt="\x1b", msgstr=("b",), line=7),
        Entry(msgid="a", flags=("\x1b",), msgstr=("b",), line=7),
        Entry(msgid="a", extracted_comments=("\x1b",), msgstr=("b",), line=7),
    ],
    ids=["msgid", "msgctxt", "flag", "comment"],
)
def test_what_xml_forbids_is_told_where_it_cannot_be_written(version: XliffVersion, entry: Entry) -> None:
    catalogue = Catalogue(path="a.po", entries=(entry,), language="id")
    written, told = write(catalogue, version)
    if entry.msgid != "a" and not version.is_first:
        assert not told
        assert read(written)[0].entries[0].msgid == entry.msgid
    else:
        (skipped,) = told
        assert "U+001B" in skipped.reason
        assert skipped.line == 7


@pytest.mark.parametrize(
    ("target", "msgstr", "flags"),
    [
        ("", "", ()),
        ("<target/>", "", ()),
        ("<target>b</target>", "b", ()),
        ('<target state="translated">b</target>', "b", ()),
        ('<target state="final">b</target>', "b", ()),
        ('<target state="needs-review-translation">b</target>', "b", ("fuzzy",)),
        ('<target state="needs-adaptation">b</target>', "b", ("fuzzy",)),
        ('<target state="new">b</target>', "b", ("fuzzy",)),
        ('<target state="x-made-up">b</target>', "b", ()),
    ],
    ids=["none", "empty", "no state", "translated", "final", "review", "adaptation", "new", "unknown"],
)
def test_states_become_fuzzy_or_nothing(target: str, msgstr: str, flags: tuple[str, ...]) -> None:
    (entry,) = read(document(unit("1", "a", target)))[0].entries
    assert (entry.msgstr, entry.flags) == ((msgstr,), flags)


def test_the_state_of_a_target_wins_over_the_flag_that_was_kept() -> None:
    data = (GOLDEN / "menu-1.2.xlf").read_bytes()
    reviewed = data.replace(b'state="needs-review-translation"', b'state="translated"')
    assert read(reviewed)[0].entries[1].flags == ("c-format",)


def test_notes_and_places_of_other_tools_become_comments_and_references() -> None:
    catalogue, told = read(
        document(
            unit(
                "1",
                "a",
                '<note from="translator">t</note><note from="meaning">m</note><note>n</note>'
                '<context-group purpose="location"><context context-type="sourcefile">a.ts</context>'
                '<context context-type="linenumber">3</context></context-group>',
            )
        )
    )
    (entry,) = catalogue.entries
    assert entry.translator_comments == ("t", "n")
    assert entry.extracted_comments == ("m",)
    assert entry.references == (Reference(path="a.ts", line=3),)
    assert told == {"a note from 'meaning' becomes an extracted comment": 1}


def test_comments_that_stand_in_contexts_alone_are_read() -> None:
    context = (
        '<context-group purpose="information"><context context-type="x-po-{}">c</context></context-group>'
    )
    contexts = context.format("autocomment") + context.format("trancomment")
    catalogue, told = read(document(unit("1", "a", contexts)))
    (entry,) = catalogue.entries
    assert not told
    assert (entry.extracted_comments, entry.translator_comments) == (("c",), ("c",))


def test_the_same_source_again_gets_a_context() -> None:
    catalogue, told = read(document(unit("first", "a") + unit("second", "a")))
    assert [(entry.msgctxt, entry.msgid) for entry in catalogue.entries] == [(None, "a"), ("second", "a")]
    assert told == {"the same source again: the id of the unit is its msgctxt": 1}


def test_a_document_of_no_catalogue_gets_a_header() -> None:
    catalogue, _ = read(document(unit("1", "a")))
    assert catalogue.header["Language"] == "de"
    assert catalogue.header["X-Source-Language"] == "en"
    assert "charset=UTF-8" in catalogue.header["Content-Type"]


def test_what_no_catalogue_holds_is_told_a_kind_each() -> None:
    body = (
        '<group id="g"><note>x</note><trans-unit id="1" resname="r"><source>a<x id="1"/></source>'
        '<target state="signed-off">b</target><context-group><context context-type="database">d</context>'
        "</context-group><alt-trans><target>c</target></alt-trans></trans-unit></group>"
        '<bin-unit id="2" mime-type="a"><bin-source/></bin-unit>'
    )
    catalogue, told = read(document(body))
    assert catalogue.entries[0].msgid == 'a<x id="1"/>'
    assert set(told) == {
        "notes and contexts of a group are left out",
        "the attribute resname of units is left out",
        "the context 'database' is left out",
        "the state signed-off is only kept as finished or fuzzy",
        "inline codes are written as text",
        "<alt-trans> is left out",
        "<bin-unit> is left out",
    }


def test_segments_of_a_unit_are_one_message_that_is_fuzzy_until_all_are_translated() -> None:
    divided = (
        '<xliff version="2.0" srcLang="en" trgLang="de"><file id="f"><unit id="1"><segment><source>A.'
        "</source>"
        "<target>X.</target></segment><ignorable><source> </source></ignorable><segment><source>B.</source>"
        "</segment></unit></file></xliff>"
    )
    (entry,) = read(divided.encode())[0].entries
    assert (entry.msgid, entry.msgstr, entry.flags) == ("A. B.", ("X. B.",), ("fuzzy",))


def test_attributes_states_and_skeletons_survive_the_other_version() -> None:
    data = document(
        '<group restype="menu"><trans-unit id="a b" approved="yes" resname="r" maxwidth="9"><source>A.'
        "</source>"
        '<target state="needs-l10n" state-qualifier="leveraged-mt">X.</target>'
        '<note from="dev" annotates="target" priority="2">n</note></trans-unit></group>'
    ).replace(b"<body>", b"<header><skl><internal-file>S &lt;1></internal-file></skl></header><body>")
    told: list[object] = []
    reports = Reports(on_skip=told.append, on_loss=told.append)
    first = list(read_xliff(io.BytesIO(data), Path("a.xlf")))
    second = list(change_version(first, XliffVersion.V2_0, reports=reports))
    (changed,) = [part for part in second if isinstance(part, Unit)]
    assert (changed.id, changed.attribute("name")) == ("u1", "r")
    assert (changed.segments[0].state, changed.segments[0].qualifier) == ("initial", "xliff12:needs-l10n")
    assert changed.notes[0].attributes == (("category", "dev"), ("appliesTo", "target"), ("priority", "2"))
    written = b"".join(encode_xliff(second, on_skip=told.append))
    assert b"<skeleton>S &lt;1&gt;</skeleton>" in written
    again = list(
        change_version(read_xliff(io.BytesIO(written), Path("b.xlf")), XliffVersion.V1_2, reports=reports)
    )
    (found,) = [part for part in again if isinstance(part, Unit)]
    (original,) = [part for part in first if isinstance(part, Unit)]
    assert dict(found.attributes) == dict(original.attributes)
    assert (found.id, found.notes, found.segments) == (original.id, original.notes, original.segments)
    assert not told


def test_a_second_file_in_other_languages_has_no_place_in_2_0() -> None:
    other = document(unit("2", "b")).replace(b'"de"', b'"fr"')
    data = document(unit("1", "a")).replace(b"</xliff>", other[other.index(b"<file") :])
    told: list[SkippedUnit] = []
    reports = Reports(on_skip=told.append, on_loss=lambda _: None)
    parts = read_xliff(io.BytesIO(data), Path("a.xlf"))
    changed = list(change_version(parts, XliffVersion.V2_0, reports=reports))
    assert [part.id for part in changed if isinstance(part, Unit)] == ["1"]
    assert [(skipped.key, skipped.reason) for skipped in told] == [
        ("2", "its file is in other languages than the first one")
    ]
