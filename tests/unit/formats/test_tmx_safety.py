"""Documents made to do harm: each ends in a clear error or a skipped unit, in bounded time and memory."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from padanan.core.errors import PadananError
from padanan.formats.tmx import Loss, SkippedUnit, find_deviations, read_header, read_tmx
from padanan.formats.tmx.repair import Mend, RepairCounts, repair_tmx

_START = (
    '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" '
    'adminlang="en" srclang="en" datatype="plaintext"/><body>\n'
)
_GOOD = '<tu><tuv xml:lang="en"><seg>one</seg></tuv><tuv xml:lang="id"><seg>satu</seg></tuv></tu>\n'
_END = "</body></tmx>\n"


def _with_text(text: str) -> str:
    return _GOOD.strip().replace("one", text)


# Addresses that nobody answers at: whoever asked would wait, and say so.
_BOMBS = {
    "laughs": '<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 10
    + '">'
    + "".join(f'<!ENTITY b{n} "{"&b;" * 10}">' for n in range(20)),
    "quadratic": f'<!ENTITY a "{"ha" * 50_000}">',
    "external": '<!ENTITY a SYSTEM "file:///etc/passwd">',
    "remote": '<!ENTITY a SYSTEM "http://192.0.2.1/x">',
    "parameter": '<!ENTITY % p SYSTEM "http://192.0.2.1/x"> %p;',
    "parameter-in-itself": '<!ENTITY % a "%b;"><!ENTITY % b "%a;"> %a;',
    "default-attribute": f'<!ATTLIST seg x CDATA "{"ha" * 10_000}">',
}


def _use(path: Path) -> tuple[int, list[SkippedUnit], list[Loss], list[str]]:
    """Do all that is done with a document, and give its units, what is reported, and the errors."""
    skipped: list[SkippedUnit] = []
    losses: list[Loss] = []
    errors: list[str] = []
    mends: list[Mend] = []
    units = 0

    def read() -> None:
        nonlocal units
        for _ in read_tmx(path, on_skip=skipped.append, on_loss=losses.append):
            units += 1

    def drain(deed: Callable[[], object]) -> None:
        try:
            deed()
        except PadananError as error:
            errors.append(error.message)

    mended = path.with_suffix(".mended")
    drain(read)
    drain(lambda: read_header(path))
    drain(lambda: list(find_deviations(path)))
    drain(lambda: mended.write_bytes(b"".join(repair_tmx(path, tell=mends.append, counts=RepairCounts()))))
    return units, skipped, losses, errors


@pytest.mark.parametrize("subset", [pytest.param(text, id=name) for name, text in _BOMBS.items()])
def test_entities_are_never_expanded_nor_fetched(tmp_path: Path, subset: str) -> None:
    path = tmp_path / "x.tmx"
    body = _GOOD.replace("one", "&a;&b19;" * 100)
    path.write_text(f"<!DOCTYPE tmx [{subset}]>\n{_START}{body}{_END}")
    units, skipped, _, errors = _use(path)
    assert (units, skipped) == (0, [])
    assert len(errors) == 2
    assert all("DTD of its own" in error for error in errors)
    assert (tmp_path / "x.mended").stat().st_size < 5000


@pytest.mark.parametrize(
    "system", ["http://192.0.2.1/tmx14.dtd", "file:///etc/passwd", "//192.0.2.1/share", "tmx14.dtd"]
)
def test_a_dtd_elsewhere_is_never_fetched(tmp_path: Path, system: str) -> None:
    path = tmp_path / "x.tmx"
    path.write_text(f'<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD" "{system}">\n{_START}{_GOOD}{_END}')
    assert _use(path) == (1, [], [], [])


_MANY = " ".join(f"a{number}='1'" for number in range(20_000))


@pytest.mark.parametrize(
    ("unit", "read", "mended"),
    [
        pytest.param("<tu>" + "<x>" * 10_000 + "</x>" * 10_000 + "</tu>", 3, 3, id="nested"),
        pytest.param("<tu>" + "<x>" * 10_000 + "</tu>", 3, 3, id="nested-without-end"),
        pytest.param(_with_text("<hi>" * 10_000 + "</hi>" * 10_000), 3, 3, id="nested-codes"),
        pytest.param(
            _with_text("<ph>" + "<sub><ph>" * 10_000 + "</ph></sub>" * 10_000 + "</ph>"),
            3,
            3,
            id="nested-subs",
        ),
        pytest.param("<tu>" * 900 + "</tu>" * 900, 3, 3, id="units-in-units"),
        pytest.param(_with_text("a\0b"), 3, 4, id="nul"),
        pytest.param(_with_text("&#0;"), 3, 4, id="nul-by-number"),
        pytest.param(_with_text("&#xFFFFFFFFFFFFFFFF;"), 3, 4, id="number-beyond-all"),
        pytest.param(_with_text("&" + "a" * 100_000 + ";"), 3, 4, id="long-entity"),
        pytest.param(_with_text("&nbsp;" * 100_000), 3, 4, id="many-entities"),
        pytest.param(_GOOD.strip().replace("<tu>", f"<tu {_MANY}>"), 4, 3, id="attributes"),
        pytest.param(_GOOD.strip().replace("<tu>", f'<tu tuid="{"x" * 500_000}">'), 4, 4, id="long-tuid"),
        pytest.param(_with_text("<ph>" * 50_000), 3, 3, id="codes-without-end"),
        pytest.param(_with_text("<" * 50_000), 3, 4, id="marks"),
    ],
)
def test_one_unit_alone_is_lost_at_most(tmp_path: Path, unit: str, read: int, mended: int) -> None:
    path = tmp_path / "x.tmx"
    path.write_text(f"{_START}{_GOOD}{unit}\n{_GOOD}{_GOOD}{_END}", encoding="utf-8")
    units, skipped, losses, _ = _use(path)
    assert units == read
    assert skipped or losses or read == 4
    assert sum(1 for _ in read_tmx(tmp_path / "x.mended")) == mended


@pytest.mark.parametrize("opened", ["<!--", "<![CDATA[", "<?x "])
def test_what_is_never_closed_ends_the_document(tmp_path: Path, opened: str) -> None:
    path = tmp_path / "x.tmx"
    path.write_text(f"{_START}{_GOOD}{_with_text(opened)}\n{_GOOD * 2000}{_END}")
    _, _, _, errors = _use(path)
    assert errors
    assert list(find_deviations(tmp_path / "x.mended")) == []


@pytest.mark.parametrize(
    "tag",
    [
        pytest.param("x" * 1_000_000, id="long"),
        pytest.param("en-" + "-".join(["a"] * 50_000), id="many-subtags"),
        pytest.param("../../etc/passwd", id="path"),
        pytest.param("en\u202egnp", id="reversed"),
        pytest.param("\x1b[2Jen", id="escape"),
        pytest.param("", id="empty"),
        pytest.param("en' OR 1=1 --", id="sql"),
        pytest.param("１２", id="digits"),
        pytest.param("*all*", id="all"),
        pytest.param("<script>", id="script"),
    ],
)
def test_hostile_languages_cost_their_unit(tmp_path: Path, tag: str) -> None:
    path = tmp_path / "x.tmx"
    written = tag.replace("<", "&lt;")
    path.write_text(f"{_START}{_GOOD}{_GOOD.replace('id', written, 1)}{_GOOD}{_END}", encoding="utf-8")
    units, skipped, _, errors = _use(path)
    assert units == 2
    (lost,) = skipped
    assert lost.line == 3
    assert len(lost.reason) < 200
    assert errors == []


def test_a_gigabyte_in_one_segment_is_skipped_in_little_memory(tmp_path: Path) -> None:
    """A hundredth of it here; what is measured is that memory does not grow with it."""
    peaks = [_peak_mb(tmp_path, count) for count in (20, 400)]
    assert peaks[1] < peaks[0] + 8


def _peak_mb(folder: Path, count: int) -> float:
    path = folder / f"{count}.tmx"
    with path.open("w") as file:
        file.write(_START + '<tu tuid="1"><tuv xml:lang="en"><seg>')
        for _ in range(count):
            file.write("many words " * 5000)
        file.write(f"</seg></tuv></tu>\n{_GOOD}{_END}")
    script = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from padanan.formats.tmx import read_tmx, find_deviations\n"
        "from padanan.formats.tmx.repair import RepairCounts, repair_tmx\n"
        "path, skipped, mends, counts = Path(sys.argv[1]), [], [], RepairCounts()\n"
        "assert len(list(read_tmx(path, on_skip=skipped.append))) == 1\n"
        "assert [(one.key, one.line) for one in skipped] == [('1', 2)], skipped\n"
        "assert not list(find_deviations(path))\n"
        "for _ in repair_tmx(path, tell=mends.append, counts=counts): pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, path], check=True, capture_output=True, text=True)
    return float(done.stdout)
