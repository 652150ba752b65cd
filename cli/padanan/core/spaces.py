"""White space in texts of many languages."""

# Spaces within a line: tab, space, those that do not break, those of fixed width, the ideographic one.
SPACES = "\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"  # a piece of a character class
NO_BREAK_SPACES = "\xa0\u202f"

# Written without spaces between words (Unicode 16, chapters 16 and 18): a space at the edge of an English
# text has no counterpart in them, for their punctuation brings its own.
WRITTEN_WITHOUT_SPACES = frozenset({
    "bo", "dz", "ja", "khb", "km", "lo", "my", "nod", "shn", "tdd", "th", "wuu", "yue", "zh",
})  # fmt: skip

_CHARACTERS = (
    "\t \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)


def leading_spaces(text: str) -> str:
    """Give the spaces that a text begins with; none beside a newline, where they indent a line."""
    spaces = text[: len(text) - len(text.lstrip(_CHARACTERS))]
    return "" if text[len(spaces) : len(spaces) + 1] in {"\n", "\r"} else spaces


def trailing_spaces(text: str) -> str:
    """Give the spaces that a text ends with; none beside a newline, where they are the rest of a layout."""
    words = text.rstrip(_CHARACTERS)
    return "" if words.endswith(("\n", "\r")) else text[len(words) :]
