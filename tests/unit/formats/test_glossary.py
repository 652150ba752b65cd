"""Glossaries as people write them: tables and TBX of both versions, sound and broken."""

from pathlib import Path

import pytest

from padanan.core.errors import GlossaryError, InputError, TextError
from padanan.core.glossary import Concept, TermStatus
from padanan.formats.glossary import read_glossary

TBX2 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
 <martifHeader><fileDesc><sourceDesc><p>a &amp; b</p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="c1">
   <descripGrp><descrip type="definition">secret word</descrip></descripGrp>
   <langSet xml:lang="en"><tig><term>password</term></tig></langSet>
   <langSet xml:lang="id">
    <ntig><termGrp><term>kata
      sandi</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
    <tig><term>sandi</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
    <tig><term>kata kunci</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
   </langSet>
  </termEntry>
  <termEntry id="c2">
   <descrip type="Translation needed">No</descrip>
   <langSet xml:lang="en"><tig><term>Firefox</term></tig></langSet>
  </termEntry>
  <termEntry id="empty"><langSet xml:lang="en"><tig><term/></tig></langSet></termEntry>
 </body></text>
</martif>
"""

TBX3_DCT = """<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <text><body><conceptEntry id="c1">
  <langSec xml:lang="en">
   <basic:definition>secret word</basic:definition>
   <termSec><term>password</term></termSec>
  </langSec>
  <langSec xml:lang="id">
   <termSec><term>kata sandi</term>
    <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
   <termSec><term>sandi</term>
    <min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
  </langSec>
 </conceptEntry></body></text>
