"""See `MissingCatalogue`."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from padanan.checks.base import CheckSettings, Example, Observation, Problem, ProjectCheck, Subject
from padanan.core.language import covers, language_of_path, named_language
from padanan.core.model import Certainty, Severity

_SETTINGS = CheckSettings(languages=("id", "zh-CN"))
_CHINESE = ("locale/zh_CN/LC_MESSAGES/app.po", 'msgid ""\nmsgstr "Language: zh_CN\\n"\n')


class MissingCatalogue(ProjectCheck):
    """Every language of the project has a catalogue for every domain.

    The languages are those of `languages` in `[tool.padanan]`; without them nothing is missing. Catalogues
    belong together when they lie as gettext, Sphinx or GNU projects put them: `LANG/LC_MESSAGES/app.po`,
    `LANG/app.po`, or `LANG.po`. A language serves its regions (`pt` for `pt_BR`), not another script. The
    source language needs none. Asked only where a directory is validated, not where single files are named.
    """

    needs_directory = True
    severity = Severity.WARNING
    certainty = Certainty.CERTAIN
    source = "GNU gettext manual, “The LINGUAS file”; what is shipped when a language was forgotten"
    good = (
        Example(
            po='msgid "Save"\nmsgstr "Simpan"\n',
            path="locale/id/LC_MESSAGES/app.po",
            settings=_SETTINGS,
            beside=(_CHINESE,),
        ),
        Example(po='msgid "Save"\nmsgstr "Simpan"\n', path="po/id.po", note="No languages are configured."),
    )
    bad = (
        Example(
            po='⟦⟧msgid "Save"\nmsgstr ""\n',
            path="locale/app.pot",
            language="",
            settings=_SETTINGS,
            beside=(_CHINESE,),
            note="The project is for `id` and `zh-CN`.",
        ),
        Example(
            po='⟦⟧msgid ""\nmsgstr "Language: id\\n"\n', path="po/id.po", language="", settings=_SETTINGS
        ),
    )

    def observe(self, subject: Subject) -> Iterator[Observation]:
        """Keep where the catalogue lies, if it lies where catalogues of other languages would be found."""
        if not subject.catalogue.is_template and language_of_path(PurePath(subject.catalogue.path)) is None:
            return
        yield Observation(
            path=subject.catalogue.path,
            language=subject.catalogue.language,
            data=("template" if subject.catalogue.is_template else "catalogue",),
        )

    def conclude(
        self, observations: Iterable[Observation], settings: CheckSettings
    ) -> Iterator[tuple[Observation, Problem]]:
        """Compare the languages of every group with the project's; report at its first file."""
        if not settings.languages:
            return
        wanted = [tag for tag in settings.languages if not covers(settings.source_language, tag)]
        for group in _groups(observations):
            given = {seen.language for seen in group if seen.language and seen.data[0] == "catalogue"}
            for tag in wanted:
                if not any(covers(tag, language) for language in given):
                    yield (
                        group[0],
                        Problem(
                            message=f"there is no catalogue for {tag}",
                            detail=f"{tag} {_place(group[0].path)[1]}",
                            hint="msginit makes one from the template",
                        ),
                    )


def _groups(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Put catalogues of one domain together, each group in order of path, behind its template."""
    groups: dict[tuple[PurePath, str], list[Observation]] = {}
    templates: list[Observation] = []
    for seen in sorted(observations, key=lambda seen: seen.path):
        if seen.data[0] == "template":
            templates.append(seen)
        else:
            groups.setdefault(_place(seen.path), []).append(seen)
    for template in templates:
        root, domain = _place(template.path)
        places = [place for place in ((root, domain), (root, ""), (root.parent, domain)) if place in groups]
        groups.setdefault(places[0] if places else (root, domain), []).insert(0, template)
    return list(groups.values())


def _place(path: str) -> tuple[PurePath, str]:
    """Give the directory that a domain's catalogues share, and its name: "" where files are languages."""
    file = PurePath(path)
    if file.parent.name == "LC_MESSAGES":
        return file.parent.parent.parent, file.stem
    if file.suffix == ".pot":
        return file.parent, file.stem
    if named_language(file.stem):
        return file.parent, ""
    return (file.parent.parent if named_language(file.parent.name) else file.parent), file.stem
