"""Inline markup of reStructuredText in messages: roles, literals, references, substitutions, footnotes.

Source: Docutils, "reStructuredText Markup Specification", "Inline Markup"; Sphinx, "Cross-references".
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from padanan.core.model import Span

_MARKUP = re.compile(
    r"(?P<literal>``(?=\S)[^`]{1,2000}(?:`(?!`)[^`]{1,500}){0,4}``)"
    r"|:(?P<role>[A-Za-z][\w.+-]{0,40}(?::[A-Za-z][\w.+-]{0,40})?):`(?P<content>[^`\s][^`]{0,1000})(?<!\s)`"
    r"|(?P<reference>`(?=\S)[^`]{1,1000}(?<!\s)`__?)(?!\w)"
    r"|(?P<footnote>\[(?:[0-9]+|#[\w-]{0,40}|\*|[A-Za-z][\w.-]{0,40})\]_)(?!\w)"
    r"|(?P<substitution>\|(?=[^\s|])[\w .-]{0,60}\w\|)(?!\|)"
)
# Roles whose content names a thing of the program or the documentation; that of others may be translated.
_POINTING = frozenset({
    "attr", "class", "const", "data", "doc", "download", "eq", "envvar", "exc", "func", "keyword", "macro",
    "member", "meth", "mod", "module", "numref", "obj", "opcode", "option", "pep", "program", "ref", "rfc",
    "token", "type", "confval", "rst:dir", "rst:role", "issue", "source", "cve", "cwe", "setting", "djadmin",
    "ticket", "tfilter", "ttag", "lookup",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """A piece of inline markup.

    `kind` is "literal", "role", "reference", "footnote" or "substitution". `key` is what a translation must
    keep of it: the role and what it points to, the label, the substitution's name; of a literal its text; of
    a reference what it points to, unless that is its text or a whole address.
    """

    kind: str
    key: str
    span: Span


def find_inline(text: str) -> Iterator[Inline]:
    """Find inline markup, in order, whether or not it is set apart as Docutils demands. Cost: O(length)."""
    if "`" not in text and "]_" not in text and "|" not in text:
        return
    for found in _MARKUP.finditer(text):
        kind = "role" if found["role"] else str(found.lastgroup)
        yield Inline(kind=kind, key=_key(kind, found), span=Span(start=found.start(), end=found.end()))


def is_set_apart(text: str, span: Span) -> bool:
    """Whether markup is recognised where it stands: white space, punctuation or an edge is beside it."""
    before, behind = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    # A backslash behind it begins an escaped space, which shows as nothing.
    return _is_border(before, "PsPiPfPdPo", "-:/'\"<([{") and (
        behind == "\\" or _is_border(behind, "PePiPfPdPo", "'\")]}>-/:.,;!?\\")
    )


def _is_border(character: str, categories: str, others: str) -> bool:
    if not character or character.isspace() or character in others:
        return True
    # Zero-width spaces part words, too, and are of use for nothing else there.
    return character == "\u200b" or unicodedata.category(character) in categories


def _key(kind: str, found: re.Match[str]) -> str:
    if kind == "role":
        role, content = found["role"].lower(), found["content"].strip()
        is_pointing = role in _POINTING or role.rpartition(":")[2] in _POINTING
        return f":{role}:`{_target(content) or content}`" if is_pointing else f":{role}:"
    if kind == "reference":
        target = _embedded(found[0].rstrip("_").strip("`"))
        return "`_" if "://" in target else f"<{target}>"  # whole addresses are looked at wherever they stand
    return found[0]


def _embedded(content: str) -> str:
    """Give the address or name that a reference carries; only one set apart by white space is read so."""
    title, _, target = content.removesuffix(">").rpartition("<")
    is_read = content.endswith(">") and (not title or title[-1].isspace()) and target == target.strip()
    return target if is_read else ""


def _target(content: str) -> str:
    """Give what stands in angle brackets at the end, empty without."""
    return content[:-1].rpartition("<")[2] if content.endswith(">") and "<" in content else ""