</tbx>
"""

TBX3_DCA = """<tbx style="dca" type="TBX-Core" xml:lang="en"><text><body><conceptEntry>
<langSec xml:lang="en"><termSec><term>password</term></termSec></langSec>
<langSec xml:lang="zh-Hans"><termSec><term>密码</term></termSec>
<termSec><term>口令</term><termNote type="administrativeStatus">forbidden</termNote></termSec></langSec>
</conceptEntry></body></text></tbx>
"""


def read(folder: Path, text: str | bytes, name: str = "terms.csv") -> tuple[Concept, ...]:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_glossary(path).concepts


def shown(concepts: tuple[Concept, ...]) -> list[list[str]]:
    marks = {TermStatus.PREFERRED: "", TermStatus.ADMITTED: "+", TermStatus.FORBIDDEN: "-"}
    return [
        [
            *(f"{marks[term.status]}{term.language}:{term.text}" for term in concept.terms),
            *(["keep"] if concept.do_not_translate else []),
        ]
        for concept in concepts
    ]


@pytest.mark.parametrize(
    "text",
    [
        "en,id\nfile,berkas\n",
        "en;id\r\nfile;berkas\r\n",
        "en\tid\nfile\tberkas",
        "source,id\nfile,berkas\n",
        '"en","id"\n"file" , "berkas"\n',
        "\ufeffen,id\n\nfile,berkas\n\n",
        "EN,id,domain,remarks of ours\nfile,berkas,computers,\n",
    ],
    ids=["commas", "semicolons", "tabs", "source", "quotes", "byte order mark", "other columns"],
)
def test_tables_in_any_usual_spelling(tmp_path: Path, text: str) -> None:
    assert shown(read(tmp_path, text)) == [["en:file", "id:berkas"]]


def test_a_table_in_utf16_as_spreadsheets_write_it(tmp_path: Path) -> None:
    assert shown(read(tmp_path, "en\tzh_CN\nfile\t文件\n".encode("utf-16"))) == [["en:file", "zh-CN:文件"]]


def test_statuses_alternatives_and_notes(tmp_path: Path) -> None:
    concepts = read(
        tmp_path,
        "en,id,id forbidden,status,do not translate,case sensitive,note\n"
        "log in|sign in,masuk|log masuk,login,,,,an action\n"
        "crash,jatuh,,forbidden,no,,\n"
        "crash,mogok,,admitted,,,\n"
        "Go,,,,yes,yes,\n",
    )
    assert shown(concepts) == [
        ["en:log in", "+en:sign in", "id:masuk", "+id:log masuk", "-id:login"],
        ["en:crash", "-id:jatuh"],
        ["en:crash", "+id:mogok"],
        ["en:Go", "keep"],
    ]
    assert concepts[0].definition == "an action"
    assert concepts[3].terms[0].case_sensitive


def test_the_status_is_of_the_translation_wherever_the_source_stands(tmp_path: Path) -> None:
    assert shown(read(tmp_path, "id,en,status\nberkas,file,\ndokumen,file,forbidden\n")) == [
        ["id:berkas", "en:file"],
        ["-id:dokumen", "en:file"],
    ]


def test_a_quoted_cell_may_hold_anything(tmp_path: Path) -> None:
    concepts = read(tmp_path, 'en,id,note\n"a ""b"", c",d,"two\nlines"\ne,f\n')
    assert shown(concepts) == [['en:a "b", c', "id:d"], ["en:e", "id:f"]]
    assert concepts[0].definition == "two\nlines"


def test_what_a_spreadsheet_would_compute_is_text(tmp_path: Path) -> None:
    assert shown(read(tmp_path, "en,id\n=SUM,'=JUMLAH\n'tis,memang\n")) == [
        ["en:=SUM", "id:=JUMLAH"],
        ["en:'tis", "id:memang"],
    ]


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("", "the file is empty", 1, None),
        ("\n\n", "the file is empty", 1, None),
        ("term,translation\nfile,berkas\n", "the first row names no two languages", 1, None),
        ("en\nfile\n", "the first row names no two languages", 1, None),
        ("en,xq\nfile,berkas\n", "unknown column 'xq'", 1, 4),
        ("en,id,statsu\nfile,berkas,\n", "unknown column 'statsu'", 1, 7),
        ("en,target\nfile,berkas\n", "unknown column 'target'", 1, 4),
        ("en,id,status\nfile,berkas,maybe\n", "unknown status 'maybe'", 2, 13),
        ("en,id,dnt\nfile,berkas,perhaps\n", "unknown answer 'perhaps'", 2, 13),
        ("en,id,note\n,,stray\n", "a row without a term", 2, 1),
        (f"en,id\nfile,{'x' * 501}\n", "a term of more than 500 characters", 2, 6),
    ],
)
def test_tables_that_cannot_be_used(
    tmp_path: Path, text: str, message: str, line: int, column: int | None
) -> None:
    with pytest.raises(GlossaryError) as caught:
        read(tmp_path, text)
    assert (caught.value.message, caught.value.line, caught.value.column) == (message, line, column)


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ('en,id\nfile,"berkas\nmore\n', "this quote is not closed", 2, 6),
        ('en,id\n"a\nb" x,c\n', "text behind a closing quote", 3, 4),
        (b"en,id\nfile,\xff\n", "not UTF-8: byte 0xFF", 2, 6),
        (b"\xff\xfee\0n\0x", "broken UTF-16", 1, None),
    ],
)
def test_tables_that_cannot_be_read(
    tmp_path: Path, text: str | bytes, message: str, line: int | None, column: int | None
) -> None:
    with pytest.raises(TextError) as caught:
        read(tmp_path, text)
    assert (caught.value.message, caught.value.line, caught.value.column) == (message, line, column)


def test_tbx_version_2(tmp_path: Path) -> None:
    concepts = read(tmp_path, TBX2, "terms.tbx")
    assert shown(concepts) == [
        ["en:password", "id:kata sandi", "-id:sandi", "+id:kata kunci"],
        ["en:Firefox", "keep"],
    ]
    assert concepts[0].definition == "secret word"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_tbx_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    text = TBX2.replace('encoding="UTF-8"', "").encode(encoding)
    assert len(read(tmp_path, text, "terms.tbx")) == 2


def test_tbx_version_3_with_categories_as_tags(tmp_path: Path) -> None:
    concepts = read(tmp_path, TBX3_DCT, "terms.tbx")
    assert shown(concepts) == [["en:password", "id:kata sandi", "-id:sandi"]]
    assert concepts[0].definition == "secret word"


def test_tbx_version_3_with_categories_as_types(tmp_path: Path) -> None:
    assert shown(read(tmp_path, TBX3_DCA, "terms.tbx")) == [["en:password", "zh-Hans:密码", "-zh-Hans:口令"]]


BOMB = '<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n<tbx>&b;</tbx>'
OUTSIDE = '<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<tbx>&a;</tbx>'
ENTRY = "<tbx><text><body><conceptEntry>{}</conceptEntry></body></text></tbx>"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("", "broken XML: no element found", 1),
        ("<tbx>\n<text>", "broken XML: no element found", 2),
        ("<tbx>\n</text>", "broken XML: mismatched tag", 2),
        ("<tmx/>", "<tmx> is no TBX", 1),
        (BOMB, "a glossary with entities of its own is not read", 1),
        (OUTSIDE, "a glossary with entities of its own is not read", 1),
        ('<!DOCTYPE tbx SYSTEM "x.dtd">\n<tbx>&nbsp;</tbx>', "unknown entity &nbsp;", 2),
        ("<tbx>" + "<a>" * 60, "too many elements, or nested too deeply", 1),
        (ENTRY.format("<note/>" * 20_000), "too many elements, or nested too deeply", 1),
        (ENTRY.format("<langSec><termSec/></langSec>"), "<langSec> without xml:lang", 1),
        (
            ENTRY.format('\n<langSec xml:lang="xq"><termSec><term>a</term></termSec></langSec>'),
            "unknown language 'xq'",
            2,
        ),
        (
            ENTRY.format(f'<langSec xml:lang="id"><termSec><term>{"a" * 501}</term></termSec></langSec>'),
            "a term of more than 500 characters",
            1,
        ),
        ('<?xml version="1.0" encoding="x-nobody"?><tbx/>', "unknown encoding", 1),
    ],
    ids=[
        "empty", "cut off", "mismatched", "another format", "entity bomb", "external entity",
        "unknown entity", "deep", "wide", "no language", "unknown language", "long term", "unknown encoding",
    ],
)  # fmt: skip
def test_tbx_that_cannot_be_used(tmp_path: Path, text: str, message: str, line: int) -> None:
    with pytest.raises(GlossaryError) as caught:
        read(tmp_path, text, "terms.tbx")
    assert (caught.value.message, caught.value.line) == (message, line)


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="neither CSV nor TBX"):
        read_glossary(tmp_path / "terms.xlsx")
    with pytest.raises(InputError, match="no such file"):
        read_glossary(tmp_path / "terms.csv")


def test_the_example_of_the_documentation() -> None:
    example = Path(__file__).parents[3] / "docs" / "examples" / "glossary.csv"
    assert shown(read_glossary(example).concepts)[0] == [
        "en:password", "id:kata sandi", "-id:sandi", "-id:password", "zh-CN:密码",
    ]  # fmt: skip
