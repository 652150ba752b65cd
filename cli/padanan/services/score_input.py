"""Files of translations that are to be scored: reading them, and agreeing on their language."""

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from padanan.core.errors import InputError, LanguageError, PoError, ScoreError, TextError
from padanan.core.interchange import SkippedUnit
from padanan.core.language import Language, parse_language
from padanan.core.model import TranslationUnit
from padanan.evaluation.sources import (
    LANGUAGE_HINT,
    CatalogueSource,
    FolderSource,
    LineSource,
    Scheme,
    Source,
    TableSource,
    UnitSource,
    choose_scheme,
    declared_language,
    same_writing,
)
from padanan.evaluation.writing import contradicting_script
from padanan.formats import table
from padanan.formats.files import LIMIT_BYTES, SourceFile, decode_utf8, open_file, read_file, read_stream
from padanan.formats.table.reader import SUFFIXES as TABLE_SUFFIXES

_CATALOGUE_SUFFIXES = frozenset({".po", ".pot"})
_OTHER_SUFFIXES = frozenset({".csv", ".json", ".mo", ".xlsx", ".xml"})
_UNIT_SUFFIXES = frozenset({".tmx", ".xlf", ".xliff"})

# Stands for standard input among paths.
STDIN = Path("-")

_PIECE_BYTES = 1024 * 1024
# Lines of text take three times their size in memory, a parsed catalogue of that size would take twenty.
_LIMIT_TEXT_BYTES = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFile:
    """A file as it was read; `sha256` is of its bytes, None for text that came from no file.

    A folder's is of the names and digests of its catalogues.
    """

    source: Source
    sha256: str | None


def read_score_file(
    path: Path, source_language: Language | None = None, *, stdin: BinaryIO | None = None
) -> ScoreFile:
    """Read a file of translations, told apart by its suffix: PO, TMX, XLIFF, TSV, JSON Lines or plain lines.

    A directory stands for all PO catalogues in it. `STDIN` is lines of text, read from `stdin`.

    Raises:
        InputError: it cannot be read, is broken, or holds no segment.
        ScoreError: it is of a kind that is not scored.
    """
    if path == STDIN and stdin is not None:
        given = read_stream(stdin, STDIN, limit_bytes=_LIMIT_TEXT_BYTES)
        return ScoreFile(source=_read(given, ""), sha256=given.digest)
    if _is_directory(path):
        return _read_folder(path)
    suffix = path.suffix.lower()
    if suffix in _OTHER_SUFFIXES:
        raise ScoreError(
            f"{suffix} files are not scored",
            path=str(path),
            hint="use PO, TMX, XLIFF, TSV, JSONL, or lines of text",
        )
    if suffix in _UNIT_SUFFIXES:
        return ScoreFile(source=_read_units(path, source_language), sha256=_digest(path))
    is_text = suffix not in _CATALOGUE_SUFFIXES | TABLE_SUFFIXES
    file = read_file(path, limit_bytes=_LIMIT_TEXT_BYTES if is_text else LIMIT_BYTES)
    return ScoreFile(source=_read(file, suffix), sha256=file.digest)


def read_lines(path: Path, count: int, what: str) -> list[str]:
    """Read what stands beside lines of text, such as their sources: as many lines.

    Raises:
        InputError: the file cannot be read.
        ScoreError: it has another number of lines.
    """
    lines = _split_lines(read_file(path, limit_bytes=_LIMIT_TEXT_BYTES))
    if len(lines) != count:
        raise ScoreError(f"{len(lines)} {what}, but there are {count} segments", path=str(path))
    return lines


def agree_on_scheme(sources: Sequence[Source]) -> tuple[Scheme, list[Source]]:
    """Say what segments are paired by; tables that have nothing but lines become lines.

    Raises:
        ScoreError: the files have nothing in common.
    """
    scheme = choose_scheme(sources)
    if scheme is None:
        names = ", ".join(source.path for source in sources[1:])
        raise ScoreError(
            f"lines of text cannot be paired with entries of a catalogue or TMX: {names}",
            path=sources[0].path,
            hint="give all as PO or TMX, tables with a column source, or all as text with a segment a line; "
            "a directory goes with directories",
        )
    if scheme is not Scheme.LINE:
        return scheme, list(sources)
    return scheme, [source.as_lines() if isinstance(source, TableSource) else source for source in sources]


def agree_on_languages(
    sources: Sequence[Source], asked_for: Language | None, *, force: bool
) -> list[Language]:
    """Give the language of each file, of which the first is the reference's or the one asked for.

    With `force`, a file of another language or script is taken for one of the first's.

    Raises:
        LanguageError: no file names one, a name is unknown, or the files are in different ones.
    """
    wanted = asked_for or _first_declared(sources)
    languages = []
    for source in sources:
        language = declared_language(source, wanted) or wanted
        if not same_writing(language, wanted) and not force:
            origin = "--language says" if asked_for else "the other files are in"
            raise LanguageError(
                f"the translations are in {describe_language(language)}, but {origin} "
                f"{describe_language(wanted)}",
                path=source.path,
                hint="scores need one language and one script; is the Language header right?",
            )
        languages.append(language)
    return [asked_for or languages[0], *languages[1:]]


