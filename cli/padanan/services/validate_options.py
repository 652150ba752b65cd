"""What the settings and the command line say about validation, as one."""

from dataclasses import replace
from pathlib import Path

from padanan.checks.base import CheckSettings
from padanan.checks.registry import load_check
from padanan.core.config import Settings
from padanan.core.config_validate import CheckSelection
from padanan.core.errors import UnknownCheckError
from padanan.formats.glossary import read_glossary
from padanan.services.cache_directory import cache_directory
from padanan.services.validate import ValidationOptions
from padanan.services.validate_examine import Plan, checks_of
from padanan.services.validate_memory import make_recall

_MEMORY_CHECK = "memory-disagreement"
_COMPLETENESS_CHECK = "incomplete"


def make_plan(
    settings: Settings,
    *,
    selection: CheckSelection | None = None,
    glossary: Path | None = None,
    min_complete_percent: int | None = None,
) -> Plan:
    """Say how files are examined: as the settings want it, but for what is given here.

    Raises:
        InputError: the glossary cannot be read, or is broken.
        UnknownCheckError: a check is named that is not there.
    """
    _refuse_unknown_checks(settings)
    wanted = settings.validate
    terms, source = glossary or wanted.glossary, settings.source_language.tag
    checks = CheckSettings(
        source_language=source,
        glossary=None if terms is None else read_glossary(terms, source_language=source),
        languages=tuple(language.tag for language in settings.languages),
        min_complete_percent=wanted.min_complete_percent
        if min_complete_percent is None
        else min_complete_percent,
    )
    plan = Plan(
        root=settings.root,
        selection=_demanding(wanted.selection, wanted.min_complete_percent),
        overrides=wanted.overrides,
        last_word=_demanding(selection or CheckSelection(), min_complete_percent),
        settings=checks,
    )
    return replace(plan, settings=replace(checks, recall=make_recall(settings))) if _asks(plan) else plan


def _refuse_unknown_checks(settings: Settings) -> None:
    overrides = (override.selection for override in settings.validate.overrides)
    for selection in (settings.validate.selection, *overrides):
        for name in (*selection.select, *selection.extend_select, *selection.ignore):
            try:
                load_check(name)
            except UnknownCheckError as error:
                path = None if settings.file is None else str(settings.file)
                raise UnknownCheckError(error.message, path=path, hint=error.hint) from error


def _demanding(selection: CheckSelection, min_complete_percent: int | None) -> CheckSelection:
    """Ask for completeness where somebody says how much it is, whatever else is checked."""
    if min_complete_percent is None:
        return selection
    return replace(selection, extend_select=(*selection.extend_select, _COMPLETENESS_CHECK))


def _asks(plan: Plan) -> bool:
    """Whether any file is checked against the memory: only then is it worth opening."""
    return any(check.id == _MEMORY_CHECK for selection in plan.selections() for check in checks_of(selection))


def make_options(
    settings: Settings, plan: Plan, *, jobs: int | None = None, use_cache: bool = True
) -> ValidationOptions:
    """Say how a run goes."""
    return ValidationOptions(
        plan=plan,
        exclude=settings.validate.exclude,
        jobs=jobs,
        cache=cache_directory("validation") if use_cache else None,
    )
