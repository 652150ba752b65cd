"""Format flags: of generated messages we reject what the real msgfmt rejects, but for what is listed here."""

import bisect
import os
import random
import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from padanan.checks.base import make_subject
from padanan.checks.rules.placeholders import Placeholders
from padanan.core.catalogue import Entry
from padanan.formats.files import SourceFile
from padanan.formats.po import parse_catalogue

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
# Pieces that messages are made of; ␣ is a space inside one.
COMMON = (
    "%s %d %i %u %x %f %c %% % %1$s %2$s %1$d %2$d %3$s %5.2f %-5s %05d %*d %.*s %y %(a)s %é %l %1$ "
    "%.2d %5 %m"
)
FRAGMENTS = {
    "c": COMMON + " %ld %hd %0$s %S %#x %lld %<PRIu64> %zu %jd %lc %ls %hhd %p %n %'d %<PRIx> %5%",
    "objc": COMMON + " %ld %hd %0$s %S %#x %@ %1$@ %lu",
    "python": COMMON + " %(a)d %(b)s %(a %(a) %r %(b)r %hd",
    "python-brace": "{a} {b} {0} {1} { {{ }} {a.b} {a[0]} {c:>5} {d:{e}} {␣a} {a␣b}",
    "perl": COMMON + " %ld %hd %0$s %S %#x %_ %vd %D %U %I64d %hf %b %Lf %␣d %5%",
    "perl-brace": "{a} {b} { } {a␣b} {1} {a_1}",
    "php": COMMON + " %'*d %b %e %'x5s %.5s %0$s %#x %␣d",
    "java": "{0} {1} { } ' '' '{' {a} {2,number} {2,number,#.##} {3,foo} {3␣} {3,date}",
    "java-printf": COMMON + " %n %<s %tY %1$tY %tq %b %,d %(d %,x %.2s %h %S %X",
    "csharp": "{0} {1} {2} { } {{ }} {0,5} {0:C} {0,-5:N2} {a} {0␣} {0,}",
    "javascript": COMMON + " %j %b %1$j %I5d %X %0$s",
    "elisp": COMMON + " %S %o %e %1$S %#x",
    "librep": COMMON + " %S %o %^s %1$S",
    "ruby": COMMON + " %<a>d %<a>s %{a} %<b>d %{b} %p %b %5<a>d %<a>.2f %-10<a>s",
    "awk": COMMON + " %o %e %0$s",
    "lua": "%s %d %i %u %x %f %c %% % %1$s %2$s %1$d %2$d %3$s %5.2f %05d %*d %.*s %y %(a)s %é %l %1$ %.2d "
    "%5 %m %q %a %g",
    "object-pascal": COMMON + " %0:s %1:s %1:d %0:d %m %e %n %-5d %D",
    "tcl": COMMON + " %o %e %ld %hd %0$s",
    "boost": COMMON + " %1% %2% %|s| %|5| %| %t %T* %p %ld",
    "gcc-internal": "%s %d %i %u %x %c %% % %1$s %2$s %1$d %qs %qE %D %T %' %lld %wd %.*s %.5s %+D %#T %L "
    "%y",
    "gfc-internal": "%s %d %i %u %c %% % %1$s %2$s %1$d %2$d %L %C %y %ld",
    "qt": "%1 %2 %3 %10 % %% %n %0 %x",
    "qt-plural": "%n %Ln % %1 %x",
    "kde": "%1 %2 %3 %5 % %% %n %10",
    "kde-kuit": "%1 %2 %3 % <b> </b> <filename>x</filename> & &amp; < <br/> >",
    "ycp": "%1 %2 %3 % %% %x %0",
    "smalltalk": "%1 %2 %3 % %% %x",
    "sh": "$a ${a} $b ${b} $ $1 ${a-b} ${} ${ $(a) $é",
    "scheme": "~a ~s ~d ~x ~c ~f ~~ ~% ~ ~h ~5d ~{~a~} ~} ~( ~(~a~) ~; ~r ~5,2f",
    "lisp": "~a ~s ~d ~x ~c ~f ~~ ~% ~ ~h ~5d ~{~a~} ~} ~( ~(~a~) ~; ~r ~5,2f ~w ~<~a~>",
}  # fmt: skip


