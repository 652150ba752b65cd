"""Scoring files: what can be scored together, and what the report says about it."""

import math
import re
from pathlib import Path

import pytest
from sacrebleu.metrics import BLEU  # type: ignore[attr-defined]

from padanan.core.errors import InputError, LanguageError, PadananError, ScoreError
from padanan.evaluation.metrics import Metric
from padanan.evaluation.pairing import LeftOut, PairingOptions, Reason, Side
from padanan.evaluation.sources import Scheme
from padanan.services import score
from padanan.services.score_options import ScoreOptions
from padanan.services.score_report import ScoreReport, Severity

ROOT = Path(__file__).resolve().parents[3]
BLEU_ONLY = ScoreOptions(metrics=(Metric.BLEU,))
TEXT = ScoreOptions(metrics=(Metric.BLEU,), language="en")

SENTENCES = ["The cat sat on the mat.", "It rained all day long.", "Nobody came to the party."]
DRAFTED = ["The cat sat on a mat.", "It rained the day long.", "Nobody came to the party."]


def po(*entries: tuple[str, str], language: str = "en", extra: str = "") -> str:
    """Give a catalogue of (msgid, msgstr) entries."""
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    )
    return header + "".join(f'\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n' for msgid, msgstr in entries) + extra


def tmx(*units: tuple[str, str], target: str = "en", tuids: bool = True) -> str:
    """Give a TMX of (Indonesian, target) units."""
    body = "".join(
        f"<tu{f' tuid={chr(34)}{number}{chr(34)}' if tuids else ''}>"
        f'<tuv xml:lang="id"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{target}"><seg>{text}</seg></tuv></tu>\n'
        for number, (source, text) in enumerate(units)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="t" '
        'creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="id" '
        'datatype="plaintext"/>\n'
        f"<body>\n{body}</body></tmx>\n"
    )


