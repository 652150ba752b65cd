"""Breaking text by SRX rules: at each position the first rule that matches decides.

Hardly any position is a candidate, so the break rules first look for their own ones: most of them together,
behind the few characters with which they can match at all, the others by themselves. Only there all rules are
asked in their order: as the alternatives of one pattern, of which the first to match wins, just as SRX has
it. A break captures an empty group, an exception none.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import TypeAlias

import regex

from padanan.core.errors import SrxError
from padanan.core.language import parse_language
from padanan.segmentation.dialect import PatternError, translate_pattern
from padanan.segmentation.ending import ending_set
from padanan.segmentation.model import LanguageMap, LanguageRules, Rule, SrxDocument

# The shipped rules take less than a microsecond a character: ten times that is a rule gone wild.
LIMIT_BASE_S = 5.0
LIMIT_PER_CHARACTER_S = 1e-5

_Pattern: TypeAlias = regex.Pattern[str]
_PATTERN_ERRORS = (PatternError, regex.error, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMatch:
    """A rule that matches at a position, the name of its group, and what stands there on both sides."""

    group: str
    rule: Rule
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided at a position, and why: the `first` rule that matches there.

    Where that is an exception, `overruled` is the break that it is an exception to.
    """

    offset: int
    first: RuleMatch
    overruled: RuleMatch | None = None

    @property
    def is_break(self) -> bool:
        """Whether the text is broken here."""
        return self.first.rule.is_break


class Rules:
    """An SRX document ready to break text. Patterns are compiled when their language is first asked for."""

    def __init__(self, document: SrxDocument) -> None:
        self.document = document
        self._patterns: dict[str, _LanguagePatterns] = {}

    def break_offsets(self, text: str, *, language: str) -> list[int]:
        """Find where a paragraph is broken.

        Args:
            text: One paragraph; rules see all of it and nothing else.
            language: Any spelling that `parse_language` reads.

        Returns:
            Ascending offsets, each with at least one character before and after it.

        Raises:
            LanguageError: the language is unknown.
            SrxError: a rule of the language is broken, or takes far too long on this text.

        Cost: with the shipped rules O(n), over a million characters a second.
        """
        tag = parse_language(language).tag
        with _limited(self.document, tag, text) as deadline_s:
            return self._compiled(tag).find(text, deadline_s=deadline_s)

    def explain(self, text: str, *, language: str) -> list[Decision]:
        """Say for every position of a paragraph at which a break rule matches what decided there.

        Takes the same, and raises the same, as `break_offsets`, whose offsets are those of the decisions that
        are breaks.

        Cost: as `break_offsets`, and for each decision a search for each rule of the language.
        """
        tag = parse_language(language).tag
        groups = self.groups_for(tag)
        with _limited(self.document, tag, text) as deadline_s:
            offsets = sorted(self._compiled(tag).candidates(text, deadline_s))
            return [_decide(text, offset, groups, deadline_s) for offset in offsets]

    def rules_for(self, tag: str) -> tuple[Rule, ...]:
        """Give the rules that serve a normalised BCP 47 tag, in the order in which they are asked."""
        return tuple(rule for group in self.groups_for(tag) for rule in group.rules)

    def groups_for(self, tag: str) -> tuple[LanguageRules, ...]:
        """Give the groups of rules that serve a normalised BCP 47 tag, in the order they are asked."""
        maps = [item for item in self.document.language_maps if matches_language(self.document, item, tag)]
        by_name = {group.name: group for group in self.document.language_rules}
        served = maps if self.document.cascade else maps[:1]
        return tuple(by_name[item.rules_name] for item in served)

    def _compiled(self, tag: str) -> "_LanguagePatterns":
        if tag not in self._patterns:
            self._patterns[tag] = _compile_rules(self.rules_for(tag))
        return self._patterns[tag]


@contextmanager
def _limited(document: SrxDocument, tag: str, text: str) -> Iterator[float]:
    """Give the time by which rules must have ended, as `monotonic()` counts it."""
    limit_s = LIMIT_BASE_S + len(text) * LIMIT_PER_CHARACTER_S
    try:
        yield monotonic() + limit_s
    except TimeoutError as error:
        raise SrxError(
            f"the rules for {tag} took more than {limit_s:.0f} s on {len(text)} characters",
            path=document.path,
            hint="look for repetitions inside repetitions, such as (a+)+, or without a limit, such as .*",
        ) from error


