"""What Weblate, dennis and Okapi report or let pass, and what is said of it here.

Each row is one kind of case that their own tests have, in other words: language, flags, source, translation,
and the checks that must speak. Every check is asked, the strict ones too; those of files and of flags are
left out of the comparison.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from padanan.checks.base import make_subject
from padanan.checks.registry import select_checks
from padanan.checks.runner import check_catalogue
from padanan.core.config_validate import CheckSelection
from padanan.core.plural_rules import plural_forms_for
from padanan.formats.files import SourceFile
from padanan.formats.po import parse_catalogue

_CHECKS = select_checks(CheckSelection(preset="strict"))
_BESIDE = frozenset({"header-missing-fields", "header-boilerplate", "target-language", "unknown-flags"})


class Case(NamedTuple):
    """One message; `source` and `translation` are its forms, separated by `|` where it has a plural."""

    language: str
    flags: str
    source: str
    translation: str
    checks: str = ""


CASES = (
    # Labels with access keys, where a flag says that they are labels.
    Case("cs", "accelerators", "&Open", "&Otevřít"),
    Case("cs", "accelerators", "&Open", "Otevřít", "access-keys"),
    Case("cs", "accelerators", "Open", "_Otevřít", "access-keys"),
    Case("cs", "accelerators", "Salt && pepper", "Sůl && pepř"),
    # Edges, lines and characters.
    Case("cs", "", "\nnews", "\nzprávy"),
    Case("cs", "", "news", "\nzprávy", "edge-newlines"),
    Case("cs", "", "news\n", "zprávy", "edge-newlines"),
    Case("cs", "", "big news", "velké  zprávy", "doubled-spaces"),
    Case("cs", "", "  news", "    zprávy", "edge-space-width"),
    Case("cs", "", "one\ntwo", "jedna\n\n\ndvě", "line-breaks"),
    Case("cs", "", "one\\ntwo", "jedna\\n\\ndvě", "escape-sequences"),
    Case("cs", "", "news", "zprá\u200bvy", "invisible-characters"),
    Case("ar", "", "book", "كتـاب", "kashida"),
    Case("ar", "", "the %s", "الـ%s"),
    Case("fr", "", "menu", "\t", "blank-translation"),
    # Ends of sentences, in the marks of each language.
    Case("cs", "", "We have saved it.", "uložili jsme to", "end-stop initial-capital"),
    Case("hi", "", "It is saved.", "यह सहेजा गया।"),
    Case("hi", "", "It is saved.", "यह सहेजा गया", "end-stop"),
    Case("hy", "", "Name:", "Անուն՝"),
    Case("hy", "", "Name:", "Անուն", "end-punctuation"),
    Case("hy", "", "Very good!", "Շատ լավ"),
    Case("el", "", "Really?", "Αλήθεια;"),
    Case("el", "", "Really?", "Αλήθεια", "end-punctuation"),
    Case("my", "", "Really?", "တကယ်လား။", "changed-end-punctuation"),
    Case("cs", "", "wait…", "čekejte...", "ellipsis"),
    Case("cs", "", "wait?", "čekejte?!", "changed-end-punctuation"),
    Case("fr", "", "sure?", "sûr\u202f?"),
    Case("fr", "", "sure?", "sûr?", "french-spacing"),
    Case("fr-CA", "", "sure?", "sûr?"),
    Case("fr", "md-text", "[read this!](a)", "[lisez ceci!](a)", "french-spacing"),
    Case("fr", "", 'a <x t="{{ n | or: 0 }}"/> b', 'un <x t="{{ n | or: 0 }}"/> c'),
    # Limits of length.
    Case("cs", "max-length:9", "house", "domeček"),
    Case("cs", "max-length:6", "house", "domeček", "length-limit"),
    Case("cs", 'max-length:9, replacements:%s:"Nebuchadnezzar"', "by %s", "od %s", "length-limit"),
    Case("cs", "max-length:4, xml-text", "<b>on %s</b>", "<b>v %s</b>"),
    # Placeholders with gettext's flags, Weblate's, and none.
    Case("cs", "c-format", "%s of %d", "z %2$d: %1$s"),
    Case("cs", "c-format", "%s of %d", "z %d: %s", "placeholders"),
    Case("cs", "python-format", "at %(place)s", "v %(misto)s", "placeholders"),
    Case("cs", "python-brace-format", "at {place}", "v { {place}", "placeholders"),
    Case("cs", "csharp-format", "at {0:C2}", "v {0:C2}"),
    Case("cs", "c-sharp-format", "at {0}", "v {1}", "placeholders"),
    Case("cs", "java-format", "at {0}", "v ''{0}''"),
    Case("cs", "java-format", "at {0}", "v '{0}'", "placeholders"),
    Case("cs", "qt-plural-format", "%n file(s)", "soubor", "placeholders"),
    Case("cs", "ruby-format", "at %<place>s", "v %<misto>s", "placeholders"),
    Case("cs", "scheme-format", "at ~s", "tam", "placeholders"),
    Case("cs", "object-pascal-format", "at %d", "v %s", "placeholders"),
    Case("cs", "perl-brace-format", "at {place}", "v {misto}", "placeholders"),
    Case("cs", "objc-format", "%#@n@ and %#@m@", "%#@m@ a %#@n@"),
    Case("cs", "objc-format", "%#@n@", "%#@m@", "placeholders"),
    Case("cs", "laravel-format", ":who at :place", "v :place :Who"),
    Case("cs", "laravel-format", "at :place", "někde", "placeholders"),
    Case("cs", "i18next-interpolation", "at {{ place }}", "v {{place}}"),
    Case("cs", "i18next-interpolation", "$t( at ) it", "tam", "unflagged-placeholders"),
    Case("cs", "es-format", "at ${ place }", "v ${ misto }", "unflagged-placeholders"),
    Case("cs", "vue-format", "@.upper:at.place it", "tam", "unflagged-placeholders"),
    Case("cs", "percent-placeholders", "at %place%", "v %misto%", "unflagged-placeholders"),
    Case("cs", "automattic-components-format", "{{b}}at{{/b}}", "{{b}}v", "unflagged-placeholders"),
    Case("cs", "angularjs-format", "at {{place}}", "v {{misto}}", "unflagged-placeholders"),
    Case("cs", "placeholders:$A$", "at $A$", "v", "required-texts"),
    Case("cs", "placeholders:$A$, case-insensitive", "at $A$", "v $a$"),
    Case("fr", "", "at %(place)s", "à %(place)", "unflagged-placeholders"),
    Case("fr", "", "at {place}", "à {place)", "unflagged-placeholders brackets"),
    Case("fr", "", "half is 50% off", "moitié à 50%% de remise"),
    # Plural forms: one form may say its number in words.
    Case("de", "python-brace-format", "an hour|{n} hours", "eine Stunde|{n} Stunden"),
    Case("de", "python-brace-format", "an hour|{n} hours", "eine Stunde|einige", "placeholders"),
    Case("be", "python-brace-format", "an hour|{n} hours", "гадзіна|{n} гадзіны|{n} гадзін", "placeholders"),
    Case("de", "", "an hour|hours", "eine Zeit|", "empty-form"),
    Case("de", "", "an hour|hours", "lang|lang", "same-plurals"),
    # ICU MessageFormat.
    Case("de", "icu-message-format", "{n} pears", "{n, plural, one {# Birne} other {# Birnen}}"),
    Case("de", "icu-message-format", "{n, number}", "{n, plural, one {Birne}}", "icu-message"),
    Case("de", "icu-message-format", "{n, number}", "{n, plural, =-1 {x} other {y}}"),
    Case("de", "icu-message-format", "{n, list}", "{n, liste}", "icu-message"),
    Case("de", "", "{n, number, ::percent}", "{n}", "icu-message"),
    # Markup.
    Case("cs", "bbcode-text", "[b]no[/b]", "[i]ne[/i]", "bbcode-tags"),
    Case("cs", "", "<b>no</b>", "<b>ne", "markup-tags"),
    Case("cs", "", "no<br>way", "ale<br>ne"),
    Case("cs", "xml-text", "no<br/>way", "ale<br>ne", "malformed-xml"),
    Case("cs", "md-text", "**no**", "*ne*", "markdown-markup"),
    Case("cs", "md-text", "~~no~~", "**ne**", "markdown-markup"),
    Case("cs", "", "**no**", "*ne*"),
    Case("cs", "md-text", "[no](../a)", "[ne] (../a)", "markdown-markup"),
    Case("cs", "md-text", "[no][a]", "[ne][b]", "markdown-markup"),
    Case("cs", "url", "https://x.org/", "x.org", "web-addresses"),
    Case("cs", "safe-html", "<b>no</b>", '<b onclick="x()">ne</b>', "unsafe-markup"),
    Case("cs", "rst-text", "see :ref:`no`", "viz :ref:`ne <no>`"),
    Case("cs", "rst-text", "see :ref:`no`", "viz :doc:`no`", "rst-markup"),
    Case("cs", "rst-text", "press :kbd:`Del`", "stiskněte :kbd:`Del `", "rst-markup"),
    Case("cs", "rst-text", "`no <http://a.org/x>`_", "`ne<http://a.org/x>`_", "rst-markup"),
    Case("cs", "rst-text", "see [#n]_", "viz", "rst-markup lost-brackets"),
    # Content.
    Case("de", "", "these are lemons", "das sind sind Zitronen", "repeated-words"),
    Case("fr", "", "if you ask yourself", "si vous vous interrogez"),
    Case("de", "", "a long text that is here", "a long text that is here", "source-copied"),
    Case("de", "", "https://x.org/a", "https://x.org/a"),
    Case("fr", "", "write to foo@bar.com", "écrivez à foo@barbar.fr", "mail-addresses"),
    Case("fr", "", "see (brackets)", "voir (parenthèses", "brackets"),
    Case("fr", "", "a <code/> and <i/>", "le <i/> et <code/>"),
)


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _render(case: Case) -> str:
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {case.language.replace("-", "_")}\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: {plural_forms_for(case.language)}\\n"\n\n'
    )
    flags = f"#, {case.flags}\n" if case.flags else ""
    if "|" not in case.source or "{{" in case.source:
        return f"{header}{flags}msgid {_quote(case.source)}\nmsgstr {_quote(case.translation)}\n"
    singular, plural = case.source.split("|")
    forms = "".join(f"msgstr[{n}] {_quote(form)}\n" for n, form in enumerate(case.translation.split("|")))
    return f"{header}{flags}msgid {_quote(singular)}\nmsgid_plural {_quote(plural)}\n{forms}"


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.flags or case.language}: {case.translation!r}"
)
def test_cases_of_weblate_dennis_and_okapi(case: Case) -> None:
    text = _render(case)
    document, errors = parse_catalogue(SourceFile(path=Path("case.po"), data=text.encode(), digest="case"))
    subject = make_subject(document.catalogue, text=text, errors=errors)
    found = {finding.check for finding in check_catalogue(subject, _CHECKS)}
    assert found - _BESIDE == set(case.checks.split())
