"""Updating against msgmerge itself, over templates derived from catalogues by edits of every kind.

Both results are written by msgcat before they are compared, so that only line ends, wrapping and the order of
flags do not count. Two differences are argued in docs/decisions/0016-update.md and kept out of the way here:
of messages that are equally alike padanan takes the one of the same msgctxt, and it does not take obsolete
messages of a template for living ones.
"""

import importlib.util
import random
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.catalogue import Entry
from padanan.formats.files import SourceFile
from padanan.formats.po import PoDocument, new_document, parse_catalogue, read_catalogue
from padanan.services.merge import MergeOptions
from padanan.services.update import merge_template

LANGUAGES = ("ar", "de", "fr", "id", "ja", "pl", "ru", "sl", "zh_Hans")


def find_catalogues() -> list[Path]:
    spec = importlib.util.find_spec("django")
    assert spec is not None, "django is a development dependency"
    assert spec.origin is not None
    parts = ("conf", "contrib/admin", "contrib/gis", "contrib/humanize")
    folders = [Path(spec.origin).parent / part / "locale" for part in parts]
    paths = [folder / name / "LC_MESSAGES" / "django.po" for folder in folders for name in LANGUAGES]
    return [path for path in paths if path.exists()]


CATALOGUES = find_catalogues()
DATE = "2030-01-01 00:00+0000"


def altered(text: str, generator: random.Random) -> str:
    words = text.split(" ")
    place = generator.randrange(len(words))
    match generator.randrange(6):
        case 0:
            words.insert(place, generator.choice(["new", "the", "also", "%s"]))
        case 1 if len(words) > 1:
            del words[place]
        case 2:
            words[place] = "changed"
        case 3:
            return f"{text}."
        case 4:
            return text.upper() if text != text.upper() else text.lower()
        case _:
            words = words[::-1]
    return " ".join(words)


def in_template(entry: Entry) -> Entry:
    return replace(
        entry,
        msgstr=("",) if entry.msgid_plural is None else ("", ""),
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
        translator_comments=(),
        previous_msgctxt=None,
        previous_msgid=None,
        previous_msgid_plural=None,
        obsolete=False,
    )


def derived(entry: Entry, generator: random.Random) -> Iterator[Entry]:
    """Give what may stand in a later template for an entry of a catalogue."""
    new = in_template(entry)
    chance = generator.random()
    if (entry.obsolete and chance < 0.7) or chance < 0.15:
        return
    if chance < 0.35:
        new = replace(new, msgid=altered(new.msgid, generator))
    elif chance < 0.38:
        new = replace(new, msgctxt="context")
    elif chance < 0.42 and new.msgid_plural is None:
        new = replace(new, msgid_plural=f"{new.msgid}s", msgstr=("", ""))
    elif chance < 0.42:
        new = replace(new, msgid_plural=None, msgstr=("",))
    elif chance < 0.46:
        new = replace(new, flags=("python-format",) if not new.flags else ())
    elif chance < 0.50:
        new = replace(new, references=new.references[:1], extracted_comments=("seen by few",))
    elif chance < 0.52 and new.msgid_plural is not None:
        new = replace(new, msgid_plural=f"{new.msgid_plural} more", flags=("range: 0..9",))
    yield new
    if chance > 0.97:
        yield replace(new, msgid=f"quite another one {chance}")


def make_template(path: Path, entries: list[Entry], generator: random.Random) -> None:
    chosen = {new.key: new for entry in entries for new in derived(entry, generator) if new.msgid}
    order = list(chosen.values())
    if generator.random() < 0.5:
        generator.shuffle(order)
    document = new_document(path, {"POT-Creation-Date": DATE, "Content-Type": "text/plain; charset=UTF-8"})
    document.arrange((entry, None) for entry in order)
    path.write_bytes(document.to_bytes())


