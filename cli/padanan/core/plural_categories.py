"""The names that CLDR gives to the plural forms of a language: zero, one, two, few, many, other.

Source: Unicode CLDR, "Language Plural Rules" (through Babel); TR 35, part 3, "Language Plural Rules".
"""

from dataclasses import dataclass
from functools import lru_cache

from padanan.core.plural_rules import plural_forms_for

_IN_ORDER = ("zero", "one", "two", "few", "many", "other")
CATEGORIES = frozenset(_IN_ORDER)
# Numbers up to here show every category that people count with: those that begin at a million are left out.
_COUNTED = range(201)


@dataclass(frozen=True, slots=True, kw_only=True)
class Categories:
    """The categories of a language: `all`, and those `counted` with up to 200, in CLDR's order."""

    all: frozenset[str]
    counted: tuple[str, ...]


@lru_cache(maxsize=512)
def plural_categories(tag: str, *, ordinal: bool = False) -> Categories | None:
    """Give the categories of a language's cardinal or ordinal numbers, None where CLDR does not know it."""
    from babel import Locale, UnknownLocaleError  # 60 ms, and few catalogues need it

    for name in (tag, tag.partition("-")[0]):
        try:
            locale = Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        rule = locale.ordinal_form if ordinal else locale.plural_form
        if not locale.plural_form.tags and not _counts_with_one_form(tag):
            return None
        taken = {rule(number) for number in _COUNTED}
        return Categories(
            all=frozenset({*rule.tags, "other"}),
            counted=tuple(category for category in _IN_ORDER if category in taken),
        )
    return None


def _counts_with_one_form(tag: str) -> bool:
    # Babel has an empty rule, too, for a language that CLDR says nothing about.
    return plural_forms_for(tag).startswith("nplurals=1;")
