"""The history of a project's scores: a JSON object a run, a line each, the oldest first."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from padanan.core.errors import InputError
from padanan.evaluation.comparability import ScoreBasis
from padanan.evaluation.metrics import Metric
from padanan.formats.files import SourceFile, absent_file, decode_utf8, lock_directory, read_file, write_file
from padanan.services.score_kept import basis_of, keep_statistics
from padanan.services.score_report import HistoryRun, HistoryScore, ScoreReport

VERSION = 1


def append_history(path: Path, report: ScoreReport, *, statistics: bool = False) -> ScoreReport:
    """Add a run to a history, and give the report with all of its runs, this one the last.

    The file is replaced as a whole: it holds the old lines or the old and the new one, never half of it. Runs
    that end together add their lines one after the other. With `statistics`, what a later run can be tested
    against goes with it.

    Raises:
        InputError: the file is no history, or was written by a later version.
        ChangedOnDiskError: somebody else wrote to it meanwhile.
        OutputError: it cannot be written.
    """
    run = _make_run(report)
    value = _run_value(run)
    if statistics:
        value["statistics"] = [item.as_json() for item in keep_statistics(report)]
    line = json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
    # Builds that end at the same time write one after the other.
    with lock_directory(Path(os.path.realpath(path)).parent):
        source = read_file(path) if path.exists() else absent_file(path)
        text = decode_utf8(source).removesuffix("\n") if source.data else ""
        lines = text.split("\n") if source.data else []
        runs = [_read_run(path, number, line) for number, line in enumerate(lines, 1)]
        _write(path, source, line)
    return replace(report, history=(*runs, run))


def _write(path: Path, source: SourceFile, line: str) -> None:
    end = b"" if not source.data or source.data.endswith(b"\n") else b"\n"
    write_file(path, source.data + end + line.encode(), expected=source)


def _make_run(report: ScoreReport) -> HistoryRun:
    scores = []
    for metric, position in zip(report.metrics, range(len(report.metrics)), strict=True):
        for number, system in enumerate(report.systems):
            interval = metric.test.systems[number].interval if metric.test else None
            scores.append(
                HistoryScore(
                    system=system.name,
                    metric=metric.metric,
                    name=metric.name,
                    score=system.scores[position].score,
                    low=interval.low if interval else None,
                    high=interval.high if interval else None,
                    basis=basis_of(report, metric),
                )
            )
    return HistoryRun(time=report.created, scores=tuple(scores))


def _run_value(run: HistoryRun) -> dict[str, object]:
    return {
        "version": VERSION,
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
                "references_sha256": score.basis.references,
                "segments_sha256": score.basis.segments,
            }
            for score in run.scores
        ],
    }


def _read_run(path: Path, number: int, line: str) -> HistoryRun:
    try:
        value = json.loads(line)
        if value["version"] != VERSION:
            raise InputError(
                f"version {str(value['version'])[:20]} of the history is not known",
                path=str(path),
                line=number,
                hint="a later padanan wrote it",
            )
        return HistoryRun(time=str(value["time"]), scores=tuple(map(_read_score, value["scores"])))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise InputError(
            "not a line of a history", path=str(path), line=number, hint="is it the right file?"
        ) from error


def _read_score(value: Mapping[str, object]) -> HistoryScore:
    return HistoryScore(
        system=str(value["system"]),
        metric=Metric(str(value["metric"])),
        name=str(value["name"]),
        score=_number(value["score"]),
        low=None if value["low"] is None else _number(value["low"]),
        high=None if value["high"] is None else _number(value["high"]),
        basis=ScoreBasis(
            signature=str(value["signature"]),
            references=str(value["references_sha256"]),
            segments=str(value["segments_sha256"]),
        ),
    )


def _number(value: object) -> float:
    number = float(str(value))
    if not 0 <= number < float("inf"):
        raise ValueError("not a score")
    return number
