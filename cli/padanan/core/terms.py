"""Finding a glossary's terms in texts, as the forms that the language gives them.

Words are told apart by spaces and punctuation and compared by `core.inflection`; where a language is written
without spaces, and for terms with signs in them (`C++`, `Node.js`), the term is looked for letter by letter.
Placeholders, tags, addresses and names of code are no words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from padanan.core.glossary import Term
from padanan.core.inflection import UNSPACED, bases, resembles
from padanan.core.model import Span
from padanan.core.text import write_marks_as_letters

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s\u00a0'’‐‑-]{1,8}")
_PLAIN_TERM = re.compile(r"[^\W_]+(?:[\s\u00a0'’‐‑-]+[^\W_]+)*")
_NO_WORDS = re.compile(
    r"%\(\w*\)[-+0#]*\d*(?:\.\d+)?[a-zA-Z]?|%[-+0#]*\d*(?:\.\d+)?[a-zA-Z]"  # printf
    r"|\{[^{}\n]{0,200}\}|<[^<>\n]{0,500}>|&#?\w{1,12};"
    r"|\b(?:https?|ftp|mailto):[^\s<>\"]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
)
# Names of code and files: one_two, file.txt.
_IDENTIFIER = re.compile(r"(?<![^\W_])[^\W_]++(?:_++[^\W_]++)++|\b\w++(?:\.[a-zA-Z]\w*+)++")
_ACCELERATOR = re.compile(r"[&_~](?=[^\W\d_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermHit:
    """An occurrence of a term in a text; `concept` is the number that the term was given with."""

    span: Span
    term: Term
    concept: int


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    text: str
    start: int
    end: int


class TermIndex:
    """Terms of one language, made ready to be found in many texts."""

    def __init__(self, terms: Iterable[tuple[int, Term]], *, language: str) -> None:
        """Take terms, each with the number of its concept, and the language subtag of the texts."""
        self._language = language
        self._by_word: dict[str, list[tuple[int, Term, list[str]]]] = defaultdict(list)
        self._by_letter: dict[str, list[tuple[int, Term, str]]] = defaultdict(list)
        for concept, term in terms:
            if is_literal(term.text, language):
                folded = term.text.casefold()
                self._by_letter[folded[:1]].append((concept, term, folded))
            else:
                words = _words_of(term.text)
                self._by_word[words[0]].append((concept, term, words))

    def find(self, text: str, *, skip_code: bool = True) -> list[TermHit]:
        """Give all occurrences in order of place, but for those inside a longer one.

        Args:
            text: Any text.
            skip_code: Pass over what looks like a name of code or of a file, but for terms that look so, too.
        """
        masked = _mask(text)
        words = _IDENTIFIER.sub(_blank, masked) if skip_code else masked
        hits = [*self._find_words(words), *self._find_letters(masked)]
        hits.sort(key=lambda hit: (hit.span.start, -hit.span.end, hit.concept))
        kept: list[TermHit] = []
        end = 0
        for hit in hits:
            if hit.span.end > end or (kept and hit.span == kept[-1].span):
                kept.append(hit)
                end = max(end, hit.span.end)
        return kept

    def _find_words(self, masked: str) -> Iterator[TermHit]:
        if not self._by_word:
            return
        words = _split(masked)
        for position, word in enumerate(words):
            for base in bases(word.folded, self._language):
                for concept, term, wanted in self._by_word.get(base, ()):
                    found = words[position : position + len(wanted)]
                    if self._agree(found, wanted, term, masked):
                        span = Span(start=word.start, end=found[-1].end)
                        yield TermHit(span=span, term=term, concept=concept)

    def _agree(self, found: Sequence[_Word], wanted: Sequence[str], term: Term, masked: str) -> bool:
        if len(found) != len(wanted) or not _adjoin(found, masked):
            return False
        if _minds_case(term) and not _same_case(found, term.text):
            return False
        pairs = zip(found[1:], wanted[1:], strict=True)
        return all(word in bases(piece.folded, self._language) for piece, word in pairs)

    def _find_letters(self, masked: str) -> Iterator[TermHit]:
        folded = masked.casefold() if self._by_letter else ""
        if len(folded) != len(masked):  # ß becomes ss: only then offsets would shift
            folded = masked.lower() if len(masked.lower()) == len(masked) else masked
        for start, letter in enumerate(folded):
            for concept, term, wanted in self._by_letter.get(letter, ()):
                end = start + len(wanted)
                if not folded.startswith(wanted, start) or _cuts_word(masked, start, end, self._language):
                    continue
                if not _minds_case(term) or masked[start:end] == term.text:
                    yield TermHit(span=Span(start=start, end=end), term=term, concept=concept)


def has_term(text: str, term: Term, *, language: str) -> bool:
    """Tell whether a text has a term in what could be any of its forms.

    `language` is the language subtag of the text. Accelerators inside words (`Bu_ka`) are no obstacle.
    """
    return any(_has_term(variant, term, language) for variant in {text, _ACCELERATOR.sub("", text)})


def has_verbatim(text: str, term: Term) -> bool:
    """Tell whether a text has a term letter by letter; capitals count if they do for the term."""
    variants = {text, _ACCELERATOR.sub("", text)}
    if term.case_sensitive:
        return any(term.text in variant for variant in variants)
    return any(term.text.casefold() in variant.casefold() for variant in variants)


def is_literal(text: str, language: str) -> bool:
    """Whether a term is looked for letter by letter: signs are part of it, or the language has no spaces."""
    return language in UNSPACED or _PLAIN_TERM.fullmatch(write_marks_as_letters(text)) is None


def _has_term(text: str, term: Term, language: str) -> bool:
    if is_literal(term.text, language):
        return has_verbatim(text, term)
    masked, words = _read(text)
    wanted = _words_of(term.text)
    for position in range(len(words) - len(wanted) + 1):
        found = words[position : position + len(wanted)]
        if (
            all(resembles(word.folded, piece, language) for word, piece in zip(found, wanted, strict=True))
            and _adjoin(found, masked)
            and (not term.case_sensitive or _same_case(found, term.text))
        ):
            return True
    return False


@lru_cache(maxsize=16)  # one text is asked for several terms
def _read(text: str) -> tuple[str, list[_Word]]:
    masked = _mask(text)
    return masked, _split(masked)


def _mask(text: str) -> str:
    """Blank out what is no word, so that offsets stay; U+0000 stands in no text and joins no words."""
    return _NO_WORDS.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _split(text: str) -> list[_Word]:
    return [
        _Word(text[found.start() : found.end()].casefold(), text[found.start() : found.end()], *found.span())
        for found in _WORD.finditer(write_marks_as_letters(text))
    ]


@lru_cache(maxsize=4096)
def _words_of(term: str) -> list[str]:
    return [word.folded for word in _split(term)]


def _adjoin(words: Sequence[_Word], text: str) -> bool:
    """Whether nothing but space, hyphens and apostrophes stands between the words."""
    return all(_GAP.fullmatch(text, left.end, right.start) for left, right in pairwise(words))


def _minds_case(term: Term) -> bool:
    """Whether capitals count: `IT` and `US` would otherwise be found in every second sentence."""
    return term.case_sensitive or (len(term.text) > 1 and term.text.isupper())


def _same_case(found: Sequence[_Word], term: str) -> bool:
    return all(piece.text in word.text for word, piece in zip(found, _split(term), strict=True))


def _cuts_word(text: str, start: int, end: int, language: str) -> bool:
    """Whether letters go on where a term would begin or end, in a writing with spaces."""
    if language in UNSPACED and not (text[start].isascii() and text[end - 1].isascii()):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return (text[start].isalnum() and _is_latin(before, language)) or (
        text[end - 1].isalnum() and _is_latin(after, language)
    )


def _is_latin(character: str, language: str) -> bool:
    """Whether a character would continue a word: any letter, but only Latin ones where none needs a space."""
    return character.isalnum() and (character.isascii() or language not in UNSPACED)
