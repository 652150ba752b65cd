"""Segmentation by SRX 2.0 rules."""

from padanan.segmentation.document import segment_document, split_lines, split_paragraph
from padanan.segmentation.engine import Decision, RuleMatch, Rules
from padanan.segmentation.reader import load_rules, read_srx
from padanan.segmentation.writer import format_srx

__all__ = [
    "Decision",
    "RuleMatch",
    "Rules",
    "format_srx",
    "load_rules",
    "read_srx",
    "segment_document",
    "split_lines",
    "split_paragraph",
]
