"""What there is to translate in files: their segments, measured, and what of them is left out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from padanan.core.catalogue import Catalogue, Entry
from padanan.core.errors import InputError, LanguageError, PadananError, PoError
from padanan.core.language import covers, parse_language
from padanan.core.model import InlineCode, TranslationUnit
from padanan.core.words import CountMethod, Volume, measure, readable_text
from padanan.formats.document import detect_kind
from padanan.formats.files import decode_utf8, read_file
from padanan.formats.po import read_catalogue
from padanan.formats.tmx import SkippedUnit, read_tmx
from padanan.services.documents import segment_text

_CATALOGUE_SUFFIXES = frozenset({".po", ".pot"})
_TMX_SUFFIX = ".tmx"
_TEXT_SUFFIXES = frozenset({".txt", ""})
_FORMAT_FLAG = "-format"


class LeftOut(StrEnum):
    """Why something in a file is not counted."""

    TRANSLATED = "translated"
    OBSOLETE = "obsolete"
    EMPTY = "empty"
    SAME_LANGUAGE = "in the source language"
    OTHER_LANGUAGE = "in another language"
    BAD_UNIT = "bad unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """How files are read.

    `source_language` is the language of all sources, whatever files say; without it theirs holds, then
    `default_source_language`. Of catalogues in other languages than `target_languages` nothing is counted, if
    these are given; files that are in no target language are counted for each of them, and without them for
    each of `default_target_languages`. `everything` counts what is translated too. Languages are BCP 47 tags.
    """

    default_source_language: str
    default_target_languages: tuple[str, ...] = ()
    source_language: str | None = None
    target_languages: tuple[str, ...] = ()
    everything: bool = False
    method: CountMethod = CountMethod.UAX29


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A segment to be translated, how much it is, and where it stands (see `memory.lookup.Query`)."""

    text: str
    volume: Volume
    codes: tuple[InlineCode, ...] = ()
    msgctxt: str | None = None
    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A file's part of the work from one language into another; `left_out` in order of `LeftOut`."""

    path: str
    source: str
    target: str
    passages: tuple[Passage, ...]
    left_out: tuple[tuple[LeftOut, int], ...] = ()


def read_source(path: Path, options: SourceOptions) -> list[SourceDocument]:
    """Read what there is to translate in a file, a document for each target language.

    PO and POT: the entries that are not translated, fuzzy ones included. A plural entry gives msgid and
    msgid_plural, which are both read and translated; once where they are the same. TMX: the source texts
    of units without a translation. Text (`.txt`): its segments.

    Raises:
        InputError: the file cannot be read, is broken, or is of no kind that is counted.
        LanguageError: nothing says into which language it is to be translated.
    """
    suffix = path.suffix.lower()
    if suffix in _CATALOGUE_SUFFIXES:
        return _read_catalogue(path, options)
    if suffix == _TMX_SUFFIX:
        return _read_tmx(path, options)
    if suffix in _TEXT_SUFFIXES:
        return _read_text(path, options)
    hint = "catalogues (.po, .pot), TMX documents (.tmx) and plain text (.txt) are"
    raise InputError(f"{suffix} files are not counted", path=str(path), hint=hint)


def _read_catalogue(path: Path, options: SourceOptions) -> list[SourceDocument]:
    catalogue = read_catalogue(path).catalogue
    declared = catalogue.header.get("X-Source-Language", "").strip()
    source = _source_language(declared, path, options)
    if catalogue.is_template:
        targets: Sequence[str] = _targets(source, path, options)
    else:
        targets = [_catalogue_target(catalogue, path, options)]
    return [_count_catalogue(catalogue, source, target, options) for target in targets]


def _source_language(declared: str, path: Path, options: SourceOptions) -> str:
    try:
        return options.source_language or parse_language(declared or options.default_source_language).tag
    except LanguageError as error:
        raise PoError(error.message, path=str(path), hint=error.hint) from error


def _catalogue_target(catalogue: Catalogue, path: Path, options: SourceOptions) -> str:
    if catalogue.language is not None:
        return catalogue.language
    if len(options.target_languages) == 1:
        return options.target_languages[0]
    hint = "add the header field Language, such as Language: id, or give one --to"
    raise PoError(
        "the catalogue does not say its language, and neither does its path", path=str(path), hint=hint
    )


def _targets(source: str, path: Path, options: SourceOptions) -> Sequence[str]:
    """Give the languages into which a file is translated that names none itself."""
    wanted = options.target_languages or options.default_target_languages
    targets = [tag for tag in wanted if tag != source]
    if targets:
        return targets
    hint = "give --to LANGUAGE, or set languages under [tool.padanan]"
    raise LanguageError("nothing says into which language this is translated", path=str(path), hint=hint)