def keyed(texts: list[str]) -> list[tuple[str, str]]:
    return [(f"kalimat {number}", text) for number, text in enumerate(texts)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def score_files(hypotheses: list[Path], reference: Path, options: ScoreOptions) -> ScoreReport:
    return score.score_files(hypotheses, [reference], options)


def bleu_of(report: ScoreReport) -> float:
    return report.systems[0].scores[0].score


CONTENTS = {
    "po": lambda texts: po(*keyed(texts)),
    "tmx": lambda texts: tmx(*keyed(texts)),
    "txt": lambda texts: "\n".join(texts) + "\n",
}


@pytest.mark.parametrize(
    ("hypothesis", "reference", "scheme"),
    [
        ("po", "po", Scheme.ENTRY),
        ("tmx", "tmx", Scheme.UNIT),
        ("txt", "txt", Scheme.LINE),
        ("po", "tmx", Scheme.SOURCE),
        ("tmx", "po", Scheme.SOURCE),
    ],
)
def test_every_kind_of_file_gives_sacrebleus_score(
    tmp_path: Path, hypothesis: str, reference: str, scheme: Scheme
) -> None:
    ours = write(tmp_path, f"h.{hypothesis}", CONTENTS[hypothesis](DRAFTED))
    theirs = write(tmp_path, f"r.{reference}", CONTENTS[reference](SENTENCES))
    options = TEXT if hypothesis == "txt" else BLEU_ONLY
    report = score_files([ours], theirs, options)
    assert bleu_of(report) == BLEU().corpus_score(DRAFTED, [SENTENCES]).score
    assert (report.segment_count, report.paired_by, report.language) == (3, scheme, "en")


def test_entries_in_another_order_give_the_same_score(tmp_path: Path) -> None:
    hypothesis = write(tmp_path, "h.po", po(*reversed(keyed(DRAFTED))))
    reference = write(tmp_path, "r.po", po(*keyed(SENTENCES)))
    assert (
        bleu_of(score_files([hypothesis], reference, BLEU_ONLY))
        == BLEU().corpus_score(DRAFTED, [SENTENCES]).score
    )


def test_tmx_without_tuids_pairs_by_source_text(tmp_path: Path) -> None:
    hypothesis = write(tmp_path, "h.tmx", tmx(*reversed(keyed(DRAFTED)), tuids=False))
    reference = write(tmp_path, "r.tmx", tmx(*keyed(SENTENCES), tuids=True))
    assert score_files([hypothesis], reference, BLEU_ONLY).segment_count == 3


def test_plural_forms_are_segments_of_their_own(tmp_path: Path) -> None:
    plural = (
        '\nmsgid "{0} file"\nmsgid_plural "{0} files"\n'
        'msgstr[0] "one file here now"\nmsgstr[1] "many files here now"\n'
    )
    hypothesis = write(tmp_path, "h.po", po(extra=plural))
    report = score_files([hypothesis], hypothesis, BLEU_ONLY)
    assert (report.segment_count, bleu_of(report)) == (2, 100.0)


def test_a_context_tells_equal_sources_apart(tmp_path: Path) -> None:
    entries = '\nmsgctxt "{}"\nmsgid "May"\nmsgstr "{}"\n'
    hypothesis = write(
        tmp_path,
        "h.po",
        po(extra=entries.format("b", "second one of two") + entries.format("a", "first one of two")),
    )
    reference = write(
        tmp_path,
        "r.po",
        po(extra=entries.format("a", "first one of two") + entries.format("b", "second one of two")),
    )
    report = score_files([hypothesis], reference, BLEU_ONLY)
    assert (report.segment_count, bleu_of(report)) == (2, 100.0)


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    reference = write(tmp_path, "r.po", po(*keyed(SENTENCES), ("lama", "old one"), ("kosong", "empty one")))
    extra = '\n#, fuzzy\nmsgid "lama"\nmsgstr "perhaps"\n\n#~ msgid "hilang"\n#~ msgstr "gone"\n'
    hypothesis = write(tmp_path, "h.po", po(*keyed(DRAFTED), ("kosong", ""), extra=extra))
    report = score_files([hypothesis], reference, BLEU_ONLY)
    assert report.segment_count == 3
    assert report.systems[0].left_out == (
        LeftOut(side=Side.HYPOTHESIS, reason=Reason.OBSOLETE, count=1),
        LeftOut(side=Side.HYPOTHESIS, reason=Reason.FUZZY, count=1),
        LeftOut(side=Side.HYPOTHESIS, reason=Reason.UNTRANSLATED, count=1),
    )
    assert any("leave out 2 segments" in warning.message for warning in report.warnings)


@pytest.mark.parametrize("side", ["hypothesis", "reference"])
def test_an_empty_line_of_text_is_scored_as_sacrebleu_does(tmp_path: Path, side: str) -> None:
    hypotheses, references = (list(DRAFTED), ["", *SENTENCES[1:]])
    if side == "hypothesis":
        hypotheses, references = references, hypotheses
    hypothesis = write(tmp_path, "h.txt", "\n".join(hypotheses))
    reference = write(tmp_path, "r.txt", "\n".join(references))
    report = score_files([hypothesis], reference, TEXT)
    assert bleu_of(report) == BLEU().corpus_score(hypotheses, [references]).score
    assert report.segment_count == 3
    assert any(warning.message.startswith("1 segment scored though empty in") for warning in report.warnings)


def test_a_line_empty_in_all_texts_is_left_out_and_changes_no_score(tmp_path: Path) -> None:
    hypotheses, references = ["", *DRAFTED, " "], ["", *SENTENCES, ""]
    hypothesis = write(tmp_path, "h.txt", "\n".join(hypotheses) + "\n")
    reference = write(tmp_path, "r.txt", "\n".join(references) + "\n")
    report = score_files([hypothesis], reference, TEXT)
    assert bleu_of(report) == BLEU().corpus_score(hypotheses, [references]).score
    assert report.segment_count == 3
    assert report.systems[0].left_out == (LeftOut(side=Side.REFERENCE, reason=Reason.EMPTY, count=2),)


def test_a_text_of_blank_lines_has_nothing_to_score(tmp_path: Path) -> None:
    path = write(tmp_path, "h.txt", "\n \n\n")
    with pytest.raises(ScoreError, match="nothing to score"):
        score_files([path], path, TEXT)


def test_score_empty_takes_untranslated_entries_as_empty_lines(tmp_path: Path) -> None:
    texts = ["", *DRAFTED[1:]]
    hypothesis = write(tmp_path, "h.po", po(*keyed(texts)))
    reference = write(tmp_path, "r.po", po(*keyed(SENTENCES)))
    options = ScoreOptions(metrics=(Metric.BLEU,), pairing=PairingOptions(score_empty=True))
    report = score_files([hypothesis], reference, options)
    assert bleu_of(report) == BLEU().corpus_score(texts, [SENTENCES]).score
    assert score_files([hypothesis], reference, BLEU_ONLY).segment_count == 2


@pytest.mark.parametrize(
    ("content", "count"),
    [
        pytest.param("a\nb\nc", 3, id="no final line end"),
        pytest.param("a\r\nb\r\nc\r\n", 3, id="CR LF"),
        pytest.param("\ufeffa\nb\nc\n", 3, id="byte order mark"),
        pytest.param("a\u2028b\x0cc\x85d\re\n", 1, id="other separators are text"),
    ],
)
def test_lines_are_counted_as_sacrebleu_counts_them(tmp_path: Path, content: str, count: int) -> None:
    path = write(tmp_path, "t.txt", content)
    report = score_files([path], path, TEXT)
    assert (report.segment_count, bleu_of(report)) == (count, 100.0)


@pytest.mark.parametrize("name", ["zh", "zh_CN", "zh-Hans", "cmn", "zho"])
def test_chinese_text_in_any_spelling_gets_the_chinese_tokenizer(tmp_path: Path, name: str) -> None:
    hypothesis = write(tmp_path, "h.txt", "小红书创立于2013年。\n")
    reference = write(tmp_path, "r.txt", "小红书成立于2013年。\n")
    report = score_files([hypothesis], reference, ScoreOptions(metrics=(Metric.BLEU,), language=name))
    assert "tok:zh" in report.systems[0].scores[0].signature
    assert bleu_of(report) > 0


@pytest.mark.parametrize("header", ["zh_CN", "zh-Hans", "cmn", "zho", "zh"])
def test_a_header_in_any_spelling_gets_the_chinese_tokenizer(tmp_path: Path, header: str) -> None:
    path = write(tmp_path, "h.po", po(("a", "小红书创立于2013年。"), language=header))
    assert "tok:zh" in score_files([path], path, BLEU_ONLY).systems[0].scores[0].signature


def test_the_language_may_stand_in_one_file_only(tmp_path: Path) -> None:
    hypothesis = write(tmp_path, "h.po", po(*keyed(DRAFTED), language=""))
    reference = write(tmp_path, "r.po", po(*keyed(SENTENCES), language="en_GB"))
    assert score_files([hypothesis], reference, BLEU_ONLY).language == "en-GB"


def test_other_regions_are_scored_with_a_warning(tmp_path: Path) -> None:
    hypothesis = write(tmp_path, "h.po", po(*keyed(DRAFTED), language="en_US"))
    reference = write(tmp_path, "r.po", po(*keyed(SENTENCES), language="en_GB"))
    warnings = [warning.message for warning in score_files([hypothesis], reference, BLEU_ONLY).warnings]
    assert "the files differ in region: en-GB, en-US" in warnings


@pytest.mark.parametrize(
    ("hypothesis", "reference"),
    [
        pytest.param("id", "en", id="other language"),
        pytest.param("zh_TW", "zh_CN", id="other script"),
        pytest.param("sr@latin", "sr", id="Serbian in two scripts"),
    ],
)
def test_mixed_languages_are_an_error(tmp_path: Path, hypothesis: str, reference: str) -> None:
    ours = write(tmp_path, "h.po", po(*keyed(DRAFTED), language=hypothesis))
    theirs = write(tmp_path, "r.po", po(*keyed(SENTENCES), language=reference))
    with pytest.raises(LanguageError, match=r"h\.po: the translations are in .*, but the other files are in"):
        score_files([ours], theirs, BLEU_ONLY)


def test_a_language_that_the_file_contradicts_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "h.po", po(*keyed(DRAFTED)))
    with pytest.raises(LanguageError, match="but --language says id"):
        score_files([path], path, ScoreOptions(language="id"))


