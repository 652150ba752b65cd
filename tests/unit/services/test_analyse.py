from pathlib import Path

import pytest

from padanan.core.bands import Band, set_rates
from padanan.core.config import MemorySettings
from padanan.core.words import CountMethod
from padanan.memory.sqlite import SqliteStore
from padanan.services.analyse import AnalysisOptions, AnalysisReport, analyse_paths, total_share
from padanan.services.analysis_sources import SourceOptions
from padanan.services.import_ import ImportOptions, import_files
from padanan.services.memory_session import MemorySession

_HEADER = 'msgid ""\nmsgstr "Language: {}\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
_TMX = """<tmx version="1.4"><header srclang="en"/><body>
<tu tuid="1"><tuv xml:lang="en"><seg>Save <ph>x</ph>it</seg></tuv>
<tuv xml:lang="id"><seg>Simpan</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="en"><seg>Close <ph>y</ph>it</seg></tuv>
<tuv xml:lang="fr"><seg>Ferme</seg></tuv></tu>
<tu tuid="3"><tuv xml:lang="en"><seg>Close <ph>z</ph>it</seg></tuv></tu>
<tu tuid="4"><tuv xml:lang="de"><seg>Nur</seg></tuv></tu>
<tu tuid="5"><tuv xml:lang="en"><seg> </seg></tuv></tu>
</body></tmx>
"""


def write(path: Path, entries: str, language: str = "id") -> Path:
    path.write_text(_HEADER.format(language) + entries, encoding="utf-8")
    return path


def analyse(*paths: Path, in_context: bool = False, **sources: object) -> AnalysisReport:
    options = SourceOptions(default_source_language="en", **sources)  # type: ignore[arg-type]
    return analyse_paths(
        paths, AnalysisOptions(sources=options, rates=set_rates({}), repeat_in_context=in_context)
    )


def counted(report: AnalysisReport, number: int = 0) -> dict[str, int]:
    shares = report.pairs[number].shares
    return {band.value: share.segments for band, share in shares.items() if share.segments}


@pytest.mark.parametrize(
    ("entries", "segments", "left_out"),
    [
        pytest.param('msgid "a b"\nmsgstr ""\n', 1, {}, id="untranslated"),
        pytest.param('#, fuzzy\nmsgid "a b"\nmsgstr "x"\n', 1, {}, id="fuzzy"),
        pytest.param('msgid "a b"\nmsgstr "x"\n', 0, {"translated": 1}, id="translated"),
        pytest.param('#~ msgid "a b"\n#~ msgstr ""\n', 0, {"obsolete": 1}, id="obsolete"),
        pytest.param('msgctxt "c"\nmsgid ""\nmsgstr ""\n', 0, {"empty": 1}, id="empty"),
        pytest.param('msgid "a"\nmsgid_plural "as"\nmsgstr[0] ""\n', 2, {}, id="plural"),
        pytest.param('msgid "a"\nmsgid_plural "a"\nmsgstr[0] ""\n', 1, {}, id="one-plural"),
        pytest.param(
            'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "x"\nmsgstr[1] ""\n', 2, {}, id="half-a-plural"
        ),
        pytest.param("", 0, {}, id="none"),
    ],
)
def test_what_of_a_catalogue_is_left_to_do(
    tmp_path: Path, entries: str, segments: int, left_out: dict[str, int]
) -> None:
    report = analyse(write(tmp_path / "id.po", entries))
    (pair,) = report.pairs
    assert total_share(pair.shares).segments == segments
    assert dict(pair.files[0].left_out) == left_out


def test_everything_counts_translations_too(tmp_path: Path) -> None:
    path = write(tmp_path / "id.po", 'msgid "a b"\nmsgstr "x"\n')
    assert counted(analyse(path, everything=True)) == {"no-match": 1}


