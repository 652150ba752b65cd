"""The Memory that Python users see."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import padanan
from padanan import Context, Hits, Memory, PadananError
from padanan.core.errors import InputError, LanguageError, StoreError
from padanan.core.model import Span
from padanan.services.python_arguments import AnyContext

_TMX = """<tmx version="1.4"><header srclang="id"/><body>
<tu tuid="1" changedate="20250117T083000Z" changeid="Ana"><prop type="x-context">menu</prop>
<tuv xml:lang="id"><seg>Simpan 12 berkas ini</seg></tuv>
<tuv xml:lang="en"><seg>Save these 12 files</seg></tuv>
<tuv xml:lang="zh-CN"><seg>保存这12个文件</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="id"><prop type="x-context-pre">satu</prop><prop type="x-context-post">tiga</prop>
<seg>Hapus</seg></tuv><tuv xml:lang="en"><seg>Delete</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture
def tmx(tmp_path: Path) -> Path:
    (tmp_path / "x.tmx").write_text(_TMX, encoding="utf-8")
    return tmp_path / "x.tmx"


@pytest.fixture
def memory(tmp_path: Path, tmx: Path) -> Iterator[Memory]:
    with Memory.open(tmp_path / "new" / "m.sqlite3") as memory:
        memory.import_file(tmx)
        yield memory


def test_a_match_has_texts_and_where_they_are_from(memory: Memory, tmx: Path) -> None:
    (match,) = memory.lookup("Simpan 13 berkas ini", source="id", target="en")
    assert (match.score, match.source, match.target) == (95, "Simpan 12 berkas ini", "Save these 12 files")
    assert match.penalties == ()
    assert match.differs_only_in == ("numbers",)
    assert match.repaired == "Save these 13 files"
    assert match.memory == str(memory.path)
    assert match.origin is not None
    assert Path(match.origin.path).name == tmx.name
    assert (match.origin.author, match.origin.changed) == ("Ana", "2025-01-17T08:30:00Z")
    assert match.details.before_percent == 95


@pytest.mark.parametrize(
    ("text", "context", "score"),
    [
        ("Simpan 12 berkas ini", None, 100),
        ("Simpan 12 berkas ini", "menu", 101),
        ("Simpan 12 berkas ini", Context(msgctxt="menu"), 101),
        ("Simpan 12 berkas ini", "dialog", 100),
        ("Hapus", Context(previous="satu", next="tiga"), 101),
        ("Hapus", ("satu", "tiga"), 101),
        ("Hapus", ("satu", None), 100),
        ("Hapus", Context(previous="satu"), 100),
    ],
)
def test_context_makes_101(memory: Memory, text: str, context: AnyContext | None, score: int) -> None:
    found = memory.lookup(text, source="id", target="en", context=context)
    assert [match.score for match in found] == [score]


def test_threshold_limit_and_languages(memory: Memory) -> None:
    assert memory.languages() == ("en", "id", "zh-CN")
    assert memory.lookup("Hapuskan", source="id", target="en") == []
    assert [match.score for match in memory.lookup("Hapuskan", source="id", target="en", threshold=60)] == [
        62
    ]
    assert memory.lookup("Save these 12 files", source="en", target="zh_CN")[0].target == "保存这12个文件"
    memory.add("Hapus", "Remove", source="id", target="en", context="other")
    assert len(memory.lookup("Hapus", source="id", target="en")) == 2
    assert len(memory.lookup("Hapus", source="id", target="en", limit=1)) == 1


def test_many_texts_give_what_each_gives(memory: Memory) -> None:
    texts = ["Hapus", "", "Simpan 13 berkas ini", "lain sekali", "Hapus"] * 20
    contexts = ["menu", None, "menu", None, Context(previous="satu", next="tiga")] * 20
    together = memory.lookup_many(iter(texts), source="id", target="en", contexts=contexts)
    apart = [
        memory.lookup(text, source="id", target="en", context=context)
        for text, context in zip(texts, contexts, strict=True)
    ]
    assert together == apart
    assert [match.score for matches in together[:5] for match in matches] == [100, 95, 101]
    assert memory.lookup_many([], source="id", target="en") == []
    with pytest.raises(PadananError, match="1 texts have 2 contexts"):
        memory.lookup_many(["a"], source="id", target="en", contexts=["b", "c"])


def test_what_is_added_is_found_at_once_and_replaced(memory: Memory) -> None:
    memory.add("Cari", "Find", source="id", target="en", author="Ana")
    memory.add("Cari", "Search", source="id", target="en")
    memory.add("Cari", "Look for", source="id", target="en", context="verb")
    memory.add("Cari", "查找", source="id", target="zh_CN")
    found = memory.lookup("Cari", source="id", target="en", context="verb")
    assert [(match.score, match.target) for match in found] == [(101, "Look for"), (100, "Search")]
    assert memory.search("cari", source="id", target="zh").total == 1


