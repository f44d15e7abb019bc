"""`baton check`: everything that can be wrong before it matters, each fault with its file and key."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import typer

from bot import settings as settings_room
from bot.app.store import standing
from bot.cli.alike import cannot_be_told_apart
from bot.cli.articles import faults_of
from bot.cli.members import strange_names
from bot.coworkers.roster import BUILT_IN as ROLES
from bot.coworkers.roster import Roster
from bot.desk import macros
from bot.desk.macros import MacroFault
from bot.errors import ConfigurationError
from bot.intake.library import folders
from bot.settings import DEFAULT_DESKS, FolderSettings, Settings
from bot.slack import scan
from bot.store.keys import secret_keys
from memory.shelf import gather
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
    faults = [*_faults(settings), *_strange_names(settings)]
    if settings.redis_url:
        print(asyncio.run(_about_redis(settings.redis_url)), file=sys.stderr)
    for warning in () if faults else _warnings(settings):
        print(warning, file=sys.stderr)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(counted(faults) if faults else "Everything is in order.")
    raise typer.Exit(1 if faults else 0)


def counted(faults: Sequence[object]) -> str:
    """`1 fault.`, `3 faults.`."""
    return f"{len(faults)} fault{'' if len(faults) == 1 else 's'}."


def _faults(settings: Settings) -> Iterator[str]:
    company, catalog = settings.company, _catalog(settings)
    yield from _folder_faults(settings)
    yield from _skill_faults(catalog, settings)
    badges = {name: skill.badge for name, skill in catalog.skills.items()}
    for fault in Roster.load([ROLES, *_there(company.coworkers)], badges, company.desks).faults:
        yield f"{fault.file}: {fault.sentence}"
    yield from _article_faults(settings)
    yield from _scan_faults(settings)
    yield from _macro_faults(settings)
    yield from _store_faults(settings)


def _strange_names(settings: Settings) -> list[str]:
    """People in baton.toml who are not there; known only where there is a token to ask Slack with."""
    if not settings.token or settings.company.desks == DEFAULT_DESKS:
        return []
    found, doubt = asyncio.run(strange_names(settings))
    if doubt:
        print(doubt, file=sys.stderr)
    return [f"{settings.baton_config or 'baton.toml'}: {each}" for each in found]


def _scan_faults(settings: Settings) -> Iterator[str]:
    rules, file = settings.company.relay, settings.baton_config or "baton.toml"
    if rules.scan and scan.program(rules) is None:
        yield f"{file}: `relay.scan`: there is no command {rules.scan[0]}; give its whole path."


def _macro_faults(settings: Settings) -> Iterator[str]:
    """Saved replies that could not be sent."""
    file = settings.baton_config or "baton.toml"
    for desk, told in settings.company.desks.items():
        for name, text in told.macros.items():
            try:
                macros.check(text)
            except MacroFault as fault:
                yield f"{file}: `desks.{desk}.macros.{name}`: {fault}"


def _warnings(settings: Settings) -> Iterator[str]:
    """What is no fault, and should be known."""
    yield from cannot_be_told_apart(_catalog(settings), settings)
    if not settings.company.relay.scan:
        yield "`relay.scan` is not set, so the files that people pass on are not checked for viruses."


def _catalog(settings: Settings) -> Catalog:
    return skill_catalog.load([skill_catalog.BUILT_IN, *_there(settings.company.skills)])


def _there(named: FolderSettings) -> list[Path]:
    return [folder for folder in named.folders if folder.is_dir()]


def _folder_faults(settings: Settings) -> Iterator[str]:
    company, file = settings.company, settings.baton_config or "baton.toml"
    named = {"skills": company.skills, "coworkers": company.coworkers, "knowledge": company.knowledge}
    for table, told in named.items():
        for folder in told.folders:
            if not folder.is_dir():
                yield f"{file}: `{table}.folders`: {folder} does not exist."


def _skill_faults(catalog: Catalog, settings: Settings) -> Iterator[str]:
    for fault in check_catalog(catalog, date.today()):
        yield str(fault)
    for skill in catalog.skills.values():
        if skill.badge.desk not in settings.company.desks:
            yield f"{skill.folder}/skill.toml: `desk`: there is no desk `{skill.badge.desk}`."


def _article_faults(settings: Settings) -> Iterator[str]:
    articles, unreadable = gather([folder for folder in folders(settings) if folder.is_dir()])
    for fault in (*unreadable, *faults_of(articles, date.today())):
        yield str(fault)


async def _about_redis(url: str) -> str:
    """Whether Redis answers. Baton works without, so it is no fault when it does not."""
    from bot.store.shared import Shared, address_of  # its client is slow to import

    shared = Shared(url, "check")
    reason = await shared.answers()
    await shared.close()
    if not reason:
        return f"REDIS_URL: Redis at {address_of(url)} answers."
    return (
        f"REDIS_URL: Redis at {address_of(url)} does not answer ({reason}). Baton works without it, "
        "but its replicas then do not know how fast the others write to Slack."
    )


def _store_faults(settings: Settings) -> Iterator[str]:
    for looks_at in (secret_keys, standing):
        try:
            looks_at(settings)
        except ConfigurationError as error:
            yield str(error)