def find_source_language(sources: Sequence[Source], asked_for: Language | None) -> Language | None:
    """Give the language of the source texts: the one asked for, or the only one that files say.

    A catalogue says it in X-Source-Language, a TMX in each unit.
    """
    if asked_for is not None:
        return asked_for
    names = {name for source in sources for name in _source_languages(source)}
    try:
        found = {parse_language(name) for name in names}
    except LanguageError:
        return None  # it is shown, and nothing is computed from it
    return found.pop() if len(found) == 1 else None


def _source_languages(source: Source) -> set[str]:
    match source:
        case CatalogueSource(catalogue=catalogue):
            return {catalogue.header.get("X-Source-Language", "").strip()} - {""}
        case UnitSource(units=units):
            return {unit.source_language for unit in units} - {""}
    return set()


def describe_contradiction(texts: Sequence[str], language: Language) -> str | None:
    """Say that a text is not written as its language is, None where it may be."""
    script = contradicting_script(texts, language)
    if script is None:
        return None
    return f"the text is written in {script}, which {describe_language(language)} is not"


def describe_language(language: Language) -> str:
    """Give tag and script."""
    return f"{language.tag} ({language.script})" if language.script else language.tag


def with_columns(source: Source, *, sources: Sequence[str] | None, documents: Sequence[str] | None) -> Source:
    """Put sources and documents beside lines of text.

    Raises:
        ScoreError: the file has keys of its own, which say both.
    """
    if not isinstance(source, LineSource):
        raise ScoreError(
            "--source and --documents are for text that is paired line by line",
            path=source.path,
            hint="catalogues, TMX and tables say theirs",
        )
    return replace(source, sources=sources or source.sources, documents=documents or source.documents)


def _first_declared(sources: Sequence[Source]) -> Language:
    """Find a language that a file names; catalogues first, since a TMX may hold several."""
    for source in sorted(sources, key=lambda source: isinstance(source, UnitSource)):
        language = declared_language(source, None)
        if language is not None:
            return language
    raise LanguageError("the language is not known", path=sources[0].path, hint=LANGUAGE_HINT)


def _read(file: SourceFile, suffix: str) -> Source:
    if suffix in _CATALOGUE_SUFFIXES:
        return _read_catalogue(file)
    if suffix in TABLE_SUFFIXES:
        return _read_table(file)
    lines = _split_lines(file)
    if not lines:
        raise TextError("the file is empty", path=str(file.path), hint="is it the right file?")
    return LineSource(path=str(file.path), lines=lines)


def _read_table(file: SourceFile) -> Source:
    rows = table.read_table(file)
    languages = {parse_language(row.language) for row in rows if row.language}
    if len({(language.language, language.script) for language in languages}) > 1:
        names = ", ".join(sorted(language.tag for language in languages))
        raise LanguageError(f"several languages: {names}", path=str(file.path), hint="score one at a time")
    language = next(iter(sorted(language.tag for language in languages)), None)
    return TableSource(path=str(file.path), rows=rows, language=language)


def _read_catalogue(file: SourceFile) -> CatalogueSource:
    from padanan.formats.po import parse_catalogue  # each format costs 20 ms to load

    document, errors = parse_catalogue(file)
    if errors:
        raise errors[0]
    if not document.catalogue.entries:
        raise PoError("the catalogue has no entries", path=str(file.path), hint="is it the right file?")
    return CatalogueSource(path=str(file.path), catalogue=document.catalogue)


def _is_directory(path: Path) -> bool:
    with contextlib.suppress(OSError):  # said in words when it is read
        return path.is_dir()
    return False


def _read_folder(path: Path) -> ScoreFile:
    catalogues, digest = {}, hashlib.sha256()
    for place in sorted(path.rglob("*.po")):
        file = read_file(place)
        name = place.relative_to(path).as_posix()
        catalogues[name] = _read_catalogue(file).catalogue
        digest.update(f"{name}\0{file.digest}\n".encode("utf-8", "surrogateescape"))
    if not catalogues:
        raise InputError("no PO catalogue in this directory", path=str(path), hint="is it the right one?")
    source = FolderSource(path=str(path), catalogues=catalogues)
    return ScoreFile(source=source, sha256=digest.hexdigest())


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with open_file(path) as stream:
        while piece := stream.read(_PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def _read_units(path: Path, source_language: Language | None) -> Source:
    skipped: list[SkippedUnit] = []
    units = tuple(_open_units(path, skipped))
    if not units:
        raise InputError("the file has no translation units", path=str(path), hint="is it the right file?")
    return UnitSource(
        path=str(path), units=units, source_language=source_language, unreadable_count=len(skipped)
    )


def _open_units(path: Path, skipped: list[SkippedUnit]) -> Iterator[TranslationUnit]:
    if path.suffix.lower() == ".tmx":
        from padanan.formats.tmx import read_tmx

        return read_tmx(path, on_skip=skipped.append)
    from padanan.formats.xliff import read_units_xliff

    return read_units_xliff(path, on_skip=skipped.append)


def _split_lines(file: SourceFile) -> list[str]:
    # As sacrebleu reads it: a line ends with LF or CR LF only, and a CR elsewhere is a character of it.
    text = decode_utf8(file)
    lines = text.split("\n")
    if "\r" in text:
        lines = [line.removesuffix("\r") for line in lines]
    if not lines[-1]:
        lines.pop()
    return lines
