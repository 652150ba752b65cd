"""The report of `padanan score` as JSON; docs/score-two-systems.md describes its shape."""

import json

from padanan.evaluation.significance import MetricTest, TestOptions
from padanan.services.score_kept import keep_statistics
from padanan.services.score_report import (
    HistoryRun,
    MetricReport,
    ScoredText,
    ScoreReport,
    SystemReport,
)


def render_scores_json(report: ScoreReport, *, segments: bool = False, statistics: bool = False) -> str:
    """Render a report as one JSON object, with full precision and no NaN.

    `segments` adds a row for each segment; `statistics` what was counted in each, which a later run needs for
    a test against this one (`--fail-if-worse-than`).
    """
    value: dict[str, object] = {
        "version": 1,
        "padanan": report.padanan_version,
        "created": report.created,
        "reference": report.references[0].path,
        "references": [_text_value(text) for text in report.references],
        "language": report.language,
        "paired_by": report.paired_by,
        "segments": report.segment_count,
        "words": report.word_count,
        "segments_sha256": report.segments_sha256,
        "verdict": list(report.verdict),
        "warnings": [{"severity": item.severity, "message": item.message} for item in report.warnings],
        "systems": [_system_value(report, number) for number in range(len(report.systems))],
        "metrics": {metric.metric.value: _metric_value(report, metric) for metric in report.metrics},
        "contamination": _contamination_value(report),
        "history": [_run_value(run) for run in report.history],
    }
    if segments:
        value["segment_rows"] = [_segment_value(report, number) for number in range(report.segment_count)]
    if statistics:
        value["statistics"] = [item.as_json() for item in keep_statistics(report)]
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _run_value(run: HistoryRun) -> dict[str, object]:
    return {
        "time": run.time,
        "scores": [
            {
                "system": score.system,
                "metric": score.metric,
                "name": score.name,
                "score": score.score,
                "low": score.low,
                "high": score.high,
                "signature": score.basis.signature,
            }
            for score in run.scores
        ],
    }


def _text_value(text: ScoredText) -> dict[str, object]:
    return {"path": text.path, "file_sha256": text.file_sha256, "text_sha256": text.text_sha256}


def _system_value(report: ScoreReport, number: int) -> dict[str, object]:
    system = report.systems[number]
    return {
        "name": system.name,
        "hypothesis": system.text.path,
        "file_sha256": system.text.file_sha256,
        "text_sha256": system.text.text_sha256,
        "scores": {
            score.metric.value: {
                "name": score.name,
                "score": score.score,
                "signature": score.signature,
                "defined": score.is_defined,
                **_interval_value(metric.test, number),
            }
            for score, metric in zip(system.scores, report.metrics, strict=True)
        },
        "edits": _edits_value(system),
        "length_ratio": {"words": system.length.words, "characters": system.length.characters},
        "left_out": [
            {"side": item.side, "reason": item.reason, "count": item.count} for item in system.left_out
        ],
        "findings": None
        if system.findings is None
        else [
            {"check": item.check, "severity": item.severity, "count": item.count} for item in system.findings
        ],
    }


def _interval_value(test: MetricTest | None, number: int) -> dict[str, object]:
    if test is None:
        return {}
    interval = test.systems[number].interval
    return {"mean": interval.mean, "low": interval.low, "high": interval.high}


def _edits_value(system: SystemReport) -> dict[str, object]:
    edits = system.edits
    return {
        "exact": edits.exact,
        "exact_percent": edits.exact_percent,
        "similarity_percent": edits.similarity_percent,
        "bands": [
            {"band": share.band, "segments": share.segments, "words": share.words} for share in edits.bands
        ],
    }


def _metric_value(report: ScoreReport, metric: MetricReport) -> dict[str, object]:
    return {
        "name": metric.name,
        "signature": metric.signature,
        "higher_is_better": metric.higher_is_better,
        "test": None if metric.test is None else _test_value(report, metric, metric.test),
        "groups": [
            {
                "by": group.grouping,
                "label": group.label,
                "segments": group.segments,
                "words": group.words,
                "scores": list(group.scores),
            }
            for group in metric.groups
        ],
    }


def _test_value(report: ScoreReport, metric: MetricReport, test: MetricTest) -> dict[str, object]:
    return {
        **_options_value(test.options),
        "signature": test.signature,
        "segments": test.segment_count,
        "pairs": [
            {
                "first": report.systems[pair.first].name,
                "second": report.systems[pair.second].name,
                "difference": pair.difference,
                "p": pair.p_value,
                "p_corrected": pair.p_corrected,
                "standard_error": pair.standard_error,
                "detectable": pair.detectable,
                "conclusion": pair.conclusion,
                "sentence": sentence,
            }
            for pair, sentence in zip(test.pairs, metric.sentences, strict=True)
        ],
        "clusters": [
            {
                "first": cluster.first,
                "last": cluster.last,
                "systems": [report.systems[place].name for place in cluster.systems],
            }
            for cluster in test.clusters
        ],
    }


def _options_value(options: TestOptions) -> dict[str, object]:
    return {
        "method": options.method,
        "resamples": options.resamples,
        "trials": options.trials,
        "seed": options.seed,
        "alpha": options.alpha,
    }


def _contamination_value(report: ScoreReport) -> dict[str, object] | None:
    found = report.contamination
    if found is None:
        return None
    return {
        "segments": found.segments,
        "known": [
            {"number": item.row + 1, "source": item.source, "known": item.known} for item in found.known
        ],
    }


def _segment_value(report: ScoreReport, number: int) -> dict[str, object]:
    row = report.segments[number]
    return {
        "number": row.number + 1,
        "key": str(row.key),
        "source": row.source,
        "references": list(row.references),
        "document": row.document,
        "file": row.file,
        "words": row.words,
        "hypotheses": [
            {
                "text": item.text,
                "line": item.line,
                "scores": {
                    metric.metric.value: score
                    for metric, score in zip(report.metrics, item.scores, strict=True)
                },
                "similarity_percent": item.similarity_percent,
                "band": item.band,
                "findings": [finding.check for finding in item.findings],
            }
            for item in row.hypotheses
        ],
    }
