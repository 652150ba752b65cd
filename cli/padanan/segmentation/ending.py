"""With which characters a pattern's matches can end: a quick way to places where one may have ended."""

import regex

_ATOM = regex.compile(
    r"""
    (?P<atom>
        \\ (?: [dDsSwWhH] | [pP]\{[^}]*\} | x[0-9A-Fa-f]{2} | u[0-9A-Fa-f]{4} | U[0-9A-Fa-f]{8} | [^\w\s] )
      | (?P<set> \[ (?: [^\[\]\\] | \\. | (?&set) )+ \] )
      | (?P<literal> [^\\.^$()\[|*+?{] )
    )
    (?: (?P<optional> [*?] | \{0+(?:,\d*)?\} ) | \+ | \{\d+(?:,\d*)?\} )?+ [?+]?+
    """,
    regex.VERBOSE | regex.DOTALL | regex.VERSION1,
)
_ANCHOR = regex.compile(r"\\[ABZb]")
_IGNORES_CASE = regex.compile(r"\(\?[a-z]*i")
# A set that holds one of these is met so often that looking for it saves nothing.
_FREQUENT = "aZéя中の0 "


def ending_set(pattern: str) -> str | None:
    """Give a set that holds every character with which a match of `pattern` can end.

    Args:
        pattern: A pattern of `regex`, VERSION1, as `translate_pattern` gives it.

    Returns:
        A set expression; None where the pattern does not end in a plain row of characters and sets, where its
        match can be empty, or where the set would hold letters, figures or spaces.
    """
    row = _last_row(pattern)
    needed = next((index for index, (_, optional) in enumerate(row) if not optional), None)
    if needed is None:
        return None
    found = f"[{''.join(atom for atom, _ in row[: needed + 1])}]"
    return None if regex.search(found, _FREQUENT, regex.VERSION1) else found


def _last_row(pattern: str) -> list[tuple[str, bool]]:
    """Give the atoms behind the last thing that is none, backwards, each with whether it may be missing."""
    row: list[tuple[str, bool]] = []
    depth = position = 0
    while position < len(pattern):
        atom = _ATOM.match(pattern, position)
        if atom:
            text = regex.escape(atom["literal"]) if atom["literal"] else atom["atom"]
            row.append((text, atom["optional"] is not None))
            position = atom.end()
            continue
        row.clear()
        depth += (pattern[position] == "(") - (pattern[position] == ")")
        has_alternatives = pattern[position] == "|" and depth == 0
        is_unknown = pattern[position] == "\\" and not _ANCHOR.match(pattern, position)
        if has_alternatives or is_unknown or _IGNORES_CASE.match(pattern, position):
            return []
        position += 2 if pattern[position] == "\\" else 1
    return row[::-1]
