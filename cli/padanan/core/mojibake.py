"""Text that was read in the wrong encoding: UTF-8 taken for windows-1252 or ISO 8859-1."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from padanan.core.model import Span

# What the bytes 80 to 9F are in windows-1252 (Unicode Consortium, CP1252.TXT); the five that are nothing
# there are control characters, as all of them are in ISO 8859-1.
_C1 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TRAIL = rf"[\x80-\xbf{_C1}]"
# A lead byte of UTF-8 before a byte that continues it, or what stands for bytes that nobody could read.
SUSPECT = rf"[Â-ô\N{{REPLACEMENT CHARACTER}}](?:(?<=\N{{REPLACEMENT CHARACTER}})|{_TRAIL})"
_RUN = re.compile(rf"(?:[Â-ß]{_TRAIL}|[à-ï]{_TRAIL}{{2}}|[ð-ô]{_TRAIL}{{3}})+")
_BYTES = {character: character.encode("cp1252") for character in _C1}
# Behind a capital letter these are what they seem: CONTINUARÁ…, « CAFÉ », “NON È”.
_CLOSING = frozenset("’”…–—»›\xa0°·“‘º¹²³")


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """A run of characters that was one of others; `meant` is what it was before."""

    span: Span
    meant: str


def find_mojibake(text: str) -> Iterator[Misread]:
    """Find what gives sound and likelier text when its characters are taken for bytes of UTF-8.

    A pair such as `É»` that a language can have as well is left alone.
    Cost: O(length).
    """
    for run in _RUN.finditer(text):
        for found in _decodable(run[0]):
            start, end, meant = found
            if _is_likely(text, run.start() + start, meant):
                yield Misread(span=Span(start=run.start() + start, end=run.start() + end), meant=meant)


def _decodable(run: str) -> Iterator[tuple[int, int, str]]:
    """Decode a run; overlong forms and surrogates, which are no UTF-8, leave it out as a whole."""
    data = b"".join(_BYTES.get(character) or character.encode("latin-1") for character in run)
    try:
        yield 0, len(run), data.decode("utf-8")
    except UnicodeDecodeError:
        return


def _is_likely(text: str, start: int, meant: str) -> bool:
    """Whether the reading makes sense: Latin letters and punctuation alone, other scripts in twos."""
    if any(ord(character) >= 0x0250 and not 0x1E00 <= ord(character) < 0x2300 for character in meant):
        return len(meant) > 1
    if len(meant) > 1 or text[start] not in "ÂÃÄÅ":
        return len(meant) > 1 or text[start] in "âï"
    follows_capital = start > 0 and text[start - 1].isupper()
    return not (follows_capital and text[start + 1] in _CLOSING)
