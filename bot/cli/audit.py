"""`baton audit`: the record of what was done, filtered, as a table or CSV; and whether it is still whole."""

import asyncio
import csv
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings as settings_room
from bot.app.store import marks_of
from bot.errors import ConfigurationError
from bot.governance.chain import Verdict, keyring, verify
from bot.governance.linking import read_marks
from bot.settings import Settings
from bot.store.keys import secret_keys
from bot.store.sealed import vault
from bot.store.session import connect, sessions
from bot.store.tables.audit import AuditHead, AuditRow

audit = typer.Typer(help="The record of what was done, for whom and why.", no_args_is_help=True)

T = TypeVar("T")
COLUMNS = ("seq", "at", "actor", "action", "on_behalf_of", "ticket", "outcome", "why")


@audit.callback()
def _audit() -> None:
    """The record of what was done, for whom and why."""


@audit.command("list")
def list_rows(
    actor: Annotated[str, typer.Option(help="A coworker's name, or a person's id.")] = "",
    action: Annotated[str, typer.Option(help="For example reset_password or claim.")] = "",
    outcome: Annotated[str, typer.Option(help="intended, done, failed or refused.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most this many, the newest first.")] = 50,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values on standard output.")] = False,
) -> None:
    """Rows of the audit, newest first. Example: baton audit list --actor jordan --csv > jordan.csv"""
    wanted = {"actor": actor, "action": action, "outcome": outcome}
    rows = asyncio.run(_read({name: value for name, value in wanted.items() if value}, limit))
    cells = [[str(getattr(row, column) or "") for column in COLUMNS] for row in rows]
    if as_csv:
        csv.writer(sys.stdout).writerows([COLUMNS, *cells])
    else:
        Console().print(_table(cells))


@audit.command("verify")
def verify_chain() -> None:
    """Walk the chain that binds the rows to each other. Exit status 1, and the first fault, where it breaks.

    Example: baton audit verify
    """
    verdicts = asyncio.run(_reading(_verdicts))
    for team, verdict in verdicts.items():
        if verdict.fault:
            print(
                f"The audit of {team} does not hold: {verdict.fault} Before it, {verdict.links} links hold."
            )
        else:
            waiting = f"; {verdict.waiting} more wait to be bound" if verdict.waiting else ""
            print(f"The audit of {team} holds: {verdict.links} links{waiting}. Its mark: {verdict.place.mac}")
    if not verdicts:
        print("The audit is empty.")
    raise typer.Exit(1 if any(verdict.fault for verdict in verdicts.values()) else 0)


async def _verdicts(session: AsyncSession, settings: Settings) -> dict[str, Verdict]:
    marks = read_marks(marks_of(settings))
    teams = {
        team
        for table in (AuditRow, AuditHead)
        for team in await session.scalars(select(table.team).distinct())
    }
    return {team: await verify(session, team, marks.get(team)) for team in sorted(teams | set(marks))}


def _table(cells: Sequence[Sequence[str]]) -> Table:
    table = Table(*COLUMNS)
    for row in cells:
        table.add_row(*row)
    return table


async def _read(wanted: dict[str, str], limit: int) -> Sequence[AuditRow]:
    async def rows(session: AsyncSession, _settings: Settings) -> Sequence[AuditRow]:
        query = select(AuditRow).order_by(AuditRow.seq.desc()).limit(limit)
        for name, value in wanted.items():
            values = await _names(session, value) if name == "actor" else [value]
            query = query.where(getattr(AuditRow, name).in_(values))
        return (await session.scalars(query)).all()

    return await _reading(rows)


async def _names(session: AsyncSession, actor: str) -> list[str]:
    """Whoever is asked for, and what stands in place of their id where they wanted to be forgotten."""
    keys = await keyring(session)
    teams = await session.scalars(select(AuditRow.team).distinct())
    return [actor, *(alias for team in teams for alias in keys.aliases(team, actor))]


async def _reading(read: Callable[[AsyncSession, Settings], Awaitable[T]]) -> T:
    """What `read` finds in the store that the settings name."""
    settings = settings_room.load()
    vault.unlock(secret_keys(settings))
    engine = connect(settings.database_url)
    try:
        async with sessions(engine)() as session:
            return await read(session, settings)
    except (OperationalError, ProgrammingError):
        where = engine.url.render_as_string(hide_password=True)
        raise ConfigurationError(
            f"There is no Baton database at {where}; DATABASE_URL names the one to read."
        ) from None
    finally:
        await engine.dispose()
