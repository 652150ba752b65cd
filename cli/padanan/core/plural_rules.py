"""Which plural forms a language has: CLDR's rules, as a gettext header says them.

CLDR (through Babel) speaks of every number, fractions and "1.2M" included; gettext only ever asks for the
form of a whole number. So operands of fractions and of compact notation are 0 here, and a category that no
whole number below a million takes is left out: French "many" begins at 1,000,000, so that both two and three
forms are right.
"""

from functools import lru_cache
from typing import Any

from padanan.core.plurals import SAMPLE_NUMBERS, PluralForms, parse_plural_forms

# What GNU gettext's msginit writes for a language it has never heard of.
DEFAULT_PLURAL_FORMS = "nplurals=2; plural=(n != 1);"

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")

# Languages with one form for every number (CLDR 48, supplemental/plurals.xml, the rule without conditions).
# Babel gives the same empty rule for a language that CLDR knows nothing about.
_ONE_FORM = frozenset({
    "bm", "bo", "dz", "hnj", "id", "ig", "ii", "ja", "jbo", "jv", "kde", "kea", "km", "ko", "lkt", "lo", "ms",
    "my", "nqo", "osa", "sah", "ses", "sg", "su", "th", "to", "tpi", "vi", "wo", "yo", "yue", "zh",
})  # fmt: skip

# The spellings people know, from the GNU gettext manual, section "Additional functions for plural forms", and
# for Arabic from the Arabic translation teams. A language takes the first one that agrees with CLDR.
_CONVENTIONAL = (
    "nplurals=1; plural=0;",
    "nplurals=2; plural=(n != 1);",
    "nplurals=2; plural=(n > 1);",
    "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);",
    "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
    "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);",
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);",
    "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
    "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n>=3 && n<=6 ? 2 : n>=7 && n<=10 ? 3 : 4);",
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
)

_ONE = "nplurals=1; plural=0;"
_NOT_ONE = "nplurals=2; plural=(n != 1);"
_ABOVE_ONE = "nplurals=2; plural=(n > 1);"

# Nouns after a number keep one form; a second one is used where the number is left out.
INVARIANT_NOUNS = (
    "az", "ckb", "fa", "hu", "hy", "ka", "kk", "ku", "ky", "mn", "tg", "tk", "tr", "tt", "ug", "uz",
)  # fmt: skip
# CLDR puts 0 beside 1 where catalogues put it beside 2, or the other way round.
_EITHER_ZERO = (
    "am", "as", "bn", "br", "fil", "gu", "hi", "ht", "kab", "ln", "mg", "ml", "mr", "ne", "oc", "or",
    "pa", "pt", "si", "ta", "te", "ti", "tl", "ur", "wa", "zu",
)  # fmt: skip

# Formulas that translators of a language use although CLDR counts otherwise, and that serve it as well. Each
# was the custom of the language's catalogues before CLDR had a rule, or follows a reading of the grammar that
# CLDR does not. Sources: the gettext manual, and the headers of Django's, GNOME's, KDE's and
# Weblate's catalogues.
_CUSTOMARY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(INVARIANT_NOUNS, (_ONE, _NOT_ONE, _ABOVE_ONE)),
    **dict.fromkeys(_EITHER_ZERO, (_NOT_ONE, _ABOVE_ONE)),
    "ar": ("nplurals=4; plural=(n==1 ? 0 : n==2 ? 1 : n>=3 && n<=10 ? 2 : 3);",),
    "cy": (
        "nplurals=2; plural=(n==2) ? 1 : 0;",
        "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;",
        "nplurals=5; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3 || n==6) ? 3 : 4;",
    ),
    "ga": ("nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;",),
    "he": (_NOT_ONE,),  # the dual lives on in a few words only
    "is": (_NOT_ONE,),
    "kn": (_ONE, _NOT_ONE, _ABOVE_ONE),  # platforms offered one form only
    "kw": ("nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n == 3) ? 2 : 3;",),
    "lv": (
        "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);",
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
    ),
    "mk": (
        _NOT_ONE,
        "nplurals=2; plural=(n%10==1 ? 0 : 1);",
        "nplurals=3; plural=(n%10==1 ? 0 : n%10==2 ? 1 : 2);",
    ),
    "mt": (
        "nplurals=4; plural=(n==1 ? 0 : n==0 || (n%100>1 && n%100<11) ? 1 : n%100>10 && n%100<20 ? 2 : 3);",
        "nplurals=4; plural=(n==1 ? 0 : n==0 || (n%100>=1 && n%100<=10) ? 1 : n%100>10 && n%100<20 ? 2 : 3);",
    ),
}


