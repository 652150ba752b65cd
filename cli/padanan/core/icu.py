"""ICU MessageFormat: messages with arguments that may choose among branches, which are messages again.

    {count, plural, offset:1 =0 {nobody} one {# guest} other {# guests of {host}}}

An apostrophe quotes only before a brace (before `#`, too, in a plural's branch); two make one. What is broken
is reported with its place, and reading goes on no further than it makes sense.

Source: ICU's user guide, "Formatting Messages" and ICU4J's MessagePattern; Unicode TR 35, part 1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from padanan.core.model import Span

PLURALS = frozenset({"plural", "selectordinal"})
_BRANCHING = PLURALS | {"select"}
_DEEPEST = 40  # levels; nobody nests more than three or four

_HAS_BRANCHES = re.compile(r"\{\s*+[\w.\-]++\s*+,\s*+(?:plural|selectordinal|select)\s*+,")
_HAS_KINDS = re.compile(
    r"(?<!\{)\{\s*+[\w.\-]++\s*+,\s*+(?:number|date|time|spellout|ordinal|duration)\s*+[,}]"
)
_SIGN = re.compile(r"''|'(?=[{}])|[{}]")
_SIGN_IN_PLURAL = re.compile(r"''|'(?=[{}#])|[{}]")
_QUOTED = re.compile(r"(?:[^']|'')*+'?")
_SPACE = re.compile(r"\s*+")
_NAME = re.compile(r"[^\s{},'#<>=+*|]++")
_OFFSET = re.compile(r"offset\s*+:\s*+([0-9]++)\s*+")
_SELECTOR = re.compile(r"=-?[0-9]++(?:\.[0-9]++)?|[^\s{},'#=]++")


@dataclass(frozen=True, slots=True, kw_only=True)
class IcuBranch:
    """One branch of an argument: its selector (`one`, `=0`, `female`) with its place, and what is inside."""

    selector: str
    span: Span
    arguments: tuple["IcuArgument", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IcuArgument:
    """An argument in braces. `kind` is "" or what follows the name (`plural`, `select`, `number`, `date`).

    `style` is what may stand behind that (`::currency/EUR`, `short`).
    """

    name: str
    kind: str
    span: Span
    branches: tuple[IcuBranch, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IcuFault:
    """What is wrong at a place; `reason` is a sentence without its full stop."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IcuMessage:
    """A message: its outermost arguments in order, and the first thing that is broken, if any."""

    arguments: tuple[IcuArgument, ...] = ()
    fault: IcuFault | None = None

    def walk(self) -> Iterator[IcuArgument]:
        """Give all arguments, those of branches behind the one they belong to."""
        pending = list(reversed(self.arguments))
        while pending:
            argument = pending.pop()
            yield argument
            pending += [
                inner for branch in reversed(argument.branches) for inner in reversed(branch.arguments)
            ]


def has_branches(text: str) -> bool:
    """Whether a text has an argument that chooses among branches, and so is a message for ICU alone."""
    return "{" in text and _HAS_BRANCHES.search(text) is not None


def has_kinds(text: str) -> bool:
    """Whether a text has an argument that says how it is shown (`{when, date}`), or one with branches."""
    return has_branches(text) or ("{" in text and _HAS_KINDS.search(text) is not None)


def read_icu(text: str) -> IcuMessage:
    """Read a message.

    Cost: O(length).
    """
    reader = _Reader(text)
    try:
        return IcuMessage(arguments=tuple(reader.message(in_plural=False)))
    except _BrokenError as error:
        return IcuMessage(fault=error.fault)


class _BrokenError(Exception):
    def __init__(self, start: int, end: int, reason: str) -> None:
        super().__init__(reason)
        self.fault = IcuFault(span=Span(start=start, end=end), reason=reason)


class _Reader:
    """Reads a text from `position` on; methods named for the parts of the grammar."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._opened: list[int] = []  # where the braces around us stand

    def message(self, *, in_plural: bool) -> list[IcuArgument]:
        """Read up to the brace that closes the branch, or to the end of the text."""
        sign = _SIGN_IN_PLURAL if in_plural else _SIGN
        arguments = []
        while found := sign.search(self._text, self._position):
            self._position = found.end()
            if found[0] == "'":
                self._skip(_QUOTED)
            elif found[0] == "{":
                arguments.append(self._argument(found.start()))
            elif found[0] == "}":
                if self._opened:
                    self._position = found.start()
                    return arguments
                raise _BrokenError(found.start(), found.end(), "this brace closes nothing")
        self._position = len(self._text)
        if self._opened:
            self._fail_unclosed()
        return arguments

    def _argument(self, start: int) -> IcuArgument:
        if len(self._opened) >= _DEEPEST:
            raise _BrokenError(start, start + 1, f"braces are nested more than {_DEEPEST} deep")
        self._opened.append(start)
        name = self._word("the name of an argument")
        kind, style, branches = "", "", []
        if self._take(","):
            kind = self._word("the kind of an argument, such as plural")
            if kind in _BRANCHING:
                self._expect(",", f"a comma behind {kind}")
                branches = self._branches(in_plural=kind in PLURALS)
            elif self._take(","):
                begin = self._position
                self._skip_style()
                style = self._text[begin : self._position].strip()
        self._expect("}", "a brace that closes the argument")
        self._opened.pop()
        span = Span(start=start, end=self._position)
        return IcuArgument(name=name, kind=kind, span=span, branches=tuple(branches), style=style)

    def _branches(self, *, in_plural: bool) -> list[IcuBranch]:
        self._space()
        if in_plural and (offset := _OFFSET.match(self._text, self._position)):
            self._position = offset.end()
        branches = []
        while not self._at("}"):
            selector = _SELECTOR.match(self._text, self._position)
            if selector is None:
                self._fail("the selector of a branch, such as other")
            self._position = selector.end()
            self._expect("{", f"a brace behind {selector[0]}")
            self._opened.append(self._position - 1)
            arguments = self.message(in_plural=in_plural)
            self._opened.pop()
            self._position += 1
            span = Span(start=selector.start(), end=selector.end())
            branches.append(IcuBranch(selector=selector[0], span=span, arguments=tuple(arguments)))
        return branches

    def _skip_style(self) -> None:
        """Pass over a style such as `::currency/EUR` or `#,##0`, in which braces pair."""
        depth = 0
        while found := _SIGN.search(self._text, self._position):
            if found[0] == "}" and not depth:
                self._position = found.start()
                return
            self._position = found.end()
            if found[0] == "'":
                self._skip(_QUOTED)
            depth += {"{": 1, "}": -1}.get(found[0], 0)
        self._fail_unclosed()

    def _word(self, what: str) -> str:
        self._space()
        found = _NAME.match(self._text, self._position)
        if found is None:
            self._fail(what)
        self._position = found.end()
        return found[0]

    def _expect(self, sign: str, what: str) -> None:
        if not self._take(sign):
            self._fail(what)

    def _take(self, sign: str) -> bool:
        if not self._at(sign):
            return False
        self._position += 1
        return True

    def _at(self, sign: str) -> bool:
        self._space()
        return self._text.startswith(sign, self._position)

    def _space(self) -> None:
        self._skip(_SPACE)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._position)
        self._position = found.end() if found else self._position

    def _fail(self, what: str) -> NoReturn:
        if self._position >= len(self._text):
            self._fail_unclosed()
        raise _BrokenError(self._position, self._position + 1, f"here should be {what}")

    def _fail_unclosed(self) -> NoReturn:
        start = self._opened[-1]
        raise _BrokenError(start, start + 1, "this brace is never closed")
