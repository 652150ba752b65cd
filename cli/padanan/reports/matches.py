"""Matches from a memory as text for people, and as JSON for programs."""

import json
from collections.abc import Sequence

from padanan.core.model import Match, Variant
from padanan.core.text import show_unseen
from padanan.memory.difference import Change
from padanan.services.lookup import LookupReport, Suggestion

# SGR sequences of ECMA-48: what is gone red and struck out, what is new green and underlined, so that the
# difference shows without colours too.
_COLOURS = {"gone": ("\x1b[31;9m", "\x1b[0m"), "new": ("\x1b[32;4m", "\x1b[0m"), "same": ("", "")}
# The marks of wdiff and of git diff --word-diff.
_MARKS = {"gone": ("[-", "-]"), "new": ("{+", "+}"), "same": ("", "")}


def render_matches_text(report: LookupReport, *, colour: bool) -> str:
    """Render matches, best first: score, source with its difference to the query, target, and where from.

    In the source line, what stands in the memory but not in the query is marked as gone (`[-...-]`), what
    stands in the query only as new (`{+...+}`); with `colour`, both are coloured instead.
    A newline is shown as catalogues write it.
    """
    blocks = (_render_suggestion(suggestion, colour=colour) for suggestion in report.suggestions)
    return "\n".join(blocks)


def render_matches_json(report: LookupReport) -> str:
    """Render matches as one JSON object.

    `{"version": 1, "query", "from", "to", "threshold", "matches": [{"score", "penalties": [{"name",
    "percent"}], "context", "difference": [{"change": "same" | "gone" | "new", "text"}], "source": VARIANT,
    "target": VARIANT}]}` with VARIANT `{"language", "text", "codes": [{"offset", "kind", "markup"}],
    "previous", "next", "origin": {"path", "line", "author", "changed"} or null}`; `context` is the msgctxt
    or null, offsets are 0-based code points.
    """
    query = report.query
    value = {
        "version": 1,
        "query": query.text,
        "from": query.source,
        "to": query.target,
        "threshold": query.threshold_percent,
        "matches": [_suggestion_value(suggestion) for suggestion in report.suggestions],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _render_suggestion(suggestion: Suggestion, *, colour: bool) -> str:
    match = suggestion.match
    source = render_difference(suggestion.difference, colour=colour)
    width = max(len(match.source.language), len(match.target.language))
    lines = [
        f"{match.score_percent:>3}%{_render_penalties(match)}{_render_context(match)}",
        f"  {match.source.language:<{width}}  {source}",
        f"  {match.target.language:<{width}}  {_show(match.target.text)}",
    ]
    origin = _render_origin(match.target)
    return "".join(f"{line}\n" for line in [*lines, *([f"  {origin}"] if origin else [])])


def render_difference(pieces: Sequence[tuple[Change, str]], *, colour: bool) -> str:
    """Render a difference in one line of text, marked or coloured."""
    styles = _COLOURS if colour else _MARKS
    return "".join(f"{styles[kind][0]}{_show(text)}{styles[kind][1]}" for kind, text in pieces)


def _show(text: str) -> str:
    """Show a text in one line: newlines as catalogues write them, what a terminal would obey by its code."""
    return show_unseen(text).replace("\n", "\\n")


def _render_penalties(match: Match) -> str:
    return "".join(f"  -{percent} {name}" for name, percent in match.penalties)


def _render_context(match: Match) -> str:
    return f"  context {_show(match.msgctxt)}" if match.msgctxt is not None else ""


def _render_origin(variant: Variant) -> str:
    origin = variant.origin
    if origin is None:
        return ""
    place = origin.path if origin.line is None else f"{origin.path}:{origin.line}"
    return _show(", ".join(part for part in (place, origin.author, origin.changed) if part))


def _suggestion_value(suggestion: Suggestion) -> dict[str, object]:
    match = suggestion.match
    return {
        "score": match.score_percent,
        "penalties": [{"name": name, "percent": percent} for name, percent in match.penalties],
        "context": match.msgctxt,
        "difference": [{"change": kind, "text": text} for kind, text in suggestion.difference],
        "source": _variant_value(match.source),
        "target": _variant_value(match.target),
    }


def _variant_value(variant: Variant) -> dict[str, object]:
    origin = variant.origin
    return {
        "language": variant.language,
        "text": variant.text,
        "codes": [
            {"offset": code.offset, "kind": code.kind, "markup": code.markup} for code in variant.codes
        ],
        "previous": variant.previous,
        "next": variant.next,
        "origin": origin
        and {"path": origin.path, "line": origin.line, "author": origin.author, "changed": origin.changed},
    }
