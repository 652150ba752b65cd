"""Pages are tested as people use them: from a file, in Debian's Chromium, without a network."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from padanan.core.bands import band_of_match
from padanan.core.language import parse_language
from padanan.core.model import Certainty, Finding, Severity
from padanan.evaluation.comparability import ScoreBasis, digest_texts
from padanan.evaluation.contamination import find_known_segments
from padanan.evaluation.edits import POST_EDIT_BANDS, BandShare, EditSummary, compare_segment
from padanan.evaluation.extraction import extract_statistics
from padanan.evaluation.grouping import group_rows, score_groups
from padanan.evaluation.lengths import LengthRatio
from padanan.evaluation.metrics import Metric, choose_options, score_statistics
from padanan.evaluation.pairing import SegmentKey
from padanan.evaluation.significance import MetricTest, TestOptions, compare_systems
from padanan.evaluation.sources import Scheme
from padanan.evaluation.statistics import SegmentStatistics
from padanan.evaluation.verdicts import describe_limits, describe_pair
from padanan.services import score_report as model

BUCKETS = ("0-9", "10-19", "20-29", "30-39", "40+")
METRICS = (Metric.BLEU, Metric.CHRF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a page is made of in a test; a system a name."""

    systems: dict[str, Sequence[str]]
    references: Sequence[str]
    sources: Sequence[str]
    documents: Sequence[str]
    language: str = "en"
    findings: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    resamples: int = 200


@pytest.fixture(scope="session")
def make_sample() -> Callable[..., Sample]:
    """Make texts of words drawn at random, and two systems, the second of which is nearer to them."""

    def make(count: int, *, resamples: int = 200, seed: int = 1) -> Sample:
        draw = random.Random(seed)
        words = ("the", "a", "red", "blue", "boat", "river", "house", "runs", "sees", "under", "work", "here")
        references = [" ".join(draw.choices(words, k=draw.randint(4, 48))) for _ in range(count)]

        def spoil(text: str, chance: float) -> str:
            kept = [draw.choice(words) if draw.random() < chance else word for word in text.split()]
            return " ".join(kept)

        return Sample(
            systems={
                "plain.po": [spoil(text, 0.4) for text in references],
                "careful.po": [spoil(text, draw.choice([0.0, 0.1, 0.3])) for text in references],
            },
            references=references,
            sources=[text.upper() for text in references],
            documents=[f"news-{row * 12 // count:02}" for row in range(count)],
            findings={3: (finding(3),)},
            resamples=resamples,
        )

    return make


def finding(row: int) -> Finding:
    return Finding(
        check="placeholders",
        severity=Severity.ERROR,
        certainty=Certainty.CERTAIN,
        path="plain.po",
        line=row * 4 + 1,
        column=1,
        message="%s is missing from the translation",
        fingerprint="0" * 8,
    )


@pytest.fixture(scope="session")
def make_report() -> Callable[[Sample], model.ScoreReport]:
    """Score a sample with the project's own evaluation."""
    return build_report


def build_report(sample: Sample) -> model.ScoreReport:
    names = list(sample.systems)
    metrics = [_count(metric, sample) for metric in METRICS]
    tests = compare_systems(names, metrics, TestOptions(resamples=sample.resamples))
    words = [len(text.split()) for text in sample.references]
    percents = {
        name: [
            compare_segment(text, [ref]).percent for text, ref in zip(texts, sample.references, strict=True)
        ]
        for name, texts in sample.systems.items()
    }
    systems = tuple(
        model.SystemReport(
            name=name,
            text=model.ScoredText(path=name, file_sha256=None, text_sha256=digest_texts(texts)),
            scores=tuple(
                score_statistics(metric, counted[place], is_identical=False)
                for metric, counted in zip(METRICS, metrics, strict=True)
            ),
            edits=summarise(percents[name], words),
            length=LengthRatio(words=1.02, characters=0.98),
            left_out=(),
            findings=(model.FindingCount(check="placeholders", severity="error", count=place),),
        )
        for place, (name, texts) in enumerate(sample.systems.items())
    )
    columns = model.SegmentColumns(
        keys=[SegmentKey(source=text) for text in sample.sources],
        sources=sample.sources,
        references=(sample.references,),
        documents=sample.documents,
        files=None,
        words=np.array(words),
        hypotheses=tuple(sample.systems.values()),
        statistics=tuple(tuple(counted) for counted in metrics),
        similarity_percents=tuple(np.array(percents[name]) for name in names),
        lines=tuple([row * 4 + 1 for row in range(len(words))] for _ in names),
        findings=tuple(sample.findings if place == 0 else {} for place in range(len(names))),
    )
    reports = tuple(
        _metric_report(metric, counted, test, sample)
        for metric, counted, test in zip(METRICS, metrics, tests, strict=True)
    )
    warnings = [
        model.ScoreWarning(severity=model.Severity.HARD if hard else model.Severity.SOFT, message=message)
        for hard, message in describe_limits(tests[0])
    ]
    known = find_known_segments(
        sample.sources, [sample.references], lambda text: [sample.references[0]] * (text == sample.sources[0])
    )
    return model.ScoreReport(
        created="2025-03-01T08:30:00Z",
        padanan_version="1",
        language=sample.language,
        source_language="id",
        paired_by=Scheme.ENTRY,
        references=(
            model.ScoredText(
                path="reference.po", file_sha256="0" * 64, text_sha256=digest_texts(sample.references)
            ),
        ),
        segments_sha256=digest_texts(sample.sources),
        segment_count=len(words),
        word_count=sum(words),
        systems=systems,
        metrics=reports,
        segments=model.SegmentRows(columns),
        verdict=tuple(sentence for report in reports for sentence in report.sentences),
        warnings=tuple(warnings),
        contamination=known,
        history=tuple(_runs(reports, names)),
    )


