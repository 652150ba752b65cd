"""The markup within lines of Markdown.

Source: CommonMark 0.31, section 6 (inlines); strikethrough and footnotes as GitHub has them. Emphasis goes
together by equal rows of the same character, which is simpler than CommonMark's rule and differs from it only
where one row closes several.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from padanan.formats.document.builder import BlockBuilder, Kind
from padanan.formats.document.model import Block


class Line(NamedTuple):
    """A line of a block: where its content stands in the document."""

    start: int
    end: int


@dataclass(slots=True)
class _Token:
    """A piece of the content; one without a kind is text."""

    start: int
    end: int
    kind: Kind | None = None
    markup: str = ""
    name: str = ""
    text: str | None = None
    is_word: bool = False


_PIECE: Final = re.compile(
    r"""
    (?P<escape> \\[!-/:-@\[-`{-~] )
  | (?P<ticks> `++ )
  | (?P<comment> <!-- | <\? )
  | (?P<autolink> <(?: [A-Za-z][A-Za-z0-9+.-]{1,31}: [^\s<>]*+ | [^\s<>@]++@[^\s<>@]++ )> )
  | (?P<tag> <(?P<slash>/?)(?P<element>[A-Za-z][A-Za-z0-9-]*+)
      (?: [ \t\n]++ [A-Za-z_:][\w:.-]*+
        (?: [ \t\n]*+ = [ \t\n]*+ (?: "[^"]*+" | '[^']*+' | [^\s"'=<>`]++ ) )?+
      )*+
      [ \t\n]*+ (?P<alone>/?)> )
  | (?P<footnote> \[\^[^\]\s]++\] )
  | (?P<task> \A\[[ xX]\](?=\s) )
  | (?P<open> !?\[ )
  | (?P<close> \] )
  | (?P<stars> \*++ | _++ | ~~++ )
  | (?P<text> [^\\`<!\[\]*_~]++ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_LINK_TAIL: Final = re.compile(
    r"""
    \( [ \t\n]*+
    (?: <[^<>\n]*+> | [^\s()<]?(?: [^\s()]++ | \( (?: [^\s()]++ | \([^\s()]*+\) )*+ \) )*+ )
    (?: [ \t\n]++ (?: "(?:[^"\\]++|\\.)*+" | '(?:[^'\\]++|\\.)*+' | \((?:[^()\\]++|\\.)*+\) ) )?+
    [ \t\n]*+ \)
    """,
    re.VERBOSE | re.DOTALL,
)
_LABEL: Final = re.compile(r"\[(?P<label>[^\[\]]*+)\]")
_VOID: Final = frozenset({"area", "br", "col", "hr", "img", "input", "wbr"})
_LONGEST_TAIL = 4_000  # of a link's address and title: nobody writes more, and each `[` would search for it
_LONGEST_LABEL = 999  # CommonMark 4.7


def read_lines(source: str, lines: Sequence[Line], labels: frozenset[str]) -> Iterator[Block]:
    """Give the block that lines of Markdown make.

    Args:
        source: The document.
        lines: Where the content of its lines stands, without what a list or a quotation puts before it.
        labels: What links can refer to, as `normalise_label` writes it.
    """
    content = "\n".join(source[line.start : line.end] for line in lines)
    places = _Places(lines)
    builder = BlockBuilder()
    for token in _tokens(content, labels):
        start, end = places.of(token.start), places.behind(token.end)
        if token.is_word:
            builder.add_word((start, end), markup=token.markup)
        elif token.kind is not None:
            builder.add_code(token.kind, (start, end), markup=token.markup, name=token.name)
        elif token.text is not None:
            builder.add(token.text, start, end)
        else:
            _add_text(builder, source, content, places, token)
    yield from builder.finish()


def normalise_label(label: str) -> str:
    """Give a label as links are matched by it."""
    return " ".join(label.split()).lower().upper()


class _Places:
    """Where each character of a block's content stands in the document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._begin = [0]
        for line in lines[:-1]:
            self._begin.append(self._begin[-1] + line.end - line.start + 1)

    def of(self, offset: int) -> int:
        """Say where the character at an offset begins."""
        number = bisect_right(self._begin, offset) - 1
        return self._lines[number].start + offset - self._begin[number]

    def behind(self, offset: int) -> int:
        """Say where the character before an offset ends; a line break, where the next line begins."""
        number = bisect_right(self._begin, offset) - 1
        if offset == self._begin[number]:
            return self._lines[number].start
        return self._lines[number].start + offset - self._begin[number]


def _add_text(builder: BlockBuilder, source: str, content: str, places: _Places, token: _Token) -> None:
    """Add text line by line; a line break with what the next line begins with is a blank."""
    start = token.start
    while True:
        line_end = content.find("\n", start, token.end)
        end = token.end if line_end < 0 else line_end
        if end > start:
            builder.add_text(source, places.of(start), places.of(start) + end - start)
        if line_end < 0:
            return
        builder.add_blank(places.of(end), places.behind(end + 1))
        start = end + 1


def _tokens(content: str, labels: frozenset[str]) -> list[_Token]:
    return _Scanner(content, labels).scan()


class _Scanner:
    """Finds the codes of a block's content; what turns out to be none is text."""

    def __init__(self, content: str, labels: frozenset[str]) -> None:
        self._content, self._labels = content, labels
        self._tokens: list[_Token] = []
        self._brackets: list[_Token] = []
        self._missing: set[str] = set()
        self._rows: dict[str, list[_Token]] = {}
        self._ticks: dict[int, list[int]] = {}
        for found in re.finditer("`+", content):
            self._ticks.setdefault(len(found[0]), []).append(found.start())

    def scan(self) -> list[_Token]:
        position = 0
        while position < len(self._content):
            found = _PIECE.match(self._content, position)
            assert found is not None  # noqa: S101 - the last alternative takes any character
            position = self._take(found)
        return self._tokens

    def _take(self, found: re.Match[str]) -> int:
        """Take what was found; give the position behind it."""
        start, end = found.span()
        if found["escape"]:
            self._tokens.append(_Token(start, end, text=found[0][1]))
        elif found["ticks"]:
            return self._take_code(found)
        elif found["tag"]:
            self._take_tag(found)
        elif found["comment"]:
            return self._take_comment(found)
        elif found["autolink"]:
            self._word(start, end)
        elif found["footnote"] or found["task"]:
            self._code("standalone", start, end)
        elif found["open"]:
            self._brackets.append(self._text(start, end))
        elif found["close"]:
            return self._take_closing(start)
        elif found["stars"]:
            self._take_row(found)
        else:
            self._text(start, end)
        return end

    def _text(self, start: int, end: int) -> _Token:
        self._tokens.append(_Token(start, end))
        return self._tokens[-1]

    def _word(self, start: int, end: int) -> None:
        self._code("standalone", start, end)
        self._tokens[-1].is_word = True

    def _code(self, kind: Kind, start: int, end: int, name: str = "") -> None:
        self._tokens.append(_Token(start, end, kind, self._content[start:end], name))

    def _take_code(self, found: re.Match[str]) -> int:
        """Take a code span as a whole; where nothing closes it, its backticks are text."""
        starts = self._ticks.get(len(found[0]), [])
        place = bisect_right(starts, found.start())
        if place == len(starts):
            self._text(*found.span())
            return found.end()
        end = starts[place] + len(found[0])
        self._word(found.start(), end)
        return end

    def _take_comment(self, found: re.Match[str]) -> int:
        """Take a comment or an instruction as a whole; one that never ends is text."""
        mark = "-->" if found[0] == "<!--" else "?>"
        if mark not in self._missing:
            end = self._content.find(mark, found.end())
            if end >= 0:
                self._code("standalone", found.start(), end + len(mark))
                return end + len(mark)
            self._missing.add(mark)  # nor is it further on
        self._text(*found.span())
        return found.end()

    def _take_tag(self, found: re.Match[str]) -> None:
        name = found["element"].lower()
        is_alone = bool(found["alone"]) or name in _VOID
        kind: Kind = "standalone" if is_alone else "close" if found["slash"] else "open"
        self._code(kind, found.start(), found.end(), f"<{name}>")

    def _take_closing(self, start: int) -> int:
        """Take a closing bracket: with what makes a link or an image of it, or as text."""
        if not self._brackets:
            self._text(start, start + 1)
            return start + 1
        opening = self._brackets.pop()
        end, markup = self._link(opening.end, start)
        if not markup:
            self._text(start, start + 1)
            return start + 1
        opening.kind, opening.name = "open", "]"
        opening.markup = self._content[opening.start : opening.end]
        self._tokens.append(_Token(start, end, "close", markup, "]"))
        return end

    def _link(self, inside: int, closing: int) -> tuple[int, str]:
        """Give the end of a link, and how a message writes what closes it; "" where it is none.

        A link that refers by its own text gets that as its label, so that it still does when translated.
        """
        tail = _LINK_TAIL.match(self._content, closing + 1, closing + 1 + _LONGEST_TAIL)
        if tail:
            return tail.end(), self._content[closing : tail.end()]
        if closing - inside > _LONGEST_LABEL:
            return closing, ""
        own = self._content[inside:closing]
        label = _LABEL.match(self._content, closing + 1, closing + 3 + _LONGEST_LABEL)
        named = label["label"] if label and label["label"] else own
        if normalise_label(named) not in self._labels:
            return closing, ""
        return label.end() if label else closing + 1, f"][{named}]"

    def _take_row(self, found: re.Match[str]) -> None:
        """Take a row of `*`, `_` or `~`: it opens, closes, or is text."""
        start, end = found.span()
        before = self._content[start - 1 : start] or " "
        after = self._content[end : end + 1] or " "
        opens, closes = _flanks(before, after)
        if found[0][0] == "_" and (before.isalnum() and after.isalnum()):
            opens = closes = False
        waiting = self._rows.setdefault(found[0], [])
        token = self._text(start, end)
        if closes and waiting:
            opening = waiting.pop()
            for item, kind in ((opening, "open"), (token, "close")):
                item.kind, item.markup, item.name = kind, found[0], found[0]  # type: ignore[assignment]
        elif opens:
            waiting.append(token)


def _flanks(before: str, after: str) -> tuple[bool, bool]:
    """Say whether a row of marks can open, and can close, by what stands around it (CommonMark 6.2)."""
    is_left = not after.isspace() and (_is_word(after) or not _is_word(before))
    is_right = not before.isspace() and (_is_word(before) or not _is_word(after))
    return is_left, is_right


def _is_word(character: str) -> bool:
    return character.isalnum()
