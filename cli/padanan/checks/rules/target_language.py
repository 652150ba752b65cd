"""See `TargetLanguage`."""

from collections.abc import Iterator
from itertools import islice

from padanan.checks.base import Example, FileCheck, Problem, Subject, header_span
from padanan.core.catalogue import Catalogue
from padanan.core.function_words import guess_other_language
from padanan.core.model import Certainty, Severity

# Enough to be sure of, and soon read.
_MESSAGES = 200
_FEWEST_WORDS = 20
_RATIO = 3


class TargetLanguage(FileCheck):
    """The translations are in the language of the catalogue.

    Files are mixed up, and copied as a start for another language: Malay from Indonesian, Slovak from Czech,
    Norwegian from Danish. Small words such as “kerana” and “karena” tell them apart. This is a guess, for
    information, about the catalogue as a whole; untranslated messages and quotations do not change it.
    """

    severity = Severity.INFO
    certainty = Certainty.POSSIBLE
    source = "Weblate and Pontoon users' requests; word lists in core/function_words.py"
    templates = False
    good = (
        Example(po='msgid "You can"\nmsgstr "Anda bisa"\n', note="Too little to tell."),
        Example(
            po="".join(
                f'msgid "m{number}"\nmsgstr "Berkas tidak bisa dibuka karena {number} silakan coba"\n\n'
                for number in range(9)
            ),
        ),
    )
    bad = (
        Example(
            po='msgid ""\nmsgstr ""\n"Language: ⟦id⟧\\n"\n\n'
            + "".join(
                f'msgid "m{number}"\nmsgstr "Fail tidak boleh dibuka kerana {number}, sila cuba"\n\n'
                for number in range(9)
            ),
        ),
    )

    def check_file(self, subject: Subject) -> Iterator[Problem]:
        """Count small words in the first translations."""
        catalogue = subject.catalogue
        guess = guess_other_language(_sample(catalogue), subject.language or "und")
        source_language = subject.settings.source_language.partition("-")[0]
        if guess is None or guess.language == source_language or guess.words < _FEWEST_WORDS:
            return
        if guess.words >= _RATIO * (guess.own_words + 1):
            yield Problem(
                message=f"the translations may be in {guess.language}, not in {subject.language}",
                detail=guess.language,
                hint=f"{guess.words} words of the one, {guess.own_words} of the other",
                entry=catalogue.header_entry,
                span=header_span(catalogue, "Language"),
            )


def _sample(catalogue: Catalogue) -> str:
    translated = (entry.msgstr[0] for entry in catalogue.entries if entry.is_translated)
    return "\n".join(islice((text for text in translated if " " in text), _MESSAGES))
