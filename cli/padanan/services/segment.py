"""Cutting a text file into segments."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from padanan.core.language import parse_language
from padanan.core.model import Segment
from padanan.formats.files import SourceFile, decode_utf8, read_file, read_stream
from padanan.segmentation import load_rules, segment_document


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentedDocument:
    """A document's segments in their order; `language` is a normalised BCP 47 tag."""

    path: str
    language: str
    segments: tuple[Segment, ...]


def segment_file(path: Path, *, language: str, rules_path: Path | None = None) -> SegmentedDocument:
    """Segment a file of UTF-8 text.

    Args:
        path: The file.
        language: Its language in any usual spelling.
        rules_path: An SRX 2.0 file in place of the shipped rules.

    Raises:
        InputError: there is no such file, or it cannot be read.
        TextError: it is not UTF-8 text.
        LanguageError: the language is unknown.
        SrxError: the rules are broken, or take far too long.
    """
    return _segment(read_file(path), language=language, rules_path=rules_path)


def segment_stream(
    stream: BinaryIO, *, name: str, language: str, rules_path: Path | None = None
) -> SegmentedDocument:
    """Segment UTF-8 text from an open stream, such as standard input; `name` stands for the path.

    Raises:
        InputError, TextError, LanguageError, SrxError: as `segment_file` does.
    """
    return _segment(read_stream(stream, Path(name)), language=language, rules_path=rules_path)


def _segment(source: SourceFile, *, language: str, rules_path: Path | None) -> SegmentedDocument:
    tag = parse_language(language).tag
    segments = segment_document(decode_utf8(source), language=tag, rules=load_rules(rules_path))
    return SegmentedDocument(path=source.path.as_posix(), language=tag, segments=tuple(segments))
