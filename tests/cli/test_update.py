"""`padanan update` as its users run it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Padanan = Callable[..., subprocess.CompletedProcess[str]]

HEADER = (
    'msgid ""\nmsgstr ""\n"Report-Msgid-Bugs-To: {bugs}\\n"\n"POT-Creation-Date: {date}\\n"\n'
    '"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset={charset}\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
OLD_DATE, NEW_DATE = "2024-01-01 00:00+0000", "2025-06-01 00:00+0000"
OLD = (
    '# by hand\n#: a.c:1\nmsgid "Save"\nmsgstr   "Speichern"\n\n'
    '#: a.c:2\nmsgid "Open the file"\nmsgstr "Die Datei öffnen"\n\n'
    'msgid "Gone for good"\nmsgstr "Weg"\n\n'
    '#~ msgid "Print"\n#~ msgstr "Drucken"\n'
)
NEW = (
    'msgid "Print"\nmsgstr ""\n\n#: a.c:1\nmsgid "Save"\nmsgstr ""\n\n'
    '#. shown twice\n#: b.c:2\n#, c-format\nmsgid "Open the files"\nmsgstr ""\n\n'
    'msgid "%d thing"\nmsgid_plural "%d things"\nmsgstr[0] ""\nmsgstr[1] ""\n'
)
UPDATED = (
    'msgid "Print"\nmsgstr "Drucken"\n\n# by hand\n#: a.c:1\nmsgid "Save"\nmsgstr   "Speichern"\n\n'
    '#. shown twice\n#: b.c:2\n#, fuzzy, c-format\n{previous}msgid "Open the files"\n'
    'msgstr "Die Datei öffnen"\n\n'
    'msgid "%d thing"\nmsgid_plural "%d things"\nmsgstr[0] ""\nmsgstr[1] ""\n\n'
    '#~ msgid "Gone for good"\n#~ msgstr "Weg"\n'
)
PREVIOUS = '#| msgid "Open the file"\n'


def header(*, date: str = OLD_DATE, bugs: str = "old", language: str = "de", charset: str = "UTF-8") -> str:
    return HEADER.format(date=date, bugs=bugs, language=language, charset=charset)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_file(name: str, text: str, charset: str = "UTF-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(charset))
        return path

    return write_file


Write = Callable[..., Path]


@pytest.fixture
def catalogue(write: Write) -> Path:
    write("app.pot", header(date=NEW_DATE, bugs="new", language="") + NEW)
    return write("de.po", header() + OLD)


def after(body: str, **fields: str) -> str:
    return header(date=NEW_DATE, bugs="new", **fields) + body


def test_a_catalogue_follows_its_template(padanan: Padanan, catalogue: Path) -> None:
    done = padanan("update", "de.po", "app.pot")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1].split() == ["de.po", "1", "1", "1", "1", "1", "0", "written"]
    assert catalogue.read_text("utf-8") == after(UPDATED.format(previous=PREVIOUS))


def test_a_second_run_changes_no_byte(padanan_here: Padanan, catalogue: Path) -> None:
    padanan_here("update", "de.po", "app.pot")
    before = (catalogue.read_bytes(), catalogue.stat().st_mtime_ns)
    done = padanan_here("update", "de.po", "app.pot")
    assert done.stdout.splitlines()[1].endswith("unchanged")
    assert (catalogue.read_bytes(), catalogue.stat().st_mtime_ns) == before


def test_compact_leaves_previous_messages_out(padanan_here: Padanan, catalogue: Path) -> None:
    assert padanan_here("update", "de.po", "app.pot", "--compact").returncode == 0
    assert catalogue.read_text("utf-8") == after(UPDATED.format(previous=""))


def test_no_fuzzy_leaves_changed_messages_empty(padanan_here: Padanan, catalogue: Path) -> None:
    assert padanan_here("update", "de.po", "app.pot", "--no-fuzzy").returncode == 0
    text = catalogue.read_text("utf-8")
    assert '#, c-format\nmsgid "Open the files"\nmsgstr ""\n' in text
    assert '#~ msgid "Open the file"\n#~ msgstr "Die Datei öffnen"\n' in text


def test_only_a_new_date_is_no_reason_to_write(padanan_here: Padanan, write: Write) -> None:
    body = 'msgid "Save"\nmsgstr "Speichern"\n'
    path = write("de.po", header() + body)
    write("app.pot", header(date=NEW_DATE) + 'msgid "Save"\nmsgstr ""\n')
    assert "unchanged" in padanan_here("update", "de.po", "app.pot").stdout
    assert path.read_text() == header() + body


def test_output_goes_elsewhere_or_to_stdout(padanan_here: Padanan, catalogue: Path, tmp_path: Path) -> None:
    before = catalogue.read_bytes()
    done = padanan_here("update", "de.po", "app.pot", "-o", "new.po")
    assert (done.returncode, catalogue.read_bytes()) == (0, before)
    done = padanan_here("update", "de.po", "app.pot", "-o", "-")
    assert done.stdout == (tmp_path / "new.po").read_text("utf-8") == after(UPDATED.format(previous=PREVIOUS))
    assert "carried over" in done.stderr


def test_dry_run_and_diff_write_nothing(padanan_here: Padanan, catalogue: Path, tmp_path: Path) -> None:
    before = catalogue.read_bytes()
    done = padanan_here("update", "de.po", "app.pot", "--dry-run")
    assert done.stdout.splitlines()[1].split() == ["de.po", "1", "1", "1", "1", "1", "0", "changes"]
    diff = padanan_here("update", "de.po", "app.pot", "--diff").stdout
    assert catalogue.read_bytes() == before
    patch = shutil.which("patch")
    if patch is None:
        pytest.skip("patch is not installed")
    subprocess.run([patch, "-s", str(catalogue)], input=diff.encode(), check=True, cwd=tmp_path)
    assert catalogue.read_text("utf-8") == after(UPDATED.format(previous=PREVIOUS))


def test_json_has_the_numbers(padanan_here: Padanan, catalogue: Path) -> None:
    done = padanan_here("update", "de.po", "app.pot", "--dry-run", "--output-format", "json")
    value = json.loads(done.stdout)
    assert value == {
        "version": 1,
        "mode": "count",
        "files": [
            {
                "path": "de.po",
                "template": "app.pot",
                "entries": {"kept": 1, "revived": 1, "carried_over": 1, "new": 1, "obsolete": 1},
                "filled": {"101": 0, "100": 0, "fuzzy": 0},
                "changed": True,
                "written": False,
                "diff": "",
                "note": None,
                "error": None,
            }
        ],
    }
    assert catalogue.read_text("utf-8") == header() + OLD


def test_memories_fill_what_is_new(padanan_here: Padanan, catalogue: Path, write: Write) -> None:
    known = (
        'msgid "%d thing"\nmsgid_plural "%d things"\nmsgstr[0] "%d Ding"\nmsgstr[1] "%d Dinge"\n\n'
        'msgid "Open the files"\nmsgstr "Dateien öffnen"\n\n'
        'msgid "Close this window"\nmsgstr "Dieses Fenster schließen"\n'
    )
    write("known.po", header() + known)
    write("app.pot", header(language="") + NEW + '\nmsgid "Close that window"\nmsgstr ""\n')
    padanan_here("import", "known.po", "--memory", "m")
    done = padanan_here("update", "de.po", "app.pot", "--memory", "m")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1].split()[-2:] == ["3", "written"]
    text = catalogue.read_text("utf-8")
    assert '#: b.c:2\n#, c-format\nmsgid "Open the files"\nmsgstr "Dateien öffnen"\n' in text
    assert 'msgstr[0] "%d Ding"\nmsgstr[1] "%d Dinge"\n' in text
    assert '#| msgid "Close this window"\nmsgid "Close that window"\nmsgstr "Dieses Fenster' in text


def test_a_memory_of_other_languages_is_a_note(padanan_here: Padanan, catalogue: Path, write: Write) -> None:
    write("fr.po", header(language="fr") + 'msgid "a word"\nmsgstr "un mot"\n')
    padanan_here("import", "fr.po", "--memory", "m")
    done = padanan_here("update", "de.po", "app.pot", "--memory", "m")
    assert done.returncode == 0
    assert "de.po: not filled: " in done.stdout
    assert '#~ msgid "Gone for good"' in catalogue.read_text("utf-8")


def test_directories_give_the_templates_own_catalogues(padanan_here: Padanan, write: Write) -> None:
    write("locale/app.pot", header() + NEW)
    write("locale/other.pot", header() + NEW)
    mine = [write(f"locale/{code}/LC_MESSAGES/app.po", header(language=code) + OLD) for code in ("de", "fr")]
    other = write("locale/de/LC_MESSAGES/other.po", header() + OLD)
    done = padanan_here("update", "locale", "locale/app.pot")
    assert (done.returncode, done.stderr) == (0, "")
    assert "total" in done.stdout
    assert all("Open the files" in path.read_text("utf-8") for path in mine)
    assert other.read_text("utf-8") == header() + OLD


def test_templates_are_found_around_catalogues(padanan_here: Padanan, write: Write) -> None:
    write("po/app.pot", header() + NEW)
    paths = [write(f"po/{code}.po", header(language=code) + OLD) for code in ("de", "fr")]
    assert padanan_here("update", "po").returncode == 0
    assert all("Open the files" in path.read_text("utf-8") for path in paths)


def test_flat_directories_are_of_one_template(padanan_here: Padanan, write: Write) -> None:
    write("build/app.pot", header() + NEW)
    path = write("po/de.po", header() + OLD)
    assert padanan_here("update", "po", "build/app.pot").returncode == 0
    assert "Open the files" in path.read_text("utf-8")


def test_a_charset_that_lacks_a_character_becomes_utf8(padanan_here: Padanan, write: Write) -> None:
    path = write("de.po", header(charset="ISO-8859-1") + OLD, "latin-1")
    write("app.pot", header() + 'msgid "Save"\nmsgstr ""\n\nmsgid "保存"\nmsgstr ""\n')
    assert padanan_here("update", "de.po", "app.pot").returncode == 0
    text = path.read_text("utf-8")
    assert "charset=UTF-8" in text
    assert "保存" in text
    assert "öffnen" in text


def test_a_charset_that_will_do_is_kept(padanan_here: Padanan, write: Write) -> None:
    path = write("de.po", header(charset="ISO-8859-1") + OLD, "latin-1")
    write("app.pot", header(date=NEW_DATE) + 'msgid "Save"\nmsgstr ""\n')
    assert padanan_here("update", "de.po", "app.pot").returncode == 0
    assert "öffnen".encode("latin-1") in path.read_bytes()


def test_line_ends_and_mark_are_kept(padanan_here: Padanan, write: Write) -> None:
    path = write("de.po", "\ufeff" + (header() + OLD).replace("\n", "\r\n"))
    write("app.pot", header(date=NEW_DATE, bugs="new") + NEW)
    assert padanan_here("update", "de.po", "app.pot").returncode == 0
    assert path.read_bytes().decode() == "\ufeff" + after(UPDATED.format(previous=PREVIOUS)).replace(
        "\n", "\r\n"
    )


ERRORS = {
    "no-catalogue": (("missing.po", "app.pot"), "missing.po: no such file"),
    "no-template": (("de.po", "missing.pot"), "missing.pot: no such file"),
    "no-template-found": (("alone/de.po",), "no template was found for this catalogue"),
    "broken-catalogue": (("broken.po", "app.pot"), "broken.po:1:"),
    "broken-template": (("de.po", "broken.pot"), "broken.pot:1:"),
    "twice-in-the-template": (("de.po", "twice.pot"), "twice.pot:4: the same message stands in line 1"),
    "twice-in-the-catalogue": (("twice.po", "app.pot"), "twice.po:4: the same message stands in line 1"),
    "template-for-a-catalogue": (("app.pot", "app.pot"), "a template is not brought up to another"),
    "one-output-for-two": (("de.po", "twice.po", "app.pot", "-o", "x.po"), "one output for 2 catalogues"),
    "empty-directory": (("nothing", "app.pot"), "nothing: no catalogue (.po) below this directory"),
    "diff-and-count": (("de.po", "app.pot", "--diff", "--dry-run"), "exclude each other"),
    "two-for-stdout": (("de.po", "app.pot", "-o", "-", "--output-format", "json"), "standard output"),
    "several-domains": (("domains.po", "app.pot"), "entries of several domains"),
    "no-memory": (("de.po", "app.pot", "--memory", "nowhere"), "nowhere"),
    "directory-for-a-template": (("de.po", "--template", "nothing"), "nothing"),
}


@pytest.mark.parametrize(("arguments", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_errors_say_what_is_wrong_and_leave_files_alone(
    padanan_here: Padanan,
    catalogue: Path,
    write: Write,
    tmp_path: Path,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    twice = 'msgid "a"\nmsgstr "x"\n\nmsgid "a"\nmsgstr "y"\n'
    domains = 'domain "b"\n\nmsgid "b"\nmsgstr "b"\n\ndomain "c"\n\nmsgid "Save"\nmsgstr "c"\n'
    files = {"twice.pot": twice, "twice.po": twice, "broken.po": "msgid", "broken.pot": "msgid",
             "domains.po": domains}  # fmt: skip
    for name, text in files.items():
        write(name, text)
    (tmp_path / "nothing").mkdir()
    (tmp_path / "alone").mkdir()
    write("alone/de.po", header() + OLD)
    write("other.pot", "")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.po*")}
    done = padanan_here("update", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.po*")} == before


def test_a_broken_catalogue_stops_no_other(padanan_here: Padanan, catalogue: Path, write: Write) -> None:
    write("broken.po", "msgid")
    done = padanan_here("update", "broken.po", "de.po", "app.pot")
    assert done.returncode == 2
    assert "Open the files" in catalogue.read_text("utf-8")


def test_a_message_of_a_million_characters(padanan_here: Padanan, write: Write) -> None:
    long = "word " * 200_000
    path = write("de.po", header() + f'msgid "{long}"\nmsgstr "lang"\n')
    write("app.pot", header() + f'msgid "{long}more"\nmsgstr ""\n')
    assert padanan_here("update", "de.po", "app.pot").returncode == 0
    assert '#~ msgstr "lang"' in path.read_text("utf-8")
