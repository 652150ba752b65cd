"""Aligned documents as text for people, and as JSON and TSV for programs."""

import json

from padanan.core.text import show_unseen
from padanan.services.align import AlignedDocuments


def summarise_alignment(aligned: AlignedDocuments) -> str:
    """Say in a sentence what came out."""
    kept = aligned.kept
    review = sum(pair.needs_review for pair in kept)
    parts = [_count(len(kept), "pair"), f"{review:,} for review"]
    left = sum(pair.is_pair for pair in aligned.pairs) - len(kept)
    if left:
        parts.append(f"{left:,} less confident than {aligned.min_confidence:g} left out")
    if aligned.unpaired:
        parts.append(f"{_count(aligned.unpaired, 'sentence')} without counterpart")
    return ", ".join(parts)


def render_alignment_text(aligned: AlignedDocuments) -> str:
    """Render the pairs that are kept: confidence, source and target, one under the other."""
    blocks = []
    for pair in aligned.kept:
        mark = "  review" if pair.needs_review else ""
        texts = "\n".join(f"  {show_unseen(text)}" for text in (pair.source, pair.target))
        blocks.append(f"{pair.confidence:4.0%} {pair.kind}{mark}\n{texts}\n")
    return "\n".join(blocks)


def render_alignment_json(aligned: AlignedDocuments) -> str:
    """Render all pairs as one JSON object.

    `{"version": 1, "source": path, "target": path, "source_language", "target_language", "pairs": [{"source",
    "target", "kind", "confidence", "source_line", "target_line", "review", "kept"}]}`; a side without text is
    null, and its line too.
    """
    kept = {id(pair) for pair in aligned.kept}
    value = {
        "version": 1,
        "source": aligned.source_path,
        "target": aligned.target_path,
        "source_language": aligned.source_language,
        "target_language": aligned.target_language,
        "pairs": [
            {
                "source": pair.source or None,
                "target": pair.target or None,
                "kind": pair.kind,
                "confidence": round(pair.confidence, 4),
                "source_line": pair.source_line,
                "target_line": pair.target_line,
                "review": pair.needs_review,
                "kept": id(pair) in kept,
            }
            for pair in aligned.pairs
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