def test_placeholders_and_tags_are_no_words(tmp_path: Path) -> None:
    path = write(tmp_path / "id.po", '#, python-format\nmsgid "Save <b>%(count)d</b> files"\nmsgstr ""\n')
    assert total_share(analyse(path).shares).volume.words == 2


def test_repetitions_in_a_file_and_across_files(tmp_path: Path) -> None:
    one = write(tmp_path / "one.po", 'msgid "Open"\nmsgstr ""\n\nmsgctxt "c"\nmsgid "Open"\nmsgstr ""\n')
    two = write(tmp_path / "two.po", 'msgid "Open"\nmsgstr ""\n\nmsgctxt "c"\nmsgid "Open"\nmsgstr ""\n')
    report = analyse(one, two)
    shares = [file.shares for file in report.pairs[0].files]
    assert shares[0][Band.NO_MATCH].segments == shares[0][Band.REPETITION].segments == 1
    # The first one in the second file stood in the first file only.
    assert shares[1][Band.CROSS_FILE_REPETITION].segments == shares[1][Band.REPETITION].segments == 1


def test_repetitions_in_context(tmp_path: Path) -> None:
    entries = 'msgid "Open"\nmsgstr ""\n\nmsgctxt "c"\nmsgid "Open"\nmsgstr ""\n'
    one, two = write(tmp_path / "one.po", entries), write(tmp_path / "two.po", entries)
    assert counted(analyse(one, two, in_context=True)) == {
        "cross-file-repetition": 2,
        "internal-95-99": 1,
        "no-match": 1,
    }


def test_languages_are_batches_of_their_own(tmp_path: Path) -> None:
    entries = 'msgid "Open"\nmsgstr ""\n'
    paths = [write(tmp_path / f"{tag}.po", entries, tag) for tag in ("id", "zh_CN", "en")]
    report = analyse(*paths)
    assert [(pair.source, pair.target) for pair in report.pairs] == [
        ("en", "id"),
        ("en", "zh-CN"),
        ("en", "en"),
    ]
    assert counted(report, 0) == counted(report, 1) == {"no-match": 1}
    assert report.pairs[2].files[0].left_out == (("in the source language", 1),)
    only = analyse(*paths, target_languages=("zh",))
    assert [sum(count for _, count in pair.files[0].left_out) for pair in only.pairs] == [1, 0, 1]


def test_templates_and_texts_are_for_every_language_asked_for(tmp_path: Path) -> None:
    template = write(tmp_path / "x.pot", 'msgid "Open it."\nmsgstr ""\n', "")
    text = tmp_path / "x.txt"
    text.write_text("Close it. Open it.\n", encoding="utf-8")
    report = analyse(template, text, default_target_languages=("en", "id", "fr"))
    assert [(pair.target, counted(report, number)) for number, pair in enumerate(report.pairs)] == [
        ("id", {"cross-file-repetition": 1, "no-match": 2}),
        ("fr", {"cross-file-repetition": 1, "no-match": 2}),
    ]
    assert [str(error) for error in analyse(text).errors] == [
        f"{text}: nothing says into which language this is translated "
        "(give --to LANGUAGE, or set languages under [tool.padanan])"
    ]


