"""Segments, and why a text is broken where it is, as text and JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from padanan.core.model import Segment
from padanan.core.text import show_on_one_line
from padanan.formats.document import DocumentKind
from padanan.segmentation import RuleMatch
from padanan.services.segment import ExplainedDocument, ExplainedPlace, SegmentedDocument

JSON_VERSION = 1


def render_segments_text(document: SegmentedDocument) -> str:
    """Write a segment a line, with its markup; a segment holds no line break."""
    return "".join(f"{segment.message}\n" for segment in document.segments)


def render_segments_json(document: SegmentedDocument) -> str:
    """Write the segments with their places.

    The shape: `{"version": 1, "path": str, "language": BCP 47 tag, "segments": [{"text", "start", "end",
    "line", "paragraph", "number"}, ...]}`. `start` and `end` are code points of the document without a byte
    order mark, 0-based and half-open; lines, paragraphs and numbers count from 1. Of a document with markup
    there is `"format": "markdown" | "html"` too, and of each segment `"markup"`, the segment as the document
    writes it, and `"codes": [{"offset", "kind": "open" | "close" | "standalone", "markup"}]`, which stand in
    `text` before the character at `offset`.
    """
    is_marked = document.kind is not DocumentKind.TEXT
    shape = {
        "version": JSON_VERSION,
        "path": document.path,
        "language": document.language,
        **({"format": document.kind.value} if is_marked else {}),
        "segments": [_segment_value(segment, is_marked) for segment in document.segments],
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def render_explanation_text(document: ExplainedDocument) -> str:
    """Write each place, the rule that decided there, and of an exception the break that it overrules."""
    return "".join(f"{line}\n" for place in document.places for line in _place_lines(place, document))


def render_explanation_json(document: ExplainedDocument) -> str:
    """Write what was decided where, and by which rule.

    The shape: `{"version": 1, "path", "language", "rules": path, "places": [{"line", "column", "offset",
    "break": bool, "before", "after", "rule": RULE or null, "overruled": RULE or null}]}` with RULE `{"group",
    "line", "comment", "beforebreak", "afterbreak", "matched_before", "matched_after"}`. Without a rule the
    place is the end of a line, or of a block of a document with markup. `overruled` is the break that an
    exception is one from. Line and column count from 1, `offset` from 0.
    """
    shape = {
        "version": JSON_VERSION,
        "path": document.path,
        "language": document.language,
        "rules": document.rules,
        "places": [_place_value(place) for place in document.places],
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def _segment_value(segment: Segment, is_marked: bool) -> dict[str, object]:
    value = asdict(segment)
    return value if is_marked else {name: value[name] for name in value if name not in {"codes", "markup"}}


def _place_lines(place: ExplainedPlace, document: ExplainedDocument) -> Iterator[str]:
    decision = place.decision
    what = "break" if decision is None or decision.is_break else "no break"
    yield show_on_one_line(
        f"{document.path}:{place.line}:{place.column}: {what}: {place.before}|{place.after}"
    )
    if decision is None:
        yield f"    the end of a {'line' if document.kind is DocumentKind.TEXT else 'block'}"
        return
    yield from _rule_lines(decision.first, document.rules, "")
    if decision.overruled is not None:
        yield from _rule_lines(decision.overruled, document.rules, "overrules ")


def _rule_lines(match: RuleMatch, path: str, mark: str) -> Iterator[str]:
    comment = f": {match.rule.comment}" if match.rule.comment else ""
    yield show_on_one_line(f"    {mark}{path}:{match.rule.line}, rules of {match.group!r}{comment}")
    for name, pattern, found in (
        ("before", match.rule.before, match.before),
        ("after", match.rule.after, match.after),
    ):
        if pattern:
            yield show_on_one_line(f"        {name} {pattern} = {found!r}")


def _place_value(place: ExplainedPlace) -> dict[str, object]:
    decision = place.decision
    return {
        "line": place.line,
        "column": place.column,
        "offset": place.offset,
        "break": decision is None or decision.is_break,
        "before": place.before,
        "after": place.after,
        "rule": None if decision is None else _rule_value(decision.first),
        "overruled": None if decision is None else _rule_value(decision.overruled),
    }


def _rule_value(match: RuleMatch | None) -> dict[str, object] | None:
    if match is None:
        return None
    return {
        "group": match.group,
        "line": match.rule.line,
        "comment": match.rule.comment,
        "beforebreak": match.rule.before,
        "afterbreak": match.rule.after,
        "matched_before": match.before,
        "matched_after": match.after,
    }