class Pair(NamedTuple):
    """A message: its source, and its translation."""

    msgid: str
    msgstr: str


def generate(flag: str, count: int = 400) -> list[Pair]:
    """Make messages of a few fragments each, and change, drop, add or move one in the translation."""
    choice = random.Random(flag)
    fragments = [fragment.replace("␣", " ") for fragment in FRAGMENTS[flag].split()]
    pairs = []
    for _ in range(count):
        source = [choice.choice(fragments) for _ in range(choice.randint(1, 3))]
        target = list(source)
        place = choice.randrange(len(target))
        change = choice.randrange(5)
        if change == 0:
            choice.shuffle(target)
        elif change == 1:
            target.pop(place)
        elif change == 2:
            target[place] = choice.choice(fragments)
        elif change == 3:
            target.insert(place, choice.choice(fragments))
        space = choice.choice([" ", ", ", " x "])
        pairs.append(Pair(f"A {space.join(source)}.", f"B {space.join(target)}."))
    return pairs


def numbers(text: str) -> set[int]:
    return {int(found) for found in re.findall(r"(?<!\{)\{([0-9]+)[^{}]*\}", text)}


def is_gapless(text: str) -> bool:
    return numbers(text) == set(range(len(numbers(text))))


def names(text: str) -> set[str]:
    return set(re.findall(r"\{([a-z_0-9]+)\}", text))


def has_two_kinds(text: str) -> bool:
    """Whether a name is asked for as text and as a number."""
    found = set(re.findall(r"%\((\w+)\)([a-z])", text.replace(")r", ")s")))
    return len({name for name, _ in found}) < len(found)


# Messages that we and msgfmt read differently, with the reason.
LEFT_OUT: dict[str, tuple[Callable[[Pair], bool], str]] = {
    "python": (
        lambda pair: "% %" in "".join(pair) or ") %" in pair.msgid or has_two_kinds(pair.msgid),
        "`% %` and `%(a) %` are sound for msgfmt and errors for Python, `%(a)s %(a)d` the other way round",
    ),
    "ruby": (
        lambda pair: "$" in pair.msgid + pair.msgstr,
        "msgfmt counts numbered arguments: `%2$s` will do for `%s`; Ruby raises an error",
    ),
    "boost": (
        lambda pair: "$" in pair.msgid + pair.msgstr,
        "where an argument is shown in two ways, we want those of the source",
    ),
    "gfc-internal": (
        lambda pair: "%C" in pair.msgid + pair.msgstr and "$" in "".join(pair),
        "`%C` takes no argument, but msgfmt numbers it",
    ),
    "csharp": (
        lambda pair: not (is_gapless(pair.msgid) and is_gapless(pair.msgstr)),
        "msgfmt compares the highest number alone: `{1}` for `{0} {1}` loses a value all the same",
    ),
    "perl-brace": (
        lambda pair: not names(pair.msgstr) <= names(pair.msgid),
        "msgfmt lets a translation invent names, which the reader then sees in braces",
    ),
}

# What only one of us rejects, and why that is right.
OURS_ALONE = [
    ("python", "%(count)d item", "%(count) item", "reads as `%(count) i`, then tem"),
    ("python", "%d", "%5% %d", "Python itself raises an error, or eats an argument"),
    ("python-brace", "{a}", "{a} }", "Python itself: Single '}' encountered in format string"),
    ("csharp", "{0} {1}", "{1}", "a value is lost"),
    ("perl-brace", "{a}", "{a} {b}", "{b} would be shown as it is"),
    ("ruby", "%s", "%2$s", "Ruby: too few arguments"),
]
MSGFMT_ALONE = [
    ("python", "%(a)%", "x", "Python raises an error for the source itself: nothing can be right"),
    ("python", "100% of %s", "%s: 100 %%", "prose was taken for the conversion `% o`"),
    ("lua", "%s", "%-5s", "Lua has the flags of C"),
    ("php", "%f", "%F", "PHP has `%F`"),
    ("tcl", "%d", "%lld", "Tcl has `ll` since 8.5"),
    ("java", "{0} {0,date}", "{0}", "the source shows the value both ways, the translation in one of them"),
]


