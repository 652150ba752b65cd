"""See `Brackets`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from padanan.checks.base import EntryCheck, Example, Problem, Subject, Target, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.model import Certainty, Severity, Span

# Opening bracket -> its family; half-width and full-width forms of a bracket are one family.
_OPENING = {"(": "()", "（": "()", "[": "[]", "［": "[]", "{": "{}", "｛": "{}", "「": "「」", "『": "『』"}
_OPENING |= {"【": "【】", "《": "《》", "〈": "〈〉", "〔": "〔〕", "〖": "〖〗"}
_CLOSING = {")": "()", "）": "()", "]": "[]", "］": "[]", "}": "{}", "｝": "{}", "」": "「」", "』": "『』"}
_CLOSING |= {"】": "【】", "》": "《》", "〉": "〈〉", "〕": "〔〕", "〗": "〖〗"}
_TWINS = str.maketrans("()[]{}（）［］｛｝", "（）［］｛｝()[]{}")
_FULL_WIDTH = "（）［］｛｝"
# Brackets of others: placeholders, and what is escaped.
_FOREIGN = re.compile(r"%\([^()\s]*\)|\\[()\[\]{}]")
# A bracket that needs no partner: entries of a list such as `a)` and `1)`, smileys.
_ALONE = re.compile(r"(?:(?<=[\s(,;])|\A)(?:[0-9]{1,3}|[^\W\d_])[)）]|[例注][)）]|[:;=8][-o^']?[()\[\]]")
_BRACKET = re.compile(f"[{re.escape(''.join((*_OPENING, *_CLOSING)))}]")
_MOST = 100  # pairs to report in one text
_LONGEST_KEPT = 64  # brackets whose pairing is remembered
_BRACE_FORMATS = ("brace", "java", "csharp", "qt", "kde", "icu", "ruby", "php", "javascript", "perl")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairing:
    """The brackets of a text: those without a partner, and pairs of which one is full-width."""

    unpaired: tuple[tuple[str, int], ...]
    mixed: tuple[tuple[int, int], ...]

    @property
    def families(self) -> frozenset[str]:
        return frozenset(_family(bracket) for bracket, _ in self.unpaired)


class Brackets(EntryCheck):
    """Every bracket of a translation has its partner, and of the same width.

    A bracket that is opened and not closed, or the reverse, is a slip in nearly every case; in a Markdown
    link or a notation it breaks what it stands for. `（` closed by `)` happens where one switches between
    Chinese or Japanese and Latin input. Left alone are kinds of brackets that do not pair in the source
    either, entries of lists (`a)`, `1)`), smileys, placeholders, and braces in formats that are made of them.
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = (
        "Unicode Standard, annex 9, BidiBrackets.txt (pairs); W3C, Requirements for Chinese Text Layout, 3.1"
    )
    trigger = _BRACKET
    good = (
        Example(po='msgid "Name (optional)"\nmsgstr "名称（可选）"\n', language="zh-CN"),
        Example(po='msgid "a) first b) second"\nmsgstr "a) pertama b) kedua"\n'),
        Example(po='msgid "Well done :)"\nmsgstr "Bagus :-)"\n'),
        Example(po='msgid "from 0 to 1"\nmsgstr "dari [0; 1]"\n'),
        Example(po='msgid "the range [0, 1)"\nmsgstr "rentang [0, 1)"\n', note="As in the source."),
    )
    bad = (
        Example(po='msgid "Name (optional)"\nmsgstr "Nama ⟦(⟧opsional"\n'),
        Example(po='msgid "Name (optional)"\nmsgstr "Nama opsional⟦)⟧"\n'),
        Example(po='msgid "Name (optional)"\nmsgstr "名称（可选⟦)⟧"\n', language="zh-CN"),
        Example(po='msgid "“%s” is open"\nmsgstr "⟦「⟧%s が開いています"\n', language="ja"),
        Example(po='msgid "the [default] value"\nmsgstr "nilai ⟦[⟧bawaan"\n'),
    )

    def check_entry(self, entry: Entry, subject: Subject) -> Iterator[Problem]:
        """Pair the brackets of every form."""
        rows = ["".join(_BRACKET.findall(target.text)) for target in targets(entry)]
        if all(len(row) <= _LONGEST_KEPT and _is_balanced(row) for row in rows):
            return
        if not any(character.isalnum() for character in entry.msgid):
            return
        loose = frozenset().union(*(_pair(text).families for text in sources(entry)))
        if any(name in flag for flag in entry.flags for name in _BRACE_FORMATS):
            loose |= {"{}"}
        for target in targets(entry):
            pairing = _pair(target.text)
            seen = set(loose)
            for bracket, offset in pairing.unpaired:
                if _family(bracket) not in seen:
                    seen.add(_family(bracket))
                    state = "is never closed" if bracket in _OPENING else "closes nothing"
                    yield _problem(target, offset, f"{bracket} {state}")
            for opening, closing in pairing.mixed[:_MOST]:
                yield _mixed(target, opening, closing)


def _family(bracket: str) -> str:
    return _OPENING.get(bracket) or _CLOSING[bracket]


def _pair(text: str) -> _Pairing:
    """Pair brackets; those of one family do not care how they cross those of another."""
    foreign = _covered(_FOREIGN, text)
    stacks: dict[str, list[tuple[str, int]]] = {}
    unpaired, mixed = [], []
    for found in _BRACKET.finditer(text):
        bracket, offset = found[0], found.start()
        if offset in foreign:
            continue
        stack = stacks.setdefault(_family(bracket), [])
        if bracket in _OPENING:
            stack.append((bracket, offset))
        elif not stack:
            unpaired.append((bracket, offset))
        else:
            opening, start = stack.pop()
            if (opening in _FULL_WIDTH) != (bracket in _FULL_WIDTH):
                mixed.append((start, offset))
    unpaired += [item for stack in stacks.values() for item in stack]
    alone = _covered(_ALONE, text) if unpaired else set()
    loose = sorted((item for item in unpaired if item[1] not in alone), key=lambda item: item[1])
    return _Pairing(unpaired=tuple(loose), mixed=tuple(mixed))


@lru_cache(maxsize=4096)
def _is_balanced(brackets: str) -> bool:
    """Whether a row of brackets pairs as it stands, as nearly all do."""
    pairing = _pair(brackets)
    return not pairing.unpaired and not pairing.mixed


def _covered(pattern: re.Pattern[str], text: str) -> set[int]:
    return {offset for found in pattern.finditer(text) for offset in range(found.start(), found.end())}


def _mixed(target: Target, opening: int, closing: int) -> Problem:
    """Mend the bracket that is half-width: the other was typed on purpose."""
    offset = closing if target.text[opening] in _FULL_WIDTH else opening
    twin = target.text[offset].translate(_TWINS)
    message = f"{target.text[opening]} is closed by {target.text[closing]}"
    return _problem(target, offset, message, f"write {twin}", twin)


def _problem(
    target: Target, offset: int, message: str, hint: str | None = None, replacement: str | None = None
) -> Problem:
    return Problem(
        message=message,
        detail=f"{message} {target.form}",
        hint=hint,
        field=target.field,
        span=Span(start=offset, end=offset + 1),
        replacement=replacement,
    )
