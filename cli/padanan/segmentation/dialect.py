"""ICU regular expressions, in which SRX rules are written, as patterns of the `regex` package.

The two agree on most things once `regex` runs in its VERSION1 (nested sets, `&&`, `--`, scoped flags). What
differs is rewritten here; what cannot be, and what only `regex` would understand, is refused.

Sources: ICU User Guide, "Regular Expressions"; the `regex` package's README.
"""

from dataclasses import dataclass, field

import regex

# Repetitions are written out when a pattern is compiled: `((a{1000}){1000}){1000}` would take all memory.
LIMIT_EXPANDED_ITEMS = 100_000
LIMIT_DEPTH = 50  # `regex` parses groups recursively

_TOKEN = regex.compile(
    r"""
    \\Q (?P<quoted> .*? ) (?: \\E | \Z )
  | \\ (?P<escape> x\{[0-9A-Fa-f]{1,6}\} | [pPN]\{[^}]*\} | c. | . )
  | (?P<comment> \(\?\# [^)]* \) )
  | (?P<flags> \(\? [A-Za-z-]* \) )
  | (?P<open> \( (?: \? (?: [=!>] | <[=!] | [A-Za-z-]*: ) )? (?!\?) )
  | (?P<named> \(\? <[A-Za-z][A-Za-z0-9]*> )
  | (?P<close> \) )
  | (?P<repeat> (?: [*+?] | \{ (?P<low>\d{1,9}) (?: , (?P<high>\d{0,9}) )? \} ) [?+]? )
  | (?P<set> \[\^? )
  | (?P<literal> [^\\()*+?\{\[] )
    """,
    regex.VERBOSE | regex.DOTALL | regex.VERSION1,
)
_SET_TOKEN = regex.compile(
    r"""
    \\Q (?P<quoted> .*? ) (?: \\E | \Z )
  | \\ (?P<escape> x\{[0-9A-Fa-f]{1,6}\} | [pPN]\{[^}]*\} | c. | . )
  | (?P<posix> \[:\^?\w+:\] )
  | (?P<set> \[\^? )
  | (?P<close> \] )
  | (?P<other> . )
    """,
    regex.VERBOSE | regex.DOTALL | regex.VERSION1,
)
_LINE_BREAKS = r"\n\x0B\f\r\x85\u2028\u2029"
_REWRITTEN_ESCAPES = {
    "e": r"\x1B",
    "z": r"\Z",
    "Z": r"(?=\R?\Z)",
    "v": f"[{_LINE_BREAKS}]",
    "V": f"[^{_LINE_BREAKS}]",
    "H": r"[^\h]",
}
_SHARED_ESCAPES = frozenset("aAbBdDfhnNpPrRsStuUwWxX0")
_SHARED_FLAGS = frozenset("imsw-")


class PatternError(ValueError):
    """A pattern that cannot be used; the message says why."""


def translate_pattern(pattern: str) -> str:
    r"""Rewrite an ICU pattern for `regex` with VERSION1.

    Groups that capture become groups that do not: SRX has no use for what they caught, and several rules are
    compiled into one pattern.

    Raises:
        PatternError: the pattern is malformed, uses a back reference (`\1`), a flag or an extension that is
            not ICU's, or would grow beyond all measure.
    """
    translation = _Translation(pattern)
    position = 0
    while position < len(pattern):
        position = translation.step(position)
    return translation.finish()


@dataclass(slots=True)
class _Translation:
    """The translation so far, and how large each open group has become (see LIMIT_EXPANDED_ITEMS)."""

    pattern: str
    output: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=lambda: [0])
    last_size: int = 0

    def step(self, position: int) -> int:
        """Translate what stands at `position`; give the position behind it."""
        token = _TOKEN.match(self.pattern, position)
        if token is None:
            raise PatternError(
                f"{self.pattern[position : position + 6]!r} means nothing at character {position + 1}"
            )
        text = token[0]
        if token["repeat"]:
            self._repeat(token["low"], token["high"], text)
        elif token["open"] or token["named"]:
            self._open(text if text.startswith("(?") and not token["named"] else "(?:")
        elif token["close"]:
            self._close()
        elif token["set"]:
            return self._set(position)
        elif not token["comment"]:
            self._item(text, token)
        return int(token.end())

    def finish(self) -> str:
        """Give the whole translation."""
        if len(self.sizes) > 1:
            raise PatternError("a group is not closed")
        return "".join(self.output)

    def _item(self, text: str, token: "regex.Match[str]") -> None:
        if token["flags"]:
            _check_flags(text)
        elif token["escape"] is not None:
            text = _translate_escape(token["escape"])
        elif token["quoted"] is not None:
            text = regex.escape(token["quoted"])
        self.output.append(text)
        self._grow(1)

    def _open(self, text: str) -> None:
        if text.endswith(":"):
            _check_flags(text)
        if len(self.sizes) > LIMIT_DEPTH:
            raise PatternError(f"groups are nested more than {LIMIT_DEPTH} deep")
        self.output.append(text)
        self.sizes.append(0)

    def _close(self) -> None:
        if len(self.sizes) == 1:
            raise PatternError("there is a ')' too many")
        self.output.append(")")
        self._grow(self.sizes.pop())

    def _repeat(self, low: str | None, high: str | None, text: str) -> None:
        times = max(int(low or 1), int(high or 1))
        self.output.append(text)
        self._grow(self.last_size * (times - 1))

    def _grow(self, items: int) -> None:
        self.last_size = items
        self.sizes[-1] += items
        if self.sizes[-1] > LIMIT_EXPANDED_ITEMS:
            raise PatternError("repeated too often")

    def _set(self, position: int) -> int:
        """Translate the set that opens at `position`, with the sets inside it."""
        depth = 0
        while position < len(self.pattern):
            token = _SET_TOKEN.match(self.pattern, position)
            assert token is not None  # noqa: S101 - the last alternative takes any character
            depth += (token["set"] is not None) - (token["close"] is not None)
            self.output.append(_translate_in_set(token))
            if token["set"] and self.pattern.startswith("]", token.end()):
                raise PatternError("a set is empty")
            position = int(token.end())
            if depth == 0:
                self._grow(1)
                return position
        raise PatternError("a '[' is not closed")


def _translate_in_set(token: "regex.Match[str]") -> str:
    if token["escape"] is not None:
        return _translate_escape(token["escape"])
    if token["quoted"] is not None:
        return str(regex.escape(token["quoted"]))
    # Two of these are set operators in `regex` alone.
    return "\\" + token[0] if token[0] in {"|", "~"} else str(token[0])


def _translate_escape(escape: str) -> str:
    if escape.startswith("x{"):
        code = int(escape[2:-1], 16)
        if code > 0x10FFFF:
            raise PatternError(f"\\{escape} is beyond Unicode")
        return str(regex.escape(chr(code)))
    if len(escape) == 2:
        return str(regex.escape(chr(ord(escape[1]) % 32)))
    if escape in _REWRITTEN_ESCAPES:
        return _REWRITTEN_ESCAPES[escape]
    if escape in "123456789k":
        raise PatternError(f"back references such as \\{escape} are not supported")
    if escape.isascii() and escape.isalnum() and escape not in _SHARED_ESCAPES:
        raise PatternError(f"the escape \\{escape} is not supported")
    return "\\" + escape


def _check_flags(text: str) -> None:
    unknown = set(text[2:-1]) - _SHARED_FLAGS
    if unknown:
        raise PatternError(f"the flag {min(unknown)!r} in {text!r} is not supported")
