"""`baton db`: bring the stores to the version of this Baton, and see where they stand."""

import typer
from rich.console import Console
from rich.table import Table

from bot import settings as settings_room
from bot.app.store import bring_up_to_date, standing

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
    for line, where, version in standing(settings_room.load()):
        waits = ", ".join(line.waiting(version)) or "nothing"
        table.add_row(line.folder, where, version or "empty", waits)
    Console().print(table)
