"""Glossaries as tables: the first row names the columns, every other row is a concept.

A column is a language by its tag (`en`, `id`, `zh_CN`), or one of the names below. Several terms in a cell
stand apart with `|`, the preferred one first.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from padanan.core.errors import GlossaryError, LanguageError
from padanan.core.glossary import Concept, Glossary, Term, TermStatus
from padanan.core.language import covers, parse_language
from padanan.formats.files import SourceFile
from padanan.formats.table.delimited import Cell, read_delimited

LIMIT_TERM = 500  # code points; a term of several words has fifty

_STATUS, _NOTE, _KEEP, _CASE = "status", "note", "do not translate", "case sensitive"
_FORBIDDEN = "forbidden"
_NAMES = {
    "status": _STATUS, "usage": _STATUS,
    "note": _NOTE, "notes": _NOTE, "comment": _NOTE, "description": _NOTE, "definition": _NOTE,
    "do not translate": _KEEP, "dnt": _KEEP, "untranslatable": _KEEP, "keep": _KEEP,
    "case sensitive": _CASE, "case": _CASE,
}  # fmt: skip
# Columns that other tools write, and that say nothing about terms.
_OTHERS = frozenset({
    "concept", "context", "domain", "example", "gender", "key", "location", "part of speech", "pos",
    "reference", "subject", "tag", "tags", "type",
})  # fmt: skip
_STATUSES = {
    "": TermStatus.PREFERRED, "preferred": TermStatus.PREFERRED, "approved": TermStatus.PREFERRED,
    "required": TermStatus.PREFERRED, "recommended": TermStatus.PREFERRED,
    "admitted": TermStatus.ADMITTED, "allowed": TermStatus.ADMITTED, "accepted": TermStatus.ADMITTED,
    "forbidden": TermStatus.FORBIDDEN, "deprecated": TermStatus.FORBIDDEN, "obsolete": TermStatus.FORBIDDEN,
    "not recommended": TermStatus.FORBIDDEN, "superseded": TermStatus.FORBIDDEN,
}  # fmt: skip
_YES = frozenset({"yes", "y", "true", "1", "x", "ya", "✓"})
_NO = frozenset({"", "no", "n", "false", "0", "tidak", "-"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_@][a-z0-9]+)*", re.IGNORECASE)
_HINT = "name the columns in the first row, such as en,id,status,note"


@dataclass(frozen=True, slots=True)
class _Columns:
    """What each column is: terms of a language, forbidden ones or not, or something else.

    A row's status says nothing about terms of the language `source`.
    """

    languages: dict[int, str] = field(default_factory=dict)
    source: str = ""
    forbidden: frozenset[int] = frozenset()
    named: dict[str, int] = field(default_factory=dict)


def read_glossary_table(source: SourceFile, *, source_language: str) -> Glossary:
    """Read a glossary from a table; see the module's docstring.

    Raises:
        GlossaryError: the first row names no two languages, or a row says what cannot be; with line, column.
        TextError: as `read_delimited`.
    """
    path = str(source.path)
    rows = read_delimited(source)
    heading = next(rows, None)
    if heading is None:
        raise GlossaryError("the file is empty", path=path, line=1, hint=_HINT)
    columns = _read_heading(heading, path, source_language)
    return Glossary(concepts=tuple(_read_row(row, columns, path) for row in rows), path=path)


def _read_heading(heading: Sequence[Cell], path: str, source_language: str) -> _Columns:
    columns = _Columns()
    forbidden: set[int] = set()
    for number, cell in enumerate(heading):
        name = " ".join(cell.text.lower().replace("_", " ").split())
        if name == "source":
            columns.languages[number] = source_language
        elif name in _NAMES:
            columns.named.setdefault(_NAMES[name], number)
        elif name in _OTHERS or not name:
            continue
        elif (tag := _read_tag(cell.text.removesuffix(_FORBIDDEN).strip(" _"))) is not None:
            columns.languages[number] = tag
            if name.endswith(_FORBIDDEN):
                forbidden.add(number)
        else:
            _refuse_misspelt(cell, name, path)
    if len(set(columns.languages.values())) < (1 if _KEEP in columns.named else 2):
        raise GlossaryError(
            "the first row names no two languages", path=path, line=heading[0].line, hint=_HINT
        )
    tags = columns.languages.values()
    source = next((tag for tag in tags if covers(source_language, tag)), next(iter(tags)))
    return _Columns(columns.languages, source, frozenset(forbidden), columns.named)


def _read_tag(name: str) -> str | None:
    if not _LANGUAGE.fullmatch(name):
        return None
    try:
        return parse_language(name).tag
    except LanguageError:
        return None


def _refuse_misspelt(cell: Cell, name: str, path: str) -> None:
    """Refuse what was meant for a column that would be used, and for a language; leave others alone."""
    close = difflib.get_close_matches(name, _NAMES, n=1, cutoff=0.8)
    hint = f"did you mean {close[0]}?" if close else "name the language by its tag, such as id or zh_CN"
    if close or name == "target" or _LANGUAGE.fullmatch(cell.text):
        raise GlossaryError(
            f"unknown column {cell.text[:40]!r}", path=path, line=cell.line, column=cell.column, hint=hint
        )


def _read_row(row: Sequence[Cell], columns: _Columns, path: str) -> Concept:
    named = {name: row[number] for name, number in columns.named.items() if number < len(row)}
    status = _read_status(named.get(_STATUS), path)
    minds_case = _read_flag(named.get(_CASE), path)
    terms: list[Term] = []
    for number, language in columns.languages.items():
        own = TermStatus.PREFERRED if language == columns.source else status
        if number in columns.forbidden:
            own = TermStatus.FORBIDDEN
        for rank, text in enumerate(_split_terms(row[number], path) if number < len(row) else ()):
            terms.append(
                Term(text=text, language=language, status=_status_of(rank, own), case_sensitive=minds_case)
            )
    if not terms:
        raise GlossaryError("a row without a term", path=path, line=row[0].line, column=row[0].column)
    return Concept(
        terms=tuple(terms),
        do_not_translate=_read_flag(named.get(_KEEP), path),
        definition=named[_NOTE].text or None if _NOTE in named else None,
    )


def _status_of(rank: int, status: TermStatus) -> TermStatus:
    """Give the status of a cell's first term, or of a further one."""
    return TermStatus.ADMITTED if rank and status is TermStatus.PREFERRED else status


def _split_terms(cell: Cell, path: str) -> Iterator[str]:
    for piece in cell.text.split("|"):
        text = " ".join(piece.split())
        if len(text) > LIMIT_TERM:
            raise GlossaryError(
                f"a term of more than {LIMIT_TERM} characters", path=path, line=cell.line, column=cell.column
            )
        if text:
            yield text


def _read_status(cell: Cell | None, path: str) -> TermStatus:
    name = " ".join(cell.text.lower().replace("_", " ").split()) if cell else ""
    if name not in _STATUSES:
        raise _bad_cell(cell, path, "status", "write preferred, admitted or forbidden")
    return _STATUSES[name]


def _read_flag(cell: Cell | None, path: str) -> bool:
    name = cell.text.lower() if cell else ""
    if name not in _YES and name not in _NO:
        raise _bad_cell(cell, path, "answer", "write yes or no")
    return name in _YES


def _bad_cell(cell: Cell | None, path: str, kind: str, hint: str) -> GlossaryError:
    text, line, column = (cell.text[:40], cell.line, cell.column) if cell else ("", None, None)
    return GlossaryError(f"unknown {kind} {text!r}", path=path, line=line, column=column, hint=hint)
