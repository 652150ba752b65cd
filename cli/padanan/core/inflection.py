"""Which words may be forms of one another: enough grammar to find a glossary's terms in running text.

`bases` is strict and says what a word may be a form of: English plurals, Indonesian and Malay affixes, the
endings of some other languages. `resembles` is generous: it tells whether a word could be a form of a term
that is hoped for, so that nobody is told a term is missing for the sake of an ending.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

# Languages written without spaces between words, or whose particles follow without one: terms are looked for
# anywhere in the text.
UNSPACED = frozenset({"zh", "ja", "yue", "ko", "th", "lo", "km", "my", "bo", "dz"})

_SHORTEST_BASE = 3
_VOWELS = "aeiou"

# Plurals that no rule gives, of words that stand in programs.
_IRREGULAR = {
    "children": "child", "people": "person", "men": "man", "women": "woman", "mice": "mouse", "data": "datum",
    "media": "medium", "indices": "index", "indexes": "index", "matrices": "matrix", "vertices": "vertex",
    "criteria": "criterion", "analyses": "analysis", "bases": "basis", "leaves": "leaf", "halves": "half",
    "lives": "life", "knives": "knife", "feet": "foot", "schemata": "schema",
}  # fmt: skip

_SINGULAR = frozenset({"always", "does", "lens", "means", "news", "series", "species", "this"})

# Endings of declension and conjugation that leave a word the same word, longest first. Languages that change
# inside the word, or have long paradigms, are left to `resembles`.
_ENDINGS = {
    "fr": ("es", "s", "x", "e"),
    "es": ("es", "s"),
    "pt": ("es", "s"),
    "ca": ("es", "s"),
    "gl": ("es", "s"),
    "de": ("ern", "nen", "en", "er", "es", "em", "e", "n", "s"),
    "nl": ("en", "es", "s", "e"),
    "sv": ("arna", "erna", "orna", "ens", "en", "et", "er", "ar", "or", "na", "s", "n", "t"),
    "da": ("erne", "ens", "ets", "en", "et", "er", "ne", "s", "e"),
    "nb": ("ene", "ens", "ets", "en", "et", "er", "ne", "s", "e"),
    "nn": ("ane", "ene", "en", "et", "ar", "er", "a", "s"),
}
# Languages that put words together without a space, and those that put articles and prepositions in front.
_COMPOUNDING = frozenset({"de", "nl", "sv", "da", "nb", "nn", "no", "is", "fi", "et", "hu", "af", "lb"})
_PREFIXING = frozenset({"ar", "he", "fa", "ur", "am"})
_ARTICLES = re.compile("^(?:[وفبكل]?ال|لل)")
_UMLAUTS = str.maketrans("äöü", "aou")

# Indonesian and Malay, after Alwi et al., Tata Bahasa Baku Bahasa Indonesia (3rd ed.), chapter 4: the nasal
# of me- and pe- takes the place of an initial p, t, k or s before a vowel.
_PARTICLE = re.compile(r"(?:lah|kah|pun|tah)$")
_PRONOUN = re.compile(r"(?:nya|ku|mu)$")
_SUFFIXES = ("kan", "an", "i")
_NASAL_PREFIXES = tuple(
    (head + nasal, dropped)
    for head in ("me", "pe")
    for nasal, dropped in (("nge", ""), ("ng", "k"), ("ny", "s"), ("m", "p"), ("n", "t"), ("", ""))
)
_PLAIN_PREFIXES = ("di", "ber", "bel", "be", "ter", "te", "ke", "se", "per", "pel", "ku", "kau")
_DEEPEST = 3  # mem-per-ber-, di-per-, ke-ter-: no word has more prefixes
# Words that begin or end like affixed ones and are not.
_ROOTS = frozenset({
    "adalah", "alamat", "bagaimana", "bagian", "banyak", "beberapa", "berikut", "berkas", "besar",
    "bulan", "dengan", "depan", "halaman", "ikan", "jalan", "jangan", "kanan", "kembali", "kemudian",
    "kepada", "ketika", "laman", "makan", "memori", "mengapa", "menit", "mereka", "pada", "peran",
    "perangkat", "perintah", "pesan", "peta", "sebelum", "sedang", "sekarang", "selain", "semua",
    "sendiri", "seperti", "server", "sesi", "setelah", "tangan", "telah", "teman", "tempat", "tentang",
    "terima", "tetapi",
})  # fmt: skip


@lru_cache(maxsize=65536)
def bases(word: str, language: str) -> frozenset[str]:
    """Give what a word may be a form of: itself, and what is left of it without endings and affixes.

    Args:
        word: Letters and digits, in small letters (`str.casefold`).
        language: A language subtag, such as `id`.
    """
    if language == "en":
        return frozenset(_english_bases(word))
    if language in {"id", "ms"}:
        return frozenset(_malay_bases(word))
    endings = _ENDINGS.get(language, ())
    cut = (word.removesuffix(ending) for ending in endings)
    return frozenset({word, *(base for base in cut if len(base) >= _SHORTEST_BASE)})


@lru_cache(maxsize=65536)
def resembles(word: str, term: str, language: str) -> bool:
    """Tell whether a word could be a form of a term's word, giving it the benefit of the doubt.

    Both are in small letters. Beyond `bases` it takes English -ing and -ed, other affixes on an Indonesian
    root, compounds where words are put together, and otherwise any ending in place of the last letters: one
    of a short word, three of a long one, five letters more at most.
    """
    if word == term or term in bases(word, language):
        return True
    if language == "en":
        return term in _english_verb_bases(word)
    if language in {"id", "ms"}:
        return not bases(word, language).isdisjoint(_malay_roots(term))
    if language == "de":
        word, term = word.translate(_UMLAUTS), term.translate(_UMLAUTS)
    if language in _PREFIXING:
        word, term = _ARTICLES.sub("", word), _ARTICLES.sub("", term)
    stem = term[: max(_SHORTEST_BASE, len(term) - (1 if len(term) <= 5 else 2 if len(term) == 6 else 3))]
    if language in _COMPOUNDING or language in _PREFIXING:
        return stem in word
    return word.startswith(stem) and len(word) <= len(term) + 5


def _english_bases(word: str) -> Iterator[str]:
    yield word
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    if len(word) <= _SHORTEST_BASE or not word.endswith("s") or word.endswith("ss") or word in _SINGULAR:
        return
    yield word[:-1]
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    elif word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield word[:-2]


def _english_verb_bases(word: str) -> Iterator[str]:
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_BASE - 1:
            yield from (stem, f"{stem}e")
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]
            if stem.endswith("i"):
                yield f"{stem[:-1]}y"


def _malay_bases(word: str) -> set[str]:
    whole = {word, word.removesuffix("2")}  # buku2: books
    whole |= {_PARTICLE.sub("", form) for form in whole}
    whole |= {_PRONOUN.sub("", form) for form in whole}
    whole = {form for form in whole if len(form) >= _SHORTEST_BASE} | {word}
    if word in _ROOTS:
        return {word}
    found = set(whole)
    for form in whole - _ROOTS:
        stems = {form, *(form.removesuffix(suffix) for suffix in _SUFFIXES)}
        found |= stems
        found |= {base for stem in stems for base in _without_prefixes(stem)}
    return {base for base in found if len(base) >= _SHORTEST_BASE} | {word}


def _without_prefixes(stem: str, depth: int = 1) -> Iterator[str]:
    """Give what a word may be without one prefix, two, and so on."""
    for base in _without_a_prefix(stem):
        if len(base) >= _SHORTEST_BASE:
            yield base
            if depth < _DEEPEST and base not in _ROOTS:
                yield from _without_prefixes(base, depth + 1)


def _without_a_prefix(stem: str) -> Iterator[str]:
    for prefix, dropped in _NASAL_PREFIXES:
        if stem.startswith(prefix):
            rest = stem[len(prefix) :]
            yield rest
            if dropped and rest[:1] in _VOWELS:
                yield dropped + rest
    for prefix in _PLAIN_PREFIXES:
        if stem.startswith(prefix):
            yield stem[len(prefix) :]


def _malay_roots(term: str) -> frozenset[str]:
    """Give the roots of a verb: the passive of `mengunduh` is `diunduh`, both of `unduh`."""
    if not term.startswith(("me", "di", "ber", "ter")) or term in _ROOTS:
        return frozenset({term})
    stems = {term, *(term.removesuffix(suffix) for suffix in _SUFFIXES)}
    return frozenset({term, *(base for stem in stems for base in _without_a_prefix(stem) if len(base) > 3)})
