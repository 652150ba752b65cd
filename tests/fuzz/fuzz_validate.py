"""Validate catalogues that nobody would write, and see that every one ends in findings or in an error.

Usage: python tests/fuzz/fuzz_validate.py [SECONDS, by default 3600] [SEED]

A catalogue is put together from pieces of real syntax and hostile text, then damaged byte by byte; all checks
run over it, and what they find is written in every format. A crash is raised with the catalogue beside it;
one that takes longer than a real catalogue a thousand times its size counts as a hang.
"""

import json
import random
import sys
import time
from pathlib import Path

from padanan.checks.base import CheckSettings
from padanan.core.config_validate import CheckSelection
from padanan.core.glossary import Concept, Glossary, Term, TermStatus
from padanan.formats.files import SourceFile
from padanan.reports.findings_formats import RENDERERS, load_renderer
from padanan.services.validate_examine import Plan, examine

LONGEST_S = 10.0
MATERIAL = json.loads(Path(__file__).with_name("pieces.json").read_text("utf-8"))
LANGUAGES: list[str] = MATERIAL["languages"]
FLAGS: list[str] = MATERIAL["flags"]
PIECES: list[str] = MATERIAL["pieces"]
GLOSSARY = Glossary(
    concepts=(
        Concept(
            terms=(
                Term(text="file", language="en"),
                Term(text="berkas", language="id"),
                Term(text="fail", language="id", status=TermStatus.FORBIDDEN),
            )
        ),
        Concept(terms=(Term(text="Save", language="en"),), do_not_translate=True),
    )
)
PLAN = Plan(
    last_word=CheckSelection(preset="strict"),
    settings=CheckSettings(glossary=GLOSSARY, min_complete_percent=50, languages=("id", "fr")),
)


def fuzz(seconds: float, *, seed: int) -> int:
    """Fuzz for some seconds; give the number of catalogues.

    Raises:
        AssertionError: one crashed or hung; it is part of the message.
    """
    chance, count, end = random.Random(seed), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        data = _damage(_catalogue(chance).encode("utf-8"), chance)
        began = time.process_time()  # others may keep the processors busy
        try:
            report = examine(
                SourceFile.of(Path(chance.choice(["x/fr.po", "x.pot", "de.po"])), data), PLAN
            ).report
            for name in RENDERERS:
                for _ in load_renderer(name)([report]):
                    pass
        except Exception as error:
            raise AssertionError(f"crashed on {data!r}") from error
        assert time.process_time() - began < LONGEST_S, f"hung on {data!r}"
        count += 1
    return count


def _catalogue(chance: random.Random) -> str:
    formula = chance.choice(
        ["n>1", "n != 1", "0", "n%10==1 ? 0 : 1", "n/0", "(((n", "n ? n : n ? 1 : 2", "n*n*n*n", "1<<n"]
    )
    forms = chance.choice(["1", "2", "3", "6", "0", "99999999999", "x"])
    head = (
        f'msgid ""\nmsgstr "Language: {chance.choice(LANGUAGES)}\\n'
        f"Content-Type: text/plain; charset={chance.choice(['UTF-8'] * 9 + ['GB18030', 'x'])}\\n"
        f'Plural-Forms: nplurals={forms}; plural={formula};\\n"\n\n'
    )
    return head + "\n".join(_entry(chance) for _ in range(chance.randrange(1, 6)))


def _entry(chance: random.Random) -> str:
    lines = []
    if chance.random() < 0.6:
        flags = [chance.choice(FLAGS) for _ in range(chance.randrange(1, 4))]
        lines.append(
            "#, "
            + ", ".join(f"{flag}-format" if flag.isalpha() and flag != "fuzzy" else flag for flag in flags)
        )
    if chance.random() < 0.2:
        lines.append(
            chance.choice(
                ["#. padanan: ignore x", "# c", "#: a.c:1", '#| msgid "old"', "#~ x", "<<<<<<< HEAD"]
            )
        )
    source = _text(chance)
    lines.append(f'msgid "{source}"')
    if chance.random() < 0.3:
        lines.append(f'msgid_plural "{_text(chance)}"')
        lines += [f'msgstr[{form}] "{_like(source, chance)}"' for form in range(chance.randrange(1, 5))]
    else:
        lines.append(f'msgstr "{_like(source, chance)}"')
    mark = "#~ " if chance.random() < 0.05 else ""
    return "".join(f"{mark}{line}\n" for line in lines)


def _text(chance: random.Random) -> str:
    if chance.random() < 0.03:
        return chance.choice(PIECES) * chance.randrange(1, 5000)
    joiner = chance.choice(["", " ", " ", "  "])
    return joiner.join(chance.choice(PIECES) for _ in range(chance.randrange(12)))


def _like(source: str, chance: random.Random) -> str:
    """Make a translation: the source with something changed, or anything."""
    if chance.random() < 0.4:
        return _text(chance)
    words = source.split(" ")
    for _ in range(chance.randrange(3)):
        place = chance.randrange(len(words) + 1)
        words[place : place + chance.randrange(2)] = [chance.choice(PIECES)]
    return " ".join(words)


def _damage(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.7:
        return data
    damaged = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(damaged))
        damaged[place : place + chance.randrange(4)] = bytes(
            chance.randrange(256) for _ in range(chance.randrange(3))
        )
        if not damaged:
            break
    return bytes(damaged)


if __name__ == "__main__":
    wanted = float(sys.argv[1]) if len(sys.argv) > 1 else 3600.0
    start = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(f"{fuzz(wanted, seed=start):,} catalogues: none crashed, none hung")
