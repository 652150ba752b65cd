"""`padanan pretranslate` as its users run it."""

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from padanan.formats.po import read_catalogue

Padanan = Callable[..., subprocess.CompletedProcess[str]]

HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset={charset}\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: {plurals}\\n"\n\n'
)
PLURALS = {
    "de": "nplurals=2; plural=(n != 1);",
    "id": "nplurals=1; plural=0;",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && n%100/10!=1 ? 1 : 2);",
}


def catalogue(body: str, language: str = "de", charset: str = "UTF-8") -> str:
    return HEADER.format(language=language, charset=charset, plurals=PLURALS[language]) + body


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_catalogue(name: str, body: str, language: str = "de", charset: str = "UTF-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(catalogue(body, language, charset).encode(charset))
        return path

    return write_catalogue


@pytest.fixture
def fill(padanan_here: Padanan, write: Callable[..., Path]) -> Callable[..., str]:
    """Give the entries of a catalogue after it was pretranslated from a memory of another one."""

    def run(known: str, wanted: str, *options: str, language: str = "de") -> str:
        write("known.po", known, language)
        path = write("wanted.po", wanted, language)
        assert padanan_here("import", "known.po", "--memory", "m").returncode == 0
        done = padanan_here("pretranslate", "wanted.po", "--memory", "m", *options)
        assert (done.returncode, done.stderr) == (0, "")
        text = path.read_text("utf-8")
        assert text.startswith(catalogue("", language))
        return text.removeprefix(catalogue("", language))

    return run


Fill = Callable[..., str]


def test_exact_and_similar_and_new(fill: Fill) -> None:
    known = 'msgid "Save this file"\nmsgstr "Diese Datei speichern"\n'
    wanted = (
        '#: a.c:1\nmsgid "Save this file"\nmsgstr ""\n\n'
        '# by hand\n#. from the source\n#: a.c:2\n#, c-format\nmsgid "Save that file"\nmsgstr ""\n\n'
        'msgid "Something else altogether"\nmsgstr ""\n'
    )
    assert fill(known, wanted) == (
        '#: a.c:1\nmsgid "Save this file"\nmsgstr "Diese Datei speichern"\n\n'
        "# by hand\n# padanan: 85 %, from known.po:10\n#. from the source\n#: a.c:2\n#, fuzzy, c-format\n"
        '#| msgid "Save this file"\nmsgid "Save that file"\nmsgstr "Diese Datei speichern"\n\n'
        'msgid "Something else altogether"\nmsgstr ""\n'
    )


UNTOUCHED = (
    'msgid "One"\nmsgstr "eins"\n\n#, fuzzy\nmsgid "Two"\nmsgstr "zwo"\n\n#~ msgid "Three"\n#~ msgstr ""\n'
    '\nmsgid "Four"\nmsgid_plural "Fours"\nmsgstr[0] "vier"\nmsgstr[1] ""\n'
)


def test_only_empty_entries_are_filled(fill: Fill) -> None:
    known = "\n".join(f'msgid "{text}"\nmsgstr "neu"\n' for text in ("One", "Two", "Three", "Four", "Fours"))
    assert fill(known, UNTOUCHED) == UNTOUCHED


def test_a_message_that_stands_twice_is_left_alone(fill: Fill) -> None:
    wanted = 'msgid "One"\nmsgstr ""\n\nmsgid "One"\nmsgstr ""\n'
    assert fill('msgid "One"\nmsgstr "eins"\n', wanted) == wanted


def test_exact_as_fuzzy(fill: Fill) -> None:
    known = 'msgid "One"\nmsgstr "eins"\n'
    filled = fill(known, 'msgid "One"\nmsgstr ""\n', "--exact-as-fuzzy")
    assert filled == '# padanan: 101 %, from known.po:10\n#, fuzzy\nmsgid "One"\nmsgstr "eins"\n'


def test_refreshed_drafts(fill: Fill) -> None:
    known = 'msgid "Save this file"\nmsgstr "neu"\n'
    wanted = (
        '# padanan: 71 %, from x.po\n#, fuzzy\n#| msgid "Have this"\nmsgid "Save this file"\nmsgstr "alt"\n\n'
        '# padanan: 71 %, from x.po\n#, fuzzy\n#| msgid "Have my"\nmsgid "Save this file!"\nmsgstr "alt"\n\n'
        '#, fuzzy\n#| msgid "Save this files"\nmsgid "Save this filet"\nmsgstr "alt"\n\n'
        '#, fuzzy\nmsgid "Save this fire"\nmsgstr "alt"\n'
    )
    assert fill(known, wanted, "--refresh-fuzzy") == (
        'msgid "Save this file"\nmsgstr "neu"\n\n'
        '# padanan: 93 %, from known.po:10\n#, fuzzy\n#| msgid "Save this file"\nmsgid "Save this file!"\n'
        'msgstr "neu"\n\n'
        '#, fuzzy\n#| msgid "Save this files"\nmsgid "Save this filet"\nmsgstr "alt"\n\n'
        '#, fuzzy\nmsgid "Save this fire"\nmsgstr "alt"\n'
    )


def test_contexts_are_told_apart(fill: Fill) -> None:
    known = (
        'msgctxt "month"\nmsgid "May"\nmsgstr "Mai"\n\nmsgctxt "verb"\nmsgid "May"\nmsgstr "kann"\n\n'
        'msgctxt "verb"\nmsgid "March"\nmsgstr "marschieren"\n'
    )
    wanted = 'msgctxt "verb"\nmsgid "May"\nmsgstr ""\n\nmsgctxt "month"\nmsgid "March"\nmsgstr ""\n'
    assert fill(known, wanted) == (
        'msgctxt "verb"\nmsgid "May"\nmsgstr "kann"\n\n'
        "# padanan: 100 %, from known.po:18\n#, fuzzy\n"
        '#| msgctxt "verb"\n#| msgid "March"\nmsgctxt "month"\nmsgid "March"\nmsgstr "marschieren"\n'
    )


def test_several_matches_are_tried_for_one_in_the_same_msgctxt(fill: Fill) -> None:
    """The first has another msgctxt; the second counts, whether it says the same or not."""
    for first in ("offen", "öffnen"):
        known = f'msgctxt "x"\nmsgid "Open"\nmsgstr "{first}"\n\nmsgid "Open"\nmsgstr "öffnen"\n'
        assert fill(known, 'msgid "Open"\nmsgstr ""\n') == 'msgid "Open"\nmsgstr "öffnen"\n'


def test_the_same_neighbours_are_no_context_without_the_msgctxt(fill: Fill) -> None:
    filled = fill('msgctxt "x"\nmsgid "Open"\nmsgstr "offen"\n', 'msgid "Open"\nmsgstr ""\n')
    assert filled.startswith("# padanan: 100 %, from known.po:10\n#, fuzzy\n")


def test_obsolete_entries_are_no_neighbours(fill: Fill) -> None:
    known = 'msgid "One"\nmsgstr "eins"\n\nmsgid "Two"\nmsgstr "zwei"\n'
    wanted = 'msgid "One"\nmsgstr "eins"\n\n#~ msgid "Old"\n#~ msgstr "alt"\n\nmsgid "Two"\nmsgstr ""\n'
    assert "# padanan: 101 %" in fill(known, wanted, "--exact-as-fuzzy")


def test_a_penalised_exact_match_gives_way_to_a_better_fuzzy_one(
    padanan_here: Padanan, write: Callable[..., Path]
) -> None:
    write("legacy.po", 'msgid "Save this file"\nmsgstr "alt"\n')
    write("other.po", 'msgid "Save this file!"\nmsgstr "neu"\n')
    path = write("wanted.po", 'msgid "Save this file"\nmsgstr ""\n')
    assert padanan_here("import", "legacy.po", "other.po", "--memory", "m").returncode == 0
    assert (
        padanan_here("pretranslate", "wanted.po", "--memory", "m", "--penalty", "legacy.po=20").returncode
        == 0
    )
    assert "# padanan: 93 %, from other.po:10\n" in path.read_text("utf-8")


def test_numbers_are_put_right(fill: Fill) -> None:
    known = 'msgid "more than 2,500.5 km"\nmsgstr "über 2.500,5 km"\n'
    filled = fill(known, 'msgid "more than 1,250.25 km"\nmsgstr ""\n', "--threshold", "60")
    assert filled.splitlines() == [
        "# padanan: 80 %, repaired, from known.po:10",
        "#, fuzzy",
        '#| msgid "more than 2,500.5 km"',
        'msgid "more than 1,250.25 km"',
        'msgstr "über 1.250,25 km"',
    ]


@pytest.mark.parametrize(
    ("flag", "msgid", "msgstr"),
    [
        pytest.param("", "Hello %(name)s", "Hallo", id="placeholder-lost"),
        pytest.param("#, python-format\n", "Hello %(name)s", "Hallo %(nam)s", id="placeholder-misspelt"),
        pytest.param("", "Hello\\n", "Hallo", id="newline-lost"),
    ],
)
def test_what_msgfmt_would_reject_is_fuzzy(
    fill: Fill, tmp_path: Path, require_program: Callable[[str], str], flag: str, msgid: str, msgstr: str
) -> None:
    filled = fill(f'msgid "{msgid}"\nmsgstr "{msgstr}"\n', f'{flag}msgid "{msgid}"\nmsgstr ""\n')
    assert "#, fuzzy" in filled
    assert f'msgstr "{msgstr}"' in filled
    subprocess.run([require_program("msgfmt"), "-c", "-o", "/dev/null", tmp_path / "wanted.po"], check=True)


KNOWN_PLURAL = {
    "de": 'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d Datei"\nmsgstr[1] "%d Dateien"\n',
    "ru": 'msgid "%d file"\nmsgid_plural "%d files"\n'
    'msgstr[0] "%d файл"\nmsgstr[1] "%d файла"\nmsgstr[2] "%d файлов"\n',
    "id": 'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d berkas"\n',
}


def emptied(body: str, forms: int) -> str:
    head = body.partition("msgstr[0]")[0]
    return head + "".join(f'msgstr[{form}] ""\n' for form in range(forms))


@pytest.mark.parametrize(("language", "forms"), [("de", 2), ("ru", 3), ("id", 1)])
def test_all_forms_of_a_plural(fill: Fill, language: str, forms: int) -> None:
    known = KNOWN_PLURAL[language]
    flagged = "#, c-format\n"
    assert fill(known, flagged + emptied(known, forms), language=language) == flagged + known


def test_as_many_forms_as_the_language_has(fill: Fill) -> None:
    """A catalogue that came straight from a template has two forms, whatever its header says."""
    known = KNOWN_PLURAL["ru"]
    assert fill(known, emptied(known, 2), language="ru") == known


def test_the_plural_in_the_same_msgctxt_among_others(fill: Fill) -> None:
    known = KNOWN_PLURAL["ru"]
    others = "".join(f'msgctxt "{n}"\n{known}\n'.replace("файл", f"файл{n}") for n in range(5))
    assert fill(others + known, emptied(known, 3), language="ru") == known


def test_a_similar_plural(fill: Fill) -> None:
    known = KNOWN_PLURAL["de"]
    wanted = emptied(known, 2).replace(" file", " new file")
    assert fill(known, wanted, "--threshold", "50").splitlines() == [
        "# padanan: 63 %, from known.po:10",
        "#, fuzzy",
        '#| msgid "%d file"',
        '#| msgid_plural "%d files"',
        'msgid "%d new file"',
        'msgid_plural "%d new files"',
        'msgstr[0] "%d Datei"',
        'msgstr[1] "%d Dateien"',
    ]


@pytest.mark.parametrize(
    ("known", "language"),
    [
        pytest.param('msgid "%d file"\nmsgstr "%d Datei"\n', "de", id="singular-only"),
        pytest.param('msgid "%d files"\nmsgstr "%d Dateien"\n', "de", id="plural-only"),
        pytest.param(
            'msgid "%d file"\nmsgid_plural "%d of files"\nmsgstr[0] "a"\nmsgstr[1] "b"\n\n'
            'msgid "%d X"\nmsgid_plural "%d files"\nmsgstr[0] "c"\nmsgstr[1] "d"\n',
            "de",
            id="of-two-entries",
        ),
        pytest.param(KNOWN_PLURAL["de"].replace("%d Dateien", ""), "de", id="half"),
    ],
)
def test_a_plural_is_filled_whole_or_not_at_all(fill: Fill, known: str, language: str) -> None:
    wanted = emptied(KNOWN_PLURAL[language], 2)
    assert fill(known, wanted, "--threshold", "90", language=language) == wanted


def test_one_form_may_come_from_a_message_without_plural(fill: Fill) -> None:
    known = 'msgid "%d files"\nmsgstr "%d berkas"\n'
    wanted = emptied(KNOWN_PLURAL["id"], 1)
    assert fill(known, wanted, language="id") == KNOWN_PLURAL["id"]


def test_a_plural_form_is_no_certain_translation_of_a_plain_message(fill: Fill) -> None:
    filled = fill(KNOWN_PLURAL["ru"], 'msgid "%d files"\nmsgstr ""\n', language="ru")
    assert filled.startswith("# padanan: 101 %, from known.po:10\n#, fuzzy\n")


def test_a_preview_is_a_patch_and_writes_nothing(
    padanan: Padanan, padanan_here: Padanan, write: Callable[..., Path]
) -> None:
    write("known.po", 'msgid "One"\nmsgstr "eins"\n')
    path = write("po/wanted.po", 'msgid "One"\nmsgstr ""\n\nmsgid "Two"\nmsgstr ""\n')
    before = path.read_bytes()
    assert padanan_here("import", "known.po", "--memory", "m").returncode == 0
    done = padanan("pretranslate", "po", "--memory", "m", "--diff")
    assert done.stdout.splitlines()[:3] == ["--- po/wanted.po", "+++ po/wanted.po", "@@ -8,7 +8,7 @@"]
    assert '-msgstr ""\n+msgstr "eins"\n' in done.stdout
    assert done.stderr.splitlines() == [
        "file          101  100  fuzzy  none  words filled  words left",
        "po/wanted.po    0    1      0     1             1           1",
    ]
    counted = padanan_here("pretranslate", "po", "--memory", "m", "--dry-run")
    assert (counted.stdout, counted.stderr) == (done.stderr, "")
    assert path.read_bytes() == before


def test_json(padanan_here: Padanan, write: Callable[..., Path]) -> None:
    write("known.po", 'msgid "One two"\nmsgstr "eins"\n')
    write("wanted.po", 'msgid "One two"\nmsgstr ""\n\nmsgid "Two"\nmsgstr ""\n')
    write("en.po", "")
    assert padanan_here("import", "known.po", "--memory", "m").returncode == 0
    options = ("--memory", "m", "--from", "en", "--output-format", "json")
    done = padanan_here("pretranslate", "wanted.po", "no.po", *options)
    zero, one = {"entries": 0, "words": 0}, {"entries": 1, "words": 1}
    filled = {"101": zero, "100": {"entries": 1, "words": 2}, "fuzzy": zero}
    first, second = json.loads(done.stdout)["files"]
    assert first == {
        "path": "wanted.po",
        "from": "en",
        "to": "de",
        "filled": filled,
        "none": one,
        "written": True,
        "diff": "",
        "note": None,
        "error": None,
    }
    assert second["error"].startswith("no.po: no such file")
    assert json.loads(done.stdout)["total"] == {"filled": filled, "none": one}
    assert done.returncode == 2


def test_a_count_as_json_holds_no_diff(padanan_here: Padanan, write: Callable[..., Path]) -> None:
    write("known.po", 'msgid "One"\nmsgstr "eins"\n')
    write("wanted.po", 'msgid "One"\nmsgstr ""\n\nmsgid " "\nmsgstr ""\n')
    assert padanan_here("import", "known.po", "--memory", "m").returncode == 0
    options = ("--memory", "m", "--output-format", "json")
    (counted,) = json.loads(padanan_here("pretranslate", "wanted.po", *options, "--dry-run").stdout)["files"]
    (shown,) = json.loads(padanan_here("pretranslate", "wanted.po", *options, "--diff").stdout)["files"]
    assert (counted["diff"], counted["written"]) == ("", False)
    assert '+msgstr "eins"' in shown["diff"]
    assert {**shown, "diff": ""} == counted
    assert counted["none"]["entries"] == 0  # what is blank needs no translation


def test_the_language_of_messages(padanan_here: Padanan, write: Callable[..., Path]) -> None:
    """By option, else as the header says, else as the settings do."""
    write("known.po", 'msgid "One"\nmsgstr "eins"\n')
    path = write("wanted.po", 'msgid "One"\nmsgstr ""\n')
    path.write_text(path.read_text("utf-8").replace('"MIME', '"X-Source-Language: fr\\n"\n"MIME'), "utf-8")
    assert padanan_here("import", "known.po", "--memory", "m").returncode == 0
    options = ("--memory", "m", "--dry-run", "--output-format", "json")
    assert "no units in fr and de" in padanan_here("pretranslate", "wanted.po", *options).stderr
    done = padanan_here("pretranslate", "wanted.po", *options, "--from", "en")
    assert [file["from"] for file in json.loads(done.stdout)["files"]] == ["en"]
    (path.parent / "padanan.toml").write_text('source_language = "id"\n', "utf-8")
    write("plain.po", 'msgid "One"\nmsgstr ""\n')
    assert "no units in id and de" in padanan_here("pretranslate", "plain.po", *options).stderr


def test_a_catalogue_in_the_source_language_is_passed_over(padanan_here: Padanan, tmp_path: Path) -> None:
    (tmp_path / "en.po").write_text(catalogue('msgid "x"\nmsgstr ""\n').replace(": de", ": en"), "utf-8")
    (tmp_path / "x.tmx").write_text('<tmx version="1.4"><header srclang="en"/><body/></tmx>', "utf-8")
    assert padanan_here("import", "x.tmx", "--memory", "m").returncode == 0
    done = padanan_here("pretranslate", "en.po", "--memory", "m")
    assert (done.returncode, done.stdout, done.stderr) == (0, "en.po: in the source language\n", "")


def test_a_batch_goes_on_past_a_broken_file(padanan_here: Padanan, write: Callable[..., Path]) -> None:
    write("known.po", 'msgid "One"\nmsgstr "eins"\n')
    write("po/a.po", 'msgid "One"\nmsgstr\n')
    path = write("po/b.po", 'msgid "One"\nmsgstr ""\n')
    write("po/c.pot", 'msgid "One"\nmsgstr ""\n')
    assert padanan_here("import", "known.po", "--memory", "m").returncode == 0
    done = padanan_here("pretranslate", "po", "--memory", "m")
    assert done.returncode == 2
    assert done.stderr.startswith("error: po/a.po:12:1: ")
    assert done.stderr.count("\n") == 1
    assert path.read_text("utf-8").endswith('msgstr "eins"\n')


def test_a_directory_may_have_more_languages_than_the_memory(
    padanan_here: Padanan, write: Callable[..., Path]
) -> None:
    write("known.po", 'msgid "One"\nmsgstr "eins"\n')
    write("po/de.po", 'msgid "One"\nmsgstr ""\n')
    write("po/ru.po", 'msgid "One"\nmsgstr ""\n', "ru")
    write("other/ru.po", 'msgid "One"\nmsgstr ""\n', "ru")
    assert padanan_here("import", "known.po", "--memory", "m").returncode == 0
    done = padanan_here("pretranslate", "po", "--memory", "m")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("po/ru.po: the memory has no units in en and ru\n")
    error = "ru.po: the memory has no units in en and ru (it has de/en)\n"
    for paths, place in (
        (["other"], "other/"),
        (["po", "po/ru.po"], "po/"),
        (["po", "other/ru.po"], "other/"),
    ):
        done = padanan_here("pretranslate", *paths, "--memory", "m")
        assert (done.returncode, done.stderr) == (2, f"error: {place}{error}")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["no.po"], "no.po: no such file", id="file"),
        pytest.param(["x.pot"], "x.pot: a template is not translated", id="template"),
        pytest.param(["wanted.po", "--to", "fr"], "the catalogue is in de, not in fr", id="other-language"),
        pytest.param(["wanted.po", "--to", "klingonese"], "unknown language", id="unknown-language"),
        pytest.param(["wanted.po", "--from", "fr"], "no units in fr and de (it has de/en)", id="pair"),
        pytest.param(["wanted.po", "--threshold", "0"], "a threshold of 0 %", id="low"),
        pytest.param(["wanted.po", "--threshold", "101"], "a threshold of 101 %", id="high"),
        pytest.param(["wanted.po", "--diff", "--dry-run"], "exclude each other", id="both"),
        pytest.param(["wanted.po", "--memory", "none"], "none: no such memory", id="memory"),
        pytest.param(["wanted.po", "--penalty", "x"], "a penalty is written", id="penalty"),
        pytest.param(["nowhere.po"], "does not say its language", id="no-language"),
    ],
)
def test_what_cannot_be_done(
    padanan_here: Padanan, write: Callable[..., Path], arguments: list[str], message: str
) -> None:
    write("known.po", 'msgid "One"\nmsgstr "eins"\n')
    path = write("wanted.po", 'msgid "One"\nmsgstr ""\n')
    write("x.pot", "")
    nowhere = write("nowhere.po", "")
    nowhere.write_text(nowhere.read_text("utf-8").replace('"Language: de\\n"\n', ""), "utf-8")
    before = path.read_bytes()
    assert padanan_here("import", "known.po", "--memory", "m").returncode == 0
    memory = [] if "--memory" in arguments else ["--memory", "m"]
    done = padanan_here("pretranslate", *arguments, *memory)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr
    assert path.read_bytes() == before


