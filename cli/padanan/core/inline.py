"""Inline codes as people see them: numbered marks in the text."""

from collections.abc import Sequence

from padanan.core.model import InlineCode


def mark_codes(text: str, codes: Sequence[InlineCode], *, like: Sequence[InlineCode] = ()) -> str:
    """Write a text with a short mark for each code: `Press <1>Enter</1><2/>`, whatever their markup says.

    Args:
        text: A text.
        codes: Its codes, in document order.
        like: The codes of the text in the other language: those with the same markup get the same number.
    """
    pieces = []
    end = 0
    for code, mark in zip(codes, name_codes(codes, like=like), strict=True):
        pieces += [text[end : code.offset], mark]
        end = code.offset
    return "".join([*pieces, text[end:]])


def name_codes(codes: Sequence[InlineCode], *, like: Sequence[InlineCode] = ()) -> list[str]:
    """Give each code's mark (see `mark_codes`): a number, from 1 on, that begin and end share."""
    known = [(code.markup, number) for code, number in zip(like, _number(like, []), strict=True)]
    marks = {"open": "<{}>", "close": "</{}>", "standalone": "<{}/>"}
    return [
        marks[code.kind].format(number) for code, number in zip(codes, _number(codes, known), strict=True)
    ]


def _number(codes: Sequence[InlineCode], known: list[tuple[str, int]]) -> list[int]:
    """Give each code its number; `known` are markups with numbers they have elsewhere, each for one code."""
    free = max((number for _, number in known), default=0) + 1
    numbers: list[int] = []
    begun: list[int] = []
    for code in codes:
        if code.kind == "close" and begun:
            numbers.append(begun.pop())
            continue
        pair = next((one for one in known if one[0] == code.markup), None)
        if pair is None:
            number, free = free, free + 1
        else:
            known.remove(pair)
            number = pair[1]
        numbers.append(number)
        if code.kind == "open":
            begun.append(number)
    return numbers
