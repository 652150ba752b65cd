"""Breaking text by SRX rules: at each position the first rule that matches decides.

A language's rules become one pattern. Its first half finds the positions at which any break rule matches; its
second holds all rules as alternatives in their order, so that the first one to match wins there just as SRX
asks, and captures an empty group if it is a break.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

import regex

from padanan.core.errors import SrxError
from padanan.core.language import parse_language
from padanan.segmentation.dialect import PatternError, translate_pattern
from padanan.segmentation.model import LanguageMap, Rule, SrxDocument

# The shipped rules take about 0.1 microseconds a character: a hundred times that is a rule gone wild.
LIMIT_BASE_S = 5.0
LIMIT_PER_CHARACTER_S = 1e-5

Pattern = regex.Pattern[str]


class Rules:
    """An SRX document ready to break text. Patterns are compiled when their language is first asked for."""

    def __init__(self, document: SrxDocument) -> None:
        self.document = document
        self._patterns: dict[str, Pattern | None] = {}

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

        Cost: with the shipped rules O(n), above five million characters a second.
        """
        tag = parse_language(language).tag
        if tag not in self._patterns:
            self._patterns[tag] = _compile_rules(self.document, self.rules_for(tag))
        pattern = self._patterns[tag]
        if pattern is None:
            return []
        limit_s = LIMIT_BASE_S + len(text) * LIMIT_PER_CHARACTER_S
        try:
            found = [match.start() for match in pattern.finditer(text, timeout=limit_s) if match.lastindex]
        except TimeoutError as error:
            raise SrxError(
                f"the rules for {tag} did not finish a paragraph of {len(text)} characters in {limit_s:.0f} s",
                path=self.document.path,
                hint="look for repetitions inside repetitions, such as (a+)+, or without a limit, such as .*",
            ) from error
        return [offset for offset in found if 0 < offset < len(text)]

    def rules_for(self, tag: str) -> tuple[Rule, ...]:
        """Give the rules that serve a normalised BCP 47 tag, in the order in which they are asked."""
        names = [item.rules_name for item in self.document.language_maps if matches_language(self.document, item, tag)]
        by_name = {group.name: group.rules for group in self.document.language_rules}
        return tuple(rule for name in (names if self.document.cascade else names[:1]) for rule in by_name[name])


def matches_language(document: SrxDocument, item: LanguageMap, tag: str) -> bool:
    """Whether a map's pattern matches the whole tag; case does not matter in a tag (RFC 5646, 2.1.1).

    Raises:
        SrxError: the pattern is broken.
    """
    try:
        pattern = regex.compile(translate_pattern(item.pattern), regex.VERSION1 | regex.IGNORECASE)
        return pattern.fullmatch(tag, timeout=LIMIT_BASE_S) is not None
    except (PatternError, regex.error, RecursionError, TimeoutError) as error:
        raise SrxError(
            f"the languagepattern {item.pattern!r} cannot be used: {error}", path=document.path, line=item.line or None
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
            except (PatternError, regex.error, RecursionError) as error:
                raise SrxError(
                    f"{element} of rule {number} of {name!r} cannot be used: {error}",
                    path=document.path,
                    line=rule.line or None,
                ) from error


def _compile_rules(document: SrxDocument, rules: Sequence[Rule]) -> Pattern | None:
    """Make the pattern of the module's docstring; None where no rule ever breaks."""
    if not any(rule.is_break for rule in rules):
        return None
    runs = [(is_break, _join(run)) for is_break, run in groupby(rules, key=lambda rule: rule.is_break)]
    candidates = "|".join(run for is_break, run in runs if is_break)
    decision = "|".join(f"(?:{run})()" if is_break else f"(?:{run})" for is_break, run in runs)
    return regex.compile(f"(?:{candidates})(?:{decision})", regex.VERSION1)


def _join(rules: Iterable[Rule]) -> str:
    return "|".join(_place(rule) for rule in rules)


def _place(rule: Rule) -> str:
    """Write a rule as a pattern that matches the empty string where the rule does."""
    before = f"(?<={translate_pattern(rule.before)})" if rule.before else ""
    after = f"(?={translate_pattern(rule.after)})" if rule.after else ""
    return before + after