def test_text_without_a_language_is_an_error_with_a_hint(tmp_path: Path) -> None:
    path = write(tmp_path, "h.txt", "a\n")
    with pytest.raises(LanguageError, match="--language zh_CN"):
        score_files([path], path, BLEU_ONLY)


def test_an_unknown_language_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "h.txt", "a\n")
    with pytest.raises(LanguageError, match="unknown language 'klingonish'"):
        score_files([path], path, ScoreOptions(language="klingonish"))


def test_other_line_counts_are_an_error_and_never_cut_short(tmp_path: Path) -> None:
    hypothesis = write(tmp_path, "h.txt", "a\nb\nc\n")
    reference = write(tmp_path, "r.txt", "a\n")
    with pytest.raises(ScoreError, match=r"h\.txt: 3 lines, but .*r\.txt has 1"):
        score_files([hypothesis], reference, TEXT)


def test_other_entries_are_an_error_that_names_them(tmp_path: Path) -> None:
    hypothesis = write(tmp_path, "h.po", po(*keyed(DRAFTED), ("tambahan", "extra")))
    reference = write(tmp_path, "r.po", po(*keyed(SENTENCES)))
    with pytest.raises(ScoreError, match='has other segments; 1 only in this file: "tambahan"'):
        score_files([hypothesis], reference, BLEU_ONLY)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("h.txt", "", "the file is empty", id="empty text"),
        pytest.param("h.tmx", "", "empty", id="empty TMX"),
        pytest.param("h.po", "", "empty|no entries", id="empty PO"),
        pytest.param("h.po", po(), "no entries", id="PO with a header only"),
        pytest.param("h.tmx", tmx(), "no translation units", id="TMX without units"),
        pytest.param("h.txt", b"caf\xe9\n", "not UTF-8", id="invalid UTF-8 in text"),
        pytest.param(
            "h.po",
            po(("a", "x")).encode() + b'\nmsgid "b"\nmsgstr "caf\xe9"\n',
            "0x[eE]9",
            id="invalid UTF-8 in PO",
        ),
        pytest.param("h.po", po() + 'msgid "a\n', ":6:", id="broken PO"),
        pytest.param("h.tmx", "<tmx><body>", "broken XML", id="broken TMX"),
        pytest.param("h.txt", b"a\0b\n", "NUL", id="NUL byte"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(InputError, match=message) as caught:
        score_files([path], path, ScoreOptions(language="en"))
    assert str(caught.value).startswith(f"{path}:")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("suffix", ["po", "tmx", "txt"])
@pytest.mark.parametrize("kind", ["missing", "directory"])
def test_a_path_that_is_no_file_is_named(tmp_path: Path, suffix: str, kind: str) -> None:
    path = tmp_path / f"h.{suffix}"
    if kind == "directory":
        path.mkdir()
    with pytest.raises(InputError, match=re.escape(str(path))):
        score_files([path], path, ScoreOptions(language="en"))


@pytest.mark.parametrize("suffix", ["mo", "json", "csv"])
def test_other_formats_are_not_taken_for_lines(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path, f"h.{suffix}", "a\n")
    with pytest.raises(ScoreError, match="not scored"):
        score_files([path], path, TEXT)


def test_text_is_not_paired_with_a_catalogue(tmp_path: Path) -> None:
    hypothesis = write(tmp_path, "h.txt", "a\n")
    reference = write(tmp_path, "r.po", po(("a", "a")))
    with pytest.raises(ScoreError, match="cannot be paired"):
        score_files([hypothesis], reference, TEXT)


def test_a_template_has_nothing_to_score(tmp_path: Path) -> None:
    path = write(tmp_path, "h.po", po(("a", ""), ("b", "")))
    with pytest.raises(PadananError, match="nothing to score"):
        score_files([path], path, BLEU_ONLY)


@pytest.mark.parametrize(
    ("count", "severity"),
    [(1, Severity.HARD), (99, Severity.HARD), (100, Severity.SOFT), (499, Severity.SOFT)],
)
def test_few_segments_get_a_warning(tmp_path: Path, count: int, severity: Severity) -> None:
    path = write(tmp_path, "h.txt", "one two three four\n" * count)
    (warning,) = score_files([path], path, TEXT).warnings
    assert warning.severity is severity
    assert f"{count} segment" in warning.message


def test_many_segments_get_none(tmp_path: Path) -> None:
    path = write(tmp_path, "h.txt", "one two three four\n" * 500)
    assert score_files([path], path, TEXT).warnings == ()


def test_bleu_of_short_segments_only_gets_a_warning(tmp_path: Path) -> None:
    hypothesis = write(tmp_path, "h.txt", "rain falls\n")
    reference = write(tmp_path, "r.txt", "rain fell\n")
    messages = [warning.message for warning in score_files([hypothesis], reference, TEXT).warnings]
    assert any("no segment has four tokens" in message for message in messages)


@pytest.mark.parametrize("language", ["th", "lo", "km", "my"])
def test_words_without_boundaries_get_a_warning(tmp_path: Path, language: str) -> None:
    path = write(tmp_path, "h.txt", "กขค\n")
    warnings = score_files([path], path, ScoreOptions(metrics=(Metric.BLEU,), language=language)).warnings
    assert any("written without spaces" in warning.message for warning in warnings)


def test_no_number_is_ever_nan(tmp_path: Path) -> None:
    hypothesis = write(tmp_path, "h.txt", "\u200b\n")
    reference = write(tmp_path, "r.txt", "—\n")
    report = score_files([hypothesis], reference, ScoreOptions(metrics=tuple(Metric), language="en"))
    assert all(math.isfinite(score.score) for score in report.systems[0].scores)


@pytest.mark.parametrize("metric", list(Metric), ids=str)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_article_s_fluent_draft_is_above_the_literal_one(metric: Metric, language: str) -> None:
    drafts = [
        ROOT / "benchmarks" / "drafts" / language / f"{name}.po" for name in ("word-for-word", "fluent")
    ]
    reference = ROOT / "locales" / language / "LC_MESSAGES" / "xiaohongshu.po"
    report = score_files(drafts, reference, ScoreOptions(metrics=(metric,)))
    literal, fluent = (system.scores[0].score for system in report.systems)
    assert (report.segment_count, [system.left_out for system in report.systems]) == (24, [(), ()])
    assert fluent > literal if metric.higher_is_better else fluent < literal
