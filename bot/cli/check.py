"""`baton check`: everything that can be wrong before it matters, each fault with its file and key."""

import sys
from collections.abc import Iterator
from datetime import date

import typer

from bot import settings as settings_room
from bot.coworkers.roster import BUILT_IN as ROLES
from bot.coworkers.roster import Roster
from bot.errors import ConfigurationError
from bot.settings import Settings
from skills import catalog as skill_catalog
from skills.catalog import Catalog
from skills.check import check as check_catalog


def check() -> None:
    """Look at configuration, skills, coworkers and the store; exit status 1 on any fault."""
    try:
        settings = settings_room.load()
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from None
    faults = list(_faults(settings))
    for fault in faults:
        print(fault, file=sys.stderr)
    print("Everything is in order." if not faults else f"{len(faults)} faults.")
    raise typer.Exit(1 if faults else 0)


def _faults(settings: Settings) -> Iterator[str]:
    company = settings.company
    catalog = skill_catalog.load([skill_catalog.BUILT_IN, *company.skills.folders])
    yield from _skill_faults(catalog, settings)
    badges = {name: skill.badge for name, skill in catalog.skills.items()}
    for fault in Roster.load([ROLES, *company.coworkers.folders], badges, company.desks).faults:
        yield f"{fault.file}: {fault.sentence}"
    for folder in company.knowledge.folders:
        if not folder.is_dir():
            yield f"baton.toml: `knowledge.folders`: {folder} does not exist."
    if settings.embedded:
        yield from _store_faults(settings)


def _skill_faults(catalog: Catalog, settings: Settings) -> Iterator[str]:
    for fault in check_catalog(catalog, date.today()):
        yield str(fault)
    for skill in catalog.skills.values():
        if skill.badge.desk not in settings.company.desks:
            yield f"{skill.folder}/skill.toml: `desk`: there is no desk `{skill.badge.desk}`."


def _store_faults(settings: Settings) -> Iterator[str]:
    try:
        settings_room.secret_keys(settings)
    except ConfigurationError as error:
        yield str(error)