def make_old(source: Path, path: Path, generator: random.Random) -> None:
    """Copy a catalogue, with entries that are untranslated, fuzzy and obsolete; no msgid in two contexts."""
    document = read_catalogue(source)
    contexts = Counter(entry.msgid for entry in document.catalogue.entries)
    for entry in document.catalogue.entries:
        if contexts[entry.msgid] > 1:
            document.remove_entry(entry)
            continue
        chance = generator.random()
        if chance < 0.05 and not entry.obsolete:
            document.replace_entry(entry, replace(entry, msgstr=("",) * len(entry.msgstr)))
        elif chance < 0.10:
            flags = ("fuzzy", *(flag for flag in entry.flags if flag != "fuzzy"))
            previous = altered(entry.msgid, generator) if chance < 0.08 else None
            document.replace_entry(entry, replace(entry, flags=flags, previous_msgid=previous))
        elif chance < 0.14 and not entry.obsolete:
            document.remove_entry(entry)
            document.append_entry(replace(entry, obsolete=True, references=(), extracted_comments=()))
    path.write_bytes(document.to_bytes())


def normalised(path: Path, msgcat: str) -> list[Entry]:
    data = subprocess.run([msgcat, str(path)], capture_output=True, check=True).stdout
    document, errors = parse_catalogue(SourceFile.of(path, data))
    assert errors == []
    header = document.catalogue.header_entry
    assert header is not None
    lines = "".join(sorted(header.msgstr[0].splitlines(keepends=True)))
    entries = [replace(header, msgstr=(lines,)), *document.catalogue.entries]
    return [replace(entry, line=0, flags=tuple(sorted(entry.flags))) for entry in entries]


def merged(path: Path, template: Path, options: MergeOptions) -> PoDocument:
    document = read_catalogue(path)
    merge_template(document, read_catalogue(template).catalogue, options)
    return document


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("previous", [True, False], ids=["previous", "compact"])
def test_catalogues_end_as_msgmerge_has_them(
    tmp_path: Path, require_program: Callable[[str], str], seed: int, previous: bool
) -> None:
    generator = random.Random(seed)
    path, template, expected = tmp_path / "x.po", tmp_path / "x.pot", tmp_path / "expected.po"
    for source in generator.sample(CATALOGUES, 4):
        make_old(source, path, generator)
        make_template(template, list(read_catalogue(path).catalogue.entries), generator)
        command = [require_program("msgmerge"), "--quiet", "-o", str(expected), str(path), str(template)]
        subprocess.run([*command, *(["--previous"] if previous else [])], check=True)
        document = merged(path, template, MergeOptions(previous=previous))
        path.write_bytes(document.to_bytes())
        msgcat = require_program("msgcat")
        assert normalised(path, msgcat) == normalised(expected, msgcat)


@pytest.mark.parametrize("seed", range(6))
def test_a_second_merge_changes_nothing_and_unchanged_entries_keep_their_lines(
    tmp_path: Path, seed: int
) -> None:
    generator = random.Random(seed)
    path, template = tmp_path / "x.po", tmp_path / "x.pot"
    make_old(generator.choice(CATALOGUES), path, generator)
    old = read_catalogue(path)
    make_template(template, list(old.catalogue.entries), generator)
    document = merged(path, template, MergeOptions())
    lines = {entry.key: lines_of(old, entry) for entry in old.catalogue.entries}
    before = {entry.key: replace(entry, line=0) for entry in old.catalogue.entries}
    kept = [entry for entry in document.catalogue.entries if before.get(entry.key) == replace(entry, line=0)]
    assert len(kept) > 10
    assert all(lines_of(document, entry) == lines[entry.key] for entry in kept)
    path.write_bytes(document.to_bytes())
    assert merged(path, template, MergeOptions()).to_bytes() == path.read_bytes()


def lines_of(document: PoDocument, entry: Entry) -> list[str]:
    lines = document.text.split("\n")[entry.line - 1 :]
    return lines[: lines.index("")]