def test_tmx_counts_units_without_a_translation(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    path.write_text(_TMX, encoding="utf-8")
    report = analyse(path, target_languages=("id",))
    # Both have a code, but not the same: no repetition.
    assert counted(report) == {"no-match": 1, "internal-95-99": 1}
    assert report.pairs[0].files[0].left_out == (
        ("translated", 1),
        ("empty", 1),
        ("in another language", 1),
    )


def test_directories_are_searched_for_catalogues(tmp_path: Path) -> None:
    folder = tmp_path / "po" / "id"
    folder.mkdir(parents=True)
    entries = 'msgid "Open"\nmsgstr ""\n'
    write(folder / "a.po", entries)
    template = write(folder / "a.pot", entries, "")
    report = analyse(tmp_path)
    assert counted(report) == {"no-match": 1}
    assert report.notes[1].startswith("a template (.pot) was passed over")
    assert counted(analyse(tmp_path, template, target_languages=("id",))) == {
        "no-match": 1,
        "cross-file-repetition": 1,
    }


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.po", None, "no such file"),
        ("x.docx", "", ".docx files are not counted"),
        ("x.po", 'msgid "a\n', "x.po:1"),
        ("x.po", 'msgid "a"\nmsgstr ""\n', "does not say its language"),
        ("x.po", 'msgid ""\nmsgstr "X-Source-Language: klingonese\\nLanguage: id\\n"\n', "unknown language"),
        ("x.tmx", "<tmx>", "x.tmx:1"),
        ("x.txt", "a\0b", "NUL"),
    ],
)
def test_broken_files_do_not_keep_others_out(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    good = write(tmp_path / "good.po", 'msgid "Open"\nmsgstr ""\n')
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    report = analyse(tmp_path / name, good, default_target_languages=("id",))
    assert counted(report) == {"no-match": 1}
    (error,) = report.errors
    assert message in str(error)


def test_a_catalogue_without_a_language_is_in_the_one_asked_for(tmp_path: Path) -> None:
    (tmp_path / "x.po").write_text('msgid "a"\nmsgstr ""\n', encoding="utf-8")
    report = analyse(tmp_path / "x.po", target_languages=("fr",))
    assert report.pairs[0].target == "fr"


def test_a_text_without_words(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(" \n", encoding="utf-8")
    report = analyse(tmp_path / "x.txt", default_target_languages=("id",))
    assert total_share(report.shares).segments == 0


def test_the_memory_decides(tmp_path: Path) -> None:
    known = write(tmp_path / "known.po", 'msgctxt "c"\nmsgid "Save this file"\nmsgstr "x"\n')
    job = write(
        tmp_path / "job.po",
        'msgctxt "c"\nmsgid "Save this file"\nmsgstr ""\n\n'
        'msgid "Save this file"\nmsgstr ""\n\n'
        'msgid "Save this file."\nmsgstr ""\n\n'
        'msgid "Save that file."\nmsgstr ""\n\n'
        'msgid "Something else"\nmsgstr ""\n',
    )
    with SqliteStore.open(tmp_path / "m", create=True) as store:
        import_files(store, [known], ImportOptions(root=tmp_path, default_source_language="en"))
    options = AnalysisOptions(
        sources=SourceOptions(default_source_language="en", method=CountMethod.SPACES), rates=set_rates({})
    )
    with MemorySession([MemorySettings(path=tmp_path / "m", name="m")]) as session:
        report = analyse_paths([job], options, session)
    assert (report.memories, report.notes) == (("m",), ())
    # "Save that file." is 13 of 15 characters like the one before it, 12 of 15 like the memory's.
    assert counted(report) == {"101": 1, "repetition": 1, "85-94": 1, "internal-85-94": 1, "no-match": 1}


def test_a_memory_of_other_languages_is_named(tmp_path: Path) -> None:
    with SqliteStore.open(tmp_path / "m", create=True):
        pass
    options = AnalysisOptions(sources=SourceOptions(default_source_language="en"), rates=set_rates({}))
    with MemorySession([MemorySettings(path=tmp_path / "m", name="m")]) as session:
        report = analyse_paths([write(tmp_path / "id.po", 'msgid "a"\nmsgstr ""\n')], options, session)
    assert report.notes == ("no memory has units in en and id: what is not repeated counts as new",)


def test_a_segment_of_a_megabyte_is_new(tmp_path: Path) -> None:
    text = "word " * 200_000
    path = write(tmp_path / "id.po", f'msgid "{text}"\nmsgstr ""\n\nmsgid "{text}!"\nmsgstr ""\n')
    report = analyse(path)
    assert counted(report) == {"no-match": 2}
    assert total_share(report.shares).volume.words == 400_000