def matches_language(document: SrxDocument, item: LanguageMap, tag: str) -> bool:
    """Whether a map's pattern matches the whole tag; case does not matter in a tag (RFC 5646, 2.1.1).

    Raises:
        SrxError: the pattern is broken.
    """
    try:
        pattern = regex.compile(translate_pattern(item.pattern), regex.VERSION1 | regex.IGNORECASE)
        return pattern.fullmatch(tag, timeout=LIMIT_BASE_S) is not None
    except (*_PATTERN_ERRORS, TimeoutError) as error:
        raise SrxError(
            f"the languagepattern {item.pattern!r} cannot be used: {error}",
            path=document.path,
            line=item.line or None,
        ) from error


def check_rules(document: SrxDocument, rules: Iterable[Rule], name: str) -> None:
    """Compile each rule by itself.

    Raises:
        SrxError: naming the first rule that is broken, and its line.
    """
    for number, rule in enumerate(rules, 1):
        for element, pattern in (("beforebreak", rule.before), ("afterbreak", rule.after)):
            try:
                regex.compile(f"(?<={translate_pattern(pattern)})", regex.VERSION1)
            except _PATTERN_ERRORS as error:
                raise SrxError(
                    f"{element} of rule {number} of {name!r} cannot be used: {error}",
                    path=document.path,
                    line=rule.line or None,
                ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _LanguagePatterns:
    """What one language's rules compile to.

    A match of one of `breaks` ends where a break rule matches; `decision` holds all rules.
    """

    breaks: tuple[_Pattern, ...]
    decision: _Pattern

    def find(self, text: str, *, deadline_s: float) -> list[int]:
        """Give the breaks inside `text`; TimeoutError when `monotonic()` passes the deadline."""
        candidates = sorted(self.candidates(text, deadline_s))
        return [offset for offset in candidates if self._is_break(text, offset, deadline_s)]

    def candidates(self, text: str, deadline_s: float) -> set[int]:
        """Give the positions inside `text` at which a break rule matches."""
        candidates: set[int] = set()
        for pattern in self.breaks:
            matches = pattern.finditer(text, timeout=_remaining_s(deadline_s))
            candidates.update(match.end() for match in matches)
        return candidates - {0, len(text)}

    def _is_break(self, text: str, offset: int, deadline_s: float) -> bool:
        match = self.decision.match(text, offset, timeout=_remaining_s(deadline_s))
        return match is not None and match.lastindex is not None


def _decide(text: str, offset: int, groups: Sequence[LanguageRules], deadline_s: float) -> Decision:
    """Ask the rules one by one: the first that matches decides; of an exception, find what it overrules."""
    asked = ((group.name, rule) for group in groups for rule in group.rules)
    matches = (
        RuleMatch(group=name, rule=rule, before=found[1] or "", after=found[2] or "")
        for name, rule in asked
        if (found := _capturing(rule).match(text, offset, timeout=_remaining_s(deadline_s))) is not None
    )
    first = next(matches)
    overruled = None if first.rule.is_break else next(item for item in matches if item.rule.is_break)
    return Decision(offset=offset, first=first, overruled=overruled)


@lru_cache(maxsize=4096)
def _capturing(rule: Rule) -> _Pattern:
    before, after = translate_pattern(rule.before), translate_pattern(rule.after)
    return regex.compile(f"(?<=({before}))(?=({after}))", regex.VERSION1)


def _remaining_s(deadline_s: float) -> float:
    remaining = deadline_s - monotonic()
    if remaining <= 0:
        raise TimeoutError
    return remaining


def _compile_rules(rules: Sequence[Rule]) -> _LanguagePatterns:
    decision: list[str] = []
    breaks: list[str] = []
    # Break rules that can be looked for at the characters they end with, and those characters.
    quick_breaks: dict[str, str] = {}
    for rule in rules:
        before = _look_back(rule.before)
        after = _look_ahead(rule.after)
        # Looking ahead first refuses most exceptions at once; looking back first finds candidates faster.
        decision.append(after + before + ("()" if rule.is_break else ""))
        ending = ending_set(translate_pattern(rule.before))
        if rule.is_break and ending:
            quick_breaks[before + after] = ending
        elif rule.is_break:
            breaks.append(before + after)
    if quick_breaks:
        endings = "".join(dict.fromkeys(quick_breaks.values()))
        breaks.append(f"[{endings}](?:{'|'.join(quick_breaks)})")
    return _LanguagePatterns(
        breaks=tuple(regex.compile(pattern, regex.VERSION1) for pattern in breaks),
        decision=regex.compile("|".join(decision), regex.VERSION1),
    )


def _look_back(pattern: str) -> str:
    return f"(?<={translate_pattern(pattern)})" if pattern else ""


def _look_ahead(pattern: str) -> str:
    return f"(?={translate_pattern(pattern)})" if pattern else ""