def bucket(text: str) -> str:
    return BUCKETS[min(len(text.split()) // 10, 4)]


def summarise(percents: Sequence[int], words: Sequence[int]) -> EditSummary:
    of_band = {
        band: [row for row, percent in enumerate(percents) if band_of_match(percent) is band]
        for band in POST_EDIT_BANDS
    }
    return EditSummary(
        segments=len(percents),
        words=sum(words),
        exact=percents.count(100),
        similarity_percent=sum(percents) / len(percents),
        bands=tuple(
            BandShare(band=band, segments=len(rows), words=sum(words[row] for row in rows))
            for band, rows in of_band.items()
        ),
    )


def _count(metric: Metric, sample: Sample) -> list[SegmentStatistics]:
    options = choose_options(metric, parse_language(sample.language))
    return [extract_statistics(texts, [sample.references], options) for texts in sample.systems.values()]


def _metric_report(
    metric: Metric, counted: Sequence[SegmentStatistics], test: MetricTest, sample: Sample
) -> model.MetricReport:
    labels = {
        model.Grouping.LENGTH: ([bucket(text) for text in sample.references], BUCKETS),
        model.Grouping.DOCUMENT: (sample.documents, ()),
    }
    groups = []
    for grouping, (of, order) in labels.items():
        found = group_rows(of, order)
        by_system = [score_groups(statistics, found) for statistics in counted]
        groups += [
            model.GroupScores(
                grouping=grouping,
                label=group.label,
                segments=len(group.rows),
                words=sum(len(sample.references[row].split()) for row in group.rows),
                scores=tuple(scores[place] for scores in by_system),
            )
            for place, group in enumerate(found)
        ]
    return model.MetricReport(
        metric=metric,
        name=test.name,
        signature=counted[0].signature,
        higher_is_better=test.higher_is_better,
        statistics=tuple(counted),
        test=test,
        sentences=tuple(describe_pair(pair, test) for pair in test.pairs),
        groups=tuple(groups),
    )


def _runs(reports: Sequence[model.MetricReport], names: Sequence[str]) -> Iterator[model.HistoryRun]:
    for month in range(1, 9):
        yield model.HistoryRun(
            time=f"2025-{month:02}-01T08:00:00Z",
            scores=tuple(
                model.HistoryScore(
                    system=name,
                    metric=report.metric,
                    name=report.name,
                    score=30 + 3 * month % 7 + place,
                    low=None,
                    high=None,
                    basis=ScoreBasis(
                        signature=report.signature + ("" if month > 3 else "|old"), references="", segments=""
                    ),
                )
                for report in reports
                for place, name in enumerate(names)
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A page in the browser, with what it asked of the network and what it complained about."""

    page: Any
    requests: list[str]
    complaints: list[str]


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def chromium(require_program: Callable[[str], str]) -> Iterator[Any]:
    """Debian's Chromium, driven by playwright."""
    from playwright.sync_api import sync_playwright

    path = require_program("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Write a page to disk and open it from there; whatever else it asks for is refused, and noted."""
    contexts: list[Any] = []

    def open_(text: str, *, scheme: str = "light", width: int = 1200, script: bool = True) -> Opened:
        path = tmp_path / "page.html"
        path.write_text(text, "utf-8")
        context = chromium.new_context(
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        opened = Opened(page=page, requests=[], complaints=[])

        def answer(route: Any) -> None:
            if route.request.url == path.as_uri():
                route.continue_()
            else:
                opened.requests.append(route.request.url)
                route.abort()

        page.route("**/*", answer)
        page.on("console", lambda message: opened.complaints.append(message.text))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.on("dialog", lambda dialog: opened.complaints.append(dialog.message))
        page.goto(path.as_uri())
        return opened

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def find_violations() -> Callable[[Any], list[str]]:
    """Ask axe-core what people with disabilities could not use: its serious and critical violations."""
    import axe_playwright_python

    source = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")

    def find(page: Any) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{item['id']}: {item['nodes'][0]['html']}: {item['nodes'][0]['failureSummary']}"
            for item in found["violations"]
            if item["impact"] in {"serious", "critical"}
        ]

    return find
