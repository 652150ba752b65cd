"""What `msgfmt -c` rejects, we reject; what we find beyond it is meant to be found."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from padanan.services.validate import validate_paths
from padanan.services.validate_report import tally_of

HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"Language: de\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


def header(plural_forms: str) -> str:
    return HEADER.replace("nplurals=2; plural=(n != 1);", plural_forms)


def entry(flags: str, msgid: str, *msgstr: str, plural: str | None = None) -> str:
    lines = [f"#, {flags}"] if flags else []
    lines.append(f'msgid "{msgid}"')
    if plural is None:
        lines.append(f'msgstr "{msgstr[0]}"')
    else:
        lines.append(f'msgid_plural "{plural}"')
        lines += [f'msgstr[{form}] "{text}"' for form, text in enumerate(msgstr)]
    return HEADER + "\n".join(lines) + "\n"


PLURAL = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'

REJECTED = {
    "unclosed string": HEADER + 'msgid "a\nmsgstr "b"\n',
    "unknown keyword": HEADER + 'msgid "a"\nmsgtsr "b"\n',
    "missing msgstr": HEADER + 'msgid "a"\n\nmsgid "b"\nmsgstr "c"\n',
    "missing msgid": HEADER + 'msgstr "c"\n',
    "bad escape": HEADER + 'msgid "a"\nmsgstr "b\\q"\n',
    "text outside strings": HEADER + 'msgid "a"\nmsgstr "b" c\n',
    "conflict marker": HEADER + '<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n=======\n>>>>>>> x\n',
    "wrong plural index": HEADER + 'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n',
    "plural without index": HEADER + 'msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n',
    "index without plural": HEADER + 'msgid "a"\nmsgstr[0] "c"\n',
    "skipped plural index": HEADER + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "d"\n',
    "end inside entry": HEADER + 'msgid "a"',
    "duplicate": HEADER + 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
    "duplicate with context": HEADER
    + 'msgctxt "x"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "x"\nmsgid "a"\nmsgstr "c"\n',
    "duplicate of an obsolete entry": HEADER + 'msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n',
    "duplicate among obsolete entries": HEADER
    + '#~ msgid "a"\n#~ msgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n',
    "duplicate header": HEADER + HEADER,
    "duplicate of a fuzzy entry": HEADER + '#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
    "no Plural-Forms": header("").replace('"Plural-Forms: \\n"\n', "") + PLURAL,
    "no nplurals": header("plural=(n != 1);") + PLURAL,
    "no plural": header("nplurals=2;") + PLURAL,
    "nplurals 0": header("nplurals=0; plural=0;") + PLURAL,
    "broken formula": header("nplurals=2; plural=(n != ;") + PLURAL,
    "empty formula": header("nplurals=2; plural=;") + PLURAL,
    "formula too large": header("nplurals=2; plural=n;") + PLURAL,
    "formula divides by zero": header("nplurals=2; plural=1/n;") + PLURAL,
    "space before equals": header("nplurals = 2; plural = (n != 1);") + PLURAL,
    "a form too many": header("nplurals=1; plural=0;") + PLURAL,
    "a form too few": header("nplurals=3; plural=n==1?0:n==2?1:2;") + PLURAL,
    "mixed counts": HEADER + PLURAL + '\nmsgid "e"\nmsgid_plural "f"\nmsgstr[0] "g"\n',
    "leading newline missing": entry("", "\\na", "b"),
    "leading newline added": entry("", "a", "\\nb"),
    "trailing newline missing": entry("", "a\\n", "b"),
    "trailing newline added": entry("", "a", "b\\n"),
    "trailing newline of a form": entry("", "a\\n", "b\\n", "c", plural="d\\n"),
    "c missing": entry("c-format", "%s %d", "%s"),
    "c extra": entry("c-format", "%s", "%s %s"),
    "c type": entry("c-format", "%d", "%s"),
    "c signedness": entry("c-format", "%d", "%u"),
    "c length": entry("c-format", "%d", "%ld"),
    "c order": entry("c-format", "%s %d", "%d %s"),
    "c mixed numbering": entry("c-format", "%s %s", "%1$s %s"),
    "c percent at end": entry("c-format", "a", "100%"),
    "c unknown conversion": entry("c-format", "a %s", "%y %s"),
    "c star": entry("c-format", "%*d", "%d"),
    "c numbered type": entry("c-format", "%s %d", "%2$s %1$d"),
    "c plural of many": entry("c-format", "%d a", "%d a", "b", plural="%d b"),
    "c precision star": entry("c-format", "%.*s", "%s"),
    "python named missing": entry("python-format", "%(a)s %(b)s", "%(a)s"),
    "python named extra": entry("python-format", "%(a)s", "%(a)s %(b)s"),
    "python named type": entry("python-format", "%(a)d", "%(a)s"),
    "python count": entry("python-format", "%s %s", "%s"),
    "python cut name": entry("python-format", "%(a)s", "%(a"),
    "python without letter": entry("python-format", "%(a)s", "%(a)"),
    "python mixed": entry("python-format", "%(a)s", "%s"),
    "python percent": entry("python-format", "%(a)s", "%(a)s 50%"),
    "python swallowed percent": entry("python-format", "%(a)d", "%(a)d 100% de %"),
    "python number dropped": entry("python-format", "%d a", "one", "%d b", plural="%d b"),
    "an empty form": entry("python-format", "%(n)d a", "%(n)d a", "", plural="%(n)d b"),
    "brace missing": entry("python-brace-format", "{a} {b}", "{a}"),
    "brace extra": entry("python-brace-format", "{a}", "{a} {b}"),
    "brace unclosed": entry("python-brace-format", "{a}", "{a"),
    "brace conversion added": entry("python-brace-format", "{a}", "{a!r}"),
    "brace format added": entry("python-brace-format", "{a}", "{a:>5}"),
    "brace attribute added": entry("python-brace-format", "{a}", "{a.x}"),
    "brace spaces": entry("python-brace-format", "{a}", "{ a }"),
    "brace number emptied": entry("python-brace-format", "{0}", "{}"),
    "python named percent": entry("python-format", "%(a)d", "%(a)d %(b)%"),
    "c gap": entry("c-format", "%s %s", "%2$s"),
    "brace format dropped": entry("python-brace-format", "{a} {b:.2f}", "{a} {b}"),
    "byte order mark": "\ufeff" + HEADER + PLURAL,
    "brace number": entry("python-brace-format", "{0} {1}", "{0} {2}"),
}  # fmt: skip

ACCEPTED = {
    "empty": HEADER,
    "plain": entry("", "a", "b"),
    "wrapped": HEADER + 'msgid ""\n"a\\n"\n"b"\nmsgstr ""\n"c\\n"\n"d"\n',
    "untranslated": entry("c-format", "%s", ""),
    "fuzzy and wrong": entry("fuzzy, c-format", "%s", "%d %d"),
    "plural": HEADER + PLURAL,
    "number dropped for 1": entry("c-format", "%d a", "one", "%d b", plural="%d b"),
    "python name dropped for 1": entry("python-format", "%(n)d a", "one", "%(n)d b", plural="%(n)d b"),
    "c reordered": entry("c-format", "%s %d", "%2$d %1$s"),
    "c percent": entry("c-format", "100%% %s", "%s 100 %%"),
    "c same integer": entry("c-format", "%d", "%i"),
    "c percent with width": entry("c-format", "%d", "%d %5%"),
    "c flags": entry("c-format", "%5.2f", "%'.1f"),
    "no-c-format": entry("no-c-format", "100% safe", "sicher zu 100%"),
    "python twice": entry("python-format", "%(a)s", "%(a)s %(a)s"),
    "python r and s": entry("python-format", "%r", "%s"),
    "brace": entry("python-brace-format", "{a} {b}", "{b} {a}"),
    "brace formats": entry("python-brace-format", "{a:%B %d}", "{a:%d. %B}"),
    "brace escaped": entry("python-brace-format", "{{x}} {a}", "{a} {{y}}"),
    "date": entry("", "%b %d, %Y", "%d. %b %Y"),
}  # fmt: skip

# We say more than msgfmt: these read as sound formats, and are not what the translator meant.
FOUND_BY_US_ALONE = {
    "%(count) item": entry("python-format", "%(count)d item", "%(count) item"),
    "translated tag": entry("", "<strong>a</strong>", "<kuat>a</kuat>"),
    "opened twice": entry("", "<strong>a</strong>", "<strong>a<strong>"),
    "dropped tags": entry("", "<b>a</b>", "a"),
    "an empty form without a format": entry("", "a", "b", "", plural="c"),
    "zero width space": entry("", "a b", "a\u200b b"),
    "formula of another language": header("nplurals=2; plural=(n > 1);")
    + entry("", "a", "b").removeprefix(HEADER),
    "nplurals of Indonesian": HEADER.replace("Language: de", "Language: id"),
    "ASCII full stop after Chinese": HEADER.replace("de", "zh_CN").replace(
        "2; plural=(n != 1)", "1; plural=0"
    )
    + 'msgid "Saved."\nmsgstr "已保存."\n',
}


def msgfmt_rejects(program: str, path: Path) -> bool:
    done = subprocess.run(
        [program, "-c", "-o", os.devnull, str(path)],
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
    )
    return done.returncode != 0


def we_reject(path: Path) -> bool:
    tally = tally_of(validate_paths([path]))
    assert not tally.errors
    return tally.fails()


def write(folder: Path, text: str) -> Path:
    path = folder / "x.po"
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("text", REJECTED.values(), ids=REJECTED)
def test_we_reject_what_msgfmt_rejects(
    require_program: Callable[[str], str], tmp_path: Path, text: str
) -> None:
    path = write(tmp_path, text)
    assert msgfmt_rejects(require_program("msgfmt"), path)
    assert we_reject(path)


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_we_accept_what_msgfmt_accepts(
    require_program: Callable[[str], str], tmp_path: Path, text: str
) -> None:
    path = write(tmp_path, text)
    assert not msgfmt_rejects(require_program("msgfmt"), path)
    assert not we_reject(path)


@pytest.mark.parametrize("text", FOUND_BY_US_ALONE.values(), ids=FOUND_BY_US_ALONE)
def test_we_find_what_msgfmt_does_not(
    require_program: Callable[[str], str], tmp_path: Path, text: str
) -> None:
    path = write(tmp_path, text)
    assert not msgfmt_rejects(require_program("msgfmt"), path)
    assert we_reject(path)
