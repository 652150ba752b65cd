"""Diffs of catalogues are patches: what they are applied to becomes what they were made of."""

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from padanan.core.catalogue import Entry
from padanan.formats.files import SourceFile
from padanan.formats.po import PoDocument
from padanan.services.catalogue_diff import diff_catalogues

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
texts = st.sampled_from(["", "a", "a\n", "long " * 40, "\u2028x", "\\"])
changes = st.lists(st.tuples(texts, texts, st.booleans()), max_size=12)


@given(changes=changes, newline=st.sampled_from(["\n", "\r\n"]), ends=st.booleans())
def test_a_diff_makes_the_new_text_of_the_old_one(
    changes: list[tuple[str, str, bool]], newline: str, ends: bool
) -> None:
    document = PoDocument(SourceFile.of(Path("x.po"), HEADER.encode()))
    for number, (old, _, _) in enumerate(changes):
        document.append_entry(Entry(msgid=str(number), msgstr=(old,)))
    text = document.text if ends else document.text.rstrip("\n")
    document = PoDocument(SourceFile.of(Path("x.po"), text.replace("\n", newline).encode()))
    before = (document.catalogue, document.text)
    for entry, (_, new, is_fuzzy) in zip(before[0].entries, changes, strict=True):
        comments = ("padanan: 80 %",) if is_fuzzy else ()
        document.replace_entry(entry, replace(entry, msgstr=(new,), translator_comments=comments))
    after = (document.catalogue, document.text)
    diff = diff_catalogues(before, after, name="x.po")
    assert (diff == "") == (before[1] == after[1])
    assert patched(before[1], diff) == after[1]


def patched(text: str, diff: str) -> str:
    """Apply a unified diff the simplest way."""
    old = re.findall(r"[^\n]*\n|[^\n]+", text)
    new: list[str] = []
    lines = re.findall(r"[^\n]*\n", diff)[2:]
    position = 0
    for number, line in enumerate(lines):
        lacks_end = number + 1 < len(lines) and lines[number + 1].startswith("\\")
        content = line[1:].removesuffix("\n") if lacks_end else line[1:]
        if hunk := re.match(r"@@ -(\d+)(?:,(\d+))?", line):
            start = int(hunk[1]) - (hunk[2] != "0")
            new += old[position:start]
            position = start
        elif line[0] in " -":
            assert old[position] == content
            position += 1
        if line[0] in " +":
            new.append(content)
    return "".join([*new, *old[position:]])
