"""What is in a memory and what was done to it, as text for people and as JSON for programs."""

import json
from collections.abc import Iterable, Sequence

from padanan.core.model import Variant
from padanan.core.text import show_on_one_line
from padanan.memory.maintenance.indexes import IndexState, LanguageIndex
from padanan.memory.store import StoredUnit
from padanan.reports.table import render_table
from padanan.services.deletion import DeletionReport
from padanan.services.maintenance import CheckReport, CompactReport, MemoryInfo, MemorySize, MergingReport

_MEGABYTE = 1_000_000
_LONGEST = 100


def render_info_text(info: MemoryInfo) -> str:
    """Render what is known about a memory: sizes and dates, then a table for each kind of count."""
    census = info.census
    states = {index.language: _describe_index(index) for index in info.indexes}
    times = f", from {census.oldest} to {census.newest}" if census.oldest else ""
    languages = [(tag, str(count), states.get(tag, "")) for tag, count in census.languages]
    pairs = [(f"{pair.first}/{pair.second}", str(pair.units)) for pair in census.pairs]
    origins = [
        (one.path or "(unknown)", str(one.variants), one.oldest or "", one.newest or "")
        for one in census.origins
    ]
    blocks = [
        f"{show_on_one_line(info.memory)}: {_size(info.size.file)}, indexes {_size(info.size.indexes)}\n"
        f"{_count(census.units, 'unit')} with {_count(census.variants, 'text')}{times}\n",
        _table(("language", "texts", "index"), languages),
        _table(("languages", "units"), pairs),
        _table(("origin", "texts", "oldest", "newest"), origins),
        _table(("author", "texts"), [(author, str(count)) for author, count in census.authors]),
    ]
    return "\n".join(block for block in blocks if block)


def render_info_json(info: MemoryInfo) -> str:
    """Render what is known about a memory as one JSON object.

    `{"version": 1, "memory", "bytes": SIZE, "units", "texts", "oldest", "newest", "languages": [{"language",
    "texts", "index": "none" | "ready" | "unusable", "behind"}], "pairs": [{"languages": [a, b], "units"}],
    "origins": [{"path", "texts", "oldest", "newest"}], "authors": [{"author", "texts"}]}`, with SIZE
    `{"file", "indexes"}` and times in ISO 8601 UTC or null. `behind` counts texts that are not in the index.
    """
    census = info.census
    indexes = {index.language: index for index in info.indexes}
    return _dump(
        {
            "version": 1,
            "memory": info.memory,
            "bytes": _size_value(info.size),
            "units": census.units,
            "texts": census.variants,
            "oldest": census.oldest,
            "newest": census.newest,
            "languages": [
                {"language": tag, "texts": count, **_index_value(indexes[tag])}
                for tag, count in census.languages
            ],
            "pairs": [{"languages": [pair.first, pair.second], "units": pair.units} for pair in census.pairs],
            "origins": [
                {"path": one.path, "texts": one.variants, "oldest": one.oldest, "newest": one.newest}
                for one in census.origins
            ],
            "authors": [{"author": author, "texts": count} for author, count in census.authors],
        }
    )


def render_deletion_text(report: DeletionReport) -> str:
    """Render what was deleted, or would be, with the first few translations."""
    deletion = report.deletion
    counts = f"{_count(deletion.translations, 'translation')}, and {_count(deletion.units, 'unit')} with them"
    return _outcome(report.memory, counts, deletion.examples, "deleted", report.dry_run)


def render_deletion_json(report: DeletionReport) -> str:
    """Render a deletion as one JSON object.

    `{"version": 1, "memory", "dry_run", "translations", "units", "examples": [UNIT]}`, with UNIT `{"source":
    TEXT or null, "target": TEXT, "msgctxt"}` and TEXT `{"language", "text", "origin", "author", "changed"}`.
    """
    deletion = report.deletion
    return _dump(
        {
            "version": 1,
            "memory": report.memory,
            "dry_run": report.dry_run,
            "translations": deletion.translations,
            "units": deletion.units,
            "examples": [unit_value(stored) for stored in deletion.examples],
        }
    )


def render_merging_text(report: MergingReport) -> str:
    """Render what was merged, or would be, with the first few units that went into others."""
    merging = report.merging
    return _outcome(
        report.memory, _count(merging.merged, "duplicate"), merging.examples, "merged", report.dry_run
    )


