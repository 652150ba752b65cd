"""How many changed numbers repair puts into real translations, and whether any of them is wrong.

A number of each source is changed at random; what the translation must become is found another way: the old
number, as CLDR writes it in the target language, stands in it once and is replaced by the new one. Where that
is so for no or for several places, a repair cannot be judged and is counted apart.

Reads ntrex-dev/*.txt (aligned lines of en, id, zh-CN) and *.tmx below --data or $PADANAN_DATA. Without such
data, any directory will do that has a TMX file, such as the project's own tmx/.
"""

import argparse
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from babel.numbers import format_decimal

from padanan.core.model import Variant
from padanan.formats.tmx import read_tmx
from padanan.memory.repair import repair

_LINES = ("en", "id", "zh-CN")
_DECIMAL = {"id": ","}
_NUMBER = re.compile(r"(?<![\w.,:/-])(?:\d{1,3}(?:[.,]\d{3})+|\d+[.,]\d+|\d+)(?![\w:/-]|[.,]\d)")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("PADANAN_DATA"))
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.data is None:
        raise SystemExit("name a directory with translations: --data PATH or PADANAN_DATA")
    counts: Counter[str] = Counter()
    rng = random.Random(arguments.seed)
    for source, target in pairs(Path(arguments.data)):
        outcome = judge(source, target, rng)
        if outcome is not None:
            counts[outcome] += 1
    total = sum(counts.values())
    for outcome, count in counts.most_common():
        print(f"{count:6}  {100 * count / total:5.1f} %  {outcome}")


def pairs(data: Path) -> Iterator[tuple[Variant, Variant]]:
    folder = data / "ntrex-dev"
    if folder.is_dir():
        texts = {tag: (folder / f"{tag}.txt").read_text("utf-8").splitlines() for tag in _LINES}
        for first, second in permutations(_LINES, 2):
            for one, other in zip(texts[first], texts[second], strict=True):
                yield Variant(language=first, text=one), Variant(language=second, text=other)
    for path in sorted(data.glob("*.tmx")):
        for unit in read_tmx(path):
            yield from permutations(unit.variants, 2)


def judge(source: Variant, target: Variant, rng: random.Random) -> str | None:
    found = list(_NUMBER.finditer(source.text))
    if not found:
        return None
    old = rng.choice(found)
    new = change(old[0], rng)
    text = source.text[: old.start()] + new + source.text[old.end() :]
    done = repair(Variant(language=source.language, text=text), source, target)
    if done is None:
        return "left alone"
    before, after = (as_written(number, source.language, target.language) for number in (old[0], new))
    places = re.findall(rf"(?<![\d.,]){re.escape(before)}(?!\d|[.,]\d)", target.text)
    if len(places) != 1:
        return "cannot be judged"
    expected = re.sub(rf"(?<![\d.,]){re.escape(before)}(?!\d|[.,]\d)", after, target.text)
    return "right" if done.target.text == expected else f"wrong: {done.target.text!r}, not {expected!r}"


def change(number: str, rng: random.Random) -> str:
    """Give another number of as many digits, or a whole one of any length, with groups if this has some."""
    if rng.random() < 0.5:
        return "".join(rng.choice("123456789") if character.isdigit() else character for character in number)
    group = re.search(r"[.,](?=\d{3}(?!\d))", number)
    value = rng.randrange(1, 10 ** rng.randrange(1, 8))
    return f"{value:,}".replace(",", group[0]) if group else str(value)


def as_written(number: str, source: str, target: str) -> str:
    """Write a number of one language as CLDR does in another; years and the like stay without groups."""
    decimal = _DECIMAL.get(source, ".")
    plain = number.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    _, point, fraction = plain.partition(".")
    grouped = len(number) > len(plain)
    pattern = ("#,##0" if grouped else "0") + point + "0" * len(fraction)
    return str(format_decimal(plain, format=pattern, locale=target.replace("-", "_")))


if __name__ == "__main__":
    main()
