"""What a report of scores says beyond the scores, on files as users have them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sacrebleu.metrics import BLEU, CHRF, TER  # type: ignore[attr-defined]
from sacrebleu.significance import PairedTest

from padanan.core.config import MemorySettings
from padanan.core.errors import InputError, LanguageError, ScoreError
from padanan.core.model import TranslationUnit, Variant
from padanan.evaluation.contamination import Known
from padanan.evaluation.metrics import Metric
from padanan.evaluation.option_changes import parse_change
from padanan.evaluation.pairing import PairingOptions, Reason
from padanan.evaluation.significance import Conclusion, Method, TestOptions
from padanan.evaluation.sources import Scheme
from padanan.memory.sqlite import SqliteStore
from padanan.services.score import score_files
from padanan.services.score_options import ScoreOptions
from padanan.services.score_report import Grouping, ScoreReport, Severity

TEXT_OF_WORDS = "the cat dog bird sat stood lay on under near a mat roof tree today and never again"
WORDS = TEXT_OF_WORDS.split()
FEW = TestOptions(resamples=50, trials=50)
TEXT = ScoreOptions(metrics=(Metric.BLEU,), language="en", test=FEW)
HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
SIMPLIFIED = "这个网站让用户发现优质内容并与朋友们分享自己的经验从医学到艺术应有尽有欢迎来到这里"
TRADITIONAL = "這個網站讓用戶發現優質內容並與朋友們分享自己的經驗從醫學到藝術應有盡有歡迎來到這裡"


def sentences(count: int, step: int) -> list[str]:
    """Give sentences; another step changes a word here and there."""
    return [
        f"{row} "
        + " ".join(
            WORDS[(row * 7 + place * (step if place == row % 9 else 1)) % len(WORDS)] for place in range(9)
        )
        for row in range(count)
    ]


REFERENCE, FIRST, SECOND = sentences(120, 1), sentences(120, 2), sentences(120, 5)


def write(folder: Path, name: str, content: str | list[str]) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else "\n".join(content) + "\n", encoding="utf-8")
    return path


def po(language: str, *entries: tuple[str, str]) -> str:
    return HEADER.format(language) + "".join(
        f'\n#: app/{number % 2}.py:{number}\nmsgid "{source}"\nmsgstr "{text}"\n'
        for number, (source, text) in enumerate(entries)
    )


def score_texts(
    folder: Path, *systems: list[str], references: list[list[str]], options: ScoreOptions = TEXT
) -> ScoreReport:
    return score_files(
        [write(folder, f"s{number}.txt", texts) for number, texts in enumerate(systems)],
        [write(folder, f"r{number}.txt", texts) for number, texts in enumerate(references)],
        options,
    )


@pytest.mark.parametrize(
    ("method", "rounds"), [(Method.BOOTSTRAP, "bs"), (Method.RANDOMISATION, "ar")], ids=["bs", "ar"]
)
def test_scores_intervals_and_p_values_are_sacrebleus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: Method, rounds: str
) -> None:
    monkeypatch.setenv("SACREBLEU_SEED", "12345")
    metrics = {"BLEU": BLEU(), "chrF2++": CHRF(word_order=2), "TER": TER()}
    systems: list[tuple[str, Sequence[str]]] = [("s0.txt", FIRST), ("s1.txt", SECOND)]
    peer = PairedTest(systems, metrics, [REFERENCE], test_type=rounds, n_samples=50)
    signatures, printed = peer()
    theirs: dict[str, Any] = dict(printed)
    options = ScoreOptions(
        metrics=(Metric.BLEU, Metric.CHRF_PLUS_PLUS, Metric.TER),
        language="en",
        test=replace(FEW, method=method),
    )
    report = score_texts(tmp_path, FIRST, SECOND, references=[REFERENCE], options=options)
    for metric in report.metrics:
        assert metric.test is not None
        ours = [system.score for system in metric.test.systems]
        assert ours == [result.score for result in theirs[metric.name]]
        assert metric.test.pairs[0].p_value == theirs[metric.name][1].p_value
        assert metric.signature == metrics[metric.name].get_signature().format()
        if method is Method.BOOTSTRAP:
            assert metric.test.signature == signatures[metric.name].format()
            assert [system.interval.mean for system in metric.test.systems] == [
                result.mean for result in theirs[metric.name]
            ]


def test_several_references_score_as_in_sacrebleu(tmp_path: Path) -> None:
    report = score_texts(tmp_path, FIRST, references=[REFERENCE, SECOND])
    peer = BLEU()
    assert report.systems[0].scores[0].score == peer.corpus_score(FIRST, [REFERENCE, SECOND]).score
    assert report.metrics[0].signature == peer.get_signature().format()
    assert report.metrics[0].signature.startswith("nrefs:2|")
    assert report.segments[3].references == (REFERENCE[3], SECOND[3])


@pytest.mark.parametrize(
    ("change", "peer"),
    [
        ("bleu.tokenize=char", BLEU(tokenize="char")),
        ("bleu.lowercase=yes", BLEU(lowercase=True)),
        ("bleu.smooth-method=add-k", BLEU(smooth_method="add-k")),
        ("bleu.max-ngram-order=2", BLEU(max_ngram_order=2)),
        ("bleu.effective_order=on", BLEU(effective_order=True)),
        ("chrf.beta=3", CHRF(beta=3)),
        ("chrf.char-order=4", CHRF(char_order=4)),
        ("chrf.whitespace=true", CHRF(whitespace=True)),
        ("chrf.eps-smoothing=1", CHRF(eps_smoothing=True)),
        ("ter.normalized=yes", TER(normalized=True)),
        ("ter.no-punct=yes", TER(no_punct=True)),
        ("ter.case-sensitive=yes", TER(case_sensitive=True)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_option_of_sacrebleu_can_be_reached(
    tmp_path: Path, change: str, peer: BLEU | CHRF | TER
) -> None:
    option = parse_change(change)
    options = replace(TEXT, metrics=(option.metric,), changes=(option,), test=None)
    report = score_texts(tmp_path, FIRST, references=[REFERENCE], options=options)
    assert report.systems[0].scores[0].score == peer.corpus_score(FIRST, [REFERENCE]).score
    assert report.metrics[0].signature == peer.get_signature().format()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bleu", "METRIC.NAME=VALUE"),
        ("bleu=char", "METRIC.NAME=VALUE"),
        ("meteor.alpha=1", "unknown metric 'meteor'"),
        ("bleu.beta=3", "bleu has no option 'beta'"),
        ("chrf.beta=x", "chrf.beta cannot be 'x'"),
        ("bleu.tokenize=klingon", "13a, intl"),
        ("ter.normalized=maybe", "yes or no"),
        ("bleu.smooth-value=", "a number"),
    ],
)
def test_options_that_make_no_sense_are_refused(text: str, message: str) -> None:
    with pytest.raises(ScoreError, match=message):
        parse_change(text)


@pytest.mark.parametrize("change", ["bleu.max-ngram-order=0", "bleu.smooth-value=nan"])
def test_options_out_of_range_are_refused(tmp_path: Path, change: str) -> None:
    with pytest.raises(ScoreError, match="make no sense"):
        score_texts(
            tmp_path, FIRST, references=[REFERENCE], options=replace(TEXT, changes=(parse_change(change),))
        )


def test_digests_are_those_of_the_files(tmp_path: Path) -> None:
    report = score_texts(tmp_path, FIRST, references=[REFERENCE])
    for text, name in ((report.systems[0].text, "s0.txt"), (report.references[0], "r0.txt")):
        assert text.file_sha256 == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()


def test_systems_are_named_by_what_tells_them_apart(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    paths = [write(tmp_path / name, "out.txt", FIRST) for name in ("a", "b")]
    reference = write(tmp_path, "r.txt", REFERENCE)
    names = [system.name for system in score_files([*paths, paths[0]], [reference], TEXT).systems]
    assert names == ["a/out.txt", "b/out.txt", "a/out.txt (2)"]
    assert score_files(paths[:1], [reference], TEXT).systems[0].name == str(paths[0])


def test_a_shown_difference_is_said_in_words(tmp_path: Path) -> None:
    worse = [text.replace("the", "no").replace("a ", "an ") for text in REFERENCE]
    report = score_texts(tmp_path, REFERENCE, worse, references=[REFERENCE])
    (pair,) = report.metrics[0].test.pairs  # type: ignore[union-attr]
    assert pair.conclusion is Conclusion.WORSE
    assert report.verdict[0].startswith("s0.txt is better than s1.txt by ")
    assert report.verdict[0].endswith(" BLEU (p = 0.020)")
    differences = report.metrics[0].resampled_differences(pair)
    assert (len(differences), bool((differences < 0).all())) == (50, True)


def test_equal_systems_are_never_called_different(tmp_path: Path) -> None:
    report = score_texts(tmp_path, FIRST, FIRST, references=[REFERENCE])
    assert report.verdict == ("s0.txt and s1.txt have the same BLEU",)


def test_many_systems_are_ranked(tmp_path: Path) -> None:
    noise = [text.upper() for text in REFERENCE]
    options = replace(TEXT, test=TestOptions(resamples=500))
    report = score_texts(tmp_path, REFERENCE, FIRST, FIRST, noise, references=[REFERENCE], options=options)
    (sentence,) = report.verdict
    assert sentence == "ranks that BLEU can tell apart are 1: s0.txt; 2-3: s1.txt, s2.txt; 4: s3.txt"


def test_too_few_segments_are_said_loudly(tmp_path: Path) -> None:
    report = score_texts(tmp_path, FIRST[:24], SECOND[:24], references=[REFERENCE[:24]])
    assert report.verdict == ("nothing follows from 24 segments about which translation is better",)
    assert report.warnings[0].severity is Severity.HARD


def test_one_segment_gives_numbers(tmp_path: Path) -> None:
    report = score_texts(tmp_path, FIRST[:1], references=[REFERENCE[:1]])
    assert (report.segment_count, len(report.segments)) == (1, 1)
    assert report.metrics[0].test.systems[0].interval.low == report.systems[0].scores[0].score  # type: ignore[union-attr]


@pytest.mark.parametrize("metric", list(Metric), ids=str)
def test_identical_text_gives_exactly_100(tmp_path: Path, metric: Metric) -> None:
    options = replace(TEXT, metrics=(metric,))
    report = score_texts(tmp_path, REFERENCE, references=[REFERENCE], options=options)
    perfect = 0.0 if metric is Metric.TER else 100.0
    system = report.metrics[0].test.systems[0]  # type: ignore[union-attr]
    assert report.systems[0].scores[0].score == system.score == perfect
    assert (system.interval.low, system.interval.mean, system.interval.high) == (perfect,) * 3
    assert report.segments.columns.scores[0][0].tolist() == [perfect] * 120
    assert all(group.scores == (perfect,) for group in report.metrics[0].groups)
    assert (report.systems[0].edits.exact, report.systems[0].edits.similarity_percent) == (120, 100.0)
    assert report.systems[0].length.words == 1.0


def test_short_identical_text_shares_its_signature_with_the_others(tmp_path: Path) -> None:
    report = score_texts(tmp_path, ["rain falls"], ["rain fell"], references=[["rain falls"]])
    assert {score.signature for system in report.systems for score in system.scores} == {
        report.metrics[0].signature
    }
    assert "|eff:yes|" in report.metrics[0].signature
    assert report.systems[0].scores[0].score == 100.0


def test_segments_have_scores_places_and_findings(tmp_path: Path) -> None:
    entries = [(f"source {number} %s", f"{text} %s") for number, text in enumerate(REFERENCE[:3])]
    reference = write(tmp_path, "r.po", po("en", *entries))
    broken = [*entries[:2], (entries[2][0], "the %d")]
    content = po("en", *broken).replace("#: app/0.py:2\n", "#: app/0.py:2\n#, c-format\n")
    report = score_files([write(tmp_path, "h.po", content)], [reference], replace(TEXT, language=None))
    row = report.segments[2]
    assert (row.source, row.file, row.document) == ("source 2 %s", "app/0.py", None)
    (hypothesis,) = row.hypotheses
    assert content.splitlines()[(hypothesis.line or 0) - 1] == 'msgstr "the %d"'
    assert [finding.check for finding in hypothesis.findings] == ["placeholders"]
    assert report.segments[0].hypotheses[0].scores == (100.0,)
    assert [(item.check, item.count) for item in report.systems[0].findings or ()] == [("placeholders", 1)]
    labels = [group.label for group in report.metrics[0].groups if group.grouping is Grouping.FILE]
    assert labels == ["app/0.py", "app/1.py"]
    with pytest.raises(IndexError):
        report.segments[3]
    assert [item.number for item in report.segments[1:]] == [1, 2]


def test_segments_scores_are_sacrebleus(tmp_path: Path) -> None:
    report = score_texts(tmp_path, FIRST, references=[REFERENCE])
    peer = BLEU(effective_order=True)
    expected = [
        min(peer.sentence_score(text, [reference]).score, 100.0)
        for text, reference in zip(FIRST, REFERENCE, strict=True)
    ]
    assert report.segments.columns.scores[0][0].tolist() == expected


def test_documents_and_sources_stand_beside_text(tmp_path: Path) -> None:
    options = replace(
        TEXT,
        sources=write(tmp_path, "src.txt", [f"sumber {number}" for number in range(120)]),
        documents=write(tmp_path, "docs.txt", ["a"] * 50 + ["b"] * 70),
    )
    report = score_texts(tmp_path, FIRST, references=[REFERENCE], options=options)
    assert (report.segments[50].document, report.segments[50].source) == ("b", "sumber 50")
    parts = [group for group in report.metrics[0].groups if group.grouping is Grouping.DOCUMENT]
    assert [(part.label, part.segments) for part in parts] == [("a", 50), ("b", 70)]
    assert parts[0].scores[0] == BLEU().corpus_score(FIRST[:50], [REFERENCE[:50]]).score


def test_documents_of_another_length_are_refused(tmp_path: Path) -> None:
    options = replace(TEXT, documents=write(tmp_path, "docs.txt", ["a"]))
    with pytest.raises(ScoreError, match="1 documents, but there are 120 segments"):
        score_texts(tmp_path, FIRST, references=[REFERENCE], options=options)


def test_segments_that_stand_in_the_memory_are_counted_and_named(tmp_path: Path) -> None:
    memory = tmp_path / "memory.sqlite3"
    units = [
        TranslationUnit(
            collection="c",
            key=source,
            source_language="id",
            variants=(Variant(language="id", text=source), Variant(language="en", text=text)),
        )
        for source, text in (("sumber 3", REFERENCE[3]), ("sumber 5", "something else"))
    ]
    with SqliteStore.open(memory, create=True) as store:
        store.add(units)
    options = replace(
        TEXT,
        sources=write(tmp_path, "src.txt", [f"sumber {number}" for number in range(120)]),
        memories=(MemorySettings(path=memory, name="memory"),),
    )
    report = score_texts(tmp_path, FIRST, references=[REFERENCE], options=options)
    assert report.contamination is not None
    assert [(item.row, item.known) for item in report.contamination.known] == [
        (3, Known.PAIR),
        (5, Known.SOURCE),
    ]
    assert any('"sumber 3", "sumber 5"' in warning.message for warning in report.warnings)
    with pytest.raises(ScoreError, match="--source FILE"):
        score_texts(tmp_path, FIRST, references=[REFERENCE], options=replace(options, sources=None))


@pytest.mark.parametrize(
    ("language", "text", "script"),
    [
        pytest.param("en", "Кошка сидит на коврике у двери дома. " * 9, "Cyrl", id="Cyrillic English"),
        pytest.param("zh_CN", "The cat sat on the mat by the door. " * 9, "Latn", id="Latin Chinese"),
        pytest.param("zh_CN", TRADITIONAL, "Hant", id="traditional as simplified"),
        pytest.param("zh_TW", SIMPLIFIED, "Hans", id="simplified as traditional"),
        pytest.param("ru", "Nobody came to the party that evening. " * 9, "Latn", id="Latin Russian"),
    ],
)
def test_text_that_is_plainly_in_another_script_is_refused_unless_forced(
    tmp_path: Path, language: str, text: str, script: str
) -> None:
    options = replace(TEXT, language=language, metrics=(Metric.CHRF,))
    with pytest.raises(LanguageError, match=rf"r0\.txt: the text is written in {script}"):
        score_texts(tmp_path, [text], references=[[text]], options=options)
    report = score_texts(tmp_path, [text], references=[[text]], options=replace(options, force=True))
    assert report.systems[0].scores[0].score == 100.0
    assert any(f"written in {script}" in warning.message for warning in report.warnings)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("zh_CN", SIMPLIFIED, id="simplified"),
        pytest.param("zh_TW", TRADITIONAL, id="traditional"),
        pytest.param("ja", "これは日本語の文です。" * 20, id="Japanese"),
        pytest.param("ko", "이것은 한국어 문장입니다. " * 20, id="Korean"),
        pytest.param("zh_CN", "Kubernetes, PostgreSQL", id="names only"),
        pytest.param("sr", "Мачка седи на простирци. " * 20, id="Serbian"),
    ],
)
def test_text_in_its_own_script_is_scored(tmp_path: Path, language: str, text: str) -> None:
    options = replace(TEXT, language=language, metrics=(Metric.CHRF,))
    report = score_texts(tmp_path, [text], references=[[text]], options=options)
    assert not any("written in" in warning.message for warning in report.warnings)


def test_headers_in_two_scripts_can_be_forced(tmp_path: Path) -> None:
    ours = write(tmp_path, "h.po", po("zh_TW", ("a", "網站")))
    theirs = write(tmp_path, "r.po", po("zh_CN", ("a", "网站")))
    options = ScoreOptions(metrics=(Metric.CHRF,), test=None)
    with pytest.raises(LanguageError, match=r"zh-TW \(Hant\)"):
        score_files([ours], [theirs], options)
    report = score_files([ours], [theirs], replace(options, force=True))
    assert report.warnings[0].severity is Severity.HARD
    assert "zh-TW" in report.warnings[0].message


def test_a_reference_that_is_the_source_gets_a_warning(tmp_path: Path) -> None:
    path = write(tmp_path, "r.po", po("en", *((text, text) for text in REFERENCE[:9])))
    report = score_files([path], [path], ScoreOptions(metrics=(Metric.BLEU,), test=FEW))
    assert any("are the source itself" in warning.message for warning in report.warnings)


def test_text_that_looks_tokenised_gets_a_warning(tmp_path: Path) -> None:
    tokenised = [f"{text} ." for text in FIRST]
    messages = [item.message for item in score_texts(tmp_path, tokenised, references=[REFERENCE]).warnings]
    assert any("s0.txt" in message and "look tokenised" in message for message in messages)


ROWS = list(zip([f"sumber {number}" for number in range(120)], FIRST, REFERENCE, strict=True))


@pytest.mark.parametrize("kind", ["tsv", "jsonl", "jsonl strings", "tsv by id"])
def test_tables_pair_by_what_they_have(tmp_path: Path, kind: str) -> None:
    suffix = kind.partition(" ")[0]
    names = [tmp_path / f"{side}.{suffix}" for side in ("h", "r")]
    for path, column in zip(names, (1, 2), strict=True):
        rows = ROWS if column == 1 or kind == "jsonl strings" else ROWS[::-1]
        match kind:
            case "tsv":
                lines = ["source\ttranslation", *(f"{row[0]}\t{row[column]}" for row in rows)]
            case "tsv by id":
                lines = ["id\ttarget", *(f"{row[0]}\t{row[column]}" for row in rows)]
            case "jsonl":
                lines = [json.dumps({"source": row[0], "text": row[column], "document": "d"}) for row in rows]
            case _:
                lines = [json.dumps(row[column]) for row in rows]
        write(tmp_path, path.name, lines)
    report = score_files([names[0]], [names[1]], TEXT)
    expected = {"tsv": Scheme.SOURCE, "jsonl": Scheme.SOURCE, "tsv by id": Scheme.ID}
    assert report.paired_by == expected.get(kind, Scheme.LINE)
    assert report.systems[0].scores[0].score == BLEU().corpus_score(FIRST, [REFERENCE]).score


def test_a_table_pairs_with_a_catalogue_by_source(tmp_path: Path) -> None:
    table = write(tmp_path, "h.tsv", ["source\ttranslation", *(f"{s}\t{h}" for s, h, _ in ROWS)])
    reference = write(tmp_path, "r.po", po("en", *((s, r) for s, _, r in ROWS)))
    report = score_files([table], [reference], replace(TEXT, language=None))
    assert report.paired_by is Scheme.SOURCE
    assert report.segments[0].hypotheses[0].line == 2


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("h.tsv", "source\tother\na\tb\n", ":1: no column with translations"),
        ("h.tsv", "source\ttext\na\tb\nc\n", ":3: 1 cells, but the heading has 2"),
        ("h.tsv", "source\ttext\n", "no rows"),
        ("h.tsv", "", "no rows"),
        ("h.jsonl", '"a"\n{"text": \n', ":2:.*broken JSON"),
        ("h.jsonl", '"a"\n\n"b"\n', ":2: an empty line"),
        ("h.jsonl", "[1]\n", ":1: neither an object nor a string"),
        ("h.jsonl", '{"source": "a"}\n', ":1: no translation"),
        ("h.jsonl", '{"text": 3}\n', ":1: text is not a string"),
        ("h.jsonl", "[" * 100_000, ":1:.*broken JSON"),
        ("h.jsonl", "1" * 10_000, ":1: a number is too long"),
    ],
)
def test_broken_tables_say_where(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(InputError, match=message):
        score_files([path], [path], TEXT)


def test_a_table_in_two_languages_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "h.tsv", "language\ttext\nen\ta\nid\tb\n")
    with pytest.raises(LanguageError, match="several languages: en, id"):
        score_files([path], [path], TEXT)


def test_xliff_is_scored_segment_by_segment(tmp_path: Path) -> None:
    unit = "<trans-unit id='1'><source>a</source><target>one two three four</target></trans-unit>"
    path = write(
        tmp_path,
        "h.xliff",
        "<xliff version='1.2'><file original='f' source-language='id' target-language='en' datatype='x'>"
        f"<body>{unit}{unit.replace('1', '2').replace('>a<', '>b<')}<trans-unit id='3'/></body></file>"
        "</xliff>",
    )
    report = score_files([path], [path], replace(TEXT, language=None))
    assert report.segment_count == 2
    empty = write(tmp_path, "e.xliff", "<xliff version='1.2'/>")
    with pytest.raises(InputError, match="no translation units"):
        score_files([empty], [empty], TEXT)


def test_fuzzy_and_duplicate_entries_count_when_asked_for(tmp_path: Path) -> None:
    twice = '\nmsgid "a"\nmsgstr "first one here"\n\nmsgid "a"\nmsgstr "second one here"\n'
    fuzzy = '\n#, fuzzy\nmsgid "b"\nmsgstr "third one here"\n\n#, fuzzy\nmsgid "c"\nmsgstr ""\n'
    path = write(tmp_path, "h.po", HEADER.format("en") + twice + fuzzy)
    options = replace(TEXT, language=None)
    assert score_files([path], [path], options).segment_count == 1
    both = PairingOptions(include=frozenset({Reason.FUZZY, Reason.DUPLICATE}))
    report = score_files([path], [path], replace(options, pairing=both))
    assert [row.hypotheses[0].text.split()[0] for row in report.segments] == ["first", "second", "third"]
    assert {item.reason: item.count for item in report.systems[0].left_out} == {Reason.UNTRANSLATED: 1}
