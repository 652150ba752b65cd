"""What the settings and the command line say about validation, as one."""

from pathlib import Path

from padanan.checks.base import CheckSettings
from padanan.core.config import Settings
from padanan.core.config_validate import CheckSelection
from padanan.formats.glossary import read_glossary
from padanan.services.cache_directory import cache_directory
from padanan.services.validate import ValidationOptions
from padanan.services.validate_examine import Plan


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
    """
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
    return Plan(
        root=settings.root,
        selection=wanted.selection,
        overrides=wanted.overrides,
        last_word=selection or CheckSelection(),
        settings=checks,
    )


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