def test_to_names_the_language_of_those_that_do_not(
    padanan_here: Padanan, write: Callable[..., Path]
) -> None:
    write("known.po", 'msgid "One"\nmsgstr "eins"\n')
    path = write("wanted.po", 'msgid "One"\nmsgstr ""\n')
    path.write_text(path.read_text("utf-8").replace('"Language: de\\n"\n', ""), "utf-8")
    assert padanan_here("import", "known.po", "--memory", "m").returncode == 0
    assert padanan_here("pretranslate", "wanted.po", "--memory", "m", "--to", "de").returncode == 0
    assert path.read_text("utf-8").endswith('msgstr "eins"\n')


def test_the_catalogues_own_bytes_stay(padanan_here: Padanan, write: Callable[..., Path]) -> None:
    """Line ends and charset are the catalogue's; what its charset does not have is not filled in."""
    write("known.po", 'msgid "One"\nmsgstr "für"\n\nmsgid "Two"\nmsgstr "„zwei“"\n')
    path = write("wanted.po", 'msgid "One"\nmsgstr ""\n\nmsgid "Two"\nmsgstr ""\n', "de", "ISO-8859-1")
    before = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    assert padanan_here("import", "known.po", "--memory", "m").returncode == 0
    assert padanan_here("pretranslate", "wanted.po", "--memory", "m").returncode == 0
    one = b'msgid "One"\r\nmsgstr "'
    assert path.read_bytes() == before.replace(one, one + "für".encode("latin-1"))


