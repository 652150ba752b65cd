from pathlib import PurePath

import pytest

from padanan.core.errors import LanguageError
from padanan.core.language import (
    covers,
    gettext_name,
    language_of_path,
    parse_language,
    writes_without_spaces,
)


@pytest.mark.parametrize(
    ("name", "tag", "language", "script"),
    [
        ("zh", "zh", "zh", "Hans"),
        ("zh_CN", "zh-CN", "zh", "Hans"),
        ("zh-Hans", "zh-Hans", "zh", "Hans"),
        ("zh_Hans_CN", "zh-Hans-CN", "zh", "Hans"),
        ("ZH-cn", "zh-CN", "zh", "Hans"),
        ("cmn", "zh", "zh", "Hans"),
        ("zho", "zh", "zh", "Hans"),
        ("zh_TW", "zh-TW", "zh", "Hant"),
        ("zh_Hant_HK", "zh-Hant-HK", "zh", "Hant"),
        ("id", "id", "id", "Latn"),
        ("in", "id", "id", "Latn"),
        ("ind", "id", "id", "Latn"),
        ("ja_JP", "ja-JP", "ja", "Jpan"),
        ("de_DE.UTF-8", "de-DE", "de", "Latn"),
        ("sr@latin", "sr-Latn", "sr", "Latn"),
        ("sr_RS@latin", "sr-Latn-RS", "sr", "Latn"),
        ("ca@valencia", "ca-valencia", "ca", "Latn"),
        (" en_GB ", "en-GB", "en", "Latn"),
    ],
)
def test_every_usual_spelling_is_read(name: str, tag: str, language: str, script: str) -> None:
    parsed = parse_language(name)
    assert (parsed.tag, parsed.language, parsed.script) == (tag, language, script)


@pytest.mark.parametrize("name", ["", " ", "xx", "qqq", "x-pig", "zh_", "../id", "id\x00", "a" * 10_000, "é"])
def test_unknown_languages_are_refused(name: str) -> None:
    with pytest.raises(LanguageError, match="unknown language"):
        parse_language(name)


def test_a_language_called_by_its_english_name_gets_its_code_as_hint() -> None:
    with pytest.raises(LanguageError, match="Indonesian is id"):
        parse_language("indonesian")


@pytest.mark.parametrize(
    "name", ["id", "zh_CN", "zh_Hans", "sr@latin", "sr_RS@latin", "ca@valencia", "pt_BR"]
)
def test_gettext_names_survive(name: str) -> None:
    assert gettext_name(parse_language(name).tag) == name


@pytest.mark.parametrize(
    ("wanted", "available", "expected"),
    [
        ("zh", "zh-CN", True),
        ("zh-Hans", "zh-CN", True),
        ("zh-CN", "zh", True),
        ("zh-CN", "zh-TW", False),
        ("zh-Hans", "zh-Hant", False),
        ("en-GB", "en", True),
        ("en-GB", "en-US", False),
        ("id", "ms", False),
        ("sr-Latn", "sr", False),
    ],
)
def test_scripts_and_regions_decide_who_is_served(wanted: str, available: str, expected: bool) -> None:
    assert covers(wanted, available) is expected


def test_only_chinese_and_japanese_run_sentences_together() -> None:
    assert [tag for tag in ("id", "en", "zh-CN", "ja", "ko", "th") if writes_without_spaces(tag)] == [
        "zh-CN",
        "ja",
    ]


@pytest.mark.parametrize(
    ("path", "tag"),
    [
        ("locale/id/LC_MESSAGES/app.po", "id"),
        ("locale/zh_Hans/LC_MESSAGES/django.po", "zh-Hans"),
        ("locale/app/LC_MESSAGES/app.po", "app"),
        ("locale/templates/LC_MESSAGES/app.po", None),
        ("po/pt_BR.po", "pt-BR"),
        ("po/sr@latin.po", "sr-Latn"),
        ("po/ckb.po", "ckb"),
        ("po/id/app.po", "id"),
        ("po/app.po", None),
        ("po/messages.po", None),
        ("app.po", None),
        ("IT/app.po", None),
    ],
)
def test_language_of_a_path(path: str, tag: str | None) -> None:
    found = language_of_path(PurePath(path))
    assert (found.tag if found else None) == tag
