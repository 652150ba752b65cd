"""Plural forms as gettext's Plural-Forms header states them, read and evaluated without `eval`.

The grammar, precedence and arithmetic are those of C on `unsigned long`, restricted to one variable `n`
(GNU gettext manual, section "Additional functions for plural forms"): `?:` is right associative, everything
else left; `&&` and `||` give 0 or 1 and look at their right side only when it matters.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, NoReturn

MAX_EXPRESSION_LENGTH = 4000
MAX_NESTING = 100
MAX_FORMS = 100

# Every number that separates the plural rules of CLDR 48 (their largest modulus is 1,000,000), which is also
# the range msgfmt tries, and larger numbers whose last digits repeat the pattern.
SAMPLE_NUMBERS = (*range(1001), 1002, 1005, 1011, 1012, 2000, 5001, 10_000, 10_001, 100_000)
# The largest that programs ask for: the powers of ten, and where 32 bits end, signed and unsigned.
LARGE_NUMBERS = (
    1_000_000, 1_000_001, 1_000_002, 1_000_005, 2_000_000, 5_000_000, 10**7, 10**8, 10**9, 2**31 - 1, 2**31,
    2**32 - 1,
)  # fmt: skip

_WORD = 2**64
_TOKEN = re.compile(r"(?P<number>[0-9]+)|(?P<variable>n)|(?P<operator>\|\||&&|[=!<>]=|[-<>+*/%!?:()])")
_SPACE = re.compile(r"[ \t]*")

Rule = Callable[[int], int]


class PluralFormsError(ValueError):
    """A Plural-Forms value that gettext would not take.

    `offset` is the 0-based code point of the value at which it goes wrong.
    """

    def __init__(self, message: str, *, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralForms:
    """How many plural forms a catalogue has, and which number takes which.

    `count` is nplurals, `expression` the C expression as written; equality ignores the compiled `rule`.
    """

    count: int
    expression: str
    rule: Rule = field(compare=False, repr=False)

    def form(self, number: int) -> int:
        """Give the index of the form that `number` (0 or more) takes.

        Raises:
            PluralFormsError: the expression divides by zero, or names a form that is not declared.
        """
        try:
            index = self.rule(number)
        except ZeroDivisionError:
            raise PluralFormsError(f"the expression divides by zero for n = {number}") from None
        if index >= self.count:
            raise PluralFormsError(
                f"the expression gives form {index} for n = {number}, but nplurals is {self.count}"
            )
        return index


@lru_cache(maxsize=256)
def parse_plural_forms(value: str) -> PluralForms:
    """Read the value of a Plural-Forms header, `nplurals=2; plural=(n != 1);`.

    Like gettext it looks for `nplurals=` and `plural=` anywhere in the value, without space before the `=`.

    Raises:
        PluralFormsError: something is missing or malformed, longer than MAX_EXPRESSION_LENGTH, or nested
            deeper than MAX_NESTING.
    """
    count = _parse_count(value)
    found = re.search(r"(?<![a-z])plural=([^;\n]*)", value)
    if found is None:
        raise PluralFormsError('"plural=EXPRESSION" is missing', offset=len(value))
    if len(found[1]) > MAX_EXPRESSION_LENGTH:
        raise PluralFormsError("the plural expression is too long", offset=found.start(1))
    rule = _Parser(_tokenise(found[1], found.start(1))).parse()
    return PluralForms(count=count, expression=found[1].strip(), rule=rule)


@lru_cache(maxsize=256)
def form_numbers(forms: PluralForms) -> tuple[tuple[int, ...], ...]:
    """Give, for each form, the sample numbers that take it (empty for a form no whole number takes).

    Raises:
        PluralFormsError: the expression fails for one of the numbers.
    """
    numbers: list[list[int]] = [[] for _ in range(forms.count)]
    for number in (*SAMPLE_NUMBERS, *LARGE_NUMBERS):
        numbers[forms.form(number)].append(number)
    return tuple(map(tuple, numbers))


def stands_for_one(numbers: tuple[int, ...]) -> bool:
    """Whether the text of a form for these numbers may leave the number out.

    It may when it stands for one number only, or for 0 and 1 (French says "pas de fichier" or "un fichier"),
    or is never shown. Form 0 of Belarusian stands for 1, 21, 31 and so on: there it may not.
    """
    return len(numbers) < 2 or numbers == (0, 1)


def _parse_count(value: str) -> int:
    found = re.search(r"nplurals=[ \t]*([0-9]*)", value)
    if found is None or not found[1]:
        raise PluralFormsError('"nplurals=NUMBER" is missing', offset=found.end() if found else 0)
    digits = found[1].lstrip("0")
    if not digits:
        raise PluralFormsError("nplurals is 0, but every language has a form", offset=found.start(1))
    if len(digits) > len(str(MAX_FORMS)) or int(digits) > MAX_FORMS:
        raise PluralFormsError("nplurals is larger than in any language", offset=found.start(1))
    return int(digits)


class _Token(NamedTuple):
    kind: str
    text: str
    offset: int


def _tokenise(expression: str, start: int) -> list[_Token]:
    tokens: list[_Token] = []
    position = _SPACE.match(expression).end()  # type: ignore[union-attr]  # matches the empty string too
    while position < len(expression):
        found = _TOKEN.match(expression, position)
        if found is None:
            raise PluralFormsError(
                f"{expression[position]!r} has no meaning in a plural expression", offset=start + position
            )
        tokens.append(_Token(str(found.lastgroup), found[0], start + position))
        position = _SPACE.match(expression, found.end()).end()  # type: ignore[union-attr]
    tokens.append(_Token("end", "", start + len(expression)))
    return tokens


class _Node(NamedTuple):
    rule: Rule
    height: int


def _add(left: int, right: int) -> int:
    return (left + right) % _WORD


def _subtract(left: int, right: int) -> int:
    return (left - right) % _WORD


def _multiply(left: int, right: int) -> int:
    return (left * right) % _WORD


# Operator -> (precedence, what it does); a higher precedence binds more tightly, as in C.
_BINARY: dict[str, tuple[int, Callable[[int, int], int]]] = {
    "||": (1, operator.or_),
    "&&": (2, operator.and_),
    "==": (3, operator.eq),
    "!=": (3, operator.ne),
    "<": (4, operator.lt),
    ">": (4, operator.gt),
    "<=": (4, operator.le),
    ">=": (4, operator.ge),
    "+": (5, _add),
    "-": (5, _subtract),
    "*": (6, _multiply),
    "/": (6, operator.floordiv),
    "%": (6, operator.mod),
}


class _Parser:
    """Precedence climbing over the tokens; every node is compiled at once into a function of n."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._position = 0
        self._depth = 0

    def parse(self) -> Rule:
        node = self._conditional()
        if self._token.kind != "end":
            self._fail(f"unexpected {self._token.text!r}")
        return node.rule

    @property
    def _token(self) -> _Token:
        return self._tokens[self._position]

    def _fail(self, message: str) -> NoReturn:
        raise PluralFormsError(f"{message} in the plural expression", offset=self._token.offset)

    def _take(self, text: str) -> bool:
        if self._token.text != text or self._token.kind == "end":
            return False
        self._position += 1
        return True

    def _expect(self, text: str) -> None:
        if not self._take(text):
            self._fail(f"expected {text!r}")

    def _node(self, rule: Rule, *children: _Node) -> _Node:
        height = 1 + max((child.height for child in children), default=0)
        if height > MAX_NESTING:
            self._fail("too much nesting")
        return _Node(rule, height)

    def _conditional(self) -> _Node:
        self._depth += 1
        if self._depth > MAX_NESTING:
            self._fail("too much nesting")
        condition = self._binary(1)
        if self._take("?"):
            then = self._conditional()
            self._expect(":")
            condition = self._choice(condition, then, self._conditional())
        self._depth -= 1
        return condition

    def _choice(self, condition: _Node, then: _Node, other: _Node) -> _Node:
        test, yes, no = condition.rule, then.rule, other.rule
        return self._node(lambda n: yes(n) if test(n) else no(n), condition, then, other)

    def _binary(self, lowest: int) -> _Node:
        left = self._unary()
        while self._token.kind == "operator" and (found := _BINARY.get(self._token.text)):
            precedence, operation = found
            if precedence < lowest:
                break
            self._position += 1
            left = self._combine(operation, left, self._binary(precedence + 1))
        return left

    def _combine(self, operation: Callable[[int, int], int], left: _Node, right: _Node) -> _Node:
        one, two = left.rule, right.rule
        if operation is operator.and_:
            return self._node(lambda n: int(bool(one(n) and two(n))), left, right)
        if operation is operator.or_:
            return self._node(lambda n: int(bool(one(n) or two(n))), left, right)
        return self._node(lambda n: int(operation(one(n), two(n))), left, right)

    def _unary(self) -> _Node:
        negations = 0
        while self._take("!"):
            negations += 1
        node = self._primary()
        if negations:
            inner, odd = node.rule, negations % 2 == 1
            node = self._node(lambda n: int(bool(inner(n)) != odd), node)
        return node

    def _primary(self) -> _Node:
        token = self._token
        if token.kind == "end":
            self._fail("something is missing at the end")
        self._position += 1
        if token.kind == "variable":
            return _Node(lambda n: n, 1)
        if token.kind == "number":
            value = int(token.text) % _WORD
            return _Node(lambda _: value, 1)
        if token.text != "(":
            self._position -= 1
            self._fail(f"unexpected {token.text!r}")
        node = self._conditional()
        self._expect(")")
        return node
