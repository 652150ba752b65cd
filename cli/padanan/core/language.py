"""Language names: BCP 47 tags, gettext locale names, scripts.

Any spelling is read (`zh_CN`, `zh-Hans`, `cmn`, `zho`, `sr@latin`, `de_DE.UTF-8`); everything inside padanan
speaks normalised BCP 47. The registry behind it is IANA's, through langcodes; likely scripts are CLDR's.
"""

import difflib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import PurePath

from padanan.core.errors import LanguageError

_MODIFIER_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "arabic": "Arab"}
_SEPARATOR = re.compile("[-_@.]")
_LONGEST_NAME = 50
_HINT = "use a BCP 47 tag or a locale name, such as id, en_GB, zh-Hans or zh_CN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language, normalised.

    `tag` is the shortest faithful BCP 47 tag (`zh-CN`), `language` its language subtag with macrolanguages
    folded (`cmn` is `zh`), `script` the written or most likely script (`Hans`), `region` None unless named.
    """

    tag: str
    language: str
    script: str | None
    region: str | None

    @property
    def gettext(self) -> str:
        """The name gettext uses for the language's directory: `zh_CN`, `sr@latin`."""
        return gettext_name(self.tag)


# Where nobody says, and nobody needs to (BCP 47, section 2.2.1: "und").
UNKNOWN_LANGUAGE = Language(tag="und", language="und", script=None, region=None)


@lru_cache(maxsize=1024)
def parse_language(name: str) -> Language:
    """Read a language in any usual spelling.

    Raises:
        LanguageError: the name is malformed or not in IANA's registry.
    """
    import langcodes  # costs 30 ms, and half of the commands need no language
    from langcodes.tag_parser import LanguageTagError

    tag = _to_bcp47(name)
    try:
        language = langcodes.Language.get(langcodes.standardize_tag(tag, macro=True), normalize=False)
        known = language.is_valid() and not _is_private(language.language)
    except (LanguageTagError, LookupError, ValueError):
        known = False
    if not known:
        raise LanguageError(f"unknown language {name!r}", hint=_HINT + _suggestion(name))
    return Language(
        tag=language.to_tag(),
        language=language.language or "und",
        script=language.script or language.maximize().script,
        region=language.territory,
    )


def language_of_path(path: PurePath) -> Language | None:
    """Read the language that a catalogue's path names: `id/LC_MESSAGES/app.po`, `id.po` or `po/id/app.po`.

    A directory above LC_MESSAGES is a language if it can be one. Elsewhere a name must look like a language's
    to people, too: `app` is Apma to IANA, and a program to anyone else.
    """
    if path.parent.name == "LC_MESSAGES":
        return _known_language(path.parent.parent.name)
    return next(filter(None, map(named_language, (path.stem, path.parent.name))), None)


def named_language(name: str) -> Language | None:
    """Read the name of a file or directory as a language: `id`, `pt_BR`, `ckb`; None for other names."""
    subtag = _SEPARATOR.split(name, maxsplit=1)[0]
    if len(subtag) not in {2, 3} or not subtag.islower():
        return None
    if len(subtag) == 3 and subtag == name and not _is_in_cldr(name):
        return None
    return _known_language(name)


def gettext_name(tag: str) -> str:
    """Turn a BCP 47 tag into a gettext locale name: `zh-CN` -> `zh_CN`, `sr-Latn` -> `sr@latin`."""
    parts = tag.split("-")
    modifiers = {script: modifier for modifier, script in _MODIFIER_SCRIPTS.items()}
    if len(parts) > 1 and parts[1] in modifiers:
        region = f"_{parts[2]}" if len(parts) > 2 else ""
        return f"{parts[0]}{region}@{modifiers[parts[1]]}"
    if len(parts) == 2 and len(parts[1]) > 4:
        return f"{parts[0]}@{parts[1]}"
    return "_".join(parts)


def covers(wanted: str, available: str) -> bool:
    """Whether text in language `available` serves somebody who asks for `wanted`.

    Language and script must agree (zh-Hant never serves zh-Hans); a region only where `wanted` names one and
    `available` names another.
    """
    if wanted == available:
        return True
    first, second = parse_language(wanted), parse_language(available)
    if (first.language, first.script) != (second.language, second.script):
        return False
    return first.region is None or second.region is None or first.region == second.region


def writes_without_spaces(tag: str) -> bool:
    """Whether sentences of the language follow one another without a space (Chinese, Japanese)."""
    return parse_language(tag).language in {"zh", "ja", "yue"}


def _known_language(name: str) -> Language | None:
    try:
        return parse_language(name)
    except LanguageError:
        return None


def _is_in_cldr(subtag: str) -> bool:
    from babel.localedata import exists  # names of three letters are rare

    return exists(subtag)


def names_language(text: str) -> bool:
    """Whether a short text may be the English name of a language: Traditional Chinese, Norwegian (Bokmål).

    Cost: 15 ms the first time, for Babel and its data.
    """
    words = text.lower().replace("(", " ").replace(")", " ").split()
    return 0 < len(words) <= 4 and not _english_names().keys().isdisjoint(words)


def _to_bcp47(name: str) -> str:
    """Rewrite a POSIX locale name (`sr_RS.UTF-8@latin`) as a BCP 47 tag, not yet checked."""
    base, _, modifier = name.strip().partition("@")
    parts = base.partition(".")[0].replace("_", "-").split("-")
    script = _MODIFIER_SCRIPTS.get(modifier.lower())
    if script:
        return "-".join([parts[0], script, *parts[1:]])
    return "-".join([*parts, modifier] if modifier else parts)


def _is_private(language: str | None) -> bool:
    if language is None or language.startswith("x-"):
        return True
    return len(language) == 3 and "qaa" <= language <= "qtz"


def _suggestion(name: str) -> str:
    names = _english_names()
    close = difflib.get_close_matches(name.lower()[:_LONGEST_NAME], names, n=1)
    return f"; {close[0].title()} is {names[close[0]]}" if close else ""


@cache
def _english_names() -> dict[str, str]:
    """Map the English name of each language, in small letters, to its code."""
    from babel import Locale  # only on the way to an error message

    return {english.lower(): code for code, english in Locale("en").languages.items()}
