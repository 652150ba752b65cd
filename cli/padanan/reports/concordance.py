"""What a concordance search found, as text for people, and as JSON for programs."""

import json
from collections.abc import Sequence

from padanan.core.model import Span, Variant
from padanan.core.text import show_unseen
from padanan.services.search import Hit, SearchQuery, SearchReport

# SGR sequences of ECMA-48, as grep colours what it finds: bold and red.
_HIGHLIGHT = ("\x1b[1;31m", "\x1b[0m")
# A longer text is cut: around its hits when it is what was searched, else at its end.
_LONGEST = 240
_AROUND = 80
_MOST_HITS = 6
_CUT = "…"


def render_hits_text(report: SearchReport, *, colour: bool) -> str:
    """Render hits: the segment, its translations, and where they are from, a line each.

    Where from is told of the translation, if there is one, as for matches; of several, of the segment.

    Of a long segment what stands around the hits is shown, with `…` where something is left out. With
    `colour` the hits are highlighted. A newline is shown as catalogues write it.
    """
    several = len({hit.memory for hit in report.hits}) > 1
    return "\n".join(_render_hit(hit, colour=colour, named=several) for hit in report.hits)


def render_hits_json(report: SearchReport) -> str:
    """Render hits as one JSON object.

    `{"version": 1, "query", "from", "to", "words", "case", "accents", "offset", "limit", "total", "hits":
    [{"memory", "context", "spans": [{"start", "end"}], "source": VARIANT, "translations": [VARIANT]}]}` with
    VARIANT `{"language", "text", "origin": {"path", "line", "author", "changed"} or null}`. Spans are 0-based
    half-open code points of the source's text; `from` and `to` are null for any language.
    """
    value = {
        "version": 1,
        **_query_value(report.query),
        "total": report.total,
        "hits": [_hit_value(hit) for hit in report.hits],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def summarise_hits(report: SearchReport) -> str:
    """Say in a line how many there are, and which are shown."""
    total = report.total
    segments = "1 segment" if total == 1 else f"{total} segments"
    if not total:
        return "nothing found"
    if not report.hits:
        return f"{segments}, and none from {report.query.offset + 1} on"
    first, last = report.query.offset + 1, report.query.offset + len(report.hits)
    if first == 1 and last == total:
        return segments
    shown = f"this is number {first}" if first == last else f"these are {first} to {last}"
    return f"{segments}, {shown}" + (f"; --offset {last} shows more" if last < total else "")


def _render_hit(hit: Hit, *, colour: bool, named: bool) -> str:
    width = max(len(variant.language) for variant in (hit.source, *hit.translations))
    lines = [f"{hit.source.language:<{width}}  {_render_source(hit, colour=colour)}"]
    lines += [f"{variant.language:<{width}}  {_show(_shorten(variant.text))}" for variant in hit.translations]
    place = _render_place(hit, named=named)
    return "".join(f"{line}\n" for line in [*lines, *([f"{'':<{width}}  {place}"] if place else [])])


def _render_source(hit: Hit, *, colour: bool) -> str:
    before, after = _HIGHLIGHT if colour else ("", "")
    text, pieces, end = hit.source.text, [], 0
    for window in _windows(len(text), hit.spans):
        end = window.start
        pieces.append(_CUT if end else "")
        for span in hit.spans:
            if window.start <= span.start and span.end <= window.end:
                pieces += [_show(text[end : span.start]), before, _show(text[span.start : span.end]), after]
                end = span.end
        pieces.append(_show(text[end : window.end]))
        end = window.end
    return "".join(pieces) + (_CUT if end < len(text) else "")


def _windows(length: int, spans: Sequence[Span]) -> list[Span]:
    """Give the pieces of a text to show, apart from one another: all of a short one, else around the hits."""
    if length <= _LONGEST:
        return [Span(start=0, end=length)]
    windows: list[Span] = []
    for span in spans[:_MOST_HITS]:
        start, end = max(span.start - _AROUND, 0), min(span.end + _AROUND, length)
        if windows and start <= windows[-1].end:
            start = windows.pop().start
        windows.append(Span(start=start, end=end))
    return windows


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + _CUT


def _show(text: str) -> str:
    """Show a text in one line: newlines as catalogues write them, what a terminal would obey by its code."""
    return show_unseen(text).replace("\n", "\\n")


def _render_place(hit: Hit, *, named: bool) -> str:
    told = hit.translations[0] if len(hit.translations) == 1 else hit.source
    origin = told.origin
    place = "" if origin is None else origin.path
    if origin is not None and origin.line is not None:
        place += f":{origin.line}"
    parts = (
        place,
        origin and origin.author,
        origin and origin.changed,
        None if hit.msgctxt is None else f"context {hit.msgctxt}",
        hit.memory if named else None,
    )
    return _show(", ".join(part for part in parts if part))


def _query_value(query: SearchQuery) -> dict[str, object]:
    return {
        "query": query.text,
        "from": query.source,
        "to": query.target,
        "words": query.words,
        "case": query.case,
        "accents": query.accents,
        "offset": query.offset,
        "limit": query.limit,
    }


def _hit_value(hit: Hit) -> dict[str, object]:
    return {
        "memory": hit.memory,
        "context": hit.msgctxt,
        "spans": [{"start": span.start, "end": span.end} for span in hit.spans],
        "source": _variant_value(hit.source),
        "translations": [_variant_value(variant) for variant in hit.translations],
    }


def _variant_value(variant: Variant) -> dict[str, object]:
    origin = variant.origin
    return {
        "language": variant.language,
        "text": variant.text,
        "origin": origin
        and {
            "path": origin.path,
            "line": origin.line,
            "author": origin.author,
            "changed": origin.changed,
        },
    }