@lru_cache(maxsize=256)
def plural_forms_for(language_tag: str) -> str:
    """Give the Plural-Forms value for a new catalogue in a language, spelled as gettext users know it.

    A language that CLDR does not know gets DEFAULT_PLURAL_FORMS.
    """
    forms = _cldr_forms(language_tag)
    if forms is None:
        return DEFAULT_PLURAL_FORMS
    wanted = _grouping(forms)
    same = (value for value in _CONVENTIONAL if _grouping(parse_plural_forms(value)) == wanted)
    return next(same, f"nplurals={forms.count}; plural=({forms.expression});")


@lru_cache(maxsize=256)
def fits_language(forms: PluralForms, language_tag: str) -> bool:
    """Tell whether a catalogue's formula is right for its language.

    It is when it groups the whole numbers as CLDR does, in any numbering, with or without a form of its own
    for the millions, or as the language's translators customarily do. A finer grouping is right as well (each
    number still finds its form), but not where the language has one form only: there every entry would be
    translated twice for nothing. A language that CLDR does not know fits every formula.

    Raises:
        PluralFormsError: the expression fails for a number.
    """
    cldr = _cldr_forms(language_tag)
    if cldr is None:
        return True
    customary = map(parse_plural_forms, _CUSTOMARY.get(language_tag.partition("-")[0], ()))
    return any(_refines(forms, reference) for reference in (cldr, *customary))


def _refines(forms: PluralForms, reference: PluralForms) -> bool:
    """Whether no form stands for numbers that `reference` tells apart."""
    if reference.count == 1:
        return forms.count == 1
    pairs = set(zip(_grouping(forms), _grouping(reference), strict=True))
    return len(pairs) == len({form for form, _ in pairs})


@lru_cache(maxsize=256)
def _grouping(forms: PluralForms) -> tuple[int, ...]:
    """List the form of each sample number, renumbered in order of appearance: equal for equal groupings."""
    seen: dict[int, int] = {}
    return tuple(seen.setdefault(forms.form(number), len(seen)) for number in SAMPLE_NUMBERS)


@lru_cache(maxsize=256)
def _cldr_forms(language_tag: str) -> PluralForms | None:
    """CLDR's rule on whole numbers, or None where CLDR does not know the language."""
    rules = _cldr_rules(language_tag)
    if rules is None:
        return None
    conditions = [_condition(rules[name]) for name in _CATEGORIES if name in rules]
    every = _chain(conditions)
    taken = sorted({every.form(number) for number in SAMPLE_NUMBERS})
    return _chain([conditions[form] for form in taken[:-1]])


def _chain(conditions: list[str]) -> PluralForms:
    """Make forms of conditions, numbered from 0; what meets none of them takes the last form."""
    steps = "".join(f"{condition} ? {form} : " for form, condition in enumerate(conditions))
    return parse_plural_forms(f"nplurals={len(conditions) + 1}; plural={steps}{len(conditions)};")


def _cldr_rules(language_tag: str) -> dict[str, Any] | None:
    """CLDR's rules as Babel's syntax trees: category -> condition."""
    from babel import Locale, UnknownLocaleError  # 60 ms, and most catalogues never need it

    subtag = language_tag.partition("-")[0]
    for name in (language_tag, subtag):
        try:
            rules = dict(Locale.parse(name, sep="-").plural_form.abstract)
        except (UnknownLocaleError, ValueError):
            continue
        return rules if rules or subtag in _ONE_FORM else None
    return None


def _condition(tree: tuple[str, Any]) -> str:
    """Write one of Babel's plural conditions in C for whole numbers, "0" or "1" where these decide it."""
    kind, arguments = tree
    if kind == "not":
        inner = _condition(arguments[0])
        return {"0": "1", "1": "0"}.get(inner, f"!{inner}")
    if kind == "relation":
        return _relation(*arguments)
    sign, decisive = ("||", "1") if kind == "or" else ("&&", "0")
    sides = [_condition(argument) for argument in arguments]
    if decisive in sides:
        return decisive
    open_sides = [side for side in sides if side not in {"0", "1"}]
    joined = f" {sign} ".join(open_sides)
    return f"({joined})" if len(open_sides) > 1 else joined or sides[0]


def _relation(_: str, operand: tuple[str, Any], ranges: tuple[str, Any]) -> str:
    """Write `n % 10 in 2..4,9` in C; operands of fractions and compact notation are 0 (UTS #35, part 3)."""
    bounds = [(low[1][0], high[1][0]) for low, high in ranges[1]]
    modulus = None
    if operand[0] == "mod":
        operand, (_, (modulus,)) = operand[1]
    if operand[0] not in {"n", "i"}:
        return "1" if any(low <= 0 <= high for low, high in bounds) else "0"
    name = "n" if modulus is None else f"n%{modulus}"
    return f"({' || '.join(_range(name, low, high) for low, high in bounds)})"


def _range(name: str, low: int, high: int) -> str:
    return f"{name}=={low}" if low == high else f"{name}>={low} && {name}<={high}"
