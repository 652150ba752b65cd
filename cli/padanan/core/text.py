"""Text as people see it."""

import re
import unicodedata

# What a terminal or a viewer would obey or swallow instead of showing: control characters, line and paragraph
# separators, zero-width and direction characters, tags, and surrogates that are no characters at all.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)

# Stands for combining marks, which regular expressions do not count among the characters of words.
MARK_LETTER = "\N{MODIFIER LETTER SMALL H}"

# As Zope's catalogues have them, and others of programs that look texts up by name.
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+")

# What a spreadsheet takes for a formula (OWASP, "CSV Injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def show_unseen(text: str) -> str:
    """Make harmless and visible what a terminal would obey: an escape character becomes `<U+001B>`.

    Newlines and tabs stay, as do the joiners U+200C and U+200D, which shape letters.
    """
    return _UNSEEN.sub(lambda match: show_codes(match[0]), text)


def show_on_one_line(text: str) -> str:
    """Make harmless what a terminal would obey, newlines too: a file name must not look like another line."""
    return show_unseen(text).replace("\n", show_codes("\n"))


def show_codes(text: str) -> str:
    """Write every character by its code."""
    return "".join(f"<U+{ord(character):04X}>" for character in text)


def is_symbolic(msgid: str) -> bool:
    """Whether a msgid is a name in place of source text (`help_tags`), which says nothing of that text."""
    return _NAME.fullmatch(msgid) is not None


def neutralise_formula(cell: str) -> str:
    """Keep a spreadsheet from computing a text: an apostrophe goes before it (see `restore_formula`)."""
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA_STARTS) else cell


def restore_formula(cell: str) -> str:
    """Give the text of which `neutralise_formula` made a cell."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_STARTS) else cell


def write_marks_as_letters(text: str) -> str:
    """Put MARK_LETTER for each combining mark: the length stays, and expressions find Hindi words whole."""
    if text.isascii():
        return text
    return "".join(
        MARK_LETTER if unicodedata.category(character)[0] == "M" else character for character in text
    )