def write(pairs: Iterable[Pair], flag: str, path: Path) -> list[int]:
    """Write a catalogue, and give the line each message begins at."""
    text, starts = HEADER, []
    for number, pair in enumerate(pairs):
        starts.append(text.count("\n") + 1)
        text += f'#, {flag}-format\nmsgctxt "{number}"\nmsgid "{pair.msgid}"\nmsgstr "{pair.msgstr}"\n\n'
    path.write_text(text, encoding="utf-8")
    return starts


def rejected_by_msgfmt(program: str, pairs: list[Pair], flag: str, path: Path) -> list[bool]:
    starts = write(pairs, flag, path)
    done = subprocess.run(
        [program, "--check-format", "-o", os.devnull, str(path)],
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr[-500:]
    lines = [int(found) for found in re.findall(r"^[^:\n]*:([0-9]+): ", done.stderr, re.MULTILINE)]
    wrong = {bisect.bisect_right(starts, line) - 1 for line in lines}
    return [number in wrong for number in range(len(pairs))]


def rejected_by_us(pairs: list[Pair], flag: str, path: Path) -> list[bool]:
    write(pairs, flag, path)
    document, errors = parse_catalogue(SourceFile(path=path, data=path.read_bytes(), digest="generated"))
    assert not errors
    subject = make_subject(document.catalogue)
    entries: tuple[Entry, ...] = document.catalogue.entries
    return [any(Placeholders().check_entry(entry, subject)) for entry in entries]


@pytest.fixture(scope="module")
def msgfmt(require_program: Callable[[str], str]) -> str:
    """Give msgfmt, in the version that these messages were compared with: others know other conversions."""
    program = require_program("msgfmt")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    if " 0.21" not in version.partition("\n")[0]:
        pytest.skip("formats are compared with gettext 0.21, which Debian has")
    return program


@pytest.mark.parametrize("flag", FRAGMENTS)
def test_generated_messages(msgfmt: str, tmp_path: Path, flag: str) -> None:
    is_left_out, _ = LEFT_OUT.get(flag, (lambda pair: False, ""))
    pairs = [pair for pair in generate(flag) if not is_left_out(pair)]
    theirs = rejected_by_msgfmt(msgfmt, pairs, flag, tmp_path / "x.po")
    ours = rejected_by_us(pairs, flag, tmp_path / "x.po")
    assert any(theirs)
    assert not all(theirs)
    assert [pair for pair, one, other in zip(pairs, theirs, ours, strict=True) if one != other] == []


@pytest.mark.parametrize(("flag", "msgid", "msgstr", "reason"), OURS_ALONE)
def test_what_we_reject_alone(
    msgfmt: str, tmp_path: Path, flag: str, msgid: str, msgstr: str, reason: str
) -> None:
    pair = Pair(msgid, msgstr)
    assert reason
    assert rejected_by_us([pair], flag, tmp_path / "x.po") == [True]
    assert rejected_by_msgfmt(msgfmt, [pair], flag, tmp_path / "x.po") == [False]


@pytest.mark.parametrize(("flag", "msgid", "msgstr", "reason"), MSGFMT_ALONE)
def test_what_msgfmt_rejects_alone(
    msgfmt: str, tmp_path: Path, flag: str, msgid: str, msgstr: str, reason: str
) -> None:
    pair = Pair(msgid, msgstr)
    assert reason
    assert rejected_by_msgfmt(msgfmt, [pair], flag, tmp_path / "x.po") == [True]
    assert rejected_by_us([pair], flag, tmp_path / "x.po") == [False]
