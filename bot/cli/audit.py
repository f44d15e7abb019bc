"""`baton audit list`: the record of what was done, filtered, as a table or as CSV to keep."""

import asyncio
import csv
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot import settings as settings_room
from bot.errors import ConfigurationError
from bot.store.keys import secret_keys
from bot.store.sealed import vault
from bot.store.session import connect, sessions
from bot.store.tables import AuditRow

audit = typer.Typer(help="The record of what was done, for whom and why.", no_args_is_help=True)

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


def _table(cells: Sequence[Sequence[str]]) -> Table:
    table = Table(*COLUMNS)
    for row in cells:
        table.add_row(*row)
    return table


async def _read(wanted: dict[str, str], limit: int) -> Sequence[AuditRow]:
    settings = settings_room.load()
    vault.unlock(secret_keys(settings))
    engine = connect(settings.database_url)
    query = select(AuditRow).filter_by(**wanted).order_by(AuditRow.seq.desc()).limit(limit)
    try:
        async with sessions(engine)() as session:
            return (await session.scalars(query)).all()
    except (OperationalError, ProgrammingError):
        where = engine.url.render_as_string(hide_password=True)
        raise ConfigurationError(
            f"There is no Baton database at {where}; DATABASE_URL names the one to read."
        ) from None
    finally:
        await engine.dispose()
