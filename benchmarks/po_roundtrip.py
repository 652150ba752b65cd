"""What becomes of published catalogues that are read, edited and written: by padanan, polib and msgfmt.

Every catalogue (.po, .pot) in the data is read. Counted are those that come back byte for byte unedited, that
polib reads as the same entries, and in which an edited translation changes no line but its own; and how many
lines of long translations come out as they stand when they are written anew. Then the time to read them all,
in this run, on one core: padanan, polib, and `msgfmt -c -o /dev/null` (a process a file) if it is there.

    pip download django --no-deps
    python benchmarks/po_roundtrip.py --data Django-*.whl

--data takes folders and wheels, several if need be; without it $PADANAN_DATA is looked at. The exit code is 1
if a catalogue was changed that should not have been.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib

from padanan.core.catalogue import Entry
from padanan.formats.files import SourceFile, read_file
from padanan.formats.po import PoDocument, parse_catalogue

SUFFIXES = {".po", ".pot"}
# A translation this long is wrapped by most tools, and shows whether we wrap as the catalogue does.
LONG_TRANSLATION = 80


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, nargs="+", default=default_data(), help="folders and wheels")
    options = parser.parse_args()
    if not options.data:
        sys.exit("name catalogues with --data, or get some: pip download django --no-deps")
    with tempfile.TemporaryDirectory() as scratch:
        paths = find_catalogues(options.data, Path(scratch))
        if not paths:
            sys.exit(f"no catalogues (.po, .pot) in {', '.join(map(str, options.data))}")
        counts = Counter[str]()
        for path in paths:
            counts.update(examine(path))
        report(counts)
        compare_times(paths, counts)
    return 0 if counts["unchanged"] == counts["sound"] == counts["local"] + counts["without entries"] else 1


def default_data() -> list[Path]:
    folder = os.environ.get("PADANAN_DATA")
    return [Path(folder)] if folder else []


def find_catalogues(data: list[Path], scratch: Path) -> list[Path]:
    folders = []
    for path in data:
        if path.is_dir():
            folders.append(path)
            continue
        if not zipfile.is_zipfile(path):
            sys.exit(f"{path} is neither a folder nor a wheel")
        folders.append(scratch / path.name)
        with zipfile.ZipFile(path) as wheel:
            names = [name for name in wheel.namelist() if Path(name).suffix in SUFFIXES]
            wheel.extractall(folders[-1], names)
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES)


def examine(path: Path) -> Counter[str]:
    source = read_file(path)
    document, errors = parse_catalogue(source)
    if errors:
        print(f"refused: {errors[0]}")
        return Counter({"files": 1, "refused": 1})
    entries = document.catalogue.entries
    counts = Counter({"files": 1, "sound": 1, "entries": len(entries), "bytes": len(source.data)})
    counts["unchanged"] = document.to_bytes() == source.data
    counts["as polib"] = reads_as_polib(path, entries)
    if entries:
        counts["local"] = edit_is_local(source, entries)
        counts.update(rewrite(source, entries))
    else:
        counts["without entries"] = 1
    return counts


def reads_as_polib(path: Path, entries: tuple[Entry, ...]) -> bool:
    try:
        reference = polib.pofile(str(path))
    except (OSError, ValueError, LookupError):
        return False
    ours = [(e.msgctxt, e.msgid, e.msgid_plural or "", e.msgstr, e.obsolete, list(e.flags)) for e in entries]
    theirs = [(e.msgctxt, e.msgid, e.msgid_plural, forms_of(e), bool(e.obsolete), e.flags) for e in reference]
    return ours == theirs


def forms_of(entry: polib.POEntry) -> tuple[str, ...]:
    return tuple(text for _, text in sorted(entry.msgstr_plural.items())) or (entry.msgstr,)


def edit_is_local(source: SourceFile, entries: tuple[Entry, ...]) -> bool:
    """Whether editing the middle entry's translation leaves every line outside its msgstr alone."""
    old = entries[len(entries) // 2]
    document = PoDocument(source)
    document.replace_entry(old, replace(old, msgstr=tuple(f"{form} edited" for form in old.msgstr)))
    before, after = source.data.split(b"\n"), document.to_bytes().split(b"\n")
    places = [place.line for key, found in old.places.items() if key.startswith("msgstr") for place in found]
    start, end = min(places) - 1, max(places)
    rest = len(before) - end
    return before[:start] == after[:start] and before[end:] == after[len(after) - rest :]


def rewrite(source: SourceFile, entries: tuple[Entry, ...]) -> Counter[str]:
    """Empty and restore every long translation; count their lines, and those that came out otherwise."""
    document = PoDocument(source)
    counts = Counter[str]()
    for entry in entries:
        if max(map(len, entry.msgstr)) >= LONG_TRANSLATION:
            empty = replace(entry, msgstr=("",) * len(entry.msgstr))
            document.replace_entry(entry, empty)
            document.replace_entry(empty, entry)
            counts["long lines"] += sum(
                len(places) for keyword, places in entry.places.items() if keyword.startswith("msgstr")
            )
    before = set(source.data.split(b"\n"))
    counts["rewrapped lines"] = sum(line not in before for line in document.to_bytes().split(b"\n"))
    return counts


def report(counts: Counter[str]) -> None:
    print(f"{counts['files']} catalogues, {counts['entries']} entries, {counts['bytes'] / 1e6:.1f} MB")
    print(f"  refused                             {counts['refused']}")
    print(f"  byte for byte as they were          {counts['unchanged']}")
    print(f"  the same entries as polib reads     {counts['as polib']}")
    print(f"  an edit stays within its lines      {counts['local']} (empty: {counts['without entries']})")
    kept = counts["long lines"] - counts["rewrapped lines"]
    percent = 100 * kept / max(counts["long lines"], 1)
    print(
        f"  lines of long translations written anew as they stand: {percent:.1f} % of {counts['long lines']}"
    )


def compare_times(paths: list[Path], counts: Counter[str]) -> None:
    ours = measure(lambda path: PoDocument(read_file(path)).catalogue, paths)
    print(f"{'':12} {'s':>7} {'entries/s':>10} {'ratio':>6}")
    readers: dict[str, float] = {"padanan": ours, "polib": measure(read_with_polib, paths)}
    msgfmt = shutil.which("msgfmt")
    if msgfmt is not None:
        command = [msgfmt, "-c", "-o", os.devnull]
        readers["msgfmt -c"] = measure(
            lambda path: subprocess.run([*command, path], check=False, stderr=subprocess.DEVNULL), paths
        )
    for name, seconds in readers.items():
        print(f"{name:12} {seconds:7.2f} {counts['entries'] / seconds:10.0f} {seconds / ours:6.2f}")


def read_with_polib(path: Path) -> None:
    with contextlib.suppress(OSError, ValueError, LookupError):
        polib.pofile(str(path))


def measure(read: Callable[[Path], object], paths: list[Path]) -> float:
    """Give the wall time in seconds of reading every file once, after one warm-up file."""
    read(paths[0])
    start = time.perf_counter()
    for path in paths:
        read(path)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
