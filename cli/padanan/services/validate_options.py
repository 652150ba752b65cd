"""What the settings and the command line say about validation, as one."""

from padanan.checks.base import CheckSettings
from padanan.core.config import Settings
from padanan.core.config_validate import CheckSelection
from padanan.services.cache_directory import cache_directory
from padanan.services.validate import ValidationOptions
from padanan.services.validate_examine import Plan


def make_plan(
    settings: Settings,
    *,
    selection: CheckSelection | None = None,
    min_complete_percent: int | None = None,
) -> Plan:
    """Say how files are examined: as the settings want it, but for what is given here.

    Raises:
        InputError: the glossary cannot be read.
        PadananError: the glossary is broken, or the memory cannot be opened.
    """
    wanted = settings.validate
    checks = CheckSettings(
        source_language=settings.source_language.tag,
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