def _count_catalogue(
    catalogue: Catalogue, source: str, target: str, options: SourceOptions
) -> SourceDocument:
    left_out: Counter[LeftOut] = Counter()
    passages: list[Passage] = []
    live = [entry for entry in catalogue.entries if not entry.obsolete]
    wanted = options.target_languages
    foreign = bool(wanted) and not any(covers(tag, target) or covers(target, tag) for tag in wanted)
    for position, entry in enumerate(live):
        reason = _entry_reason(entry, options)
        if source == target:
            reason = LeftOut.SAME_LANGUAGE
        elif foreign:
            reason = LeftOut.OTHER_LANGUAGE
        if reason is not None:
            left_out[reason] += 1
            continue
        near = (
            live[position - 1].msgid if position else "",
            live[position + 1].msgid if position + 1 < len(live) else "",
        )
        passages += _entry_passages(entry, near, options.method)
    left_out[LeftOut.OBSOLETE] = len(catalogue.entries) - len(live)
    return _document(catalogue.path, source, target, passages, left_out)


def _entry_reason(entry: Entry, options: SourceOptions) -> LeftOut | None:
    if not entry.msgid.strip():
        return LeftOut.EMPTY
    return LeftOut.TRANSLATED if entry.is_translated and not options.everything else None


def _entry_passages(entry: Entry, near: tuple[str, str], method: CountMethod) -> Iterator[Passage]:
    syntaxes = [flag.removesuffix(_FORMAT_FLAG) for flag in entry.flags if flag.endswith(_FORMAT_FLAG)]
    for text in dict.fromkeys((entry.msgid, entry.msgid_plural or entry.msgid)):
        yield Passage(
            text=text,
            volume=measure(readable_text(text, syntaxes=syntaxes), method),
            msgctxt=entry.msgctxt,
            previous=near[0],
            next=near[1],
        )


def _read_tmx(path: Path, options: SourceOptions) -> list[SourceDocument]:
    bad: list[SkippedUnit] = []
    units = list(read_tmx(path, on_skip=bad.append))
    source = options.source_language or (units[0].source_language if units else "")
    source = source or parse_language(options.default_source_language).tag
    left_out = Counter({LeftOut.BAD_UNIT: len(bad)})
    return [
        _count_units(units, str(path), (source, target), Counter(left_out), options)
        for target in _targets(source, path, options)
    ]


def _count_units(
    units: Sequence[TranslationUnit],
    path: str,
    pair: tuple[str, str],
    left_out: Counter[LeftOut],
    options: SourceOptions,
) -> SourceDocument:
    source, target = pair
    passages = []
    for unit in units:
        variant = next((item for item in unit.variants if covers(source, item.language)), None)
        if variant is None or not variant.text.strip():
            left_out[LeftOut.EMPTY if variant else LeftOut.OTHER_LANGUAGE] += 1
        elif not options.everything and _has_translation(unit, target):
            left_out[LeftOut.TRANSLATED] += 1
        else:
            passages.append(
                Passage(
                    text=variant.text,
                    volume=measure(readable_text(variant.text, codes=variant.codes), options.method),
                    codes=variant.codes,
                    msgctxt=unit.msgctxt,
                    previous=variant.previous,
                    next=variant.next,
                )
            )
    return _document(path, source, target, passages, left_out)


def _has_translation(unit: TranslationUnit, target: str) -> bool:
    return any(covers(target, variant.language) and variant.text.strip() for variant in unit.variants)


def _read_text(path: Path, options: SourceOptions) -> list[SourceDocument]:
    source = options.source_language or parse_language(options.default_source_language).tag
    targets = _targets(source, path, options)
    content = decode_utf8(read_file(path))
    kind = detect_kind(path.name, content)
    texts = [segment.text for segment in segment_text(content, kind, language=source)]
    near = ["", *texts, ""]
    passages = tuple(
        Passage(
            text=text,
            volume=measure(readable_text(text), options.method),
            previous=near[index],
            next=near[index + 2],
        )
        for index, text in enumerate(texts)
    )
    return [
        SourceDocument(path=str(path), source=source, target=target, passages=passages) for target in targets
    ]


def _document(
    path: str, source: str, target: str, passages: Sequence[Passage], left_out: Counter[LeftOut]
) -> SourceDocument:
    return SourceDocument(
        path=path,
        source=source,
        target=target,
        passages=tuple(passages),
        left_out=tuple((reason, left_out[reason]) for reason in LeftOut if left_out[reason]),
    )


def read_sources(
    paths: Sequence[Path], options: SourceOptions
) -> tuple[list[SourceDocument], list[PadananError]]:
    """Read files, and go on past those that cannot be read.

    Returns:
        The documents in order of path, and what kept the others from being read.
    """
    documents: list[SourceDocument] = []
    errors: list[PadananError] = []
    for path in paths:
        try:
            documents += read_source(path, options)
        except PadananError as error:
            errors.append(error)
    return documents, errors