def test_importing_again_adds_nothing(memory: Memory, tmx: Path) -> None:
    report = memory.import_file(str(tmx))
    assert (report.tally.added, report.tally.updated, report.tally.unchanged) == (0, 0, 2)


def test_a_search_counts_all_and_gives_some(memory: Memory) -> None:
    hits = memory.search("S", source="en", limit=1)
    assert isinstance(hits, Hits)
    assert (hits.total, len(hits)) == (1, 1)
    (hit,) = hits
    assert hit.spans == (Span(start=0, end=1), Span(start=8, end=9), Span(start=18, end=19))
    assert hit.translations == {"id": "Simpan 12 berkas ini", "zh-CN": "保存这12个文件"}
    assert (hit.language, hit.source) == ("en", "Save these 12 files")
    assert memory.search("文件", target="en")[0].translations == {"en": "Save these 12 files"}
    assert memory.search("FILES THESE", source="en", words=True).total == 1
    assert memory.search("FILES", source="en", case=True).total == 0
    assert list(memory.search("e", source="en", offset=1)) == list(memory.search("e", source="en"))[1:]
    assert memory.search("nowhere").total == 0


def test_a_whole_memory_is_exported(memory: Memory, tmp_path: Path) -> None:
    memory.export_file(tmp_path / "all.tmx")
    with Memory.open(tmp_path / "copy") as copy:
        assert copy.import_file(tmp_path / "all.tmx").tally.added == 2
        assert copy.lookup("Hapus", source="id", target="en")[0].target == "Delete"


def test_references_are_asked_and_not_written(memory: Memory, tmp_path: Path) -> None:
    reference = memory.path
    before = reference.stat().st_mtime_ns
    with Memory.open(tmp_path / "own", references=[reference], penalties={"*.tmx": 3}) as own:
        own.add("Hapus", "Remove", source="id", target="en")
        found = own.lookup("Hapus", source="id", target="en")
        assert [(match.target, match.score, match.memory) for match in found] == [
            ("Remove", 100, str(tmp_path / "own")),
            ("Delete", 97, str(reference)),
        ]
        assert found[1].penalties == (("origin *.tmx", 3),)
        assert own.search("hapus", source="id").total == 2
    assert reference.stat().st_mtime_ns == before


