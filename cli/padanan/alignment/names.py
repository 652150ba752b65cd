"""Names of countries, languages, cities, months and days in a language: CLDR's, through Babel."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_SHORTEST = 3  # letters; shorter ones (US, Feb) are too often something else
_SHORTEST_UNSPACED = 2


class Gazetteer:
    """Finds a language's names in text; each has a key that is the same in every language."""

    def __init__(self, keys: dict[str, str], *, is_unspaced: bool) -> None:
        self._keys = keys
        names = "|".join(re.escape(name) for name in sorted(keys, key=len, reverse=True))
        edge = "" if is_unspaced else r"\b"
        self._pattern = re.compile(rf"{edge}(?:{names}){edge}") if names else None

    def find(self, text: str) -> Iterator[str]:
        """Give the keys of the names in a text that is NFKC, in small letters."""
        if self._pattern is not None:
            for found in self._pattern.finditer(text):
                yield self._keys[found[0]]


@lru_cache(maxsize=8)
def load_gazetteer(language: str) -> Gazetteer:
    """Make the gazetteer of a language (BCP 47); an empty one where CLDR has none. Cost: 30 ms, once."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Gazetteer({}, is_unspaced=False)
    is_unspaced = locale.language in {"zh", "ja", "yue", "th"}
    shortest = _SHORTEST_UNSPACED if is_unspaced else _SHORTEST
    keys: dict[str, str] = {}
    for key, name in _names(locale):
        plain = unicodedata.normalize("NFKC", name).lower()
        if len(plain) >= shortest and not plain.isdecimal():
            keys.setdefault(plain, key)
    return Gazetteer(keys, is_unspaced=is_unspaced)


def _names(locale: "Locale") -> Iterator[tuple[str, str]]:
    for width in ("wide", "abbreviated"):
        for day, name in locale.days["format"][width].items():
            yield f"day {day}", name
    if locale.language not in {"zh", "ja", "yue"}:  # there they are numbers
        for month, name in locale.months["format"]["wide"].items():
            yield f"month {month}", name
    yield from _places(locale)


def _places(locale: "Locale") -> Iterator[tuple[str, str]]:
    for code, name in locale.territories.items():
        if code.isalpha():
            yield f"territory {code}", name
    for code, zone in locale.time_zones.items():
        if "city" in zone:
            yield f"city {code}", zone["city"]
    for code, name in locale.languages.items():
        if len(code) == 2:
            yield f"language {code}", name
