"""Matches from a memory as text for people, and as JSON for programs."""

import json
from collections.abc import Sequence

from padanan.core.inline import mark_codes, name_codes
from padanan.core.model import InlineCode, Match, Variant
from padanan.core.text import show_unseen
from padanan.memory.difference import Change
from padanan.services.lookup import LookupReport, Suggestion
from padanan.services.lookup_lines import LineError

# SGR sequences of ECMA-48: what is gone red and struck out, what is new green and underlined, so that the
# difference shows without colours too.
_COLOURS = {"gone": ("\x1b[31;9m", "\x1b[0m"), "new": ("\x1b[32;4m", "\x1b[0m"), "same": ("", "")}
# The marks of wdiff and of git diff --word-diff.
_MARKS = {"gone": ("[-", "-]"), "new": ("{+", "+}"), "same": ("", "")}
_SINGULAR = frozenset({("case",), ("punctuation",)})


def render_matches_text(report: LookupReport, *, colour: bool) -> str:
    """Render matches, best first: score, source with its difference to the query, target, and where from.

    In the source line, what stands in the memory but not in the query is marked as gone (`[-...-]`), what
    stands in the query only as new (`{+...+}`); with `colour`, both are coloured instead. A repaired target
    stands below the one in the memory, and says what was put in. A newline is shown as catalogues write it,
    inline codes as numbered marks (see `mark_codes`).
    The memory is named where several were asked.
    """
    blocks = (
        _render_suggestion(suggestion, colour=colour, memory=report.memories > 1)
        for suggestion in report.suggestions
    )
    return "\n".join(blocks)


def render_matches_json(report: LookupReport) -> str:
    """Render matches as one JSON object (see `matches_value`)."""
    return json.dumps(matches_value(report), ensure_ascii=False, indent=2) + "\n"


def render_matches_line(report: LookupReport) -> str:
    """Render matches as one JSON object in one line."""
    return json.dumps(matches_value(report), ensure_ascii=False) + "\n"


def render_error_line(failed: LineError) -> str:
    """Render a line that could not be looked up: `{"version": 1, "line", "error"}`, in one line."""
    value = {"version": 1, "line": failed.line, "error": str(failed.error)}
    return json.dumps(value, ensure_ascii=False) + "\n"


def matches_value(report: LookupReport) -> dict[str, object]:
    """Give matches as what becomes JSON.

    `{"version": 1, "query", "from", "to", "threshold", "exact", "matches": [{"score", "before", "penalties":
    [{"name", "percent"}], "context", "in_context", "differs_only_in": [NAME], "memory", "difference":
    [{"change": "same" | "gone" | "new", "text"}], "source": VARIANT, "target": VARIANT, "repaired": null or
    {"text", "codes", "replacements": [{"kind", "old", "new", "source": [START, END], "target": [START,
    END]}]}}]}` with VARIANT `{"language", "text", "codes": [{"offset", "kind", "markup"}], "previous",
    "next", "origin": {"path", "line", "author", "changed"} or null}`; `before` is the score before penalties,
    `context` is the msgctxt or null, offsets are 0-based code points.
    """
    query = report.query
    return {
        "version": 1,
        "query": query.text,
        "from": query.source,
        "to": query.target,
        "threshold": query.threshold_percent,
        "exact": query.exact,
        "matches": [_suggestion_value(suggestion) for suggestion in report.suggestions],
    }


def _render_suggestion(suggestion: Suggestion, *, colour: bool, memory: bool) -> str:
    match = suggestion.match
    width = max(len(match.source.language), len(match.target.language))
    codes = match.source.codes
    source = render_difference(_with_marks(suggestion.difference, codes), colour=colour)
    target = mark_codes(match.target.text, match.target.codes, like=codes)
    lines = [
        _render_head(match),
        f"  {match.source.language:<{width}}  {source}",
        f"  {match.target.language:<{width}}  {_show(target)}",
    ]
    if match.repaired is not None:
        changes = ", ".join(f"{_show(item.old)} -> {_show(item.new)}" for item in suggestion.replacements)
        repaired = mark_codes(match.repaired.text, match.repaired.codes, like=codes)
        lines.append(f"  {'':<{width}}  {_show(repaired)}  (repaired: {changes})")
    origin = _render_origin(match, memory=memory)
    return "".join(f"{line}\n" for line in [*lines, *([f"  {origin}"] if origin else [])])


