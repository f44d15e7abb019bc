"""`baton db`: bring the stores to the version of this Baton, and see where they stand."""

from collections.abc import Iterator
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from bot import settings as settings_room
from bot.app.store import bring_up_to_date, lines
from bot.settings import Settings
from bot.store.migrations import Line, look
from bot.store.session import connect_blocking

db = typer.Typer(help="The database: its version, and bringing it up to date.", no_args_is_help=True)


@db.command()
def upgrade() -> None:
    """Apply what the stores lack, as `baton serve` does when it starts. Doing it again changes nothing.

    Example: DATABASE_URL=postgresql+psycopg://baton@db/baton baton db upgrade
    """
    settings = settings_room.load()
    applied = bring_up_to_date(settings)
    for line, versions in applied:
        print(f"{line.folder}: applied {', '.join(versions)}.")
    if not applied:
        print("Everything is up to date.")


@db.command()
def status() -> None:
    """Each store, the version it has, and what waits to be applied. Changes nothing.

    Example: baton db status
    """
    table = Table("store", "where", "version", "waits")
    for row in _standing(settings_room.load()):
        table.add_row(*row)
    Console().print(table)


def _standing(settings: Settings) -> Iterator[tuple[str, str, str, str]]:
    for line, url in lines(settings):
        engine = connect_blocking(url)
        version = look(engine, line) if _is_there(engine) else None
        engine.dispose()
        where = engine.url.render_as_string(hide_password=True)
        yield line.folder, where, version or "empty", _waiting(line, version)


def _waiting(line: Line, version: str | None) -> str:
    return ", ".join(line.waiting(version)) or "nothing"


def _is_there(engine: Engine) -> bool:
    """Looking into a SQLite file that is not there would make one."""
    return engine.dialect.name != "sqlite" or Path(str(engine.url.database)).exists()
