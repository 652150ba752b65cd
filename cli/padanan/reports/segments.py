"""Segments as text and JSON."""

import json
from dataclasses import asdict

from padanan.services.segment import SegmentedDocument

JSON_VERSION = 1


def render_segments_text(document: SegmentedDocument) -> str:
    """Write a segment a line; a segment holds no line break."""
    return "".join(f"{segment.text}\n" for segment in document.segments)


def render_segments_json(document: SegmentedDocument) -> str:
    """Write the segments with their places.

    The shape: `{"version": 1, "path": str, "language": BCP 47 tag, "segments": [{"text", "start", "end",
    "line", "paragraph", "number"}, ...]}`. `start` and `end` are code points of the document without a byte
    order mark, 0-based and half-open; lines, paragraphs and numbers count from 1.
    """
    shape = {
        "version": JSON_VERSION,
        "path": document.path,
        "language": document.language,
        "segments": [asdict(segment) for segment in document.segments],
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"
