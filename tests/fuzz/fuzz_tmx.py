"""Read, validate and repair TMX that nobody would write, and see that all of it ends in units or in words.

Usage: python tests/fuzz/fuzz_tmx.py [SECONDS, by default 3600] [SEED]

A document is put together from pieces of real and hostile markup, encoded in some way, and damaged byte by
byte. Whatever comes out: reading ends in units, skipped units and one error of ours at most; a repair is TMX
that XML parsers take, has no fewer units than were read, and repairing it again changes nothing. A crash is
raised with the document beside it; one that takes longer than any of this size can counts as a hang.
"""

import random
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from padanan.core.errors import PadananError
from padanan.formats.tmx import find_deviations, read_header, read_tmx
from padanan.formats.tmx.repair import Mend, RepairCounts, repair_tmx

LONGEST_S = 10.0
ENCODINGS = ["utf-8"] * 6 + ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "gb18030"]
DECLARATIONS = ["", '<?xml version="1.0" encoding="UTF-8"?>\n', '<?xml version="1.0" encoding="{}"?>\r\n']
HEADS = [
    '<tmx version="1.4"><header creationtool="x" srclang="en" adminlang="en"/><body>',
    '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.1">\n<header srclang="*all*"><prop type="x">y</prop>'
    '<ude name="n"><map unicode="#xF8FF" code="#xF0"/></ude><note>n</note></header>\n<body>\n',
    '<!DOCTYPE tmx [<!ENTITY a "b">]><tmx><header><x/></header><body>',
    "<tmx><body>",
    "<html>",
    "",
]
LANGUAGES = ["en", "id", "zh_CN", "ZH-hans", "x", "", "en-US", "*all*", "<", "a" * 300, "é"]
ATTRIBUTES = [
    'tuid="{}"',
    'changedate="20240101T000000Z"',
    'changedate="yesterday"',
    'creationid="anna"',
    "x='1'",
    'i="1"',
    'x="2"',
    'pos="begin"',
    'type="x-context"',
    'usagecount="no"',
    'segtype="block"',
    "lang='en'",
    'a="&nbsp;"',
    "?",
]
TEXTS = [
    "Save ",
    "&amp;",
    "&nbsp;",
    "&#65;",
    "&#0;",
    "& ",
    "<",
    "]]>",
    "<!-- c -->",
    "<![CDATA[<x>]]>",
    "\x00",
    "\x0b",
    "\ufffe",
    "é",
    "漢字",
    "😀",
    "\r\n",
    "\t",
    "<?p i?>",
    "&" * 9,
    "<!--",
    "--",
    "'\"",
    "\u202e",
    "%s",
    "{0}",
]
INLINE = ["bpt", "ept", "ph", "it", "hi", "sub", "ut", "g", "x", "b", "seg"]


def fuzz(seconds: float, *, seed: int) -> int:
    """Fuzz for some seconds; give the number of documents.

    Raises:
        AssertionError: one crashed, hung or came out wrong; it is part of the message.
    """
    chance, count, end = random.Random(seed), 0, time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.tmx"
        while time.monotonic() < end:
            data = damage(encode(document(chance), chance), chance)
            path.write_bytes(data)
            began = time.monotonic()
            try:
                use(path)
            except Exception as error:
                raise AssertionError(f"went wrong with {data!r}") from error
            assert time.monotonic() - began < LONGEST_S, f"hung on {data!r}"
            count += 1
    return count


def use(path: Path) -> None:
    """Do all that is done with a document, and see that what comes out is right."""
    read = 0
    with suppress(PadananError):
        read_header(path)
    with suppress(PadananError):
        for _ in read_tmx(path, on_skip=check_place, on_loss=check_place):
            read += 1
    for deviation in find_deviations(path):
        assert deviation.path
    mended = path.with_suffix(".mended")
    try:
        counts = RepairCounts()
        mended.write_bytes(b"".join(repair_tmx(path, tell=check_place, counts=counts)))
    except PadananError:
        return
    check_mended(mended, read)


def check_mended(mended: Path, read: int) -> None:
    """See that a repair is XML, has the units, and is a fixed point."""
    broken = [one.message for one in find_deviations(mended) if "XML" in one.message]
    assert not broken, broken
    units = sum(1 for _ in read_tmx(mended))
    assert units >= read, f"{read} units were read, and {units} after the repair"
    mends: list[Mend] = []
    again = b"".join(repair_tmx(mended, tell=mends.append, counts=RepairCounts()))
    assert again == mended.read_bytes(), mends
    assert not mends, mends


def check_place(told: object) -> None:
    """See that whatever is told has a place and a reason."""
    assert getattr(told, "line", 0) >= 1
    assert getattr(told, "column", 0) >= 1
    assert getattr(told, "message", "") or getattr(told, "reason", "")


def document(chance: random.Random) -> str:
    body = "\n".join(unit(chance, number) for number in range(chance.randrange(6)))
    end = chance.choice(["</body></tmx>"] * 4 + ["", "</body>", "</tmx>", "</body></tmx>x"])
    return chance.choice(DECLARATIONS) + chance.choice(HEADS[:2] * 5 + HEADS) + body + end


def unit(chance: random.Random, number: int) -> str:
    parts = [variant(chance) for _ in range(chance.choice([0, 1, 2, 2, 2, 2, 3]))]
    if chance.random() < 0.3:
        parts.insert(chance.randrange(len(parts) + 1), part(chance))
    attributes = tags(chance).replace("{}", str(number % 3))
    return f"<tu{attributes}>" + "".join(parts) + chance.choice(["</tu>"] * 15 + ["", "</tuv>", "</tu >"])


def variant(chance: random.Random) -> str:
    language = chance.choice([*(["en", "id"] * 8), *LANGUAGES])
    inside = part(chance) if chance.random() < 0.2 else ""
    return f'<tuv xml:lang="{language}"{tags(chance)}>{inside}<seg>{content(chance, 3)}</seg></tuv>'


def part(chance: random.Random) -> str:
    name = chance.choice(["prop", "prop", "note", "x", "ude"])
    return f"<{name}{tags(chance)}>{content(chance, 0)}</{name}>"


def tags(chance: random.Random) -> str:
    if chance.random() < 0.7:
        return ""
    return "".join(f" {one}" for one in chance.sample(ATTRIBUTES, chance.randrange(3)))


def content(chance: random.Random, depth: int) -> str:
    pieces = []
    for _ in range(chance.randrange(4)):
        if depth and chance.random() < 0.4:
            name = chance.choice(INLINE)
            end = f">{content(chance, depth - 1)}</{name}>" if chance.random() < 0.8 else "/>"
            pieces.append(f"<{name}{tags(chance)}{end}")
        else:
            pieces.append(chance.choice(TEXTS) if chance.random() < 0.2 else "word ")
    return "".join(pieces)


def encode(text: str, chance: random.Random) -> bytes:
    encoding = chance.choice(ENCODINGS)
    return text.replace("{}", encoding).encode(encoding, errors="replace")


def damage(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.6 or not data:
        return data
    damaged = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(damaged) + 1)
        damaged[place : place + chance.randrange(6)] = bytes(
            chance.choice([chance.randrange(256), *b'<>/&"']) for _ in range(chance.randrange(3))
        )
    return bytes(damaged)


if __name__ == "__main__":
    wanted = float(sys.argv[1]) if len(sys.argv) > 1 else 3600.0
    start = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(f"{fuzz(wanted, seed=start):,} documents: none crashed, none hung, all mended")
