"""What an SRX 2.0 file says, as data.

Source: SRX 2.0 Specification (LISA OSCAR, 7 April 2008), sections 3 and 4.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A break (`is_break`) or an exception from one, where what stands before and after a position matches.

    `before` and `after` are ICU regular expressions; an empty one matches anywhere. `line` is where the rule
    stands in its file, 0 for a rule that was not read from one; `comment` is the XML comment above it, or
    above the rules before it.
    """

    is_break: bool
    before: str = ""
    after: str = ""
    line: int = field(default=0, compare=False)
    comment: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRules:
    """A `<languagerule>`: rules under a name, in the order in which they are asked."""

    name: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageMap:
    """A `<languagemap>`: the rules called `rules_name` serve the tags that `pattern` matches whole."""

    pattern: str
    rules_name: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatHandling:
    """On which side of a break inline codes go: True keeps them in the segment that ends there.

    The defaults are the specification's (section 3.2.3).
    """

    include_start: bool = False
    include_end: bool = True
    include_isolated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SrxDocument:
    """An SRX document.

    With `cascade`, the rules of every map that matches a language are asked, in the order of the maps;
    without it only those of the first. `segment_subflows` and `format_handling` speak about text with inline
    codes: they are kept for whoever segments such text. `path` is the file it was read from, None for one
    made here.
    """

    language_rules: tuple[LanguageRules, ...]
    language_maps: tuple[LanguageMap, ...]
    cascade: bool = True
    segment_subflows: bool = True
    format_handling: FormatHandling = FormatHandling()
    path: str | None = field(default=None, compare=False)
