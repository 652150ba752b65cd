"""Reading SRX files, sound and broken."""

from pathlib import Path

import pytest

from padanan.core.errors import SrxError
from padanan.segmentation import format_srx, load_rules, read_srx
from padanan.segmentation.model import FormatHandling, LanguageMap, Rule

SRX = """<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="no" cascade="no">
    <formathandle type="start" include="yes"/>
    <formathandle type="end" include="no"/>
    <formathandle type="isolated" include="yes"/>
  </header>
  <body>
    <languagerules>
      <languagerule languagerulename="Default">
        <rule break="no"><beforebreak>\\bDr\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
        <rule><beforebreak>[.?!]+</beforebreak><afterbreak> </afterbreak></rule>
      </languagerule>
    </languagerules>
    <maprules><languagemap languagepattern=".*" languagerulename="Default"/></maprules>
  </body>
</srx>
"""


@pytest.fixture
def write(tmp_path: Path):
    """Write an SRX file and give its path."""

    def write_file(text: str | bytes) -> Path:
        path = tmp_path / "test.srx"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write_file


def test_everything_in_the_file_is_kept(write) -> None:
    document = read_srx(write(SRX))
    assert (document.segment_subflows, document.cascade) == (False, False)
    assert document.format_handling == FormatHandling(
        include_start=True, include_end=False, include_isolated=True
    )
    assert document.language_maps == (LanguageMap(pattern=".*", rules_name="Default"),)
    assert document.language_rules[0].rules == (
        Rule(is_break=False, before=r"\bDr\.", after=r"\s"),
        Rule(is_break=True, before="[.?!]+", after=" "),
    )
    assert [rule.line for rule in document.language_rules[0].rules] == [11, 12]


def test_formathandle_defaults_are_the_specification_s(write) -> None:
    text = "".join(line for line in SRX.splitlines(keepends=True) if "formathandle" not in line)
    assert read_srx(write(text)).format_handling == FormatHandling(
        include_start=False, include_end=True, include_isolated=False
    )


def test_what_is_written_is_read_back_equal(write) -> None:
    document = read_srx(write(SRX))
    written = format_srx(document)
    assert read_srx(write(written)) == document
    assert format_srx(read_srx(write(written))) == written


def test_the_shipped_rules_are_written_and_read_back_equal(write) -> None:
    document = load_rules().document
    assert read_srx(write(format_srx(document))) == document


def test_rules_from_a_file_break_text(write) -> None:
    rules = load_rules(write(SRX))
    assert rules.break_offsets("Dr. Who? Yes. No", language="en") == [8, 13]


def test_utf_16_is_read(write) -> None:
    assert read_srx(write(SRX.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("</body>", "", ":17:7: broken XML", id="broken XML"),
        pytest.param("srx20", "srx10", ":2: this is not SRX 2.0", id="another namespace"),
        pytest.param('version="2.0"', 'version="1.0"', ":2: this is not SRX 2.0", id="SRX 1.0"),
        pytest.param("languagerules", "x", ":8: <body> has no <languagerules>", id="missing element"),
        pytest.param("maprules", "x", ":8: <body> has no <maprules>", id="missing maps"),
        pytest.param(' cascade="no"', "", ":3: <header> has no attribute cascade", id="no attribute"),
        pytest.param('cascade="no"', 'cascade="0"', ':3: <header> says cascade="0"', id="bad yes or no"),
        pytest.param('type="start"', 'type="x"', ':4: <formathandle> says type="x"', id="bad formathandle"),
        pytest.param('break="no"', 'break="maybe"', ':11: <rule> says break="maybe"', id="bad break"),
        pytest.param(
            r"\bDr\.", "(Dr", ":11: beforebreak of rule 1 of 'Default' cannot be used", id="bad pattern"
        ),
        pytest.param(
            "> </afterbreak>", r">\p{Moon}</afterbreak>", ":12: afterbreak of rule 2", id="unknown property"
        ),
        pytest.param(r"\bDr\.", r"(.)\1", "back references", id="back reference"),
        pytest.param(r"\bDr\.", "((a{999}){999}){999}", "too often", id="repetition bomb"),
        pytest.param('pattern=".*"', 'pattern="*"', ":15: the languagepattern '*'", id="bad languagepattern"),
        pytest.param(
            'gerulename="Default"/>', 'gerulename="None"/>', ":15: the languagemap", id="unknown rules"
        ),
        pytest.param(
            "<languagerules>",
            '<languagerules><languagerule languagerulename="Default"/>',
            "two languagerules are called 'Default'",
            id="repeated name",
        ),
    ],
)
def test_broken_files_are_reported_with_their_place(write, old: str, new: str, message: str) -> None:
    path = write(SRX.replace(old, new))
    with pytest.raises(SrxError) as caught:
        read_srx(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


ENTITIES = (
    '<!DOCTYPE srx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;">]>'
)
EXTERNAL = '<!DOCTYPE srx [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [ENTITIES, EXTERNAL], ids=["bomb", "external"])
def test_entities_are_refused(write, doctype: str) -> None:
    text = SRX.replace("<srx ", doctype + "<srx ").replace(r"\bDr\.", "&c;")
    with pytest.raises(SrxError, match="entities"):
        read_srx(write(text))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "broken XML", id="empty"),
        pytest.param(b"\0\0\0", "broken XML", id="NUL bytes"),
        pytest.param(b"Just text.", "broken XML", id="text"),
        pytest.param(SRX.replace("Dr", "é").encode("latin-1"), "broken XML", id="wrong encoding"),
        pytest.param(b" " * 10_000_001, "larger than", id="huge"),
        pytest.param(b"<a>" * 100_000, "broken XML", id="deep"),
    ],
)
def test_files_that_are_no_srx_are_refused(write, content: bytes, message: str) -> None:
    with pytest.raises(SrxError, match=message):
        read_srx(write(content))


def test_a_missing_file_and_a_directory_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SrxError, match="no such file"):
        read_srx(tmp_path / "none.srx")
    with pytest.raises(SrxError, match="not a file"):
        read_srx(tmp_path)
