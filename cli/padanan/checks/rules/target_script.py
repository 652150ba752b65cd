"""See `TargetScript`."""

import re
from collections.abc import Iterator

from padanan.checks.base import Example, FileCheck, Problem, State, Subject, entry_state, sources, targets
from padanan.core.catalogue import Entry
from padanan.core.language import names_language
from padanan.core.model import Certainty, Severity, Span
from padanan.core.scripts import foreign_letters, letters_of, script_of_letter, scripts_of

# Four words in small letters with nothing but spaces between them are a sentence, not a name or a command.
_LATIN_SENTENCE = re.compile(r"(?<![^\s(\"'“„])[A-Z]?[a-zà-öø-ɏ]+(?: [a-zà-öø-ɏ]{2,}){3,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_LETTERS = 3


class TargetScript(FileCheck):
    """A translation is written in the script of its language.

    Cyrillic text in a Polish catalogue, or Latin text in a Japanese one, went into the wrong file. A text is
    reported when most of its letters are of a script its language does not use, or when it has a whole Latin
    sentence and not one letter of its own script. Left alone are what the source has too, copies of the
    source (untranslated text is another matter), messages that name languages, and languages written in
    several scripts (Serbian, Uzbek, Kazakh and others) unless the catalogue says which (`sr@latin`).
    """

    severity = Severity.WARNING
    certainty = Certainty.LIKELY
    source = "RFC 5646, section 2.2.3; CLDR 48, likely subtags; Unicode Standard 16, Blocks.txt"
    templates = False
    good = (
        Example(po='msgid "Open file"\nmsgstr "Открыть файл"\n', language="ru"),
        Example(po='msgid "Run make install"\nmsgstr "make install"\n', language="ru", note="A command."),
        Example(po='msgid "Open file"\nmsgstr "Otvori datoteku"\n', language="sr"),
        Example(po='msgid "日本語"\nmsgstr "日本語"\n'),
        Example(po='msgid "Pi (π)"\nmsgstr "π"\n'),
        Example(po='msgid "Japanese"\nmsgstr "日本語"\n', note="As speakers of the language name it."),
    )
    bad = (
        Example(po='msgid "Open file"\nmsgstr "⟦Открыть⟧ файл"\n', language="pl"),
        Example(
            po='msgid "The file could not be opened."\nmsgstr "⟦Le fichier ne peut pas être ouvert⟧."\n',
            language="ja",
        ),
        Example(po='msgid "Open file"\nmsgstr "⟦Отвори⟧ датотеку"\n', language="sr-Latn"),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Look at every translation in a language whose scripts are known."""
        scripts = scripts_of(subject.catalogue.language or "und")
        if not scripts:
            return
        foreign = foreign_letters(scripts)
        own = (
            None
            if "Latn" in scripts
            else re.compile("|".join(letters_of(script).pattern for script in scripts))
        )
        for entry in subject.catalogue.entries:
            is_suspect = any(foreign.search(text) or (own and not own.search(text)) for text in entry.msgstr)
            if is_suspect and entry_state(entry) is State.TRANSLATED:
                yield from _check(entry, foreign, own)


def _check(entry: Entry, foreign: re.Pattern[str], own: re.Pattern[str] | None) -> Iterator[Problem]:
    if any(foreign.search(text) for text in sources(entry)) or (
        entry.msgctxt and foreign.search(entry.msgctxt)
    ):
        return
    for target in targets(entry):
        span = _foreign_word(target.text, foreign)
        if span is None and own and not own.search(target.text) and target.text not in sources(entry):
            sentence = _LATIN_SENTENCE.search(target.text)
            span = Span(start=sentence.start(), end=sentence.end()) if sentence else None
        if span and not names_language(entry.msgid):
            yield Problem(
                message=f"{script_of_letter(target.text[span.start])} letters in place of the language's own",
                detail=str(target.form),
                entry=entry,
                field=target.field,
                span=span,
            )
            return


def _foreign_word(text: str, foreign: re.Pattern[str]) -> Span | None:
    """Give the first word in another script, where most letters of the text are."""
    count = len(foreign.findall(text))
    if count < _FEWEST_LETTERS or count * 2 <= sum(map(str.isalpha, text)):
        return None
    for word in _WORD.finditer(text):
        if foreign.match(word[0]):
            return Span(start=word.start(), end=word.end())
    return None
