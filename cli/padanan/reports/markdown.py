"""Markdown as GitHub, GitLab and others show it, in which text of somebody else's is no markup."""

import re
from collections.abc import Sequence
from html import escape

from padanan.core.text import show_unseen

# What would be taken for markup inside a line, mentions, issues and emoji among it.
_MARKUP = re.compile(r"[\\`*_\[\]#|~@]|:(?=[\w+-]+:)")


class Code(str):
    """Text that is shown as code: a signature or a digest, which holds no backtick."""

    __slots__ = ()


def plain(text: str) -> str:
    """Write text so that it is shown as it is, on one line."""
    shown = escape(show_unseen(text).replace("\n", "\\n"), quote=False)
    # `#` stands in what `escape` makes of nothing, so no reference to a character is taken apart.
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", shown)


def grid(rows: Sequence[Sequence[str]]) -> str:
    """Render a table whose first row is its heading, numbers (all columns but the first) on the right.

    Args:
        rows: Cells of text; those that are `Code` stand on the left.
    """
    heading, *rest = [[_cell(cell) for cell in row] for row in rows]
    are_code = [isinstance(cell, Code) for cell in (rows[1] if len(rows) > 1 else rows[0])]
    rule = ["---" if not place or code else "---:" for place, code in enumerate(are_code)]
    return "".join(f"| {' | '.join(row)} |\n" for row in [heading, rule, *rest])


def _cell(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`" if isinstance(text, Code) else plain(text)