def render_merging_json(report: MergingReport) -> str:
    """Render a merging as one JSON object.

    `{"version": 1, "memory", "dry_run", "merged", "examples": [UNIT]}` (see `render_deletion_json`).
    """
    return _dump(
        {
            "version": 1,
            "memory": report.memory,
            "dry_run": report.dry_run,
            "merged": report.merging.merged,
            "examples": [unit_value(stored) for stored in report.merging.examples],
        }
    )


def render_compact_text(report: CompactReport) -> str:
    """Render the sizes before and after, and what was removed."""
    rows = [
        ("memory", _size(report.before.file), _size(report.after.file)),
        ("indexes", _size(report.before.indexes), _size(report.after.indexes)),
    ]
    removed = "".join(f"removed {show_on_one_line(name)}\n" for name in report.removed)
    return (
        f"{show_on_one_line(report.memory)}\n{_table(('', 'before', 'after'), rows, right=(1, 2))}{removed}"
    )


def render_compact_json(report: CompactReport) -> str:
    """Render a compaction: `{"version": 1, "memory", "before": SIZE, "after": SIZE, "removed": [name]}`."""
    return _dump(
        {
            "version": 1,
            "memory": report.memory,
            "before": _size_value(report.before),
            "after": _size_value(report.after),
            "removed": [*report.removed],
        }
    )


def render_check_text(report: CheckReport) -> str:
    """Render what is wrong, a line each, or that nothing is."""
    name = show_on_one_line(report.memory)
    damage = [f"{name}: damaged: {show_on_one_line(line)}\n" for line in report.damage]
    stale = [
        f"{name}: the index for {show_on_one_line(language)} cannot be used; the next look-up makes it anew\n"
        for language in report.stale
    ]
    return "".join([*damage, *stale]) or f"{name}: sound\n"


def render_check_json(report: CheckReport) -> str:
    """Render a check: `{"version": 1, "memory", "sound", "damage": [line], "unusable_indexes": [tag]}`."""
    return _dump(
        {
            "version": 1,
            "memory": report.memory,
            "sound": not report.damage,
            "damage": [*report.damage],
            "unusable_indexes": [*report.stale],
        }
    )


def unit_value(stored: StoredUnit) -> dict[str, object]:
    """Give the JSON value of a translation with its source (see `render_deletion_json`)."""
    source = stored.unit.variant(stored.unit.source_language)
    return {
        "source": None if source is None or source is stored.variant else text_value(source),
        "target": text_value(stored.variant),
        "msgctxt": stored.unit.msgctxt,
    }


def text_value(variant: Variant) -> dict[str, object]:
    """Give the JSON value of a text (see `render_deletion_json`)."""
    origin = variant.origin
    return {
        "language": variant.language,
        "text": variant.text,
        "origin": origin and origin.path,
        "author": origin and origin.author,
        "changed": origin and origin.changed,
    }


def shorten(text: str) -> str:
    """Give a text on one line, cut where it is long."""
    return show_on_one_line(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def place(variant: Variant) -> str:
    """Say where a text is from: file and line, author, time, as far as known; "" for nothing."""
    origin = variant.origin
    if origin is None:
        return ""
    path = origin.path if origin.line is None else f"{origin.path}:{origin.line}"
    return ", ".join(show_on_one_line(part) for part in (path, origin.author, origin.changed) if part)


def _outcome(memory: str, counts: str, examples: Iterable[StoredUnit], verb: str, dry_run: bool) -> str:
    done = f"would be {verb}" if dry_run else verb
    head = f"{show_on_one_line(memory)}: {done}: {counts}\n"
    return head + "".join(_example(stored) for stored in examples)


def _example(stored: StoredUnit) -> str:
    source = stored.unit.variant(stored.unit.source_language)
    variants = (
        [source, stored.variant] if source is not None and source != stored.variant else [stored.variant]
    )
    lines = [f"  {variant.language}  {shorten(variant.text)}" for variant in variants]
    return "\n".join([*lines, f"    {place(stored.variant)}".rstrip()]) + "\n"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _describe_index(index: LanguageIndex) -> str:
    behind = f", {index.behind} texts behind" if index.behind else ""
    return f"{index.state.value}{behind}"


def _index_value(index: LanguageIndex) -> dict[str, object]:
    return {"index": index.state.value, "behind": index.behind if index.state is IndexState.READY else None}


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = (1,)) -> str:
    return render_table([heading, *rows], right=frozenset(right)) if rows else ""


def _size(count: int) -> str:
    return f"{count / _MEGABYTE:.1f} MB"


def _size_value(size: MemorySize) -> dict[str, int]:
    return {"file": size.file, "indexes": size.indexes}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