def test_of_several_memories_the_comment_names_one(padanan_here: Padanan, write: Callable[..., Path]) -> None:
    write("a.po", 'msgid "Save this file"\nmsgstr "a"\n')
    write("b.po", 'msgid "Save that file"\nmsgstr "b"\n')
    path = write("wanted.po", 'msgid "Save that file!"\nmsgstr ""\n')
    assert padanan_here("import", "a.po", "--memory", "m").returncode == 0
    assert padanan_here("import", "b.po", "--memory", "n").returncode == 0
    assert padanan_here("pretranslate", "wanted.po", "--memory", "m", "--memory", "n").returncode == 0
    assert "# padanan: 93 %, from b.po:10 (n)\n" in path.read_text("utf-8")


def test_penalised_text_is_never_exact(padanan_here: Padanan, write: Callable[..., Path]) -> None:
    write("legacy/known.po", 'msgid "One"\nmsgstr "eins"\n')
    path = write("wanted.po", 'msgid "One"\nmsgstr ""\n')
    assert padanan_here("import", "legacy/known.po", "--memory", "m").returncode == 0
    options = ("--memory", "m", "--penalty", "legacy=5")
    assert padanan_here("pretranslate", "wanted.po", *options).returncode == 0
    assert "# padanan: 95 %, from legacy/known.po:10\n#, fuzzy\n" in path.read_text("utf-8")