def test_threads_share_a_memory(memory: Memory) -> None:
    def work(number: int) -> int:
        found = 0
        for turn in range(10):
            memory.add(f"Teks {number} {turn}", "Text", source="id", target="en")
            found += memory.lookup(f"Teks {number} {turn}", source="id", target="en", limit=1)[0].score == 100
            found += memory.search(f"teks {number} {turn}", source="id").total
        return found

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(4))) == [20] * 4
    assert memory.search("Teks", source="id").total == 40


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        pytest.param({"source": "id", "target": "de"}, LanguageError, id="pair"),
        pytest.param({"source": "id", "target": "klingonese"}, LanguageError, id="unknown"),
        pytest.param({"source": "id", "target": "in"}, LanguageError, id="same"),
        pytest.param({"source": "id", "target": "en", "threshold": 0}, PadananError, id="low"),
        pytest.param({"source": "id", "target": "en", "threshold": 101}, PadananError, id="high"),
        pytest.param({"source": "id", "target": "en", "limit": 0}, PadananError, id="limit"),
    ],
)
def test_what_cannot_be_looked_up(memory: Memory, arguments: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        memory.lookup("x", **arguments)  # type: ignore[arg-type]
    with pytest.raises(error):
        memory.lookup_many(["x"], **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"text": None}, "text is NoneType", id="no text"),
        pytest.param({"text": b"x"}, "text is bytes", id="bytes"),
        pytest.param({"source": None}, "source is NoneType", id="no source"),
        pytest.param({"threshold": 0.75}, "threshold is 0.75.*such as 75", id="share"),
        pytest.param({"threshold": 75.5}, "threshold is 75.5", id="fraction"),
        pytest.param({"threshold": "75"}, "threshold is '75'", id="threshold as text"),
        pytest.param({"limit": None}, "limit is None", id="no limit"),
        pytest.param({"context": 3}, "a context of 3", id="context"),
        pytest.param({"context": ("a", "b", "c")}, "a context of", id="three neighbours"),
        pytest.param({"text": " ", "target": "de"}, "no units in id and de", id="blank and pair"),
        pytest.param({"text": "", "threshold": 101}, "out of range", id="blank and threshold"),
    ],
)
def test_arguments_of_another_kind_are_refused(
    memory: Memory, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(PadananError, match=message):
        memory.lookup(**{"text": "Hapus", "source": "id", "target": "en", **arguments})  # type: ignore[arg-type]


def test_many_arguments_of_another_kind_are_refused(memory: Memory) -> None:
    for texts, message in (("Hapus", "texts is str"), ([None], "a text is NoneType")):
        with pytest.raises(PadananError, match=message):
            memory.lookup_many(texts, source="id", target="en")  # type: ignore[arg-type]
    with pytest.raises(PadananError, match="no units in id and de"):
        memory.lookup_many([], source="id", target="de")
    with pytest.raises(PadananError, match="out of range"):
        memory.lookup_many([""], source="id", target="en", threshold=900)
    for arguments, message in (
        ({"text": None}, "text is NoneType"),
        ({"text": "x", "limit": 2.5}, r"limit is 2\.5"),
        ({"text": "x", "offset": "1"}, "offset is '1'"),
        ({"text": "x", "source": 3}, "source is int"),
    ):
        with pytest.raises(PadananError, match=message):
            memory.search(**arguments)


def test_a_whole_percent_may_be_a_float(memory: Memory) -> None:
    found = memory.lookup("Hapuskan", source="id", target="en", threshold=62.0)  # type: ignore[arg-type]
    assert [match.score for match in found] == [62]


def test_half_a_character_is_not_stored(memory: Memory) -> None:
    for texts in (("a\ud800", "b"), ("a", "b\ud800")):
        with pytest.raises(PadananError, match="half a character at 1"):
            memory.add(*texts, source="id", target="en")
    with pytest.raises(PadananError, match="context has half"):
        memory.add("a", "b", source="id", target="en", context="\ud800")
    assert memory.lookup("a\ud800", source="id", target="en") == []


def test_paths_of_any_kind(memory: Memory, tmp_path: Path) -> None:
    with Memory.open(tmp_path / "own", references=str(memory.path)) as own:
        assert own.lookup("Hapus", source="id", target="en")[0].memory == str(memory.path)
        assert repr(own) == f"Memory.open({str(tmp_path / 'own')!r})"
        with pytest.raises(PadananError, match="3 is no path"):
            own.import_file(3)  # type: ignore[arg-type]
    with pytest.raises(PadananError, match="None is no path"):
        Memory.open(None)  # type: ignore[arg-type]
    with pytest.raises(PadananError, match="the penalty for markup is 'x'"):
        Memory.open(tmp_path / "other", penalties={"markup": "x"})  # type: ignore[dict-item]
    assert not (tmp_path / "other").exists()


def test_a_text_of_ten_megabytes_is_refused(memory: Memory) -> None:
    with pytest.raises(PadananError, match="the limit is"):
        memory.lookup("x" * 10_000_000, source="id", target="en")
    with pytest.raises(PadananError, match="the limit is"):
        memory.search("x" * 10_000_000)


def test_errors_say_what_is_wrong(memory: Memory, tmp_path: Path) -> None:
    (tmp_path / "broken.tmx").write_text("<tmx", encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.tmx:1"):
        memory.import_file(tmp_path / "broken.tmx")
    with pytest.raises(PadananError, match="one of them is empty"):
        memory.add("x", " ", source="id", target="en")
    with pytest.raises(LanguageError, match="both id"):
        memory.add("x", "y", source="id", target="id")
    with pytest.raises(StoreError, match="no such memory"):
        Memory.open(tmp_path / "none", create=False)
    with pytest.raises(StoreError, match="not a padanan memory"):
        Memory.open(tmp_path / "broken.tmx")
    with pytest.raises(PadananError, match="penalty"):
        Memory.open(tmp_path / "m", penalties={"markup": 200})


def test_a_closed_memory_says_so(memory: Memory) -> None:
    memory.close()
    memory.close()
    for use in (
        memory.languages,
        lambda: memory.lookup("x", source="id", target="en"),
        lambda: memory.lookup("", source="id", target="en"),
        lambda: memory.lookup_many(["x"], source="id", target="en"),
        lambda: memory.lookup_many([], source="id", target="en"),
        lambda: memory.search("x"),
        lambda: memory.add("x", "y", source="id", target="en"),
    ):
        with pytest.raises(StoreError, match="the memory is closed"):
            use()


def test_public_names_are_there_and_others_are_not() -> None:
    assert {"Memory", "Match", "Hits", "PadananError", "__version__"} <= set(dir(padanan))
    with pytest.raises(AttributeError, match="no attribute 'Memroy'"):
        padanan.Memroy  # noqa: B018


def test_importing_the_package_loads_nothing_of_it() -> None:
    script = "import sys, padanan; print([name for name in sys.modules if name.startswith('padanan.')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"
