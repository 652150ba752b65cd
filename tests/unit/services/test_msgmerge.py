"""Merging against msgmerge itself, on small catalogues with edits of every kind."""

import random
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from padanan.core.catalogue import Entry
from padanan.core.language import parse_language
from padanan.formats.po import new_document, read_catalogue
from padanan.services.update import update_catalogue

HEADER = {
    "POT-Creation-Date": "2025-01-01 00:00+0000",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
SENTENCES = [
    "Pemerintah kota akan membangun jembatan baru di atas sungai itu.",
    "Harga beras naik tajam menjelang hari raya, kata pedagang pasar.",
    "Para pelajar berangkat ke sekolah dengan bus yang disewa warga.",
    "Hujan deras membuat beberapa ruas jalan utama tergenang air.",
    "Tim nasional menang tiga gol tanpa balas pada laga pembuka.",
    "Museum itu menyimpan lukisan langka dari abad kedelapan belas.",
]
EDITED = [
    "Pemerintah kota telah membangun jembatan baru di atas sungai itu.",
    "Harga beras dan gula naik tajam menjelang hari raya, kata pedagang.",
    "Para pelajar pulang dari sekolah dengan bus yang disewa warga.",
    "Hujan membuat beberapa ruas jalan tergenang air.",
    "Tim nasional kalah tiga gol tanpa balas pada laga terakhir.",
    "Museum itu menyimpan dan merawat lukisan langka dari abad kedelapan belas.",
]


def _old_entries(generator: random.Random) -> list[Entry]:
    entries = []
    for text in SENTENCES:
        entry = Entry(msgid=text, msgstr=(f"EN {text}",))
        kind = generator.randrange(6)
        if kind == 0:
            entry = replace(entry, msgstr=("",))
        elif kind == 1:
            entry = replace(entry, flags=("fuzzy",), previous_msgid=text.replace("a", "e", 1))
        elif kind == 2:
            entry = replace(entry, flags=("fuzzy",))
        elif kind == 3:
            entry = replace(entry, obsolete=True)
        entries.append(entry)
    return sorted(entries, key=lambda entry: entry.obsolete)


def _new_entries(generator: random.Random) -> list[Entry]:
    chosen = [
        text
        for pair in zip(SENTENCES, EDITED, strict=True)
        for text in generator.choice([pair[:1], pair[1:], pair, ()])
    ]
    generator.shuffle(chosen)
    return [Entry(msgid=text) for text in [*chosen, "Selamat pagi."]]


def _write(path: Path, entries: list[Entry]) -> None:
    document = new_document(path, HEADER, header_comments=[])
    document.arrange((entry, None) for entry in entries)
    path.write_bytes(document.to_bytes())


def _state(path: Path) -> list[tuple[object, ...]]:
    entries = read_catalogue(path).catalogue.entries
    return sorted(
        (entry.obsolete, entry.msgid, entry.msgstr, entry.is_fuzzy, entry.previous_msgid or "")
        for entry in entries
    )


@pytest.mark.parametrize("seed", range(20))
def test_entries_end_as_msgmerge_would_have_them(tmp_path: Path, require_program, seed: int) -> None:
    generator = random.Random(seed)
    catalogue, template, expected = tmp_path / "en.po", tmp_path / "x.pot", tmp_path / "expected.po"
    _write(catalogue, _old_entries(generator))
    _write(template, _new_entries(generator))
    command = [require_program("msgmerge"), "--quiet", "--previous", "-o", expected, catalogue, template]
    subprocess.run(command, check=True)
    update_catalogue(catalogue, read_catalogue(template).catalogue, parse_language("en"))
    assert _state(catalogue) == _state(expected)
