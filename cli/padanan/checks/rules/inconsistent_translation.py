"""See `InconsistentTranslation`."""

from collections import Counter
from collections.abc import Iterable, Iterator

from padanan.checks.base import (
    CheckSettings,
    Example,
    Observation,
    Preset,
    Problem,
    ProjectCheck,
    State,
    Subject,
    entry_state,
    excerpt,
)
from padanan.checks.observing import observe_entry
from padanan.core.model import Certainty, Severity

# Stands behind every form of a plural.
_FORMS = "\0"


class InconsistentTranslation(ProjectCheck):
    """A message is translated in the same way wherever it stands.

    Looked at are messages with the same text and context in several catalogues of one language. The same
    button with two names confuses; but a word may mean two things in two programs, which is what contexts are
    for, and few projects have them. So this is off by default. The translation that most catalogues have is
    taken for the project's; white space at the edges does not count.
    """

    severity = Severity.WARNING
    certainty = Certainty.POSSIBLE
    preset = Preset.STRICT
    source = "Weblate, “Inconsistent”; Okapi CheckMate, “Target inconsistencies”"
    good = (
        Example(
            po='msgid "Save"\nmsgstr "Simpan"\n',
            beside=(("other.po", 'msgid "Save"\nmsgstr "Simpan"\n'),),
        ),
        Example(
            po='msgctxt "goalkeeper"\nmsgid "Save"\nmsgstr "Penyelamatan"\n',
            beside=(("other.po", 'msgid "Save"\nmsgstr "Simpan"\n'),),
        ),
    )
    bad = (
        Example(
            po='msgid "Save"\nmsgstr ⟦⟧"Rekam"\n',
            beside=(
                ("a.po", 'msgid "Save"\nmsgstr "Simpan"\n'),
                ("b.po", 'msgid "Save"\nmsgstr "Simpan"\n'),
            ),
        ),
    )

    def observe(self, subject: Subject) -> Iterator[Observation]:
        """Keep every translation."""
        for entry in subject.catalogue.entries:
            if entry_state(entry) is State.TRANSLATED and not subject.catalogue.is_template:
                forms = [text.strip() + _FORMS * (entry.msgid_plural is not None) for text in entry.msgstr]
                yield observe_entry(entry, subject, "".join(forms))

    def conclude(
        self, observations: Iterable[Observation], settings: CheckSettings
    ) -> Iterator[tuple[Observation, Problem]]:
        """Report each translation that is not the most frequent one; of several, not the first."""
        for seen in _by_message(observations):
            counts = Counter(observation.data[0] for observation in seen)
            if len(counts) == 1:
                continue
            (usual, _), *_rest = counts.most_common(1)
            example = next(observation for observation in seen if observation.data[0] == usual)
            for observation in seen:
                if observation.data[0] != usual:
                    yield (
                        observation,
                        Problem(
                            message=f"in {example.path} this is “{_shown(usual)}”",
                            detail=str(observation.data[0]),
                            hint="use one of them, or tell the messages apart with msgctxt",
                        ),
                    )


def _by_message(observations: Iterable[Observation]) -> Iterable[list[Observation]]:
    """Put together what has the same text, context, language and number of forms."""
    groups: dict[tuple[str | int | None, ...], list[Observation]] = {}
    for seen in observations:
        key = (seen.language, seen.msgctxt, seen.msgid, str(seen.data[0]).count(_FORMS))
        groups.setdefault(key, []).append(seen)
    return groups.values()


def _shown(target: str | int | None) -> str:
    return excerpt(str(target).partition(_FORMS)[0])