def test_a_protected_catalogue_is_reported(padanan_here: Padanan, write: Callable[..., Path]) -> None:
    write("known.po", 'msgid "One"\nmsgstr "eins"\n')
    path = write("wanted.po", 'msgid "One"\nmsgstr ""\n')
    assert padanan_here("import", "known.po", "--memory", "m").returncode == 0
    before = path.read_bytes()
    path.chmod(0o444)
    done = padanan_here("pretranslate", "wanted.po", "--memory", "m")
    assert done.returncode == 2
    assert done.stderr.startswith("error: wanted.po: the file is write-protected")
    assert path.read_bytes() == before


def test_msgmerge_keeps_the_comment(
    fill: Fill, tmp_path: Path, require_program: Callable[[str], str]
) -> None:
    msgmerge = require_program("msgmerge")
    filled = fill('msgid "Save this file"\nmsgstr "x"\n', 'msgid "Save that file"\nmsgstr ""\n')
    path = tmp_path / "wanted.po"
    done = subprocess.run(
        [msgmerge, "--quiet", "--previous", path, path], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.endswith(filled)


@pytest.mark.parametrize("language", ["de", "ru", "id"])
def test_django(
    padanan_here: Padanan, tmp_path: Path, require_program: Callable[[str], str], language: str
) -> None:
    msgfmt = require_program("msgfmt")
    spec = importlib.util.find_spec("django")
    assert spec is not None, "django is a development dependency"
    own = Path(str(spec.origin)).parent / f"contrib/humanize/locale/{language}/LC_MESSAGES/django.po"
    path = Path(shutil.copy(own, tmp_path / "django.po"))
    subprocess.run([require_program("msgattrib"), "--empty", "-o", path, path], check=True)
    assert padanan_here("import", str(own), "--memory", "m").returncode == 0
    assert padanan_here("pretranslate", "django.po", "--memory", "m").returncode == 0
    subprocess.run([msgfmt, "-c", "-o", "/dev/null", path], check=True)
    wanted, found = (read_catalogue(file).catalogue.entries for file in (own, path))
    assert {(e.key, e.msgstr) for e in found if not e.obsolete} == {
        (e.key, e.msgstr) for e in wanted if not e.obsolete
    }
    assert not any(entry.is_fuzzy for entry in found)
