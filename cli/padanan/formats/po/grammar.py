"""Read one entry by GNU gettext's full grammar: slow and precise, for whatever is not written plainly.

Source: it follows what msgfmt 0.21 accepts and rejects (tests/unit/formats/test_po_msgfmt.py): blanks of any
kind between tokens, several tokens on a line, comments only in front of an entry, previous fields right
before the first keyword, `#~` on all lines of an entry or on none.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from padanan.core.escapes import BadEscapeError, unescape

_TOKEN: Final = re.compile(
    r"""(?P<blank>[ \t\r\f\v]+)
    |(?P<newline>\n)
    |(?P<mark>\#~\||\#~|\#\|)
    |(?P<comment>\#[^\n]*)
    |(?P<string>"[^"\\\n]*+(?:\\(?s:.)[^"\\\n]*+)*+")
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<index>\[[ \t]*[0-9]{1,9}[ \t]*\])
    |(?P<other>.)""",
    re.VERBOSE,
)
_QUOTE_HINT = 'a double quote inside a string is written \\"'
_ESCAPES_HINT = (
    'the escapes are \\n \\t \\r \\a \\b \\f \\v \\" \\\\ \\ooo \\xhh; a backslash itself is written \\\\'
)
_KEYWORDS: Final = frozenset({"msgctxt", "msgid", "msgid_plural", "msgstr", "domain"})


class PoSyntaxError(Exception):
    """What is wrong at `offset` of the text."""

    def __init__(self, message: str, offset: int, hint: str | None = None) -> None:
        super().__init__(message)
        self.message, self.offset, self.hint = message, offset, hint


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text.

    `obsolete` and `previous` tell which mark (`#~`, `#|`, `#~|`) stands in front of it; `outer_start` is
    where that mark does, or `start` without one.
    """

    kind: str
    text: str
    start: int
    end: int
    outer_start: int
    obsolete: bool
    previous: bool


@dataclass(slots=True)
class RawEntry:
    """One entry, its strings joined and unescaped, its comment lines as they stand.

    `start` is where its first comment or keyword stands, `keyword_start` where its first own keyword does.
    """

    start: int
    keyword_start: int = 0
    end: int = 0
    comment_lines: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    forms: list[str] = field(default_factory=list)
    obsolete: bool = False


class EntryReader:
    """Reads the entry that begins at `position` of a catalogue's text."""

    def __init__(self, text: str, position: int, encoding: str) -> None:
        self._text, self._position, self._encoding = text, position, encoding
        self._obsolete_line = self._previous_line = False
        self._last_end = position
        self._token = self._next()

    def read(self) -> RawEntry | None:
        """Give the next entry, or None where only comments are left.

        Raises:
            PoSyntaxError: as msgfmt would complain.
        """
        entry = self._read_comments()
        while self._is_word("domain"):  # whatever comments stood before it belong to nothing
            self._advance()
            self._string("domain")
            entry = self._read_comments()
        if self._token.kind == "end":
            return None
        entry.obsolete = self._token.obsolete
        if self._token.previous:
            self._read_previous(entry)
        entry.keyword_start = self._token.outer_start
        self._read_fields(entry)
        entry.end = self._last_end
        return entry

    def _read_comments(self) -> RawEntry:
        entry = RawEntry(start=self._token.outer_start)
        while self._token.kind == "comment":
            if self._token.previous:
                raise self._error("a comment behind #|", "a line has one mark only: remove the #|")
            entry.comment_lines.append(self._token.text)
            self._advance()
        return entry

    def _read_previous(self, entry: RawEntry) -> None:
        if self._is_word("msgctxt"):
            entry.previous["msgctxt"] = self._keyword_strings(entry, previous=True)
        if not self._is_word("msgid") or not self._token.previous:
            raise self._unexpected("a previous msgid")
        entry.previous["msgid"] = self._keyword_strings(entry, previous=True)
        if self._is_word("msgid_plural") and self._token.previous:
            entry.previous["msgid_plural"] = self._keyword_strings(entry, previous=True)
        if self._token.previous:
            raise self._unexpected("the entry itself behind its previous msgid")
        if self._token.kind == "comment":
            raise self._error(
                "a comment between a previous msgid and the entry", "move it above the #| lines"
            )

    def _read_fields(self, entry: RawEntry) -> None:
        if self._is_word("msgctxt"):
            entry.fields["msgctxt"] = self._keyword_strings(entry)
        if not self._is_word("msgid"):
            raise self._unexpected("msgid")
        msgid = self._token
        entry.fields["msgid"] = self._keyword_strings(entry)
        if self._is_word("msgid_plural"):
            entry.fields["msgid_plural"] = self._keyword_strings(entry)
            self._read_forms(entry, msgid)
            return
        self._expect_msgstr(msgid, "msgstr")
        self._same_mark(entry, previous=False)
        self._advance()
        if self._token.kind == "index":
            raise PoSyntaxError(
                "msgstr[] without msgid_plural", msgid.start, "add msgid_plural, or remove the index"
            )
        entry.forms.append(self._strings(entry, "msgstr", previous=False))

    def _read_forms(self, entry: RawEntry, msgid: Token) -> None:
        self._expect_msgstr(msgid, "msgstr[0]")
        while self._is_word("msgstr"):
            self._same_mark(entry, previous=False)
            self._advance()
            if self._token.kind != "index":
                raise self._unexpected("an index such as [0] behind the msgstr of a plural entry")
            found, wanted = int(self._token.text[1:-1]), len(entry.forms)
            if found != wanted:
                raise self._error(
                    f"plural form [{found}] where [{wanted}] must follow", "number them from 0 up"
                )
            self._advance()
            entry.forms.append(self._strings(entry, f"msgstr[{found}]", previous=False))

    def _expect_msgstr(self, msgid: Token, name: str) -> None:
        if self._is_word("msgstr"):
            return
        if self._token.kind == "comment" or self._token.previous:
            raise self._error(f"a comment between msgid and {name}", "move it above the entry")
        if self._token.kind == "end" or self._is_word("msgid", "msgctxt", "domain"):
            raise PoSyntaxError(f"msgid without {name}", msgid.start, f'add {name} ""')
        raise self._unexpected(name)

    def _keyword_strings(self, entry: RawEntry, *, previous: bool = False) -> str:
        name = self._token.text
        self._same_mark(entry, previous=previous)
        self._advance()
        return self._strings(entry, name, previous=previous)

    def _strings(self, entry: RawEntry, name: str, *, previous: bool) -> str:
        self._same_mark(entry, previous=previous)
        pieces = [self._string(name)]
        while self._token.kind == "string":
            self._same_mark(entry, previous=previous)
            pieces.append(self._string(name))
        return "".join(pieces)

    def _string(self, name: str) -> str:
        token = self._token
        if token.kind != "string":
            raise self._unexpected(f"a string behind {name}")
        try:
            text = unescape(token.text[1:-1], self._encoding)
        except BadEscapeError as error:
            raise PoSyntaxError("invalid escape", token.start + 1 + error.offset, _ESCAPES_HINT) from error
        self._last_end = token.end
        self._advance()
        return text

    def _same_mark(self, entry: RawEntry, *, previous: bool) -> None:
        token = self._token
        if token.kind == "end":
            return
        if token.obsolete != entry.obsolete:
            raise self._error("#~ on some lines of an entry only", "mark all of its lines, or none")
        if token.previous != previous:
            raise self._unexpected("the same mark (#|) as on the lines before")

    def _is_word(self, *words: str) -> bool:
        return self._token.kind == "word" and self._token.text in words

    def _unexpected(self, wanted: str) -> PoSyntaxError:
        token = self._token
        if token.kind == "end":
            return self._error(f"the file ends where {wanted} is expected", "is the file complete?")
        if token.kind == "other" and token.text == '"':
            return self._error(
                "this string does not end on its line", f"close it with a double quote; {_QUOTE_HINT}"
            )
        if token.kind == "word" and token.text not in _KEYWORDS:
            glued = self._last_end == token.start > 0
            return self._error(
                f"unknown keyword {token.text[:40]!r}", _QUOTE_HINT if glued else _word_hint(token)
            )
        found = "a string" if token.kind == "string" else repr(token.text[:40])
        return self._error(f"found {found} where {wanted} is expected", _marker_hint(self._text, token))

    def _error(self, message: str, hint: str | None = None) -> PoSyntaxError:
        return PoSyntaxError(message, self._token.start, hint)

    def _advance(self) -> None:
        self._token = self._next()

    def _next(self) -> Token:
        """Give the next token that is no blank, and keep track of the marks of its line."""
        mark_start = None
        while (match := _TOKEN.match(self._text, self._position)) is not None:
            self._position = match.end()
            kind = str(match.lastgroup)
            if kind == "newline":
                self._obsolete_line = self._previous_line = False
                mark_start = None
            elif kind == "mark":
                self._obsolete_line |= match[0].startswith("#~")
                self._previous_line |= match[0].endswith("|")
                mark_start = match.start() if mark_start is None else mark_start
            elif kind != "blank":
                return self._make(kind, match[0], match.start(), mark_start)
        return self._make("end", "", self._position, None)

    def _make(self, kind: str, text: str, start: int, mark_start: int | None) -> Token:
        outer_start = start if mark_start is None else mark_start
        end = start + len(text)
        return Token(kind, text, start, end, outer_start, self._obsolete_line, self._previous_line)


def _word_hint(token: Token) -> str:
    if token.text.lower() in _KEYWORDS:
        return f"write it in small letters: {token.text.lower()}"
    if token.obsolete or token.previous:
        return "for a comment of your own, begin the line with # and a blank"
    return "the keywords are msgctxt, msgid, msgid_plural and msgstr"


def _marker_hint(text: str, token: Token) -> str | None:
    if text.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||"), token.start):
        return "this looks like a merge conflict: resolve it first"
    return None