def _with_marks(
    pieces: Sequence[tuple[Change, str]], codes: Sequence[InlineCode]
) -> list[tuple[Change, str]]:
    """Put marks for the source's inline codes into a difference, which is one of texts alone."""
    waiting = list(zip(codes, name_codes(codes), strict=True))
    marked: list[tuple[Change, str]] = []
    offset = 0  # in the source's text, of which "new" pieces are none
    for kind, text in pieces:
        if kind == "new":
            marked.append((kind, text))
            continue
        end = offset + len(text)
        while waiting and waiting[0][0].offset < end:
            code, mark = waiting.pop(0)
            before = text[: code.offset - offset]
            marked += [*([(kind, before)] if before else []), ("same", mark)]
            text, offset = text[len(before) :], code.offset  # noqa: PLW2901 - what is left of the piece
        marked.append((kind, text))
        offset = end
    return [*marked, *(("same", mark) for _, mark in waiting)]


def _render_head(match: Match) -> str:
    parts = [f"{match.score_percent:>3}%"]
    if match.penalties:
        taken = "".join(f" - {percent} {_show(name)}" for name, percent in match.penalties)
        parts.append(f"({match.before_percent}{taken})")
    if match.differs_only_in:
        verb = "differs" if match.differs_only_in in _SINGULAR else "differ"
        parts.append(f"only {_enumerate(match.differs_only_in)} {verb}")
    if match.in_context:
        parts.append("same context")
    if match.msgctxt is not None:
        parts.append(f"msgctxt {_show(match.msgctxt)}")
    return "  ".join(parts)


def _enumerate(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def render_difference(pieces: Sequence[tuple[Change, str]], *, colour: bool) -> str:
    """Render a difference in one line of text, marked or coloured."""
    styles = _COLOURS if colour else _MARKS
    return "".join(f"{styles[kind][0]}{_show(text)}{styles[kind][1]}" for kind, text in pieces)


def _show(text: str) -> str:
    """Show a text in one line: newlines as catalogues write them, what a terminal would obey by its code."""
    return show_unseen(text).replace("\n", "\\n")


def _render_origin(match: Match, *, memory: bool) -> str:
    origin = match.target.origin
    parts = [f"memory {match.memory}"] if memory else []
    if origin is not None:
        parts.append(origin.path if origin.line is None else f"{origin.path}:{origin.line}")
        parts += [part for part in (origin.author, origin.changed) if part]
    return _show(", ".join(parts))


def _suggestion_value(suggestion: Suggestion) -> dict[str, object]:
    match = suggestion.match
    return {
        "score": match.score_percent,
        "before": match.before_percent,
        "penalties": [{"name": name, "percent": percent} for name, percent in match.penalties],
        "context": match.msgctxt,
        "in_context": match.in_context,
        "differs_only_in": list(match.differs_only_in),
        "memory": match.memory,
        "difference": [{"change": kind, "text": text} for kind, text in suggestion.difference],
        "source": _variant_value(match.source),
        "target": _variant_value(match.target),
        "repaired": match.repaired and _repaired_value(match.repaired, suggestion),
    }


def _repaired_value(repaired: Variant, suggestion: Suggestion) -> dict[str, object]:
    return {
        "text": repaired.text,
        "codes": _codes_value(repaired),
        "replacements": [
            {
                "kind": str(item.kind),
                "old": item.old,
                "new": item.new,
                "source": [item.source.start, item.source.end],
                "target": [item.target.start, item.target.end],
            }
            for item in suggestion.replacements
        ],
    }


def _codes_value(variant: Variant) -> list[dict[str, object]]:
    return [{"offset": code.offset, "kind": code.kind, "markup": code.markup} for code in variant.codes]


def _variant_value(variant: Variant) -> dict[str, object]:
    origin = variant.origin
    return {
        "language": variant.language,
        "text": variant.text,
        "codes": _codes_value(variant),
        "previous": variant.previous,
        "next": variant.next,
        "origin": origin
        and {"path": origin.path, "line": origin.line, "author": origin.author, "changed": origin.changed},
    }
